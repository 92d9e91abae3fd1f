"""The review page's content: every answer before submission, and which ones deserve a second look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workshop.base.text import Language
from workshop.exercises.summary import example
from workshop.model.step import Confidence, Payload, Question


@dataclass(frozen=True)
class ReviewLine:
    """One question with its answer. `level` None is "don't know" where `answered`, else nothing was answered.

    `changing`: a newer draft is typed and not submitted. `doubts` are codes of `exercises.review.<code>`.
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
    """A line for every question, in order; `given` holds payloads by question id, `drafted` the ids with a draft."""
    return tuple(
        _line(question, given.get(question.id), question.id in drafted, language) for question in questions
    )


def _line(question: Question, payload: Payload | None, changing: bool, language: Language) -> ReviewLine:
    answered = payload is not None and "level" in payload
    submitted = payload if payload is not None and answered else {}
    level = submitted.get("level")
    known = level if isinstance(level, int) else None
    event = tuple(example(submitted, language))
    anchors = {option.code: option.label for option in question.options}
    return ReviewLine(
        question=question,
        answered=answered,
        level=known,
        anchor=anchors.get(str(known), "") if known is not None else "",
        hypothesis=str(known) in question.hypothesis,
        example=event,
        changing=changing,
        doubts=tuple(_doubts(question, submitted, known, bool(event))) if answered else ("unanswered",),
    )


def _doubts(question: Question, submitted: Payload, level: int | None, has_example: bool) -> list[str]:
    if level is None:
        return ["unknown"]
    doubts = []
    if submitted.get("confidence") == Confidence.UNSURE:
        doubts.append("unsure")
    # At level 0 nothing happened, so there is no event to give as an example.
    if question.evidence and level > 0 and not has_example:
        doubts.append("no_example")
    return doubts
