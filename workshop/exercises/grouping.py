"""Forms of the two kinds that work with what was collected before: cards grouped into piles, dots placed on items.

On a screen a group is made on a board, act by act, and the answer only says that somebody was done with it; on paper
the piles are written down, and typed in as they stand.

cluster {"groups": [{"name": str, "cards": [str, …]}]}
        fields `pile.<i>.name`, `pile.<i>.cards` (one card a line); a pile without a word is dropped
dots    {"dots": {item: number}}    fields `dot.<item>`; items without a dot, and those that are gone, are left out
"""

from __future__ import annotations

import re

from workshop.base.errors import InputError
from workshop.exercises.cleaning import Form, cleaned, last
from workshop.model.step import OptionStructure, Payload, QuestionStructure

LONGEST_PILE_NAME = 40
MOST_PILES = 20
PILE = re.compile(r"pile\.(\d{1,3})\.(?:name|cards)", re.ASCII)


def read_piles(question: QuestionStructure, form: Form) -> Payload:
    numbers = sorted({int(found.group(1)) for field in form if (found := PILE.fullmatch(field))})
    groups = []
    for number in numbers:
        name = cleaned(last(form, f"pile.{number}.name"), LONGEST_PILE_NAME)
        lines = last(form, f"pile.{number}.cards").splitlines()
        cards = [card for line in lines if (card := cleaned(line, question.max_chars))]
        if name or cards:
            groups.append({"name": name, "cards": cards})
    if len(groups) > MOST_PILES:
        raise InputError("exercises.too_many", count=len(groups), limit=MOST_PILES)
    return {"groups": groups}


def pile_fields(payload: Payload) -> dict[str, list[str]]:
    """The form fields that restore piles."""
    fields: dict[str, list[str]] = {}
    for number, (name, cards) in enumerate(piles_in(payload)):
        fields[f"pile.{number}.name"] = [name] if name else []
        fields[f"pile.{number}.cards"] = ["\n".join(cards)] if cards else []
    return fields


def piles_in(payload: Payload) -> list[tuple[str, list[str]]]:
    """Piles as they were written down: name and cards."""
    value = payload.get("groups")
    groups = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
    found = []
    for group in groups:
        name, cards = group.get("name"), group.get("cards")
        found.append(
            (
                name if isinstance(name, str) else "",
                [card for card in cards if isinstance(card, str)] if isinstance(cards, list) else [],
            )
        )
    return found


def dotted(question: QuestionStructure) -> tuple[OptionStructure, ...]:
    """What dots may be placed on: what was collected, or what the file lists."""
    return question.items or question.options


def most_on_one(question: QuestionStructure) -> int:
    """How many dots one item may get from one person."""
    return min(question.max_each or question.max_items, question.max_items)


def read_dots(question: QuestionStructure, form: Form) -> Payload:
    """Raises InputError `exercises.dots_many`, `dots_each` or `option_unknown`."""
    placed: dict[str, int] = {}
    for item in dotted(question):
        count = last(form, f"dot.{item.code}").strip()
        if not count:
            continue
        if not (count.isascii() and count.isdigit() and len(count) < 4):
            raise InputError("exercises.option_unknown", option=count[:40], question=question.id)
        if int(count):
            placed[item.code] = int(count)
    most = most_on_one(question)
    if any(count > most for count in placed.values()):
        raise InputError("exercises.dots_each", limit=most)
    if (total := sum(placed.values())) > question.max_items:
        raise InputError(
            "exercises.dots_many", count=total, limit=question.max_items, over=total - question.max_items
        )
    return {"dots": placed}


def draft_dots(question: QuestionStructure, form: Form) -> Payload:
    """Dots as they are being placed: too many are kept as well, to be taken back."""
    counts = {item.code: last(form, f"dot.{item.code}").strip() for item in dotted(question)}
    return {
        "dots": {
            item: int(count)
            for item, count in counts.items()
            if count.isascii() and count.isdigit() and 0 < len(count) < 4 and int(count)
        }
    }


def dot_fields(payload: Payload) -> dict[str, list[str]]:
    """The form fields that restore dots."""
    return {f"dot.{item}": [str(count)] for item, count in dots_in(payload).items()}


def dots_in(payload: Payload) -> dict[str, int]:
    """Item -> dots, as stored."""
    value = payload.get("dots")
    return (
        {
            item: count
            for item, count in value.items()
            if isinstance(item, str) and isinstance(count, int) and not isinstance(count, bool) and count > 0
        }
        if isinstance(value, dict)
        else {}
    )


def enough_dots(question: QuestionStructure, payload: Payload, least: int) -> bool:
    """Whether enough dots are placed; where there is nothing to place them on, none are asked for."""
    return not dotted(question) or sum(dots_in(payload).values()) >= least
