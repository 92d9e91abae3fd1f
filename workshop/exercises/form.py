"""A posted form as a payload: what each kind of step takes, cleaned and held to its limits at the door."""

from __future__ import annotations

import re
from collections.abc import Callable

from workshop.exercises.cleaning import Form, clean, cleaned, hold_to, last, unknown
from workshop.exercises.naming import draft_ties, read_roster, read_ties
from workshop.model.step import Confidence, Kind, Option, Payload, Question, Started

__all__ = ["DRAFTS", "READERS", "STANCES", "UNKNOWN", "Form", "clean", "rungs"]

UNKNOWN = "unknown"
STANCES = ("agree", "disagree", "pass")
SHORT = 80  # characters of "when was the last time"


def _read_scale(question: Question, form: Form) -> Payload:
    payload: Payload = {}
    level = last(form, "level")
    if level:
        codes = {option.code for option in question.options}
        if level not in codes | {UNKNOWN}:
            raise unknown(question, level)
        payload["level"] = None if level == UNKNOWN else int(level)
    confidence = last(form, "confidence")
    if confidence and confidence not in list(Confidence):
        raise unknown(question, confidence)
    payload["confidence"] = confidence or None
    payload["when"] = cleaned(last(form, "when"), SHORT)
    started = last(form, "started")
    if started and started not in list(Started):
        raise unknown(question, started)
    payload["started"] = started or None
    payload["evidence"] = cleaned(last(form, "evidence"), question.max_chars)
    return payload


def _read_choice(question: Question, form: Form) -> Payload:
    first = [code for code in form.get("first", ()) if code]
    chosen = list(dict.fromkeys([*first[:1], *(code for code in form.get("chosen", ()) if code)]))
    codes = {option.code for option in question.options}
    for code in chosen:
        if code not in codes:
            raise unknown(question, code)
    hold_to(question, len(chosen))
    return {"chosen": chosen}


def _read_text(question: Question, form: Form) -> Payload:
    return {"text": cleaned(last(form, "text"), question.max_chars)}


def _read_cards(question: Question, form: Form) -> Payload:
    cards = [card for card in (cleaned(text, question.max_chars) for text in form.get("card", ())) if card]
    hold_to(question, len(cards))
    return {"cards": cards}


def _read_stance(question: Question, form: Form) -> Payload:
    stance = last(form, "stance")
    if not stance:
        return {}
    if stance not in STANCES:
        raise unknown(question, stance)
    return {"stance": stance}


def _read_rows(question: Question, form: Form) -> Payload:
    columns = [option.code for option in question.options]
    numbers = {
        int(found.group(1))
        for field in form
        if (found := re.fullmatch(r"row\.(\d{1,3})\..+", field, re.ASCII))
    }
    rows = [
        {column: cleaned(last(form, f"row.{number}.{column}"), question.max_chars) for column in columns}
        for number in sorted(numbers)
    ]
    filled = [row for row in rows if any(row.values())]
    hold_to(question, len(filled))
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
    Kind.ROSTER: read_roster,
    Kind.TIES: read_ties,
}
# While somebody is still at it, what is half said is kept where an answer drops or refuses it.
DRAFTS = READERS | {Kind.TIES: draft_ties}


def rungs(question: Question) -> tuple[Option, ...]:
    """The levels of a scale in the order they are read: upwards from 1, and last 0, "not all of level 1 is true".

    A scale that is not climbed keeps the order of its options.
    """
    return (*question.options[1:], *question.options[:1]) if question.climb else question.options
