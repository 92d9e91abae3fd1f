"""From an exercise to questions, and from a posted form to an answer. One reading serves phone, desk and paper.

Payloads, as stored (plain JSON), and the form fields they come from:

scale   {"level": 0… or None, "confidence": "sure" | "unsure" | None, "when": str,
         "started": "residents" | "supporter" | "committee" | None, "evidence": str}
        fields `level` ("0", "1", … or "unknown"), `confidence`, `when`, `started`, `evidence`;
        None is "don't know"; the key `level` is absent while nothing was chosen
choice  {"chosen": [code, …]}       field `chosen`, repeated; `first` (one code) moves that one to the front
text    {"text": str}               field `text`
cards   {"cards": [str, …]}         field `card`, repeated; blank ones are dropped
stance  {"stance": "agree" | "disagree" | "pass"}   field `stance`; the key is absent while nothing was chosen
rows    {"rows": [{column: str}]}   fields `row.<i>.<column>`; rows without a word are dropped
roster  {"people": [{"code": str, "marks": {column: choice}}]}
ties    {"ties": [{"source": str, "target": str, "relation": str}]}   source "" is the person who answers
        fields of both: see `naming`
say     {}
review  {}                          the button below a group of answers; it says only that they were looked at

Other kinds may stand in a file; `supported` says which can be answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from workshop.errors import ContentError, InputError, Where
from workshop.exercises.exercise import Exercise, Step, StepOption
from workshop.exercises.form import DRAFTS, READERS, UNKNOWN, Form
from workshop.exercises.naming import (
    enough_named,
    enough_tied,
    roster_fields,
    roster_summary,
    ties_fields,
    ties_summary,
)
from workshop.model.step import Kind, Option, Payload, Question, Started
from workshop.text import Language, say

WRITTEN = frozenset({Kind.TEXT, Kind.CARDS, Kind.ROWS, Kind.ROSTER})
# Who has gone through the rubric looks at it once more as a whole before handing it in.
REVIEWED = "rubric"
Entry = TypeVar("Entry")


@dataclass(frozen=True)
class Item:
    """One of the things a step asks about when it takes them from outside (`items`), in one language."""

    id: str
    prompt: str
    help: str
    options: tuple[Option, ...]
    hypothesis: frozenset[str] = frozenset()
    story_title: str = ""
    story: str = ""


def supported(kind: Kind) -> bool:
    """Whether a step of this kind can be answered here."""
    return kind in READERS


def questions(
    exercise: Exercise,
    language: Language,
    *,
    items: Mapping[str, tuple[Item, ...]],
    options: Mapping[str, tuple[Option, ...]],
) -> tuple[Question, ...]:
    """Everything the exercise asks, in order: one question a step, or one an item (`rate.D1`).

    Questions about the rubric end with a review of them (`rate.review`), which need not be answered.
    `items` and `options` hold the lists that steps name. Raises ContentError `exercises.list_unknown`.
    """
    found: list[Question] = []
    for step in exercise.steps:
        if step.items is None:
            found.append(_question(exercise, step, language, options))
        else:
            about = _list(exercise, step, step.items, items)
            found += [_question(exercise, step, language, options, item) for item in about]
            if about and step.items == REVIEWED:
                found.append(_review(step, language))
    return tuple(found)


def _question(
    exercise: Exercise,
    step: Step,
    language: Language,
    lists: Mapping[str, tuple[Option, ...]],
    item: Item | None = None,
) -> Question:
    if item is not None:
        choices = item.options
    elif step.options_from is not None:
        choices = _list(exercise, step, step.options_from, lists)
    else:
        choices = tuple(_option(exercise, step, option, language, lists) for option in step.options)
    return Question(
        id=f"{step.id}.{item.id}" if item else step.id,
        kind=step.kind,
        prompt=item.prompt if item else step.prompt.of(language),
        help=_help(exercise, step, language, item),
        options=choices,
        required=step.required and supported(step.kind),
        min_items=step.min_items,
        max_items=step.max_items,
        max_chars=step.max_chars,
        anonymous=step.anonymous,
        ordered=step.ordered,
        evidence=_with_evidence(step, item),
        climb=step.kind is Kind.SCALE and item is not None,
        hypothesis=item.hypothesis if item else frozenset(),
        story_title=item.story_title if item else "",
        story=item.story if item else "",
        ends=step.ends,
    )


def _option(
    exercise: Exercise,
    step: Step,
    option: StepOption,
    language: Language,
    lists: Mapping[str, tuple[Option, ...]],
) -> Option:
    if option.choices_from is not None:
        choices = _list(exercise, step, option.choices_from, lists)
    else:
        choices = tuple(Option(code, label.of(language)) for code, label in option.choices)
    return Option(option.code, option.label.of(language), option.help.of(language), choices)


def _review(step: Step, language: Language) -> Question:
    return Question(
        id=f"{step.id}.{Kind.REVIEW.value}",
        kind=Kind.REVIEW,
        prompt=say(language, "exercises.review.prompt"),
        help=say(language, "exercises.review.help"),
        required=False,
    )


def _list(
    exercise: Exercise, step: Step, name: str, lists: Mapping[str, tuple[Entry, ...]]
) -> tuple[Entry, ...]:
    if name not in lists:
        raise ContentError("exercises.list_unknown", Where(exercise.file, key=f"steps.{step.id}"), name=name)
    return lists[name]


def _with_evidence(step: Step, item: Item | None) -> bool:
    """A story is known to everybody: nothing of it need be shown by an example."""
    return step.evidence and not (item and item.story)


def _help(exercise: Exercise, step: Step, language: Language, item: Item | None) -> str:
    """Where people write freely, they are told how to write of residents."""
    parts = [item.help if item and item.help else step.help.of(language)]
    if step.kind in WRITTEN or _with_evidence(step, item):
        parts.append(say(language, f"exercises.residents.{exercise.privacy.residents}"))
    return "\n".join(part for part in parts if part)


def read_form(question: Question, form: Form) -> Payload:
    """The payload in a posted form. What is not filled in is left out: `is_complete` judges, not this.

    Raises InputError `exercises.too_long`, `too_many`, `option_unknown` or `kind_unsupported`.
    """
    if not supported(question.kind):
        raise InputError("exercises.kind_unsupported", kind=question.kind.value)
    return READERS[question.kind](question, form)


def read_draft(question: Question, form: Form) -> Payload:
    """The payload of a form somebody is still at: what `read_form` would drop or refuse as half said is kept.

    Raises as `read_form`.
    """
    if not supported(question.kind):
        raise InputError("exercises.kind_unsupported", kind=question.kind.value)
    return DRAFTS[question.kind](question, form)


def form_values(question: Question, payload: Payload) -> dict[str, list[str]]:
    """The form fields that show `payload` again; reading them gives the payload back."""
    match question.kind:
        case Kind.SCALE:
            level = payload.get("level")
            fields = {
                "level": [UNKNOWN if level is None else str(level)] if "level" in payload else [],
                **{
                    name: [text]
                    for name in ("confidence", "when", "started", "evidence")
                    if (text := _text(payload, name))
                },
            }
        case Kind.CHOICE:
            chosen = _texts(payload, "chosen")
            fields = {"chosen": chosen, "first": chosen[:1] if question.ordered else []}
        case Kind.CARDS:
            fields = {"card": _texts(payload, "cards")}
        case Kind.TEXT | Kind.STANCE:
            name = question.kind.value
            fields = {name: [text] if (text := _text(payload, name)) else []}
        case Kind.ROWS:
            fields = {
                f"row.{number}.{column}": [text]
                for number, row in enumerate(_rows(payload))
                for column, text in row.items()
            }
        case Kind.ROSTER:
            fields = roster_fields(question, payload)
        case Kind.TIES:
            fields = ties_fields(question, payload)
        case _:
            fields = {}
    return {name: values for name, values in fields.items() if values}


def is_complete(question: Question, payload: Payload) -> bool:
    """Whether the answer is enough to count the question as done. What need not be answered always is."""
    if not question.required or question.kind is Kind.SAY:
        return True
    least = max(1, question.min_items)
    match question.kind:
        case Kind.SCALE:
            return "level" in payload
        case Kind.STANCE:
            return "stance" in payload
        case Kind.TEXT:
            return bool(_text(payload, "text"))
        case Kind.CHOICE:
            return len(_texts(payload, "chosen")) >= least
        case Kind.CARDS:
            return len(_texts(payload, "cards")) >= least
        case Kind.ROWS:
            # The first column says what the row is about; a row without it is not one yet.
            first = question.options[0].code if question.options else ""
            return sum(bool(row.get(first)) for row in _rows(payload)) >= least
        case Kind.ROSTER:
            return enough_named(question, payload, least)
        case Kind.TIES:
            return enough_tied(question, payload, least)
        case _:
            return False


def summary(question: Question, payload: Payload, language: Language) -> str:
    """The answer in one line, as the person is shown it again; empty when nothing was answered."""
    joiner = say(language, "exercises.joiner")
    labels = {option.code: option.label for option in question.options}
    match question.kind:
        case Kind.SCALE:
            return joiner.join(_scale_parts(payload, labels, language))
        case Kind.STANCE:
            stance = _text(payload, "stance")
            return say(language, f"exercises.stance.{stance}") if stance else ""
        case Kind.TEXT:
            return _text(payload, "text")
        case Kind.CHOICE:
            return joiner.join(labels.get(code, code) for code in _texts(payload, "chosen"))
        case Kind.CARDS:
            return joiner.join(_texts(payload, "cards"))
        case Kind.ROWS:
            lines = [
                joiner.join(
                    say(language, "exercises.summary.part", name=labels.get(column, column), text=text)
                    for column, text in row.items()
                    if text
                )
                for row in _rows(payload)
            ]
            return "\n".join(lines)
        case Kind.ROSTER:
            return roster_summary(question, payload, language)
        case Kind.TIES:
            return ties_summary(question, payload, language)
        case Kind.REVIEW:
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
    if confidence := _text(payload, "confidence"):
        parts.append(say(language, f"exercises.scale.{confidence}"))
    return parts + example(payload, language)


def example(payload: Payload, language: Language) -> list[str]:
    """What was given beside a level: when it last happened, who started it, the event itself."""
    started = _text(payload, "started")
    parts = (
        _text(payload, "when"),
        say(language, f"exercises.started.{started}") if started in list(Started) else "",
        _text(payload, "evidence"),
    )
    return [part for part in parts if part]


# Payloads come back from the store as plain JSON: what is not of the expected shape reads as nothing.


def _text(payload: Payload, name: str) -> str:
    found = payload.get(name)
    return found if isinstance(found, str) else ""


def _texts(payload: Payload, name: str) -> list[str]:
    found = payload.get(name)
    return [text for text in found if isinstance(text, str)] if isinstance(found, list) else []


def _rows(payload: Payload) -> list[dict[str, str]]:
    found = payload.get("rows")
    rows = [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []
    return [
        {name: text for name, text in row.items() if isinstance(name, str) and isinstance(text, str)}
        for row in rows
    ]
