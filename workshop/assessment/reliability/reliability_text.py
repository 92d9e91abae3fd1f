"""What the figures of several raters mean, in sentences: for the desk, the report and the command line alike.

A coefficient is never shown without how many people stand behind it and what it means in plain words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from workshop.assessment.reliability.reliability_summary import Across
from workshop.assessment.reliability.roles import RoleDifference
from workshop.assessment.rubric.rubric import Rubric
from workshop.assessment.scoring.scoring import CommunityResult, DimensionResult
from workshop.base.text import Language, say

RoleName = Callable[[str], str]  # a role's code to its name in the reader's language


def across_sentences(found: Across, language: Language) -> tuple[str, ...]:
    """Who rated what, and every coefficient there is with its meaning; the cautions last."""
    return (
        say(language, "agreement.who", raters=found.raters, communities=found.communities),
        *_coefficients(found, language),
        *(say(language, f"agreement.caution.{code}") for code in found.cautions),
    )


def _coefficients(found: Across, language: Language) -> Iterator[str]:
    meant = {name: say(language, f"agreement.{code}") for name, code in found.readings.items()}
    if found.icc1 is not None:
        yield say(language, "agreement.icc1", value=f"{found.icc1:.2f}", meaning=meant["icc1"])
    if found.icck is not None and found.k0 is not None:
        yield say(
            language, "agreement.icck", value=f"{found.icck:.2f}", k=f"{found.k0:.1f}", meaning=meant["icck"]
        )
    if found.raters_needed is not None:
        yield say(language, "agreement.raters_needed", n=found.raters_needed)
    if found.alpha_ordinal is not None:
        value = f"{found.alpha_ordinal:.2f}"
        yield say(
            language, "agreement.alpha", value=value, n=found.alpha_units, meaning=meant["alpha_ordinal"]
        )
    if found.alpha_vignettes is not None:
        value = f"{found.alpha_vignettes:.2f}"
        yield say(
            language,
            "agreement.alpha_vignettes",
            value=value,
            n=found.alpha_vignette_units,
            meaning=meant["alpha_vignettes"],
        )


def dimension_sentences(result: CommunityResult, rubric: Rubric, language: Language) -> tuple[str, ...]:
    """One sentence a dimension, as much as the number of people who know it allows."""
    return tuple(
        say(
            language,
            "agreement.dimension",
            name=rubric.dimension(one.id).name.of(language),
            text=say(language, "agreement.joiner").join(_parts(one, language)),
        )
        for one in result.dimensions
    )


def _parts(one: DimensionResult, language: Language) -> Iterator[str]:
    known = len(one.levels)
    if known:
        yield say(language, "agreement.levels", n=known, levels=" ".join(map(str, one.levels)))
    if one.median is not None and known >= 3:
        yield say(language, "agreement.middle", level=one.median)
    if one.discuss:
        yield say(language, "agreement.discuss")
    if one.rwg is not None and one.average_deviation is not None and one.rwg_chance is not None:
        yield say(
            language,
            "agreement.rwg",
            value=f"{one.rwg:.2f}",
            deviation=f"{one.average_deviation:.2f}",
            percent=f"{one.rwg_chance * 100:.1f}",
            n=known,
        )
    if one.camps is not None:
        low, high = (" ".join(map(str, side)) for side in one.camps)
        yield say(language, "agreement.camps", low=low, high=high)
    if one.unknown:
        yield say(language, "agreement.unknown", n=one.unknown)


def role_sentence(found: RoleDifference, rubric: Rubric, language: Language, role_name: RoleName) -> str:
    """How two roles differ over the communities that have both; a p only where it may be given."""
    higher, lower = (found.one, found.other) if found.mean >= 0 else (found.other, found.one)
    said = say(
        language,
        "agreement.role.difference" if found.mean else "agreement.role.same",
        high=role_name(higher),
        low=role_name(lower),
        levels=f"{abs(found.mean):.2f}",
        n=found.n,
    )
    if found.dimension is not None:
        name = rubric.dimension(found.dimension).name.of(language)
        said = say(language, "agreement.dimension", name=name, text=said)
    drawn = "agreement.role.p" if found.exact else "agreement.role.p_drawn"
    luck = (
        say(language, f"agreement.role.{found.why}")
        if found.p is None
        else say(language, drawn, p=f"{found.p:.3f}")
    )
    return say(language, "agreement.role.whole", said=said, luck=luck)
