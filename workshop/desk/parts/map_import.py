"""Taking a network from a file: looked at first, saved only when somebody says so, and never half."""

from __future__ import annotations

import hashlib

import streamlit as st

from workshop.desk.house import the_house
from workshop.desk.parts.kept import Kept
from workshop.desk.parts.plain import bullets, plain
from workshop.desk.parts.refusal import attempt
from workshop.desk.parts.visitor import Visitor
from workshop.errors import InputError, SeveralErrors
from workshop.model.camp import Community
from workshop.model.network import Group, Life, Network, Person, PersonKind, Relation, Tie
from workshop.network.write import workbook
from workshop.room import networks
from workshop.text import say

TYPES = ["xlsx", "csv", "graphml", "gexf", "net", "zip"]
SHOWN = 8  # problems or people listed
# A file is parsed in a child process; while it is on the page the result is kept.
_READ = Kept(12)


def import_form(here: Visitor, community: Community, place: str) -> None:
    """A file, what is in it or what is wrong with it, and the button that saves it."""
    st.caption(here.say("desk.import.help"))
    st.download_button(
        here.say("desk.import.template"),
        workbook(template(here), here.language),
        file_name=here.say("desk.import.template_name"),
        key=f"import.template.{community.id}",
        on_click="ignore",
    )
    upload = st.file_uploader(here.say("desk.import.file"), TYPES, key=f"import.file.{community.id}")
    if upload is None:
        return
    data = upload.getvalue()
    name = upload.name
    try:
        with st.spinner(here.say("desk.import.reading")):
            found = _READ.get(
                community.camp,
                (name, hashlib.sha256(data).hexdigest()),
                lambda: networks.read_upload(name, data),
            )
    except InputError as error:
        _problems(here, error)
        return
    _preview(here, found)
    if st.button(here.say("desk.import.save"), key=f"import.save.{community.id}", type="primary"):
        attempt(
            here,
            place,
            lambda: networks.save(the_house(), community.id, found, here.by, name[:80]),
            here.say("desk.map.saved"),
        )
        st.rerun()


def _problems(here: Visitor, error: InputError) -> None:
    """Each fault with its place and its mend; nothing was taken."""
    found = error.problems if isinstance(error, SeveralErrors) else (error,)
    st.error(here.say("desk.import.nothing", n=len(found)))
    st.markdown(bullets(plain(here.explain(problem)) for problem in found[:SHOWN]))
    if len(found) > SHOWN:
        st.caption(here.say("desk.import.more", n=len(found) - SHOWN))


def _preview(here: Visitor, found: Network) -> None:
    st.success(
        here.say(
            "desk.import.found", people=len(found.people), groups=len(found.groups), ties=len(found.ties)
        )
    )
    names = [
        *(plain(person.label or person.id) for person in found.people),
        *(plain(group.label or group.id) for group in found.groups),
    ][:SHOWN]
    st.caption(" · ".join(names) if names else here.say("desk.import.empty"))


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
