"""A screen whose figures are still being computed says so, and what is before them; the rest of it works on."""

from __future__ import annotations

import pytest

from tests.desk.conftest import LOCALES, Desk, see, words
from workshop.base.text import LANGUAGES, Language, say
from workshop.desk.ui.computing import WORK
from workshop.services import workers
from workshop.services.workers import StillComputing


@pytest.mark.parametrize("language", list(LOCALES))
@pytest.mark.parametrize("ahead", [0, 2])
def test_a_screen_says_what_is_being_computed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, language: Language, ahead: int
) -> None:
    def run(_key: object, *_rest: object) -> object:
        raise StillComputing("withdraw", 12, ahead)

    monkeypatch.setattr(workers, "run", run)
    desk.sign_in()
    page = see(desk.open("communities", language), "withdrawal")
    what = say(language, "desk.computing.withdrawal")
    told = (
        say(language, "desk.computing.waiting", what=what, n=ahead)
        if ahead
        else say(language, "desk.computing.running", what=what, seconds=12)
    )
    assert told in words(page)
    assert not page.error
    assert not page.exception
    see(page, "map")  # the screen's choices stay where they are
    assert told not in words(page)


def test_every_work_that_screens_wait_for_has_a_name() -> None:
    for language in LANGUAGES:
        for name in (*WORK.values(), "other"):
            assert say(language, f"desk.computing.{name}")
