"""Importing a network from files: preview, column mapping, then saving in full or not at all."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from workshop.base.errors import InputError
from workshop.base.text import say
from workshop.desk.map.map_chart import relation_name
from workshop.desk.ui.actions import attempt
from workshop.desk.ui.cache import Kept
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import bullets, escape
from workshop.desk.ui.visitor import Visitor
from workshop.model.camp import Community
from workshop.model.network import Group, GroupLife, Network, Person, PersonKind, Relation, Tie
from workshop.network.graph.discord import counts, shown_relation
from workshop.network.graph.wording import labels
from workshop.network.io.columns import FIELDS, understood
from workshop.network.io.graph_readers import GRAPHS
from workshop.network.io.imported import (
    ABOUT,
    AFFILIATION,
    AS_IT_IS,
    BUILDINGS,
    EXTRA_FIELD,
    GROUPS,
    LEFT,
    LIVES,
    MATRIX,
    PEOPLE,
    REMARKS,
    TIES,
    Alike,
    Choices,
    Imported,
    Note,
    Seen,
)
from workshop.network.io.template import empty_workbook
from workshop.network.text.import_text import note_sentence
from workshop.services.map import networks

KINDS = (PEOPLE, GROUPS, TIES, MATRIX, AFFILIATION, BUILDINGS, REMARKS, LIVES, ABOUT, LEFT)
ACROSS = 3  # choices side by side on a wide screen
WIDEST = 30  # characters of a cell shown


def headers_form(visitor: Visitor, seen: tuple[Seen, ...], key: str) -> tuple[tuple[str, int], ...]:
    """Which row is each table's header; returns those that were moved."""
    movable = [(one.title, row) for one in seen if (row := _header_row(one)) is not None]
    if not movable:
        return ()
    moved: list[tuple[str, int]] = []
    with st.expander(visitor.say("import.headers"), expanded=any(row != 1 for _, row in movable)):
        columns = st.columns(ACROSS)
        for number, (title, row) in enumerate(movable):
            with columns[number % ACROSS]:
                pick = int(
                    st.number_input(
                        visitor.say("import.header_of", name=escape(title)),
                        min_value=min(row, 1),
                        value=row,
                        step=1,
                        key=f"{key}.{title}.row",
                    )
                )
            if pick != row:
                moved.append((title, pick))
    return tuple(moved)


def _header_row(seen: Seen) -> int | None:
    return None if seen.title in ("nodes", "edges") else seen.header_row


def columns_form(visitor: Visitor, seen: tuple[Seen, ...], key: str) -> Choices:
    """The tables with their first rows and a field choice for every column; returns the choices."""
    tables: list[tuple[str, str]] = []
    columns: list[tuple[str, str, str]] = []
    for one in seen:
        heading = visitor.say(
            "import.table", name=escape(one.title), n=one.count, what=visitor.say(f"import.what.{one.what}")
        )
        with st.expander(heading):
            place = f"{key}.{one.title}.{one.header_row}"
            what = _what(visitor, one, place)
            if what != one.what:
                tables.append((one.title, what))
            if what not in (LEFT, MATRIX, AFFILIATION):  # a matrix's columns are people or groups
                columns += [
                    (one.title, header, field) for header, field in _fields(visitor, one, what, place)
                ]
            _first_rows(visitor, one)
    return Choices(tuple(tables), tuple(columns))


def _what(visitor: Visitor, seen: Seen, place: str) -> str:
    """What the table holds; the parts of a graph file have fixed kinds."""
    if seen.title in ("nodes", "edges"):
        return seen.what
    return st.selectbox(
        visitor.say("import.table_is"),
        KINDS,
        index=KINDS.index(seen.what),
        format_func=lambda what: visitor.say(f"import.what.{what}"),
        key=f"{place}.what",
    )


def _fields(visitor: Visitor, seen: Seen, what: str, place: str) -> list[tuple[str, str]]:
    """The chosen fields of columns, where they differ from what was recognised."""
    found = seen.fields if what == seen.what else understood(what, seen.header, {})
    rest = (EXTRA_FIELD, LEFT) if what in (PEOPLE, GROUPS) else (LEFT,)
    options = [*FIELDS[what], *rest]
    options = [name for name in options if (what, name) != (ABOUT, "format")]
    chosen: list[tuple[str, str]] = []
    st.caption(visitor.say("import.columns"))
    row = st.columns(ACROSS)
    for number, (header, field) in enumerate(zip(seen.header, found, strict=True)):
        if not header or field not in options:
            continue
        with row[number % ACROSS]:
            pick = st.selectbox(
                escape(header),
                options,
                index=options.index(field),
                format_func=lambda name: field_name(visitor, what, name),
                key=f"{place}.{what}.{number}",
            )
        if pick != field:
            chosen.append((header, pick))
    return chosen


def field_name(visitor: Visitor, what: str, name: str) -> str:
    """The name of a field, or what happens to a column without one."""
    if name in (EXTRA_FIELD, LEFT):
        return visitor.say(f"import.field.{name}")
    return visitor.say(f"network.column.{what}.{name}")


def _first_rows(visitor: Visitor, seen: Seen) -> None:
    if not seen.rows:
        st.caption(visitor.say("import.no_rows"))
        return
    st.caption(visitor.say("import.first_rows", n=len(seen.rows)))
    shown = {
        escape(header) or f"({place + 1})": [_cell(row[place]) for row in seen.rows]
        for place, header in enumerate(seen.header)
    }
    st.table(shown)


def _cell(text: str) -> str:
    return escape(text if len(text) <= WIDEST else f"{text[: WIDEST - 1]}…")


TYPES = ["xlsx", "csv", "tsv", "txt", "zip", *(ending.removeprefix(".") for ending in GRAPHS)]
SHOWN = 8  # problems or people listed
PAIRS = 40  # likely duplicates listed; each is a checkbox
# Files are parsed in a child process; while they are on the page the result is kept.
_READ = Kept(12)


def import_form(visitor: Visitor, community: Community, place: str) -> None:
    """Files, their contents or their problems, and the button that saves them."""
    st.caption(visitor.say("import.help"))
    st.download_button(
        visitor.say("desk.import.template"),
        empty_workbook(visitor.language),
        file_name=visitor.say("desk.import.template_name"),
        key=f"import.template.{community.id}",
        on_click="ignore",
    )
    uploads = st.file_uploader(
        visitor.say("import.file"), TYPES, accept_multiple_files=True, key=f"import.file.{community.id}"
    )
    if not uploads:
        return
    files = {upload.name: upload.getvalue() for upload in uploads}
    digest = hashlib.sha256(b"".join(files.values()) + repr(list(files)).encode()).hexdigest()[:16]

    def look(choices: Choices) -> Imported:
        return _READ.get(
            community.camp, (digest, visitor.language, choices), lambda: networks.read_upload(files, choices)
        )

    with st.spinner(visitor.say("desk.import.reading")):
        first = look(AS_IT_IS)
    top = st.container()
    choices = AS_IT_IS
    if first.seen:
        st.markdown(visitor.say("import.tables"))
        headers = headers_form(visitor, first.seen, f"import.{digest}")
        moved = look(Choices(headers=headers)) if headers else first
        choices = replace(columns_form(visitor, moved.seen, f"import.{digest}"), headers=headers)
    found = look(choices)
    with top:
        _preview(visitor, community, place, found, ", ".join(files), f"import.{digest}.alike")


def _preview(
    visitor: Visitor, community: Community, place: str, imported: Imported, note: str, key: str
) -> None:
    network = imported.network
    if network is None:
        _problems(visitor, imported.problems)
        _notes(visitor, imported.notes)
        return
    found = counts(network)
    told = visitor.say(
        "desk.import.found",
        people=found.people,
        groups=found.groups,
        ties=found.ties,
    )
    more = {"buildings": network.buildings, "remarks": network.remarks, "life": network.changes}
    beside = " · ".join(
        visitor.say("import.beside", n=len(rows), what=visitor.say(f"import.what.{what}"))
        for what, rows in more.items()
        if rows
    )
    way = visitor.say("import.directed" if network.directed else "import.undirected")
    st.success(f"{told}  \n{beside}" if beside else told)
    name = labels(network)
    ids = [*(one.id for one in network.people), *(one.id for one in network.groups)]
    st.caption(" · ".join(escape(name(one)) for one in ids[:SHOWN]) + (" …" if len(ids) > SHOWN else ""))
    said = Counter(relation_name(visitor, shown_relation(tie)) for tie in network.ties)
    by_relation = " · ".join(f"{escape(relation)} {n}" for relation, n in said.most_common(SHOWN))
    st.caption(f"{by_relation}  \n{way}" if by_relation else way)
    _notes(visitor, imported.notes)
    pairs = _same(visitor, network, imported.alike, key)
    whole = networks.one_of_two(network, pairs) if pairs else network
    if pairs:
        st.info(
            visitor.say(
                "import.joined", n=len(pairs), left=len(network.ties) - len(whole.ties), ties=len(whole.ties)
            )
        )
    if st.button(visitor.say("desk.import.save"), key=f"import.save.{community.id}", type="primary"):
        attempt(
            visitor,
            place,
            lambda: networks.save(app_context(), community.id, whole, visitor.by, note[:80]),
            visitor.say("desk.map.saved"),
        )
        st.rerun()


def _problems(visitor: Visitor, problems: Sequence[InputError]) -> None:
    """Each fault with its position and its fix; nothing was imported."""
    st.error(visitor.say("desk.import.nothing", n=len(problems)))
    st.markdown(bullets(escape(visitor.explain(problem)) for problem in problems[:SHOWN]))
    if len(problems) > SHOWN:
        st.caption(visitor.say("desk.import.more", n=len(problems) - SHOWN))
    st.caption(visitor.say("import.mend"))


def _notes(visitor: Visitor, notes: Sequence[Note]) -> None:
    """What is left out and why, and interpretations the user should know of."""
    if notes:
        st.markdown(visitor.say("import.notes"))
        st.markdown(bullets(note_sentence(visitor.language, note, escape) for note in notes))


def _same(
    visitor: Visitor, network: Network, alikes: Sequence[Alike], key: str
) -> tuple[tuple[str, str], ...]:
    """Pairs the user says are the same; none by default."""
    if not alikes:
        return ()
    name = labels(network)

    def shown(pair: Alike) -> str:
        one, other = (f"{name(who)} ({who})" if name(who) != who else who for who in (pair.one, pair.other))
        return visitor.say(f"import.alike.{pair.why}", one=escape(one), other=escape(other))

    with st.expander(visitor.say("import.alike", n=len(alikes)), expanded=len(alikes) <= SHOWN):
        st.caption(visitor.say("import.alike_help"))
        chosen = [
            (pair.one, pair.other)
            for number, pair in enumerate(alikes[:PAIRS])
            if st.checkbox(shown(pair), key=f"{key}.{number}")
        ]
        if len(alikes) > PAIRS:
            st.caption(visitor.say("import.alike_more", n=len(alikes) - PAIRS))
    return tuple(chosen)


def template(visitor: Visitor) -> Network:
    """Three made-up rows that show the expected columns."""
    language = visitor.language
    return Network(
        people=(
            Person(
                "R01", say(language, "desk.example.first"), PersonKind.RESIDENT, "3", answered=True, trust=3
            ),
            Person("R02", say(language, "desk.example.second"), PersonKind.RESIDENT, "5", answered=False),
            Person("S1", say(language, "network.kind.supporter"), PersonKind.SUPPORTER, answered=True),
        ),
        groups=(Group("G1", say(language, "desk.example.group"), "culture", GroupLife.RUNNING),),
        ties=(
            Tie("R01", "G1", Relation.LEADS, reporter="R01"),
            Tie("R02", "G1", Relation.MEMBER, reporter="R01"),
            Tie("S1", "R01", Relation.TRUSTS, reporter="S1"),
        ),
    )
