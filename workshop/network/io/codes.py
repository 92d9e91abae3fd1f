"""Controlled vocabulary: known codes of relations and remarks, the scale of each kind of remark, and name lookup."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from workshop.model.network import About, Relation

TRUST = range(5)  # rungs of the trust ladder
MOST_STRENGTH = 1_000_000_000  # of a tie, either sign; more is a number of something else, or a slip
MOST_HOUSEHOLDS = 100_000  # of one building; more is a typing error
_RELATIONS = {relation.value: relation for relation in Relation}
_ABOUTS = {about.value: about for about in About}
# Range of a remark's value. A nomination has no degree; the camp's own kinds have no scale.
SCALES: Mapping[About, tuple[int, int]] = MappingProxyType(
    {
        About.FOLLOW: (1, 1),
        About.SPREAD: (1, 1),
        About.INFLUENCE: (0, 5),
        About.TRUST: (0, 4),
        About.WILL: (0, 3),
        About.ABILITY: (0, 3),
        About.BLOCKED: (1, 1),
    }
)


def known_relation(text: str) -> Relation | str:
    """The relation with exactly this code, or the word itself."""
    return _RELATIONS.get(text, text)


def known_about(text: str) -> About | str:
    """What a remark with exactly this code is about, or the word itself."""
    return _ABOUTS.get(text, text)


def scale_of(about: About | str) -> tuple[int, int] | None:
    """The least and the greatest value of such a remark; None where there is no scale.

    >>> scale_of("trust"), scale_of("noise")
    ((0, 4), None)
    """
    known = known_about(about)
    return SCALES[known] if isinstance(known, About) else None


def fits(about: About | str, value: float) -> bool:
    """Whether a remark may have this value; a trust rung must be a whole number.

    >>> fits("trust", 2.0), fits("trust", 2.5), fits("influence", 6.0), fits("noise", -7.5)
    (True, False, False, True)
    """
    scale = scale_of(about)
    if scale is None:
        return math.isfinite(value)
    return scale[0] <= value <= scale[1] and (about != About.TRUST or value == int(value))


Find = Callable[[str], str | None]


def finder(named: Iterable[tuple[str, str]]) -> Find:
    """Lookup of a name among ids, then among unique labels; None if unknown, and for a label that several have.

    >>> find = finder([("R1", "Li"), ("R2", "Li"), ("R3", "Wang")])
    >>> find("R1"), find("Wang"), find("Li")
    ('R1', 'R3', None)
    """
    pairs = list(named)
    ids = {who for who, _ in pairs}
    by_label: dict[str, list[str]] = {}
    for who, label in pairs:
        if label:
            by_label.setdefault(label, []).append(who)

    def find(text: str) -> str | None:
        if text in ids:
            return text
        alike = by_label.get(text, [])
        return alike[0] if len(alike) == 1 else None

    return find
