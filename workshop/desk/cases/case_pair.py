"""Two cases side by side: what is the same, different, not known; their moves beside one another. No verdict."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from workshop.desk.cases.case_view import case_head, move_text, outcome_lines, reading_line
from workshop.desk.ui.context import the_house
from workshop.desk.ui.escape import bullets, plain
from workshop.desk.ui.visitor import Visitor
from workshop.learning.cases.weights import Attribute
from workshop.learning.suggest.case_comparison import CasePair
from workshop.learning.suggest.similarity import Verdict
from workshop.model.case import Case, Move

# A shape beside the words, so that the verdict is not told by colour alone.
SIGNS = {Verdict.SAME: "＝", Verdict.DIFFERENT: "≠", Verdict.UNKNOWN: "？"}
NOTHING = "–"


def pair_view(here: Visitor, pair: CasePair) -> None:
    """The whole comparison, top to bottom."""
    both = (pair.left, pair.right)
    for column, case in zip(st.columns(2, gap="large"), both, strict=True):
        with column:
            case_head(here, case)
            st.markdown(f"> **{here.say('desk.case.stuck')}**　{plain(case.stuck)}")
    st.subheader(here.say("desk.cases.how_alike"), anchor=False)
    st.caption(
        here.say(
            "learning.alike",
            same=len(pair.with_verdict(Verdict.SAME)),
            different=len(pair.with_verdict(Verdict.DIFFERENT)),
            unknown=len(pair.with_verdict(Verdict.UNKNOWN)),
        )
    )
    st.markdown(_table(here, pair))
    st.caption(
        here.say("learning.dot").join(
            f"{SIGNS[verdict]} {here.say(f'desk.cases.verdict.{verdict.value}')}" for verdict in Verdict
        )
    )
    st.subheader(here.say("desk.card.did"), anchor=False)
    words = the_house().content.vocabularies
    for row in pair.moves:
        with st.container(border=True):
            st.markdown(f"**{plain(words.moves.name(row.code, here.language))}**")
            for column, moves, case in zip(
                st.columns(2, gap="large"), (row.left, row.right), both, strict=True
            ):
                with column:
                    _moves(here, case, moves)
    for column, case in zip(st.columns(2, gap="large"), both, strict=True):
        with column:
            st.markdown(f"**{here.say('desk.card.became')}**　:gray[{plain(case.place)}]")
            st.markdown(plain(case.result))
            st.markdown(bullets(outcome_lines(here, case)))
            st.warning(f"**{here.say('desk.case.limits')}**　{plain(case.limits)}")
            reading_line(here, case)


def _moves(here: Visitor, case: Case, moves: Sequence[Move]) -> None:
    # On a phone the columns stand below one another, so each says whose it is.
    st.caption(plain(case.place))
    st.markdown(bullets(move_text(here, move) for move in moves) or here.say("desk.cases.no_such_move"))


def _table(here: Visitor, pair: CasePair) -> str:
    names = (plain(pair.left.place), plain(pair.right.place))
    lines = [f"| | {names[0]} | {names[1]} |", "|:--|:--|:--|"]
    for attribute, verdict in pair.verdicts:
        left, right = (_value(here, case, attribute) for case in (pair.left, pair.right))
        name = here.say(f"learning.attribute.{attribute}")
        lines.append(f"| {SIGNS[verdict]} {name} | {left} | {right} |")
    return "\n".join(lines)


def _value(here: Visitor, case: Case, attribute: Attribute) -> str:
    words, language = the_house().content.vocabularies, here.language
    match attribute:
        case "obstacles":
            return _joined(here, [words.obstacles.name(code, language) for code in case.obstacles])
        case "assets":
            return _joined(here, [words.assets.name(code, language) for code in sorted(case.assets)])
        case "stage":
            return here.say("desk.case.from", stage=case.stage) if case.stage is not None else NOTHING
        case "setting":
            return plain(words.settings.name(case.setting, language)) if case.setting is not None else NOTHING
        case "support":
            return _level(here, case.committee_support)
        case "familiarity":
            return _level(here, case.familiarity)
        case "households":
            return _number(case.households)
        case "groups":
            return _number(case.groups)


def _joined(here: Visitor, names: Sequence[str]) -> str:
    return here.say("learning.comma").join(map(plain, names)) or NOTHING


def _level(here: Visitor, level: int | None) -> str:
    return NOTHING if level is None else here.say(f"desk.cases.level.{level}")


def _number(count: int | None) -> str:
    return NOTHING if count is None else f"{count:,}"
