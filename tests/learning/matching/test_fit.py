"""Fit is likeness × stage × not yet met; each factor as the rule says."""

from __future__ import annotations

import pytest

from tests.learning.made import CASES, WORDS
from tests.learning.rooms import peer
from workshop.learning.cases.casebase import cases
from workshop.learning.matching.fit import fit, remedies
from workshop.model.matching import Settled, both

HOST = peer("h", offers="O3")


@pytest.mark.parametrize(
    ("asker", "host", "factor"),
    # The reference's factors: one ahead 1, same .6, two ahead .7, behind .2; not known counts as the same.
    [
        ("1.0", "2.0", 1.0),
        ("1.0", "1.0", 0.6),
        ("0", "2.0", 0.7),
        ("0", "3.0", 0.7),
        ("2.0", "1.0", 0.2),
        (None, "3.0", 0.6),
        ("0", None, 0.6),
    ],
)
def test_one_stage_ahead_is_worth_most(asker: str | None, host: str | None, factor: float) -> None:
    found = fit(peer("a", "O3", stage=asker), peer("h", offers="O3", stage=host), Settled(), {})
    assert found.value == factor


def test_the_first_asked_weighs_twice_a_later_one() -> None:
    first = fit(peer("a", "O3 O7"), HOST, Settled(), {})
    later = fit(peer("a", "O7 O3"), HOST, Settled(), {})
    assert first.likeness == pytest.approx(2 / 3)
    assert later.likeness == pytest.approx(1 / 3)
    assert first.shared == later.shared == ("O3",)


def test_a_move_made_against_the_obstacle_elsewhere_counts_half() -> None:
    found = fit(
        peer("a", "O3"),
        peer("h", offers="repay_in_public"),
        Settled(),
        {"repay_in_public": frozenset({"O3"})},
    )
    assert (found.likeness, found.by_move) == (0.5, (("O3", "repay_in_public"),))


def test_the_shipped_cases_tell_what_was_done_about_not_being_repaid() -> None:
    assert "O3" in remedies(cases(CASES, "en", WORDS))["repay_in_public"]


def test_who_has_met_counts_less_and_in_both_directions() -> None:
    half = fit(peer("a", "O3"), HOST, Settled(met={both("h", "a"): 0.5}), {})
    whole = fit(peer("a", "O3"), HOST, Settled(met={both("a", "h"): 1}), {})
    assert (half.value, whole.value) == (pytest.approx(0.3), 0.0)


def test_who_asks_nothing_fits_nobody() -> None:
    assert fit(peer("a"), HOST, Settled(), {}).value == 0.0
