"""An answer in words, as a person is shown it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workshop.base.text import Language, say
from workshop.exercises.form import rows_in, text_in, texts_in
from workshop.exercises.naming import marked_people, said_ties
from workshop.model.step import Option, Payload, Question, Started, StepKind


def summary(question: Question, payload: Payload, language: Language) -> str:
    """The answer in one line, as the person is shown it again; empty when nothing was answered."""
    joiner = say(language, "exercises.joiner")
    labels = {option.code: option.label for option in question.options}
    match question.kind:
        case StepKind.SCALE:
            return joiner.join(_scale_parts(payload, labels, language))
        case StepKind.STANCE:
            stance = text_in(payload, "stance")
            return say(language, f"exercises.stance.{stance}") if stance else ""
        case StepKind.TEXT:
            return text_in(payload, "text")
        case StepKind.CHOICE:
            return joiner.join(labels.get(code, code) for code in texts_in(payload, "chosen"))
        case StepKind.CARDS:
            return joiner.join(texts_in(payload, "cards"))
        case StepKind.ROWS:
            lines = [
                joiner.join(
                    say(language, "exercises.summary.part", name=labels.get(column, column), text=text)
                    for column, text in row.items()
                    if text
                )
                for row in rows_in(payload)
            ]
            return "\n".join(lines)
        case StepKind.ROSTER:
            return _roster(question, payload, language)
        case StepKind.TIES:
            return _ties(question, payload, language)
        case StepKind.REVIEW:
            return say(language, "exercises.review.handed_in")
        case _:
            return ""


def _scale_parts(payload: Payload, labels: Mapping[str, str], language: Language) -> list[str]:
    if "level" not in payload:
        return []
    level = payload["level"]
    if level is None:
        parts = [say(language, "exercises.scale.unknown")]
    else:
        parts = [
            say(
                language,
                "exercises.summary.part",
                name=str(level),
                text=labels.get(str(level), "").rstrip("。."),
            )
        ]
    if confidence := text_in(payload, "confidence"):
        parts.append(say(language, f"exercises.scale.{confidence}"))
    return parts + example(payload, language)


def example(payload: Payload, language: Language) -> list[str]:
    """What was given beside a level: when it last happened, who started it, the event itself."""
    started = text_in(payload, "started")
    parts = (
        text_in(payload, "when"),
        say(language, f"exercises.started.{started}") if started in list(Started) else "",
        text_in(payload, "evidence"),
    )
    return [part for part in parts if part]


def _roster(question: Question, payload: Payload, language: Language) -> str:
    """Whom somebody picked: in one line, or a line each where they are marked."""
    labels = {one.code: one.label for one in question.people}
    columns = {one.code: one for one in question.options}
    joiner = say(language, "exercises.joiner")
    people = marked_people(payload)
    if not any(people.values()):
        return joiner.join(labels.get(one, one) for one in people)
    lines = []
    for one, marks in people.items():
        said = [
            _part(columns[name].label, _label(columns[name].choices, choice), language)
            if len(columns) > 1
            else _label(columns[name].choices, choice)
            for name, choice in marks.items()
            if name in columns
        ]
        lines.append(
            _part(labels.get(one, one), joiner.join(said), language) if said else labels.get(one, one)
        )
    return "\n".join(lines)


def _ties(question: Question, payload: Payload, language: Language) -> str:
    """What binds whom, a line for each two."""
    labels = {one.code: one.label for one in question.people}
    pairs: dict[tuple[str, str], list[str]] = {}
    for source, target, relation in said_ties(payload):
        pairs.setdefault((source, target), []).append(_label(question.options, relation))
    return "\n".join(
        _part(
            " → ".join(labels.get(end, end) for end in pair if end),
            say(language, "exercises.joiner").join(relations),
            language,
        )
        for pair, relations in pairs.items()
    )


def _label(options: Sequence[Option], name: str) -> str:
    return next((one.label for one in options if one.code == name), name)


def _part(name: str, text: str, language: Language) -> str:
    return say(language, "exercises.summary.part", name=name, text=text)
