"""The process is killed: ten times here, a thousand times in `make endurance`."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from tests.endurance.kills import kill_again_and_again, say_then_store, store_then_say

KILLS = 10

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9"),
]


def test_no_acknowledged_answer_is_lost_or_doubled_when_the_process_is_killed(tmp_path: Path) -> None:
    killed = kill_again_and_again(tmp_path, KILLS, random.Random(1), store_then_say)
    assert killed.acknowledged > 0
    assert (killed.lost, killed.doubled, killed.damaged) == (0, 0, 0)


def test_the_kills_would_find_a_room_that_says_so_too_early(tmp_path: Path) -> None:
    """The control."""
    assert kill_again_and_again(tmp_path, KILLS, random.Random(1), say_then_store).lost > 0
