"""Where a community stands, and what must be known of the result, in words: one place for every surface.

While too few stage dimensions are known there is no stage. Then the words say so, and what is missing.
"""

from __future__ import annotations

from collections.abc import Container

from workshop.assessment.rubric.rubric import Rubric, Stage
from workshop.assessment.scoring.scoring import CommunityResult, fewest_known
from workshop.base.text import Language, say

TOO_FEW_KNOWN = "too_few_known"
FEW_RATERS = "few_raters"


def stage_name(rubric: Rubric, stage: Stage, language: Language) -> str:
    """`2.0 acting for others`."""
    return say(language, "assessment.stage", stage=stage, name=rubric.stages[stage].of(language))


def place_of(result: CommunityResult, rubric: Rubric, language: Language) -> str:
    """`1.0 budding`, `between 1.0 and 2.0`, or that it cannot be told yet."""
    if result.stage is None:
        return say(language, "assessment.not_yet")
    if result.between is not None:
        return say(language, "assessment.between", low=result.stage, high=result.between)
    return stage_name(rubric, result.stage, language)


def share_sentence(result: CommunityResult, language: Language) -> str:
    """How many of the known dimensions stand at the stage, and of how few people's answers; "" without a stage.

    A count, never a share: seven dimensions are too few for "86 %", and one person's answers are no community.
    """
    if result.share_at_stage is None:
        return ""
    known = result.asked - len(result.missing)
    met = round(result.share_at_stage * known)
    if FEW_RATERS not in result.cautions:
        return say(language, "assessment.share", met=met, known=known)
    raters = min(result.raters, sum(n for _, n in result.roles))
    return say(language, "assessment.share_of_few", n=raters, met=met, known=known)


def caution_sentences(
    result: CommunityResult, rubric: Rubric, language: Language, without: Container[str] = ()
) -> tuple[str, ...]:
    """What must be known of a result, a sentence each; `without` those a surface says otherwise."""
    return tuple(
        _missing(result, rubric, language)
        if code == TOO_FEW_KNOWN
        else say(language, f"assessment.caution.{code}")
        for code in result.cautions
        if code not in without
    )


def _missing(result: CommunityResult, rubric: Rubric, language: Language) -> str:
    names = say(language, "assess.comma").join(
        f"{missing} {rubric.dimension(missing).name.of(language)}" for missing in result.missing
    )
    return say(
        language,
        "assessment.caution.too_few_known",
        known=result.asked - len(result.missing),
        asked=result.asked,
        least=fewest_known(result.asked),
        names=names,
    )
