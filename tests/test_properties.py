"""Properties are the same in every run, and `make fuzz` really asks more of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import assume, settings
from hypothesis.errors import UnsatisfiedAssumption

from tests.properties import FUZZED, Budget, OutOfTime, examples, fuzzing


def test_no_property_sets_its_number_of_examples_past_make_fuzz() -> None:
    here = Path(__file__).parent
    # Written apart, or this file would be found.
    own = [
        file
        for file in here.rglob("*.py")
        if re.search(r"max_examples" r"=", file.read_text(encoding="utf-8"))
    ]
    assert own == [here / "properties.py"]


def test_examples_are_the_same_in_every_run_unless_new_ones_are_asked_for() -> None:
    found = examples(7)
    assert found.derandomize is not fuzzing()
    assert found.deadline is None
    assert found.database is None
    expected = {"steady": (7, 100), "quick": (1, 25), "fuzz": (max(7, FUZZED), FUZZED)}
    assert (found.max_examples, settings().max_examples) == expected[settings.get_current_profile_name()]


def test_a_property_ends_when_its_seconds_are_over_but_not_while_a_failure_is_made_smaller() -> None:
    def fails(x: int) -> None:
        assert x < 1

    budget = Budget(60)
    tried = budget.around(fails)
    tried(0)
    with pytest.raises(AssertionError):
        tried(1)
    budget.ends = 0
    tried(0)
    assert budget.tried == 3
    late = Budget(-1)
    with pytest.raises(UnsatisfiedAssumption):
        late.around(lambda: assume(False))()
    with pytest.raises(OutOfTime):
        late.around(fails)(0)
