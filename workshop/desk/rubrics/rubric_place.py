"""Navigation state of the rubrics' screen."""

from __future__ import annotations

from workshop.desk.ui.url_state import UrlState

SPOTS = UrlState("rubrics", "rubric")
PLACE = SPOTS.place
where, go, keep_address = SPOTS.where, SPOTS.go, SPOTS.keep_address
