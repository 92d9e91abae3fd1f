"""Outreach, the trust ladder and blocked residents in sentences, each with its n."""

from __future__ import annotations

from collections.abc import Callable

from workshop.base.text import Language, say
from workshop.model.privacy import MIN_GROUP
from workshop.network.graph.wording import percent
from workshop.network.outreach.blocked_residents import BlockedResidents
from workshop.network.outreach.outreach import BuildingReach, Cold, Outreach, Strip
from workshop.network.outreach.trust import Stay, Trust, TrustMove

UNEVEN, EVEN = 0.4, 0.15


def building_sentence(row: BuildingReach, language: Language, name: Callable[[str], str] = str) -> str:
    """How many of the building's households or people are reached, and how far."""
    called = name(row.building)
    if row.hidden:
        return say(language, "seeping.row.hidden", building=called)
    if row.reached is None or row.share is None:
        return say(language, "seeping.row.unknown", building=called)
    if row.low is None or row.high is None:
        return say(language, f"seeping.row.few_{row.of}", building=called, n=row.n, reached=row.reached)
    line = say(
        language,
        f"seeping.row.{row.of}",
        building=called,
        n=row.n,
        reached=row.reached,
        percent=percent(row.share),
        low=percent(row.low),
        high=percent(row.high),
    )
    if row.depth is None or row.depth_n < MIN_GROUP:
        return line
    depth = say(language, "seeping.row.depth", depth=f"{row.depth:.1f}", n=row.depth_n)
    return line + say(language, "seeping.joiner") + depth


def outreach_sentences(
    outreach: Outreach, language: Language, name: Callable[[str], str] = str
) -> tuple[str, ...]:
    """Overall coverage, how evenly it is spread, and what the figures cannot say."""
    lines = [
        say(
            language,
            "seeping.all",
            reached=outreach.reached,
            n=outreach.residents,
            buildings=len(outreach.rows),
        )
    ]
    if outreach.uneven is not None:
        how = "uneven" if outreach.uneven >= UNEVEN else "even" if outreach.uneven < EVEN else "between"
        lines.append(
            say(language, f"seeping.gini.{how}", value=f"{outreach.uneven:.2f}", buildings=len(outreach.rows))
        )
    if any(row.of == "households" for row in outreach.rows):
        lines.append(say(language, "seeping.households"))
    uncounted = [name(row.building) for row in outreach.rows if row.of == "people"]
    if uncounted:
        names = say(language, "network.reading.list_joiner").join(uncounted)
        lines.append(say(language, "seeping.uncounted", names=names))
    if outreach.unplaced:
        lines.append(say(language, "seeping.unplaced", n=outreach.unplaced))
    return tuple(lines)


def cold_sentences(
    outreach: Outreach, language: Language, name: Callable[[str], str] = str
) -> tuple[str, ...]:
    """The least reached buildings, each with what is missing there."""
    rows = {row.building: row for row in outreach.rows}
    return tuple(_cold(one, rows[one.building], language, name) for one in outreach.cold)


def _cold(cold: Cold, row: BuildingReach, language: Language, name: Callable[[str], str]) -> str:
    missing = say(language, "seeping.missing.joiner").join(
        say(language, f"seeping.missing.{code}") for code in cold.missing
    )
    return say(
        language,
        "seeping.cold" if cold.missing else "seeping.cold_bare",
        building=name(cold.building),
        reached=row.reached or 0,
        n=row.n,
        missing=missing,
    )


def strip_sentences(
    strip: Strip, undated: int, language: Language, name: Callable[[str], str] = str
) -> tuple[str, ...]:
    """Buildings least reached in every month, those that have caught up, and how many reached people no month can show."""
    if not strip.months:
        return (say(language, "seeping.months.none"),)
    joiner = say(language, "network.reading.list_joiner")
    always = [name(one) for one, _ in strip.rows if all(one in month for month in strip.cold)]
    lines = []
    if len(strip.months) > 1:
        warmed = [name(one) for one, _ in strip.rows if one in strip.cold[0] and one not in strip.cold[-1]]
        if always:
            lines.append(
                say(language, "seeping.months.always", n=len(strip.months), names=joiner.join(always))
            )
        if warmed:
            lines.append(say(language, "seeping.months.warmed", names=joiner.join(warmed)))
    if undated:
        lines.append(say(language, "seeping.months.undated", n=undated))
    return tuple(lines)


def trust_sentences(
    trust: Trust, moved: tuple[TrustMove, ...], stay: tuple[Stay, ...], language: Language
) -> tuple[str, ...]:
    """People on each rung, conversion from rung to rung, moves up and down, and median stays."""
    if not trust.known:
        return (say(language, "trust.nobody", n=trust.n),)
    lines = [say(language, "trust.known", known=trust.known, n=trust.n)]
    if trust.known > trust.dated:
        lines.append(say(language, "trust.undated", n=trust.known - trust.dated))
    for below, step in zip(trust.funnel, trust.funnel[1:], strict=False):
        if step.conversion is None:
            continue
        few = below.reached < MIN_GROUP
        lines.append(
            say(
                language,
                "trust.step_few" if few else "trust.step",
                below=say(language, f"network.rung.{below.rung}"),
                rung=say(language, f"network.rung.{step.rung}"),
                n=below.reached,
                reached=step.reached,
                percent=percent(step.conversion),
            )
        )
    if trust.dated:
        up = sum(one.up for one in moved)
        lines.append(say(language, "trust.moved", up=up, down=len(moved) - up, n=trust.dated))
    lines += [_stay(one, language) for one in stay if one.n]
    if trust.differ:
        lines.append(say(language, "trust.differ", n=trust.differ))
    return tuple(lines)


def _stay(stay: Stay, language: Language) -> str:
    rung = say(language, f"network.rung.{stay.rung}")
    if stay.few:
        return say(language, "trust.stay.few", rung=rung, ended=stay.ended, n=stay.n)
    if stay.median is None:
        return say(language, "trust.stay.longer", rung=rung, ended=stay.ended, n=stay.n)
    return say(language, "trust.stay.median", rung=rung, days=stay.median, ended=stay.ended, n=stay.n)


def move_sentence(move: TrustMove, language: Language, name: Callable[[str], str] = str) -> str:
    """One move: date, person, from rung to rung, and who reported it."""
    return say(
        language,
        "trust.move.up" if move.up else "trust.move.down",
        day=f"{move.when:%Y-%m-%d}",
        who=name(move.person),
        before=say(language, f"network.rung.{move.before}"),
        after=say(language, f"network.rung.{move.after}"),
        by=say(language, "network.reading.list_joiner").join(map(name, move.reporters))
        or say(language, "trust.nobody_signed"),
    )


def blocked_sentences(
    blocked_residents: BlockedResidents, language: Language, obstacle: Callable[[str], str] = str
) -> tuple[str, ...]:
    """How many are willing but held back, and by what. `obstacle` turns a code into its name."""
    if not blocked_residents.spoken_of:
        return (say(language, "blocked.not_asked", n=blocked_residents.n),)
    lines = [
        say(
            language,
            "blocked.all",
            n=blocked_residents.spoken_of,
            willing=blocked_residents.willing,
            held=blocked_residents.held,
        ),
    ]
    if blocked_residents.obstacles:
        first = blocked_residents.obstacles[0]
        lines.append(
            say(
                language,
                "blocked.first",
                obstacle=obstacle(first.code),
                n=len(first.people),
                reach=f"{first.reach:.0f}",
                people=blocked_residents.n,
            )
        )
        lines.append(say(language, "blocked.reach"))
    return tuple(lines)
