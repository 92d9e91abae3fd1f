"""The weighted likeness of attributes is the one cbrkit 0.14.2 finds on its own used cars (see cars/README.md)."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.learning.made import case
from workshop.content import load
from workshop.learning.likeness import liken
from workshop.learning.weights import Weights
from workshop.model.case import Asker

HERE = Path(__file__).with_name("cars")
EXPECTED = json.loads((HERE / "expected.json").read_text(encoding="utf-8"))
NUMBERS = ("committee_support", "familiarity", "households", "groups")


def values(row: dict[str, str]) -> dict[str, object]:
    return {name: int(text) if name in NUMBERS else text for name, text in row.items()}


@pytest.mark.parametrize("query", range(len(EXPECTED)))
def test_every_car_is_as_alike_as_another_program_says(query: int) -> None:
    with (HERE / "cars.csv").open(encoding="utf-8") as lines:
        base = [case(f"car{number}", **values(row)) for number, row in enumerate(csv.DictReader(lines))]
    asker = Asker(**values(EXPECTED[query]["asker"]))  # type: ignore[arg-type]
    found = liken(asker, base, load(HERE / "weights.toml", Weights), {})
    for number, wanted in enumerate(EXPECTED[query]["likeness"]):
        assert found[f"car{number}"].attributes == pytest.approx(wanted, abs=1e-12)
