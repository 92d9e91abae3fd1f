"""Answers looked at as a whole before they are handed in: what was said, and what one may want to look at again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workshop.base.text import Language
from workshop.exercises.summary import example
from workshop.model.step import Confidence, Payload, Question


@dataclass(frozen=True)
class ReviewLine:
    """One question with its answer. `level` None is "don't know" where `answered`, else nothing was said.

    `changing`: a later version is typed and not sent. `doubts` are codes of `exercises.review.<code>`.
    """

    question: Question
    answered: bool
    level: int | None
    anchor: str
    hypothesis: bool
    example: tuple[str, ...]
    changing: bool
    doubts: tuple[str, ...]


def review_lines(
    questions: Sequence[Question], given: Mapping[str, Payload], drafted: frozenset[str], language: Language
) -> tuple[ReviewLine, ...]:
    """A line for every question, in order; `given` holds payloads and `drafted` drafts under question ids."""
    return tuple(_line(one, given.get(one.id), one.id in drafted, language) for one in questions)


def _line(question: Question, payload: Payload | None, changing: bool, language: Language) -> ReviewLine:
    answered = payload is not None and "level" in payload
    said = payload if payload is not None and answered else {}
    level = said.get("level")
    known = level if isinstance(level, int) else None
    told = tuple(example(said, language))
    anchors = {option.code: option.label for option in question.options}
    return ReviewLine(
        question=question,
        answered=answered,
        level=known,
        anchor=anchors.get(str(known), "") if known is not None else "",
        hypothesis=str(known) in question.hypothesis,
        example=told,
        changing=changing,
        doubts=tuple(_doubts(question, said, known, bool(told))) if answered else ("unanswered",),
    )


def _doubts(question: Question, said: Payload, level: int | None, told: bool) -> list[str]:
    if level is None:
        return ["unknown"]
    doubts = []
    if said.get("confidence") == Confidence.UNSURE:
        doubts.append("unsure")
    # Where nothing happened there is no event to tell of.
    if question.evidence and level > 0 and not told:
        doubts.append("no_example")
    return doubts
