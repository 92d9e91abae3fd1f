"""Where somebody is on the patterns' screen."""

from __future__ import annotations

from workshop.desk.parts.spots import Spots

SPOTS = Spots("patterns", "pattern")
PLACE = SPOTS.place
where, go, keep_address = SPOTS.where, SPOTS.go, SPOTS.keep_address
