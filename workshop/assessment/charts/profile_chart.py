"""Profile chart (dot plot) of a community's dimensions, the same on phone, desk and report, with its legend and text.

Rows are dimensions, columns are levels. Every known answer is one mark, its shape and colour the rater's role; "don't
know" is counted separately on the right. The median is marked only where three or more know. `profile_text` says in
words everything that is marked in each row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from workshop.assessment.charts.level_grid import LevelGridLook, cells, ground, head, row_name
from workshop.assessment.charts.role_marks import RoleName, mark_of
from workshop.assessment.rubric.rubric import LEVELS, Rubric
from workshop.assessment.rubric.rubric import LEVELS as RUNGS
from workshop.assessment.scoring.scoring import SOME_RATERS, CommunityResult, DimensionResult
from workshop.base.svg import (
    GREEN,
    INK,
    LINE,
    ORANGE,
    PAPER,
    SOFT,
    dot_radius,
    fitted,
    frame,
    in_rows,
    line,
    mark,
    moved,
    packed,
    polygon,
    rect,
    sheet,
    text,
    track,
    width_of,
)
from workshop.base.text import Language, say


def profile_text(result: CommunityResult, rubric: Rubric, language: Language, role_name: RoleName) -> str:
    """A line for every dimension: levels with who gave them, median, gate, next anchor, "don't know"."""
    gates = gate_of(result, rubric)
    wanted = next_of(result)
    following = result.next_stage or result.stage or ""
    lines = []
    for each in result.dimensions:
        parts = _levels(each, result, language, role_name)
        middle = middle_of(each)
        if middle is not None:
            parts.append(say(language, "pictures.words.middle", level=middle))
        if each.id in gates:
            key = "pictures.words.gate_open" if passes(each, gates[each.id]) else "pictures.words.gate_shut"
            parts.append(say(language, key, stage=following, level=gates[each.id]))
        if each.id in wanted:
            parts.append(say(language, "pictures.words.next", level=wanted[each.id]))
        if each.discuss:
            parts.append(say(language, "pictures.words.discuss"))
        if each.camps:
            low, high = ("–".join(map(str, sorted({min(camp), max(camp)}))) for camp in each.camps)
            parts.append(say(language, "pictures.words.camps", low=low, high=high))
        parts = parts or [say(language, "pictures.words.nobody")]
        name = rubric.dimension(each.id).name.of(language)
        lines.append(
            say(
                language,
                "pictures.words.row",
                name=name,
                text=say(language, "pictures.words.joiner").join(parts),
            )
        )
    return "\n".join(lines)


def _levels(
    each: DimensionResult, result: CommunityResult, language: Language, role_name: RoleName
) -> list[str]:
    """Who chose which level; with a single rater without counts."""
    parts = []
    if result.raters == 1:
        parts += [say(language, "assessment.level", level=level) for level in each.levels]
        return parts or [say(language, "assessment.unknown")]
    for level in LEVELS:
        counts = Counter({role: levels.count(level) for role, levels in each.by_role})
        people = [
            say(language, "pictures.profile.role", name=role_name(role), n=n)
            for role, n in counts.items()
            if n
        ]
        if people:
            named = say(language, "pictures.words.and").join(people)
            parts.append(say(language, "pictures.words.level", level=level, people=named))
    if each.unknown:
        parts.append(say(language, "pictures.words.unknown", n=each.unknown))
    return parts


BEFORE, AFTER = 26.0, 12.0


@dataclass(frozen=True)
class Sign:
    """A sign drawn around 0, 0 and its meaning."""

    drawn: str
    words: str


def legend(signs: Sequence[Sign], width: float, size: float) -> tuple[list[str], float]:
    """The signs in rows that fit the width, and their total height."""
    high = size * 1.75
    sizes = [fitted(sign.words, size, width - BEFORE - 2) for sign in signs]
    places = in_rows(
        [BEFORE + width_of(one.words, each) + AFTER for one, each in zip(signs, sizes, strict=True)],
        width + AFTER,
    )
    parts = []
    for sign, each, (left, row) in zip(signs, sizes, places, strict=True):
        middle = (row + 0.5) * high
        parts.append(moved([sign.drawn], left + 11, middle))
        parts.append(text(left + BEFORE, middle + size * 0.36, sign.words, each))
    return parts, (places[-1][1] + 1) * high + 4 if places else 0.0


def open_gate() -> str:
    """Two posts, and between them a leaf that stands open."""
    return _posts(GREEN) + polygon([(-6, -6), (0.5, -3), (0.5, 7), (-6, 5)], GREEN)


def shut_gate() -> str:
    """Two posts with bars between them."""
    return _posts(INK) + "".join(line(-6, y, 6, y, INK, 2) for y in (-4, 0, 4))


def _posts(colour: str) -> str:
    back = rect(-8, -9, 16, 18, PAPER, rx="3")
    return back + "".join(line(x, -8, x, 8, colour, 2.4) for x in (-6, 6))


def next_sign() -> str:
    """Two strokes upwards: the anchor to read next."""
    return "".join(track([(-6, y + 5), (0, y), (6, y + 5)], ORANGE, 2.6) for y in (-5, 0))


def speech_sign() -> str:
    """A speech bubble: something to talk about."""
    outline = [(-9, -8), (9, -8), (9, 4), (-1, 4), (-6, 9), (-5, 4), (-9, 4)]
    dots = "".join(rect(x - 1.4, -3.4, 2.8, 2.8, INK) for x in (-4.5, 0, 4.5))
    return polygon(outline, "#ffffff", INK, 1.6) + dots


MIDDLE = "#dcebdd"


# The smallest phones scale it down a little; letters stay above 12 pixels even then.
PHONE = LevelGridLook(width=352, label=102, aside=44, row=54, font=15, small=13.5, largest=9)
WIDE = LevelGridLook(width=560, label=152, aside=64, row=44, font=17, small=14.5, largest=8.5)


def profile_chart(
    result: CommunityResult,
    rubric: Rubric,
    language: Language,
    role_name: RoleName,
    look: LevelGridLook = WIDE,
) -> str:
    """The profile as SVG. `profile_text` says the same in words."""
    radius = dot_radius(
        max((each.levels.count(level) for each in result.dimensions for level in RUNGS), default=1),
        *look.room,
        look.largest,
    )
    parts: list[str] = []
    y = 4.0
    for axis in ("stage", "vitality"):
        rows = [each for each in result.dimensions if each.axis == axis]
        if not rows:
            continue
        parts += ground(rubric, y, look.head + look.row * len(rows), look)
        title, aside = say(language, f"pictures.axis.{axis}"), say(language, "assessment.unknown")
        y += look.head
        parts += head(rubric, title, aside, y - 8, look, language)
        for each in rows:
            parts.append(moved(_row(each, result, rubric, look, language, radius), 0, y))
            y += look.row
        y += 10
    drawn, high = legend(_signs(result, rubric, language, role_name), look.width, look.small)
    return sheet(look.width, y + high, [*parts, moved(drawn, 0, y)])


def _row(
    each: DimensionResult,
    result: CommunityResult,
    rubric: Rubric,
    look: LevelGridLook,
    language: Language,
    radius: float,
) -> list[str]:
    parts = [line(0, 0, look.width, 0, LINE, 1)]
    parts += row_name(rubric.dimension(each.id).name.of(language), look)
    if each.discuss:
        parts.append(moved([speech_sign()], look.label - 14, look.row / 2))
    marked = middle_of(each)
    if marked is not None:
        left = look.left(marked)
        parts.append(rect(left + 1, 2, look.cell - 2, look.row - 4, MIDDLE, rx="5"))
        parts.append(rect(left + 5, look.row - 7, look.cell - 10, 4, GREEN, rx="2"))
    parts += cells(look)
    wanted = next_of(result).get(each.id)
    if wanted is not None:
        left = look.left(wanted)
        parts.append(
            frame(left + 2, 3, look.cell - 4, look.row - 6, ORANGE, 1.8, rx="5", stroke_dasharray="5 3")
        )
        parts.append(moved([next_sign()], left + look.cell - 11, look.row - 9))
    parts += _marks(each, look, radius)
    gate = gate_of(result, rubric).get(each.id)
    if gate is not None:
        sign = open_gate() if passes(each, gate) else shut_gate()
        parts.append(moved([sign], look.left(gate), look.row / 2))
    parts += _camps(each, look)
    if each.unknown:
        at = look.width - look.aside / 2
        alone = result.raters == 1
        words = "?" if alone else say(language, "pictures.profile.apart", n=each.unknown)
        parts.append(
            text(at, look.row / 2 + look.font * 0.36, words, look.font, text_anchor="middle", fill=SOFT)
        )
    return parts


def _marks(each: DimensionResult, look: LevelGridLook, radius: float) -> list[str]:
    parts = []
    for level in RUNGS:
        roles = [role for role, levels in each.by_role for known in levels if known == level]
        places = packed(look.left(level) + look.cell / 2, look.row / 2 - 1, look.room[0], len(roles), radius)
        for role, (x, y) in zip(roles, places, strict=True):
            form, colour = mark_of(role)
            parts.append(mark(form, x, y, radius * 0.92, colour))
    return parts


def _camps(each: DimensionResult, look: LevelGridLook) -> list[str]:
    """A bracket over each of the two groups, where the raters stand apart."""
    parts = []
    for group in each.camps or ():
        left, right = look.left(min(group)) + 7, look.left(max(group)) + look.cell - 7
        parts.append(track([(left, 10), (left, 5), (right, 5), (right, 10)], INK, 2))
    return parts


def middle_of(each: DimensionResult) -> int | None:
    """The median where enough raters know for it to be marked."""
    return each.median if len(each.levels) >= SOME_RATERS else None


def gate_of(result: CommunityResult, rubric: Rubric) -> dict[str, int]:
    """The gate (dimension to level) of the next stage, or of the highest once it is reached.

    Empty while there is no stage: a gate would say which one is near.
    """
    gated = result.next_stage or result.stage
    return {} if gated is None else rubric.gates.get(gated, {})


def next_of(result: CommunityResult) -> dict[str, int]:
    """The level to read next, for the dimensions that lack one; none while there is no stage."""
    return {anchor.dimension: anchor.level for anchor in result.next_anchors}


def passes(each: DimensionResult, gate: int) -> bool:
    """Whether a dimension reaches the level its gate needs; an unknown one does not."""
    return each.median is not None and each.median >= gate


def _signs(
    result: CommunityResult, rubric: Rubric, language: Language, role_name: RoleName
) -> tuple[Sign, ...]:
    """The signs in the legend: only those this picture shows."""
    signs = []
    for role, n in result.roles:
        form, colour = mark_of(role)
        name = role_name(role)
        words = name if result.raters == 1 else say(language, "pictures.profile.role", name=name, n=n)
        signs.append(Sign(mark(form, 0, 0, 6.5, colour), words))
    gates = gate_of(result, rubric)
    states = {passes(each, gates[each.id]) for each in result.dimensions if each.id in gates}
    following = result.next_stage or result.stage or ""
    entries = {
        "middle": (
            any(middle_of(each) is not None for each in result.dimensions),
            rect(-7, -2, 14, 4, GREEN, rx="2"),
        ),
        "gate_open": (True in states, open_gate()),
        "gate_shut": (False in states, shut_gate()),
        "next": (bool(next_of(result)), next_sign()),
        "discuss": (any(each.discuss for each in result.dimensions), speech_sign()),
        "camps": (
            any(each.camps for each in result.dimensions),
            track([(-8, 4), (-8, -2), (8, -2), (8, 4)], INK, 2),
        ),
    }
    signs += [
        Sign(drawn, say(language, f"pictures.legend.{name}", stage=following))
        for name, (visible, drawn) in entries.items()
        if visible
    ]
    return tuple(signs)
