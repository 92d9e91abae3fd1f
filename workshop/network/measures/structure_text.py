"""Homophily, brokerage and core–periphery in sentences, in the style of `network_text`."""

from __future__ import annotations

from collections.abc import Callable

from workshop.base.text import Language, say
from workshop.network.graph.wording import percent
from workshop.network.measures.bridges import ROLES, Broker
from workshop.network.measures.core import CLEAR
from workshop.network.measures.measures import Measures
from workshop.network.measures.response_text import answered_words

MOST_NAMES = 8


def structure_sentences(
    measures: Measures, language: Language, name: Callable[[str], str] = str
) -> tuple[str, ...]:
    """All sentences of this module, in the order they are discussed."""
    return (
        *mixing_sentences(measures, language),
        *broker_sentences(measures, language, name),
        *core_sentences(measures, language, name),
    )


def mixing_sentences(measures: Measures, language: Language) -> tuple[str, ...]:
    """Homophily: whether ties keep inside buildings and inside groups, each beside chance; none where undefined."""
    lines: list[str] = []
    for what, mixing in (("building", measures.mixing.building), ("group", measures.mixing.group)):
        if mixing is None:
            continue
        lines.append(
            say(
                language,
                f"network.reading.mixing_{what}_{mixing.leaning}",
                percent=percent(mixing.share),
                expected=percent(mixing.expected),
                low=percent(mixing.low),
                high=percent(mixing.high),
                ties=mixing.ties,
                n=mixing.people,
                rate=answered_words(measures.response, language),
            )
        )
        if mixing.few:
            lines.append(say(language, "network.caution.mixing.few", ties=mixing.ties))
    return tuple(lines)


def broker_sentences(
    measures: Measures, language: Language, name: Callable[[str], str] = str
) -> tuple[str, ...]:
    """Brokerage: who stands between buildings and between groups, with stability and main role; nobody where too few answered."""
    lines: list[str] = []
    brokers = measures.brokers
    for what, listed, n in (
        ("building", brokers.building, brokers.in_buildings),
        ("group", brokers.group, brokers.in_groups),
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
                rate=answered_words(measures.response, language),
            )
        )
    return tuple(lines)


def core_sentences(
    measures: Measures, language: Language, name: Callable[[str], str] = str
) -> tuple[str, ...]:
    """Core–periphery: the core by each model, named; or that the ties show none."""
    lines: list[str] = []
    for how, core in (("discrete", measures.core.discrete), ("continuous", measures.core.continuous)):
        if core is None:
            continue
        about: dict[str, str | int] = {
            "value": f"{core.fit:.2f}",
            "n": measures.n,
            "rate": answered_words(measures.response, language),
        }
        if core.fit < CLEAR:
            lines.append(say(language, f"network.reading.core_{how}_none", **about))
            continue
        names = say(language, "network.reading.list_joiner").join(map(name, core.ids[:MOST_NAMES]))
        if len(core.ids) > MOST_NAMES:
            names = say(language, "network.reading.and_more", names=names)
        lines.append(
            say(language, f"network.reading.core_{how}", members=len(core.ids), names=names, **about)
        )
    if any(core and core.fit >= CLEAR for core in (measures.core.discrete, measures.core.continuous)):
        lines.append(say(language, "network.reading.core_two"))
    return tuple(lines)


def _foremost(broker: Broker) -> str:
    """The most frequent role across places; the first in order where two are equal."""
    return max(ROLES[1:], key=lambda role: getattr(broker, role))
