"""Reassessment charts: arrows from then to now, by level for one community, by stage and vitality for a whole room.

An open circle is the level then, the arrowhead the level now; a dashed line rests on fewer than three people at one of
the two times. How many rated then, now and both times stands beside every row: different raters are no change.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from workshop.assessment.change.reassessment import CommunityShift, DimensionShift
from workshop.assessment.charts.level_grid import LevelGridLook, cells, ground, head, row_name
from workshop.assessment.charts.profile_chart import Sign, legend
from workshop.assessment.charts.stage_vitality import DESK, StageVitalityLook, below, place_text, pointer
from workshop.assessment.charts.stage_vitality import ground as chart_ground
from workshop.assessment.rubric.rubric import Rubric
from workshop.assessment.scoring.position import stage_step, vitality_step
from workshop.assessment.scoring.scoring import SOME_RATERS, CommunityResult
from workshop.base.svg import GREEN, INK, LINE, PAPER, SOFT, arrow, dot, fitted, line, moved, sheet, text
from workshop.base.text import Language, say

PHONE = LevelGridLook(width=352, label=98, aside=66, row=46, font=15, small=13.5, largest=7)
WIDE = LevelGridLook(width=560, label=152, aside=96, row=40, font=17, small=14.5, largest=8)
DASHES = "6 4"


def reassessment_chart(
    community_shift: CommunityShift, rubric: Rubric, language: Language, look: LevelGridLook = WIDE
) -> str:
    """One community's rows, then and now. `reassessment_text` says the same in words."""
    parts: list[str] = []
    y = 4.0
    for axis in ("stage", "vitality"):
        rows = [each for each in community_shift.dimensions if each.axis == axis]
        if not rows:
            continue
        parts += ground(rubric, y, look.head + look.row * len(rows), look)
        title, aside = say(language, f"pictures.axis.{axis}"), say(language, "pictures.shift.column")
        y += look.head
        parts += head(rubric, title, aside, y - 8, look, language)
        for each in rows:
            name = rubric.dimension(each.id).name.of(language)
            parts.append(moved([*row_name(name, look), *_row(each, look, language)], 0, y))
            y += look.row
        y += 10
    drawn, high = legend(_signs(language), look.width, look.small)
    who = _who(community_shift, language)
    size = fitted(who, look.font, look.width)
    return sheet(look.width, y + high + 30, [*parts, moved(drawn, 0, y), text(0, y + high + 18, who, size)])


def _row(each: DimensionShift, look: LevelGridLook, language: Language) -> list[str]:
    parts = [line(0, 0, look.width, 0, LINE, 1), *cells(look)]
    middle, radius = look.row / 2, look.largest

    def x(level: int) -> float:
        return look.left(level) + look.cell / 2

    if each.then is not None and each.now is not None:
        parts += _arrow(
            (x(each.then), middle), (x(each.now), middle), radius, _dash(each.raters_then, each.raters_now)
        )
    elif each.then is not None:
        parts.append(dot(x(each.then), middle, radius, PAPER, INK))
    elif each.now is not None:
        parts.append(dot(x(each.now), middle, radius, GREEN))
    figures = say(
        language, "pictures.shift.figures", then=each.raters_then, now=each.raters_now, both=each.both
    )
    size = fitted(figures, look.small, look.aside - 4)
    at = look.width - look.aside / 2
    return [*parts, text(at, middle + size * 0.36, figures, size, text_anchor="middle", fill=SOFT)]


def _dash(then: int, now: int) -> str:
    """A dash pattern where fewer than three people rated at one of the two times."""
    return DASHES if min(then, now) < SOME_RATERS else ""


def _arrow(start: tuple[float, float], end: tuple[float, float], radius: float, dash: str) -> list[str]:
    """From an open circle to an arrowhead; a filled dot inside the ring where nothing moved."""
    if start == end:
        return [dot(*start, radius, PAPER, INK), dot(*start, radius * 0.55, GREEN)]
    return [arrow(*start, *end, GREEN, radius * 0.5, dash), dot(*start, radius, PAPER, INK)]


def _signs(language: Language) -> tuple[Sign, ...]:
    still = _arrow((0, 0), (0, 0), 6.5, "")
    return (
        Sign(dot(0, 0, 6.5, PAPER, INK), say(language, "pictures.shift.then")),
        Sign("".join(_arrow((-9, 0), (11, 0), 4, "")), say(language, "pictures.shift.now")),
        Sign("".join(still), say(language, "pictures.shift.still")),
        Sign(line(-11, 0, 11, 0, GREEN, 2.5, DASHES), say(language, "pictures.shift.few")),
    )


def _who(community_shift: CommunityShift, language: Language) -> str:
    """`then 5, now 6, both 4`."""
    return say(
        language,
        "pictures.shift.who",
        then=len(community_shift.raters_then),
        now=len(community_shift.raters_now),
        both=len(community_shift.both),
    )


def reassessment_text(community_shift: CommunityShift, rubric: Rubric, language: Language) -> str:
    """Every row in words, and who rated then and now."""
    lines = [_who(community_shift, language)]
    for each in community_shift.dimensions:
        then, now = (
            say(language, "assessment.unknown")
            if level is None
            else say(language, "assessment.level", level=level)
            for level in (each.then, each.now)
        )
        moved_ = say(language, "pictures.shift.line", then=then, now=now)
        figures = say(
            language, "pictures.shift.who", then=each.raters_then, now=each.raters_now, both=each.both
        )
        sentence = say(language, "pictures.words.joiner").join((moved_, figures))
        name = rubric.dimension(each.id).name.of(language)
        lines.append(say(language, "pictures.words.row", name=name, text=sentence))
    return "\n".join(lines)


def enough(community_shifts: Sequence[CommunityShift], least: int) -> bool:
    """Whether enough people rated at both times that nobody can be recognised."""
    times = (
        [len(shift.raters_then) for shift in community_shifts],
        [len(shift.raters_now) for shift in community_shifts],
    )
    return all(sum(people) >= least for people in times)


def stage_vitality_shift_chart(
    community_shifts: Sequence[CommunityShift],
    rubric: Rubric,
    language: Language,
    least: int,
    look: StageVitalityLook = DESK,
    own: str = "",
) -> str:
    """The moves of all communities on the stage–vitality chart, without names."""
    return sheet(
        look.width,
        look.height,
        stage_vitality_shift_parts(community_shifts, rubric, language, least, look, own),
    )


def stage_vitality_shift_parts(
    community_shifts: Sequence[CommunityShift],
    rubric: Rubric,
    language: Language,
    least: int,
    look: StageVitalityLook = DESK,
    own: str = "",
) -> list[str]:
    """The SVG parts of that chart. A community with an unknown axis at one of the times has no arrow."""
    if not enough(community_shifts, least):
        why = say(language, "pictures.too_few", least=least)
        return [text(0, look.font * 2, why, fitted(why, look.font * 1.3, look.width, look.least or 9))]
    known = [shift for shift in community_shifts if _known(shift.then) and _known(shift.now)]
    parts = chart_ground(rubric, language, look)
    for shift, (right, down) in _lanes(known, look):
        start, end = (
            (look.x(stage_step(result)) + right, look.y(vitality_step(result)) + down)
            for result in (shift.then, shift.now)
        )
        dash = _dash(len(shift.raters_then), len(shift.raters_now))
        parts += _arrow(start, end, look.largest * 0.5, dash)
        if shift.community == own:
            parts += pointer(end, look.largest * 0.5, say(language, "pictures.plane.own"), look)
    words = say(language, "pictures.shift.caption")
    missing = len(community_shifts) - len(known)
    if missing:
        words += say(language, "pictures.plane.missing", n=missing)
    return parts + below(words, look)


def _known(result: CommunityResult) -> bool:
    return stage_step(result) is not None and vitality_step(result) is not None


def _lanes(
    community_shifts: Sequence[CommunityShift], look: StageVitalityLook
) -> list[tuple[CommunityShift, tuple[float, float]]]:
    """Each community with the offset of its arrow to the right and down, so that equal arrows run side by side.

    In hash order; arrows mostly rise, and are offset across that direction.
    """
    ordered = sorted(community_shifts, key=lambda shift: sha256(shift.community.encode()).digest())
    lanes = [(number + 0.5) / len(ordered) - 0.5 for number in range(len(ordered))]
    return [
        (shift, (look.across * 0.7 * lane, look.high * 0.7 * lane))
        for shift, lane in zip(ordered, lanes, strict=True)
    ]


def stage_vitality_shift_text(
    community_shifts: Sequence[CommunityShift], rubric: Rubric, language: Language, least: int
) -> str:
    """The moves in words, without names."""
    if not enough(community_shifts, least):
        return say(language, "pictures.too_few", least=least)
    title = say(language, "pictures.shift.title", n=len(community_shifts))
    lines = []
    for shift in community_shifts:
        then, now = (
            place_text(stage_step(result), vitality_step(result), rubric, language)
            for result in (shift.then, shift.now)
        )
        who = _who(shift, language)
        lines.append(
            say(
                language,
                "pictures.words.row",
                name=who,
                text=say(language, "pictures.shift.line", then=then, now=now),
            )
        )
    # Sorted by their words: the order of the communities' names could identify them.
    return "\n".join([title, *sorted(lines)])
