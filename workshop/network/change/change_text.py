"""Network change between two waves in sentences, each with its n."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from workshop.base.text import Language, say
from workshop.model.network import LifeChange
from workshop.model.privacy import MIN_GROUP
from workshop.network.change.change import ALL, LifeMove, NetworkChange, TieChange
from workshop.network.draw.palette import relation_name
from workshop.network.graph.wording import percent
from workshop.network.measures.response_text import answered_words


def change_sentences(
    network_change: NetworkChange, language: Language, name: Callable[[str], str] = str
) -> tuple[str, ...]:
    """Cautions first: they say how far the rest can be trusted. `name` turns an id into what people call it."""
    return (
        *_answered(network_change, language),
        *_people(network_change, language),
        *_ties(network_change, language),
        *_discord(network_change, language),
        *_trust(network_change, language),
        *_tie_trust(network_change, language),
        *_groups(network_change, language, name),
    )


def relation_sentences(network_change: NetworkChange, language: Language) -> tuple[str, ...]:
    """One sentence for each relation; none where there is only one, which the overall sentence covers."""
    rows = [row for row in network_change.ties if row.relation != ALL]
    if len(rows) < 2:
        return ()
    return tuple(_row(row, language, relation_name(row.relation, language)) for row in rows)


def _row(row: TieChange, language: Language, relation: str) -> str:
    counts = {"appeared": row.appeared, "vanished": row.vanished, "stayed": row.stayed, "n": row.n}
    # A percentage of a handful would say more than is known.
    if row.share is None or row.n < MIN_GROUP:
        return say(language, "waves.relation_few", relation=relation, **counts)
    return say(language, "waves.relation", relation=relation, percent=percent(row.share), **counts)


def _answered(network_change: NetworkChange, language: Language) -> tuple[str, ...]:
    rates = say(
        language,
        "waves.response",
        before=answered_words(network_change.response_before, language),
        people_before=network_change.people_before,
        after=answered_words(network_change.response_after, language),
        people_after=network_change.people_after,
    )
    return (rates, *(say(language, f"waves.caution.{code}") for code in network_change.warnings))


def _people(network_change: NetworkChange, language: Language) -> tuple[str, ...]:
    return (
        say(
            language,
            "waves.people",
            before=network_change.people_before,
            after=network_change.people_after,
            came=len(network_change.came),
            left=len(network_change.left),
            stayed=network_change.stayed,
        ),
    )


def _ties(network_change: NetworkChange, language: Language) -> tuple[str, ...]:
    overall = network_change.ties[0]
    if not overall.appeared + overall.vanished + overall.stayed:
        return (say(language, "waves.no_ties"),)
    lines = [_whole(overall, language)]
    if overall.vanished:
        rest = overall.vanished - network_change.with_leavers - network_change.unheard
        parts = (
            ("leavers", network_change.with_leavers),
            ("unheard", network_change.unheard),
            ("rest", rest),
        )
        lines.append(
            say(
                language,
                "waves.vanished",
                vanished=overall.vanished,
                parts=_parts("waves.vanished", parts, language),
            )
        )
    if overall.appeared:
        rest = overall.appeared - network_change.with_newcomers - network_change.first_heard
        parts = (
            ("newcomers", network_change.with_newcomers),
            ("first", network_change.first_heard),
            ("rest", rest),
        )
        lines.append(
            say(
                language,
                "waves.appeared",
                appeared=overall.appeared,
                parts=_parts("waves.appeared", parts, language),
            )
        )
    return tuple(lines)


def _discord(network_change: NetworkChange, language: Language) -> tuple[str, ...]:
    before, after = network_change.discord_before, network_change.discord_after
    return (say(language, "waves.discord", before=before, after=after),) if before or after else ()


def _parts(key: str, parts: Iterable[tuple[str, int]], language: Language) -> str:
    """Only the parts that are not zero: a row of zeros hides the one figure that matters."""
    return say(language, "waves.part_joiner").join(
        say(language, f"{key}.{name}", count=count) for name, count in parts if count
    )


def _whole(row: TieChange, language: Language) -> str:
    counts = {"appeared": row.appeared, "vanished": row.vanished, "stayed": row.stayed, "n": row.n}
    if row.share is None or row.n < MIN_GROUP:
        return say(language, "waves.ties_few", **counts)
    return say(language, "waves.ties", percent=percent(row.share), **counts)


def _trust(network_change: NetworkChange, language: Language) -> tuple[str, ...]:
    moved = network_change.trust
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


def _tie_trust(network_change: NetworkChange, language: Language) -> tuple[str, ...]:
    """Nothing where no tie had a rung in both waves: most maps ask only for rungs of people."""
    moved = network_change.tie_trust
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
    """Date and reason in brackets behind a name; empty when neither is known."""
    if change is None:
        return ""
    parts = [change.when.isoformat() if change.when else "", change.reason]
    detail = say(language, "waves.when_why_joiner").join(filter(None, parts))
    return say(language, "waves.when_why", told=detail) if detail else ""


def _life(life_move: LifeMove, language: Language, name: Callable[[str], str]) -> str:
    values = {
        "group": name(life_move.group),
        "before": say(language, f"network.life.{life_move.before}"),
        "after": say(language, f"network.life.{life_move.after}"),
    }
    why = _why(life_move.told, language)
    return (
        say(language, "waves.life_why", why=why, **values) if why else say(language, "waves.life", **values)
    )


def _passed(network_change: NetworkChange, language: Language, name: Callable[[str], str]) -> tuple[str, ...]:
    """Stages groups went through between the waves that the two maps do not show."""
    by_group: dict[str, list[str]] = {}
    for change in network_change.passed:
        step = say(language, f"network.life.{change.life}") + _why(change, language)
        by_group.setdefault(change.group, []).append(step)
    joiner = say(language, "waves.step_joiner")
    return tuple(
        say(language, "waves.passed", group=name(group), steps=joiner.join(steps))
        for group, steps in by_group.items()
    )


def _groups(network_change: NetworkChange, language: Language, name: Callable[[str], str]) -> tuple[str, ...]:
    def names(who: Iterable[str]) -> str:
        return say(language, "network.reading.list_joiner").join(
            name(one) + _why(by_group.get(one), language) for one in who
        )

    by_group = {change.group: change for change in network_change.told}

    lines = [
        say(language, key, names=names(groups), count=len(groups))
        for key, groups in (
            ("waves.born", network_change.born),
            ("waves.ended", network_change.ended),
            ("waves.missing", network_change.missing),
            ("waves.older", network_change.older),
        )
        if groups
    ]
    lines += [_life(one, language, name) for one in network_change.lives]
    lines += _passed(network_change, language, name)
    return tuple(lines) or (say(language, "waves.groups_same"),)
