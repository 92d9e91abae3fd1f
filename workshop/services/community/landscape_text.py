"""The landscape in words: a line and a row of the table for each community, and what nobody has passed yet."""

from __future__ import annotations

from collections.abc import Sequence

from workshop.base.text import Language, say
from workshop.learning.cases.vocabulary import Vocabulary
from workshop.learning.patterns.coverage import STAGES
from workshop.services.community.landscape import Landscape, Standpoint

COLUMNS = ("letter", "community", "stage", "obstacle", "passed")
MOST_NAMED = 3  # cases named in one cell


def cells(standpoint: Standpoint, obstacles: Vocabulary, language: Language) -> tuple[str, ...]:
    """A community's row."""
    return (
        standpoint.letter,
        standpoint.community,
        say(language, "landscape.stage", stage=standpoint.stage)
        if standpoint.stage
        else say(language, "landscape.no_stage"),
        obstacles.name(standpoint.obstacle, language)
        if standpoint.obstacle
        else say(language, "landscape.no_obstacle"),
        _passed(standpoint, language),
    )


def _passed(standpoint: Standpoint, language: Language) -> str:
    if standpoint.obstacle is None:
        return "–"
    if standpoint.passed:
        return _named(standpoint.passed, language)
    if standpoint.other_stage:
        return say(language, "landscape.other_stage", cases=_named(standpoint.other_stage, language))
    return say(language, "landscape.nobody")


def _named(titles: Sequence[str], language: Language) -> str:
    shown = say(language, "report.semicolon").join(titles[:MOST_NAMED])
    more = len(titles) - MOST_NAMED
    return say(language, "landscape.more", cases=shown, n=more) if more > 0 else shown


def gap_lines(found: Landscape, obstacles: Vocabulary, language: Language) -> tuple[str, ...]:
    """The obstacles at which communities of the room stand and nobody has passed from their stage."""
    return tuple(
        say(
            language,
            _gap(one.stage),
            community=one.community,
            stage=one.stage or "",
            obstacle=obstacles.name(one.obstacle, language),
        )
        for one in found.standpoints
        if one.obstacle is not None and one.is_gap
    )


def _gap(stage: str | None) -> str:
    if stage is None:
        return "landscape.gap_no_stage"
    return "landscape.gap" if stage in STAGES else "landscape.gap_beyond"


def key_text(found: Landscape, language: Language) -> str:
    """Which letter is which community."""
    letters = dict.fromkeys((one.letter, one.community) for one in found.standpoints if one.obstacle)
    named = say(language, "landscape.comma").join(f"{letter} {name}" for letter, name in letters)
    return say(language, "landscape.key", letters=named)


def landscape_text(found: Landscape, obstacles: Vocabulary, language: Language) -> tuple[str, ...]:
    """The picture in words: how many stand on it, then each."""
    everybody = {one.letter for one in found.standpoints}
    standing = {one.letter for one in found.standpoints if one.obstacle is not None}
    lines = [say(language, "landscape.count", n=len(standing), total=len(everybody))]
    joiner = say(language, "landscape.comma")
    lines += [joiner.join(cells(one, obstacles, language)) for one in found.standpoints]
    return tuple(lines)
