"""View model of a question: its fields in order, with their values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import groupby

from workshop.base.text import Language, say
from workshop.exercises.climbing import UNKNOWN, rungs
from workshop.exercises.columns import OTHER, day_text, read_day
from workshop.exercises.form import RESTS_ON, STANCES
from workshop.exercises.grouping import most_on_one
from workshop.exercises.placing import AXES, NOT_KNOWN, SIZE, STEPS, Axis, Point, axes_of
from workshop.model.step import ColumnKind, Ends, Option, Question, StepKind
from workshop.phone.folding import Fold, folds
from workshop.phone.naming import Pairs, Roster, pairs_shown, roster_shown
from workshop.services.camp.participant_view import CurrentQuestion
from workshop.services.camp.questions import picked_in
from workshop.services.seats.partners_shown import Partner

Form = Mapping[str, Sequence[str]]

SHOWN_CARDS = 3  # blank cards offered at first
SPARE = 1  # blank rows offered beside those filled in
LONG_TEXT = 60  # length from which a field gets several lines


@dataclass(frozen=True)
class OptionView:
    """An option and whether it is chosen. `first`: it is ranked first."""

    option: Option
    taken: bool
    first: bool = False
    hypothesis: bool = False


@dataclass(frozen=True)
class FieldCell:
    """One field of a row. `other` is the name of somebody outside the room; `people` are those in it by community."""

    column: Option
    text: str
    other: str = ""
    people: tuple[tuple[str, tuple[Option, ...]], ...] = ()

    @property
    def dated(self) -> bool:
        """Whether the browser's own calendar can show what is written there."""
        return not self.text or read_day(self.text, None) is not None


@dataclass(frozen=True)
class FieldRow:
    """One row of a small table, column by column with its values."""

    number: int
    cells: tuple[FieldCell, ...]
    rests_on: tuple[OptionView, ...] = ()  # the items it may rest on

    @property
    def rested(self) -> int:
        return sum(one.taken for one in self.rests_on)


@dataclass(frozen=True)
class Board:
    """The picture a point is placed on: rows of it from the top, and what stands on it, in cells from the left and top."""

    across: Axis
    up: Axis
    point: tuple[int, int] | None
    before: tuple[int, int] | None  # the seat's earlier point
    size: int = SIZE


@dataclass(frozen=True)
class DotField:
    """What dots may be placed on, and how many of one's own lie there."""

    option: Option
    count: int


@dataclass(frozen=True)
class QuestionView:
    """What a template needs of a question beyond its words."""

    kind: str
    choices: tuple[OptionView, ...] = ()
    folds: tuple[Fold[OptionView], ...] = ()  # the choices of a list that may be long
    several: bool = False
    unknown: bool = False  # "don't know" is chosen
    ticked: frozenset[str] = frozenset()  # parts of levels
    single: Mapping[str, str] = field(default_factory=dict)  # field -> text
    cards: tuple[str, ...] = ()
    rows: tuple[FieldRow, ...] = ()
    extra: int = 0  # how many more rows or cards than usual are shown
    room_for_more: bool = False
    long: bool = False
    roster: Roster | None = None  # whom one may pick, or tie to oneself
    pairs: Pairs | None = None  # ties among others
    board: Board | None = None
    dots: tuple[DotField, ...] = ()
    most_on_one: int = 0
    partners: tuple[Partner, ...] = ()  # with whom one is matched
    help: tuple[str, ...] = ()
    residents: tuple[str, ...] = ()  # the note on how to write about residents, beside free text

    @property
    def parted(self) -> bool:
        """Whether levels have parts to tick."""
        return self.kind == StepKind.SCALE and any(one.option.choices for one in self.choices)

    @property
    def told(self) -> bool:
        """Whether something of an example is there."""
        return any(self.single.get(name) for name in ("confidence", "when", "started", "evidence"))


def question_view(
    current: CurrentQuestion[Question],
    values: Form,
    language: Language,
    extra: int = 0,
    before: Point | None = None,
) -> QuestionView:
    """The fields of a question with `values` in them. `extra`: how many further blank rows were asked for; `before`: where
    this seat placed the same thing earlier.
    """
    lines = tuple(line for line in current.question.help.split("\n") if line)
    # On a scale, free text comes last, so the note about residents stands there.
    apart = 1 if current.question.evidence else 0
    return replace(
        _placing(current, values, before)
        if current.question.kind is StepKind.PLACE
        else _fields(current, values, language, extra),
        help=lines[: len(lines) - apart],
        residents=lines[len(lines) - apart :],
    )


def _placing(current: CurrentQuestion[Question], values: Form, before: Point | None) -> QuestionView:
    single = {name: texts[-1] for name, texts in values.items() if texts}
    across, up = axes_of(current.question)
    point = None
    if NOT_KNOWN not in single and all(single.get(name) in STEPS for name in AXES):
        point = Point(int(single["x"]), int(single["y"]))
    return QuestionView(
        StepKind.PLACE.value,
        unknown=NOT_KNOWN in single,
        single=single,
        board=Board(across, up, _cell(point), _cell(before)),
    )


def _cell(point: Point | None) -> tuple[int, int] | None:
    """A point in cells from the left and from the top, as a drawing counts."""
    return (point.x - 1, SIZE - point.y) if point else None


NEAR = (1, 3, 7)  # days from today, offered beside a calendar
MONTHS = {6: 182, 9: 274, 12: 365}  # the same where somebody is to look half a year ahead or further


def near_days(today: date, language: Language, within: int | None = None) -> tuple[tuple[str, str], ...]:
    """Days most people mean, as the calendar wants them and in words; months ahead where the column lasts so long."""
    if within is not None and within > MONTHS[6]:
        return tuple(
            (
                day.isoformat(),
                say(language, "phone.question.in_months", n=months, day=day_text(language, day)),
            )
            for months, day in ((months, today + timedelta(days=days)) for months, days in MONTHS.items())
        )
    return tuple(
        (
            (today + timedelta(days=days)).isoformat(),
            say(
                language,
                "phone.question.in_days",
                n=days,
                day=day_text(language, today + timedelta(days=days), year=False),
            ),
        )
        for days in NEAR
    )


def folded(choices: Sequence[OptionView]) -> tuple[Fold[OptionView], ...]:
    """Options under the headings of their vocabulary; what is chosen stands open."""
    return folds(
        choices,
        title=lambda one: one.option.group,
        label=lambda one: one.option.label,
        taken=lambda one: one.taken,
    )


def chosen_of(options: Sequence[Option], chosen: Sequence[str]) -> tuple[Fold[OptionView], ...]:
    """A vocabulary as a list to choose from; the first of `chosen` weighs most."""
    first = chosen[0] if chosen else ""
    return folded([OptionView(one, one.code in chosen, first=one.code == first) for one in options])


def _fields(current: CurrentQuestion[Question], values: Form, language: Language, extra: int) -> QuestionView:
    question = current.question
    single = {name: texts[-1] for name, texts in values.items() if texts}
    kind = question.kind.value
    long = question.max_chars > LONG_TEXT
    match question.kind:
        case StepKind.SCALE:
            level = single.get("level", "")
            choices = tuple(
                OptionView(one, one.code == level, hypothesis=one.code in question.hypothesis)
                for one in rungs(question)
            )
            return QuestionView(
                kind,
                choices,
                unknown=level == UNKNOWN,
                ticked=frozenset(values.get("part", ())),
                single=single,
                long=long,
            )
        case StepKind.CHOICE:
            chosen, first = set(values.get("chosen", ())), single.get("first", "")
            choices = tuple(
                OptionView(one, one.code in chosen, first=one.code == first) for one in question.options
            )
            return QuestionView(kind, choices, folded(choices), several=question.max_items > 1)
        case StepKind.STANCE:
            options = (Option(code, say(language, f"exercises.stance.{code}")) for code in STANCES)
            stance = single.get("stance", "")
            return QuestionView(kind, tuple(OptionView(one, one.code == stance) for one in options))
        case StepKind.CARDS:
            typed = [text for text in values.get("card", ()) if text]
            blank = max(SHOWN_CARDS, question.min_items, len(typed) + SPARE) + extra
            count = min(question.max_items, blank)
            cards = (*typed, *[""] * count)[: max(count, len(typed))]
            return QuestionView(
                kind, cards=cards, extra=extra, room_for_more=count < question.max_items, long=long
            )
        case StepKind.ROWS:
            rows = _rows(current, values, extra)
            more = len(rows) < question.max_items
            return QuestionView(kind, rows=rows, extra=extra, room_for_more=more, long=long)
        case StepKind.ROSTER:
            earlier = bool(picked_in(current.step_view.exercise, question))
            roster = roster_shown(question, values, extra, earlier=earlier)
            return QuestionView(kind, roster=roster, extra=extra, several=question.max_items > 1)
        case StepKind.TIES if question.ends is Ends.MINE:
            return QuestionView(kind, roster=roster_shown(question, values, 0, earlier=True))
        case StepKind.TIES:
            pairs = pairs_shown(question, values, extra)
            return QuestionView(kind, pairs=pairs, extra=extra)
        case StepKind.DOTS:
            fields = tuple(
                DotField(one, int(dots) if (dots := single.get(f"dot.{one.code}", "")).isdecimal() else 0)
                for one in question.items or question.options
            )
            return QuestionView(kind, dots=fields, most_on_one=most_on_one(question))
        case _:
            return QuestionView(kind, single=single, long=long)


def _rows(current: CurrentQuestion[Question], values: Form, extra: int) -> tuple[FieldRow, ...]:
    question = current.question
    people = tuple(
        (place, tuple(members)) for place, members in groupby(question.people, key=lambda one: one.help)
    )

    def cell(number: int, column: Option) -> FieldCell:
        text, other = (
            (values.get(f"row.{number}.{column.code}{end}", ()) or ("",))[-1] for end in ("", f".{OTHER}")
        )
        return FieldCell(column, text, other, people if column.column is ColumnKind.PERSON else ())

    numbers = {
        int(name.split(".")[1]) for name in values if name.startswith("row.") and name.split(".")[1].isdigit()
    }
    typed = [
        (
            tuple(cell(number, column) for column in question.options),
            frozenset(values.get(f"row.{number}.{RESTS_ON}", ())),
        )
        for number in sorted(numbers)
    ]
    filled = [
        (cells, rests) for cells, rests in typed if rests or any(one.text or one.other for one in cells)
    ]
    count = min(question.max_items, max(1, question.min_items, len(filled)) + extra)
    blank = (tuple(cell(-1, column) for column in question.options), frozenset[str]())
    rows = (*filled, *[blank] * count)[: max(count, len(filled))]
    return tuple(
        FieldRow(number, cells, tuple(OptionView(item, item.code in rests) for item in question.items))
        for number, (cells, rests) in enumerate(rows)
    )
