"""Exercises made one's own: camps keep their version, nothing typed is lost, a file of one comes back the same."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.app_context import context_on, make_context
from workshop.base.errors import InputError, RoomError, SeveralErrors
from workshop.base.text import LANGUAGES, Language, explain, say
from workshop.exercises.agenda import Recipe
from workshop.exercises.editing import (
    ExerciseText,
    Place,
    names_in,
    text_at,
    with_text,
    with_value,
)
from workshop.model.camp import Action, CampStep
from workshop.model.step import StepKind
from workshop.services.app.context import AppContext
from workshop.services.camp import answers, camps, control, exercise_drafts, exercises
from workshop.services.camp.exercises import known_exercises, usable_exercises
from workshop.services.camp.questions import exercise_of, questions_of
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival
from workshop.store.engine import Store

BY = "facilitator"
TITLE = ("title",)
SOIL = "soil-check"


@pytest.fixture
def context(tmp_path: Path) -> Iterator[AppContext]:
    with make_context(tmp_path) as made:
        yield made


def published(context: AppContext, title: str = "我们的土壤", id: str = SOIL) -> str:
    """A copy of a shipped exercise under another title; its id."""
    draft = exercise_drafts.begin_copy(context, id, BY)
    exercise_drafts.change(context, draft, lambda text: with_text(text, TITLE, "zh", title), BY)
    return exercise_drafts.publish(context, draft, BY).id


def again(context: AppContext, id: str, title: str) -> int:
    """The next version under another title; its number."""
    draft = exercise_drafts.begin_next(context, id, BY)
    exercise_drafts.change(context, draft, lambda text: with_text(text, TITLE, "zh", title), BY)
    return exercise_drafts.publish(context, draft, BY).version


def with_recipe(context: AppContext, *ids: str) -> AppContext:
    """The same installation with a recipe of these exercises, `ours`."""
    half = context.content.recipes["camp-half"]
    window = half.days[0].windows[0]
    blocks = tuple(window.blocks[0].model_copy(update={"exercise": one, "minutes": None}) for one in ids)
    day = half.days[0].model_copy(update={"windows": (window.model_copy(update={"blocks": blocks}),)})
    ours = Recipe.model_validate({**half.model_dump(), "id": "ours", "days": (day.model_dump(),)})
    return replace(
        context, content=replace(context.content, recipes={**context.content.recipes, "ours": ours})
    )


def step_of(context: AppContext, camp: camps.NewCamp) -> CampStep:
    return control.steps(context, camp.camp.id)[0]


def test_a_copy_can_be_used_at_once_and_leaves_the_shipped_exercise_as_it_is(context: AppContext) -> None:
    shipped = context.content.exercises[SOIL]
    ours = published(context)
    assert ours == "soil-check-ours"
    assert usable_exercises(context)[ours].title.zh == "我们的土壤"
    assert usable_exercises(context)[SOIL] == shipped
    known = known_exercises(context)[0]
    assert (known.exercise.id, known.saved and known.saved.base) == (ours, f"{SOIL}@{shipped.version}")
    assert any(SOIL in one for one in known.exercise.inspired_by)


def test_a_camp_keeps_the_version_it_was_made_with(context: AppContext) -> None:
    ours = published(context)
    house = with_recipe(context, ours)
    before = camps.new_camp(house, "春", "ours")
    assert again(house, ours, "改过的土壤") == 2
    after = camps.new_camp(house, "秋", "ours")
    titles = [exercise_of(house, step_of(house, camp)).title.zh for camp in (before, after)]
    assert titles == ["我们的土壤", "改过的土壤"]
    assert [step_of(house, camp).exercise_version for camp in (before, after)] == [1, 2]


def test_questions_already_asked_stay_when_a_newer_version_asks_others(context: AppContext) -> None:
    """The questions are kept in memory for every page: the version has to be part of what they are kept under."""
    ours = published(context)
    house = with_recipe(context, ours)
    before = camps.new_camp(house, "春", "ours")
    asked = questions_of(house, before.camp, step_of(house, before), "zh")
    first = asked[0].id.partition(".")[0]
    draft = exercise_drafts.begin_next(house, ours, BY)
    exercise_drafts.change(
        house, draft, lambda text: with_text(text, ("steps", first, "prompt"), "zh", "换个问法"), BY
    )
    exercise_drafts.publish(house, draft, BY)
    after = camps.new_camp(house, "秋", "ours")
    assert questions_of(house, before.camp, step_of(house, before), "zh") == asked
    assert questions_of(house, after.camp, step_of(house, after), "zh")[0].prompt == "换个问法"


def test_an_answer_is_stored_with_the_version_it_was_given_to(context: AppContext) -> None:
    ours = published(context, id="check-in")
    house = with_recipe(context, ours)
    camp = camps.new_camp(house, "春", "ours").camp
    again(house, ours, "新一版")
    step = control.steps(house, camp.id)[0]
    control.act(house, camp.id, Action.OPEN, step.id, BY)
    seat = seats.join(house, camp.code, Arrival("a" * 32, "甲", "桂花园", "resident", consent=True)).seat
    question = next(one for one in questions_of(house, camp, step, "zh") if one.kind is StepKind.SCALE)
    answers.submit(house, seat, "k" * 32, step.id, question.id, {"level": 1})
    assert step.exercise_version == 1
    assert exercise_of(house, step).title.zh == "我们的土壤"


def test_another_process_sees_a_new_version_at_once(context: AppContext) -> None:
    """Two contexts on one database stand for two servers: what each keeps in memory must not hide the other's."""
    other = replace(context)
    assert "soil-check-ours" not in usable_exercises(other)
    ours = published(context)
    assert usable_exercises(other)[ours].title.zh == "我们的土壤"
    again(context, ours, "改过的土壤")
    assert usable_exercises(other)[ours].title.zh == "改过的土壤"


def test_a_retired_exercise_is_no_longer_offered_but_runs_where_it_is(context: AppContext) -> None:
    ours = published(context)
    house = with_recipe(context, ours)
    camp = camps.new_camp(house, "春", "ours")
    exercises.retire(house, ours, BY)
    assert ours not in usable_exercises(house)
    assert exercise_of(house, step_of(house, camp)).title.zh == "我们的土壤"
    with pytest.raises(InputError) as refused:
        camps.new_camp(house, "秋", "ours")
    assert refused.value.code == "exercises.agenda_exercise"
    exercises.bring_back(house, ours, BY)
    assert known_exercises(house)[0].camps == 1
    assert ours in usable_exercises(house)


@pytest.mark.parametrize("id", [SOIL, "nowhere"])
def test_only_what_was_published_here_can_be_retired_or_continued(context: AppContext, id: str) -> None:
    for act in (exercises.retire, exercise_drafts.begin_next):
        with pytest.raises(RoomError) as refused:
            act(context, id, BY)
        assert refused.value.code == "content.no_exercise"


def test_two_copies_of_one_exercise_become_two(context: AppContext) -> None:
    drafts = [exercise_drafts.begin_copy(context, SOIL, BY) for _ in range(2)]
    made = [exercise_drafts.publish(context, draft, BY) for draft in drafts]
    assert [(one.id, one.version) for one in made] == [("soil-check-ours", 1), ("soil-check-ours-2", 1)]


def test_two_who_publish_at_once_get_different_numbers(store: Store) -> None:
    """Both databases: on PostgreSQL each has a connection of its own."""
    context = context_on(store)
    ours = published(context)
    drafts = [exercise_drafts.begin_next(context, ours, BY) for _ in range(4)]
    got: list[int] = []
    lock, start = threading.Lock(), threading.Barrier(len(drafts))

    def press(draft: str) -> None:
        start.wait()
        made = exercise_drafts.publish(context, draft, BY)
        with lock:
            got.append(made.version)

    threads = [threading.Thread(target=press, args=(draft,)) for draft in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == [2, 3, 4, 5]
    assert exercise_drafts.drafts(context) == ()


def test_two_people_in_one_draft_do_not_overwrite_each_other(context: AppContext) -> None:
    draft = exercise_drafts.begin_copy(context, SOIL, BY)
    seen = exercise_drafts.draft(context, draft)
    before = text_at(seen.text, TITLE, "zh")
    first = exercise_drafts.write(context, draft, TITLE, "zh", "甲写的", before=before, by="甲")
    assert (first.upon, first.theirs) == (seen.revision, "")
    beside = exercise_drafts.write(context, draft, ("heart",), "zh", "乙写的", before="", by="乙")
    assert beside.upon != seen.revision  # the screen can say that somebody else is here
    over = exercise_drafts.write(context, draft, TITLE, "zh", "乙也写了", before=before, by="乙")
    assert over.theirs == "甲写的"
    now = exercise_drafts.draft(context, draft).text
    assert (text_at(now, TITLE, "zh"), text_at(now, ("heart",), "zh")) == ("乙也写了", "乙写的")
    exercise_drafts.undo(context, draft, "甲")
    assert text_at(exercise_drafts.draft(context, draft).text, TITLE, "zh") == "甲写的"


def test_every_edit_can_be_taken_back_and_that_again(context: AppContext) -> None:
    draft = exercise_drafts.begin_copy(context, SOIL, BY)
    began = exercise_drafts.draft(context, draft)
    states = [began.text]
    for title in ("一", "二", "三"):
        exercise_drafts.change(
            context, draft, lambda text, words=title: with_text(text, TITLE, "zh", words), BY
        )
        states.append(exercise_drafts.draft(context, draft).text)
    for state in reversed(states[:-1]):
        exercise_drafts.undo(context, draft, BY)
        assert exercise_drafts.draft(context, draft).text == state
    first = exercise_drafts.draft(context, draft)
    assert (first.can_undo, first.can_redo) == (False, True)
    exercise_drafts.undo(context, draft, BY)  # nothing before the first
    for state in states[1:]:
        exercise_drafts.redo(context, draft, BY)
        assert exercise_drafts.draft(context, draft).text == state
    assert not exercise_drafts.draft(context, draft).can_redo


def test_an_edit_after_an_undo_begins_a_new_line(context: AppContext) -> None:
    draft = exercise_drafts.begin_copy(context, SOIL, BY)
    for title in ("一", "二"):
        exercise_drafts.change(
            context, draft, lambda text, words=title: with_text(text, TITLE, "zh", words), BY
        )
    exercise_drafts.undo(context, draft, BY)
    exercise_drafts.change(context, draft, lambda text: with_text(text, TITLE, "zh", "三"), BY)
    now = exercise_drafts.draft(context, draft)
    assert (text_at(now.text, TITLE, "zh"), now.can_redo) == ("三", False)


def test_what_changes_nothing_is_no_step_to_take_back(context: AppContext) -> None:
    draft = exercise_drafts.begin_copy(context, SOIL, BY)
    exercise_drafts.change(context, draft, lambda text: text, BY)
    assert not exercise_drafts.draft(context, draft).can_undo


def test_a_draft_that_cannot_run_is_not_published_and_says_where(context: AppContext) -> None:
    draft = exercise_drafts.begin_copy(context, SOIL, BY)
    step = names_in(exercise_drafts.draft(context, draft).text, ("steps",))[0]
    exercise_drafts.change(
        context,
        draft,
        lambda text: with_text(with_value(text, ("steps", step, "minutes"), -1), ("heart",), "zh", ""),
        BY,
    )
    found = exercise_drafts.faults(context, exercise_drafts.draft(context, draft).text)
    assert {(fault.place, fault.advice) for fault in found} == {
        (("steps", step, "minutes"), False),
        (("heart",), False),
    }
    with pytest.raises(SeveralErrors):
        exercise_drafts.publish(context, draft, BY)
    assert [one.id for one in exercise_drafts.drafts(context)] == [draft]


def test_times_that_do_not_add_up_stop_and_missing_english_does_not(context: AppContext) -> None:
    draft = exercise_drafts.begin_copy(context, SOIL, BY)
    exercise_drafts.change(context, draft, lambda text: with_text(text, ("purpose",), "en", ""), BY)
    missing = exercise_drafts.faults(context, exercise_drafts.draft(context, draft).text)
    assert [(one.place, one.advice) for one in missing] == [(("purpose",), True)]
    exercise_drafts.change(context, draft, lambda text: with_value(text, ("minutes", "min"), 400), BY)
    codes = {
        one.error.code for one in exercise_drafts.faults(context, exercise_drafts.draft(context, draft).text)
    }
    assert codes == {"exercises.untranslated", "exercises.minutes_order", "exercises.minutes_sum"}
    with pytest.raises(InputError):
        exercise_drafts.publish(context, draft, BY)


def test_a_list_that_no_camp_has_is_a_fault_at_its_step(context: AppContext) -> None:
    draft = exercise_drafts.begin_copy(context, "check-in", BY)
    step = names_in(exercise_drafts.draft(context, draft).text, ("steps",))[0]
    exercise_drafts.change(
        context, draft, lambda text: with_value(text, ("steps", step, "options_from"), "nothing"), BY
    )
    found = exercise_drafts.faults(context, exercise_drafts.draft(context, draft).text)
    assert [(one.error.code, one.place) for one in found] == [("exercises.list_unknown", ("steps", step))]


def test_english_left_out_falls_back_string_by_string(context: AppContext) -> None:
    draft = exercise_drafts.begin_copy(context, SOIL, BY)
    exercise_drafts.change(
        context,
        draft,
        lambda text: with_text(with_text(text, ("heart",), "en", ""), ("body", "why"), "en", ""),
        BY,
    )
    made = exercise_drafts.publish(context, draft, BY)
    assert made.heart.en == made.heart.zh
    assert made.sections("en")["why"] == made.sections("zh")["why"]
    assert made.sections("en")["how"] != made.sections("zh")["how"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("place", "value", "mend"),
    [
        (("minutes", "min"), -1, "least"),
        (("minutes", "min"), "five", "number"),
        (("steps", "promise", "max_items"), 9999, "most"),
        (("steps", "promise", "prompt"), "", "empty"),
        (("steps", "promise", "options", "what", "label"), "", "empty"),
        (("steps", "promise", "required"), "perhaps", "truth"),
        (("roles",), "host", "list"),
        (("opens",), "soon", "like"),
    ],
)
def test_a_value_that_does_not_fit_keeps_its_place_and_says_how_to_mend_it(
    context: AppContext, place: Place, value: object, mend: str, language: Language
) -> None:
    text = exercise_drafts.draft(context, exercise_drafts.begin_copy(context, "commit", BY)).text
    (fault,) = exercise_drafts.faults(context, with_value(text, place, value))
    assert (fault.place, fault.advice, fault.error.code) == (place, False, "content.value")
    assert fault.error.values["mend"] == f"content.value.{mend}"
    said = say(language, f"errors.content.value.{mend}", **fault.error.values)
    assert explain(language, fault.error).endswith(said)


def test_a_wording_readers_stumbled_over_is_advice_at_its_place_while_it_is_written(
    context: AppContext,
) -> None:
    """The words and the better ones are those of `data/wording/avoid.toml`."""
    draft = exercise_drafts.begin_copy(context, "commit", BY)
    prompt, host = ("steps", "promise", "prompt"), ("body", "host")

    def wrong(text: ExerciseText) -> ExerciseText:
        text = with_text(text, prompt, "zh", "请大家先入座，再写一个小行动")
        return with_text(text, host, "zh", "先请大家入座。")

    exercise_drafts.change(context, draft, wrong, BY)
    text = exercise_drafts.draft(context, draft).text
    found = {one.place: one for one in exercise_drafts.faults(context, text)}
    assert set(found) == {prompt, host}
    assert all(one.advice and one.error.values["found"] == "入座" for one in found.values())
    # Also while something else keeps it from running, and it stops nobody from publishing.
    both = exercise_drafts.faults(context, with_value(text, ("minutes", "min"), -1))
    assert [one.place for one in both if one.advice] == [prompt, host]
    assert exercise_drafts.publish(context, draft, BY).steps[0].prompt.zh.startswith("请大家先入座")
