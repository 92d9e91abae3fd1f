"""Controlled vocabulary: known codes of relations and remarks, the scale of each kind of remark, and name lookup."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from workshop.base.errors import TableError, Where
from workshop.model.names import fold
from workshop.model.network import About, Relation
from workshop.network.io.imported import SHOWN_NAMES

TRUST = range(5)  # rungs of the trust ladder
MOST_STRENGTH = 1_000_000_000_000  # of a tie, either sign; more is a number of something else, or a slip
MOST_HOUSEHOLDS = 100_000  # of one building; more is a typing error
_WHOLE = re.compile(r"0*(\d+)(?:\.0+)?")
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


@dataclass(frozen=True)
class Find:
    """Lookup of a name among ids, then among unique labels; None if unknown, and for a label that several have."""

    ids: frozenset[str]
    by_label: Mapping[str, tuple[str, ...]]
    by_form: Mapping[str, str]  # how names are written, to propose one and never to join by

    def __call__(self, text: str) -> str | None:
        if text in self.ids:
            return text
        alike = self.by_label.get(text, ())
        return alike[0] if len(alike) == 1 else None

    def unknown(self, text: str, where: Where) -> TableError:
        """Why a name was not found: it is several people's, is listed in another form (001, not 1), or is on no list."""
        several = self.by_label.get(text, ())
        if len(several) > 1:
            ids = "、".join(several[:SHOWN_NAMES])
            return TableError("network.end_of_several", where, id=text, n=len(several), ids=ids)
        known = self.by_form.get(one_form(text))
        if known is not None:
            return TableError("network.end_in_other_form", where, id=text, known=known)
        return TableError("network.unknown_end", where, id=text)


def finder(named: Iterable[tuple[str, str]]) -> Find:
    """Lookup among people or groups, given as id and label.

    >>> find = finder([("R1", "Li"), ("R2", "Li"), ("R3", "Wang")])
    >>> find("R1"), find("Wang"), find("Li")
    ('R1', 'R3', None)
    >>> find.unknown("Li", Where()).values["ids"]
    'R1、R2'
    """
    pairs = list(named)
    by_label: dict[str, list[str]] = {}
    for who, label in pairs:
        if label:
            by_label.setdefault(label, []).append(who)
    written = [name for pair in reversed(pairs) for name in reversed(pair) if name]
    return Find(
        frozenset(who for who, _ in pairs),
        {label: tuple(whos) for label, whos in by_label.items()},
        {one_form(name): name for name in written},
    )


def one_form(name: str) -> str:
    """A name without what spreadsheets add and take away: width, case, the zeros of a number.

    >>> one_form("001"), one_form("1.0"), one_form("１"), one_form("1.5"), one_form("R01")
    ('1', '1', '1', '1.5', 'r01')
    """
    plain = fold(name)
    found = _WHOLE.fullmatch(plain)
    return found.group(1) if found else plain
