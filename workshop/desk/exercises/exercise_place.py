"""Navigation state of the exercises' screen."""

from __future__ import annotations

from workshop.desk.ui.url_state import UrlState

SPOTS = UrlState("exercises", "exercise")
PLACE = SPOTS.place
where, go, keep_address = SPOTS.where, SPOTS.go, SPOTS.keep_address
