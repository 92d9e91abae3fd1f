"""An answer rendered as text, for showing it to the person again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workshop.base.text import Language, say
from workshop.exercises.form import rows_in, text_in, texts_in
from workshop.exercises.naming import marked_people, named_ties
from workshop.exercises.placing import SIZE, axes_of, is_unknown, point_in
from workshop.model.step import Option, Payload, Question, Started, StepKind

# What is said of an answer that holds nothing but that it was given.
NOTED = {StepKind.REVIEW: "exercises.review.handed_in", StepKind.LOG: "exercises.log.followed"}


def summary(question: Question, payload: Payload, language: Language) -> str:
    """The answer as text (a line each for rows and ties); empty when nothing was answered."""
    joiner = say(language, "exercises.joiner")
    labels = {option.code: option.label for option in question.options}
    match question.kind:
        case StepKind.SCALE | StepKind.PLACE | StepKind.CHOICE | StepKind.CARDS:
            return joiner.join(_parts(question, payload, labels, language))
        case StepKind.STANCE:
            stance = text_in(payload, "stance")
            return say(language, f"exercises.stance.{stance}") if stance else ""
        case StepKind.TEXT:
            return text_in(payload, "text")
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
        case StepKind.REVIEW | StepKind.LOG:
            return say(language, NOTED[question.kind])
        case _:
            return ""


def _parts(question: Question, payload: Payload, labels: Mapping[str, str], language: Language) -> list[str]:
    """What an answer is made of, where that reads well side by side."""
    match question.kind:
        case StepKind.SCALE:
            return _scale_parts(payload, labels, language)
        case StepKind.PLACE:
            return _place_parts(question, payload, language)
        case StepKind.CHOICE:
            return [labels.get(code, code) for code in texts_in(payload, "chosen")]
        case _:
            return texts_in(payload, "cards")


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


def _place_parts(question: Question, payload: Payload, language: Language) -> list[str]:
    point = point_in(payload)
    if point is not None:
        parts = [
            say(language, "exercises.place.step", axis=axis.label, at=at, most=SIZE)
            for axis, at in zip(axes_of(question), (point.x, point.y), strict=True)
        ]
    elif is_unknown(payload):
        parts = [say(language, "exercises.scale.unknown")]
    else:
        return []
    confidence = text_in(payload, "confidence")
    return [*parts, say(language, f"exercises.scale.{confidence}")] if confidence else parts


def example(payload: Payload, language: Language) -> list[str]:
    """The evidence given beside a level: when it last happened, who started it, the event itself."""
    started = text_in(payload, "started")
    parts = (
        text_in(payload, "when"),
        say(language, f"exercises.started.{started}") if started in list(Started) else "",
        text_in(payload, "evidence"),
    )
    return [part for part in parts if part]


def _roster(question: Question, payload: Payload, language: Language) -> str:
    """The people picked: in one line, or a line each where they are marked."""
    labels = {person.code: person.label for person in question.people}
    columns = {person.code: person for person in question.options}
    joiner = say(language, "exercises.joiner")
    people = marked_people(payload)
    if not any(people.values()):
        return joiner.join(labels.get(person, person) for person in people)
    lines = []
    for person, marks in people.items():
        marked = [
            _part(columns[name].label, _label(columns[name].choices, choice), language)
            if len(columns) > 1
            else _label(columns[name].choices, choice)
            for name, choice in marks.items()
            if name in columns
        ]
        lines.append(
            _part(labels.get(person, person), joiner.join(marked), language)
            if marked
            else labels.get(person, person)
        )
    return "\n".join(lines)


def _ties(question: Question, payload: Payload, language: Language) -> str:
    """The relations between people, a line for each pair."""
    labels = {person.code: person.label for person in question.people}
    pairs: dict[tuple[str, str], list[str]] = {}
    for source, target, relation in named_ties(payload):
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
    return next((option.label for option in options if option.code == name), name)


def _part(name: str, text: str, language: Language) -> str:
    return say(language, "exercises.summary.part", name=name, text=text)
