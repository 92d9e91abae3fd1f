"""Who keeps to whom, who stands between whom, and who holds the middle: in sentences, like `network_text`."""

from __future__ import annotations

from collections.abc import Callable

from workshop.base.text import Language, say
from workshop.network.graph.wording import percent
from workshop.network.measures.bridges import ROLES, Broker
from workshop.network.measures.core import CLEAR
from workshop.network.measures.measures import Measures

MOST_NAMES = 8


def structure_sentences(
    measures: Measures, language: Language, name: Callable[[str], str] = str
) -> tuple[str, ...]:
    """All of this module's sentences, in the order they are talked about."""
    return (
        *mixing_sentences(measures, language),
        *broker_sentences(measures, language, name),
        *core_sentences(measures, language, name),
    )


def mixing_sentences(measures: Measures, language: Language) -> tuple[str, ...]:
    """Whether ties keep inside buildings and inside groups, each beside chance; none where that cannot be asked."""
    lines: list[str] = []
    for what, found in (("building", measures.mixing.building), ("group", measures.mixing.group)):
        if found is None:
            continue
        lines.append(
            say(
                language,
                f"network.reading.mixing_{what}_{found.leaning}",
                percent=percent(found.share),
                expected=percent(found.expected),
                low=percent(found.low),
                high=percent(found.high),
                ties=found.ties,
                n=found.people,
                rate=percent(measures.response_rate),
            )
        )
        if found.few:
            lines.append(say(language, "network.caution.mixing.few", ties=found.ties))
    return tuple(lines)


def broker_sentences(
    measures: Measures, language: Language, name: Callable[[str], str] = str
) -> tuple[str, ...]:
    """Who stands between buildings and between groups, with how firmly and how; nobody where too few answered."""
    lines: list[str] = []
    found = measures.brokers
    for what, listed, n in (
        ("building", found.building, found.in_buildings),
        ("group", found.group, found.in_groups),
    ):
        if not listed:
            continue
        names = say(language, "network.reading.list_joiner").join(
            say(
                language,
                "network.reading.broker",
                name=name(one.id),
                role=say(language, f"network.role.{_foremost(one)}"),
                percent=percent(one.kept_in_top),
            )
            for one in listed
        )
        lines.append(
            say(
                language,
                f"network.reading.brokers_{what}",
                names=names,
                n=n,
                rate=percent(measures.response_rate),
            )
        )
    return tuple(lines)


def core_sentences(
    measures: Measures, language: Language, name: Callable[[str], str] = str
) -> tuple[str, ...]:
    """The core by each definition, named; or that the ties show none."""
    lines: list[str] = []
    for how, found in (("discrete", measures.core.discrete), ("continuous", measures.core.continuous)):
        if found is None:
            continue
        about: dict[str, str | int] = {
            "value": f"{found.fit:.2f}",
            "n": measures.n,
            "rate": percent(measures.response_rate),
        }
        if found.fit < CLEAR:
            lines.append(say(language, f"network.reading.core_{how}_none", **about))
            continue
        names = say(language, "network.reading.list_joiner").join(map(name, found.ids[:MOST_NAMES]))
        if len(found.ids) > MOST_NAMES:
            names = say(language, "network.reading.and_more", names=names)
        lines.append(
            say(language, f"network.reading.core_{how}", members=len(found.ids), names=names, **about)
        )
    if any(found and found.fit >= CLEAR for found in (measures.core.discrete, measures.core.continuous)):
        lines.append(say(language, "network.reading.core_two"))
    return tuple(lines)


def _foremost(broker: Broker) -> str:
    """The role across places somebody has most; the first named where two are level."""
    return max(ROLES[1:], key=lambda role: getattr(broker, role))
