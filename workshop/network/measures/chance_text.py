"""What is set beside chance, in words: two relations or waves that hold the same pairs, and friends of friends who meet."""

from __future__ import annotations

from workshop.base.text import Language, say
from workshop.model.network import Relation
from workshop.network.draw.palette import relation_name
from workshop.network.graph.wording import percent
from workshop.network.measures.chance import Closing, Likeness

CLEAR = 0.05


def relations_sentences(
    found: Likeness | None, one: Relation | str, other: Relation | str, language: Language
) -> tuple[str, ...]:
    """Whether who is tied in one way is also tied in the other, with n and what it does not mean."""
    names = {"one": relation_name(str(one), language), "other": relation_name(str(other), language)}
    if found is None:
        return (say(language, "chance.relations.none", **names),)
    told = say(language, f"chance.relations.{_leaning(found)}", **names, **_counts(found))
    return (told, *_cautions(found, language), say(language, "chance.no_cause"))


def waves_sentences(found: Likeness | None, language: Language) -> tuple[str, ...]:
    """Whether the ties of the later map are largely those of the earlier one, with n."""
    if found is None:
        return (say(language, "chance.waves.none"),)
    told = say(language, f"chance.waves.{_leaning(found)}", **_counts(found))
    return (told, *_cautions(found, language))


def closing_sentences(found: Closing | None, language: Language) -> tuple[str, ...]:
    """Whether friends of friends meet more often than everybody's number of ties alone would bring about."""
    if found is None:
        return (say(language, "chance.closing.none"),)
    leaning = "more" if found.share > found.high else "less" if found.share < found.low else "chance"
    told = say(
        language,
        f"chance.closing.{leaning}",
        share=percent(found.share),
        expected=percent(found.expected),
        low=percent(found.low),
        high=percent(found.high),
        nodes=found.n,
        ties=found.ties,
    )
    return (told, *((say(language, "chance.few"),) if found.few else ()))


def _leaning(found: Likeness) -> str:
    if found.p >= CLEAR:
        return "chance"
    return "more" if found.both > found.expected else "less"


def _counts(found: Likeness) -> dict[str, int]:
    return {
        "people": found.n,
        "first": found.first,
        "second": found.second,
        "both": found.both,
        "expected": round(found.expected),
    }


def _cautions(found: Likeness, language: Language) -> tuple[str, ...]:
    few = (say(language, "chance.few"),) if found.few else ()
    silent = (say(language, "chance.silent", people=found.n, of=found.of),) if found.many_silent else ()
    return (*few, *silent)
