"""Seeding in sentences: whom neighbours nominate, whom the model adds, how the choices compare, and what it does not mean."""

from __future__ import annotations

from collections.abc import Callable

from workshop.base.text import Language, say
from workshop.model.network import Network
from workshop.network.graph.graph import simple
from workshop.network.seeding.seeding import SeedResult, nominations

LISTED = 5
AS_GOOD = 0.1  # of the people reached: a smaller difference is none, nor is one of less than a person


def seed_sentences(
    seed_result: SeedResult, language: Language, name: Callable[[str], str] = str
) -> tuple[str, ...]:
    """All sentences about the seeds, nominations first. `name` turns an id into what people call it."""
    return (
        *nominated_sentences(seed_result, language, name),
        *model_sentences(seed_result, language, name),
        *limits(seed_result, language),
    )


def nominated_sentences(
    seed_result: SeedResult, language: Language, name: Callable[[str], str] = str
) -> tuple[str, ...]:
    """The nominated, at most five, and how they were counted; or that nobody has been asked."""
    if not seed_result.nominated:
        return (say(language, "movers.nobody_named", people=seed_result.n),)
    names = _joined(
        language,
        [
            say(language, "movers.named_by", name=name(one.id), n=one.times_named)
            for one in seed_result.nominated[:LISTED]
        ],
    )
    how = "seeping.how_named" if seed_result.asked else "movers.how_named"
    return (say(language, "movers.named", names=names), say(language, how, people=seed_result.n))


def model_sentences(
    seed_result: SeedResult, language: Language, name: Callable[[str], str] = str
) -> tuple[str, ...]:
    """The model's choice and its reach, beside the nominated, the highest degree and random seeds."""
    names = _joined(language, [name(who) for who in seed_result.seeds])
    return (
        model_in_words(seed_result, language),
        say(
            language,
            "movers.chosen",
            names=names,
            reach=whole(seed_result.reach[-1]),
            n=seed_result.n,
        ),
        say(
            language,
            "movers.compared",
            named=whole(seed_result.named.reach),
            degree=whole(seed_result.degree.reach),
            mean=whole(seed_result.lots.mean),
            low=whole(seed_result.lots.low),
            high=whole(seed_result.lots.high),
            draws=seed_result.lots.draws,
            people=seed_result.n,
        ),
        verdict(seed_result, language),
    )


def model_in_words(seed_result: SeedResult, language: Language) -> str:
    """How the model assumes that news or joining spreads."""
    if seed_result.theta is not None:
        return say(language, "movers.model.threshold", n=seed_result.theta)
    return say(language, "movers.model.simple", percent=f"{100 * (seed_result.spread or 0.0):.3g}")


def verdict(seed_result: SeedResult, language: Language) -> str:
    """Whether the model's choice reaches more than the nominated people, or than random seeds."""
    least = max(1.0, AS_GOOD * seed_result.reach[-1])
    if seed_result.reach[-1] - seed_result.lots.mean < least:
        return say(language, "movers.verdict.anybody")
    if not seed_result.nominated:
        return say(language, "movers.verdict.ask")
    if seed_result.reach[-1] - seed_result.named.reach < least:
        return say(language, "movers.verdict.as_named")
    return say(
        language,
        "movers.verdict.further",
        more=whole(round(seed_result.reach[-1], 1) - round(seed_result.named.reach, 1)),
    )


def limits(seed_result: SeedResult, language: Language) -> tuple[str, ...]:
    """What the list does not mean, and its cautions."""
    everybody = seed_result.candidates == seed_result.n
    lines = [
        say(language, "movers.who_all" if everybody else "movers.who", candidates=seed_result.candidates)
    ]
    if seed_result.heuristic:
        lines.append(say(language, "movers.heuristic"))
    lines += [say(language, f"movers.caution.{code}") for code in seed_result.cautions]
    return (*lines, say(language, "movers.promise"))


def reasons(
    seed_result: SeedResult, network: Network, language: Language, name: Callable[[str], str] = str
) -> tuple[str, ...]:
    """One line a seed, in order: who, people added, nominations, degree."""
    named, ties = nominations(network), dict(simple(network).degree())
    lines = []
    for turn, who in enumerate(seed_result.seeds):
        added = say(
            language,
            "movers.first" if not turn else "movers.added",
            people=added_by(seed_result, turn),
        )
        lines.append(
            say(
                language,
                "movers.reason" if seed_result.nominated else "movers.reason_unasked",
                number=turn + 1,
                who=with_code(who, name),
                added=added,
                named=named[who],
                ties=ties[who],
            )
        )
    return tuple(lines)


def with_code(who: str, name: Callable[[str], str]) -> str:
    """The nickname followed by the code; the code alone where there is no nickname.

    >>> with_code("r3", {"r3": "Wang"}.__getitem__), with_code("r3", str)
    ('Wang (r3)', 'r3')
    """
    called = name(who)
    return called if called == who else f"{called} ({who})"


def whole(people: float) -> str:
    """Expected people, rounded once and in one way wherever they are told: to a tenth, a whole number without its zero.

    >>> whole(12.44), whole(2.44), whole(1.0)
    ('12.4', '2.4', '1')
    """
    return f"{people:.1f}".removesuffix(".0")


def added_by(seed_result: SeedResult, turn: int) -> str:
    """The people a seed adds, as the difference of the figures told, so that what is listed adds up to the whole."""
    before = seed_result.reach[turn - 1] if turn else 0.0
    return whole(round(seed_result.reach[turn], 1) - round(before, 1))


def _joined(language: Language, parts: list[str]) -> str:
    return say(language, "network.reading.list_joiner").join(parts)
