"""Form parsing and validation: a posted form to a payload and back, for each kind of step, with its limits enforced.

Only the structure of a question is needed, never its words; one parser serves phone, desk and paper.

Payloads, as stored (plain JSON), and the form fields they come from:

scale   {"level": 0… or None, "parts": ["2.1", …], "confidence": "sure" | "unsure" | None, "when": str,
         "started": "residents" | "supporter" | "committee" | None, "evidence": str}
        fields `level` ("0", "1", … or "unknown"), `part`, repeated, `confidence`, `when`, `started`, `evidence`;
        None is "don't know"; the key `level` is absent while nothing was chosen, `parts` while none is ticked above it:
        see `climbing`
choice  {"chosen": [code, …]}       field `chosen`, repeated; `first` (one code) moves that one to the front
text    {"text": str}               field `text`
cards   {"cards": [str, …]}         field `card`, repeated; blank ones are dropped
place   {"x": 1… or None, "y": 1… or None, "confidence": "sure" | "unsure" | None}
        fields `x`, `y`, `unknown`, `confidence`; see `placing`
stance  {"stance": "agree" | "disagree" | "pass"}   field `stance`; the key is absent while nothing was chosen
rows    {"rows": [{column: str}]}   fields `row.<i>.<column>`; rows without a word are dropped; days and people: see
        `columns`. Where the step works with a dataset, `row.<i>.from`, repeated, names the items a row rests on:
        {"from": "id id"}
roster  {"people": [{"code": str, "marks": {column: choice}}]}
ties    {"ties": [{"source": str, "target": str, "relation": str}]}   source "" is the person who answers
        fields of both: see `naming`
cluster {"groups": [{"name": str, "cards": [str, …]}]}
dots    {"dots": {item: number}}
        fields of both: see `grouping`
match   {"met": true}               field `met`, the button below one's partners
say     {}
log     {}                          that one has followed it; its turns are the room's (`services.room.dialogue`).
        A draft holds the turn being typed: {"speaker": code, "kind": str, "about": str, "text": str}
review  {}                          the button below a group of answers; it records only that they were reviewed

Other kinds may stand in a file; `supported` says which can be answered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from workshop.base.errors import InputError
from workshop.exercises.cleaning import LONGEST_CODE, Form, cleaned, hold_to, last, unknown
from workshop.exercises.climbing import read_scale, scale_fields
from workshop.exercises.columns import cell_fields, draft_cell, read_cell
from workshop.exercises.grouping import (
    dot_fields,
    draft_dots,
    enough_dots,
    pile_fields,
    read_dots,
    read_piles,
)
from workshop.exercises.naming import (
    draft_ties,
    enough_named,
    enough_tied,
    read_roster,
    read_ties,
    roster_fields,
    ties_fields,
)
from workshop.exercises.placing import is_placed, place_fields, read_place
from workshop.model.step import (
    OptionStructure,
    Payload,
    QuestionStructure,
    StepKind,
)

STANCES = ("agree", "disagree", "pass")
CellReader = Callable[[QuestionStructure, OptionStructure, Form, str], str]
RESTS_ON = "from"  # in a row beside its columns: the ids of the items it rests on
MOST_RESTED_ON = 20
CODE = re.compile(r"[0-9A-Za-z._-]{1,40}")


def _read_choice(question: QuestionStructure, form: Form) -> Payload:
    first = [code for code in form.get("first", ()) if code]
    chosen = list(dict.fromkeys([*first[:1], *(code for code in form.get("chosen", ()) if code)]))
    codes = {option.code for option in question.options}
    for code in chosen:
        if code not in codes:
            raise unknown(question, code)
    hold_to(question, len(chosen))
    return {"chosen": chosen}


def _read_text(question: QuestionStructure, form: Form) -> Payload:
    return {"text": cleaned(last(form, "text"), question.max_chars)}


def _read_cards(question: QuestionStructure, form: Form) -> Payload:
    cards = [card for card in (cleaned(text, question.max_chars) for text in form.get("card", ())) if card]
    hold_to(question, len(cards))
    return {"cards": cards}


def _read_stance(question: QuestionStructure, form: Form) -> Payload:
    stance = last(form, "stance")
    if not stance:
        return {}
    if stance not in STANCES:
        raise unknown(question, stance)
    return {"stance": stance}


def _rows(question: QuestionStructure, form: Form, cell: CellReader) -> list[dict[str, str]]:
    """Every row with a number, empty ones too."""
    numbers = {
        int(match.group(1))
        for field in form
        if (match := re.fullmatch(r"row\.(\d{1,3})\..+", field, re.ASCII))
    }
    rows = []
    for number in sorted(numbers):
        row = {
            column.code: cell(question, column, form, f"row.{number}.{column.code}")
            for column in question.options
        }
        codes = [code for code in form.get(f"row.{number}.{RESTS_ON}", ()) if CODE.fullmatch(code)]
        rows.append({**row, RESTS_ON: " ".join(dict.fromkeys(codes[:MOST_RESTED_ON]))} if codes else row)
    return rows


def _read_rows(question: QuestionStructure, form: Form) -> Payload:
    codes = [column.code for column in question.options]
    filled = [row for row in _rows(question, form, read_cell) if any(row[code] for code in codes)]
    hold_to(question, len(filled))
    return {"rows": filled}


def _draft_rows(question: QuestionStructure, form: Form) -> Payload:
    """Also a row of which so far only what it rests on was chosen."""
    filled = [row for row in _rows(question, form, draft_cell) if any(row.values())]
    hold_to(question, len(filled))
    return {"rows": filled}


def rests_on(row: Mapping[str, str]) -> tuple[str, ...]:
    """The items a row rests on, by their ids: the quotes of a principle card."""
    return tuple(row.get(RESTS_ON, "").split())


def _read_nothing(question: QuestionStructure, form: Form) -> Payload:  # noqa: ARG001 – a reader like the others
    return {}


TURN_FIELDS = ("speaker", "kind", "about", "text")


def _draft_turn(question: QuestionStructure, form: Form) -> Payload:
    """A turn half typed. Nothing of it is judged before it is said."""
    return {name: cleaned(last(form, name), max(question.max_chars, LONGEST_CODE)) for name in TURN_FIELDS}


def _read_match(question: QuestionStructure, form: Form) -> Payload:  # noqa: ARG001 – a reader like the others
    return {"met": True} if last(form, "met") else {}


READERS: dict[StepKind, Callable[[QuestionStructure, Form], Payload]] = {
    StepKind.SAY: _read_nothing,
    StepKind.REVIEW: _read_nothing,
    StepKind.LOG: _read_nothing,
    StepKind.SCALE: read_scale,
    StepKind.CHOICE: _read_choice,
    StepKind.TEXT: _read_text,
    StepKind.CARDS: _read_cards,
    StepKind.STANCE: _read_stance,
    StepKind.PLACE: read_place,
    StepKind.MATCH: _read_match,
    StepKind.ROWS: _read_rows,
    StepKind.ROSTER: read_roster,
    StepKind.TIES: read_ties,
    StepKind.CLUSTER: read_piles,
    StepKind.DOTS: read_dots,
}
# Done in the room, or one record of the whole room: nothing of it is typed in from a person's sheet.
SPOKEN = frozenset({StepKind.SAY, StepKind.MATCH, StepKind.LOG})
# A draft keeps incomplete input that a submitted answer drops or refuses.
DRAFTS = READERS | {
    StepKind.TIES: draft_ties,
    StepKind.LOG: _draft_turn,
    StepKind.DOTS: draft_dots,
    StepKind.ROWS: _draft_rows,
}


def supported(kind: StepKind) -> bool:
    """Whether a step of this kind can be answered here."""
    return kind in READERS


def read_form(question: QuestionStructure, form: Form) -> Payload:
    """The payload of a posted form. Missing input is left out; `is_complete` judges whether it is enough.

    Raises InputError `exercises.too_long`, `too_many`, `option_unknown` or `kind_unsupported`.
    """
    if not supported(question.kind):
        raise InputError("exercises.kind_unsupported", kind=question.kind.value)
    return READERS[question.kind](question, form)


def read_draft(question: QuestionStructure, form: Form) -> Payload:
    """The payload of an unfinished form: incomplete input that `read_form` would drop or refuse is kept.

    Raises as `read_form`.
    """
    if not supported(question.kind):
        raise InputError("exercises.kind_unsupported", kind=question.kind.value)
    return DRAFTS[question.kind](question, form)


AGAIN: dict[StepKind, Callable[[QuestionStructure, Payload], dict[str, list[str]]]] = {
    StepKind.SCALE: lambda _question, payload: scale_fields(payload),
    StepKind.PLACE: lambda _question, payload: place_fields(payload),
    StepKind.MATCH: lambda _question, payload: {"met": ["1"]} if payload.get("met") else {},
    StepKind.LOG: lambda _question, payload: {
        name: [text] for name in TURN_FIELDS if (text := text_in(payload, name))
    },
    StepKind.ROSTER: roster_fields,
    StepKind.TIES: ties_fields,
    StepKind.CLUSTER: lambda _question, payload: pile_fields(payload),
    StepKind.DOTS: lambda _question, payload: dot_fields(payload),
}


def form_values(question: QuestionStructure, payload: Payload) -> dict[str, list[str]]:
    """The form fields that restore `payload`, the inverse of `read_form`."""
    match question.kind:
        case StepKind.CHOICE:
            chosen = texts_in(payload, "chosen")
            fields = {"chosen": chosen, "first": chosen[:1] if question.ordered else []}
        case StepKind.CARDS:
            fields = {"card": texts_in(payload, "cards")}
        case StepKind.TEXT | StepKind.STANCE:
            name = question.kind.value
            fields = {name: [text] if (text := text_in(payload, name)) else []}
        case StepKind.ROWS:
            columns = {option.code: option for option in question.options}
            fields = {
                name: [text]
                for number, row in enumerate(rows_in(payload))
                for column, cell in row.items()
                if column != RESTS_ON
                for name, text in cell_fields(columns.get(column), f"row.{number}.{column}", cell).items()
            } | {
                f"row.{number}.{RESTS_ON}": list(rests_on(row)) for number, row in enumerate(rows_in(payload))
            }
        case _:
            again = AGAIN.get(question.kind)
            fields = again(question, payload) if again else {}
    return {name: values for name, values in fields.items() if values}


def _enough_rows(question: QuestionStructure, payload: Payload, least: int) -> bool:
    # The first column is the row's subject; a row without it does not count yet.
    first = question.options[0].code if question.options else ""
    return sum(bool(row.get(first)) for row in rows_in(payload)) >= least


# Whether an answer holds at least so many entries, or all that one of its kind needs.
ENOUGH: dict[StepKind, Callable[[QuestionStructure, Payload, int], bool]] = {
    StepKind.SCALE: lambda _question, payload, _least: "level" in payload,
    StepKind.STANCE: lambda _question, payload, _least: "stance" in payload,
    StepKind.MATCH: lambda _question, payload, _least: bool(payload.get("met")),
    StepKind.PLACE: lambda _question, payload, _least: is_placed(payload),
    StepKind.TEXT: lambda _question, payload, _least: bool(text_in(payload, "text")),
    StepKind.CHOICE: lambda _question, payload, least: len(texts_in(payload, "chosen")) >= least,
    StepKind.CARDS: lambda _question, payload, least: len(texts_in(payload, "cards")) >= least,
    StepKind.ROWS: _enough_rows,
    StepKind.ROSTER: enough_named,
    StepKind.TIES: enough_tied,
    StepKind.DOTS: enough_dots,
}


def is_complete(question: QuestionStructure, payload: Payload) -> bool:
    """Whether the answer is enough to count the question as done. An optional question always is."""
    # A cluster is done when somebody says so: its piles lie on the board.
    if not question.required or question.kind in (StepKind.SAY, StepKind.CLUSTER):
        return True
    enough = ENOUGH.get(question.kind)
    return enough is not None and enough(question, payload, max(1, question.min_items))


# Payloads come back from the store as plain JSON: a value of an unexpected shape reads as empty.


def text_in(payload: Payload, name: str) -> str:
    value = payload.get(name)
    return value if isinstance(value, str) else ""


def texts_in(payload: Payload, name: str) -> list[str]:
    values = payload.get(name)
    return [text for text in values if isinstance(text, str)] if isinstance(values, list) else []


def rows_in(payload: Payload) -> list[dict[str, str]]:
    value = payload.get("rows")
    rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
    return [
        {name: text for name, text in row.items() if isinstance(name, str) and isinstance(text, str)}
        for row in rows
    ]
