"""Controlled vocabularies in which cases and askers are coded: obstacles, assets, moves, settings, roles; and the
weights.

They are content files, so that a facilitator can reword or extend them; a code once used is never deleted but
points to its successor with `replaced_by`. All lists carry one version, which a case names, so that an older case
can be told from a wrong one (see `casebase`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from workshop.base.content import Strict, Words, home, load, row_of
from workshop.base.errors import ContentError, InputError, SeveralErrors, Where
from workshop.base.text import Language
from workshop.learning.cases.weights import Weights

Name = Literal["obstacles", "assets", "moves", "settings", "roles"]
NAMES: tuple[Name, ...] = ("obstacles", "assets", "moves", "settings", "roles")

# The provenance of an entry: the article, another published source, or only our hypothesis.
Basis = Literal["article", "published", "hypothesis"]


# Enough to show how people really say it, and few enough to be read.
Few = Annotated[tuple[str, ...], Field(min_length=2, max_length=4)]


class Phrases(Strict):
    """What people say when they mean this entry, in each language."""

    zh: Few
    en: Few

    def of(self, language: Language) -> tuple[str, ...]:
        """The phrases in `language`."""
        return self.zh if language == "zh" else self.en


class Entry(Strict):
    """One word of a vocabulary. Obstacles also say how to notice them and what has helped."""

    code: str
    name: Words
    definition: Words
    signal: Words | None = None
    remedy: Words | None = None
    basis: tuple[Basis, ...] = ()
    phrases: Phrases
    replaced_by: str | None = None
    group: Words | None = None  # the heading it stands under where a long list is folded


class Vocabulary(Strict):
    """One word list. `id` is its file's name."""

    id: Name
    version: Annotated[int, Field(ge=1)]
    entries: tuple[Entry, ...]

    @property
    def codes(self) -> frozenset[str]:
        """Every code, replaced ones included."""
        return frozenset(entry.code for entry in self.entries)

    @property
    def current(self) -> tuple[Entry, ...]:
        """The entries still offered, in the file's order."""
        return tuple(entry for entry in self.entries if entry.replaced_by is None)

    def entry(self, code: str) -> Entry:
        """The entry of `code`, or its final successor.

        Raises ContentError `vocabulary.unknown_code`, and `vocabulary.replaced_by` if successors run in a circle or
        out of the list (a list that was read from a file has neither).
        """
        by_code = {entry.code: entry for entry in self.entries}
        if code not in by_code:
            raise unknown_code(self, code, Where())
        latest = by_code[code]
        for _ in self.entries:
            if latest.replaced_by is None:
                return latest
            if latest.replaced_by not in by_code:
                break
            latest = by_code[latest.replaced_by]
        raise ContentError(
            "vocabulary.replaced_by", Where(), given=code, successor=by_code[code].replaced_by or ""
        )

    def name(self, code: str, language: Language) -> str:
        """The name of `code` in `language`."""
        return self.entry(code).name.of(language)


@dataclass(frozen=True, eq=False)
class Vocabularies:
    """All word lists and the similarity weights; hashed by identity, so results computed for them can be cached."""

    obstacles: Vocabulary
    assets: Vocabulary
    moves: Vocabulary
    settings: Vocabulary
    roles: Vocabulary
    weights: Weights

    @property
    def version(self) -> int:
        """The version all lists carry."""
        return self.obstacles.version


def load_vocabularies(folder: Path | None = None) -> Vocabularies:
    """The word lists in `folder` (those shipped when None). Raises ContentError, several as SeveralErrors."""
    place = folder if folder is not None else home() / "data" / "vocabularies"
    problems: list[InputError] = []
    read: dict[Name, Vocabulary] = {}
    for name in NAMES:
        try:
            read[name] = load_vocabulary(place / f"{name}.toml")
        except InputError as error:
            problems.extend(each(error))
    try:
        weights = load(place / "weights.toml", Weights)
    except InputError as error:
        problems.extend(each(error))
    else:
        if "settings" in read:
            problems.extend(_setting_problems(weights, read["settings"], place / "weights.toml"))
    problems.extend(_version_problems(read, place))
    if problems:
        raise SeveralErrors(problems) if len(problems) > 1 else problems[0]
    return Vocabularies(
        read["obstacles"], read["assets"], read["moves"], read["settings"], read["roles"], weights
    )


def load_vocabulary(path: Path) -> Vocabulary:
    """One word list: codes unique, successors present and not in a circle. Raises ContentError."""
    vocabulary = load(path, Vocabulary)
    problems = _problems(vocabulary, path)
    if problems:
        raise SeveralErrors(problems) if len(problems) > 1 else problems[0]
    return vocabulary


def options(vocabulary: Vocabulary, language: Language) -> tuple[tuple[str, str, str, str], ...]:
    """What a form offers: code, label, help, group; replaced entries are left out."""
    return tuple(
        (
            entry.code,
            entry.name.of(language),
            entry.definition.of(language),
            entry.group.of(language) if entry.group else "",
        )
        for entry in vocabulary.current
    )


def unknown_code(vocabulary: Vocabulary, code: str, where: Where) -> ContentError:
    """The error for a code in no entry, naming the nearest code in use and all codes in use."""
    known = ", ".join(entry.code for entry in vocabulary.current)
    return ContentError(
        "vocabulary.unknown_code",
        where,
        vocabulary=vocabulary.id,
        given=code,
        nearest=nearest_code(vocabulary, code),
        known=known,
    )


def nearest_code(vocabulary: Vocabulary, given: str) -> str:
    """Fuzzy lookup (difflib ratio): the code in use whose spelling, or whose name in any language, is most similar to
    `given`; "" in an empty list.
    """

    def similarity(entry: Entry) -> float:
        written = (entry.code, entry.name.zh, entry.name.en)
        return max(SequenceMatcher(None, one.lower(), given.strip().lower()).ratio() for one in written)

    best = max(vocabulary.current, key=similarity, default=None)
    return best.code if best is not None else ""


def code_problems(
    vocabulary: Vocabulary, codes: Iterable[str], path: Path, text: str, location: tuple[str | int, ...]
) -> Iterator[InputError]:
    """An error, with the line in `path`, for each of `codes` the vocabulary does not have or has replaced."""
    given = tuple(codes)
    yield from known_problems(vocabulary, given, path, text, location)
    offered = {entry.code for entry in vocabulary.current}
    for code in given:
        if code in vocabulary.codes and code not in offered:
            successor = vocabulary.entry(code).code
            where = _where(path, text, location)
            yield ContentError("vocabulary.replaced_code", where, given=code, successor=successor)


def known_problems(
    vocabulary: Vocabulary, codes: Iterable[str], path: Path, text: str, location: tuple[str | int, ...]
) -> Iterator[InputError]:
    """An error for each of `codes` the vocabulary never had; replaced ones are known."""
    for code in codes:
        if code not in vocabulary.codes:
            yield unknown_code(vocabulary, code, _where(path, text, location))


def _where(path: Path, text: str, location: tuple[str | int, ...]) -> Where:
    return Where(str(path), row=row_of(text, location), key=".".join(str(part) for part in location))


def each(error: InputError) -> tuple[InputError, ...]:
    """The single errors in an error that may hold several."""
    return error.problems if isinstance(error, SeveralErrors) else (error,)


def _problems(vocabulary: Vocabulary, path: Path) -> list[InputError]:
    text = path.read_text(encoding="utf-8")
    problems: list[InputError] = []
    if vocabulary.id != path.stem:
        problems.append(
            ContentError("vocabulary.file_name", Where(str(path), row=1, key="id"), id=vocabulary.id)
        )
    successor = {entry.code: entry.replaced_by for entry in vocabulary.entries}
    seen: set[str] = set()

    def where(position: int) -> Where:
        row = row_of(text, ("entries", position, "code"))
        return Where(str(path), row=row, key=f"entries.{position}")

    for position, entry in enumerate(vocabulary.entries):
        if entry.code in seen:
            problems.append(ContentError("vocabulary.code_twice", where(position), given=entry.code))
        seen.add(entry.code)
        ahead = entry.replaced_by
        if ahead is not None and not _ends(entry.code, successor):
            problems.append(
                ContentError("vocabulary.replaced_by", where(position), given=entry.code, successor=ahead)
            )
    return problems


def _version_problems(read: dict[Name, Vocabulary], place: Path) -> list[InputError]:
    """A case names one version for all lists, so they are raised together."""
    newest = max((vocabulary.version for vocabulary in read.values()), default=0)
    return [
        ContentError(
            "vocabulary.versions",
            Where(str(place / f"{name}.toml"), row=2, key="version"),
            given=vocabulary.version,
            newest=newest,
        )
        for name, vocabulary in read.items()
        if vocabulary.version < newest
    ]


def _ends(code: str, successor: dict[str, str | None]) -> bool:
    """Whether following `replaced_by` from `code` ends at an entry in use (no cycle, no missing code)."""
    current: str | None = code
    for _ in range(len(successor) + 1):
        if current is None:
            return True
        if current not in successor:
            return False
        current = successor[current]
    return False


def _setting_problems(weights: Weights, settings: Vocabulary, path: Path) -> list[InputError]:
    text = path.read_text(encoding="utf-8")
    return [
        problem
        for position, pair in enumerate(weights.settings)
        for problem in code_problems(settings, pair.between, path, text, ("settings", position, "between"))
    ]
