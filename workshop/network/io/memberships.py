"""Lists of who belongs to which group: person,group / 姓名,所在小组. Each is a tie of membership from a person to a group."""

from __future__ import annotations

from workshop.model.network import Group, Network, Person, Relation, Tie
from workshop.network.io import words
from workshop.network.io.cell_names import is_placeholder
from workshop.network.io.columns import understood
from workshop.network.io.imported import LEFT, PEOPLE, Journal
from workshop.network.io.sheets import see
from workshop.network.io.table import Table


def memberships(table: Table, journal: Journal) -> Network | None:
    """The network of such a list, with a note; None where a table is none. Several groups may stand in a cell."""
    keys = [words.key(words.QUESTION_NUMBER.sub("", header)) for header in table.header]
    group = next((at for at, word in enumerate(keys) if word in words.GROUP_OF), None)
    fields = understood(PEOPLE, table.header, {})
    person = next((at for at, word in enumerate(keys) if word in words.MEMBERS and at != group), None)
    if group is None or person is None or journal.choices.fields(table.title):
        return None
    people: dict[str, None] = {}
    groups: dict[str, None] = {}
    ties: dict[tuple[str, str], Tie] = {}
    for row in table.rows:
        who, cell = row.cells[person], row.cells[group]
        if not who or is_placeholder(who):
            continue
        people.setdefault(who)
        pieces = [
            piece for part in words.ALWAYS_APART.split(cell) for piece in words.LISTED_APART.split(part)
        ]
        for name in pieces:
            if name and name.casefold() not in words.NOBODY and not is_placeholder(name):
                groups.setdefault(name)
                ties.setdefault((who, name), Tie(who, name, Relation.MEMBER))
    if not ties or set(people) & set(groups):
        return None
    taken = tuple("label" if at == person else field for at, field in enumerate(fields))
    shown = tuple(LEFT if at not in (person, group) else field for at, field in enumerate(taken))
    see(table, PEOPLE, shown, journal)
    journal.tell("memberships", [table.header[group]])
    return Network(tuple(map(Person, people)), tuple(map(Group, groups)), tuple(ties.values()))
