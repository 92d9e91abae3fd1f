"""Statements at the desk: counts for the whole room, after the reveal, and never who said what."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.desk.conftest import Desk, words
from workshop.base.text import LANGUAGES, Language, say
from workshop.desk.cockpit import live
from workshop.learning.statements.statements import Stance, read_stances
from workshop.model.camp import CampStep, StepState
from workshop.model.privacy import MIN_GROUP
from workshop.services.learn import statements
from workshop.services.learn.statements import may_be_seen


def sorting(desk: Desk) -> CampStep:
    """The sample's last step, as if it were the sorting of opinions."""
    return replace(desk.step("commit"), exercise="opinion-sort", state=StepState.CLOSED)


def test_the_sorting_asks_a_dozen_statements_and_keeps_no_name_of_any(desk: Desk) -> None:
    step = sorting(desk)
    assert statements.has_statements(desk.context, step)
    exercise = desk.context.content.exercises["opinion-sort"]
    asked = statements.texts_of(desk.context, desk.sample.camp, step, "zh")
    assert 12 <= len(asked) <= 20
    assert all(part.anonymous for part in exercise.steps if part.id in asked)


@pytest.mark.parametrize("state", [StepState.DRAFT, StepState.OPEN])
def test_nothing_is_seen_while_answers_come_in_one_by_one(desk: Desk, state: StepState) -> None:
    step = replace(sorting(desk), state=state, revealed=False)
    assert not may_be_seen(step)
    assert may_be_seen(replace(step, revealed=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_desk_shows_what_is_agreed_with_n_and_why_there_are_no_groups(
    desk: Desk, language: Language, monkeypatch: pytest.MonkeyPatch, inline: None
) -> None:
    steps = (sorting(desk),)
    monkeypatch.setattr(live, "agenda", lambda *_: live.ControlState(steps, None, 1))
    asked = tuple(statements.texts_of(desk.context, desk.sample.camp, steps[0], language))
    votes = read_stances(
        (
            Stance(str(who), one, {"stance": "disagree" if place == 3 else "agree"})
            for who in range(9)
            for place, one in enumerate(asked)
        ),
        asked,
    )
    monkeypatch.setattr(statements, "votes_of", lambda *_: votes)
    monkeypatch.setattr(statements, "whole_votes_of", lambda *_: votes)
    desk.sign_in()
    page = desk.open("statements", language)
    text = words(page).replace("\\", "")
    assert say(language, "opinions.anonymous", n=9) in text
    assert say(language, "statements.why_not.too_few_voters", n=9, least=60) in text
    names = [one.seat.nickname for one in desk.sample.seats] + [one.name for one in desk.sample.communities]
    assert [name for name in names if name in text] == []


def test_the_desk_counts_nobody_out_of_fewer_than_five(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, inline: None
) -> None:
    steps = (sorting(desk),)
    monkeypatch.setattr(live, "agenda", lambda *_: live.ControlState(steps, None, 2))
    asked = tuple(statements.texts_of(desk.context, desk.sample.camp, steps[0], "zh"))
    said = (Stance(str(who), one, {"stance": "agree"}) for who in range(MIN_GROUP - 1) for one in asked)
    votes = read_stances(said, asked)
    monkeypatch.setattr(statements, "votes_of", lambda *_: votes)
    monkeypatch.setattr(statements, "whole_votes_of", lambda *_: votes)
    desk.sign_in()
    page = desk.open("statements")
    text = words(page).replace("\\", "")
    assert say("zh", "statements.too_few_people", n=MIN_GROUP - 1) in text
    assert say("zh", "opinions.agreed") not in text
    assert not page.get("imgs")


def test_a_camp_without_statements_says_so(desk: Desk) -> None:
    desk.sign_in()
    assert say("zh", "opinions.no_step") in words(desk.open("statements"))
