"""QAP and rewiring results in sentences: relations or waves that hold the same pairs, and friends of friends who meet."""

from __future__ import annotations

from workshop.base.text import Language, say
from workshop.model.network import Relation
from workshop.network.draw.palette import relation_name
from workshop.network.graph.wording import percent
from workshop.network.measures.chance import Closing, QapResult

CLEAR = 0.05


def relations_sentences(
    qap_result: QapResult | None, first: Relation | str, second: Relation | str, language: Language
) -> tuple[str, ...]:
    """QAP of two relations: whether people tied in one way are also tied in the other, with n and what it does not mean."""
    names = {"one": relation_name(str(first), language), "other": relation_name(str(second), language)}
    if qap_result is None:
        return (say(language, "chance.relations.none", **names),)
    sentence = say(language, f"chance.relations.{_leaning(qap_result)}", **names, **_counts(qap_result))
    return (sentence, *_cautions(qap_result, language), say(language, "chance.no_cause"))


def timeline_sentences(qap_result: QapResult | None, language: Language) -> tuple[str, ...]:
    """QAP of two waves: whether the ties of the later map are largely those of the earlier one, with n."""
    if qap_result is None:
        return (say(language, "chance.waves.none"),)
    sentence = say(language, f"chance.waves.{_leaning(qap_result)}", **_counts(qap_result))
    return (sentence, *_cautions(qap_result, language))


def closing_sentences(closing: Closing | None, language: Language) -> tuple[str, ...]:
    """Transitivity against rewiring: whether friends of friends meet more often than people's degrees alone would give."""
    if closing is None:
        return (say(language, "chance.closing.none"),)
    leaning = "more" if closing.share > closing.high else "less" if closing.share < closing.low else "chance"
    sentence = say(
        language,
        f"chance.closing.{leaning}",
        share=percent(closing.share),
        expected=percent(closing.expected),
        low=percent(closing.low),
        high=percent(closing.high),
        nodes=closing.n,
        ties=closing.ties,
    )
    return (sentence, *((say(language, "chance.few"),) if closing.few else ()))


def _leaning(qap_result: QapResult) -> str:
    if qap_result.p >= CLEAR:
        return "chance"
    return "more" if qap_result.both > qap_result.expected else "less"


def _counts(qap_result: QapResult) -> dict[str, int]:
    return {
        "people": qap_result.n,
        "first": qap_result.first,
        "second": qap_result.second,
        "both": qap_result.both,
        "expected": round(qap_result.expected),
    }


def _cautions(qap_result: QapResult, language: Language) -> tuple[str, ...]:
    few = (say(language, "chance.few"),) if qap_result.few else ()
    silent = (
        (say(language, "chance.silent", people=qap_result.n, of=qap_result.of),)
        if qap_result.many_silent
        else ()
    )
    return (*few, *silent)
