"""Sanitising posted text (Unicode NFC, no control or bidi characters, length limits) before any step reads it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from workshop.base.errors import InputError
from workshop.model.step import QuestionStructure

# Set aside by Unicode for good, in every plane; of some of them XML cannot hold a file.
NONCHARACTER = re.compile(
    "[\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)

Form = Mapping[str, Sequence[str]]

LONGEST_CODE = 40  # characters of a code or nickname
# Bidirectional control characters; what shows nothing and only makes two names differ: a stray byte order mark, zero-width
# blanks. The joiners U+200C and U+200D stay: they hold together pictures and letters of several writings.
TURNING = frozenset(
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\ufeff\u200b\u2060"
)
# What shows nothing where nothing else stands beside it, besides everything of the category Cf.
UNSEEN = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
    + "".join(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
)


def clean(text: str) -> str:
    """Sanitised text, safe to store and show: NFC, LF line ends, stripped.

    NUL, other control characters, lone surrogates, noncharacters, bidirectional controls and zero-width blanks are dropped;
    a text in which nothing shows is empty.
    """
    lines = re.sub(r"\r\n?|\u2028|\u2029", "\n", text).replace("\t", " ")
    printable = "".join(
        char
        for char in lines
        if char == "\n"
        or (
            unicodedata.category(char) not in {"Cc", "Cs"}
            and not NONCHARACTER.match(char)
            and char not in TURNING
        )
    )
    kept = unicodedata.normalize("NFC", printable).strip()
    return "" if all(_unseen(char) for char in kept) else kept


def _unseen(char: str) -> bool:
    return char.isspace() or char in UNSEEN or unicodedata.category(char) == "Cf"


def cleaned(text: str, most: int) -> str:
    """`clean` text of at most so many characters. Raises InputError `exercises.too_long`."""
    result = clean(text)
    if len(result) > most:
        raise InputError("exercises.too_long", length=len(result), limit=most, over=len(result) - most)
    return result


def code(text: str) -> str:
    """A code or nickname, on one line. Raises InputError `exercises.too_long`."""
    return cleaned(" ".join(clean(text).split()), LONGEST_CODE)


def last(form: Form, field: str) -> str:
    """The last value posted under a name, or nothing."""
    values = form.get(field, ())
    return values[-1] if values else ""


def hold_to(question: QuestionStructure, count: int) -> None:
    """Raises InputError `exercises.too_many` for more entries than the question takes."""
    if count > question.max_items:
        raise InputError("exercises.too_many", count=count, limit=question.max_items)


def unknown(question: QuestionStructure, option: str) -> InputError:
    """The error for choosing an option that was not offered."""
    return InputError("exercises.option_unknown", option=clean(option)[:40], question=question.id)
