"""A direction and the looks at it in words, for desk, one page and report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workshop.base.local_time import local_day
from workshop.base.text import Language, say
from workshop.exercises.columns import IN_ROOM, day_text
from workshop.model.direction import Condition, Direction, Look
from workshop.services.community.directions import Stood
from workshop.services.community.principles import PrincipleCard


def condition_text(condition: Condition | None, language: Language) -> str:
    """Which of the article's conditions it is."""
    return say(
        language, f"direction.condition.{condition.value}" if condition else "direction.condition.open"
    )


def lead_text(lead: str, people: Mapping[str, str], language: Language) -> str:
    """Who leads; whoever has withdrawn since is nobody any more."""
    if lead.startswith(IN_ROOM):
        return people.get(lead) or say(language, "exercises.person_gone")
    return lead


def reasons(said: Direction, cards: Iterable[PrincipleCard]) -> tuple[PrincipleCard, ...]:
    """The principle cards a direction rests on, as they stand now; a card that is no longer there is left out."""
    return tuple(one for one in cards if one.id in said.because)


def direction_parts(
    said: Direction, people: Mapping[str, str], cards: Iterable[PrincipleCard], language: Language
) -> tuple[tuple[str, str], ...]:
    """Heading and words of each part that was written."""
    joiner = say(language, "report.semicolon")
    words = {
        "condition": condition_text(said.condition, language),
        "rung": said.rung,
        "circle": said.circle,
        "lead": lead_text(said.lead, people, language),
        "day": day_text(language, said.day) if said.day else say(language, "direction.no_day"),
        "sign": said.sign,
        "because": joiner.join(card.move for card in reasons(said, cards)),
    }
    return tuple((say(language, f"direction.part.{name}"), text) for name, text in words.items() if text)


def look_text(look: Look, language: Language) -> str:
    """What a look found, with its day."""
    return say(
        language,
        "direction.looked",
        day=day_text(language, local_day(look.at)),
        outcome=say(language, f"direction.outcome.{look.outcome.value}"),
        evidence=look.evidence,
    )


def next_text(stood: Stood, language: Language) -> str:
    """When it is looked at next: due, ahead, or no more; empty without a direction."""
    if stood.current is None:
        return ""
    if stood.waiting is not None:
        return say(language, "direction.waiting", day=day_text(language, stood.waiting.on))
    if stood.ahead is not None:
        return say(language, "direction.ahead", day=day_text(language, stood.ahead.on))
    return say(language, "direction.no_day" if stood.current.said.day is None else "direction.no_more")
