"""Directions, places and consensus of three published conversations are those another program finds.

The votes come from openData of the Computational Democracy Project (CC BY 4.0, see polis/README.md), with the groups
published there; participants without a group are left out. What is expected was worked out once by red-dwarf 0.4.0 on
scikit-learn 1.9.1, which shares no code with ours.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from workshop.learning.components import components
from workshop.learning.statements import Grid, Votes, group_consensus

HERE = Path(__file__).with_name("polis")
EXPECTED = json.loads((HERE / "expected.json").read_text(encoding="utf-8"))


def conversation(name: str) -> tuple[Votes, list[int]]:
    """The votes and the published group of each participant."""
    lines = (HERE / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    rows = [line.split(",") for line in lines[1:]]
    grid = [[float(vote) if vote else np.nan for vote in row[1:]] for row in rows]
    return Votes(tuple(lines[0].split(",")[1:]), np.array(grid)), [int(row[0]) for row in rows]


def facing(found: Grid, wanted: Grid) -> Grid:
    """1 or −1 a direction: which way round a direction points says nothing."""
    turned: Grid = np.sign((found * wanted).sum(axis=1))
    return turned


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_directions_and_places_of_a_published_conversation(name: str) -> None:
    votes, _ = conversation(name)
    wanted = np.array(EXPECTED[name]["directions"])
    found = components(votes)
    turned = facing(found.directions, wanted)
    assert found.directions * turned[:, None] == pytest.approx(wanted, abs=1e-9)
    assert found.places * turned == pytest.approx(np.array(EXPECTED[name]["places"]), abs=1e-9)
    assert found.share == pytest.approx(np.array(EXPECTED[name]["share"]), abs=1e-9)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_consensus_of_a_published_conversation_given_its_groups(name: str) -> None:
    votes, groups = conversation(name)
    assert group_consensus(votes, groups) == pytest.approx(EXPECTED[name]["consensus"], abs=1e-12)
