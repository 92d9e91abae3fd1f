"""Writing a pattern: the cases' part is given, people write the mechanism and limits; each fault is shown at
its field.

Concurrent editing of one draft: another person's text appears by itself; on a conflict both texts are shown
and one is chosen.
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from workshop.base.errors import InputError, MengyaError
from workshop.base.text import LANGUAGES, Language
from workshop.desk.patterns.pattern_list import PLACE, about, go, standing_view, throw_away
from workshop.desk.patterns.pattern_page import evidence_lines, pattern_body
from workshop.desk.ui.actions import attempt, leave_note
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import bullets, escape
from workshop.desk.ui.visitor import Visitor, on_their_clock
from workshop.learning.patterns.coverage import STAGES
from workshop.model.case import Case
from workshop.services.learn import pattern_drafts, patterns
from workshop.services.learn.pattern_drafts import LONGEST_NOTE, PLACES, PatternDraft, text_at, with_cases


@dataclass(frozen=True)
class Field:
    """One text of a draft on this screen: the current words, and those stored when it was last shown."""

    draft: str
    place: str
    language: Language

    @property
    def key(self) -> str:
        """Session key of the typed text."""
        return f"pattern.{self.draft}.{self.place}.{self.language}"

    @property
    def seen(self) -> str:
        """Session key of the text stored when last shown."""
        return f"pattern.{self.draft}.seen.{self.place}.{self.language}"


def follow(field: Field, stored: str) -> None:
    """Before a field is drawn: take over what others wrote, unless there are unsaved words in it."""
    state = st.session_state
    mine, seen = state.setdefault(field.key, stored), state.setdefault(field.seen, stored)
    if mine in (seen, stored):
        state[field.key] = state[field.seen] = stored


def keep(visitor: Visitor, field: Field) -> None:
    """Store what was typed, unless others wrote there meanwhile: then nothing is overwritten."""
    state = st.session_state
    typed, seen = str(state[field.key]), str(state[field.seen])

    def write() -> None:
        now = pattern_drafts.write(app_context(), field.draft, field.place, field.language, typed, seen)
        if now == typed:
            state[field.seen] = typed

    attempt(visitor, PLACE, write)


def both(visitor: Visitor, field: Field, stored: str) -> None:
    """After a field is drawn: on a conflict the other text is shown below, and one of the two is chosen."""
    state = st.session_state
    if stored == state[field.seen] or state[field.key] == stored:
        return
    st.warning(visitor.say("pattern_both.told", theirs=escape(stored)))
    with st.container(horizontal=True):
        st.button(
            visitor.say("pattern_both.mine"),
            key=f"{field.key}.mine",
            on_click=_mine,
            args=(visitor, field, stored),
        )
        st.button(
            visitor.say("pattern_both.theirs"),
            key=f"{field.key}.theirs",
            on_click=_theirs,
            args=(field, stored),
        )


def not_kept(visitor: Visitor, draft: str) -> None:
    """Words typed here that could not be stored because the draft was finished or deleted: to be copied."""
    state = st.session_state
    fields = (Field(draft, place, language) for place in pattern_drafts.PLACES for language in LANGUAGES)
    lines = [
        f"**{visitor.say(f'pattern_desk.place.{one.place}')}**　{escape(str(state[one.key]))}"
        for one in fields
        if one.key in state and one.seen in state and state[one.key] != state[one.seen]
    ]
    if lines:
        st.warning(f"{visitor.say('pattern_both.not_kept')}\n\n{bullets(lines)}")


def _mine(visitor: Visitor, field: Field, stored: str) -> None:
    st.session_state[field.seen] = stored
    keep(visitor, field)


def _theirs(field: Field, stored: str) -> None:
    st.session_state[field.key] = st.session_state[field.seen] = stored


SECTIONS = ("why", "limits", "step", "cases", "finish")
SHORT = frozenset({"name", "author", "first_step.who"})
LONGEST_SHORT, LONGEST = 60, 400
IN_SECTION = {
    "why": ("name", "conditions", "mechanism.offered", "mechanism.changed"),
    "limits": ("limits.people", "limits.action", "limits.surroundings", "limits.handover"),
    "step": ("first_step.when", "first_step.then", "first_step.who", "ask_them"),
    "finish": ("author",),
}
MOST_MOVES = 3


def form_view(visitor: Visitor, id: str, cases: tuple[Case, ...]) -> None:
    """The draft `id`, or why it cannot be opened."""
    st.button(
        visitor.say("pattern_desk.back"), key="pattern.back", type="tertiary", on_click=go, args=("list",)
    )
    try:
        draft = pattern_drafts.draft(app_context(), id)
    except MengyaError as error:
        st.error(escape(visitor.explain(error)))
        not_kept(visitor, id)
        return
    faults = pattern_drafts.faults(app_context(), draft.text, cases)
    name = draft.text.name.of(visitor.language).strip() or visitor.say("pattern_desk.unnamed")
    st.subheader(escape(name), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            f"{about(visitor, draft.text.obstacle, draft.text.moves)} · "
            + visitor.say("pattern_desk.kept_at", time=f"{on_their_clock(draft.at):%H:%M:%S}")
        )
        throw_away(visitor, id)
    section = st.segmented_control(
        visitor.say("pattern_desk.section"),
        SECTIONS,
        default="why",
        required=True,
        format_func=lambda one: _section_name(visitor, one, faults),
        key=f"pattern.section.{id}",
        label_visibility="collapsed",
        width="stretch",
    )
    if section == "cases":
        _cases(visitor, draft, cases)
        _faults(visitor, faults.get("evidence", ()))
        return
    for place in IN_SECTION[section]:
        _pair(visitor, draft, place, faults.get(place, ()))
    if section == "why":
        _stages(visitor, draft)
    if section == "step":
        _days(visitor, draft)
    if section == "finish":
        _finish(visitor, draft, faults, cases)


def _section_name(visitor: Visitor, section: str, faults: dict[str, tuple[InputError, ...]]) -> str:
    places = ("evidence",) if section == "cases" else IN_SECTION[section]
    lacking = sum(place in faults for place in places)
    name = visitor.say(f"pattern_desk.section.{section}")
    return visitor.say("pattern_desk.section_lacks", name=name, n=lacking) if lacking else f"{name} ✓"


def _pair(visitor: Visitor, draft: PatternDraft, place: str, faults: tuple[InputError, ...]) -> None:
    """One text in both languages, with its purpose and its faults."""
    words = text_at(draft.text, place)
    st.markdown(f"**{visitor.say(f'pattern_desk.place.{place}')}**")
    if place != "author":
        st.caption(visitor.say(f"pattern_desk.help.{place}"))
    for column, language in zip(st.columns(len(LANGUAGES)), LANGUAGES, strict=True):
        field = Field(draft.id, place, language)
        follow(field, words.of(language))
        title = visitor.say(f"rubrics.in.{language}")
        with column:
            if place in SHORT:
                st.text_input(
                    title,
                    key=field.key,
                    max_chars=LONGEST_SHORT,
                    on_change=keep,
                    args=(visitor, field),
                )
            else:
                st.text_area(
                    title,
                    key=field.key,
                    max_chars=LONGEST,
                    height=96,
                    on_change=keep,
                    args=(visitor, field),
                )
            both(visitor, field, words.of(language))
            if not words.of(language).strip():
                st.caption(f":orange[{visitor.say('pattern_desk.still_blank')}]")
    _faults(visitor, tuple(one for one in faults if one.code != "patterns.blank"))


def _faults(visitor: Visitor, faults: tuple[InputError, ...]) -> None:
    for fault in faults:
        st.caption(f":orange[{escape(visitor.say(f'errors.{fault.code}', **fault.values))}]")


def _stages(visitor: Visitor, draft: PatternDraft) -> None:
    field = f"pattern.{draft.id}.stages"
    st.session_state.setdefault(field, list(draft.text.stages))
    st.pills(
        visitor.say("pattern_desk.stages"),
        STAGES,
        selection_mode="multi",
        format_func=lambda stage: visitor.say("patterns.coverage.stage", stage=stage),
        key=field,
        on_change=_keep_stages,
        args=(visitor, draft.id),
    )
    st.caption(f"{visitor.say('desk.hypothesis.badge')}　{visitor.say('patterns.coverage.hypothesis')}")


def _keep_stages(visitor: Visitor, id: str) -> None:
    field = f"pattern.{id}.stages"
    chosen = tuple(stage for stage in STAGES if stage in st.session_state[field])
    if not chosen:
        del st.session_state[field]
        leave_note(PLACE, "note", visitor.say("pattern_desk.one_stage"))
        return
    attempt(
        visitor,
        PLACE,
        lambda: pattern_drafts.change(
            app_context(), id, lambda pattern: pattern.model_copy(update={"stages": chosen})
        ),
    )


def _days(visitor: Visitor, draft: PatternDraft) -> None:
    field = f"pattern.{draft.id}.days"
    st.session_state.setdefault(field, draft.text.first_step.within_days)
    st.number_input(
        visitor.say("pattern_desk.days"),
        min_value=1,
        max_value=30,
        key=field,
        width=220,
        on_change=_keep_days,
        args=(visitor, draft.id),
    )


def _keep_days(visitor: Visitor, id: str) -> None:
    days = int(st.session_state[f"pattern.{id}.days"])
    attempt(
        visitor,
        PLACE,
        lambda: pattern_drafts.change(
            app_context(),
            id,
            lambda pattern: pattern.model_copy(
                update={"first_step": pattern.first_step.model_copy(update={"within_days": days})}
            ),
        ),
    )


def _cases(visitor: Visitor, draft: PatternDraft, cases: tuple[Case, ...]) -> None:
    """The cases behind it: all that bear on it, and the resulting standing."""
    st.caption(visitor.say("pattern_desk.cases_what"))
    table = patterns.table_of(cases)
    moves = [row.move for row in table.rows if row.obstacle == draft.text.obstacle]
    moves += [move for move in draft.text.moves if move not in moves]
    words = app_context().content.vocabularies.moves
    field = f"pattern.{draft.id}.moves"
    st.session_state.setdefault(field, list(draft.text.moves))
    st.multiselect(
        visitor.say("pattern_desk.moves"),
        moves,
        format_func=lambda move: words.name(move, visitor.language),
        max_selections=MOST_MOVES,
        key=field,
        on_change=_keep_moves,
        args=(visitor, draft.id, cases),
    )
    st.markdown(evidence_lines(visitor, draft.text.in_language(visitor.language), cases))
    if with_cases(draft.text, cases) != draft.text:
        st.button(
            visitor.say("pattern_desk.refresh"),
            key=f"pattern.refresh.{draft.id}",
            on_click=_refresh,
            args=(visitor, draft.id, cases),
        )
    with st.container(border=True):
        standing = patterns.standing_of(app_context(), draft.text, cases)
        name = draft.text.name.of(visitor.language).strip() or visitor.say("pattern_desk.unnamed")
        standing_view(visitor, standing, name)


def _keep_moves(visitor: Visitor, id: str, cases: tuple[Case, ...]) -> None:
    field = f"pattern.{id}.moves"
    chosen = tuple(st.session_state[field])
    if not chosen:
        del st.session_state[field]
        leave_note(PLACE, "note", visitor.say("pattern_desk.one_move"))
        return
    attempt(
        visitor,
        PLACE,
        lambda: pattern_drafts.change(
            app_context(),
            id,
            lambda pattern: with_cases(pattern.model_copy(update={"moves": chosen}), cases),
        ),
    )


def _refresh(visitor: Visitor, id: str, cases: tuple[Case, ...]) -> None:
    attempt(
        visitor,
        PLACE,
        lambda: pattern_drafts.change(app_context(), id, lambda pattern: with_cases(pattern, cases)),
    )


def _finish(
    visitor: Visitor,
    draft: PatternDraft,
    faults: dict[str, tuple[InputError, ...]],
    cases: tuple[Case, ...],
) -> None:
    """The pattern as it will be read, what is still missing, and the button."""
    lacking = [place for place in (*PLACES, "evidence", "") if place in faults]
    if lacking:
        names = visitor.say("patterns.comma").join(
            visitor.say(f"pattern_desk.place.{place}")
            if place in PLACES
            else visitor.say("pattern_desk.section.cases")
            for place in lacking
        )
        st.warning(visitor.say("pattern_desk.lacking", n=len(lacking), names=names))
    field = f"pattern.{draft.id}.note"
    st.session_state.setdefault(field, draft.note)
    st.text_input(
        visitor.say("pattern_desk.note"),
        key=field,
        max_chars=LONGEST_NOTE,
        on_change=_keep_note,
        args=(visitor, draft.id),
    )
    st.button(
        visitor.say("pattern_desk.save"),
        key=f"pattern.save.{draft.id}",
        type="primary",
        disabled=bool(faults),
        on_click=_save,
        args=(visitor, draft.id, cases),
    )
    with st.expander(visitor.say("pattern_desk.preview"), expanded=not faults):
        pattern_body(visitor, draft.text.in_language(visitor.language))


def _keep_note(visitor: Visitor, id: str) -> None:
    typed = str(st.session_state[f"pattern.{id}.note"])
    attempt(visitor, PLACE, lambda: pattern_drafts.write_note(app_context(), id, typed))


def _save(visitor: Visitor, id: str, cases: tuple[Case, ...]) -> None:
    def save() -> None:
        pattern_drafts.save(app_context(), id, cases, visitor.by)
        # A later draft of this pattern starts from its own text.
        for field in [name for name in st.session_state if str(name).startswith(f"pattern.{id}.")]:
            del st.session_state[field]
        go("pattern", id)

    attempt(visitor, PLACE, save, visitor.say("pattern_desk.saved"))
