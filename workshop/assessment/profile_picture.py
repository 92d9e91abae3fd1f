"""A community's ten dimensions as one picture, the same on phone, desk and report.

Rows are dimensions, places are levels. Every known answer is one mark, its shape and colour the rater's role; who
does not know is counted apart on the right. The middle level is marked only where three or more know.
"""

from __future__ import annotations

from workshop.assessment.level_rows import RowsLook, cells, ground, head, row_name
from workshop.assessment.profile_legend import Sign, legend, next_sign, open_gate, shut_gate, speech_sign
from workshop.assessment.role_marks import RoleName, mark_of
from workshop.assessment.rubric import LEVELS as RUNGS
from workshop.assessment.rubric import Rubric
from workshop.assessment.scoring import SOME_RATERS, CommunityResult, DimensionResult
from workshop.drawing import (
    GREEN,
    INK,
    LINE,
    ORANGE,
    SOFT,
    dot_radius,
    frame,
    line,
    mark,
    moved,
    packed,
    rect,
    sheet,
    text,
    track,
)
from workshop.text import Language, say

MIDDLE = "#dcebdd"


# Shown a little narrower than drawn on the smallest phones: letters stay above 12 pixels even then.
PHONE = RowsLook(width=352, label=102, aside=44, row=54, font=15, small=13.5, largest=9)
WIDE = RowsLook(width=560, label=152, aside=64, row=44, font=17, small=14.5, largest=8.5)


def profile_picture(
    result: CommunityResult, rubric: Rubric, language: Language, role_name: RoleName, look: RowsLook = WIDE
) -> str:
    """The profile as SVG. `profile_words` says the same in words."""
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
    look: RowsLook,
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


def _marks(each: DimensionResult, look: RowsLook, radius: float) -> list[str]:
    parts = []
    for level in RUNGS:
        roles = [role for role, levels in each.by_role for found in levels if found == level]
        places = packed(look.left(level) + look.cell / 2, look.row / 2 - 1, look.room[0], len(roles), radius)
        for role, (x, y) in zip(roles, places, strict=True):
            form, colour = mark_of(role)
            parts.append(mark(form, x, y, radius * 0.92, colour))
    return parts


def _camps(each: DimensionResult, look: RowsLook) -> list[str]:
    """A bracket over each of the two groups, where the raters stand apart."""
    parts = []
    for group in each.camps or ():
        left, right = look.left(min(group)) + 7, look.left(max(group)) + look.cell - 7
        parts.append(track([(left, 10), (left, 5), (right, 5), (right, 10)], INK, 2))
    return parts


def middle_of(each: DimensionResult) -> int | None:
    """The middle level where enough raters know for one to be marked."""
    return each.median if len(each.levels) >= SOME_RATERS else None


def gate_of(result: CommunityResult, rubric: Rubric) -> dict[str, int]:
    """The dimensions that must stand at a level for the next stage, or for the highest once it is reached.

    None while nothing is known: a gate would be the only level in the picture.
    """
    if "nothing_known" in result.cautions:
        return {}
    return rubric.gates.get(result.next_stage or result.stage, {})


def next_of(result: CommunityResult) -> dict[str, int]:
    """The level to read next, for the dimensions that lack one; none while nothing is known."""
    if "nothing_known" in result.cautions:
        return {}
    return {one.dimension: one.level for one in result.next_anchors}


def passes(each: DimensionResult, gate: int) -> bool:
    """Whether a dimension stands at the level its gate needs; nobody knowing is not passing."""
    return each.median is not None and each.median >= gate


def _signs(
    result: CommunityResult, rubric: Rubric, language: Language, role_name: RoleName
) -> tuple[Sign, ...]:
    """What the legend explains: only what this picture shows."""
    signs = []
    for role, n in result.roles:
        form, colour = mark_of(role)
        name = role_name(role)
        words = name if result.raters == 1 else say(language, "pictures.profile.role", name=name, n=n)
        signs.append(Sign(mark(form, 0, 0, 6.5, colour), words))
    gates = gate_of(result, rubric)
    states = {passes(each, gates[each.id]) for each in result.dimensions if each.id in gates}
    following = result.next_stage or result.stage
    shown = {
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
        for name, (here, drawn) in shown.items()
        if here
    ]
    return tuple(signs)
