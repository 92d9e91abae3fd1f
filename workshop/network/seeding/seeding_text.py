"""First movers in words: whom neighbours name, whom the model adds, how that compares, and what it does not mean."""

from __future__ import annotations

from collections.abc import Callable

from workshop.base.text import Language, say
from workshop.model.network import Network
from workshop.network.graph.graph import simple
from workshop.network.seeding.seeding import Movers, nominations

LISTED = 5
AS_GOOD = 0.1  # of the people reached: a smaller difference is none, nor is one of less than a person


def mover_sentences(found: Movers, language: Language, name: Callable[[str], str] = str) -> tuple[str, ...]:
    """Everything about the first movers, the named ones first. `name` turns an id into what people call it."""
    return (
        *nominated_sentences(found, language, name),
        *model_sentences(found, language, name),
        *limits(found, language),
    )


def nominated_sentences(
    found: Movers, language: Language, name: Callable[[str], str] = str
) -> tuple[str, ...]:
    """Whom neighbours name, at most five, and how it was counted; or that nobody has been asked."""
    if not found.nominated:
        return (say(language, "movers.nobody_named", people=found.n),)
    names = _joined(
        language,
        [
            say(language, "movers.named_by", name=name(one.id), n=one.times_named)
            for one in found.nominated[:LISTED]
        ],
    )
    how = "seeping.how_named" if found.asked else "movers.how_named"
    return (say(language, "movers.named", names=names), say(language, how, people=found.n))


def model_sentences(found: Movers, language: Language, name: Callable[[str], str] = str) -> tuple[str, ...]:
    """Whom the model would choose and how far it gets, beside the named, the most connected and drawing lots."""
    names = _joined(language, [name(who) for who in found.seeds])
    return (
        model_in_words(found, language),
        say(
            language,
            "movers.chosen",
            names=names,
            reach=whole(found.reach[-1]),
            n=found.n,
        ),
        say(
            language,
            "movers.compared",
            named=whole(found.named.reach),
            degree=whole(found.degree.reach),
            mean=whole(found.lots.mean),
            low=whole(found.lots.low),
            high=whole(found.lots.high),
            draws=found.lots.draws,
            people=found.n,
        ),
        verdict(found, language),
    )


def model_in_words(found: Movers, language: Language) -> str:
    """How news or joining is supposed to travel."""
    if found.theta is not None:
        return say(language, "movers.model.threshold", n=found.theta)
    return say(language, "movers.model.simple", percent=f"{100 * (found.spread or 0.0):.3g}")


def verdict(found: Movers, language: Language) -> str:
    """Whether the model's choice is worth more than the people who were named, or than a draw by lot."""
    least = max(1.0, AS_GOOD * found.reach[-1])
    if found.reach[-1] - found.lots.mean < least:
        return say(language, "movers.verdict.anybody")
    if not found.nominated:
        return say(language, "movers.verdict.ask")
    if found.reach[-1] - found.named.reach < least:
        return say(language, "movers.verdict.as_named")
    return say(language, "movers.verdict.further", more=whole(found.reach[-1] - found.named.reach))


def limits(found: Movers, language: Language) -> tuple[str, ...]:
    """What the list does not mean, and its cautions."""
    everybody = found.candidates == found.n
    lines = [say(language, "movers.who_all" if everybody else "movers.who", candidates=found.candidates)]
    if found.heuristic:
        lines.append(say(language, "movers.heuristic"))
    lines += [say(language, f"movers.caution.{code}") for code in found.cautions]
    return (*lines, say(language, "movers.promise"))


def reasons(
    found: Movers, network: Network, language: Language, name: Callable[[str], str] = str
) -> tuple[str, ...]:
    """One line a seed, in order: who, what they add, how many name them, with how many they are tied."""
    named, ties = nominations(network), dict(simple(network).degree())
    lines = []
    for turn, who in enumerate(found.seeds):
        before = found.reach[turn - 1] if turn else 0.0
        added = say(
            language,
            "movers.first" if not turn else "movers.added",
            people=whole(found.reach[turn] if not turn else found.reach[turn] - before),
        )
        lines.append(
            say(
                language,
                "movers.reason" if found.nominated else "movers.reason_unasked",
                number=turn + 1,
                who=with_code(who, name),
                added=added,
                named=named[who],
                ties=ties[who],
            )
        )
    return tuple(lines)


def with_code(who: str, name: Callable[[str], str]) -> str:
    """The nickname with the code behind it; the code alone where there is no nickname.

    >>> with_code("r3", {"r3": "Wang"}.__getitem__), with_code("r3", str)
    ('Wang (r3)', 'r3')
    """
    called = name(who)
    return called if called == who else f"{called} ({who})"


def whole(people: float) -> str:
    """Expected people as said aloud: no decimals, except below three.

    >>> whole(12.4), whole(2.44), whole(1.0)
    ('12', '2.4', '1')
    """
    return f"{people:.0f}" if people >= 3 or abs(people - round(people)) < 0.05 else f"{people:.1f}"


def _joined(language: Language, parts: list[str]) -> str:
    return say(language, "network.reading.list_joiner").join(parts)
