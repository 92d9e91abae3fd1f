"""No wall overflows, writes below 28 pixels or on itself, whoever has answered: one person, a dozen, forty, two hundred."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.crowded_wall import SIZES, faults, walls
from tests.browser.phones import chromium
from tests.exercises.files import SHIPPED
from workshop.services.room.wall_views import results_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# Every exercise with a dozen people; one with each kind of picture with few and with many.
A_DOZEN = tuple((name, 12) for name in sorted(SHIPPED))
OF_EACH_KIND = (
    "case-dialogue",
    "check-in",
    "need-no-action",
    "net-map",
    "opinion-sort",
    "place-on-map",
    "principle-extract",
    "shared-vignettes",
    "speed-consult",
    "stage-check",
)


def test_the_chosen_exercises_show_every_kind_of_picture() -> None:
    chosen = {view for name in OF_EACH_KIND for view in results_of(SHIPPED[name])}
    assert chosen == {view for one in SHIPPED.values() for view in results_of(one)}


@pytest.mark.parametrize(
    ("exercise", "people"), [*A_DOZEN, *((name, many) for name in OF_EACH_KIND for many in (1, 40, 200))]
)
def test_a_wall_can_be_read_from_the_back_of_the_hall(tmp_path: Path, exercise: str, people: int) -> None:
    found = []
    with chromium() as browser:
        page = browser.new_page()
        for wall in walls(tmp_path, exercise, people):
            for width, height in SIZES:
                found += [
                    f"{wall.view} {wall.language} {width}: {fault}"
                    for fault in faults(page, wall.drawing, width, height)
                ]
    assert found == []
