"""What a camp led to, and where things stand in the loop, in words.

A number of fewer than `MIN_GROUP` people is said as such, never as a figure: it could point at one of them.
"""

from __future__ import annotations

from typing import Literal

from workshop.base.text import Language, say
from workshop.model.privacy import MIN_GROUP
from workshop.services.community.loop import (
    CampLoop,
    CaseChain,
    DirectionInLoop,
    LoopPlace,
    PatternInLoop,
    Reached,
)

About = Literal["case", "pattern", "direction"]
STEPS = ("shown", "meant", "tried", "passed")


def people_text(number: int, language: Language) -> str:
    """How many people; below the smallest group only that they are fewer.

    >>> people_text(0, "en"), people_text(3, "en"), people_text(12, "en")
    ('0', 'fewer than 5', '12')
    """
    if 0 < number < MIN_GROUP:
        return say(language, "loop.few", least=MIN_GROUP)
    return str(number)


def reached_text(reached: Reached, about: About, language: Language) -> str:
    """Where something stands, with what that rests on."""
    place = say(language, f"loop.place.{reached.place.value}")
    return say(language, "loop.at", place=place, why=say(language, f"loop.why.{about}.{reached.place.value}"))


def chain_text(loop: CampLoop, language: Language) -> str:
    """The camp's people along the chain, in one sentence."""
    numbers = {name: people_text(getattr(loop, name), language) for name in STEPS}
    return say(language, "loop.chain", **numbers)


def case_cells(chain: CaseChain, language: Language) -> tuple[str, ...]:
    """A case's row: title, people along the chain, patterns, people elsewhere, where it stands."""
    title = say(language, "loop.told_here", title=chain.title) if chain.told_here else chain.title
    joiner = say(language, "report.semicolon")
    return (
        title,
        *(people_text(getattr(chain, name), language) for name in STEPS),
        joiner.join(chain.patterns) or "–",
        people_text(chain.used, language),
        say(language, f"loop.place.{chain.reached.place.value}"),
    )


CASE_COLUMNS = ("case", *STEPS, "pattern", "used", "place")


def pattern_line(pattern: PatternInLoop, language: Language) -> str:
    return say(
        language, "loop.line", name=pattern.name, at=reached_text(pattern.reached, "pattern", language)
    )


def direction_line(direction: DirectionInLoop, language: Language) -> str:
    return say(
        language,
        "loop.line",
        name=direction.community,
        at=reached_text(direction.reached, "direction", language),
    )


def rules(language: Language) -> tuple[str, ...]:
    """How a place in the loop is decided; which thresholds are our own."""
    from_to = (LoopPlace.SOLUTION, LoopPlace.DEMONSTRATION, LoopPlace.WIDER)
    return tuple(say(language, f"loop.rule.{place.value}") for place in from_to)
