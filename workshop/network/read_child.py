"""Opens one foreign file with little memory and time: run as `python -m workshop.network.read_child`.

Standard input: the file's name as one JSON line, then its bytes. Standard output: `network` or `error` on
one line, then the JSON of it. Whatever goes wrong here, the process that serves the room does not notice.
"""

from __future__ import annotations

import json
import sys

from workshop.errors import InputError, TableError, Where
from workshop.network.parse import parse
from workshop.network.wire import error_to_json, network_to_json

if sys.platform != "win32":
    import resource

MEMORY = 600_000_000  # bytes of address space
SECONDS = 10  # of processor time, unless the first argument says otherwise


def main() -> None:
    """Limit this process, then read one file."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        seconds = int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    name = json.loads(sys.stdin.buffer.readline())
    try:
        answer = "network\n" + network_to_json(parse(name, sys.stdin.buffer.read()))
    except InputError as error:
        answer = "error\n" + error_to_json(error)
    except (MemoryError, RecursionError):
        answer = "error\n" + error_to_json(TableError("network.too_heavy", Where(name)))
    sys.stdout.buffer.write(answer.encode())


if __name__ == "__main__":
    main()
