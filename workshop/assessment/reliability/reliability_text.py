"""The reliability coefficients in sentences, shared by the desk, the report and the command line.

What they mean is read first (`…_words`); the coefficients (`…_figures`) stand under "more" and in the appendix, never
without their number of people and what they mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from workshop.assessment.reliability.reliability_summary import ReliabilitySummary
from workshop.assessment.reliability.roles import RoleDifference
from workshop.assessment.rubric.rubric import Rubric
from workshop.assessment.scoring.scoring import CommunityResult, DimensionResult, RoleGap
from workshop.base.text import Language, say
from workshop.model.privacy import MIN_GROUP

RoleName = Callable[[str], str]  # a role's code to its name in the reader's language


def reliability_sentences(reliability_summary: ReliabilitySummary, language: Language) -> tuple[str, ...]:
    """Who rated what, and every available coefficient with its meaning; the cautions last."""
    return (
        _who(reliability_summary, language),
        *reliability_figures(reliability_summary, language),
        *_needed(reliability_summary, language),
        *_cautions(reliability_summary, language),
    )


def reliability_words(reliability_summary: ReliabilitySummary, language: Language) -> tuple[str, ...]:
    """Who rated what, and what that can be used for, without a coefficient; the cautions last."""
    meant = _meant(reliability_summary, language)
    stories = meant.pop("alpha_vignettes", None)
    told = (say(language, "agreement.on_stories", meaning=stories),) if stories else ()
    return (
        _who(reliability_summary, language),
        *meant.values(),
        *told,
        *_needed(reliability_summary, language),
        *_cautions(reliability_summary, language),
    )


def reliability_figures(reliability_summary: ReliabilitySummary, language: Language) -> tuple[str, ...]:
    """Every available coefficient with its meaning."""
    return tuple(_coefficients(reliability_summary, language))


def _who(reliability_summary: ReliabilitySummary, language: Language) -> str:
    raters, communities = reliability_summary.raters, reliability_summary.communities
    return say(language, "agreement.who", raters=raters, communities=communities)


def _cautions(reliability_summary: ReliabilitySummary, language: Language) -> tuple[str, ...]:
    return tuple(say(language, f"agreement.caution.{code}") for code in reliability_summary.cautions)


def _needed(reliability_summary: ReliabilitySummary, language: Language) -> tuple[str, ...]:
    """How many raters a steady mean takes. A figure of one or two is no advice: from so few, no difference between roles
    could be seen.
    """
    needed = reliability_summary.raters_needed
    if needed is None:
        return ()
    if needed < MIN_GROUP:
        return (say(language, "agreement.raters_needed_few", n=MIN_GROUP),)
    return (say(language, "agreement.raters_needed", n=needed),)


def _meant(reliability_summary: ReliabilitySummary, language: Language) -> dict[str, str]:
    return {name: say(language, f"agreement.{code}") for name, code in reliability_summary.readings.items()}


def _coefficients(reliability_summary: ReliabilitySummary, language: Language) -> Iterator[str]:
    meant = _meant(reliability_summary, language)
    if reliability_summary.icc1 is not None:
        yield say(language, "agreement.icc1", value=f"{reliability_summary.icc1:.2f}", meaning=meant["icc1"])
    if reliability_summary.icck is not None and reliability_summary.k0 is not None:
        yield say(
            language,
            "agreement.icck",
            value=f"{reliability_summary.icck:.2f}",
            k=f"{reliability_summary.k0:.1f}",
            meaning=meant["icck"],
        )
    if reliability_summary.alpha_ordinal is not None:
        value = f"{reliability_summary.alpha_ordinal:.2f}"
        yield say(
            language,
            "agreement.alpha",
            value=value,
            n=reliability_summary.alpha_units,
            meaning=meant["alpha_ordinal"],
        )
    if reliability_summary.alpha_vignettes is not None:
        value = f"{reliability_summary.alpha_vignettes:.2f}"
        yield say(
            language,
            "agreement.alpha_vignettes",
            value=value,
            n=reliability_summary.alpha_vignette_units,
            meaning=meant["alpha_vignettes"],
        )


def dimension_words(result: CommunityResult, rubric: Rubric, language: Language) -> tuple[str, ...]:
    """One sentence a dimension, in the detail that the number of people who know it allows; no coefficient."""
    joiner = say(language, "agreement.joiner")
    return tuple(
        _of_dimension(one.id, joiner.join(_parts(one, language)), rubric, language)
        for one in result.dimensions
    )


def dimension_figures(result: CommunityResult, rubric: Rubric, language: Language) -> tuple[str, ...]:
    """r_wg and average deviation of each dimension that has them, beside what chance gives."""
    return tuple(
        _of_dimension(one.id, text, rubric, language)
        for one in result.dimensions
        for text in _agreement(one, language)
    )


def _of_dimension(id: str, text: str, rubric: Rubric, language: Language) -> str:
    return say(language, "agreement.dimension", name=rubric.dimension(id).name.of(language), text=text)


def _parts(dimension_result: DimensionResult, language: Language) -> Iterator[str]:
    known = len(dimension_result.levels)
    if known:
        yield say(language, "agreement.levels", n=known, levels=" ".join(map(str, dimension_result.levels)))
    if dimension_result.median is not None and known >= 3:
        yield say(language, "agreement.middle", level=dimension_result.median)
    if dimension_result.discuss:
        yield say(language, "agreement.discuss")
    if dimension_result.camps is not None:
        low, high = (" ".join(map(str, side)) for side in dimension_result.camps)
        yield say(language, "agreement.camps", low=low, high=high)
    if dimension_result.unknown:
        yield say(language, "agreement.unknown", n=dimension_result.unknown)


def _agreement(dimension_result: DimensionResult, language: Language) -> Iterator[str]:
    if (
        dimension_result.rwg is not None
        and dimension_result.average_deviation is not None
        and dimension_result.rwg_chance is not None
    ):
        yield say(
            language,
            "agreement.rwg",
            value=f"{dimension_result.rwg:.2f}",
            deviation=f"{dimension_result.average_deviation:.2f}",
            percent=f"{dimension_result.rwg_chance * 100:.1f}",
            n=len(dimension_result.levels),
        )


def gap_sentence(gap: RoleGap, rubric: Rubric, language: Language, role_name: RoleName) -> str:
    """How two roles see one dimension of their community."""
    return say(
        language,
        "agreement.gap",
        name=dimension_name(rubric, gap.dimension, language),
        high=role_name(gap.high),
        high_level=_level(gap.high_level),
        low=role_name(gap.low),
        low_level=_level(gap.low_level),
    )


def dimension_name(rubric: Rubric, id: str, language: Language) -> str:
    """`D9 Rules and deliberation`."""
    return f"{id} {rubric.dimension(id).name.of(language)}"


def _level(level: float) -> str:
    """A role's level, which may lie between two: `1`, `1.5`, `0.67`."""
    return f"{level:.2f}".rstrip("0").rstrip(".")


def role_sentence(
    role_difference: RoleDifference, rubric: Rubric, language: Language, role_name: RoleName
) -> str:
    """How two roles differ over the communities that have both; a p only where it may be given."""
    higher, lower = (
        (role_difference.one, role_difference.other)
        if role_difference.mean >= 0
        else (role_difference.other, role_difference.one)
    )
    if role_difference.n < MIN_GROUP:
        sentence = _counted(role_difference, higher, lower, language, role_name)
    else:
        sentence = say(
            language,
            "agreement.role.difference" if role_difference.mean else "agreement.role.same",
            high=role_name(higher),
            low=role_name(lower),
            levels=f"{abs(role_difference.mean):.2f}",
            n=role_difference.n,
        )
    if role_difference.dimension is not None:
        name = rubric.dimension(role_difference.dimension).name.of(language)
        sentence = say(language, "agreement.dimension", name=name, text=sentence)
    drawn = "agreement.role.p" if role_difference.exact else "agreement.role.p_drawn"
    significance = (
        say(language, f"agreement.role.{role_difference.why}")
        if role_difference.p is None
        else say(language, drawn, p=f"{role_difference.p:.3f}")
    )
    return say(language, "agreement.role.whole", said=sentence, luck=significance)


def _counted(
    role_difference: RoleDifference, higher: str, lower: str, language: Language, role_name: RoleName
) -> str:
    """Of fewer than five communities a mean would say more than they do: in how many which role sees it higher."""
    sign = 1 if higher == role_difference.one else -1
    gaps = [sign * gap for _, gap in role_difference.by_community]
    return say(
        language,
        "agreement.role.counted",
        n=role_difference.n,
        high=role_name(higher),
        low=role_name(lower),
        more=sum(gap > 0 for gap in gaps),
        less=sum(gap < 0 for gap in gaps),
        same=sum(gap == 0 for gap in gaps),
    )
