"""Message catalogues (gettext `.po`): sentences in the reader's language.

Every sentence a person reads is in `locale/<language>/<area>.po` under a key `area.name`, so that code
carries keys and no language is the default one. The language is always passed in.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal

from workshop.base.errors import InputError, MengyaError, SetupError, SeveralErrors, Value

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
FOLDER = Path(__file__).parents[1] / "locale"

Forms = tuple[str, ...]

# A field of a `.po` file with its text, quoted on one line or several; a quoted line; an escape sequence.
_FIELD = re.compile(r'^(msgid|msgid_plural|msgstr|msgstr\[\d\]) ((?:"(?:[^"\\\n]|\\.)*"\s*)+)', re.MULTILINE)
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPED = re.compile(r"\\(.)")
_MARKS = {"n": "\n", "t": "\t", "r": "\r"}


def say(language: Language, key: str, /, **values: Value) -> str:
    """The sentence for `key`; where it has a singular and a plural, `n` chooses.

    Raises SetupError `text.missing` for a key without a sentence: a reader must never see a gap.
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
    """What is wrong, where, and how to fix it, as one message (one line a problem)."""
    problems = error.problems if isinstance(error, SeveralErrors) else (error,)
    return "\n".join(_explain_one(language, problem) for problem in problems)


def _explain_one(language: Language, error: MengyaError | InputError) -> str:
    # An error may name a sentence that says more than its code's: the same fault is mended in different ways.
    sentence = say(language, f"errors.{error.values.get('mend') or error.code}", **error.values)
    place = location_of(language, error)
    return f"{place}{sentence}"


def location_of(language: Language, error: MengyaError) -> str:
    """`file, sheet, row 3, column x: ` in the reader's words, or nothing."""
    parts = [say(language, f"errors.where.{name}", part=part) for name, part in error.where.parts().items()]
    if not parts:
        return ""
    return say(language, "errors.where.joiner").join(parts) + say(language, "errors.where.end")


@cache
def catalogue(language: Language) -> dict[str, Forms]:
    """All sentences of one language, key to its forms."""
    return {
        key: forms
        for path in sorted((FOLDER / language).glob("*.po"))
        for key, forms in read_catalogue(path.read_text(encoding="utf-8")).items()
    }


def read_catalogue(text: str) -> dict[str, Forms]:
    """The sentences of a `.po` file, key to its forms.

    Parses only what our catalogues use: keys, sentences, plurals. A full `.po` parser takes longer than a short command
    runs; tests/test_text.py compares the two.

    >>> read_catalogue('msgid "area.name"\\nmsgstr "One sentence,\\\\n"\\n"two lines"')
    {'area.name': ('One sentence,\\ntwo lines',)}
    """
    sentences: dict[str, list[str]] = {}
    for field, quoted in _FIELD.findall(text):
        words = quoted.strip()[1:-1]
        if '"' in words or "\\" in words:
            words = _ESCAPED.sub(_unescaped, "".join(_QUOTED.findall(quoted)))
        if field == "msgid":
            forms = sentences[words] = []
        elif field != "msgid_plural":
            forms.append(words)
    return {key: tuple(forms) for key, forms in sentences.items() if key}


def _unescaped(escaped: re.Match[str]) -> str:
    mark = escaped.group(1)
    return _MARKS.get(mark, mark)
