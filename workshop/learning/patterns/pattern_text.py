"""The pattern table, the patterns and the worksheet in sentences, shared by every user interface.

Below forty cases of an obstacle there are only counts and names; only a tested pattern gets a rate.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from workshop.base.text import Language, say
from workshop.learning.cases.vocabulary import Vocabularies
from workshop.learning.patterns.concepts import Concept, Trait
from workshop.learning.patterns.coverage import CoverageTable
from workshop.learning.patterns.pattern_status import Standing
from workshop.learning.patterns.patterns import (
    LEAST_TO_COMPARE,
    STRONG_PASSED,
    Outcomes,
    PatternRow,
    PatternTable,
)

Names = Mapping[str, str]  # case id -> title
MOST_SHARED = 10  # lines of the worksheet; nobody reads a longer list


def table_sentences(
    table: PatternTable, titles: Names, vocabularies: Vocabularies, language: Language
) -> tuple[str, ...]:
    """The whole table, obstacle by obstacle, with the null beside it."""
    obstacles, moves = vocabularies.obstacles, vocabularies.moves
    lines = [say(language, "patterns.cases", n=table.cases), *null_sentences(table, vocabularies, language)]
    for code, rows in groupby(table.rows, key=lambda row: row.obstacle):
        for position, row in enumerate(rows):
            if position == 0:
                name = obstacles.name(code, language)
                lines += ["", say(language, "patterns.obstacle", name=name, n=row.n)]
            lines += (
                f"  {line}" for line in row_sentences(row, moves.name(row.move, language), titles, language)
            )
            if row.comparison is not None:
                lines.append(f"    {chance_sentence(row, table, language)}")
    return tuple(lines)


def null_sentences(table: PatternTable, vocabularies: Vocabularies, language: Language) -> tuple[str, str]:
    """What the null model shows, and which obstacles have enough cases to be compared at all."""
    null = table.null
    names = (vocabularies.obstacles.name(code, language) for code in table.compared)
    joined = say(language, "patterns.comma").join(names)
    return (
        say(
            language,
            "patterns.null" if null.rows or null.mean_rows >= 0.05 else "patterns.null_none",
            n=null.rows,
            shuffles=null.shuffles,
            mean=f"{null.mean_rows:.1f}",
            passed=STRONG_PASSED,
        ),
        say(language, "patterns.some_compared", least=LEAST_TO_COMPARE, names=joined)
        if table.compared
        else say(language, "patterns.too_few", least=LEAST_TO_COMPARE),
    )


def row_sentences(row: PatternRow, move: str, titles: Names, language: Language) -> Iterator[str]:
    """Counts and names; the comparison only where there is one."""
    tried, without = row.tried, row.without
    sentence = outcome_names(tried, titles, language)
    yield say(language, "patterns.row", move=move, n=tried.all, told=sentence)
    if row.comparison is not None and row.interval90 is not None:
        low, high = row.interval90
        sentence = say(
            language,
            "patterns.compared",
            known=tried.known,
            passed=len(tried.passed),
            low=round(100 * low),
            high=round(100 * high),
            others=without.known,
            without=len(without.passed),
        )
        yield f"  {sentence}"


def chance_sentence(row: PatternRow, table: PatternTable, language: Language) -> str:
    """Whether a compared row beats chance."""
    if row.beyond_chance:
        return say(language, "patterns.beyond", shuffles=table.null.shuffles)
    return say(language, "patterns.not_beyond")


def outcome_names(outcomes: Outcomes, titles: Names, language: Language) -> str:
    """Who passed and who did not, by title."""
    groups = (
        ("passed", outcomes.passed),
        ("partly", outcomes.partly),
        ("failed", outcomes.failed),
        ("open", outcomes.open),
    )
    return say(language, "patterns.coverage.semicolon").join(
        say(
            language,
            f"patterns.names.{name}",
            n=len(ids),
            names=say(language, "patterns.comma").join(titles.get(case, case) for case in ids),
        )
        for name, ids in groups
        if ids
    )


def standing_sentences(standing: Standing, name: str, language: Language) -> tuple[str, ...]:
    """A written pattern's status, its rate if one may be given, and what is missing for the next status."""
    lines = [
        say(
            language,
            "patterns.standing",
            name=name,
            status=status_name(standing, language),
            supports=len(standing.supports),
            partial=len(standing.partial),
            contradicts=len(standing.contradicts),
            organisations=standing.organisations,
            tried=standing.tried,
        )
    ]
    if standing.rate is not None:
        rate = standing.rate
        lines.append(
            say(
                language,
                "patterns.rate",
                tried=rate.tried,
                passed=rate.passed,
                low=round(100 * rate.low),
                high=round(100 * rate.high),
            )
        )
    if standing.lacking:
        missing = (say(language, f"patterns.lack.{lack}") for lack in standing.lacking)
        lines.append(say(language, "patterns.lacking", what=say(language, "patterns.comma").join(missing)))
    return tuple(lines)


def status_name(standing: Standing, language: Language) -> str:
    """The name of its status."""
    return say(language, f"patterns.status.{standing.status}")


def coverage_sentence(coverage_table: CoverageTable, language: Language) -> str:
    """In how many cells of the coverage table no case passed."""
    return say(
        language, "patterns.coverage.gaps", n=len(coverage_table.gaps), total=len(coverage_table.cells)
    )


def worksheet_sentences(
    concepts: Sequence[Concept], titles: Names, vocabularies: Vocabularies, language: Language
) -> tuple[str, ...]:
    """The worksheet under a heading that says it is no finding; the first ten concepts, and how many more there are."""
    # Titles and names hold commas themselves.
    semicolon = say(language, "patterns.coverage.semicolon")
    lines = [
        say(
            language,
            "patterns.shared",
            n=len(concept.cases),
            names=semicolon.join(titles.get(case, case) for case in concept.cases),
            traits=semicolon.join(trait_name(trait, vocabularies, language) for trait in concept.traits),
        )
        for concept in concepts[:MOST_SHARED]
    ]
    if len(concepts) > MOST_SHARED:
        lines.append(say(language, "patterns.more_shared", n=len(concepts) - MOST_SHARED))
    return (say(language, "patterns.worksheet"), *(lines or [say(language, "patterns.nothing_shared")]))


def trait_name(trait: Trait, vocabularies: Vocabularies, language: Language) -> str:
    """A trait in words."""
    lists = {
        "obstacle": vocabularies.obstacles,
        "asset": vocabularies.assets,
        "move": vocabularies.moves,
        "setting": vocabularies.settings,
    }
    name = lists[trait.kind].name(trait.code, language) if trait.kind in lists else trait.code
    return say(language, f"patterns.trait.{trait.kind}", name=name)
