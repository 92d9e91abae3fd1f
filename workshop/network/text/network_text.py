"""Measures and withdrawal in sentences, each with its n. All surfaces use these."""

from __future__ import annotations

from collections.abc import Callable

from workshop.base.text import Language, say
from workshop.network.graph.wording import cautions, percent
from workshop.network.measures.measures import Measures
from workshop.network.measures.response_text import response_sentence
from workshop.network.resilience.withdrawal import Withdrawal

FIGURES = ("path_length", "degree_gini", "modularity")
MOST_PAIRS, MOST_LIKE_CHANCE = 8, 3  # pairs of groups listed; nobody reads fifty
SHARES = ("density", "clustering", "transitivity")
SURE = 0.05  # adjusted p below which an overlap is beyond chance
LITTLE, MUCH = 0.25, 0.75  # of the way from chance to the worst case


def sentences(measures: Measures, language: Language, name: Callable[[str], str] = str) -> tuple[str, ...]:
    """Sentences about one network. `name` turns an id into what people call it."""
    return (
        *_what_is_there(measures, language),
        *network_figures(measures, language),
        *_who_links(measures, language, name),
    )


def network_words(
    measures: Measures, language: Language, name: Callable[[str], str] = str
) -> tuple[str, ...]:
    """What `sentences` say without what they are measured with: what is there, whether it holds together, who links."""
    return (*_what_is_there(measures, language), *_who_links(measures, language, name))


def network_figures(measures: Measures, language: Language) -> tuple[str, ...]:
    """The measures nobody reads without knowing them: path length, Gini, modularity, density, clustering, k-core."""
    n, indicators = measures.n, measures.measures
    lines = [_figure(language, key, getattr(indicators, key), n) for key in FIGURES]
    lines += [_share(language, key, getattr(indicators, key), n) for key in SHARES]
    if indicators.deepest_core is None:
        return (*lines, _undefined(language, "deepest_core", n))
    core = say(language, "network.reading.deepest_core", value=indicators.deepest_core, n=n)
    return (*lines, core)


def _what_is_there(measures: Measures, language: Language) -> tuple[str, ...]:
    n, indicators = measures.n, measures.measures
    lines = [
        say(
            language,
            "network.reading.size",
            people=measures.people,
            groups=measures.groups,
            ties=measures.ties,
            n=n,
        ),
        response_sentence(measures.response, language),
    ]
    if measures.discord:
        lines.append(say(language, "network.reading.discord", n=measures.discord))
    # With one component, the share of the largest is covered by the sentence.
    if indicators.components == 1:
        lines.append(say(language, "network.reading.components_one", n=n))
    else:
        lines.append(say(language, "network.reading.components", parts=indicators.components, n=n))
        lines.append(_share(language, "largest_share", indicators.largest_share, n))
    lines.append(_figure(language, "mean_ties", indicators.mean_ties, n))
    lines.append(_share(language, "isolated_share", indicators.isolated_share, n))
    return tuple(lines)


def _who_links(measures: Measures, language: Language, name: Callable[[str], str]) -> tuple[str, ...]:
    return (*bridge_sentences(measures, language, name), *cautions(measures.warnings, language))


def bridge_sentences(
    measures: Measures, language: Language, name: Callable[[str], str] = str
) -> tuple[str, ...]:
    """The betweenness shortlist with the stability of each entry; or why nobody is listed."""
    if "response.too_low" in measures.warnings:
        return (say(language, "network.reading.no_bridges"),)
    if not measures.bridges:
        return ()
    names = say(language, "network.reading.list_joiner").join(
        say(language, "network.reading.bridge", name=name(bridge.id), percent=percent(bridge.kept_in_top))
        for bridge in measures.bridges
    )
    return (say(language, "network.reading.bridges", names=names),)


def coverage_sentences(measures: Measures, language: Language) -> tuple[str, ...]:
    """Coverage, one sentence a building."""
    return tuple(
        say(language, "network.reading.coverage_hidden", building=row.building)
        if row.reached is None or row.share is None or row.low is None or row.high is None
        else say(
            language,
            "network.reading.coverage",
            building=row.building,
            people=row.people,
            reached=row.reached,
            percent=percent(row.share),
            low=percent(row.low),
            high=percent(row.high),
        )
        for row in measures.coverage
    )


def overlap_sentences(
    measures: Measures, language: Language, name: Callable[[str], str] = str
) -> tuple[str, ...]:
    """Group overlap (hypergeometric test): pairs with common members, and whether chance would give as many.

    First those beyond chance (at most eight), then the three with most shared members of the others; the rest are counted.
    """
    beyond = [pair for pair in measures.group_overlap if pair.p_adjusted < SURE]
    alike = [pair for pair in measures.group_overlap if pair.p_adjusted >= SURE]
    listed = [*beyond[:MOST_PAIRS], *alike[:MOST_LIKE_CHANCE]]
    lines = [
        say(
            language,
            "network.reading.overlap_beyond_chance"
            if pair.p_adjusted < SURE
            else "network.reading.overlap_like_chance",
            one=name(pair.groups[0]),
            other=name(pair.groups[1]),
            shared=pair.shared,
            percent=percent(pair.jaccard),
            people=measures.people,
        )
        for pair in listed
    ]
    for key, left in (
        ("beyond", len(beyond) - MOST_PAIRS),
        ("like_chance", len(alike) - MOST_LIKE_CHANCE),
    ):
        if left > 0:
            lines.append(say(language, f"network.reading.overlap_more_{key}", n=left))
    return tuple(lines)


def withdrawal_sentences(
    withdrawal: Withdrawal, language: Language, name: Callable[[str], str] = str
) -> tuple[str, ...]:
    """The withdrawal test: before, after, random, worst case, dependence, groups cut off, two-step reach."""
    before, after, *rest = _survival(withdrawal, language)
    meant, *figure = _dependence(withdrawal.dependence, language)
    return (before, after, *rest, meant, *figure, *_left(withdrawal, language, name))


def withdrawal_words(
    withdrawal: Withdrawal, language: Language, name: Callable[[str], str] = str
) -> tuple[str, ...]:
    """The withdrawal test without what it is measured with: what is left, what that means, who is cut off."""
    return (
        _survival(withdrawal, language)[1],
        _dependence(withdrawal.dependence, language)[0],
        _left(withdrawal, language, name)[0],
    )


def withdrawal_figures(withdrawal: Withdrawal, language: Language) -> tuple[str, ...]:
    """What the withdrawal test is measured with: before, at random, at worst, dependence, two-step reach."""
    before, _, *rest = _survival(withdrawal, language)
    reach = _left(withdrawal, language, str)[1]
    return (before, *rest, *_dependence(withdrawal.dependence, language)[1:], reach)


def _survival(withdrawal: Withdrawal, language: Language) -> tuple[str, ...]:
    random, worst = withdrawal.random, withdrawal.worst
    return (
        say(language, "network.withdrawal.before", n=withdrawal.n, percent=percent(withdrawal.share_before)),
        say(
            language,
            "network.withdrawal.after",
            removed=len(withdrawal.removed),
            percent=percent(withdrawal.share_after),
            n=withdrawal.n,
        ),
        say(
            language,
            "network.withdrawal.random",
            percent=percent(random.mean),
            low=percent(random.low),
            high=percent(random.high),
            draws=random.draws,
        ),
        say(language, "network.withdrawal.worst_exact", percent=percent(worst.share))
        if worst.exact
        else say(language, "network.withdrawal.worst_searched", percent=percent(worst.share)),
    )


def _left(withdrawal: Withdrawal, language: Language, name: Callable[[str], str]) -> tuple[str, str]:
    """Which groups are cut off, and how far those who stay still reach."""
    names = say(language, "network.reading.list_joiner").join(map(name, withdrawal.groups_cut_off))
    cut_off = (
        say(language, "network.withdrawal.cut_off", names=names)
        if withdrawal.groups_cut_off
        else say(language, "network.withdrawal.none_cut_off")
    )
    if withdrawal.two_step_reach is None:
        return cut_off, say(language, "network.withdrawal.two_steps_none")
    reach = percent(withdrawal.two_step_reach)
    return cut_off, say(language, "network.withdrawal.two_steps", percent=reach)


def _dependence(value: float | None, language: Language) -> tuple[str, ...]:
    """What it means that these leave, and the coefficient that says so."""
    if value is None:
        return (say(language, "network.withdrawal.dependence_none"),)
    figure = say(language, "network.withdrawal.dependence_value", value=f"{value:.2f}")
    if value < LITTLE:
        return say(language, "network.withdrawal.dependence_low"), figure
    if value < MUCH:
        return say(language, "network.withdrawal.dependence_middle"), figure
    return say(language, "network.withdrawal.dependence_high"), figure


def _figure(language: Language, key: str, value: float | None, n: int) -> str:
    if value is None:
        return _undefined(language, key, n)
    return say(language, f"network.reading.{key}", value=f"{value:.2f}", n=n)


def _share(language: Language, key: str, value: float | None, n: int) -> str:
    if value is None:
        return _undefined(language, key, n)
    return say(language, f"network.reading.{key}", percent=percent(value), n=n)


def _undefined(language: Language, key: str, n: int) -> str:
    return say(language, "network.reading.undefined", measure=say(language, f"network.measure.{key}"), n=n)
