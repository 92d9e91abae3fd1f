"""The rubrics there are, work that is not finished, and a file to bring one in."""

from __future__ import annotations

import hashlib

import streamlit as st

from workshop.assessment.rubric.rubric import Rubric
from workshop.assessment.rubric.rubric_editing import changes
from workshop.base.errors import InputError, SeveralErrors
from workshop.desk.rubrics.rubric_place import PLACE, go
from workshop.desk.rubrics.rubric_preview import preview
from workshop.desk.rubrics.rubric_view import diff
from workshop.desk.ui.actions import attempt
from workshop.desk.ui.cache import Kept
from workshop.desk.ui.context import the_house
from workshop.desk.ui.escape import bullets, plain
from workshop.desk.ui.rubric_text import origin_words
from workshop.desk.ui.visitor import Visitor, on_their_clock
from workshop.services.camp import rubrics
from workshop.services.camp.rubrics import Known
from workshop.services.position import rubric_drafts
from workshop.store.rubrics import DraftRow

SHOWN = 12  # faults of a file listed
MEGABYTES = 1
_READ = Kept(12)


def rubric_list(here: Visitor) -> None:
    """Unfinished ones first, then each version, then those put away."""
    st.caption(here.say("rubrics.what"))
    organiser = here.right is not None and here.right.organiser
    if organiser:
        for row in rubric_drafts.drafts(the_house()):
            _draft_card(here, row)
    found = rubrics.known_rubrics(the_house())
    if not found:
        st.info(here.say("rubrics.none"))
    for known in found:
        if not known.retired:
            _card(here, known)
    retired = [known for known in found if known.retired]
    if retired:
        with st.expander(here.say("rubrics.retired_ones", n=len(retired))):
            for known in retired:
                _card(here, known)
    if organiser:
        with st.expander(here.say("rubrics.upload")):
            _upload(here)
    else:
        st.caption(here.say("rubrics.read_only"))


def _card(here: Visitor, known: Known) -> None:
    rubric = known.rubric
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        with st.container(gap=None, width="stretch"):
            st.markdown(
                f"**{plain(rubric.title.of(here.language))}**　{here.say('rubrics.version', n=rubric.version)}"
            )
            st.caption(f"{plain(rubric.key)} · {origin_words(here, known)}")
            if known.saved is not None:
                st.caption(f"{here.say('rubrics.note')}　{plain(known.saved.note)}")
        st.button(
            here.say("rubrics.open"),
            key=f"rubric.open.{known.key}",
            on_click=go,
            args=("rubric", known.key),
        )


def _draft_card(here: Visitor, row: DraftRow) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        with st.container(gap=None, width="stretch"):
            st.markdown(f":orange-badge[{here.say('rubrics.unfinished')}] **{plain(_title(here, row))}**")
            st.caption(
                here.say(
                    "rubrics.unfinished_facts",
                    base=plain(row.base) or here.say("rubrics.from_upload"),
                    when=f"{on_their_clock(row.at):%Y-%m-%d %H:%M}",
                )
            )
        st.button(
            here.say("rubrics.go_on"),
            key=f"rubric.go_on.{row.id}",
            type="primary",
            on_click=go,
            args=("draft", row.id),
        )
        throw_away(here, row.id)


def _title(here: Visitor, row: DraftRow) -> str:
    """The title as it stands, also of a draft another Mengya has written."""
    title = row.content.get("title")
    words = title.get(here.language) if isinstance(title, dict) else None
    return str(words or row.base or row.id)


def throw_away(here: Visitor, id: str) -> None:
    """Throw a draft away, asked once more."""
    with st.popover(here.say("rubrics.throw"), type="tertiary"):
        st.markdown(here.say("rubrics.throw_sure"))
        st.button(here.say("rubrics.throw_yes"), key=f"rubric.throw.{id}", on_click=_throw, args=(here, id))


def _throw(here: Visitor, id: str) -> None:
    go("list")
    attempt(
        here,
        PLACE,
        lambda: rubric_drafts.throw_away(the_house(), id),
        here.say("rubrics.thrown"),
    )


def _upload(here: Visitor) -> None:
    """A file, what is wrong in it row by row or what it would look like, and the button that takes it."""
    st.caption(here.say("rubrics.upload_help"))
    upload = st.file_uploader(
        here.say("rubrics.upload_file"), ["toml"], key="rubric.file", max_upload_size=MEGABYTES
    )
    if upload is None:
        return
    data, name = upload.getvalue(), upload.name
    try:
        found: Rubric = _READ.get(
            "", (name, hashlib.sha256(data).hexdigest()), lambda: rubric_drafts.read_upload(name, data)
        )
    except InputError as error:
        faults = error.problems if isinstance(error, SeveralErrors) else (error,)
        st.error(here.say("rubrics.upload_faults", n=len(faults)))
        st.markdown(bullets(plain(here.explain(fault)) for fault in faults[:SHOWN]))
        if len(faults) > SHOWN:
            st.caption(here.say("desk.import.more", n=len(faults) - SHOWN))
        return
    st.success(
        here.say("rubrics.upload_good", title=plain(found.title.of(here.language)), n=len(found.dimensions))
    )
    st.button(
        here.say("rubrics.upload_take"),
        key="rubric.take",
        type="primary",
        on_click=_take,
        args=(here, found),
    )
    newest = next(
        (one.rubric for one in rubrics.known_rubrics(the_house()) if one.rubric.id == found.id), None
    )
    if newest is not None:
        diff(here, newest, found, changes(newest, found))
    preview(here, found, "upload")


def _take(here: Visitor, found: Rubric) -> None:
    attempt(here, PLACE, lambda: go("draft", rubric_drafts.begin_from(the_house(), found, here.by)))
