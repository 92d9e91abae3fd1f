"""Every answer as CSV: one row each, codes instead of names, for spreadsheets and scripts."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping

from workshop.exercises.climbing import UNKNOWN
from workshop.exercises.naming import marked_people, named_ties
from workshop.exercises.placing import is_unknown, point_in
from workshop.model.step import Payload
from workshop.network.io.table import BOM, guard
from workshop.services.export.summary import CampSummary

MYSELF = "(self)"  # the respondent, at one end of a tie
COLUMNS = (
    "seat",
    "community",
    "role",
    "step",
    "question",
    "level",
    "confidence",
    "when",
    "evidence",
    "chosen",
    "text",
    "payload",
    "at",
    "late",
    "again",
    "counts",
)


def answers_csv(summary: CampSummary) -> bytes:
    """UTF-8 with BOM. `payload` is the answer as stored, in JSON; the columns before it are its usual parts. Answers stored
    without a seat have neither seat, community and role nor a time.

    Safe against CSV injection: a leading apostrophe stands before what a spreadsheet would run as a formula.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in summary.answers:
        parts = payload_parts(row.payload)
        writer.writerow(
            [
                row.seat,
                guard(row.community),
                row.role,
                row.step,
                row.question,
                *(guard(parts[name]) for name in COLUMNS[5:12]),
                row.at.isoformat() if row.at else "",
                _yes(row.late),
                _yes(row.again),
                _yes(row.counts),
            ]
        )
    return BOM + text.getvalue().encode()


def payload_parts(payload: Payload) -> dict[str, str]:
    """The usual parts of an answer as text; `level` is `unknown` for "don't know".

    Parts ticked above a level stand in `chosen`. A point stands in `text` as across,up (or `unknown`). Picked people stand in `chosen`, by code; their attributes and ties in `text`, a line each.
    """
    level = payload.get("level")
    chosen = payload.get("chosen") or payload.get("parts")
    cards = payload.get("cards")
    written = cards if isinstance(cards, list) else [payload.get("text") or payload.get("stance") or ""]
    named = marked_people(payload)
    if named:
        chosen, written = list(named), _marks(named)
    elif point := point_in(payload):
        written = [f"{point.x},{point.y}"]
    elif is_unknown(payload):
        written = [UNKNOWN]
    elif ties := named_ties(payload):
        written = [f"{source or MYSELF} → {target}: {relation}" for source, target, relation in ties]
    return {
        "level": "" if "level" not in payload else "unknown" if level is None else str(level),
        "confidence": str(payload.get("confidence") or ""),
        "when": str(payload.get("when") or ""),
        "evidence": str(payload.get("evidence") or ""),
        "chosen": ";".join(str(code) for code in chosen) if isinstance(chosen, list) else "",
        "text": "\n".join(str(one) for one in written),
        "payload": json.dumps(payload, ensure_ascii=False, sort_keys=True),
    }


def _marks(named: Mapping[str, Mapping[str, str]]) -> list[str]:
    return [f"{person}: {column}={mark}" for person, marks in named.items() for column, mark in marks.items()]


def _yes(value: bool) -> str:
    return "1" if value else "0"
