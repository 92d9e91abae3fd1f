"""Sandboxed import: untrusted files are parsed in a subprocess with limits on memory and time (rlimits).

`in_child` starts this very module as `python -m workshop.network.io.read_child`. Standard input: names and lengths of
the files, and how to read them, as one JSON line, then their bytes. Standard output: the result as JSON. A crash or
an overrun here does not affect the server process.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from workshop.base.errors import TableError, Where
from workshop.network.io.child_protocol import (
    ReadRequest,
    imported_from_json,
    imported_to_json,
    request_from_json,
    request_to_json,
)
from workshop.network.io.imported import AS_IT_IS, Choices, Imported
from workshop.network.io.parse import Files, examine
from workshop.network.io.table import MOST_BYTES

if sys.platform != "win32":
    import resource

MEMORY = 600_000_000  # bytes of address space
SECONDS = 10  # of processor time, unless the first argument says otherwise
WALL = 20.0  # seconds until the child is stopped from outside


def in_child(files: Files, choices: Choices = AS_IT_IS, seconds: int = SECONDS) -> Imported:
    """`examine` in a child process with limits, for untrusted files: 600 MB of memory, `seconds` of processor time.

    Never raises: problems are in the result, `network.too_heavy` when the child had to be stopped, and
    `network.reader_failed` when it ended without an answer.
    """
    first = Where(next(iter(files), None))
    if sum(map(len, files.values())) > MOST_BYTES:
        return Imported(None, (TableError("table.too_big", first, megabytes=MOST_BYTES // 1_000_000),))
    asked = ReadRequest(tuple((name, len(data)) for name, data in files.items()), choices)
    stopped = Imported(None, (TableError("network.too_heavy", first),))
    try:
        ended = subprocess.run(  # noqa: S603  our own interpreter and module, no shell
            [sys.executable, "-m", "workshop.network.io.read_child", str(seconds)],
            input=request_to_json(asked) + b"\n" + b"".join(files.values()),
            capture_output=True,
            timeout=WALL,
            check=False,
            cwd=Path(__file__).parents[3],
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        )
        return imported_from_json(ended.stdout)
    except subprocess.TimeoutExpired:
        return stopped
    except ValueError:  # no answer: the limits stopped it, or something went wrong in it
        over = ended.returncode < 0 or b"MemoryError" in ended.stderr
        return stopped if over else Imported(None, (TableError("network.reader_failed", first),))


def main() -> None:
    """Set the limits of this process, then read the request and answer it."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        seconds = int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    asked = request_from_json(sys.stdin.buffer.readline())
    files = {name: sys.stdin.buffer.read(length) for name, length in asked.files}
    try:
        answer = imported_to_json(examine(files, asked.choices))
    except (MemoryError, RecursionError) as error:
        code = "network.too_heavy" if isinstance(error, MemoryError) else "network.reader_failed"
        answer = imported_to_json(Imported(None, (TableError(code, Where(next(iter(files), None))),)))
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    main()
