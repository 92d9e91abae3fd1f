"""The stage–vitality plane in words, for whoever does not see the picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from workshop.assessment.position import HALVES, Position
from workshop.assessment.rubric import STAGES, Rubric
from workshop.text import Language, say


def plane_words(
    places: Sequence[Position], rubric: Rubric, language: Language, least: int, own: str = ""
) -> str:
    """The plane in words: how many communities at each place, and where one's own stands."""
    if sum(one.raters for one in places) < least:
        return say(language, "pictures.too_few", least=least)
    together = Counter((one.stage, one.vitality) for one in places)
    lines = [say(language, "pictures.plane.title", n=len(places))]
    for (stage, vitality), n in sorted(together.items(), key=lambda each: str(each[0])):
        where = place_words(stage, vitality, rubric, language)
        lines.append(say(language, "pictures.plane.count", where=where, n=n))
    lines += [
        say(language, "pictures.plane.own_line", where=place_words(one.stage, one.vitality, rubric, language))
        for one in places
        if one.community == own
    ]
    return "\n".join(lines)


def place_words(stage: int | None, vitality: int | None, rubric: Rubric, language: Language) -> str:
    """A place on both axes in words."""
    unknown = say(language, "assessment.unknown")
    level = unknown if vitality is None else say(language, "assessment.level", level=vitality // HALVES)
    return say(language, "pictures.plane.place", stage=stage_words(stage, rubric, language), level=level)


def stage_words(step: int | None, rubric: Rubric, language: Language) -> str:
    """A place on the stage axis in words."""
    if step is None:
        return say(language, "assessment.unknown")
    stage = STAGES[step // HALVES]
    if step % HALVES:
        return say(language, "assessment.between", low=stage, high=STAGES[step // HALVES + 1])
    return say(language, "assessment.stage", stage=stage, name=rubric.stages[stage].of(language))
