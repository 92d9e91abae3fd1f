"""A demonstration ladder in words: the whole of what its drawing shows, and what people in cases went on to."""

from __future__ import annotations

from collections.abc import Mapping

from workshop.base.text import Language, say
from workshop.learning.community.documented_ladders import DocumentedLadders, NextRung
from workshop.model.ladder import Ladder, LadderRung, ToldWhere

Titles = Mapping[str, str]  # case -> its title


def needs_text(rung: LadderRung, language: Language) -> str:
    """What it needed and from whom; empty where nothing was noted."""
    return say(language, "ladder.comma").join(
        say(
            language,
            "ladder.support",
            need=say(language, f"ladder.need.{one.need.value}"),
            giver=say(language, f"ladder.giver.{one.giver.value}"),
        )
        for one in rung.needs
    )


def told_text(rung: LadderRung, language: Language) -> str:
    """Where it was told to others, and when."""
    where = say(language, f"ladder.told.{rung.told.value}")
    if rung.told is ToldWhere.NOT_YET or not rung.told_when:
        return where
    return say(language, "ladder.told_when", where=where, when=rung.told_when)


def rung_text(rung: LadderRung, number: int, language: Language) -> str:
    """One rung in one sentence."""
    parts = [say(language, "ladder.rung", number=number, when=rung.when, what=rung.what)]
    if needs := needs_text(rung, language):
        parts.append(say(language, "ladder.needed", needs=needs))
    parts.append(told_text(rung, language))
    return say(language, "ladder.semicolon").join(parts) + say(language, "ladder.end")


def ladder_text(ladder: Ladder, name: str, language: Language) -> tuple[str, ...]:
    """The ladder from the first rung to the last, then what they want next; `name` is what they are called here."""
    if not ladder.rungs:
        return (say(language, "ladder.no_rungs", name=name),)
    lines = [say(language, "ladder.head", name=name, n=len(ladder.rungs))]
    lines += [rung_text(one.rung, number, language) for number, one in enumerate(ladder.rungs, 1)]
    if ladder.top is not None and ladder.top.wish:
        lines.append(say(language, "ladder.wish", wish=ladder.top.wish))
    untold = sum(one.rung.told is ToldWhere.NOT_YET for one in ladder.rungs)
    if untold:
        lines.append(say(language, "ladder.untold", n=untold))
    return tuple(lines)


def next_lines(
    found: tuple[NextRung, ...],
    kind: str,
    documented: DocumentedLadders,
    titles: Titles,
    language: Language,
) -> tuple[str, ...]:
    """What people in cases did after a rung of this kind, each with the case; a sentence that none did where none did."""
    stands = documented.kind(kind)
    if stands is None:
        return ()
    if not found:
        return (say(language, "ladder.next.none", kind=stands.name.of(language)),)
    return tuple(
        say(
            language,
            "ladder.next.case",
            who=one.who.of(language),
            before=one.before.text.of(language),
            after=one.after.text.of(language),
            case=titles.get(one.case, one.case),
        )
        for one in found
    )
