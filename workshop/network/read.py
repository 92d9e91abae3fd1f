"""Where a network comes from: a file, a folder of tables, a built-in example, or an upload from a stranger."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from workshop.errors import TableError, Where
from workshop.model.network import Network
from workshop.network.builtin import builtin
from workshop.network.imported import AS_IT_IS, Choices, Imported
from workshop.network.parse import PLAIN, Files, parse, parse_tables
from workshop.network.read_child import SECONDS
from workshop.network.table import MOST_BYTES
from workshop.network.wire import Question, imported_from_json, question_to_json

BUILTIN = "builtin:"
WALL = 20.0  # seconds; the child's own limit is 10 of processor time


def read(source: str) -> Network:
    """A path to a file or folder, or `builtin:karate|davis|florentine|lesmis|kite`. Raises TableError."""
    if source.startswith(BUILTIN):
        return builtin(source.removeprefix(BUILTIN))
    path = Path(source)
    try:
        if path.is_dir():
            return parse_tables(
                {file.name: _bytes(file) for file in path.iterdir() if file.suffix.casefold() in PLAIN},
                source,
            )
        return parse(path.name, _bytes(path))
    except FileNotFoundError as error:
        raise TableError("network.no_file", Where(source)) from error
    except OSError as error:
        raise TableError("network.unreadable", Where(source)) from error


def in_child(files: Files, choices: Choices = AS_IT_IS, seconds: int = SECONDS) -> Imported:
    """`examine` in a child process with limits, for files from people we do not know: 600 MB, `seconds` of processor.

    Raises nothing: problems are in the answer, `network.too_heavy` when the child had to be stopped.
    """
    first = Where(next(iter(files), None))
    if sum(map(len, files.values())) > MOST_BYTES:
        return Imported(None, (TableError("table.too_big", first, megabytes=MOST_BYTES // 1_000_000),))
    asked = Question(tuple((name, len(data)) for name, data in files.items()), choices)
    stopped = Imported(None, (TableError("network.too_heavy", first),))
    try:
        ended = subprocess.run(  # noqa: S603  our own interpreter and module, no shell
            [sys.executable, "-m", "workshop.network.read_child", str(seconds)],
            input=question_to_json(asked) + b"\n" + b"".join(files.values()),
            capture_output=True,
            timeout=WALL,
            check=False,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        )
        return imported_from_json(ended.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return stopped


def _bytes(path: Path) -> bytes:
    if path.stat().st_size > MOST_BYTES:
        raise TableError("table.too_big", Where(path.name), megabytes=MOST_BYTES // 1_000_000)
    return path.read_bytes()
