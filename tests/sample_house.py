"""One sample camp for all tests that only look at it: making it takes seconds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.house import make_house
from workshop.room.house import House
from workshop.room.sample import SampleCamp, fill


@contextmanager
def sampled(folder: Path) -> Iterator[tuple[House, SampleCamp]]:
    """A house with nothing but the sample."""
    with make_house(folder) as house:
        yield house, fill(house)
