"""Re-identification risk of a map without names, in sentences and as bars."""

from __future__ import annotations

from workshop.base.svg import INK, LINE, PAPER, SOFT, frame, line, rect, sheet, text, width_of
from workshop.base.text import Language, say
from workshop.model.privacy import MIN_GROUP
from workshop.network.graph.wording import percent
from workshop.network.privacy.disclosure import Disclosure, Found

MOST = 0.5
WIDTH, ROW, SIZE = 440.0, 62.0, 16.0
ALONE, FEW = "#b4530a", "#f0c9a0"


def disclosure_sentences(disclosure: Disclosure, language: Language) -> tuple[str, ...]:
    """The verdict first, then one sentence for each amount of knowledge; below five people the verdict alone."""
    if not disclosure.n:
        return (say(language, "disclosure.nobody"),)
    if disclosure.n < MIN_GROUP:
        return (say(language, _verdict(disclosure), n=disclosure.n),)
    return (
        say(language, _verdict(disclosure), n=disclosure.n),
        *(_line(one, disclosure.n, language) for one in disclosure.found),
        *((say(language, "disclosure.other_kind"),) if _fewer_again(disclosure) else ()),
    )


def _fewer_again(disclosure: Disclosure) -> bool:
    """Whether a later line picks out fewer than one before it, which would read as a contradiction."""
    alone = [one.unique for one in disclosure.found]
    few = [one.few for one in disclosure.found]
    return sorted(alone) != alone or sorted(few) != few


def _verdict(disclosure: Disclosure) -> str:
    """Verdict by the highest share of unique people over all amounts of knowledge."""
    if disclosure.n < MIN_GROUP:
        return "disclosure.verdict.small"
    alone = max(one.share_unique or 0.0 for one in disclosure.found)
    if alone >= MOST:
        return "disclosure.verdict.most"
    return "disclosure.verdict.some" if alone > 0 else "disclosure.verdict.none"


def _line(risk: Found, n: int, language: Language) -> str:
    return say(
        language,
        f"disclosure.knows.{risk.knows}",
        n=n,
        unique=risk.unique,
        percent=percent(risk.share_unique or 0.0),
        few=risk.few,
        few_percent=percent(risk.share_few or 0.0),
    )


def disclosure_chart(disclosure: Disclosure, language: Language) -> str:
    """A bar for each amount of knowledge: unique people in full colour, those among fewer than five pale with an edge."""
    broad = WIDTH - 4
    parts = []
    for turn, risk in enumerate(disclosure.found):
        top = turn * ROW
        alone, few = broad * (risk.share_unique or 0.0), broad * (risk.share_few or 0.0)
        parts += [
            text(2, top + 20, say(language, f"disclosure.short.{risk.knows}"), SIZE),
            text(
                WIDTH - 2,
                top + 20,
                f"{risk.unique} / {risk.few} / {disclosure.n}",
                SIZE,
                fill=SOFT,
                text_anchor="end",
            ),
            rect(2, top + 28, broad, 20, PAPER),
            rect(2, top + 28, few, 20, FEW),
            rect(2, top + 28, alone, 20, ALONE),
            line(2 + few, top + 28, 2 + few, top + 48, INK, 1.5),
            frame(2, top + 28, broad, 20, LINE, 1),
        ]
    foot = len(disclosure.found) * ROW + 8
    left = 2.0
    for colour, key in ((ALONE, "alone"), (FEW, "few"), (PAPER, "many")):
        words = say(language, f"disclosure.sign.{key}")
        if left + 24 + width_of(words, 14) > WIDTH:
            left, foot = 2.0, foot + 24
        parts += [
            rect(left, foot, 16, 16, colour),
            frame(left, foot, 16, 16, SOFT, 1),
            text(left + 22, foot + 13, words, 14),
        ]
        left += 22 + width_of(words, 14) + 16
    return sheet(WIDTH, foot + 26, parts)
