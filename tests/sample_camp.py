"""One sample camp for all tests that need it: making it takes seconds, so a process makes it once and hands out copies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.app_context import Clock, make_context
from workshop.sample.sample import SampleCamp, fill
from workshop.services.app.context import AppContext


@dataclass(frozen=True)
class Filled:
    """A database file with nothing but the sample, and when the last of it was written."""

    file: bytes
    sample: SampleCamp
    ended: datetime


@cache
def filled() -> Filled:
    clock = Clock()
    with TemporaryDirectory() as folder:
        with make_context(Path(folder), clock=clock) as context:
            sample = fill(context)
        return Filled((Path(folder) / "mengya.sqlite3").read_bytes(), sample, clock.time)


@contextmanager
def sampled(folder: Path, seed: int = 2) -> Iterator[tuple[AppContext, SampleCamp]]:
    """A house with nothing but the sample, at the moment after it was made."""
    made = filled()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mengya.sqlite3").write_bytes(made.file)
    # Another seed: the codes and tokens of the first are taken.
    with make_context(folder, clock=Clock(made.ended), seed=seed) as context:
        yield context, made.sample
