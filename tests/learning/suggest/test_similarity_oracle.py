"""The weighted likeness of attributes is the one cbrkit 0.14.2 finds between made communities.

The communities are built by `tests/oracles/tables.py`; `expected/likeness.json` holds what cbrkit finds between them
(`tests/oracles/likeness.py`), with the weights of `expected/weights.toml`.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.learning.made import case
from tests.oracles.tables import ASKERS, COMMUNITIES
from workshop.base.content import load
from workshop.learning.cases.weights import Weights
from workshop.learning.suggest.similarity import PreparedCases
from workshop.model.case import Asker

HERE = Path(__file__).parents[1] / "expected"
EXPECTED = json.loads((HERE / "likeness.json").read_text(encoding="utf-8"))["likeness"]


@pytest.mark.parametrize("query", range(len(ASKERS)))
def test_every_community_is_as_alike_as_another_program_says(query: int) -> None:
    base = [case(f"made{number}", **values) for number, values in enumerate(COMMUNITIES)]
    asker = Asker(**ASKERS[query])  # type: ignore[arg-type]
    found = PreparedCases(base, load(HERE / "weights.toml", Weights)).similarities(asker, {})
    likeness = [found[one.id].attributes for one in base]
    assert likeness == pytest.approx(EXPECTED[query], abs=1e-12)
