"""Communities side by side: their figures as rows of a table, and in sentences. No ranking.

The rows are the same on every surface: the map as it is, and below it, where that was done, thinned to the response rate
all can be compared at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workshop.base.text import Language, say
from workshop.network.draw.palette import relation_name
from workshop.network.graph.wording import percent
from workshop.network.measures.compare import NAMES, CommunityFigures, NetworkComparison
from workshop.network.measures.response_text import answered_words

NOTABLE = 1.0  # standard deviations of the set
SHARES = frozenset({"clustering", "largest_share", "isolated_share"})


@dataclass(frozen=True)
class FigureRow:
    """The eight figures of one community as cells, in the order of `NAMES`. `how` says of which map: as it is, or thinned."""

    community: str
    how: str
    cells: tuple[str, ...]


def figure_rows(comparison: NetworkComparison, language: Language) -> tuple[FigureRow, ...]:
    """For each community the map as it is, then the thinned one with the range its draws leave."""
    rows: list[FigureRow] = []
    for one in comparison.communities:
        real = tuple(_cell(name, getattr(one.indicators, name)) for name in NAMES)
        rows.append(FigureRow(one.id, say(language, "network.difference.as_mapped"), real))
        if one.thinned is not None and comparison.common_response_rate is not None:
            rate = percent(comparison.common_response_rate)
            cells = tuple(
                _range(name, *(getattr(part, name) for part in (one.thinned, one.low, one.high)))
                for name in NAMES
            )
            rows.append(FigureRow(one.id, say(language, "network.difference.thinned", percent=rate), cells))
    return tuple(rows)


def _cell(name: str, value: float | None) -> str:
    if value is None:
        return "–"
    return f"{percent(value)}%" if name in SHARES else f"{value:.2f}"


def _range(name: str, value: float | None, low: float | None, high: float | None) -> str:
    if value is None or low is None or high is None:
        return "–"
    return f"{_cell(name, value)} ({_cell(name, low)}–{_cell(name, high)})"


def difference_sentences(
    comparison: NetworkComparison, language: Language, name: Callable[[str], str] = str
) -> tuple[str, ...]:
    """The comparison: where each community stands out (z scores), its nearest neighbour, and what the two differ in.

    Without places, only why there are none: of two communities one is always the higher.
    """
    lines: list[str] = []
    for community in comparison.communities if comparison.placed else ():
        if not community.response.enough:
            continue
        lines += _standing_out(community, language, name)
        nearest = comparison.nearest[community.id]
        if not nearest:
            continue
        drivers = say(language, "network.reading.list_joiner").join(
            say(language, "network.difference.quoted", name=say(language, f"network.measure.{driver}"))
            for driver in nearest[0].drivers
        )
        names = {"community": name(community.id), "other": name(nearest[0].id)}
        if drivers:
            lines.append(say(language, "network.difference.nearest", drivers=drivers, **names))
        else:
            lines.append(say(language, "network.difference.nearest_same", **names))
    return (*lines, say(language, "network.difference.no_ranking"), *_cautions(comparison, language))


def _cautions(comparison: NetworkComparison, language: Language) -> tuple[str, ...]:
    joiner = say(language, "network.reading.list_joiner")
    known = {
        "compare.relations_differ": [relation_name(one, language) for one in comparison.relations],
        "compare.waves_differ": list(comparison.waves),
    }
    return tuple(
        say(language, f"network.caution.{code}", names=joiner.join(known.get(code, ())))
        for code in comparison.warnings
    )


def _standing_out(community: CommunityFigures, language: Language, name: Callable[[str], str]) -> list[str]:
    lines = []
    about = {"community": name(community.id), "rate": answered_words(community.response, language)}
    for key in NAMES:
        place, value = getattr(community.z, key), getattr(community.thinned or community.indicators, key)
        if place is None or value is None or abs(place) < NOTABLE:
            continue
        measure = say(language, f"network.measure.{key}")
        figure = f"{value:.2f}"
        if place > 0:
            lines.append(
                say(
                    language,
                    "network.difference.place_high",
                    measure=measure,
                    value=figure,
                    n=community.people,
                    **about,
                )
            )
        else:
            lines.append(
                say(
                    language,
                    "network.difference.place_low",
                    measure=measure,
                    value=figure,
                    n=community.people,
                    **about,
                )
            )
    return lines or [say(language, "network.difference.place_middle", n=community.people, **about)]
