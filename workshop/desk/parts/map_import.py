"""Taking a network from a file: looked at first, saved only when somebody says so, and never half."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

import streamlit as st

from workshop.desk.house import the_house
from workshop.desk.parts.kept import Kept
from workshop.desk.parts.map_columns import columns_form
from workshop.desk.parts.map_details import relation_name
from workshop.desk.parts.plain import bullets, plain
from workshop.desk.parts.refusal import attempt
from workshop.desk.parts.visitor import Visitor
from workshop.errors import InputError
from workshop.model.camp import Community
from workshop.model.network import Group, Life, Network, Person, PersonKind, Relation, Tie
from workshop.network.imported import AS_IT_IS, Alike, Choices, Imported, Note
from workshop.network.template import empty_workbook
from workshop.network.wording import labels
from workshop.room import networks
from workshop.text import say

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
