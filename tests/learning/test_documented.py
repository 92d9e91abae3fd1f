"""The pages on patterns and statements: their examples, redone by the program."""

from __future__ import annotations

import re

import pytest

from tests.learning.made import ROOT, WORDS, case
from tests.learning.made_votes import NAN, votes
from workshop.base.text import Language, say
from workshop.learning.patterns.pattern_text import table_sentences
from workshop.learning.patterns.patterns import count_patterns, jeffreys
from workshop.learning.statements.statement_text import room_sentences
from workshop.learning.statements.statements import StatementVerdict, group_consensus, tally
from workshop.model.case import Case, Move, Outcome

PAGES: list[tuple[str, Language]] = [(".md", "en"), (".zh.md", "zh")]
DOORS = "O10"


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def table(text: str, first: str) -> list[list[str]]:
    """The rows of the table whose header begins with `first`, without the header."""
    lines = text[text.index(f"| {first} |") :].splitlines()
    rows = lines[2 : next(n for n, line in enumerate(lines) if not line)]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def quoted(text: str) -> list[str]:
    return re.findall(r"```\n(.*?)\n```", text, re.DOTALL)[0].splitlines()


def example_cases(text: str, language: Language) -> list[Case]:
    moves = {entry.name.of(language): entry.code for entry in WORDS.moves.current}
    outcomes = {say(language, f"learning.outcome.{outcome}"): outcome for outcome in Outcome}
    first = {"zh": "案例", "en": "case"}[language]
    return [
        case(
            f"c{number}",
            title=name,
            place=place,
            obstacles=(DOORS,),
            outcomes=((DOORS, outcomes[outcome]),),
            moves=(Move(moves[move], "m", against=(DOORS,), lead=True),),
        )
        for number, (name, place, move, outcome) in enumerate(table(text, first))
    ]


@pytest.mark.parametrize(("ending", "language"), PAGES)
def test_the_page_on_patterns_quotes_what_the_program_says(ending: str, language: Language) -> None:
    text = page(f"patterns{ending}")
    base = example_cases(text, language)
    found = count_patterns(base)
    titles = {told.id: told.title for told in base}
    said = [line.strip() for line in table_sentences(found, titles, WORDS, language)]
    assert [line for line in quoted(text) if line not in said] == []
    play = next(row for row in found.rows if row.move == "mixed_play")
    assert (play.tried.known, play.interval90) == (4, None)
    for passed, n in ((4, 5), (3, 3), (5, 6), (9, 12)):
        low, high = jeffreys(passed, n) or (0.0, 0.0)
        assert f"{low:.2f}" in text
        assert f"{high:.2f}".rstrip("0").rstrip(".") in text


@pytest.mark.parametrize(("ending", "language"), PAGES)
def test_the_page_on_statements_quotes_what_the_program_says(ending: str, language: Language) -> None:
    text = page(f"statements{ending}")
    first = {"zh": "谁", "en": "person"}[language]
    head = next(line for line in text.splitlines() if line.startswith(f"| {first} |"))
    names = [cell.strip() for cell in head.strip("|").split("|")][1:-1]
    rows = table(text, first)
    value = {"+": 1.0, "−": -1.0, "0": 0.0, "": NAN}
    room = votes([[value[cell] for cell in row[1:-1]] for row in rows])
    counts = tally(room)
    texts = dict(zip(room.statements, names, strict=True))
    assert list(room_sentences(counts, room.people, texts, language)) == quoted(text)
    assert [one.verdict for one in counts] == [
        StatementVerdict.AGREED,
        StatementVerdict.SPLIT,
        StatementVerdict.SPLIT,
        StatementVerdict.UNSURE,
    ]
    across = group_consensus(room, [ord(row[-1]) for row in rows])
    assert f"**{across[0]:.3f}**" in text
    assert f"**{across[2]:.3f}**" in text


@pytest.mark.parametrize("name", ["patterns", "statements"])
def test_both_languages_have_the_same_parts(name: str) -> None:
    shapes = [
        [
            line.split(" ")[0] if line[0] == "#" else line[0]
            for line in page(f"{name}{ending}").splitlines()
            if line[:1] in ("#", "|")
        ]
        for ending, _ in PAGES
    ]
    assert shapes[0] == shapes[1]
