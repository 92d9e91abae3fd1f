"""Coefficients of a table of raters as text: each with how many stand behind it, and what it is about."""

from __future__ import annotations

from collections.abc import Iterator

from workshop.assessment.across import ALPHA_MARKS, ICCK_MARKS, read
from workshop.assessment.icc import Icc
from workshop.assessment.matrix import Agreement
from workshop.text import Language, say

STRICTER = 0.10  # absolute agreement this far below consistency is said aloud


def agreement_text(found: Agreement, language: Language) -> str:
    """What to beware of, the four alphas, and the six ICCs when there are any."""
    lines = [
        say(language, "coefficients.size", units=found.units, raters=found.raters, paired=found.paired),
        # Before any figure: who reads on knows what it may not be taken for.
        *(say(language, f"coefficients.caution.{code}") for code in found.cautions),
        "",
        say(language, "coefficients.alpha"),
        *_alphas(found, language),
        "",
        say(language, "coefficients.icc" if found.icc else "coefficients.no_icc"),
    ]
    if found.icc:
        lines += _iccs(found.icc, language)
    return "\n".join([*lines, "", say(language, "coefficients.limits")])


def _alphas(found: Agreement, language: Language) -> Iterator[str]:
    for metric, value in found.alpha:
        about = say(language, f"coefficients.alpha.{metric}")
        if value is None:
            yield say(language, "coefficients.undefined", about=about)
        else:
            meaning = say(language, f"agreement.{read(value, ALPHA_MARKS)}")
            yield say(language, "coefficients.meant", about=about, value=f"{value:.3f}", meaning=meaning)


def _iccs(icc: Icc, language: Language) -> Iterator[str]:
    values = {
        "icc1": icc.icc1,
        "icc2": icc.icc2,
        "icc3": icc.icc3,
        "icc1k": icc.icc1k,
        "icc2k": icc.icc2k,
        "icc3k": icc.icc3k,
    }
    for name, value in values.items():
        about = say(language, f"coefficients.{name}", n=icc.judges)
        if value is None:
            yield say(language, "coefficients.undefined", about=about)
        elif name.endswith("k"):
            meaning = say(language, f"agreement.{read(value, ICCK_MARKS)}")
            yield say(language, "coefficients.meant", about=about, value=f"{value:.3f}", meaning=meaning)
        else:
            yield say(language, "coefficients.plain", about=about, value=f"{value:.3f}")
    if icc.icc2 is not None and icc.icc3 is not None and icc.icc3 - icc.icc2 >= STRICTER:
        yield say(language, "coefficients.stricter")
