"""View model of name generator questions: who may be picked, grouped by building, and rows of ties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workshop.model.step import Option, Question, StepKind
from workshop.phone.folding import folds

Form = Mapping[str, Sequence[str]]

FEW = 12  # people shown at once; more are folded by building
CARDS = 30  # people each given a card of their own to mark
LISTED = 400  # rows a thumb can scroll through; beyond that, codes are typed
SELECTED = 80  # people in a drop-down list; more are typed, with the browser's autocompletion
BRIEF = 7  # choices side by side; more go into a drop-down list
SPARE = 1  # blank entries to add a person
EMPTY = 3  # as many where nobody is on the map yet
ROWS = 3  # blank rows of ties at first


@dataclass(frozen=True)
class MarkField:
    """One column about a person: its field, its options, and the chosen one ("" while none is)."""

    name: str
    column: Option
    taken: str

    @property
    def brief(self) -> bool:
        return len(self.column.choices) <= BRIEF


@dataclass(frozen=True)
class Named:
    """A person on the page. `taken`: picked, or the relations chosen for them."""

    person: Option
    taken: frozenset[str]
    marks: tuple[MarkField, ...] = ()


@dataclass(frozen=True)
class Gathered:
    """The people of one building, or of one kind. `opened`: visible without a tap."""

    title: str
    people: tuple[Named, ...]
    opened: bool
    first: str = ""  # of a part of a large building: the names it begins and ends with
    last: str = ""
    heads: tuple[str, ...] = ()

    @property
    def taken(self) -> int:
        return sum(bool(one.taken) for one in self.people)


@dataclass(frozen=True)
class Roster:
    """The people who may be picked. `cards`: each has a card to mark instead of a box to tick. `adding`: others may be
    written too.
    """

    groups: tuple[Gathered, ...]
    added: tuple[Named, ...]  # typed by hand, and blank places
    chosen: tuple[str, ...]  # labels of those picked, in order
    cards: bool
    known: int  # people to pick from
    findable: bool  # enough people for a search field
    adding: bool
    room_for_more: bool
    listed: bool  # False where they are too many to show


@dataclass(frozen=True)
class TieRow:
    """One row of ties among others, with what is chosen in it."""

    number: int
    source: str
    target: str
    relation: str


@dataclass(frozen=True)
class Pairs:
    """Rows of ties, and the people they may name, by building."""

    rows: tuple[TieRow, ...]
    groups: tuple[Gathered, ...]
    room_for_more: bool
    typed: bool  # too many to drop down


def roster_shown(question: Question, values: Form, extra: int, *, earlier: bool) -> Roster:
    """The people of a roster, or of one's own ties, with the form's values. `extra` more blank entries. `earlier`: it
    asks about those picked in an earlier question, not about whom the map happens to know.
    """
    columns = len(question.options) if question.kind is StepKind.ROSTER else 0
    picks = frozenset(values.get("pick", ()))
    # Each column is a row of its own under everybody.
    listed = question.people if len(question.people) * (1 + columns) <= LISTED else ()
    people = tuple(
        Named(one, _taken(question, one, picks, values), _marks(question, one.code, values)) for one in listed
    )
    typed = [text for text in values.get("add", ()) if text]
    unlisted = [code for code in values.get("pick", ()) if code and code not in {one.code for one in listed}]
    typed += [code for code in unlisted if code not in typed]
    spare = SPARE if question.people else EMPTY
    blank = min(max(0, question.max_items - len(typed)), max(spare - len(typed), SPARE) + extra)
    added = tuple(
        Named(Option(text, text), frozenset({text} - {""}), _marks(question, f"+{number}", values))
        for number, text in enumerate((*typed, *[""] * blank))
    )
    cards = columns > 0 and 0 < len(people) <= min(CARDS, question.max_items)
    return Roster(
        groups=_gathered(people) if len(people) > FEW else (Gathered("", people, opened=True),),
        added=added,
        chosen=(*(one.person.label for one in people if one.taken), *typed),
        cards=cards,
        known=len(question.people),
        findable=len(people) > FEW,
        adding=not (cards and earlier and len(people) >= question.min_items)
        or any(one.taken for one in added),
        room_for_more=len(added) < question.max_items,
        listed=bool(listed),
    )


def pairs_shown(question: Question, values: Form, extra: int) -> Pairs:
    """Rows of ties with the form's values; `extra` more blank ones."""
    numbers = sorted(
        {
            int(name.split(".")[1])
            for name in values
            if name.startswith("pair.") and name.split(".")[1].isdigit()
        }
    )

    def value(number: int, name: str) -> str:
        texts = values.get(f"pair.{number}.{name}", ())
        return texts[-1] if texts else ""

    filled = [
        (value(number, "source"), value(number, "target"), value(number, "relation")) for number in numbers
    ]
    filled = [row for row in filled if row[0] or row[1]]
    count = min(question.max_items, max(ROWS, len(filled) + SPARE) + extra)
    rows = (*filled, *[("", "", "")] * count)[: max(count, len(filled))]
    return Pairs(
        rows=tuple(TieRow(number, *row) for number, row in enumerate(rows)),
        groups=_gathered(tuple(Named(one, frozenset()) for one in question.people)),
        room_for_more=len(rows) < question.max_items,
        typed=len(question.people) > SELECTED,
    )


def _taken(question: Question, option: Option, picks: frozenset[str], values: Form) -> frozenset[str]:
    if question.kind is StepKind.TIES:
        return frozenset(values.get(f"tie.{option.code}", ()))
    marked = any(mark.taken for mark in _marks(question, option.code, values))
    return frozenset({option.code}) if option.code in picks or marked else frozenset()


def _marks(question: Question, name: str, values: Form) -> tuple[MarkField, ...]:
    if question.kind is not StepKind.ROSTER:
        return ()
    fields = ((f"mark.{name}.{column.code}", column) for column in question.options)
    return tuple(MarkField(field, column, (values.get(field) or ("",))[-1]) for field, column in fields)


def _gathered(people: Sequence[Named]) -> tuple[Gathered, ...]:
    """People by building, in the map's order; folded where there are many, a large building in parts."""
    gathered = folds(
        people,
        title=lambda one: one.person.help,
        label=lambda one: one.person.label,
        taken=lambda one: bool(one.taken),
        few=0,
    )
    return tuple(
        Gathered(one.title, one.lines, one.opened, one.first, one.last, one.heads) for one in gathered
    )
