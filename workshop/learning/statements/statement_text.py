"""Statements in sentences: what a room agrees on with its n, each statement's counts, and groups or why there are none.

Below five people nothing is counted: a count would point at a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from workshop.base.text import Language, say
from workshop.learning.statements.statement_groups import LEAST_VOTERS, OpinionGroup, Opinions
from workshop.learning.statements.statements import StatementVerdict, Tally, agreed
from workshop.model.privacy import MIN_GROUP

Texts = Mapping[str, str]  # statement -> what it says
MOST_STATED = 3  # statements named for a group, or across groups


def room_sentences(
    tallies: Sequence[Tally], people: int, texts: Texts, language: Language
) -> tuple[str, ...]:
    """What the room agrees on, or that too few have answered to say."""
    if not people:
        return (say(language, "statements.nobody"),)
    if people < MIN_GROUP:
        return (say(language, "statements.too_few_people", n=people),)
    agreements = agreed(tallies)
    head = say(language, "statements.agreed" if agreements else "statements.none_agreed")
    return (
        say(language, "statements.people", n=people),
        head,
        *(tally_sentence(each, texts, language) for each in agreements),
    )


def tally_sentence(tally: Tally, texts: Texts, language: Language) -> str:
    """One statement with its counts, or that too few answered it."""
    text = texts.get(tally.statement, tally.statement)
    if tally.verdict is StatementVerdict.TOO_FEW:
        return say(language, "statements.line_few", text=text, n=tally.n)
    return say(
        language,
        "statements.line",
        text=text,
        n=tally.n,
        agree=tally.agree,
        disagree=tally.disagree,
        passed=tally.passed,
    )


def opinion_sentences(opinions: Opinions, texts: Texts, language: Language) -> tuple[str, ...]:
    """The groups in words, or why there are none."""
    if opinions.why_not is not None:
        least = MIN_GROUP if opinions.why_not == "small_group" else LEAST_VOTERS
        return (say(language, f"statements.why_not.{opinions.why_not}", n=opinions.voters, least=least),)
    lines = [
        say(language, "statements.groups", n=opinions.voters, groups=len(opinions.groups)),
        say(language, "statements.near"),
    ]
    for place, group in enumerate(opinions.groups):
        name = group_name(place, language)
        lines.append(say(language, "statements.group_words", name=name, n=group.people))
        lines += _apart(place, opinions.groups, texts, language)
    return (*lines, *_together(opinions, texts, language))


def group_name(place: int, language: Language) -> str:
    """The name of a group: its mark in the scatter plot, which ranks nobody."""
    return say(language, f"statements.group.{place}")


def _apart(place: int, groups: Sequence[OpinionGroup], texts: Texts, language: Language) -> Iterator[str]:
    """What sets a group apart: statements it agrees with more than the others do, the largest difference first."""
    rows = []
    for column, own in enumerate(groups[place].tallies):
        others = [group.tallies[column] for at, group in enumerate(groups) if at != place]
        agree, n = sum(one.agree for one in others), sum(one.n for one in others)
        if own.n >= MIN_GROUP and n >= MIN_GROUP:
            rows.append((own.agree / own.n - agree / n, column, own, agree, n))
    more = [row for row in rows if row[0] > 0]
    for _, _, own, agree, n in sorted(more, key=lambda row: (-row[0], row[1]))[:MOST_STATED]:
        sentence = say(
            language,
            "statements.group_line",
            text=texts.get(own.statement, own.statement),
            inside=own.agree,
            inside_n=own.n,
            outside=agree,
            outside_n=n,
        )
        yield f"  {sentence}"


def _together(opinions: Opinions, texts: Texts, language: Language) -> Iterator[str]:
    """The statements with the highest group-aware consensus, where more than half of every group agrees."""
    columns = sorted(range(len(opinions.consensus)), key=lambda column: (-opinions.consensus[column], column))
    fitting = [
        column
        for column in columns
        if all(
            2 * one.agree > one.n >= MIN_GROUP for one in (group.tallies[column] for group in opinions.groups)
        )
    ][:MOST_STATED]
    yield say(language, "statements.across" if fitting else "statements.across_none")
    for column in fitting:
        parts = say(language, "statements.comma").join(
            say(
                language,
                "statements.across_part",
                name=group_name(place, language),
                n=group.tallies[column].n,
                agree=group.tallies[column].agree,
            )
            for place, group in enumerate(opinions.groups)
        )
        statement = opinions.groups[0].tallies[column].statement
        sentence = say(language, "statements.across_line", text=texts.get(statement, statement), parts=parts)
        yield f"  {sentence}"
