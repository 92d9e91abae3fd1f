"""Opens foreign files with little memory and time: run as `python -m workshop.network.read_child`.

Standard input: the files' names and lengths, and how to read them, as one JSON line, then their bytes. Standard
output: the JSON of what was found. Whatever goes wrong here, the process that serves the room does not notice.
"""

from __future__ import annotations

import sys

from workshop.errors import TableError, Where
from workshop.network.imported import Imported
from workshop.network.parse import examine
from workshop.network.wire import imported_to_json, question_from_json

if sys.platform != "win32":
    import resource

MEMORY = 600_000_000  # bytes of address space
SECONDS = 10  # of processor time, unless the first argument says otherwise


def main() -> None:
    """Limit this process, then read what it is given."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        seconds = int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    asked = question_from_json(sys.stdin.buffer.readline())
    files = {name: sys.stdin.buffer.read(length) for name, length in asked.files}
    try:
        answer = imported_to_json(examine(files, asked.choices))
    except (MemoryError, RecursionError):
        too_heavy = TableError("network.too_heavy", Where(next(iter(files), None)))
        answer = imported_to_json(Imported(None, (too_heavy,)))
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    main()
