"""Every sentence exists in every language, nothing is said outside the catalogues, nothing in them is unused."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from workshop.base.errors import InputError, SetupError, SeveralErrors, Where
from workshop.base.text import FOLDER, LANGUAGES, Language, catalogue, explain, read_catalogue, say
from workshop.store.schema import metadata

PACKAGE = FOLDER.parent
AREAS = {path.stem for language in LANGUAGES for path in (FOLDER / language).glob("*.po")}
PREFIXES = {key.split(".")[0] for language in LANGUAGES for key in catalogue(language)}
PLACEHOLDER = re.compile(r"\{(\w+)\}")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
KEY = re.compile(r"[a-z][a-z_]*(?:\.[A-Za-z0-9_-]+)+")


def sources() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def strings(path: Path) -> Iterator[str]:
    """Whole string constants of a module, docstrings left out; f-strings as their first constant part plus `*`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    inside: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            inside.update(id(part) for part in node.values)
            first = node.values[0] if node.values else None
            if isinstance(first, ast.Constant):
                yield f"{first.value}*"
        elif (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in documentation
            and id(node) not in inside
        ):
            yield node.value


def used() -> tuple[set[str], set[str]]:
    """Keys named in full, and beginnings of keys that are put together."""
    whole: set[str] = set()
    beginnings: set[str] = set()
    for path in sources():
        for text in strings(path):
            if text.endswith("*") and "." in text:
                beginnings.add(text[:-1])
            else:
                whole.add(text)
    for page in PACKAGE.rglob("*.html"):
        for found in re.findall(r"""["']([a-z_]+\.[\w.-]+)["']""", page.read_text(encoding="utf-8")):
            (beginnings if found.endswith(".") else whole).add(found)
    return whole, beginnings


def test_every_language_has_the_same_sentences() -> None:
    first, *others = LANGUAGES
    for other in others:
        assert set(catalogue(first)) == set(catalogue(other))


def test_no_sentence_stands_in_two_catalogues() -> None:
    """Of two the later file's would be said, with gaps that nobody fills."""
    for language in LANGUAGES:
        keys = [
            key
            for path in (FOLDER / language).glob("*.po")
            for key in read_catalogue(path.read_text(encoding="utf-8"))
        ]
        assert sorted(keys) == sorted(set(keys))


def test_the_same_sentence_has_the_same_gaps_in_every_language() -> None:
    different = {
        key
        for key in catalogue("zh")
        if {frozenset(PLACEHOLDER.findall(form)) for form in catalogue("zh")[key]}
        != {frozenset(PLACEHOLDER.findall(catalogue("en")[key][-1]))}
    }
    assert different == set()


def test_no_sentence_is_empty() -> None:
    empty = [
        (language, key)
        for language in LANGUAGES
        for key, forms in catalogue(language).items()
        if not all(forms)
    ]
    assert empty == []


def _known(text: str) -> bool:
    """A key, a code that becomes one (`network.small` is said as `network.caution.small`), or a column of a table."""
    area, _, name = text.partition(".")
    if area in metadata.tables and name in metadata.tables[area].columns:
        return True
    return any(
        key in (text, f"errors.{text}") or (key.startswith(f"{area}.") and key.endswith(f".{name}"))
        for key in catalogue("zh")
    )


def test_every_sentence_the_code_asks_for_exists() -> None:
    whole, _ = used()
    missing = {
        text for text in whole if KEY.fullmatch(text) and text.split(".")[0] in PREFIXES and not _known(text)
    }
    # Dotted names that are not sentences: file names and columns.
    assert {
        text for text in missing if not re.search(r"\.(csv|xlsx|docx|json|zip|py|css|js|html|toml|po)$", text)
    } == set()


def test_every_error_has_a_sentence() -> None:
    raised: set[str] = set()
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if (
                    name.endswith("Error")
                    and isinstance(node.args[0].value, str)
                    and "." in node.args[0].value
                ):
                    raised.add(node.args[0].value)
    assert len(raised) > 30  # the scan itself works
    assert {code for code in raised if f"errors.{code}" not in catalogue("zh")} == set()


def test_no_sentence_is_left_over() -> None:
    whole, beginnings = used()
    codes = {f"errors.{text}" for text in whole}
    unused = {
        key
        for key in catalogue("zh")
        if key not in whole
        and key not in codes
        and not any(
            key.startswith(start) or key.removeprefix("errors.").startswith(start) for start in beginnings
        )
    }
    assert unused == set()


# What foreign files call their columns is data, not something said to a reader.
MAY_HOLD_CHINESE = {
    "network/graph/relation_stance.py",
    "network/io/words.py",
    "network/io/table_words.py",
    "assessment/tables/words.py",
    "learning/matching/room_table.py",
    "services/seats/roster.py",
    "exercises/exercise.py",
    "exercises/columns.py",  # days as people write them
    "model/names.py",  # what stands between two names
    "model/money.py",  # sums as people write them
    "services/community/ladders.py",  # dates as people write them
    "services/community/grants.py",  # how a budget says that nobody lays money out
    "model/community/groups.py",  # months as people write them
}


def test_nothing_is_said_outside_the_catalogues() -> None:
    said = [
        (str(path.relative_to(PACKAGE)), text)
        for path in sources()
        if str(path.relative_to(PACKAGE)) not in MAY_HOLD_CHINESE
        for text in strings(path)
        if CHINESE.search(text)
    ]
    assert said == []


def test_a_missing_sentence_is_an_error_not_a_blank() -> None:
    with pytest.raises(SetupError):
        say("zh", "nothing.here")


def test_an_error_says_what_where_and_how_to_mend() -> None:
    error = InputError("content.toml", Where("a.toml", row=3), detail="x")
    assert explain("zh", error).startswith("文件 a.toml，第 3 行：")
    assert explain("en", error).startswith("file a.toml, row 3: ")


def test_several_errors_are_a_line_each() -> None:
    several = SeveralErrors([InputError("join.consent"), InputError("join.role")])
    assert len(explain("en", several).splitlines()) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_catalogues_are_read_as_babel_reads_them(language: Language) -> None:
    expected: dict[str, tuple[str, ...]] = {}
    for path in sorted((FOLDER / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if isinstance(message.id, str) and message.id:
                    expected[message.id] = (str(message.string),)
                elif message.id:
                    expected[message.id[0]] = tuple(str(form) for form in message.string or ())
    assert catalogue(language) == expected


def test_every_mark_in_a_catalogue_is_read_as_babel_reads_it() -> None:
    text = r"""# a comment, msgid "no.key"
msgid ""
msgstr "Language: en\n"

msgid "a.marks"
msgstr ""
"first \"quoted\" \\ back\tslash\n"
"second"

msgid "a.empty"
msgstr ""

msgid "a.plural"
msgid_plural "a.plural"
msgstr[0] "{n} person"
msgstr[1] "{n} people"
"""
    assert read_catalogue(text) == {
        "a.marks": ('first "quoted" \\ back\tslash\nsecond',),
        "a.empty": ("",),
        "a.plural": ("{n} person", "{n} people"),
    }
