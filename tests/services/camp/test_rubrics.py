"""Rubrics written at the desk: old answers keep their version, new camps may choose, nothing unfinished is lost."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.app_context import ORGANISER_PASSWORD, Clock, content, context_on, make_context
from workshop.assessment.rubric.rubric import Rubric, load_rubric
from workshop.assessment.rubric.rubric_editing import (
    texts,
    with_dimension,
    with_dimension_again,
    with_gate,
    with_share,
    with_text,
    without_dimension,
)
from workshop.assessment.rubric.rubric_text import rubric_text
from workshop.base.content import Words, home
from workshop.base.errors import InputError, RoomError, SeveralErrors
from workshop.model.camp import Action
from workshop.model.step import StepKind
from workshop.services.app import access
from workshop.services.app.context import AppContext
from workshop.services.camp import answers, camps, control, rubrics
from workshop.services.camp.questions import questions_of
from workshop.services.check.check import check
from workshop.services.position import rubric_drafts
from workshop.services.position.results import own_result
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival
from workshop.store.copies import backup, restore
from workshop.store.engine import Store, opened

OLDER, SHIPPED = "self-organisation@1", "self-organisation@2"
NOTE = "试用后改了说法"
BY = "organiser"


@pytest.fixture
def context(tmp_path: Path) -> Iterator[AppContext]:
    with make_context(tmp_path) as made:
        yield made


def words(text: str) -> Words:
    return Words(zh=text, en=text)


def noted(context: AppContext, draft: str, note: str = NOTE) -> str:
    rubric_drafts.write_note(context, draft, note)
    return draft


def save(context: AppContext, draft: str, note: str = NOTE) -> Rubric:
    return rubric_drafts.save_version(context, noted(context, draft, note), BY)


def saved(context: AppContext, text: str = "改过的一级", place: str = "D2.1", note: str = NOTE) -> Rubric:
    """A new version that differs in one text."""
    draft = rubric_drafts.begin(context, SHIPPED, BY)
    rubric_drafts.change(context, draft, lambda rubric: with_text(rubric, place, words(text)))
    return save(context, draft, note)


def levels(context: AppContext, camp: camps.NewCamp) -> list[str]:
    """What the camp's first dimension reads at each level."""
    step = next(one for one in control.steps(context, camp.camp.id) if one.exercise == "stage-check")
    question = next(one for one in questions_of(context, camp.camp, step, "zh") if one.id == "rate.D2")
    return [option.label for option in question.options]


def test_a_camp_keeps_its_rubric_after_a_newer_version_is_saved(context: AppContext) -> None:
    before = camps.new_camp(context, "春", "camp-half")
    asked = levels(context, before)
    made = saved(context)
    after = camps.new_camp(context, "秋", "camp-half")
    assert (before.camp.rubric, after.camp.rubric) == (SHIPPED, made.key) == (SHIPPED, "self-organisation@3")
    assert levels(context, before) == asked
    assert "改过的一级" in levels(context, after)
    assert camps.find(context, before.camp.code).rubric == SHIPPED


@pytest.mark.slow
def test_answers_are_worked_out_on_the_version_they_were_given_on(context: AppContext) -> None:
    """D1 = 1 is stage 1.0 by the shipped gates; a version whose gate to 1.0 is D1 = 3 must not touch it."""
    camp = camps.new_camp(context, "春", "camp-half").camp
    step = next(one for one in control.steps(context, camp.id) if one.exercise == "stage-check")
    control.act(context, camp.id, Action.OPEN, step.id, BY)
    seat = seats.join(context, camp.code, Arrival("a" * 32, "甲", "桂花园", "resident", consent=True)).seat
    for question in questions_of(context, camp, step, "zh"):
        if question.kind is StepKind.SCALE:
            payload = {"level": 1, "confidence": "sure", "when": "", "evidence": ""}
            answers.submit(context, seat, f"k{question.id}".ljust(32, "0"), step.id, question.id, payload)
    stood = own_result(context, camp, seat)
    draft = rubric_drafts.begin(context, SHIPPED, BY)
    for stage in ("1.0", "2.0", "3.0"):
        rubric_drafts.change(
            context,
            draft,
            lambda rubric, stage=stage: with_gate(rubric, stage, {"D1": 3, "D3": 3, "D5": 3, "D9": 3}),
        )
    save(context, draft)
    assert stood is not None
    assert stood.stage == "1.0"
    assert own_result(context, camp, seat) == stood


def test_a_new_camp_may_choose_its_rubric(context: AppContext) -> None:
    saved(context)
    saved(context, "又改")
    chosen = [
        camps.new_camp(context, "营", "camp-half", rubric=wish).camp.rubric
        for wish in (OLDER, SHIPPED, "self-organisation@3", "self-organisation", None)
    ]
    assert chosen == [
        OLDER,
        SHIPPED,
        "self-organisation@3",
        "self-organisation@4",
        "self-organisation@4",
    ]


@pytest.mark.parametrize("wish", ["self-organisation@9", "no", "self-organisation@", "@1"])
def test_a_rubric_that_is_not_there_is_refused_with_those_that_are(context: AppContext, wish: str) -> None:
    with pytest.raises(InputError) as refused:
        camps.new_camp(context, "营", "camp-half", rubric=wish)
    assert (refused.value.code, refused.value.values["known"]) == (
        "camp.no_rubric",
        f"{SHIPPED}, {OLDER}",
    )


def test_a_retired_version_is_hidden_from_new_camps_only_and_can_come_back(context: AppContext) -> None:
    made = saved(context)
    camp = camps.new_camp(context, "营", "camp-half").camp
    rubrics.retire(context, made.key, BY)
    assert camps.new_camp(context, "营", "camp-half").camp.rubric == SHIPPED
    with pytest.raises(InputError) as refused:
        camps.new_camp(context, "营", "camp-half", rubric=made.key)
    assert refused.value.code == "camp.rubric_retired"
    assert rubrics.rubric_of(context, camp.rubric) == made
    rubrics.bring_back(context, made.key, BY)
    assert camps.new_camp(context, "营", "camp-half").camp.rubric == made.key


def test_the_last_version_recipes_could_use_stays_on_offer(context: AppContext) -> None:
    made = saved(context)
    for key in (OLDER, SHIPPED):
        rubrics.retire(context, key, BY)
    with pytest.raises(InputError) as refused:
        rubrics.retire(context, made.key, BY)
    assert refused.value.code == "rubric.last"
    assert [one.key for one in rubrics.offered(context)] == [made.key]


def test_the_list_says_where_each_is_from_and_how_many_camps_use_it(context: AppContext) -> None:
    camps.new_camp(context, "营", "camp-half")
    made = saved(context)
    camps.new_camp(context, "营", "camp-half")
    camps.new_camp(context, "营", "camp-half")
    assert [
        (one.key, one.in_file, one.saved and one.saved.note, one.camps)
        for one in rubrics.known_rubrics(context)
    ] == [
        (made.key, False, NOTE, 2),
        (SHIPPED, True, None, 1),
        (OLDER, True, None, 0),
    ]


def test_two_organisers_at_once_get_different_numbers(store: Store) -> None:
    """Both databases: on PostgreSQL the two run in two connections, and the one that lost the number takes the next."""
    context = context_on(store)
    ids = [rubric_drafts.begin(context, SHIPPED, BY) for _ in range(4)]
    for number, one in enumerate(ids):
        rubric_drafts.change(
            context, one, lambda rubric, n=number: with_text(rubric, "title", words(f"第 {n}"))
        )
    got: list[Rubric] = []
    lock, start = threading.Lock(), threading.Barrier(len(ids))

    def press(id: str) -> None:
        start.wait()
        made = save(context, id)
        with lock:
            got.append(made)

    threads = [threading.Thread(target=press, args=(one,)) for one in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.version for one in got) == [3, 4, 5, 6]
    assert {rubrics.rubric_of(context, one.key).title.zh for one in got} == {f"第 {n}" for n in range(4)}
    assert rubric_drafts.drafts(context) == ()


def test_of_two_who_save_one_draft_only_one_makes_a_version(context: AppContext) -> None:
    draft = rubric_drafts.begin(context, SHIPPED, BY)
    rubric_drafts.change(context, draft, lambda rubric: with_share(rubric, 0.6))
    save(context, draft)
    with pytest.raises(RoomError) as refused:
        save(context, draft)
    assert refused.value.code == "rubric.draft_gone"
    assert len(rubrics.known_rubrics(context)) == 3


def test_two_people_in_one_draft_do_not_undo_each_other(context: AppContext) -> None:
    draft = rubric_drafts.begin(context, SHIPPED, BY)
    rubric_drafts.change(context, draft, lambda rubric: with_text(rubric, "D1.1", words("甲改的")))
    rubric_drafts.change(context, draft, lambda rubric: with_text(rubric, "D2.1", words("乙改的")))
    now = texts(rubric_drafts.draft(context, draft).rubric)
    assert (now["D1.1"], now["D2.1"]) == (words("甲改的"), words("乙改的"))


def provenance(context: AppContext, draft: str, dimension: str, level: int) -> tuple[str, ...]:
    return rubric_drafts.draft(context, draft).rubric.dimension(dimension).anchors[level].provenance


def test_a_changed_text_is_a_hypothesis_until_somebody_says_where_it_is_from(context: AppContext) -> None:
    draft = rubric_drafts.begin(context, SHIPPED, BY)
    before = rubrics.rubric_of(context, SHIPPED).dimension("D2").anchors[1]
    assert "H" not in before.provenance
    rubric_drafts.change(context, draft, lambda rubric: with_text(rubric, "D2.1", words("改了")))
    assert provenance(context, draft, "D2", 1) == ("H",)
    rubric_drafts.change(context, draft, lambda rubric: with_text(rubric, "D2.1", before.text))
    assert provenance(context, draft, "D2", 1) == before.provenance
    rubric_drafts.change(context, draft, lambda rubric: with_text(rubric, "D2.1", words("又改")))
    rubric_drafts.state(context, draft, "D2.1", ("S:S35",))
    assert provenance(context, draft, "D2", 1) == ("S:S35",)
    rubric_drafts.state(context, draft, "D2.1", ())
    assert provenance(context, draft, "D2", 1) == ("H",)


def test_a_dimension_that_goes_leaves_the_gates_and_one_that_comes_gets_a_free_number(
    context: AppContext,
) -> None:
    shipped = rubrics.rubric_of(context, SHIPPED)
    fewer = without_dimension(shipped, "D9")
    assert all("D9" not in gate for gate in fewer.gates.values())
    assert with_dimension_again(fewer, shipped, "D9") == shipped
    again = with_dimension(fewer)
    assert again.dimensions[-1].id == "D9"
    assert {anchor.provenance for anchor in again.dimensions[-1].anchors} == {("H",)}


def test_what_is_wrong_in_a_draft_is_what_its_file_would_be_refused_for(context: AppContext) -> None:
    draft = rubric_drafts.begin(context, SHIPPED, BY)
    rubric_drafts.change(context, draft, lambda rubric: with_text(rubric, "D3.3", Words(zh="有", en=" ")))
    rubric_drafts.change(context, draft, lambda rubric: with_gate(rubric, "2.0", {"D3": 2}))
    found = rubric_drafts.faults(rubric_drafts.draft(context, draft))
    assert {(one.code, one.where.key) for one in found} == {
        ("assessment.gate_falls", "gates.2.0"),
        ("assessment.text_empty", "dimensions.2.anchors.3.text.en"),
    }
    with pytest.raises(SeveralErrors):
        save(context, draft)
    assert rubric_drafts.draft(context, draft).revision == 4
    assert len(rubrics.known_rubrics(context)) == 2


def test_nothing_changed_is_nothing_to_save_but_may_become_a_rubric_of_its_own(context: AppContext) -> None:
    draft = rubric_drafts.begin(context, SHIPPED, BY)
    with pytest.raises(InputError) as refused:
        save(context, draft)
    assert refused.value.code == "rubric.unchanged"
    assert rubric_drafts.save_new(context, noted(context, draft), "our-own", BY).key == "our-own@1"


@pytest.mark.parametrize("note", ["", "  \n ", "字" * 401])
def test_a_version_says_what_changed_and_why(context: AppContext, note: str) -> None:
    with pytest.raises(InputError) as refused:
        saved(context, note=note)
    assert refused.value.code == "rubric.note"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("self-organisation", "rubric.id_taken"),
        ("Ours", "rubric.id"),
        ("", "rubric.id"),
        ("a" * 61, "rubric.id"),
        ("量表", "rubric.id"),
    ],
)
def test_a_short_name_that_cannot_be_used_is_refused(context: AppContext, name: str, code: str) -> None:
    draft = rubric_drafts.begin(context, SHIPPED, BY)
    with pytest.raises(InputError) as refused:
        rubric_drafts.save_new(context, noted(context, draft), name, BY)
    assert refused.value.code == code
    assert rubric_drafts.drafts(context)[0].id == draft


def test_a_file_that_arrives_under_a_number_already_used_does_not_touch_old_answers(
    context: AppContext,
) -> None:
    made = saved(context)
    camps.new_camp(context, "营", "camp-half")
    arrived = content().rubrics[SHIPPED].model_copy(update={"version": 3})
    updated = replace(
        context, content=replace(content(), rubrics={**content().rubrics, arrived.key: arrived})
    )
    assert rubrics.rubric_of(updated, made.key) == made
    assert [(one.key, one.in_file, one.saved is not None) for one in rubrics.known_rubrics(updated)] == [
        ("self-organisation@3", True, True),
        (SHIPPED, True, False),
        (OLDER, True, False),
    ]


def test_a_downloaded_version_passes_the_check_and_comes_back_the_same(
    context: AppContext, tmp_path: Path
) -> None:
    made = saved(context)
    path = tmp_path / rubrics.file_of(made.key)
    path.write_text(rubric_text(made), encoding="utf-8")
    assert check([path], home()).problems == ()
    assert load_rubric(path) == made
    assert rubric_drafts.read_upload(path.name, path.read_bytes()) == made


def test_an_upload_is_compared_with_the_newest_of_its_id_and_keeps_what_it_says(context: AppContext) -> None:
    made = saved(context)
    edited = with_text(made, "D2.1", words("文件里改的"))
    found = rubric_drafts.read_upload("x.toml", rubric_text(edited).replace("\n", "\r\n").encode("utf-8-sig"))
    draft = rubric_drafts.draft(context, rubric_drafts.begin_from(context, found, BY))
    assert (draft.base, draft.rubric) == (made.key, edited)
    assert [change.place for change in rubric_drafts.changed(context, draft)] == [
        ("dimensions", "D2", "anchors", "1", "text", "zh"),
        ("dimensions", "D2", "anchors", "1", "text", "en"),
    ]


def test_an_upload_of_another_id_becomes_a_rubric_of_its_own(context: AppContext) -> None:
    own = rubrics.rubric_of(context, SHIPPED).model_copy(update={"id": "our-own", "version": 7})
    draft = rubric_drafts.begin_from(context, own, BY)
    assert rubric_drafts.draft(context, draft).base == ""
    assert save(context, draft).key == "our-own@1"


@pytest.mark.parametrize(("data", "code"), [(b"\xff\xfe\x00", "rubric.encoding"), (b"id = ", "content.toml")])
def test_an_upload_that_cannot_be_read_is_told_of(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as refused:
        rubric_drafts.read_upload("x.toml", data)
    assert refused.value.code == code


def test_a_draft_thrown_away_leaves_the_versions_alone(context: AppContext) -> None:
    made = saved(context)
    draft = rubric_drafts.begin(context, made.key, BY)
    rubric_drafts.throw_away(context, draft)
    with pytest.raises(RoomError):
        rubric_drafts.draft(context, draft)
    with pytest.raises(RoomError):
        rubric_drafts.change(context, draft, with_dimension)
    assert rubrics.rubric_of(context, made.key) == made


def test_a_backup_brings_versions_and_camps_back_together(tmp_path: Path) -> None:
    here, there = (f"sqlite:///{tmp_path / name}" for name in ("mengya.sqlite3", "there.sqlite3"))
    with make_context(tmp_path) as context:
        made = saved(context)
        camp = camps.new_camp(context, "营", "camp-half").camp
        backup(here, tmp_path / "copy.sqlite3")
    restore(tmp_path / "copy.sqlite3", there)
    with opened(there) as store:
        again = AppContext(store, content(), Clock(), random.Random(3).randrange)
        assert access.prepare(again, ORGANISER_PASSWORD) is None
        assert rubrics.rubric_of(again, camps.find(again, camp.code).rubric) == made
