"""Follow-up list: whom to ask about the outcome, everything people want to try, cards to reconsider, and
recording reports.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from workshop.base.local_time import local_day
from workshop.base.text import Language
from workshop.desk.ui.actions import attempt
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import bullets, escape
from workshop.desk.ui.visitor import Visitor, on_a_phone
from workshop.model.camp import Camp, Seat
from workshop.model.case import Outcome
from workshop.model.trial import TRIED, Did, TrialReport, Way
from workshop.services.app.context import AppContext
from workshop.services.camp import camps
from workshop.services.learn import trials
from workshop.services.learn.trial_counts import InWords, in_words, to_read_again
from workshop.services.seats import seats

PLACE = "trials"
WAYS = (Way.TELEPHONE, Way.VISIT)


def entry(visitor: Visitor, camp: Camp, look: TrialsSnapshot) -> None:
    """Choose whose, then record their report from the telephone or a visit."""
    with st.expander(visitor.say("trials_desk.entry"), key=f"trials.entry.{camp.id}"):
        lines = {one.trying.shown.id: one for one in look.lines}
        card = st.selectbox(
            visitor.say("trials_desk.whose"),
            list(lines),
            index=None,
            format_func=lambda one: f"{look.name(lines[one])} · {lines[one].did or lines[one].title}",
            placeholder=visitor.say("desk.choose"),
            key=f"trials.whose.{camp.id}",
        )
        if card is not None:
            _about(visitor, camp, lines[card])


def _about(visitor: Visitor, camp: Camp, line: InWords) -> None:
    trying = line.trying
    last = trying.latest
    if last is not None:
        st.markdown(escape(state_of(visitor, line)))
        for text in (last.said.happened, last.said.different):
            if text:
                st.caption(escape(text))
    if trying.words and trying.words[-1].way is not Way.SELF:
        st.button(
            visitor.say("trials_desk.back", name=trying.words[-1].teller),
            key=f"trials.back.{trying.words[-1].number}",
            on_click=attempt,
            args=(
                visitor,
                PLACE,
                lambda: trials.take_back_entered(app_context(), camp, trying.shown.id),
                visitor.say("trials.taken_back"),
            ),
        )
    if trying.shown.chosen_at is None:
        st.info(visitor.say("trials_desk.no_longer"))
        return
    _form(visitor, camp, trying.shown.id)


def _form(visitor: Visitor, camp: Camp, card: str) -> None:
    def key(name: str) -> str:
        return f"trials.{name}.{card}"

    did = st.radio(
        visitor.say("trials.ask.did"),
        list(Did),
        index=None,
        format_func=lambda code: visitor.say(f"trials.did.{code.value}"),
        key=key("did"),
        horizontal=True,
    )
    if did in TRIED:
        st.radio(
            visitor.say("trials.ask.outcome"),
            list(Outcome),
            index=None,
            format_func=lambda code: visitor.say(f"trials.outcome.{code.value}"),
            key=key("outcome"),
            horizontal=True,
        )
    for name in ("happened", "different"):
        st.text_area(visitor.say(f"trials.ask.{name}"), max_chars=trials.LONGEST, height=80, key=key(name))
    left, right = st.columns(2)
    left.text_input(visitor.say("trials_desk.teller"), max_chars=trials.LONGEST_NAME, key=key("teller"))
    right.radio(
        visitor.say("trials_desk.way"),
        WAYS,
        format_func=lambda way: visitor.say(f"trials_desk.way.{way.value}"),
        key=key("way"),
        horizontal=True,
    )
    st.checkbox(visitor.say("trials_desk.consent"), key=key("consent"))
    st.button(
        visitor.say("trials_desk.keep"),
        key=key("keep"),
        type="primary",
        on_click=attempt,
        args=(visitor, PLACE, lambda: _keep(camp, card), visitor.say("trials_desk.kept")),
    )


def _keep(camp: Camp, card: str) -> None:
    """Store the form's report, and empty the form."""

    def typed(name: str) -> str:
        return str(st.session_state.get(f"trials.{name}.{card}") or "")

    outcome = typed("outcome")
    report = TrialReport(
        did=trials.did_of(typed("did")),
        outcome=Outcome(outcome) if outcome else None,
        happened=typed("happened"),
        different=typed("different"),
        consent=bool(st.session_state.get(f"trials.consent.{card}")),
    )
    trials.enter(app_context(), camp, card, report, Way(typed("way")), typed("teller"))
    for name in ("did", "outcome", "happened", "different", "teller", "consent"):
        st.session_state.pop(f"trials.{name}.{card}", None)


TO_ASK = ("who", "what", "since", "asked", "state")


@dataclass(frozen=True)
class TrialsSnapshot:
    """The trials of a camp's people, those due longest first, and who they are."""

    lines: tuple[InWords, ...]
    seats: dict[str, Seat]
    communities: dict[str, str]

    def name(self, line: InWords) -> str:
        """Nickname and community."""
        one = self.seats[line.trying.shown.seat]
        return f"{one.nickname} · {self.communities[one.community]}"


def look_at(context: AppContext, camp: Camp, language: Language) -> TrialsSnapshot:
    """The camp's current state."""
    people = {one.id: one for one in seats.of_camp(context, camp.id)}
    # A person may have withdrawn between the two reads.
    tryings = [one for one in trials.in_camp(context, camp.id) if one.shown.seat in people]
    return TrialsSnapshot(
        in_words(context, camp, sorted(tryings, key=_when), language),
        people,
        {one.id: one.name for one in camps.communities(context, camp.id)},
    )


def _when(trying: trials.Trying) -> tuple[int, str]:
    """Sort key: due ones first, the longest waiting first; then future ones; then those with nothing left to
    ask.
    """
    if trying.waiting:
        return 0, trying.waiting.on.isoformat()
    return (1, trying.ahead.on.isoformat()) if trying.ahead else (2, "")


def everybody(visitor: Visitor, look: TrialsSnapshot) -> None:
    """Everything people want to try, reported on or not."""
    with st.expander(visitor.say("trials_desk.all", n=len(look.lines))):
        _table(visitor, look, look.lines)


def again_view(visitor: Visitor) -> None:
    """Cards many tried and nobody passed: a question for the maintainers of the cards, no more."""
    case_ids = to_read_again(app_context())
    if not case_ids:
        return
    st.subheader(visitor.say("trials_desk.again"), anchor=False)
    st.caption(visitor.say("trials_desk.again_help"))
    titles = {case.id: case.title for case in app_context().content.cases[visitor.language]}
    st.markdown(
        bullets(
            escape(
                visitor.say(
                    "trials_desk.again_line",
                    title=titles.get(case, case),
                    n=one.tried,
                    communities=one.communities,
                )
            )
            for case, one in case_ids
        )
    )


def state_of(visitor: Visitor, line: InWords) -> str:
    """The status in a few words."""
    trying = line.trying
    status = ""
    if trying.latest:
        status = visitor.say(f"trials.did.{trying.latest.said.did.value}")
        if trying.latest.said.outcome:
            status += visitor.say("trials_desk.joiner") + visitor.say(
                f"trials.outcome.{trying.latest.said.outcome.value}"
            )
    if trying.waiting:
        asked = visitor.say(f"trials_desk.state.{trying.waiting.state.value}", days=trying.waiting.due)
        return f"{asked} {visitor.say('trials_desk.before', told=status)}" if status else asked
    if status:
        return status
    return visitor.say("trials_desk.state.later") if trying.ahead else visitor.say("trials_desk.state.missed")


def _cells(visitor: Visitor, look: TrialsSnapshot, line: InWords) -> tuple[str, str, str, str, str]:
    trying = line.trying
    ask = trying.waiting or trying.ahead
    return (
        look.name(line),
        line.did or line.title,
        local_day(trying.shown.chosen_at).isoformat() if trying.shown.chosen_at else "–",
        ask.on.isoformat() if ask else "–",
        state_of(visitor, line),
    )


def _table(visitor: Visitor, look: TrialsSnapshot, lines: tuple[InWords, ...]) -> None:
    rows = [tuple(map(escape, _cells(visitor, look, one))) for one in lines]
    if on_a_phone():
        st.markdown(bullets(f"**{who}**  \n{what}  \n{asked} {state}" for who, what, _, asked, state in rows))
        return
    st.table(
        pd.DataFrame(rows, columns=[visitor.say(f"trials_desk.column.{name}") for name in TO_ASK]),
        border="horizontal",
        hide_index=True,
        alt=visitor.say("trials_desk.table_alt", n=len(rows)),
    )
