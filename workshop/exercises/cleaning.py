"""Sanitising posted text (Unicode NFC, no control or bidi characters, length limits) before any step reads it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from workshop.base.errors import InputError
from workshop.model.step import QuestionStructure

Form = Mapping[str, Sequence[str]]

LONGEST_CODE = 40  # characters of a code or nickname
# Bidirectional control characters, and a stray byte order mark.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\ufeff")


def clean(text: str) -> str:
    """Sanitised text, safe to store and show: NFC, LF line ends, stripped.

    NUL, other control characters, lone surrogates and bidirectional controls are dropped.
    """
    lines = re.sub(r"\r\n?|\u2028|\u2029", "\n", text).replace("\t", " ")
    printable = "".join(
        char
        for char in lines
        if char == "\n" or (unicodedata.category(char) not in {"Cc", "Cs"} and char not in TURNING)
    )
    return unicodedata.normalize("NFC", printable).strip()


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
