"""Directions, places and consensus of three made conversations are those another program finds.

The conversations are built by `tests/oracles/tables.py`, as large and as full of gaps as published ones (24, 138 and
197 people); `expected/statements.json` holds what red-dwarf 0.4.0 on scikit-learn 1.9.1, which shares no code with ours,
finds in them (`tests/oracles/statements.py`).
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from tests.learning.made_votes import votes
from tests.oracles.tables import CONVERSATIONS
from workshop.learning.statements.statement_groups import principal_components
from workshop.learning.statements.statements import Grid, Votes, group_consensus

STORED = Path(__file__).parents[1] / "expected" / "statements.json"
EXPECTED = json.loads(STORED.read_text(encoding="utf-8"))["conversations"]


def conversation(name: str) -> tuple[Votes, list[int]]:
    """The votes and the group each participant was made in."""
    made = CONVERSATIONS[name]
    return votes([[np.nan if vote is None else vote for vote in row] for row in made.votes]), made.groups


def facing(found: Grid, wanted: Grid) -> Grid:
    """1 or −1 a direction: which way round a direction points says nothing."""
    turned: Grid = np.sign((found * wanted).sum(axis=1))
    return turned


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_directions_and_places_of_a_made_conversation(name: str) -> None:
    room, _ = conversation(name)
    wanted = np.array(EXPECTED[name]["directions"])
    found = principal_components(room)
    turned = facing(found.directions, wanted)
    assert found.directions * turned[:, None] == pytest.approx(wanted, abs=1e-9)
    assert found.places * turned == pytest.approx(np.array(EXPECTED[name]["places"]), abs=1e-9)
    assert found.share == pytest.approx(np.array(EXPECTED[name]["share"]), abs=1e-9)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_consensus_of_a_made_conversation_given_its_groups(name: str) -> None:
    room, groups = conversation(name)
    assert group_consensus(room, groups) == pytest.approx(EXPECTED[name]["consensus"], abs=1e-12)
