"""Navigation state in the URL: a list, one item or a draft, so that a reload stays there."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

DRAFT = "draft"


@dataclass(frozen=True)
class UrlState:
    """The navigation state of one screen. `place` is where its messages appear, `one` the query parameter of
    an item.
    """

    place: str
    one: str

    @property
    def at(self) -> str:
        """The session key of the state."""
        return f"{self.one}.at"

    def where(self) -> tuple[str, str]:
        """The current view, and the id of the open item."""
        if self.at not in st.session_state:
            for spot in (DRAFT, self.one):
                if name := st.query_params.get(spot):
                    self.go(spot, name)
                    break
            else:
                self.go("list")
        spot, name = st.session_state[self.at]
        return spot, name

    def go(self, spot: str, name: str = "") -> None:
        """Switch to this view at the next drawing."""
        st.session_state[self.at] = (spot, name)

    def keep_address(self) -> None:
        """Write the state into the address."""
        spot, name = self.where()
        for other in (DRAFT, self.one):
            if other == spot:
                if st.query_params.get(other) != name:
                    st.query_params[other] = name
            elif other in st.query_params:
                del st.query_params[other]
