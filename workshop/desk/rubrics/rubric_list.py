"""List of rubrics: drafts, versions, retired ones, and uploading a file."""

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
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import bullets, escape
from workshop.desk.ui.rubric_text import origin_words
from workshop.desk.ui.visitor import Visitor, on_their_clock
from workshop.services.camp import rubrics
from workshop.services.camp.rubrics import Known
from workshop.services.position import rubric_drafts
from workshop.store.content.rubrics import DraftRow

SHOWN = 12  # faults of a file listed
MEGABYTES = 1
_READ = Kept(12)


def rubric_list(visitor: Visitor) -> None:
    """Drafts first, then each version, then retired ones."""
    st.caption(visitor.say("rubrics.what"))
    organiser = visitor.right is not None and visitor.right.organiser
    if organiser:
        for row in rubric_drafts.drafts(app_context()):
            _draft_card(visitor, row)
    knowns = rubrics.known_rubrics(app_context())
    if not knowns:
        st.info(visitor.say("rubrics.none"))
    for known in knowns:
        if not known.retired:
            _card(visitor, known)
    retired = [known for known in knowns if known.retired]
    if retired:
        with st.expander(visitor.say("rubrics.retired_ones", n=len(retired))):
            for known in retired:
                _card(visitor, known)
    if organiser:
        with st.expander(visitor.say("rubrics.upload")):
            _upload(visitor)
    else:
        st.caption(visitor.say("rubrics.read_only"))


def _card(visitor: Visitor, known: Known) -> None:
    rubric = known.rubric
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        with st.container(gap=None, width="stretch"):
            st.markdown(
                f"**{escape(rubric.title.of(visitor.language))}**　{visitor.say('rubrics.version', n=rubric.version)}"
            )
            st.caption(f"{escape(rubric.key)} · {origin_words(visitor, known)}")
            if known.saved is not None:
                st.caption(f"{visitor.say('rubrics.note')}　{escape(known.saved.note)}")
        st.button(
            visitor.say("rubrics.open"),
            key=f"rubric.open.{known.key}",
            on_click=go,
            args=("rubric", known.key),
        )


def _draft_card(visitor: Visitor, row: DraftRow) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        with st.container(gap=None, width="stretch"):
            st.markdown(
                f":orange-badge[{visitor.say('rubrics.unfinished')}] **{escape(_title(visitor, row))}**"
            )
            st.caption(
                visitor.say(
                    "rubrics.unfinished_facts",
                    base=escape(row.base) or visitor.say("rubrics.from_upload"),
                    when=f"{on_their_clock(row.at):%Y-%m-%d %H:%M}",
                )
            )
        st.button(
            visitor.say("rubrics.go_on"),
            key=f"rubric.go_on.{row.id}",
            type="primary",
            on_click=go,
            args=("draft", row.id),
        )
        throw_away(visitor, row.id)


def _title(visitor: Visitor, row: DraftRow) -> str:
    """The stored title, also of a draft from another version of Mengya."""
    title = row.content.get("title")
    words = title.get(visitor.language) if isinstance(title, dict) else None
    return str(words or row.base or row.id)


def throw_away(visitor: Visitor, id: str) -> None:
    """Delete a draft, after confirmation."""
    with st.popover(visitor.say("rubrics.throw"), type="tertiary"):
        st.markdown(visitor.say("rubrics.throw_sure"))
        st.button(
            visitor.say("rubrics.throw_yes"), key=f"rubric.throw.{id}", on_click=_throw, args=(visitor, id)
        )


def _throw(visitor: Visitor, id: str) -> None:
    go("list")
    attempt(
        visitor,
        PLACE,
        lambda: rubric_drafts.throw_away(app_context(), id),
        visitor.say("rubrics.thrown"),
    )


def _upload(visitor: Visitor) -> None:
    """A file, its faults row by row or its preview, and the button that accepts it."""
    st.caption(visitor.say("rubrics.upload_help"))
    upload = st.file_uploader(
        visitor.say("rubrics.upload_file"), ["toml"], key="rubric.file", max_upload_size=MEGABYTES
    )
    if upload is None:
        return
    data, name = upload.getvalue(), upload.name
    try:
        rubric: Rubric = _READ.get(
            "", (name, hashlib.sha256(data).hexdigest()), lambda: rubric_drafts.read_upload(name, data)
        )
    except InputError as error:
        faults = error.problems if isinstance(error, SeveralErrors) else (error,)
        st.error(visitor.say("rubrics.upload_faults", n=len(faults)))
        st.markdown(bullets(escape(visitor.explain(fault)) for fault in faults[:SHOWN]))
        if len(faults) > SHOWN:
            st.caption(visitor.say("desk.import.more", n=len(faults) - SHOWN))
        return
    st.success(
        visitor.say(
            "rubrics.upload_good", title=escape(rubric.title.of(visitor.language)), n=len(rubric.dimensions)
        )
    )
    st.button(
        visitor.say("rubrics.upload_take"),
        key="rubric.take",
        type="primary",
        on_click=_take,
        args=(visitor, rubric),
    )
    newest = next(
        (one.rubric for one in rubrics.known_rubrics(app_context()) if one.rubric.id == rubric.id), None
    )
    if newest is not None:
        diff(visitor, newest, rubric, changes(newest, rubric))
    preview(visitor, rubric, "upload")


def _take(visitor: Visitor, rubric: Rubric) -> None:
    attempt(visitor, PLACE, lambda: go("draft", rubric_drafts.begin_from(app_context(), rubric, visitor.by)))
