"""What differs between a rubric and the version it came from: old and new, with the changed words marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

import streamlit as st

from workshop.assessment.rubric import Rubric
from workshop.assessment.rubric_changes import Change
from workshop.desk.parts.plain import plain
from workshop.desk.parts.rubric_words import Place, dimension_words, place_words
from workshop.desk.parts.visitor import Visitor

SHOWN = 60
# Chinese is compared sign by sign, other writing word by word.
_PIECES = re.compile(r"[A-Za-z0-9'’]+|\s+|.", re.DOTALL)
LONG = 1500  # pieces beyond which a text is shown whole instead of compared


def diff(here: Visitor, before: Rubric, after: Rubric, found: Sequence[Change]) -> None:
    """Every change under what it belongs to."""
    if not found:
        st.info(here.say("rubrics.diff.none", rubric=before.key))
        return
    st.caption(here.say("rubrics.diff.count", n=len(found), rubric=before.key))
    groups: dict[Place, list[Change]] = {}
    for change in found[:SHOWN]:
        groups.setdefault(_group(change.place), []).append(change)
    for group, inside in groups.items():
        with st.container(border=True, gap="small"):
            _told(here, before, after, group, inside)
    if len(found) > SHOWN:
        st.caption(here.say("desk.import.more", n=len(found) - SHOWN))


def _group(place: Place) -> Place:
    return place[:2] if place[0] == "dimensions" else place[:1]


def _told(here: Visitor, before: Rubric, after: Rubric, group: Place, inside: list[Change]) -> None:
    if group[0] == "dimensions":
        there = [any(one.id == group[1] for one in rubric.dimensions) for rubric in (before, after)]
        if there != [True, True]:
            key = "rubrics.diff.added" if there[1] else "rubrics.diff.removed"
            name = dimension_words(here, after if there[1] else before, group[1])
            st.markdown(f"**{here.say(key, name=plain(name))}**")
            return
        st.markdown(f"**{plain(dimension_words(here, after, group[1]))}**")
    lines = []
    for change in inside:
        short = place_words(here, after, change.place)
        if group[0] == "dimensions":
            short = short.split(" · ", 1)[-1]
        lines.append(f":gray[{plain(short)}]  \n{marked(change.before or '', change.after or '')}")
    st.markdown("\n\n".join(lines))


def marked(before: str, after: str) -> str:
    """Both texts in one line: what is gone struck through, what is new in bold.

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
    return f"{left}{plain(core)}{right}"


def _gone(text: str) -> str:
    left, core, right = _edges(text)
    return f"{left}:red[~~{plain(core)}~~]{right}" if core else ""


def _new(text: str) -> str:
    left, core, right = _edges(text)
    return f"{left}:green-background[**{plain(core)}**]{right}" if core else left


def _edges(text: str) -> tuple[str, str, str]:
    """White space at the ends apart: Markdown marks nothing that ends in a blank."""
    core = text.strip()
    if not core:
        return (" " if text else "", "", "")
    return (" " if text[0].isspace() else "", core, " " if text[-1].isspace() else "")
