"""Detection of personal data (PII) in free text by regular expressions: names, numbers, addresses. Marks only, never
edits.

Question: which stretches of a text look like a person's name, a telephone or identity number, a home, an address, a
WeChat or mail account? Patterns only, no list of real people: a name without any title or cue is missed, and some
marks are wrong. So the writer and then a reviewer look at every mark, and at the rest of the text too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from workshop.base.content import Strict, load


class MarkKind(StrEnum):
    """What a marked stretch looks like."""

    NAME = "name"
    PHONE = "phone"
    IDENTITY = "identity"
    HOME = "home"  # a door: building and flat
    ADDRESS = "address"  # a street and number
    ACCOUNT = "account"  # WeChat, QQ, mail


@dataclass(frozen=True)
class PrivacyMark:
    """One stretch of a text: `text[start:end]`."""

    kind: MarkKind
    start: int
    end: int


class _Shape(Strict):
    kind: MarkKind
    pattern: str


class _NameShapes(Strict):
    titled: str
    cued: str
    called: str
    english: str


class _Words(Strict):
    """The word lists of the TOML file beside this module, which explains them."""

    surnames: str
    titles: str
    ending: str
    beginning: str
    not_before_call: str
    not_a_call: str
    han: str
    number: str
    names: _NameShapes
    shapes: tuple[_Shape, ...]

    def compiled(self, pattern: str) -> re.Pattern[str]:
        """A pattern with its lists filled in."""
        for name, words in (
            ("surnames", self.surnames),
            ("titles", self.titles),
            ("number", self.number),
            ("han", self.han),
        ):
            pattern = pattern.replace(f"{{{name}}}", "".join(words.split()))
        return re.compile(pattern)


_WORDS = load(Path(__file__).with_name("privacy_words.toml"), _Words)
_ENDING, _BEGINNING = frozenset(_WORDS.ending.split()), frozenset(_WORDS.beginning.split())
_TITLED, _CUED, _CALLED, _ENGLISH = map(
    _WORDS.compiled, (_WORDS.names.titled, _WORDS.names.cued, _WORDS.names.called, _WORDS.names.english)
)
_NOT_A_CALL = _WORDS.compiled(_WORDS.not_a_call)
_SHAPES = tuple((shape.kind, _WORDS.compiled(shape.pattern)) for shape in _WORDS.shapes)


def marks(text: str) -> tuple[PrivacyMark, ...]:
    """Every stretch that may identify a person, in order, without overlaps: the longer one wins.

    An empty text has none. Numbers of homes, people or money are not marked, nor a building without a door.

    >>> [text[mark.start : mark.end] for text in ["王阿姨住3栋2单元501"] for mark in marks(text)]
    ['王阿姨', '3栋2单元501']
    >>> marks("共302户，3号楼的居民很关心")
    ()
    """
    candidates = sorted((*_numbers(text), *_names(text)), key=lambda mark: (mark.start, -mark.end))
    privacy_marks: list[PrivacyMark] = []
    for mark in candidates:
        if not privacy_marks or mark.start >= privacy_marks[-1].end:
            privacy_marks.append(mark)
        elif mark.end - mark.start > privacy_marks[-1].end - privacy_marks[-1].start:
            privacy_marks[-1] = mark
    return tuple(privacy_marks)


def pieces(text: str) -> tuple[tuple[str, MarkKind | None], ...]:
    """The text split at its marks, for highlighting; joined again the pieces give the text.

    >>> pieces("找老李问")
    (('找', None), ('老李', <MarkKind.NAME: 'name'>), ('问', None))
    """
    parts: list[tuple[str, MarkKind | None]] = []
    at = 0
    for mark in marks(text):
        parts += [(text[at : mark.start], None), (text[mark.start : mark.end], mark.kind)]
        at = mark.end
    parts.append((text[at:], None))
    return tuple(part for part in parts if part[0])


def _numbers(text: str) -> Iterator[PrivacyMark]:
    for kind, pattern in _SHAPES:
        for match in pattern.finditer(text):
            yield PrivacyMark(kind, match.start(), match.end())


def _names(text: str) -> Iterator[PrivacyMark]:
    for match in _TITLED.finditer(text):
        if not _ordinary(text, match.start()):
            yield PrivacyMark(MarkKind.NAME, match.start(), match.end())
    for match in _CUED.finditer(text):
        if not _ordinary(text, match.start("name"), cued=True):
            yield PrivacyMark(MarkKind.NAME, match.start("name"), match.end("name"))
    for match in _CALLED.finditer(text):
        before = text[match.start() - 1 : match.start()]
        follows = text[match.start() + 1 : match.start() + 3]
        word = _NOT_A_CALL.match(text, match.start())
        if not (before and before in _WORDS.not_before_call) and follows not in _BEGINNING and not word:
            yield PrivacyMark(MarkKind.NAME, match.start(), match.end())
    for match in _ENGLISH.finditer(text):
        yield PrivacyMark(MarkKind.NAME, match.start(), match.end())


def _ordinary(text: str, at: int, *, cued: bool = False) -> bool:
    """Whether the family name at `at` is part of an ordinary word. After a cue the word before it is known."""
    return text[at : at + 2] in _BEGINNING or (not cued and text[max(0, at - 1) : at + 1] in _ENDING)
