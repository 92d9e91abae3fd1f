"""Shared wording of every sentence about a network: percentages, labels instead of codes, cautions."""

from __future__ import annotations

from collections.abc import Callable

from workshop.base.text import Language, say
from workshop.model.network import MapCounts, Network


def cautions(codes: tuple[str, ...], language: Language) -> tuple[str, ...]:
    """Caution codes as sentences."""
    return tuple(say(language, f"network.caution.{code}") for code in codes)


def counted(counts: MapCounts, language: Language) -> str:
    """A map in numbers, as on the map, in its text alternative and in the report."""
    told = say(
        language,
        "network.map.description",
        people=counts.people,
        groups=counts.groups,
        ties=counts.ties,
    )
    return f"{told} {say(language, 'network.map.discord', n=counts.discord)}" if counts.discord else told


def labels(network: Network) -> Callable[[str], str]:
    """A function from id to label, for the `name` argument of the sentence functions."""
    known = {person.id: person.label for person in network.people}
    known |= {group.id: group.label for group in network.groups}
    return lambda who: known.get(who) or who


def percent(share: float) -> str:
    """A share as a whole percentage, with one decimal below 1 % and above 99 %, so that only 0 and 1 read as "0" and "100".

    >>> percent(0.8125), percent(0.996), percent(0.9996), percent(1.0)
    ('81', '99.6', '99.9', '100')
    """
    value = round(share * 100, 6)  # a mean of shares that are all 1 may fall short of it by a last digit
    if 0 < value < 1 or 99 < value < 100:
        return f"{min(max(value, 0.1), 99.9):.1f}"
    return f"{value:.0f}"
