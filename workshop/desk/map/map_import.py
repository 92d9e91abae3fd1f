"""Taking a network from a file: looked at first, saved only when somebody says so, and never half.

How each table and column of a file was understood, and the way to have it read otherwise.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

import streamlit as st

from workshop.base.errors import InputError
from workshop.base.text import say
from workshop.desk.map.map_chart import relation_name
from workshop.desk.ui.actions import attempt
from workshop.desk.ui.cache import Kept
from workshop.desk.ui.context import the_house
from workshop.desk.ui.escape import bullets, plain
from workshop.desk.ui.visitor import Visitor
from workshop.model.camp import Community
from workshop.model.network import Group, Life, Network, Person, PersonKind, Relation, Tie
from workshop.network.graph.wording import labels
from workshop.network.io.columns import FIELDS, understood
from workshop.network.io.imported import (
    ABOUT,
    AS_IT_IS,
    BUILDINGS,
    EXTRA_FIELD,
    GROUPS,
    LEFT,
    LIVES,
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
from workshop.services.map import networks

KINDS = (PEOPLE, GROUPS, TIES, BUILDINGS, REMARKS, LIVES, ABOUT, LEFT)
ACROSS = 3  # choices beside one another on a wide screen
WIDEST = 30  # signs of a cell shown


def columns_form(here: Visitor, seen: tuple[Seen, ...], key: str) -> Choices:
    """The tables as they were found, each with its first rows and a choice for every column; what was chosen."""
    tables: list[tuple[str, str]] = []
    columns: list[tuple[str, str, str]] = []
    for one in seen:
        heading = here.say(
            "import.table", name=plain(one.title), n=one.count, what=here.say(f"import.what.{one.what}")
        )
        with st.expander(heading):
            place = f"{key}.{one.title}"
            what = _what(here, one, place)
            if what != one.what:
                tables.append((one.title, what))
            if what != LEFT:
                columns += [(one.title, header, field) for header, field in _fields(here, one, what, place)]
            _first_rows(here, one)
    return Choices(tuple(tables), tuple(columns))


def _what(here: Visitor, one: Seen, place: str) -> str:
    """What the table holds; the halves of a graph file are what they are."""
    if one.title in ("nodes", "edges"):
        return one.what
    return st.selectbox(
        here.say("import.table_is"),
        KINDS,
        index=KINDS.index(one.what),
        format_func=lambda what: here.say(f"import.what.{what}"),
        key=f"{place}.what",
    )


def _fields(here: Visitor, one: Seen, what: str, place: str) -> list[tuple[str, str]]:
    """What was chosen for the columns, where it is not what we took them for."""
    found = one.fields if what == one.what else understood(what, one.header, {})
    rest = (EXTRA_FIELD, LEFT) if what in (PEOPLE, GROUPS) else (LEFT,)
    options = [*FIELDS[what], *rest]
    options = [name for name in options if (what, name) != (ABOUT, "format")]
    chosen: list[tuple[str, str]] = []
    st.caption(here.say("import.columns"))
    row = st.columns(ACROSS)
    for number, (header, field) in enumerate(zip(one.header, found, strict=True)):
        if not header or field not in options:
            continue
        with row[number % ACROSS]:
            pick = st.selectbox(
                plain(header),
                options,
                index=options.index(field),
                format_func=lambda name: field_name(here, what, name),
                key=f"{place}.{what}.{number}",
            )
        if pick != field:
            chosen.append((header, pick))
    return chosen


def field_name(here: Visitor, what: str, name: str) -> str:
    """What a field is called, or what happens to a column without one."""
    if name in (EXTRA_FIELD, LEFT):
        return here.say(f"import.field.{name}")
    return here.say(f"network.column.{what}.{name}")


def _first_rows(here: Visitor, one: Seen) -> None:
    if not one.rows:
        st.caption(here.say("import.no_rows"))
        return
    st.caption(here.say("import.first_rows", n=len(one.rows)))
    shown = {
        plain(header) or f"({place + 1})": [_cell(row[place]) for row in one.rows]
        for place, header in enumerate(one.header)
    }
    st.table(shown)


def _cell(text: str) -> str:
    return plain(text if len(text) <= WIDEST else f"{text[: WIDEST - 1]}…")


TYPES = ["xlsx", "csv", "tsv", "graphml", "gexf", "net", "json", "zip"]
SHOWN = 8  # problems or people listed
PAIRS = 40  # of names that may be one; each is a box to tick
# Files are parsed in a child process; while they are on the page the result is kept.
_READ = Kept(12)


def import_form(here: Visitor, community: Community, place: str) -> None:
    """Files, what is in them or what is wrong with them, and the button that saves it."""
    st.caption(here.say("import.help"))
    st.download_button(
        here.say("desk.import.template"),
        empty_workbook(here.language),
        file_name=here.say("desk.import.template_name"),
        key=f"import.template.{community.id}",
        on_click="ignore",
    )
    uploads = st.file_uploader(
        here.say("import.file"), TYPES, accept_multiple_files=True, key=f"import.file.{community.id}"
    )
    if not uploads:
        return
    files = {upload.name: upload.getvalue() for upload in uploads}
    digest = hashlib.sha256(b"".join(files.values()) + repr(list(files)).encode()).hexdigest()[:16]

    def look(choices: Choices) -> Imported:
        return _READ.get(
            community.camp, (digest, here.language, choices), lambda: networks.read_upload(files, choices)
        )

    with st.spinner(here.say("desk.import.reading")):
        first = look(AS_IT_IS)
    top = st.container()
    choices = AS_IT_IS
    if first.seen:
        st.markdown(here.say("import.tables"))
        choices = columns_form(here, first.seen, f"import.{digest}")
    found = look(choices)
    with top:
        _preview(here, community, place, found, ", ".join(files), f"import.{digest}.alike")


def _preview(here: Visitor, community: Community, place: str, found: Imported, note: str, key: str) -> None:
    network = found.network
    if network is None:
        _problems(here, found.problems)
        _notes(here, found.notes)
        return
    told = here.say(
        "desk.import.found",
        people=len(network.people),
        groups=len(network.groups),
        ties=len(network.ties),
    )
    more = {"buildings": network.buildings, "remarks": network.remarks, "life": network.changes}
    beside = " · ".join(
        here.say("import.beside", n=len(rows), what=here.say(f"import.what.{what}"))
        for what, rows in more.items()
        if rows
    )
    way = here.say("import.directed" if network.directed else "import.undirected")
    st.success(f"{told}  \n{beside}" if beside else told)
    name = labels(network)
    ids = [*(one.id for one in network.people), *(one.id for one in network.groups)]
    st.caption(" · ".join(plain(name(one)) for one in ids[:SHOWN]) + (" …" if len(ids) > SHOWN else ""))
    said = Counter(relation_name(here, str(tie.relation)) for tie in network.ties)
    counts = " · ".join(f"{plain(relation)} {n}" for relation, n in said.most_common(SHOWN))
    st.caption(f"{counts}  \n{way}" if counts else way)
    _notes(here, found.notes)
    pairs = _same(here, network, found.alike, key)
    whole = networks.one_of_two(network, pairs) if pairs else network
    if pairs:
        st.info(
            here.say(
                "import.joined", n=len(pairs), left=len(network.ties) - len(whole.ties), ties=len(whole.ties)
            )
        )
    if st.button(here.say("desk.import.save"), key=f"import.save.{community.id}", type="primary"):
        attempt(
            here,
            place,
            lambda: networks.save(the_house(), community.id, whole, here.by, note[:80]),
            here.say("desk.map.saved"),
        )
        st.rerun()


def _problems(here: Visitor, problems: Sequence[InputError]) -> None:
    """Each fault with its place and its mend; nothing was taken."""
    st.error(here.say("desk.import.nothing", n=len(problems)))
    st.markdown(bullets(plain(here.explain(problem)) for problem in problems[:SHOWN]))
    if len(problems) > SHOWN:
        st.caption(here.say("desk.import.more", n=len(problems) - SHOWN))
    st.caption(here.say("import.mend"))


def _notes(here: Visitor, notes: Sequence[Note]) -> None:
    """What is left out and why, and what was read in a way to know of."""
    if notes:
        st.markdown(here.say("import.notes"))
        joiner = here.say("network.reading.list_joiner")
        st.markdown(
            bullets(
                here.say(f"import.note.{note.code}", n=note.n, names=plain(joiner.join(note.names)))
                for note in notes
            )
        )


def _same(here: Visitor, network: Network, found: Sequence[Alike], key: str) -> tuple[tuple[str, str], ...]:
    """The pairs that somebody says are one; none unless they say so."""
    if not found:
        return ()
    name = labels(network)

    def shown(pair: Alike) -> str:
        one, other = (f"{name(who)} ({who})" if name(who) != who else who for who in (pair.one, pair.other))
        return here.say(f"import.alike.{pair.why}", one=plain(one), other=plain(other))

    with st.expander(here.say("import.alike", n=len(found)), expanded=len(found) <= SHOWN):
        st.caption(here.say("import.alike_help"))
        chosen = [
            (pair.one, pair.other)
            for number, pair in enumerate(found[:PAIRS])
            if st.checkbox(shown(pair), key=f"{key}.{number}")
        ]
        if len(found) > PAIRS:
            st.caption(here.say("import.alike_more", n=len(found) - PAIRS))
    return tuple(chosen)


def template(here: Visitor) -> Network:
    """Three made-up rows that show what goes where."""
    language = here.language
    return Network(
        people=(
            Person("R01", say(language, "desk.example.first"), PersonKind.RESIDENT, "3", trust=3),
            Person("R02", say(language, "desk.example.second"), PersonKind.RESIDENT, "5", answered=False),
            Person("S1", say(language, "network.kind.supporter"), PersonKind.SUPPORTER),
        ),
        groups=(Group("G1", say(language, "desk.example.group"), "culture", Life.RUNNING),),
        ties=(
            Tie("R01", "G1", Relation.LEADS, reporter="R01"),
            Tie("R02", "G1", Relation.MEMBER, reporter="R01"),
            Tie("S1", "R01", Relation.TRUSTS, reporter="S1"),
        ),
    )
