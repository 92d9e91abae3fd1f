"""An answer rendered as text, for showing it to the person again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from workshop.base.text import Language, say
from workshop.exercises.climbing import ticked_labels
from workshop.exercises.columns import cell_text
from workshop.exercises.form import RESTS_ON, rests_on, rows_in, text_in, texts_in
from workshop.exercises.grouping import dots_in, piles_in
from workshop.exercises.naming import marked_people, named_ties
from workshop.exercises.placing import SIZE, axes_of, is_unknown, point_in
from workshop.model.step import Option, Payload, Question, Started, StepKind


def summary(question: Question, payload: Payload, language: Language) -> str:
    """The answer as text (a line each for rows, ties, piles and dots); empty when nothing was answered."""
    words = WORDS.get(question.kind)
    return words(question, payload, language) if words else ""


def _scale(question: Question, payload: Payload, language: Language) -> str:
    return _joined(_scale_parts(question, payload, language), language)


def _stance(_question: Question, payload: Payload, language: Language) -> str:
    stance = text_in(payload, "stance")
    return say(language, f"exercises.stance.{stance}") if stance else ""


def _choice(question: Question, payload: Payload, language: Language) -> str:
    labels = _labels(question)
    return _joined([labels.get(code, code) for code in texts_in(payload, "chosen")], language)


def _rows(question: Question, payload: Payload, language: Language) -> str:
    return "\n".join(
        _joined(
            [_part(name, text, language) for name, text in parts] + quoted(question, row, language), language
        )
        for parts, row in zip(row_parts(question, payload, language), rows_in(payload), strict=True)
    )


def quoted(question: Question, row: Mapping[str, str], language: Language) -> list[str]:
    """What a row rests on, word for word as it stands now; what was taken back since is only counted."""
    words = {item.code: item.label for item in question.items}
    known = [words[code] for code in rests_on(row) if code in words]
    parts = [say(language, "exercises.rows.rests_on", text=text) for text in known]
    if gone := len(rests_on(row)) - len(known):
        parts.append(say(language, "exercises.rows.gone", n=gone))
    return parts


def _labels(question: Question) -> dict[str, str]:
    return {option.code: option.label for option in question.options}


def _joined(parts: Sequence[str], language: Language) -> str:
    return say(language, "exercises.joiner").join(parts)


def row_parts(question: Question, payload: Payload, language: Language) -> list[tuple[tuple[str, str], ...]]:
    """Rows as heading and words of each column that is filled in, in the columns' order; columns of an earlier version
    come last."""
    people = {person.code: person.label for person in question.people}
    columns = question.columns
    rows = []
    for row in rows_in(payload):
        codes = [*(code for code in columns if code in row), *(code for code in row if code not in columns)]
        rows.append(
            tuple(
                (
                    columns[code].label if code in columns else code,
                    cell_text(columns.get(code), row[code], people, language),
                )
                for code in codes
                if row[code] and code != RESTS_ON
            )
        )
    return rows


def _scale_parts(question: Question, payload: Payload, language: Language) -> list[str]:
    if "level" not in payload:
        return []
    labels = _labels(question)
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
    joiner = say(language, "exercises.joiner")
    for above, words in ticked_labels(question.options, payload).items():
        parts.append(say(language, "exercises.scale.parts_true", level=above, parts=joiner.join(words)))
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


def _piles(payload: Payload, language: Language) -> str:
    """Piles written down on paper, a line each; where they lie on a board, that they do."""
    joiner = say(language, "exercises.joiner")
    lines = [
        _part(name or say(language, "exercises.cluster.unnamed"), joiner.join(cards), language)
        for name, cards in piles_in(payload)
    ]
    return "\n".join(lines) or say(language, "exercises.cluster.on_board")


def _dots(question: Question, payload: Payload, language: Language) -> str:
    """Where the dots lie, a line each. What has been taken back meanwhile is not named."""
    labels = {item.code: item.label for item in question.items or question.options}
    placed = dots_in(payload)
    lines = [_part(labels[item], str(count), language) for item, count in placed.items() if item in labels]
    if gone := sum(count for item, count in placed.items() if item not in labels):
        lines.append(say(language, "exercises.dots.gone", n=gone))
    return "\n".join(lines)


def _label(options: Sequence[Option], name: str) -> str:
    return next((option.label for option in options if option.code == name), name)


def _part(name: str, text: str, language: Language) -> str:
    return say(language, "exercises.summary.part", name=name, text=text)


WORDS: dict[StepKind, Callable[[Question, Payload, Language], str]] = {
    StepKind.SCALE: _scale,
    StepKind.PLACE: lambda question, payload, language: _joined(
        _place_parts(question, payload, language), language
    ),
    StepKind.STANCE: _stance,
    StepKind.TEXT: lambda _question, payload, _language: text_in(payload, "text"),
    StepKind.CHOICE: _choice,
    StepKind.CARDS: lambda _question, payload, language: _joined(texts_in(payload, "cards"), language),
    StepKind.ROWS: _rows,
    StepKind.ROSTER: _roster,
    StepKind.TIES: _ties,
    StepKind.CLUSTER: lambda _question, payload, language: _piles(payload, language),
    StepKind.DOTS: _dots,
    StepKind.MATCH: lambda _question, payload, language: (
        say(language, "exercises.match.met") if payload.get("met") else ""
    ),
    # These hold nothing but that they were given.
    StepKind.REVIEW: lambda _question, _payload, language: say(language, "exercises.review.handed_in"),
    StepKind.LOG: lambda _question, _payload, language: say(language, "exercises.log.followed"),
}
