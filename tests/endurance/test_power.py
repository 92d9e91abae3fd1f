"""The power goes: 500 times here, 10,000 times in `make endurance`."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from tests.endurance.power import busy_room, cut_power

PHONES = 12
CUTS = 500

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="the remembering disk is written for Linux"),
]


def test_no_acknowledged_answer_is_lost_to_a_power_cut_and_no_erased_word_comes_back(tmp_path: Path) -> None:
    outcome = cut_power(
        busy_room(tmp_path / "room", PHONES, "FULL"), tmp_path / "found", CUTS, random.Random(1)
    )
    assert outcome.acknowledged > 0
    assert (outcome.lost, outcome.damaged, outcome.back) == (0, 0, 0)


def test_the_cuts_would_find_a_store_that_does_not_wait_for_the_disk(tmp_path: Path) -> None:
    """The control. SQLite's documentation of `synchronous`: NORMAL may roll back what was committed when the power goes,
    and never damages a database in WAL mode."""
    outcome = cut_power(
        busy_room(tmp_path / "room", PHONES, "NORMAL"), tmp_path / "found", CUTS, random.Random(1)
    )
    assert outcome.lost > 0
    assert outcome.damaged == 0
