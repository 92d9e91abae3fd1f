"""The current visitor: identity and language, read from cookies on every run, so that a reload loses nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import streamlit as st

from workshop.base.errors import MengyaError, Value
from workshop.base.text import LANGUAGES, Language, explain, say
from workshop.desk.ui.context import app_context
from workshop.model.camp import Camp, Seat
from workshop.services.app import access
from workshop.services.app.access import Right
from workshop.services.camp import camps
from workshop.services.seats import seats

LANGUAGE = "lang"
CAMP = "camp"


@dataclass(frozen=True)
class Visitor:
    """One browser: a participant's seat, a facilitator's or organiser's right, both, or neither."""

    language: Language
    seat: Seat | None
    right: Right | None

    def say(self, key: str, **values: Value) -> str:
        """The desk's sentence for `key` in the visitor's language."""
        return say(self.language, key, **values)

    def role(self, code: str) -> str:
        """What a role is called."""
        return app_context().content.vocabularies.roles.name(code, self.language)

    def explain(self, error: MengyaError) -> str:
        """An error as a sentence: what is wrong, where, and how to fix it."""
        return explain(self.language, error)

    @property
    def by(self) -> str:
        """The author string stored with an action."""
        if self.right is not None:
            return "organiser" if self.right.organiser else "facilitator"
        return f"seat:{self.seat.id}" if self.seat else "desk"


def current_visitor() -> Visitor:
    """The visitor of this run."""
    context = app_context()
    held = cookies()
    return Visitor(
        _language(held),
        seats.by_token(context, held.get("seat")),
        access.right_of(context, held.get("desk")),
    )


def language_here() -> Language:
    """The language of this run, found without the store."""
    return _language(cookies())


def cookies() -> dict[str, str]:
    """The browser's cookies, HttpOnly ones too."""
    return dict(st.context.cookies)


def on_a_phone() -> bool:
    """Whether the User-Agent is a phone's; drawings are then lower."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


def on_their_clock(moment: datetime) -> datetime:
    """A stored time (UTC) in the visitor's time zone."""
    return moment - timedelta(minutes=st.context.timezone_offset or 0)


def choose_language(language: Language) -> None:
    """Set the language of this tab."""
    st.session_state[LANGUAGE] = language


def keep_choices() -> None:
    """Put this tab's choices into the address of every page, so that a reload keeps them."""
    for name in (LANGUAGE, CAMP):
        chosen = st.session_state.get(name)
        if chosen is not None and st.query_params.get(name) != chosen:
            st.query_params[name] = chosen


def _language(held: dict[str, str]) -> Language:
    """The language chosen in this tab, in the address, on a phone page, or the browser's own."""
    candidates = (
        st.session_state.get(LANGUAGE),
        st.query_params.get(LANGUAGE),
        held.get(LANGUAGE),
        (st.context.locale or "zh")[:2],
    )
    for candidate in candidates:
        for language in LANGUAGES:
            if candidate == language:
                return language
    # Readers of neither language are better served by English.
    return "en"


def camp_of_seat(visitor: Visitor) -> Camp | None:
    """The camp the visitor takes part in."""
    return None if visitor.seat is None else camps.find(app_context(), visitor.seat.camp)


def steered_camps(visitor: Visitor) -> tuple[Camp, ...]:
    """The camps the visitor may steer, newest first."""
    if visitor.right is None:
        return ()
    if visitor.right.camp is None:
        return camps.camps(app_context())
    return (camps.find(app_context(), visitor.right.camp),)
