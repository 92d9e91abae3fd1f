"""A posted form as a payload: what each kind of step takes, cleaned and held to its limits at the door."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

from workshop.errors import InputError
from workshop.model.step import Confidence, Kind, Option, Payload, Question, Started

Form = Mapping[str, Sequence[str]]

UNKNOWN = "unknown"
STANCES = ("agree", "disagree", "pass")
SHORT = 80  # characters of "when was the last time"
# Marks that turn the reading order round, and a stray byte order mark.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\ufeff")


def _read_scale(question: Question, form: Form) -> Payload:
    payload: Payload = {}
    level = _single(form, "level")
    if level:
        codes = {option.code for option in question.options}
        if level not in codes | {UNKNOWN}:
            raise _unknown(question, level)
        payload["level"] = None if level == UNKNOWN else int(level)
    confidence = _single(form, "confidence")
    if confidence and confidence not in list(Confidence):
        raise _unknown(question, confidence)
    payload["confidence"] = confidence or None
    payload["when"] = _clean(question, _single(form, "when"), SHORT)
    started = _single(form, "started")
    if started and started not in list(Started):
        raise _unknown(question, started)
    payload["started"] = started or None
    payload["evidence"] = _clean(question, _single(form, "evidence"))
    return payload


def _read_choice(question: Question, form: Form) -> Payload:
    first = [code for code in form.get("first", ()) if code]
    chosen = list(dict.fromkeys([*first[:1], *(code for code in form.get("chosen", ()) if code)]))
    codes = {option.code for option in question.options}
    for code in chosen:
        if code not in codes:
            raise _unknown(question, code)
    _limit(question, len(chosen))
    return {"chosen": chosen}


def _read_text(question: Question, form: Form) -> Payload:
    return {"text": _clean(question, _single(form, "text"))}


def _read_cards(question: Question, form: Form) -> Payload:
    cards = [card for card in (_clean(question, text) for text in form.get("card", ())) if card]
    _limit(question, len(cards))
    return {"cards": cards}


def _read_stance(question: Question, form: Form) -> Payload:
    stance = _single(form, "stance")
    if not stance:
        return {}
    if stance not in STANCES:
        raise _unknown(question, stance)
    return {"stance": stance}


def _read_rows(question: Question, form: Form) -> Payload:
    columns = [option.code for option in question.options]
    numbers = {
        int(found.group(1))
        for field in form
        if (found := re.fullmatch(r"row\.(\d{1,3})\..+", field, re.ASCII))
    }
    rows = [
        {column: _clean(question, _single(form, f"row.{number}.{column}")) for column in columns}
        for number in sorted(numbers)
    ]
    filled = [row for row in rows if any(row.values())]
    _limit(question, len(filled))
    return {"rows": filled}


def _read_nothing(question: Question, form: Form) -> Payload:  # noqa: ARG001 – a reader like the others
    return {}


READERS: dict[Kind, Callable[[Question, Form], Payload]] = {
    Kind.SAY: _read_nothing,
    Kind.REVIEW: _read_nothing,
    Kind.SCALE: _read_scale,
    Kind.CHOICE: _read_choice,
    Kind.TEXT: _read_text,
    Kind.CARDS: _read_cards,
    Kind.STANCE: _read_stance,
    Kind.ROWS: _read_rows,
}


def rungs(question: Question) -> tuple[Option, ...]:
    """The levels of a scale in the order they are read: upwards from 1, and last 0, "not all of level 1 is true".

    A scale that is not climbed keeps the order of its options.
    """
    return (*question.options[1:], *question.options[:1]) if question.climb else question.options


def clean(text: str) -> str:
    """Text fit to store and show: one kind of line end, composed characters, and nothing that hides or breaks.

    NUL, other controls, lone surrogates and the marks that turn reading order round are dropped.
    """
    lines = re.sub(r"\r\n?|\u2028|\u2029", "\n", text).replace("\t", " ")
    kept = "".join(
        char
        for char in lines
        if char == "\n" or (unicodedata.category(char) not in {"Cc", "Cs"} and char not in TURNING)
    )
    return unicodedata.normalize("NFC", kept).strip()


def _clean(question: Question, text: str, limit: int | None = None) -> str:
    kept = clean(text)
    most = limit or question.max_chars
    if len(kept) > most:
        raise InputError("exercises.too_long", length=len(kept), limit=most, over=len(kept) - most)
    return kept


def _single(form: Form, field: str) -> str:
    values = form.get(field, ())
    return values[-1] if values else ""


def _limit(question: Question, count: int) -> None:
    if count > question.max_items:
        raise InputError("exercises.too_many", count=count, limit=question.max_items)


def _unknown(question: Question, code: str) -> InputError:
    return InputError("exercises.option_unknown", option=clean(code)[:40], question=question.id)
