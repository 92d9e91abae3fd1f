"""One version of a rubric: its questions, provenance, stage rule, and a word diff against the version it came
from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

import streamlit as st

from workshop.assessment.rubric.rubric import STAGES, Dimension, Rubric
from workshop.assessment.rubric.rubric_editing import Change, changes
from workshop.assessment.rubric.rubric_text import rubric_text
from workshop.desk.rubrics.rubric_place import PLACE, go
from workshop.desk.rubrics.rubric_preview import preview
from workshop.desk.ui.actions import attempt
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import bullets, escape, paragraphs
from workshop.desk.ui.rubric_text import (
    FaultPlace,
    badges,
    dimension_words,
    level_words,
    origin_words,
    place_words,
    source_words,
)
from workshop.desk.ui.visitor import Visitor
from workshop.services.app.context import AppContext
from workshop.services.camp import rubrics
from workshop.services.camp.rubrics import Known
from workshop.services.position import rubric_drafts

SHOWN = 60
# Chinese is compared by character, other scripts by word.
_PIECES = re.compile(r"[A-Za-z0-9'’]+|\s+|.", re.DOTALL)
LONG = 1500  # tokens above which a text is shown whole instead of compared


def diff(visitor: Visitor, before: Rubric, after: Rubric, changes_found: Sequence[Change]) -> None:
    """Every change, under its heading."""
    if not changes_found:
        st.info(visitor.say("rubrics.diff.none", rubric=before.key))
        return
    st.caption(visitor.say("rubrics.diff.count", n=len(changes_found), rubric=before.key))
    groups: dict[FaultPlace, list[Change]] = {}
    for change in changes_found[:SHOWN]:
        groups.setdefault(_group(change.place), []).append(change)
    for group, inside in groups.items():
        with st.container(border=True, gap="small"):
            _change_lines(visitor, before, after, group, inside)
    if len(changes_found) > SHOWN:
        st.caption(visitor.say("desk.import.more", n=len(changes_found) - SHOWN))


def _group(place: FaultPlace) -> FaultPlace:
    return place[:2] if place[0] == "dimensions" else place[:1]


def _change_lines(
    visitor: Visitor, before: Rubric, after: Rubric, group: FaultPlace, inside: list[Change]
) -> None:
    if group[0] == "dimensions":
        there = [any(one.id == group[1] for one in rubric.dimensions) for rubric in (before, after)]
        if there != [True, True]:
            key = "rubrics.diff.added" if there[1] else "rubrics.diff.removed"
            name = dimension_words(visitor, after if there[1] else before, group[1])
            st.markdown(f"**{visitor.say(key, name=escape(name))}**")
            return
        st.markdown(f"**{escape(dimension_words(visitor, after, group[1]))}**")
    lines = []
    for change in inside:
        short = place_words(visitor, after, change.place)
        if group[0] == "dimensions":
            short = short.split(" · ", 1)[-1]
        lines.append(f":gray[{escape(short)}]  \n{marked(change.before or '', change.after or '')}")
    st.markdown("\n\n".join(lines))


def marked(before: str, after: str) -> str:
    """Both texts in one line: deletions struck through, insertions in bold.

    >>> marked("good a", "good b")
    'good :red[~~a~~]:green-background[**b**]'
    """
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    if len(old) + len(new) > LONG:
        return f"{_gone(before)}  \n{_new(after)}"
    parts = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(_kept("".join(old[a:b])))
        else:
            parts += [_gone("".join(old[a:b])), _new("".join(new[c:d]))]
    return "".join(parts)


def _kept(text: str) -> str:
    left, core, right = _edges(text)
    return f"{left}{escape(core)}{right}"


def _gone(text: str) -> str:
    left, core, right = _edges(text)
    return f"{left}:red[~~{escape(core)}~~]{right}" if core else ""


def _new(text: str) -> str:
    left, core, right = _edges(text)
    return f"{left}:green-background[**{escape(core)}**]{right}" if core else left


def _edges(text: str) -> tuple[str, str, str]:
    """Split off white space at the ends: Markdown does not mark text that ends in a blank."""
    core = text.strip()
    if not core:
        return (" " if text else "", "", "")
    return (" " if text[0].isspace() else "", core, " " if text[-1].isspace() else "")


VIEWS = ("dimensions", "rule", "preview", "changes")


@lru_cache(maxsize=32)  # a version never changes
def _file(context: AppContext, key: str) -> str:
    return rubric_text(rubrics.rubric_of(context, key))


def rubric_view(visitor: Visitor, known: Known) -> None:
    """Head, buttons, and one section at a time."""
    rubric = known.rubric
    st.button(visitor.say("rubrics.back"), key="rubric.back", type="tertiary", on_click=go, args=("list",))
    st.subheader(
        f"{escape(rubric.title.of(visitor.language))} · {visitor.say('rubrics.version', n=rubric.version)}",
        anchor=False,
    )
    st.caption(f"{escape(rubric.key)} · {origin_words(visitor, known)}")
    if known.saved is not None:
        st.markdown(f"**{visitor.say('rubrics.note')}**　{escape(known.saved.note)}")
    if known.retired:
        st.badge(visitor.say("rubrics.retired"), color="gray")
    _buttons(visitor, known)
    base = known.saved.base if known.saved else ""
    view = st.segmented_control(
        visitor.say("rubrics.view"),
        [one for one in VIEWS if one != "changes" or base],
        default="dimensions",
        required=True,
        format_func=lambda one: visitor.say(f"rubrics.view.{one}"),
        key=f"rubric.view.{rubric.key}",
        label_visibility="collapsed",
    )
    match view:
        case "rule":
            rule(visitor, rubric)
        case "preview":
            preview(visitor, rubric, rubric.key)
        case "changes":
            before = rubrics.rubric_of(app_context(), base)
            diff(visitor, before, rubric, changes(before, rubric))
        case _:
            _dimensions(visitor, rubric)


def _buttons(visitor: Visitor, known: Known) -> None:
    key = known.key
    with st.container(horizontal=True):
        if visitor.right is not None and visitor.right.organiser:
            st.button(
                visitor.say("rubrics.copy"),
                key=f"rubric.copy.{key}",
                type="primary",
                on_click=_copy,
                args=(visitor, key),
            )
        st.download_button(
            visitor.say("rubrics.download"),
            _file(app_context(), key),
            file_name=str(rubrics.file_of(key)),
            mime="application/toml",
            key=f"rubric.download.{key}",
            on_click="ignore",
        )
        if visitor.right is not None and visitor.right.organiser:
            act, done = ("bring_back", rubrics.bring_back) if known.retired else ("retire", rubrics.retire)
            st.button(
                visitor.say(f"rubrics.{act}"),
                key=f"rubric.{act}.{key}",
                type="tertiary",
                help=visitor.say("rubrics.retire_help"),
                on_click=attempt,
                args=(
                    visitor,
                    PLACE,
                    lambda: done(app_context(), key, visitor.by),
                    visitor.say(f"rubrics.{act}.done", rubric=key),
                ),
            )


def _copy(visitor: Visitor, key: str) -> None:
    attempt(visitor, PLACE, lambda: go("draft", rubric_drafts.begin(app_context(), key, visitor.by)))


def _dimensions(visitor: Visitor, rubric: Rubric) -> None:
    st.caption(visitor.say("rubrics.dimensions.help"))
    for dimension in rubric.dimensions:
        with st.container(border=True, gap="small"):
            st.markdown(_dimension(visitor, rubric, dimension))
            with st.popover(visitor.say("rubrics.sources"), type="tertiary"):
                st.markdown(_sources(visitor, rubric, dimension))


def _dimension(visitor: Visitor, rubric: Rubric, dimension: Dimension) -> str:
    """A dimension as one text: forty widgets would be forty times the work."""
    marks = [f":gray-badge[{visitor.say(f'rubrics.axis.{dimension.axis}')}]"]
    marks += [
        f":violet-badge[{visitor.say('rubrics.gate', stage=stage, level=gate[dimension.id])}]"
        for stage, gate in rubric.gates.items()
        if dimension.id in gate
    ]
    lines = [
        f"**{escape(dimension_words(visitor, rubric, dimension.id))}** {' '.join(marks)}  \n"
        f":gray[{escape(dimension.question.of(visitor.language))}]"
    ]
    lines += [
        f"**{anchor.level}**　{level_words(visitor.language, anchor)} {badges(visitor, anchor)}"
        for anchor in dimension.anchors
    ]
    return "\n\n".join(lines)


def _sources(visitor: Visitor, rubric: Rubric, dimension: Dimension) -> str:
    parts = []
    for anchor in dimension.anchors:
        parts.append(f"**{visitor.say('desk.level', level=anchor.level)}**")
        parts.append(bullets(source_words(visitor, rubric, tag) for tag in anchor.provenance))
    return "\n\n".join(parts)


def rule(visitor: Visitor, rubric: Rubric) -> None:
    """The stage rule: stage names, gates and share, the method in words, and its limits."""
    st.markdown(f"**{visitor.say('rubrics.stages')}**")
    lines = []
    for stage in STAGES:
        badge = (
            f" :orange-badge[{visitor.say('desk.hypothesis.badge')}]"
            if stage in rubric.hypothesis_stages
            else ""
        )
        name = rubric.stages[stage].of(visitor.language) if stage in rubric.stages else ""
        gate = visitor.say("rubrics.and").join(
            visitor.say("rubrics.at_least", name=escape(dimension_words(visitor, rubric, one)), level=level)
            for one, level in rubric.gates.get(stage, {}).items()
        )
        lines.append(
            f"**{stage}　{escape(name)}**{badge}"
            + (f"  \n  {visitor.say('rubrics.needs')}{gate}" if gate else "")
        )
    st.markdown(bullets(lines))
    st.markdown(visitor.say("rubrics.share_said", percent=f"{rubric.share * 100:.0f}"))
    if rubric.hypothesis:
        st.caption(visitor.say("desk.hypothesis.explained"))
    st.markdown(f"**{visitor.say('rubrics.place.method')}**")
    st.markdown(paragraphs(rubric.method.of(visitor.language)))
    st.markdown(f"**{visitor.say('rubrics.place.limits')}**")
    st.markdown(paragraphs(rubric.limits.of(visitor.language)))
