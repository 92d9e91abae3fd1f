"""Sharing meetings in sentences: what was voiced, who answered, what is open, who wants to try.

Whoever prints or exports says `named=False`: then nobody's name is in any sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from workshop.base.text import Language, say
from workshop.model.community.circle import (
    Answerer,
    Circle,
    CircleDoubt,
    CircleLine,
    open_doubts,
    who_want_to_try,
)
from workshop.model.dialogue import Resolved
from workshop.services.community.lives.circles import ExpectedDoubt
from workshop.services.community.lives.obstacles import VoicedObstacle

NOT_OUT_OF_EXPERIENCE = (Answerer.WORKER, Answerer.HOST)
FEW_ANSWERS = 3  # below this nobody can say who mostly answers


def summary_sentences(lines: Sequence[CircleLine], language: Language) -> tuple[str, ...]:
    """How many were held and what became of the doubts; which one is planned; who mostly answered."""
    if not lines:
        return (say(language, "circle.none"),)
    held = [line.circle for line in lines if line.circle.held]
    doubts = [doubt for circle in held for doubt in circle.doubts]
    sentences = []
    if held:
        sentences.append(
            say(
                language,
                "circle.held",
                n=len(held),
                doubts=len(doubts),
                yes=sum(one.settled is Resolved.YES for one in doubts),
                partly=sum(one.settled is Resolved.PARTLY for one in doubts),
                open=sum(one.settled in (Resolved.NO, None) for one in doubts),
            )
        )
        sentences += _who_answered(doubts, language)
        wants = len(who_want_to_try(lines))
        sentences.append(
            say(language, "circle.tries_count", n=wants) if wants else say(language, "circle.no_tries")
        )
    return (*sentences, *(planned_text(line.circle, language) for line in lines if not line.circle.held))


def _who_answered(doubts: Sequence[CircleDoubt], language: Language) -> list[str]:
    answered = [doubt for doubt in doubts if doubt.answerer]
    worker = sum(doubt.answerer in NOT_OUT_OF_EXPERIENCE for doubt in answered)
    if len(answered) < FEW_ANSWERS or 2 * worker <= len(answered):
        return []
    return [say(language, "circle.mostly_worker", n=len(answered), worker=worker)]


def planned_text(circle: Circle, language: Language, *, named: bool = False) -> str:
    """The day it is planned for; who tells only where names may be shown."""
    teller = say(language, "circle.teller", name=circle.teller) if named and circle.teller else ""
    return say(language, "circle.planned", day=circle.day.isoformat(), teller=teller)


def open_lines(lines: Sequence[CircleLine]) -> tuple[str, ...]:
    """The questions the next meeting begins with."""
    return tuple(dict.fromkeys(doubt.text for doubt in open_doubts(lines)))


def try_lines(lines: Sequence[CircleLine], language: Language) -> tuple[str, ...]:
    """Everybody who wants to try, under the name they gave: for those who steer the camp only."""
    return tuple(
        say(language, "circle.try", who=one.who, step=one.step, day=day.isoformat())
        if one.step
        else say(language, "circle.try_bare", who=one.who, day=day.isoformat())
        for one, day in who_want_to_try(lines)
    )


def doubt_text(doubt: CircleDoubt, language: Language, *, named: bool = False) -> str:
    """A doubt, who answered it and how, and whether it is settled."""
    return say(
        language,
        "circle.line.doubt",
        text=doubt.text,
        answer=answered_text(doubt, language, named=named),
        settled=settled_text(doubt, language),
    )


def answered_text(doubt: CircleDoubt, language: Language, *, named: bool = False) -> str:
    if doubt.answerer is None:
        return say(language, "circle.line.not_answered")
    who = say(language, f"circle.answerer.{doubt.answerer.value}")
    answered = (
        say(language, "circle.line.answered_named", who=who, name=doubt.answered_by)
        if named and doubt.answered_by
        else say(language, "circle.line.answered", who=who)
    )
    return (
        say(language, "circle.line.said", answered=answered, text=doubt.answer) if doubt.answer else answered
    )


def settled_text(doubt: CircleDoubt, language: Language) -> str:
    return say(language, f"circle.settled.{doubt.settled.value if doubt.settled else 'unknown'}")


def expected_text(expected: ExpectedDoubt, text: str, language: Language) -> str:
    """A doubt to expect with where it was named."""
    sources = []
    if expected.left_open:
        sources.append(say(language, "circle.expected.left_open"))
    if expected.people:
        sources.append(say(language, "circle.expected.people", n=expected.people))
    if expected.on_map:
        sources.append(say(language, "circle.expected.on_map", n=expected.on_map))
    source = say(language, "circle.joiner").join(sources)
    return say(language, "circle.expected.line", text=text, source=source)


def obstacles_text(found: Collection[VoicedObstacle], language: Language, name: Callable[[str], str]) -> str:
    """The obstacles behind the doubts, those most voiced first; empty where nobody named any."""
    if not found:
        return ""
    # Whoever voiced it had chosen it in an answer: that is counted there.
    found = [one for one in found if one.people or one.doubts]
    if not found:
        return ""
    ordered = sorted(found, key=lambda one: (-(one.people + one.doubts), one.code))
    names = say(language, "circle.joiner").join(
        say(language, f"circle.behind.{_sources(one)}", name=name(one.code), people=one.people, n=one.doubts)
        for one in ordered
    )
    return say(language, "circle.obstacles", names=names)


def _sources(one: VoicedObstacle) -> str:
    """Whether people with a name, doubts without one, or both stand behind it."""
    if one.people and one.doubts:
        return "both"
    return "people" if one.people else "doubts"
