"""A matching in words: why two people were put together, and why an asker is short of hosts."""

from __future__ import annotations

from collections.abc import Iterable

from workshop.base.text import Language, say
from workshop.learning.cases.vocabulary import Vocabularies
from workshop.learning.matching.fit import Fit
from workshop.learning.matching.matching import Matching, Short
from workshop.learning.matching.trios import SIZE, Trio


def match_reasons(fit: Fit, vocabularies: Vocabularies, language: Language) -> tuple[str, ...]:
    """Why a host was chosen: what both know, the move made against it in a case, the stage. Never a number."""
    lines = []
    if fit.shared:
        quoted = [
            say(language, "matching.quoted", name=code_name(code, vocabularies, language))
            for code in fit.shared
        ]
        names = _listed(language, quoted)
        lines.append(say(language, "matching.reason.shared", names=names))
    for asked, move in fit.by_move[:1]:
        lines.append(
            say(
                language,
                "matching.reason.by_move",
                asked=code_name(asked, vocabularies, language),
                move=code_name(move, vocabularies, language),
            )
        )
    if fit.ahead is None:
        lines.append(say(language, "matching.reason.stage_unknown"))
    elif fit.ahead > 0:
        lines.append(say(language, "matching.reason.ahead", n=fit.ahead))
    elif fit.ahead == 0:
        lines.append(say(language, "matching.reason.same_stage"))
    else:
        lines.append(say(language, "matching.reason.behind"))
    return tuple(lines)


def short_sentence(short: Short, language: Language) -> str:
    """Who is short of hosts, by how many, and why."""
    why = say(language, f"matching.because.{short.because.value}")
    key = "matching.short" if short.got else "matching.alone"
    return say(language, key, who=short.asker, got=short.got, wanted=short.wanted, why=why)


def matching_sentences(matching: Matching, language: Language) -> tuple[str, ...]:
    """The matching in a few lines: n, how many are served, the busiest host, who is short and why, cautions."""
    short = {one.asker for one in matching.short}
    lines = [say(language, f"matching.caution.{code}") for code in matching.cautions]
    if matching.askers:
        lines.append(
            say(
                language,
                "matching.summary",
                n=len(matching.askers),
                served=len(matching.askers) - len(short),
                pairs=len(matching.pairs),
                busiest=max(matching.host_load.values(), default=0),
            )
        )
    lines += [short_sentence(one, language) for one in matching.short]
    if matching.alone:
        lines.append(say(language, "matching.trios", n=len(matching.alone)))
    return tuple(lines)


def trio_sentence(trio: Trio, language: Language) -> str:
    """Who sits together; a group of two needs a third."""
    key = "matching.trio" if len(trio.people) >= SIZE else "matching.trio_of_two"
    return say(language, key, names=_listed(language, trio.people))


def code_name(code: str, vocabularies: Vocabularies, language: Language) -> str:
    """The name of an obstacle, a move or an asset; an unknown code stands for itself."""
    for vocabulary in (vocabularies.obstacles, vocabularies.moves, vocabularies.assets):
        if code in vocabulary.codes:
            return vocabulary.name(code, language)
    return code


def _listed(language: Language, names: Iterable[str]) -> str:
    return say(language, "matching.joiner").join(names)
