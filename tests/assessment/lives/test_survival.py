"""The Kaplan–Meier estimate gives what textbooks print, and never leaves what it may say."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf

from tests.properties import examples
from workshop.assessment.lives.survival import Spell, greenwood, survival

# Remission times in weeks of the 21 patients on 6-MP (Freireich et al. 1963; Kalbfleisch and Prentice 1980, table 1.1;
# Kleinbaum and Klein, Survival Analysis). A plus is censored.
SIX_MP = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 34+ 35+ 32+"
# week, at risk, ended, estimate, standard error (Greenwood), 95 % log-log interval: the table of Kleinbaum and Klein with
# the intervals Stata's `sts list` prints for these data.
PRINTED = (
    (6, 21, 3, 0.8571, 0.0764, 0.6197, 0.9516),
    (7, 17, 1, 0.8067, 0.0869, 0.5631, 0.9228),
    (10, 15, 1, 0.7529, 0.0963, 0.5032, 0.8894),
    (13, 12, 1, 0.6902, 0.1068, 0.4316, 0.8491),
    (16, 11, 1, 0.6275, 0.1141, 0.3675, 0.8049),
    (22, 7, 1, 0.5378, 0.1282, 0.2678, 0.7468),
    (23, 6, 1, 0.4482, 0.1346, 0.1881, 0.6801),
)


def spells(text: str) -> list[Spell]:
    return [Spell(int(one.rstrip("+")), not one.endswith("+")) for one in text.split()]


def test_the_published_remission_times_give_the_published_curve() -> None:
    curve = survival(spells(SIX_MP))
    found = [
        (
            one.month,
            one.at_risk,
            one.ended,
            round(one.share, 4),
            round(error, 4),
            round(one.low or 0, 4),
            round(one.high or 0, 4),
        )
        for one, error in zip(curve.steps, greenwood(curve.steps), strict=True)
    ]
    assert found == list(PRINTED)
    assert (curve.n, curve.longest) == (21, 35)


def test_between_steps_the_last_one_holds_and_beyond_the_longest_nothing_is_said() -> None:
    curve = survival(spells(SIX_MP))
    assert curve.at(12) == curve.steps[2]
    before = curve.at(3)
    assert before is not None
    assert (before.share, before.low) == (1.0, None)
    assert curve.at(36) is None


LISTS = st.lists(st.builds(Spell, st.integers(0, 40), st.booleans()), max_size=40)


@given(LISTS)
@examples(100)
def test_the_estimate_is_that_of_scipy(known: list[Spell]) -> None:
    ended = [one.months for one in known if one.ended]
    censored = [one.months for one in known if not one.ended]
    curve = survival(known)
    if not ended:
        assert curve.steps == ()
        return
    expected = ecdf(CensoredData(uncensored=ended, right=censored)).sf
    for step in curve.steps:
        assert step.share == pytest.approx(float(expected.evaluate(step.month)), abs=1e-12)


@given(LISTS)
@examples(100)
def test_it_only_falls_and_its_interval_holds_it(known: list[Spell]) -> None:
    curve = survival(known)
    shares = [1.0, *(step.share for step in curve.steps)]
    assert all(later < earlier for earlier, later in pairwise(shares))
    for step in curve.steps:
        if step.low is not None and step.high is not None:
            assert 0 <= step.low <= step.share <= step.high <= 1
        else:
            assert step.share == 0


@given(LISTS)
@examples(50)
def test_without_anything_unknown_it_is_the_plain_share(known: list[Spell]) -> None:
    seen = [Spell(one.months, True) for one in known]
    for step in survival(seen).steps:
        alive = sum(one.months > step.month for one in seen)
        assert step.share == pytest.approx(alive / len(seen), abs=1e-12)
