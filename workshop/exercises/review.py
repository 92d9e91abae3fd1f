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
    questions: Sequence[Question],
    given: Mapping[str, Payload],
    drafted: frozenset[str],
    language: Language,
    apart: frozenset[str] = frozenset(),
) -> tuple[ReviewLine, ...]:
    """A line for every question, in order; `given` holds payloads by question id, `drafted` the ids with a draft, `apart`
    those on which people of the community differ.
    """
    answers = {
        one.id: payload
        for one in questions
        if (payload := given.get(one.id)) is not None and "level" in payload
    }
    wanted = _events_wanted(questions, answers, language, apart)
    return tuple(
        _line(one, answers.get(one.id), one.id in drafted, wanted.get(one.id), language) for one in questions
    )


def _events_wanted(
    questions: Sequence[Question],
    answers: Mapping[str, Payload],
    language: Language,
    apart: frozenset[str],
) -> dict[str, str]:
    """Where an example is still to be given, and why: the event matters, people differ, the highest level, the lowest.

    At level 0 nothing happened, so there is no event to tell. Of several equally high one example is enough.
    """
    known = {
        one.id: level
        for one in questions
        if one.evidence and isinstance(level := answers.get(one.id, {}).get("level"), int)
    }
    told = {name for name in known if example(answers[name], language)}
    wanted = {name: "apart" for name in known if name in apart}
    wanted |= {one.id: "no_example" for one in questions if one.event and one.id in known}
    for why, most in (("highest", max), ("lowest", min)):
        at = [name for name, level in known.items() if level == most(known.values())]
        if at and not any(name in wanted or name in told for name in at):
            wanted[at[0]] = why
    return {name: why for name, why in wanted.items() if known[name] > 0 and name not in told}


def _line(
    question: Question, payload: Payload | None, changing: bool, wanted: str | None, language: Language
) -> ReviewLine:
    submitted = payload if payload is not None else {}
    level = submitted.get("level")
    known = level if isinstance(level, int) else None
    anchors = {option.code: option.label for option in question.options}
    return ReviewLine(
        question=question,
        answered=payload is not None,
        level=known,
        anchor=anchors.get(str(known), "") if known is not None else "",
        hypothesis=str(known) in question.hypothesis,
        example=tuple(example(submitted, language)),
        changing=changing,
        doubts=tuple(_doubts(submitted, known, wanted)) if payload is not None else ("unanswered",),
    )


def _doubts(submitted: Payload, level: int | None, wanted: str | None) -> list[str]:
    if level is None:
        return ["unknown"]
    doubts = []
    if submitted.get("confidence") == Confidence.UNSURE:
        doubts.append("unsure")
    if wanted is not None:
        doubts.append(wanted)
    return doubts
