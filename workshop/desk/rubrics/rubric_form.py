"""Editing a rubric draft: one section at a time, every field saved on losing focus, faults listed at the top.

A draft is saved as the next version of its rubric, or as a new rubric.
"""

from __future__ import annotations

import streamlit as st

from workshop.assessment.rubric.rubric import LEVELS, STAGES, Rubric, Stage
from workshop.assessment.rubric.rubric_editing import WHOLE, Change, texts, with_gate, with_share, with_text
from workshop.base.errors import InputError, MengyaError
from workshop.desk.rubrics.rubric_dimensions import dimension_folds
from workshop.desk.rubrics.rubric_fields import field, once, pair
from workshop.desk.rubrics.rubric_list import throw_away
from workshop.desk.rubrics.rubric_place import PLACE, go
from workshop.desk.rubrics.rubric_preview import preview
from workshop.desk.rubrics.rubric_view import diff
from workshop.desk.ui.actions import attempt, leave_note
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import bullets, escape
from workshop.desk.ui.rubric_text import dimension_words, fault_words
from workshop.desk.ui.visitor import Visitor, on_their_clock
from workshop.services.camp.rubrics import LONGEST_ID, LONGEST_NOTE
from workshop.services.position import rubric_drafts
from workshop.services.position.rubric_drafts import RubricDraft

LONGEST_NAME = 24
SHARES = tuple(range(50, 101, 5))


def stage_fields(visitor: Visitor, draft: RubricDraft, base: Rubric | None) -> None:
    """Each stage with its name and gate, then the required share."""
    rubric = draft.rubric
    ruled = (rubric.gates, rubric.share)
    if base is not None and (base.gates, base.share) != ruled and base.method == rubric.method:
        st.info(visitor.say("rubrics.method_stale"))
    for stage in STAGES:
        with st.container(border=True):
            badge = (
                f" :orange-badge[{visitor.say('desk.hypothesis.badge')}]"
                if stage in rubric.hypothesis_stages
                else ""
            )
            st.markdown(f"**{stage}**{badge}")
            pair(visitor, draft, f"stages.{stage}", visitor.say("rubrics.place.name"), LONGEST_NAME, 1)
            if stage != STAGES[0]:
                _gate(visitor, draft, stage)
    percent = round(rubric.share * 100)
    name = field(draft, "share", "percent")
    once(name, percent)
    st.select_slider(
        visitor.say("rubrics.place.share"),
        sorted({*SHARES, percent}),
        format_func=lambda one: f"{one} %",
        key=name,
        help=visitor.say("rubrics.share_help"),
        on_change=_share,
        args=(visitor, draft),
    )
    st.caption(visitor.say("desk.hypothesis.explained"))


def _gate(visitor: Visitor, draft: RubricDraft, stage: Stage) -> None:
    gate = draft.rubric.gates.get(stage, {})
    ids = [dimension.id for dimension in draft.rubric.dimensions]
    name = field(draft, f"gates.{stage}", "dimensions")
    once(name, [one for one in ids if one in gate])
    chosen = st.multiselect(
        visitor.say("rubrics.gate_which", stage=stage),
        ids,
        format_func=lambda one: dimension_words(visitor, draft.rubric, one),
        key=name,
        placeholder=visitor.say("rubrics.gate_none"),
        help=visitor.say("rubrics.gate_help"),
        on_change=_keep_gate,
        args=(visitor, draft, stage),
    )
    if not chosen:
        return
    with st.container(horizontal=True):
        for one in chosen:
            level = field(draft, f"gates.{stage}", one)
            once(level, gate.get(one, STAGES.index(stage)))
            st.selectbox(
                visitor.say("rubrics.gate_level", name=escape(dimension_words(visitor, draft.rubric, one))),
                LEVELS[1:],
                format_func=lambda level: visitor.say("desk.level", level=level),
                key=level,
                width=190,
                on_change=_keep_gate,
                args=(visitor, draft, stage),
            )


def _keep_gate(visitor: Visitor, draft: RubricDraft, stage: Stage) -> None:
    state = st.session_state
    gate = {
        one: int(state.get(field(draft, f"gates.{stage}", one)) or STAGES.index(stage))
        for one in state[field(draft, f"gates.{stage}", "dimensions")]
    }
    attempt(
        visitor,
        PLACE,
        lambda: rubric_drafts.change(app_context(), draft.id, lambda rubric: with_gate(rubric, stage, gate)),
    )


def _share(visitor: Visitor, draft: RubricDraft) -> None:
    percent = int(st.session_state[field(draft, "share", "percent")])
    attempt(
        visitor,
        PLACE,
        lambda: rubric_drafts.change(
            app_context(), draft.id, lambda rubric: with_share(rubric, percent / 100)
        ),
    )


WAYS = ("version", "new")


def save_form(
    visitor: Visitor, draft: RubricDraft, faults: tuple[InputError, ...], changes: tuple[Change, ...]
) -> None:
    """The change note, the target, and the button."""
    note = field(draft, "save", "note")
    once(note, draft.note)
    st.text_area(
        visitor.say("rubrics.note"),
        key=note,
        max_chars=LONGEST_NOTE,
        height=110,
        placeholder=visitor.say("rubrics.note_example"),
        on_change=_keep_note,
        args=(visitor, draft),
    )
    way = field(draft, "save", "way")
    once(way, "version")
    st.radio(
        visitor.say("rubrics.save_as"),
        WAYS,
        format_func=lambda one: visitor.say(f"rubrics.save_as.{one}", id=escape(draft.rubric.id)),
        captions=[visitor.say(f"rubrics.save_as.{one}.help") for one in WAYS],
        key=way,
    )
    if st.session_state[way] == "new":
        st.text_input(
            visitor.say("rubrics.new_id"),
            key=field(draft, "save", "id"),
            max_chars=LONGEST_ID,
            help=visitor.say("rubrics.new_id_help"),
            placeholder="our-town",
            width=420,
        )
    if faults:
        st.caption(visitor.say("rubrics.save_faults", n=len(faults)))
    elif draft.base:
        st.caption(visitor.say("rubrics.diff.count", n=len(changes), rubric=escape(draft.base)))
    st.button(
        visitor.say("rubrics.save"),
        key=f"rubric.save.{draft.id}",
        type="primary",
        disabled=bool(faults),
        on_click=_save,
        args=(visitor, draft),
    )


def _keep_note(visitor: Visitor, draft: RubricDraft) -> None:
    typed = str(st.session_state[field(draft, "save", "note")])
    attempt(visitor, PLACE, lambda: rubric_drafts.write_note(app_context(), draft.id, typed))


def _save(visitor: Visitor, draft: RubricDraft) -> None:
    try:
        saved = _saved(visitor, draft)
    except MengyaError as error:
        leave_note(PLACE, "bad", visitor.explain(error))
        return
    go("rubric", saved.key)
    leave_note(PLACE, "good", visitor.say("rubrics.saved", rubric=saved.key))


def _saved(visitor: Visitor, draft: RubricDraft) -> Rubric:
    state = st.session_state
    if state[field(draft, "save", "way")] == "new":
        name = str(state.get(field(draft, "save", "id")) or "").strip()
        return rubric_drafts.save_new(app_context(), draft.id, name, visitor.by)
    return rubric_drafts.save_version(app_context(), draft.id, visitor.by)


SECTIONS = ("texts", "stages", "dimensions", "preview", "changes", "save")
SHOWN = 5  # faults listed at once
LONGEST = {"title": 60, "method": 4000, "limits": 2000}


def rubric_form(visitor: Visitor, id: str) -> None:
    """The draft `id`, or why it cannot be opened."""
    st.button(visitor.say("rubrics.back"), key="rubric.back", type="tertiary", on_click=go, args=("list",))
    try:
        draft = rubric_drafts.draft(app_context(), id)
    except MengyaError as error:
        st.error(escape(visitor.explain(error)))
        throw_away(visitor, id)
        return
    base = rubric_drafts.base_of(app_context(), draft.base)
    faults = rubric_drafts.faults(draft)
    changes = rubric_drafts.changed(app_context(), draft)
    _head(visitor, draft, faults)
    section = st.segmented_control(
        visitor.say("rubrics.section"),
        SECTIONS,
        default="dimensions",
        required=True,
        format_func=lambda one: visitor.say(f"rubrics.section.{one}"),
        key=f"rubric.section.{id}",
        label_visibility="collapsed",
    )
    match section:
        case "texts":
            for place in WHOLE:
                lines = 1 if place == "title" else 12 if place == "method" else 6
                pair(visitor, draft, place, visitor.say(f"rubrics.place.{place}"), LONGEST[place], lines)
        case "stages":
            stage_fields(visitor, draft, base)
        case "preview":
            preview(visitor, draft.rubric, id)
        case "changes":
            _changes(visitor, draft, base, changes)
        case "save":
            save_form(visitor, draft, faults, changes)
        case _:
            dimension_folds(visitor, draft, base, faults)


def _head(visitor: Visitor, draft: RubricDraft, faults: tuple[InputError, ...]) -> None:
    title = draft.rubric.title.of(visitor.language).strip() or draft.base
    st.subheader(escape(title), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            visitor.say(
                "rubrics.draft_facts",
                base=escape(draft.base) or visitor.say("rubrics.from_upload"),
                time=f"{on_their_clock(draft.at):%H:%M:%S}",
            )
        )
        throw_away(visitor, draft.id)
    if not faults:
        return
    lines = [fault_words(visitor, draft.rubric, fault) for fault in faults[:SHOWN]]
    if len(faults) > SHOWN:
        lines.append(visitor.say("desk.import.more", n=len(faults) - SHOWN))
    st.warning(f"{visitor.say('rubrics.faults', n=len(faults))}\n\n{bullets(lines)}")


def _changes(visitor: Visitor, draft: RubricDraft, base: Rubric | None, changes: tuple[Change, ...]) -> None:
    if base is None:
        st.info(visitor.say("rubrics.diff.no_base"))
        return
    diff(visitor, base, draft.rubric, changes)
    before, now = texts(base), texts(draft.rubric)
    again = [place for place, words in now.items() if place in before and before[place] != words]
    if not again:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            visitor.say("rubrics.undo_which"),
            again,
            format_func=lambda place: _short(visitor, draft.rubric, place),
            key=f"rubric.undo_which.{draft.id}",
            width=320,
        )
        st.button(
            visitor.say("rubrics.undo"),
            key=f"rubric.undo.{draft.id}",
            on_click=_undo,
            args=(visitor, draft.id, base),
        )


def _short(visitor: Visitor, rubric: Rubric, place: str) -> str:
    return texts(rubric)[place].of(visitor.language)[:40] or place


def _undo(visitor: Visitor, id: str, base: Rubric) -> None:
    place = st.session_state[f"rubric.undo_which.{id}"]
    words = texts(base)[place]
    attempt(
        visitor,
        PLACE,
        lambda: rubric_drafts.change(app_context(), id, lambda rubric: with_text(rubric, place, words)),
        visitor.say("rubrics.undone"),
    )
