"""What happened between two maps, one plain sentence each, with how many it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from workshop.base.text import Language, say
from workshop.model.network import LifeChange
from workshop.model.privacy import MIN_GROUP
from workshop.network.change.change import ALL, Between, LifeMove, TieChange
from workshop.network.draw.palette import relation_name
from workshop.network.graph.wording import percent


def between_sentences(
    found: Between, language: Language, name: Callable[[str], str] = str
) -> tuple[str, ...]:
    """Cautions first: they say how far the rest may be believed. `name` turns an id into what people call it."""
    return (
        *_answered(found, language),
        *_people(found, language),
        *_ties(found, language),
        *_trust(found, language),
        *_tie_trust(found, language),
        *_groups(found, language, name),
    )


def relation_sentences(found: Between, language: Language) -> tuple[str, ...]:
    """One sentence for each relation; none where there is only one, which the whole has told already."""
    rows = [row for row in found.ties if row.relation != ALL]
    if len(rows) < 2:
        return ()
    return tuple(_row(row, language, relation_name(row.relation, language)) for row in rows)


def _row(row: TieChange, language: Language, relation: str) -> str:
    counts = {"appeared": row.appeared, "vanished": row.vanished, "stayed": row.stayed, "n": row.n}
    # A percentage of a handful would say more than is known.
    if row.share is None or row.n < MIN_GROUP:
        return say(language, "waves.relation_few", relation=relation, **counts)
    return say(language, "waves.relation", relation=relation, percent=percent(row.share), **counts)


def _answered(found: Between, language: Language) -> tuple[str, ...]:
    rates = say(
        language,
        "waves.response",
        before=percent(found.response_before),
        people_before=found.people_before,
        after=percent(found.response_after),
        people_after=found.people_after,
    )
    return (rates, *(say(language, f"waves.caution.{code}") for code in found.warnings))


def _people(found: Between, language: Language) -> tuple[str, ...]:
    return (
        say(
            language,
            "waves.people",
            before=found.people_before,
            after=found.people_after,
            came=len(found.came),
            left=len(found.left),
            stayed=found.stayed,
        ),
    )


def _ties(found: Between, language: Language) -> tuple[str, ...]:
    whole = found.ties[0]
    if not whole.appeared + whole.vanished + whole.stayed:
        return (say(language, "waves.no_ties"),)
    lines = [_whole(whole, language)]
    if whole.vanished:
        rest = whole.vanished - found.with_leavers - found.unheard
        parts = (("leavers", found.with_leavers), ("unheard", found.unheard), ("rest", rest))
        lines.append(
            say(
                language,
                "waves.vanished",
                vanished=whole.vanished,
                parts=_parts("waves.vanished", parts, language),
            )
        )
    if whole.appeared:
        rest = whole.appeared - found.with_newcomers - found.first_heard
        parts = (("newcomers", found.with_newcomers), ("first", found.first_heard), ("rest", rest))
        lines.append(
            say(
                language,
                "waves.appeared",
                appeared=whole.appeared,
                parts=_parts("waves.appeared", parts, language),
            )
        )
    return tuple(lines)


def _parts(key: str, parts: Iterable[tuple[str, int]], language: Language) -> str:
    """Only what there is: a row of noughts hides the one figure that says something."""
    return say(language, "waves.part_joiner").join(
        say(language, f"{key}.{name}", count=count) for name, count in parts if count
    )


def _whole(row: TieChange, language: Language) -> str:
    counts = {"appeared": row.appeared, "vanished": row.vanished, "stayed": row.stayed, "n": row.n}
    if row.share is None or row.n < MIN_GROUP:
        return say(language, "waves.ties_few", **counts)
    return say(language, "waves.ties", percent=percent(row.share), **counts)


def _trust(found: Between, language: Language) -> tuple[str, ...]:
    moved = found.trust
    if not moved.n:
        return (say(language, "waves.trust_unknown"),)
    if moved.n < MIN_GROUP:
        return (say(language, "waves.trust_few", n=moved.n),)
    return (
        say(
            language,
            "waves.trust",
            up=moved.up,
            same=moved.same,
            down=moved.down,
            n=moved.n,
            unknown=moved.unknown,
        ),
    )


def _tie_trust(found: Between, language: Language) -> tuple[str, ...]:
    """Nothing where no tie was given a rung both times: most maps ask for people's only."""
    moved = found.tie_trust
    if not moved.n:
        return ()
    if moved.n < MIN_GROUP:
        return (say(language, "waves.tie_trust_few", n=moved.n),)
    return (
        say(
            language,
            "waves.tie_trust",
            up=moved.up,
            same=moved.same,
            down=moved.down,
            n=moved.n,
            unknown=moved.unknown,
        ),
    )


def _why(change: LifeChange | None, language: Language) -> str:
    """When and why, in brackets behind a name; nothing when neither is known."""
    if change is None:
        return ""
    parts = [change.when.isoformat() if change.when else "", change.reason]
    told = say(language, "waves.when_why_joiner").join(filter(None, parts))
    return say(language, "waves.when_why", told=told) if told else ""


def _life(one: LifeMove, language: Language, name: Callable[[str], str]) -> str:
    said = {
        "group": name(one.group),
        "before": say(language, f"network.life.{one.before}"),
        "after": say(language, f"network.life.{one.after}"),
    }
    why = _why(one.told, language)
    return say(language, "waves.life_why", why=why, **said) if why else say(language, "waves.life", **said)


def _passed(found: Between, language: Language, name: Callable[[str], str]) -> tuple[str, ...]:
    """What groups went through that then and now do not show."""
    by_group: dict[str, list[str]] = {}
    for change in found.passed:
        step = say(language, f"network.life.{change.life}") + _why(change, language)
        by_group.setdefault(change.group, []).append(step)
    joiner = say(language, "waves.step_joiner")
    return tuple(
        say(language, "waves.passed", group=name(group), steps=joiner.join(steps))
        for group, steps in by_group.items()
    )


def _groups(found: Between, language: Language, name: Callable[[str], str]) -> tuple[str, ...]:
    def names(who: Iterable[str]) -> str:
        return say(language, "network.reading.list_joiner").join(
            name(one) + _why(told.get(one), language) for one in who
        )

    told = {change.group: change for change in found.told}

    lines = [
        say(language, key, names=names(groups), count=len(groups))
        for key, groups in (
            ("waves.born", found.born),
            ("waves.ended", found.ended),
            ("waves.missing", found.missing),
            ("waves.older", found.older),
        )
        if groups
    ]
    lines += [_life(one, language, name) for one in found.lives]
    lines += _passed(found, language, name)
    return tuple(lines) or (say(language, "waves.groups_same"),)
