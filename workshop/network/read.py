"""Where a network comes from: a file, a folder of tables, or a built-in example; a stranger's file: see `read_child`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from workshop.errors import TableError, Where
from workshop.lazy_import import lazy_import
from workshop.model.network import Network
from workshop.network.builtin import builtin
from workshop.network.table import MOST_BYTES

BUILTIN = "builtin:"
PARSE = "workshop.network.parse"  # readers of every kind of file; a built-in example needs none


def read(source: str) -> Network:
    """A path to a file or folder, or `builtin:karate|davis|florentine|lesmis|kite`. Raises TableError."""
    if source.startswith(BUILTIN):
        return builtin(source.removeprefix(BUILTIN))
    path = Path(source)
    try:
        if path.is_dir():
            tables: Callable[[Mapping[str, bytes], str], Network] = lazy_import(f"{PARSE}:parse_tables")
            plain = lazy_import(f"{PARSE}:PLAIN")
            return tables(
                {file.name: _bytes(file) for file in path.iterdir() if file.suffix.casefold() in plain},
                source,
            )
        parse: Callable[[str, bytes], Network] = lazy_import(f"{PARSE}:parse")
        return parse(path.name, _bytes(path))
    except FileNotFoundError as error:
        raise TableError("network.no_file", Where(source)) from error
    except OSError as error:
        raise TableError("network.unreadable", Where(source)) from error


def _bytes(path: Path) -> bytes:
    if path.stat().st_size > MOST_BYTES:
        raise TableError("table.too_big", Where(path.name), megabytes=MOST_BYTES // 1_000_000)
    return path.read_bytes()
