"""An exercise while it is written: the plain data of its two files, and every change to them as a function.

Unlike an `Exercise` it may be unfinished or wrong, so nothing here knows which fields there are: what a file may hold
is said by the schema alone, and a field that is added there can be edited without a change here.

A place names a value by ids, never by position: `("steps", "who", "options", "trusts", "label")`. Texts have a place
in both languages; the headings of the body are `("body", "why")`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workshop.base.content import FENCE, parse, split_text
from workshop.base.text import Language
from workshop.base.toml import toml
from workshop.exercises.cleaning import clean
from workshop.exercises.exercise import HEADINGS, sections_in

Table = dict[str, object]
Place = tuple[str, ...]

NAMES = ("id", "code")  # keys under which the entries of a list are known
LINES = frozenset({"roles", "materials"})  # lists of texts, edited as lines
BODY = "body"
OPTIONAL = frozenset({"help", "article_link", "space"})  # texts that a file leaves out when they are empty
LABELLED = "label"
# What a step refers to in its own exercise.
ELSEWHERE = frozenset({"people_from", "into", "opens"})


@dataclass(frozen=True)
class ExerciseText:
    """Both files of an exercise as plain data; `english` and `english_body` are empty without English."""

    front: Table
    english: Table
    body: str
    english_body: str

    @property
    def id(self) -> str:
        return str(self.front.get("id", ""))


def from_files(chinese: str, english: str, path: Path) -> ExerciseText:
    """The texts of the two files. Raises ContentError `content.front_matter`, `content.toml`."""
    front, body = split_text(chinese, path)
    if not english:
        return ExerciseText(parse(front, path), {}, body, "")
    beside = path.with_name(path.name.replace(".zh.md", ".en.md"))
    en_front, en_body = split_text(english, beside)
    return ExerciseText(parse(front, path), parse(en_front, beside), body, en_body)


def to_files(text: ExerciseText) -> tuple[str, str]:
    """The Chinese and the English file; reading them gives equal data back."""
    translated = text.english or text.english_body
    return _file(text.front, text.body), _file(text.english, text.english_body) if translated else ""


def _file(front: Table, body: str) -> str:
    # A line of a text that looks like the fence would end the front matter.
    fields = re.sub(r"^(\s*)\+\+\+(\s*)$", r"\1\\u002b++\2", toml(front), flags=re.MULTILINE)
    return f"{FENCE}\n{fields}{FENCE}\n{body}\n"


def numbered(text: ExerciseText, id: str, version: int) -> ExerciseText:
    """The same under another id and version."""
    return replace(text, front={**text.front, "id": id, "version": version})


def value_at(text: ExerciseText, place: Place) -> object:
    """A value of the structure; None where the file leaves it out."""
    return _at(text.front, place)


def with_value(text: ExerciseText, place: Place, value: object) -> ExerciseText:
    """With another value of the structure; None takes it out of the file."""
    return replace(text, front=_with(text.front, place, value))


def text_at(text: ExerciseText, place: Place, language: Language) -> str:
    """A text in one language; "" where it is missing."""
    if place[0] == BODY:
        return sections_in(text.body if language == "zh" else text.english_body).get(place[1], "")
    found = _at(text.front, place) if language == "zh" else _at(text.english, _translated(place))
    if isinstance(found, list | tuple):
        return "\n".join(str(one) for one in found)
    return found if isinstance(found, str) else ""


def with_text(text: ExerciseText, place: Place, language: Language, words: str) -> ExerciseText:
    """With another text; an English one that is emptied gives way to the Chinese."""
    words = clean(words)
    if place[0] == BODY:
        body = with_section(text.body if language == "zh" else text.english_body, place[1], language, words)
        return replace(text, body=body) if language == "zh" else replace(text, english_body=body)
    value: object = words
    if place[-1] in LINES:
        lines = [line.strip() for line in words.split("\n")]
        # An empty English line leaves its Chinese text in place, so it has to stay.
        value = [line for line in lines if line] if language == "zh" else lines if words else None
    elif not words and (language == "en" or place[-1] in OPTIONAL):
        value = None
    if language == "zh":
        return replace(text, front=_with(text.front, place, value))
    return replace(text, english=_with(text.english, _translated(place), value))


def _translated(place: Place) -> Place:
    """Where the English file holds the same text: a choice's label stands directly under its code."""
    return place[:-1] if len(place) == 7 and place[-1] == LABELLED else place


def _parts(body: str) -> list[tuple[str, str]]:
    """Heading and text, in order; what comes before the first heading has none."""
    found: list[tuple[str, list[str]]] = [("", [])]
    for line in body.splitlines():
        if line.startswith("## "):
            found.append((line.removeprefix("## ").strip(), []))
        else:
            found[-1][1].append(line)
    return [(name, "\n".join(lines).strip()) for name, lines in found if name or any(lines)]


def with_section(body: str, key: str, language: Language, words: str) -> str:
    """The body with another text under one heading; all nine headings, then whatever else it held."""
    # A heading of the same rank would end the section.
    words = re.sub(r"^#{1,2} ", "### ", words, flags=re.MULTILINE)
    known = {**sections_in(body), key: words}
    names = {name for _, *both in HEADINGS for name in both}
    parts = [(zh if language == "zh" else en, known.get(key, "")) for key, zh, en in HEADINGS]
    others = [part for part in _parts(body) if part[0] not in names]
    if not others and not any(words for _, words in parts):
        return ""
    before = [words for name, words in others if not name]
    after = [(name, words) for name, words in others if name]
    return "\n\n".join([*before, *(f"## {name}\n{words}".strip() for name, words in (*parts, *after))])


def names_in(text: ExerciseText, place: Place) -> tuple[str, ...]:
    """The ids or codes of a list's entries, in order."""
    found = _at(text.front, place)
    return tuple(_name(one) for one in found) if isinstance(found, list | tuple) else ()


def with_moved(text: ExerciseText, place: Place, name: str, by: int) -> ExerciseText:
    """With an entry of a list moved up (-1) or down (1)."""
    entries = _entries(text, place)
    index = _index(entries, name)
    other = index + by
    if index < 0 or not 0 <= other < len(entries):
        return text
    entries[index], entries[other] = entries[other], entries[index]
    return with_value(text, place, entries)


def without(text: ExerciseText, place: Place, name: str) -> ExerciseText:
    """Without an entry of a list, nor its English."""
    entries = [one for one in _entries(text, place) if _name(one) != name]
    return replace(
        with_value(text, place, entries or None), english=_with(text.english, (*place, name), None)
    )


def with_entry(text: ExerciseText, place: Place, entry: Mapping[str, object]) -> ExerciseText:
    """With one more entry at the end of a list."""
    return with_value(text, place, [*_entries(text, place), dict(entry)])


def with_step(text: ExerciseText, kind: str) -> ExerciseText:
    """With an empty step of a kind at the end."""
    new = _free("step", names_in(text, ("steps",)))
    return with_entry(text, ("steps",), {"id": new, "kind": kind, "who": "solo", "minutes": 3, "prompt": ""})


def with_step_like(text: ExerciseText, other: ExerciseText, name: str) -> ExerciseText:
    """With a step of another exercise at the end, in every language; what it refers to there is left out."""
    entries = _entries(other, ("steps",))
    index = _index(entries, name)
    if index < 0:
        return text
    new = _free("step", names_in(text, ("steps",)))
    entry = {key: one for key, one in _table(entries[index]).items() if key not in ELSEWHERE}
    english = _at(other.english, ("steps", name))
    translated = text.english if english is None else _with(text.english, ("steps", new), english)
    return replace(with_entry(text, ("steps",), {**entry, "id": new}), english=translated)


def with_step_again(text: ExerciseText, name: str) -> ExerciseText:
    """With a step twice, in every language; the second has an id of its own and stands right after it."""
    entries = _entries(text, ("steps",))
    index = _index(entries, name)
    if index < 0:
        return text
    again = _free(name, names_in(text, ("steps",)))
    entries.insert(index + 1, {**_table(entries[index]), "id": again})
    english = _at(text.english, ("steps", name))
    twice = text.english if english is None else _with(text.english, ("steps", again), english)
    return replace(with_value(text, ("steps",), entries), english=twice)


def with_option(text: ExerciseText, place: Place, *, scale: bool = False) -> ExerciseText:
    """With one more, empty option or choice at `place`. Levels of a scale count on; other codes are never given twice."""
    known = names_in(text, place)
    levels = scale or (bool(known) and all(code.isdecimal() for code in known))
    code = str(len(known)) if levels else _free("o", known, joined="")
    return with_entry(text, place, {"code": code, "label": ""})


def _free(stem: str, known: Sequence[str], joined: str = "-") -> str:
    """`stem` with a number above every one in use."""
    pattern = re.compile(rf"{re.escape(stem + joined)}(\d+)")
    used = [int(match.group(1)) for name in known if (match := pattern.fullmatch(name))]
    return f"{stem}{joined}{max([1 if joined else 0, *used]) + 1}"


def place_of(text: ExerciseText, key: str) -> Place:
    """The place that a fault names by positions (`steps.0.prompt`) or by ids (`steps.who.prompt`)."""
    place: list[str] = []
    here: object = text.front
    for part in key.split("."):
        if isinstance(here, list | tuple):
            entries = list(here)
            index = _index(entries, part)
            if index < 0 and part.isdecimal() and int(part) < len(entries):
                index = int(part)
            here = entries[index] if index >= 0 else None
            place.append(_name(here) or part)
        else:
            here = here.get(part) if isinstance(here, Mapping) else None
            place.append(part)
    return tuple(place)


def _entries(text: ExerciseText, place: Place) -> list[object]:
    found = _at(text.front, place)
    return list(found) if isinstance(found, list | tuple) else []


def _table(value: object) -> Table:
    return {str(key): inner for key, inner in value.items()} if isinstance(value, Mapping) else {}


def _name(entry: object) -> str:
    table = _table(entry)
    return next((str(table[key]) for key in NAMES if key in table), "")


def _index(entries: Sequence[object], name: str) -> int:
    return next((index for index, one in enumerate(entries) if _name(one) == name), -1)


def _at(value: object, place: Place) -> object:
    for part in place:
        if isinstance(value, Mapping):
            value = value.get(part)
        elif isinstance(value, list | tuple) and (index := _index(value, part)) >= 0:
            value = value[index]
        else:
            return None
    return value


def _with(table: Table, place: Place, value: object) -> Table:
    """The table with another value at a place. A table that is emptied by it goes too."""
    changed = _changed(table, place, value)
    return _table(changed)


def _changed(before: object, place: Place, value: object) -> object:
    if not place:
        return value
    part, rest = place[0], place[1:]
    if isinstance(before, list | tuple):
        index = _index(before, part)
        if index < 0:
            return list(before)  # somebody else has taken the entry away meanwhile
        return [_changed(one, rest, value) if place_ == index else one for place_, one in enumerate(before)]
    table = _table(before)
    inner = _changed(table.get(part), rest, value)
    if inner is None or (rest and inner == {}):
        return {key: one for key, one in table.items() if key != part}
    return {**table, part: inner}
