"""Wordings readers stumbled over, found in content files; `data/wording/avoid.toml` lists them with better ones.

Only what a person reads is looked at: text in Chinese or English, not codes or ids. What a source is said to say
(`says`) stays as it was published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator

from workshop.base.content import Path_, Strict, load, parse, read, row_of, split_text
from workshop.base.errors import ContentError, Where
from workshop.base.text import Language
from workshop.exercises.exercise import HEADINGS

AVOIDED = Path("data") / "wording" / "avoid.toml"
HAN = re.compile(r"[\u4e00-\u9fff]")
AS_PUBLISHED = frozenset({"says", "phrases"})  # sources, and words people really use


class Avoided(Strict):
    """A wording to avoid: a regular expression for texts of one language, and what reads better."""

    language: Literal["zh", "en"]
    find: str
    better: str

    @field_validator("find")
    @classmethod
    def _is_an_expression(cls, find: str) -> str:
        try:
            re.compile(find)
        except re.error as error:
            raise ValueError(str(error)) from error
        return find


class AvoidFile(Strict):
    """The list of wordings to avoid."""

    avoid: tuple[Avoided, ...] = Field(min_length=1)


def load_avoided(path: Path) -> tuple[Avoided, ...]:
    """The list, in the order of the file. Raises ContentError (several as SeveralErrors)."""
    return load(path, AvoidFile).avoid


def stumbles(text: str, language: Language, avoided: Sequence[Avoided]) -> Iterator[tuple[str, Avoided]]:
    """What in a text of this language is on the list: the words found, and the entry."""
    for one in avoided:
        if one.language == language and (found := re.search(one.find, text)):
            yield found.group(), one


def wordings(file: Path, avoided: Sequence[Avoided]) -> tuple[ContentError, ...]:
    """Every stumble in one content file that can be read; a file that cannot is told of by its own check."""
    return wordings_in(read(file), file, avoided)


def wordings_in(whole: str, file: Path, avoided: Sequence[Avoided]) -> tuple[ContentError, ...]:
    """As `wordings`, of a text that may not be stored yet; `file` is what it is called."""
    markdown = file.suffix == ".md"
    text, body = split_text(whole, file) if markdown else (whole, "")
    default: Language | None = ("en" if file.name.endswith(".en.md") else "zh") if markdown else None
    found = [
        _fault(file, row_of(text, key), ".".join(str(part) for part in key), *one)
        for key, said, language in _texts(parse(text, file), (), default)
        for one in stumbles(said, language, avoided)
    ]
    above = len(whole.splitlines()) - len(body.splitlines())
    key = "body"
    for row, line in enumerate(body.splitlines(), start=above + 1):
        key = f"body.{_heading(line)}" if _heading(line) else key
        found += [_fault(file, row, key, *one) for one in stumbles(line, default or "zh", avoided)]
    return tuple(found)


def _heading(line: str) -> str:
    """The heading of an exercise that a line is; "" for every other line."""
    title = line.removeprefix("## ").strip()
    return next((name for name, *titles in HEADINGS if line.startswith("## ") and title in titles), "")


def _fault(file: Path, row: int, key: str, words: str, entry: Avoided) -> ContentError:
    return ContentError(
        "content.wording", Where(str(file), row=row, key=key), found=words, better=entry.better
    )


def _texts(data: object, key: Path_, language: Language | None) -> Iterator[tuple[Path_, str, Language]]:
    """Every text with its language: the nearest `zh` or `en` above it, else the file's."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name not in AS_PUBLISHED:
                inner: Language | None = "zh" if name == "zh" else "en" if name == "en" else language
                yield from _texts(value, (*key, name), inner)
    elif isinstance(data, list):
        for position, value in enumerate(data):
            yield from _texts(value, (*key, position), language)
    elif isinstance(data, str) and language and (language == "en" or HAN.search(data)):
        yield key, data, language
