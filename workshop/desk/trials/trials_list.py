"""Who is to be asked what came of a card, everything people want to try, and cards worth a second look.

Writing down what somebody said on the telephone or on a visit: their own words, with who said them.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from workshop.base.text import Language
from workshop.desk.ui.actions import attempt
from workshop.desk.ui.audit_list import as_csv
from workshop.desk.ui.context import the_house
from workshop.desk.ui.escape import bullets, plain
from workshop.desk.ui.visitor import Visitor, on_a_phone
from workshop.model.camp import Camp, Seat
from workshop.model.case import Outcome
from workshop.model.trial import TRIED, Did, Said, Way
from workshop.services.app.context import House
from workshop.services.camp import camps
from workshop.services.learn import trials
from workshop.services.learn.trial_counts import InWords, in_words, to_read_again
from workshop.services.seats import seats

PLACE = "trials"
WAYS = (Way.TELEPHONE, Way.VISIT)


def entry(here: Visitor, camp: Camp, look: Look) -> None:
    """Choose whose, then write down what they said."""
    with st.expander(here.say("trials_desk.entry"), key=f"trials.entry.{camp.id}"):
        lines = {one.trying.shown.id: one for one in look.lines}
        card = st.selectbox(
            here.say("trials_desk.whose"),
            list(lines),
            index=None,
            format_func=lambda one: f"{look.name(lines[one])} · {lines[one].did or lines[one].title}",
            placeholder=here.say("desk.choose"),
            key=f"trials.whose.{camp.id}",
        )
        if card is not None:
            _about(here, camp, lines[card])


def _about(here: Visitor, camp: Camp, line: InWords) -> None:
    one = line.trying
    last = one.latest
    if last is not None:
        st.markdown(plain(state_of(here, line)))
        for text in (last.said.happened, last.said.different):
            if text:
                st.caption(plain(text))
    if one.words and one.words[-1].way is not Way.SELF:
        st.button(
            here.say("trials_desk.back", name=one.words[-1].teller),
            key=f"trials.back.{one.words[-1].number}",
            on_click=attempt,
            args=(
                here,
                PLACE,
                lambda: trials.take_back_entered(the_house(), camp, one.shown.id),
                here.say("trials.taken_back"),
            ),
        )
    if one.shown.chosen_at is None:
        st.info(here.say("trials_desk.no_longer"))
        return
    _form(here, camp, one.shown.id)


def _form(here: Visitor, camp: Camp, card: str) -> None:
    def key(name: str) -> str:
        return f"trials.{name}.{card}"

    did = st.radio(
        here.say("trials.ask.did"),
        list(Did),
        index=None,
        format_func=lambda code: here.say(f"trials.did.{code.value}"),
        key=key("did"),
        horizontal=True,
    )
    if did in TRIED:
        st.radio(
            here.say("trials.ask.outcome"),
            list(Outcome),
            index=None,
            format_func=lambda code: here.say(f"trials.outcome.{code.value}"),
            key=key("outcome"),
            horizontal=True,
        )
    for name in ("happened", "different"):
        st.text_area(here.say(f"trials.ask.{name}"), max_chars=trials.LONGEST, height=80, key=key(name))
    left, right = st.columns(2)
    left.text_input(here.say("trials_desk.teller"), max_chars=trials.LONGEST_NAME, key=key("teller"))
    right.radio(
        here.say("trials_desk.way"),
        WAYS,
        format_func=lambda way: here.say(f"trials_desk.way.{way.value}"),
        key=key("way"),
        horizontal=True,
    )
    st.checkbox(here.say("trials_desk.consent"), key=key("consent"))
    st.button(
        here.say("trials_desk.keep"),
        key=key("keep"),
        type="primary",
        on_click=attempt,
        args=(here, PLACE, lambda: _keep(camp, card), here.say("trials_desk.kept")),
    )


def _keep(camp: Camp, card: str) -> None:
    """Keep what stands in the form, and empty it."""

    def typed(name: str) -> str:
        return str(st.session_state.get(f"trials.{name}.{card}") or "")

    outcome = typed("outcome")
    said = Said(
        did=trials.did_of(typed("did")),
        outcome=Outcome(outcome) if outcome else None,
        happened=typed("happened"),
        different=typed("different"),
        consent=bool(st.session_state.get(f"trials.consent.{card}")),
    )
    trials.enter(the_house(), camp, card, said, Way(typed("way")), typed("teller"))
    for name in ("did", "outcome", "happened", "different", "teller", "consent"):
        st.session_state.pop(f"trials.{name}.{card}", None)


TO_ASK = ("who", "what", "since", "asked", "state")
REMINDER = ("nickname", "community", "role", "story", "what", "since", "asked", "state")


@dataclass(frozen=True)
class Look:
    """What the people of a camp want to try, those to be asked longest first, and who they are."""

    lines: tuple[InWords, ...]
    seats: dict[str, Seat]
    communities: dict[str, str]

    def name(self, line: InWords) -> str:
        """Nickname and community, as the room knows somebody."""
        one = self.seats[line.trying.shown.seat]
        return f"{one.nickname} · {self.communities[one.community]}"

    @property
    def waiting(self) -> tuple[InWords, ...]:
        """Those a question waits for."""
        return tuple(one for one in self.lines if one.trying.waiting)


def look_at(house: House, camp: Camp, language: Language) -> Look:
    """The camp as it stands now."""
    people = {one.id: one for one in seats.of_camp(house, camp.id)}
    # Somebody may have withdrawn between the two looks.
    found = [one for one in trials.in_camp(house, camp.id) if one.shown.seat in people]
    return Look(
        in_words(house, camp, sorted(found, key=_when), language),
        people,
        {one.id: one.name for one in camps.communities(house, camp.id)},
    )


def _when(one: trials.Trying) -> tuple[int, str]:
    """Those waited for come first, the longest first; then those to come; then those with nothing left to ask."""
    if one.waiting:
        return 0, one.waiting.on.isoformat()
    return (1, one.ahead.on.isoformat()) if one.ahead else (2, "")


def to_ask(here: Visitor, camp: Camp, look: Look) -> None:
    """Whom to ask now, to read and to take along."""
    st.markdown(plain(here.say("trials_desk.what")))
    st.subheader(here.say("trials_desk.to_ask", n=len(look.waiting)), anchor=False)
    if not look.waiting:
        ahead = next((one.trying.ahead for one in look.lines if one.trying.ahead), None)
        st.info(
            here.say("trials_desk.nobody_until", date=ahead.on.isoformat())
            if ahead
            else here.say("trials_desk.nobody")
        )
        return
    _table(here, look, look.waiting)
    st.download_button(
        here.say("trials_desk.list"),
        as_csv(
            [here.say(f"trials_desk.column.{name}") for name in REMINDER],
            [_reminder(here, look, one) for one in look.waiting],
        ),
        f"{camp.code}-trials.csv",
        "text/csv",
        key=f"trials.list.{camp.id}",
        on_click="ignore",
    )
    st.caption(here.say("trials_desk.no_contact"))


def everybody(here: Visitor, look: Look) -> None:
    """Everything people want to try, told or not."""
    with st.expander(here.say("trials_desk.all", n=len(look.lines))):
        _table(here, look, look.lines)


def again_view(here: Visitor) -> None:
    """Cards many tried something from and nobody got past: a question to whoever looks after the cards, no more."""
    found = to_read_again(the_house())
    if not found:
        return
    st.subheader(here.say("trials_desk.again"), anchor=False)
    st.caption(here.say("trials_desk.again_help"))
    titles = {case.id: case.title for case in the_house().content.cases[here.language]}
    st.markdown(
        bullets(
            plain(
                here.say(
                    "trials_desk.again_line",
                    title=titles.get(case, case),
                    n=one.tried,
                    communities=one.communities,
                )
            )
            for case, one in found
        )
    )


def state_of(here: Visitor, line: InWords) -> str:
    """How it stands, in a few words."""
    one = line.trying
    told = ""
    if one.latest:
        told = here.say(f"trials.did.{one.latest.said.did.value}")
        if one.latest.said.outcome:
            told += here.say("trials_desk.joiner") + here.say(
                f"trials.outcome.{one.latest.said.outcome.value}"
            )
    if one.waiting:
        asked = here.say(f"trials_desk.state.{one.waiting.state.value}", days=one.waiting.due)
        return f"{asked} {here.say('trials_desk.before', told=told)}" if told else asked
    if told:
        return told
    return here.say("trials_desk.state.later") if one.ahead else here.say("trials_desk.state.missed")


def _cells(here: Visitor, look: Look, line: InWords) -> tuple[str, str, str, str, str]:
    one = line.trying
    ask = one.waiting or one.ahead
    return (
        look.name(line),
        line.did or line.title,
        one.shown.chosen_at.date().isoformat() if one.shown.chosen_at else "–",
        ask.on.isoformat() if ask else "–",
        state_of(here, line),
    )


def _table(here: Visitor, look: Look, lines: tuple[InWords, ...]) -> None:
    rows = [tuple(map(plain, _cells(here, look, one))) for one in lines]
    if on_a_phone():
        st.markdown(bullets(f"**{who}**  \n{what}  \n{asked} {state}" for who, what, _, asked, state in rows))
        return
    st.table(
        pd.DataFrame(rows, columns=[here.say(f"trials_desk.column.{name}") for name in TO_ASK]),
        border="horizontal",
        hide_index=True,
        alt=here.say("trials_desk.table_alt", n=len(rows)),
    )


def _reminder(here: Visitor, look: Look, line: InWords) -> tuple[str, ...]:
    one = look.seats[line.trying.shown.seat]
    _, what, since, asked, state = _cells(here, look, line)
    community = look.communities[one.community]
    return one.nickname, community, here.role(one.role.value), line.title, what, since, asked, state
