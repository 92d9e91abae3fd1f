"""Work for the worker processes that waits until it is let go, so that tests ask about order and not about time."""

from __future__ import annotations

import os
import time
from pathlib import Path


def until(path: str, _weight: bytes = b"") -> str:
    """Waits for the file at `path`; says before that it has begun."""
    Path(f"{path}.begun").touch()
    while not Path(path).exists():
        time.sleep(0.01)
    return path


def noted(book: str, line: str, _weight: bytes = b"") -> str:
    """Writes a line into a book."""
    with Path(book).open("a") as lines:
        lines.write(line)
    return line


def process(_weight: bytes = b"") -> int:
    return os.getpid()


def die(_weight: bytes = b"") -> None:
    os._exit(1)


def wrong(_weight: bytes = b"") -> None:
    raise ValueError("its own fault")
