"""Seeding charts: the map with the seeds numbered, and four ways to choose side by side."""

from __future__ import annotations

from dataclasses import replace

from workshop.base.svg import GREEN, INK, LINE, ORANGE, SOFT, Form, line, mark, rect, sheet, text, width_of
from workshop.base.text import Language, say
from workshop.model.network import Network
from workshop.model.picture import Mark, Picture
from workshop.network.draw.picture import draw, label_box
from workshop.network.seeding.seeding import SeedResult
from workshop.network.seeding.seeding_text import whole

SEED = "#1d2730"
SEED_SIZE = 19 / 960  # of the paper's width
LEAST, MOST = 5 / 960, 15 / 960
CLEAR = 12.0  # paper kept free around a seed's label

Box = tuple[float, float, float, float]

WIDTH = 430.0
ROW = 46.0
TOP = 34.0
LEFT, RIGHT = 14.0, 14.0
LETTERS = 15.0


def seeds_map(network: Network, seed_result: SeedResult) -> Picture:
    """The map in its usual layout: seeds dark and numbered, the others larger the more likely they are reached."""
    number = {who: turn for turn, who in enumerate(seed_result.seeds, start=1)}
    likely = dict(seed_result.chances)
    plain = draw(network, size_by="same")
    marks = [_marked(one, number.get(one.id), likely[one.id]) for one in plain.marks]
    chosen = [label_box(one) for one in marks if one.id in number]
    return replace(
        plain,
        marks=tuple(
            replace(one, named=False) if one.id not in number and _near(label_box(one), chosen) else one
            for one in marks
        ),
    )


def _near(box: Box, others: list[Box]) -> bool:
    """Whether a label would come close to one that must stay readable: on a small screen all labels are larger."""
    left, top, right, bottom = box
    return any(
        left - CLEAR < other[2]
        and other[0] < right + CLEAR
        and top - CLEAR < other[3]
        and other[1] < bottom + CLEAR
        for other in others
    )


def _marked(mark: Mark, number: int | None, chance: float) -> Mark:
    if number is not None:
        # The number alone: with a name it would be cut off at the edge; the list has the names.
        return replace(mark, size=SEED_SIZE, colour=SEED, label=str(number), named=True)
    return replace(mark, size=LEAST + (MOST - LEAST) * chance)


def seeds_strip(seed_result: SeedResult, language: Language) -> str:
    """Reach of these seeds, the nominated, the highest degree and random ones, on one line each from 0 to n."""
    rows: list[tuple[str, float, Form, str]] = [
        (say(language, "movers.strip.ours"), seed_result.reach[-1], "circle", GREEN),
        (say(language, "movers.strip.named"), seed_result.named.reach, "diamond", ORANGE),
        (say(language, "movers.strip.degree"), seed_result.degree.reach, "square", SOFT),
        (say(language, "movers.strip.lots"), seed_result.lots.mean, "cross", INK),
    ]
    parts = [text(LEFT, 20, say(language, "movers.strip.title", n=seed_result.n), LETTERS, fill=SOFT)]
    for turn, (words, reach, form, colour) in enumerate(rows):
        y = TOP + turn * ROW
        parts += [
            text(LEFT, y + 16, words, LETTERS, fill=INK),
            line(LEFT, y + 32, WIDTH - RIGHT, y + 32, LINE, 3),
        ]
        figure = whole(reach)
        if turn == len(rows) - 1:
            left, right = _x(seed_result.lots.low, seed_result), _x(seed_result.lots.high, seed_result)
            parts.append(rect(left, y + 27, max(right - left, 2.0), 10, "#c9c5b6", rx="5"))
            figure = f"{figure} ({whole(seed_result.lots.low)}–{whole(seed_result.lots.high)})"
        parts += [
            mark(form, _x(reach, seed_result), y + 32, 7.5, colour),
            text(
                WIDTH - RIGHT - width_of(figure, LETTERS),
                y + 16,
                figure,
                LETTERS,
                fill=INK,
                font_weight="bold",
            ),
        ]
    return sheet(WIDTH, TOP + len(rows) * ROW + 4, parts)


def _x(people: float, seed_result: SeedResult) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * people / seed_result.n


def seeds_strip_text(seed_result: SeedResult, language: Language) -> str:
    """Text alternative of the comparison."""
    return say(
        language,
        "movers.strip.description",
        ours=whole(seed_result.reach[-1]),
        named=whole(seed_result.named.reach),
        degree=whole(seed_result.degree.reach),
        mean=whole(seed_result.lots.mean),
        low=whole(seed_result.lots.low),
        high=whole(seed_result.lots.high),
        n=seed_result.n,
    )


def seeds_map_text(seed_result: SeedResult, language: Language, names: str) -> str:
    """Text alternative of the map of seeds."""
    return say(language, "movers.map", names=names, reach=whole(seed_result.reach[-1]), n=seed_result.n)
