"""The rubric a camp's answers are given on. Versions never change once written, so answers stay tied to theirs."""

from __future__ import annotations

from workshop.assessment.rubric import Rubric
from workshop.assessment.vignettes import VignetteSet
from workshop.room.house import House


def rubric_of(house: House, reference: str) -> Rubric:
    """The rubric `id@version`. Raises RoomError `content.no_rubric` if there is none."""
    return house.content.rubric(reference)


def vignettes_of(house: House, reference: str) -> VignetteSet | None:
    """The shared vignettes that go with a rubric; None where there are none that fit it."""
    rubric = rubric_of(house, reference)
    found = house.content.vignettes.get(rubric.id)
    return found if found is not None and found.fits(rubric) else None
