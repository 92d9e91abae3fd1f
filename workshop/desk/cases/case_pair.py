"""Comparing two cases: what is the same, different, unknown; their moves beside one another. No verdict."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from workshop.desk.cases.case_view import case_head, move_text, outcome_lines, reading_line
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import bullets, escape
from workshop.desk.ui.visitor import Visitor
from workshop.learning.cases.weights import Attribute
from workshop.learning.suggest.case_comparison import CasePair
from workshop.learning.suggest.similarity import AttributeVerdict
from workshop.model.case import Case, Move

# A shape beside the words, so that colour is never the only cue.
SIGNS = {AttributeVerdict.SAME: "＝", AttributeVerdict.DIFFERENT: "≠", AttributeVerdict.UNKNOWN: "？"}
NOTHING = "–"


def pair_view(visitor: Visitor, pair: CasePair) -> None:
    """The whole comparison, top to bottom."""
    both = (pair.left, pair.right)
    for column, case in zip(st.columns(2, gap="large"), both, strict=True):
        with column:
            case_head(visitor, case)
            st.markdown(f"> **{visitor.say('desk.case.stuck')}**　{escape(case.stuck)}")
    st.subheader(visitor.say("desk.cases.how_alike"), anchor=False)
    st.caption(
        visitor.say(
            "learning.alike",
            all=sum(len(pair.with_verdict(verdict)) for verdict in AttributeVerdict),
            same=len(pair.with_verdict(AttributeVerdict.SAME)),
            different=len(pair.with_verdict(AttributeVerdict.DIFFERENT)),
            unknown=len(pair.with_verdict(AttributeVerdict.UNKNOWN)),
        )
    )
    st.markdown(_table(visitor, pair))
    st.caption(
        visitor.say("learning.dot").join(
            f"{SIGNS[verdict]} {visitor.say(f'desk.cases.verdict.{verdict.value}')}"
            for verdict in AttributeVerdict
        )
    )
    st.subheader(visitor.say("desk.card.did"), anchor=False)
    words = app_context().content.vocabularies
    for row in pair.moves:
        with st.container(border=True):
            st.markdown(f"**{escape(words.moves.name(row.code, visitor.language))}**")
            for column, moves, case in zip(
                st.columns(2, gap="large"), (row.left, row.right), both, strict=True
            ):
                with column:
                    _moves(visitor, case, moves)
    for column, case in zip(st.columns(2, gap="large"), both, strict=True):
        with column:
            st.markdown(f"**{visitor.say('desk.card.became')}**　:gray[{escape(case.place)}]")
            st.markdown(escape(case.result))
            st.markdown(bullets(outcome_lines(visitor, case)))
            st.warning(f"**{visitor.say('desk.case.limits')}**　{escape(case.limits)}")
            reading_line(visitor, case)


def _moves(visitor: Visitor, case: Case, moves: Sequence[Move]) -> None:
    # On a phone the columns are stacked, so each is labelled.
    st.caption(escape(case.place))
    st.markdown(bullets(move_text(visitor, move) for move in moves) or visitor.say("desk.cases.no_such_move"))


def _table(visitor: Visitor, pair: CasePair) -> str:
    names = (escape(pair.left.place), escape(pair.right.place))
    lines = [f"| | {names[0]} | {names[1]} |", "|:--|:--|:--|"]
    for attribute, verdict in pair.verdicts:
        left, right = (_value(visitor, case, attribute) for case in (pair.left, pair.right))
        name = visitor.say(f"learning.attribute.{attribute}")
        lines.append(f"| {SIGNS[verdict]} {name} | {left} | {right} |")
    return "\n".join(lines)


def _value(visitor: Visitor, case: Case, attribute: Attribute) -> str:
    words, language = app_context().content.vocabularies, visitor.language
    match attribute:
        case "obstacles":
            return _joined(visitor, [words.obstacles.name(code, language) for code in case.obstacles])
        case "assets":
            return _joined(visitor, [words.assets.name(code, language) for code in sorted(case.assets)])
        case "stage":
            return visitor.say("desk.case.from", stage=case.stage) if case.stage is not None else NOTHING
        case "setting":
            return (
                escape(words.settings.name(case.setting, language)) if case.setting is not None else NOTHING
            )
        case "support":
            return _level(visitor, case.committee_support)
        case "familiarity":
            return _level(visitor, case.familiarity)
        case "households":
            return _number(case.households)
        case "groups":
            return _number(case.groups)


def _joined(visitor: Visitor, names: Sequence[str]) -> str:
    return visitor.say("learning.comma").join(map(escape, names)) or NOTHING


def _level(visitor: Visitor, level: int | None) -> str:
    return NOTHING if level is None else visitor.say(f"desk.cases.level.{level}")


def _number(count: int | None) -> str:
    return NOTHING if count is None else f"{count:,}"
