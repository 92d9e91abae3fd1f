"""Editing a rubric: one section at a time, every field kept as soon as it is left, faults in words at the top."""

from __future__ import annotations

import streamlit as st

from workshop.assessment.rubric import Rubric
from workshop.assessment.rubric_changes import Change
from workshop.assessment.rubric_editing import WHOLE, texts, with_text
from workshop.desk.house import the_house
from workshop.desk.parts.plain import bullets, plain
from workshop.desk.parts.refusal import attempt
from workshop.desk.parts.rubric_diff import diff
from workshop.desk.parts.rubric_dimensions import dimension_folds
from workshop.desk.parts.rubric_fields import pair
from workshop.desk.parts.rubric_list import throw_away
from workshop.desk.parts.rubric_place import PLACE, go
from workshop.desk.parts.rubric_preview import preview
from workshop.desk.parts.rubric_save import save_form
from workshop.desk.parts.rubric_stages import stage_fields
from workshop.desk.parts.rubric_words import fault_words
from workshop.desk.parts.visitor import Visitor, on_their_clock
from workshop.errors import InputError, MengyaError
from workshop.room import rubric_drafts
from workshop.room.rubric_drafts import RubricDraft

SECTIONS = ("texts", "stages", "dimensions", "preview", "changes", "save")
SHOWN = 5  # faults listed at once
LONGEST = {"title": 60, "method": 4000, "limits": 2000}


def rubric_form(here: Visitor, id: str) -> None:
    """The draft `id`, or why it cannot be opened."""
    st.button(here.say("rubrics.back"), key="rubric.back", type="tertiary", on_click=go, args=("list",))
    try:
        draft = rubric_drafts.draft(the_house(), id)
    except MengyaError as error:
        st.error(plain(here.explain(error)))
        throw_away(here, id)
        return
    base = rubric_drafts.base_of(the_house(), draft.base)
    faults = rubric_drafts.faults(draft)
    found = rubric_drafts.changed(the_house(), draft)
    _head(here, draft, faults)
    section = st.segmented_control(
        here.say("rubrics.section"),
        SECTIONS,
        default="dimensions",
        required=True,
        format_func=lambda one: here.say(f"rubrics.section.{one}"),
        key=f"rubric.section.{id}",
        label_visibility="collapsed",
    )
    match section:
        case "texts":
            for place in WHOLE:
                lines = 1 if place == "title" else 12 if place == "method" else 6
                pair(here, draft, place, here.say(f"rubrics.place.{place}"), LONGEST[place], lines)
        case "stages":
            stage_fields(here, draft, base)
        case "preview":
            preview(here, draft.rubric, id)
        case "changes":
            _changes(here, draft, base, found)
        case "save":
            save_form(here, draft, faults, found)
        case _:
            dimension_folds(here, draft, base, faults)


def _head(here: Visitor, draft: RubricDraft, faults: tuple[InputError, ...]) -> None:
    title = draft.rubric.title.of(here.language).strip() or draft.base
    st.subheader(plain(title), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            here.say(
                "rubrics.draft_facts",
                base=plain(draft.base) or here.say("rubrics.from_upload"),
                time=f"{on_their_clock(draft.at):%H:%M:%S}",
            )
        )
        throw_away(here, draft.id)
    if not faults:
        return
    lines = [fault_words(here, draft.rubric, fault) for fault in faults[:SHOWN]]
    if len(faults) > SHOWN:
        lines.append(here.say("desk.import.more", n=len(faults) - SHOWN))
    st.warning(f"{here.say('rubrics.faults', n=len(faults))}\n\n{bullets(lines)}")


def _changes(here: Visitor, draft: RubricDraft, base: Rubric | None, found: tuple[Change, ...]) -> None:
    if base is None:
        st.info(here.say("rubrics.diff.no_base"))
        return
    diff(here, base, draft.rubric, found)
    before, now = texts(base), texts(draft.rubric)
    again = [place for place, words in now.items() if place in before and before[place] != words]
    if not again:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            here.say("rubrics.undo_which"),
            again,
            format_func=lambda place: _short(here, draft.rubric, place),
            key=f"rubric.undo_which.{draft.id}",
            width=320,
        )
        st.button(
            here.say("rubrics.undo"),
            key=f"rubric.undo.{draft.id}",
            on_click=_undo,
            args=(here, draft.id, base),
        )


def _short(here: Visitor, rubric: Rubric, place: str) -> str:
    return texts(rubric)[place].of(here.language)[:40] or place


def _undo(here: Visitor, id: str, base: Rubric) -> None:
    place = st.session_state[f"rubric.undo_which.{id}"]
    words = texts(base)[place]
    attempt(
        here,
        PLACE,
        lambda: rubric_drafts.change(the_house(), id, lambda rubric: with_text(rubric, place, words)),
        here.say("rubrics.undone"),
    )
