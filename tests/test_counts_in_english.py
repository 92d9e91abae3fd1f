"""Sentences whose counts may well be 1 read right then, too: never "from 1 places"."""

from __future__ import annotations

import re

import pytest

from workshop.base.text import has, say

COUNTS = ("n", "people", "groups", "ties", "communities", "organisations", "buildings", "files", "gone")
OTHERS = (
    "name",
    "status",
    "supports",
    "partial",
    "contradicts",
    "tried",
    "roles",
    "levels",
    "high",
    "low",
    "value",
    "meaning",
    "percent",
    "random",
    "worst",
    "area",
    "reached",
    "rung",
    "ended",
)
MAY_BE_ONE = (
    "patterns.standing",
    "report.overview",
    "report.fact.households",
    "report.fact.groups",
    "agreement.role.difference",
    "agreement.role.same",
    "agreement.alpha_vignettes",
    "cli.checked",
    "desk.import.found",
    "network.map.description",
    "network.caution.mixing.few",
    "withdrawal.curve.here",
    "withdrawal.areas.alt",
    "seeping.all",
    "trust.stay.few",
    "waves.tie_trust_few",
)


@pytest.mark.parametrize("key", MAY_BE_ONE)
def test_one_is_not_many(key: str) -> None:
    assert has("en", key)
    told = say("en", key, **dict.fromkeys(COUNTS, 1), **dict.fromkeys(OTHERS, "x"))
    assert "1" in told
    assert re.findall(r"(?<![\d.])1 (?:\w+ )?(?!is\b|was\b)\w+s\b", told) == []
