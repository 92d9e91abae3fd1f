"""No wall overflows, writes below 28 pixels or on itself, whoever has answered: one person, a dozen, forty, two hundred."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.crowded_wall import SIZES, faults, walls
from tests.browser.phones import chromium
from tests.exercises.files import SHIPPED
from workshop.services.room.wall_views import results_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# One exercise with each kind of picture with one person and with many, every other one with a dozen.
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


MATRIX = (
    *((name, 12) for name in sorted(SHIPPED) if name not in OF_EACH_KIND),
    *((name, 1) for name in OF_EACH_KIND),
    # A hall of two hundred takes seconds to fill: every other kind has forty.
    *((name, (40, 200)[number % 2]) for number, name in enumerate(OF_EACH_KIND)),
)


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with chromium() as browser:
        yield browser.new_page()


def test_the_chosen_exercises_show_every_kind_of_picture() -> None:
    chosen = {view for name in OF_EACH_KIND for view in results_of(SHIPPED[name])}
    assert chosen == {view for one in SHIPPED.values() for view in results_of(one)}


@pytest.mark.parametrize(("exercise", "people"), MATRIX)
def test_a_wall_can_be_read_from_the_back_of_the_hall(
    tmp_path: Path, page: Page, exercise: str, people: int
) -> None:
    found = [
        f"{wall.view} {wall.language} {width}: {fault}"
        for wall in walls(tmp_path, exercise, people)
        for width, height in SIZES
        for fault in faults(page, wall.drawing, width, height)
    ]
    assert found == []
