"""Making an exercise one's own at the desk: copied, changed, looked at, checked, published, taken along; nothing lost."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.desk.conftest import ENTRY, Desk, words
from workshop.base.text import LANGUAGES, Language, has, say
from workshop.desk.exercises.exercise_form import GROUPS, SECTIONS, TEXTS
from workshop.exercises.editing import (
    ExerciseText,
    Place,
    names_in,
    text_at,
    value_at,
    with_text,
    with_value,
)
from workshop.exercises.exercise import ExerciseFile, OptionFile, StepFile
from workshop.exercises.fields import schema_fields
from workshop.services.camp import exercise_drafts, exercises
from workshop.services.camp.exercise_drafts import KINDS
from workshop.services.camp.exercises import known_exercises, usable_exercises

SHIPPED = "check-in"
OURS = "check-in-ours"
STEPS = ("steps",)


def press(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click().run()
    assert not page.exception, [one.value for one in page.exception]
    return page


def section(page: AppTest, name: str, which: str = "exercise.section.") -> AppTest:
    """Turn to another part of the draft, or to another step."""
    for control in page.get("button_group"):
        if control.key.startswith(which):
            control.set_value(name).run()
    assert not page.exception, [one.value for one in page.exception]
    return page


def editing(desk: Desk, language: Language = "zh", id: str = SHIPPED) -> tuple[AppTest, str]:
    """A copy of a shipped exercise, opened; and the draft's id."""
    desk.sign_in()
    page = desk.open("exercises", language)
    press(page, f"exercise.open.{id}")
    press(page, f"exercise.copy.{id}")
    return page, exercise_drafts.drafts(desk.context)[0].id


def field(draft: str, place: Place, part: str) -> str:
    return f"exercise.{draft}.{'.'.join(place)}.{part}"


def stored(desk: Desk, draft: str) -> ExerciseText:
    return exercise_drafts.draft(desk.context, draft).text


def first_step(desk: Desk, draft: str) -> Place:
    return (*STEPS, names_in(stored(desk, draft), STEPS)[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_of_the_editor_opens_in_both_languages(desk: Desk, language: Language) -> None:
    page, draft = editing(desk, language, "net-map")
    for name in SECTIONS:
        section(page, name)
    section(page, "steps")
    for step in names_in(stored(desk, draft), STEPS):
        section(page, step, "exercise.step.")
    assert say(language, "editor.options") in words(page) or "8" in words(page)


def test_what_is_typed_is_stored_at_once_and_can_be_taken_back(desk: Desk) -> None:
    page, draft = editing(desk)
    before = text_at(stored(desk, draft), ("title",), "zh")
    page.text_input(key=field(draft, ("title",), "zh")).input("我们的报到").run()
    page.text_input(key=field(draft, ("title",), "en")).input("").run()
    page.number_input(key=field(draft, ("minutes", "plan"), "value")).set_value(14).run()
    now = stored(desk, draft)
    assert (text_at(now, ("title",), "zh"), text_at(now, ("title",), "en")) == ("我们的报到", "")
    assert value_at(now, ("minutes", "plan")) == 14
    # A reload finds it: everything is in the database.
    again = desk.open("exercises")
    press(again, f"exercise.go_on.{draft}")
    assert again.text_input(key=field(draft, ("title",), "zh")).value == "我们的报到"
    for _ in range(3):
        press(page, f"exercise.undo.{draft}")
    assert text_at(stored(desk, draft), ("title",), "zh") == before
    assert page.text_input(key=field(draft, ("title",), "zh")).value == before
    press(page, f"exercise.redo.{draft}")
    assert page.text_input(key=field(draft, ("title",), "zh")).value == "我们的报到"


def test_a_step_is_changed_moved_doubled_added_and_taken_away(desk: Desk) -> None:
    page, draft = editing(desk)
    section(page, "steps")
    ids = names_in(stored(desk, draft), STEPS)
    step = (*STEPS, ids[0])
    page.text_area(key=field(draft, (*step, "prompt"), "zh")).input("今天劲头怎么样？").run()
    page.toggle(key=field(draft, (*step, "required"), "value")).set_value(False).run()
    press(page, field(draft, step, "down"))
    press(page, field(draft, step, "again"))
    press(page, f"exercise.add.{draft}.text")
    now = stored(desk, draft)
    assert text_at(now, (*step, "prompt"), "zh") == "今天劲头怎么样？"
    assert value_at(now, (*step, "required")) is False
    moved = names_in(now, STEPS)
    assert moved[:3] == (ids[1], ids[0], f"{ids[0]}-2")
    assert text_at(now, (*STEPS, f"{ids[0]}-2", "prompt"), "zh") == "今天劲头怎么样？"
    added = (*STEPS, moved[-1])
    assert value_at(now, (*added, "kind")) == "text"
    # The new step is the one that is shown.
    press(page, field(draft, added, "away"))
    assert names_in(stored(desk, draft), STEPS) == moved[:-1]


def test_options_are_added_renamed_moved_and_removed_under_codes_that_stay(desk: Desk) -> None:
    page, draft = editing(desk, id="net-map")
    section(page, "steps")
    section(page, "ties", "exercise.step.")
    options = (*STEPS, "ties", "options")
    page.text_input(key=field(draft, (*options, "funds", "label"), "zh")).input("出钱出物").run()
    press(page, field(draft, (*options, "funds"), "up"))
    press(page, field(draft, (*options, "informs"), "away"))
    press(page, field(draft, options, "add"))
    now = stored(desk, draft)
    assert names_in(now, options) == ("trusts", "funds", "cooperates", "o1")
    assert text_at(now, (*options, "funds", "label"), "zh") == "出钱出物"
    assert text_at(now, (*options, "funds", "label"), "en") == "gives money or goods"


def test_what_is_wrong_stands_at_its_field_and_keeps_from_publishing(desk: Desk) -> None:
    page, draft = editing(desk)
    page.text_input(key=field(draft, ("heart",), "zh")).input("").run()
    assert say("zh", "errors.content.value.empty") in words(page).replace("\\", "")
    section(page, "preview")
    assert say("zh", "editor.preview_faults") in words(page)
    section(page, "publish")
    assert page.button(key=f"exercise.publish.{draft}").disabled
    assert say("zh", "editor.field.heart") in words(page)
    assert known_exercises(desk.context)[0].saved is None


def test_a_published_exercise_can_be_used_continued_and_retired(desk: Desk) -> None:
    page, draft = editing(desk)
    section(page, "publish")
    press(page, f"exercise.publish.{draft}")
    assert OURS in usable_exercises(desk.context)
    assert exercise_drafts.drafts(desk.context) == ()
    assert say("zh", "editor.published", title=usable_exercises(desk.context)[OURS].title.zh, n=1)[
        :5
    ] in words(page)
    press(page, f"exercise.retire.{OURS}")
    assert OURS not in usable_exercises(desk.context)
    press(page, f"exercise.bring_back.{OURS}")
    press(page, f"exercise.next.{OURS}")
    second = exercise_drafts.drafts(desk.context)[0].id
    section(page, "publish")
    press(page, f"exercise.publish.{second}")
    assert usable_exercises(desk.context)[OURS].version == 2


def test_two_who_edit_one_draft_are_told_and_lose_nothing(desk: Desk) -> None:
    page, draft = editing(desk)
    exercise_drafts.change(
        desk.context, draft, lambda text: with_text(text, ("purpose",), "zh", "别人写的"), "organiser"
    )
    page.text_input(key=field(draft, ("title",), "zh")).input("我写的").run()
    assert say("zh", "editor.others") in words(page).replace("\\", "")
    assert page.text_area(key=field(draft, ("purpose",), "zh")).value == "别人写的"
    now = stored(desk, draft)
    assert (text_at(now, ("title",), "zh"), text_at(now, ("purpose",), "zh")) == ("我写的", "别人写的")


def test_two_who_write_in_one_field_are_shown_each_others_words(desk: Desk) -> None:
    page, draft = editing(desk)
    exercise_drafts.change(
        desk.context, draft, lambda text: with_text(text, ("title",), "zh", "别人的名字"), "organiser"
    )
    page.text_input(key=field(draft, ("title",), "zh")).input("我的名字").run()
    assert "别人的名字" in words(page)
    assert text_at(stored(desk, draft), ("title",), "zh") == "我的名字"
    press(page, f"exercise.undo.{draft}")
    assert text_at(stored(desk, draft), ("title",), "zh") == "别人的名字"


def test_a_draft_thrown_away_elsewhere_is_said_and_one_here_is_asked_about(desk: Desk) -> None:
    page, draft = editing(desk)
    exercise_drafts.throw_away(desk.context, draft)
    page.run()
    assert say("zh", "errors.editor.draft_gone")[:8] in words(page)
    press(page, "exercise.back")
    _, other = editing(desk)
    page = desk.open("exercises")
    press(page, f"exercise.throw.{other}")
    assert exercise_drafts.drafts(desk.context) == ()


def test_a_seat_has_no_editor(desk: Desk) -> None:
    desk.sit()
    page = AppTest.from_file(str(ENTRY), default_timeout=60)
    page.run()
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        page.switch_page("screens/exercises.py")


def test_a_field_the_schema_gains_needs_no_line_here(desk: Desk) -> None:
    """Every plain field of a step can be reached, also one whose name the catalogue does not know yet."""
    page, draft = editing(desk)
    section(page, "steps")
    step = first_step(desk, draft)
    shown = {
        one.key for kind in ("text_input", "number_input", "toggle", "selectbox") for one in page.get(kind)
    }
    told = {"id", "kind", "prompt", "help", "min_items", "max_items", "max_chars"}
    for one in schema_fields(StepFile):
        assert one.name in told or field(draft, (*step, one.name), "value") in shown, one.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_and_every_kind_of_step_has_a_name_in_words(language: Language) -> None:
    plain = {one.name for model in (StepFile, OptionFile, ExerciseFile) for one in schema_fields(model)}
    names = plain - {"id", "version", "kind", "code"} | {name for name, _ in TEXTS}
    names |= {f"{group}.{one.name}" for group, model in GROUPS for one in schema_fields(model)}
    keys = {f"editor.field.{name}" for name in names}
    keys |= {f"editor.field.kind.{kind}" for kind in KINDS} | {f"editor.choice.kind.{kind}" for kind in KINDS}
    for _, model in GROUPS:
        for one in schema_fields(model):
            keys |= {f"editor.choice.{one.name}.{choice}" for choice in one.choices}
    assert {key for key in keys if not has(language, key)} == set()


@pytest.mark.parametrize("kind", KINDS)
def test_a_step_of_any_kind_can_be_added_and_opened(desk: Desk, kind: str) -> None:
    page, draft = editing(desk)
    section(page, "steps")
    press(page, f"exercise.add.{draft}.{kind}")
    assert value_at(stored(desk, draft), (*STEPS, names_in(stored(desk, draft), STEPS)[-1], "kind")) == kind


def test_an_unreadable_version_of_another_mengya_does_not_stop_the_list(desk: Desk) -> None:
    page, draft = editing(desk)
    exercise_drafts.change(desk.context, draft, lambda text: with_value(text, ("strange",), 1), "organiser")
    assert [one.error.code for one in exercise_drafts.faults(desk.context, stored(desk, draft))] == [
        "content.unknown_key"
    ]
    section(page, "publish")
    assert page.button(key=f"exercise.publish.{draft}").disabled
    assert exercises.own_faults(desk.context) == (0, ())
