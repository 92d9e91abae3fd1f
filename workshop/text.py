"""Sentences in the reader's language.

Every sentence a person reads is in `locale/<language>/<area>.po` under a key `area.name`, so that code
carries keys and no language is the default one. The language is always passed in.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from babel.messages.pofile import read_po

from workshop.errors import InputError, MengyaError, SetupError, SeveralErrors, Value

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
FOLDER = Path(__file__).parent / "locale"

Forms = tuple[str, ...]


def say(language: Language, key: str, /, **values: Value) -> str:
    """The sentence for `key`; where it has a singular and a plural, `n` chooses.

    Raises SetupError `text.missing` for a key without a sentence: a hole must not reach a reader.
    """
    forms = catalogue(language).get(key)
    if forms is None:
        raise SetupError("text.missing", key=key, language=language)
    singular = len(forms) == 1 or values.get("n") == 1
    return (forms[0] if singular else forms[1]).format(**values)


def has(language: Language, key: str) -> bool:
    """Whether `key` has a sentence."""
    return key in catalogue(language)


def explain(language: Language, error: MengyaError) -> str:
    """What is wrong, where, and how to mend it, as one message (one line a problem)."""
    problems = error.problems if isinstance(error, SeveralErrors) else (error,)
    return "\n".join(_explain_one(language, problem) for problem in problems)


def _explain_one(language: Language, error: MengyaError | InputError) -> str:
    sentence = say(language, f"errors.{error.code}", **error.values)
    place = place_of(language, error)
    return f"{place}{sentence}"


def place_of(language: Language, error: MengyaError) -> str:
    """`file, sheet, row 3, column x: ` in the reader's words, or nothing."""
    parts = [say(language, f"errors.where.{name}", part=part) for name, part in error.where.parts().items()]
    if not parts:
        return ""
    return say(language, "errors.where.joiner").join(parts) + say(language, "errors.where.end")


@cache
def catalogue(language: Language) -> dict[str, Forms]:
    """All sentences of one language, key to its forms."""
    sentences: dict[str, Forms] = {}
    for path in sorted((FOLDER / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if isinstance(message.id, str) and message.id:
                    sentences[message.id] = (str(message.string),)
                elif message.id:
                    sentences[message.id[0]] = tuple(str(form) for form in message.string or ())
    return sentences
