"""Rubrics at the desk: facilitators read, organisers edit in drafts that outlive a reload, versions stay as they were."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from tests.desk.conftest import Desk, words
from workshop.assessment.rubric.rubric_editing import texts, with_text
from workshop.assessment.rubric.rubric_text import rubric_text
from workshop.base.content import Words
from workshop.base.text import LANGUAGES, Language, say
from workshop.desk.rubrics.rubric_view import marked
from workshop.services.camp import camps, rubrics
from workshop.services.position import rubric_drafts

OLDER, SHIPPED = "self-organisation@1", "self-organisation@2"
HAN = re.compile(r"[\u4e00-\u9fff]")


def said(page: AppTest) -> str:
    """Everything on the page as it is read."""
    return words(page).replace("\\", "")


def press(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click().run()
    assert not page.exception, [one.value for one in page.exception]
    return page


def section(page: AppTest, name: str) -> AppTest:
    """Turn to another part of the draft or version."""
    for control in page.get("button_group"):
        if control.key.startswith(("rubric.section.", "rubric.view.")):
            control.set_value(name).run()
    assert not page.exception, [one.value for one in page.exception]
    return page


def editing(desk: Desk, language: Language = "zh") -> tuple[AppTest, str]:
    """A draft of the shipped rubric, opened; and its id."""
    desk.organise()
    page = desk.open("rubrics", language)
    press(page, f"rubric.open.{SHIPPED}")
    press(page, f"rubric.copy.{SHIPPED}")
    return page, rubric_drafts.drafts(desk.context)[0].id


def opened(page: AppTest, draft: str, dimension: str) -> AppTest:
    """With the fold of a dimension open."""
    page.session_state[f"rubric.{draft}.{dimension}.fold"] = True
    page.run()
    assert not page.exception, [one.value for one in page.exception]
    return page


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("who", ["facilitator", "organiser"])
def test_a_rubric_is_read_whole_with_what_each_sentence_rests_on(
    desk: Desk, who: str, language: Language
) -> None:
    desk.cookies["desk"] = desk.signed_in[who]
    page = press(desk.open("rubrics", language), f"rubric.open.{SHIPPED}")
    text = said(page)
    rubric = rubrics.rubric_of(desk.context, SHIPPED)
    for dimension in rubric.dimensions:
        for anchor in dimension.anchors:
            assert " ".join(anchor.text.of(language).split()) in text.replace("\u2060", "")
    cited = {tag for one in rubric.dimensions for anchor in one.anchors for tag in anchor.provenance}
    for source in (one for one in rubric.sources if one.tag in cited):
        assert source.says.of(language) in text
    assert ("H 工作假设" if language == "zh" else "H working hypothesis") in text
    rule = said(section(page, "rule"))
    assert "70 %" in rule
    for name in rubric.stages.values():
        assert name.of(language) in rule


def test_a_facilitator_may_read_but_not_edit(desk: Desk) -> None:
    desk.sign_in()
    page = press(desk.open("rubrics"), f"rubric.open.{SHIPPED}")
    assert not [button for button in page.button if button.key and "copy" in button.key]
    draft = rubric_drafts.begin(desk.context, SHIPPED, "organiser")
    page.session_state["rubric.at"] = ("draft", draft)
    page.run()
    assert not page.text_area
    assert not page.text_input


def test_what_is_typed_survives_a_reload_and_can_be_thrown_away(desk: Desk) -> None:
    page, draft = editing(desk)
    opened(page, draft, "D1")
    page.text_area(key=f"rubric.{draft}.D1.1.zh").set_value("已经 **做起来** 了").run()
    again = desk.open("rubrics")
    assert "还没存" in said(again)
    press(again, f"rubric.go_on.{draft}")
    opened(again, draft, "D1")
    assert again.text_area(key=f"rubric.{draft}.D1.1.zh").value == "已经 **做起来** 了"
    press(again, f"rubric.throw.{draft}")
    assert rubric_drafts.drafts(desk.context) == ()
    assert "草稿丢掉了" in said(again)
    assert [one.key for one in rubrics.known_rubrics(desk.context)] == [SHIPPED, OLDER]


def test_a_changed_anchor_is_a_hypothesis_on_the_form_at_once(desk: Desk) -> None:
    page, draft = editing(desk)
    opened(page, draft, "D2")
    source = page.multiselect(key=f"rubric.{draft}.D2.1.provenance")
    assert "H" not in source.value
    page.text_area(key=f"rubric.{draft}.D2.1.zh").set_value("改了").run()
    opened(page, draft, "D2")
    assert page.multiselect(key=f"rubric.{draft}.D2.1.provenance").value == ["H"]
    assert "先标成工作假设" in said(page)
    page.multiselect(key=f"rubric.{draft}.D2.1.provenance").set_value(["S:S35"]).run()
    kept = rubric_drafts.draft(desk.context, draft).rubric.dimension("D2").anchors[1]
    assert (kept.text.zh, kept.provenance) == ("改了", ("S:S35",))


@pytest.mark.parametrize(
    ("language", "place"), [("zh", "D3 谁在做 · 2 级 · 英文"), ("en", "D3 Who acts · Level 2 · English")]
)
def test_a_fault_is_told_where_a_person_finds_it_and_blocks_saving(
    desk: Desk, language: Language, place: str
) -> None:
    page, draft = editing(desk, language)
    opened(page, draft, "D3")
    page.text_area(key=f"rubric.{draft}.D3.2.en").set_value(" ").run()
    told = page.warning[0].value.replace("\\", "")
    assert place in told
    assert "draft" not in told.lower()
    section(page, "save")
    assert page.button(key=f"rubric.save.{draft}").disabled


def test_a_version_is_saved_with_its_reason_and_camps_keep_theirs(desk: Desk) -> None:
    page, draft = editing(desk)
    section(page, "texts")
    page.text_input(key=f"rubric.{draft}.title.zh").set_value("我们走到哪了").run()
    section(page, "save")
    press(page, f"rubric.save.{draft}")
    assert "说明改了什么" in page.error[0].value
    page.text_area(key=f"rubric.{draft}.save.note").set_value("短一点").run()
    press(page, f"rubric.save.{draft}")
    made = rubrics.rubric_of(desk.context, "self-organisation@3")
    assert made.title.zh == "我们走到哪了"
    assert "短一点" in said(page)
    assert camps.find(desk.context, desk.sample.camp.code).rubric == SHIPPED
    changes = said(section(page, "changes"))
    assert "改了 1 处" in changes


def test_a_rubric_of_its_own_needs_a_free_short_name(desk: Desk) -> None:
    page, draft = editing(desk)
    section(page, "save")
    page.text_area(key=f"rubric.{draft}.save.note").set_value("给乡村用").run()
    page.radio(key=f"rubric.{draft}.save.way").set_value("new").run()
    page.text_input(key=f"rubric.{draft}.save.id").set_value("self-organisation").run()
    press(page, f"rubric.save.{draft}")
    assert "已经有量表在用" in page.error[0].value
    page.text_input(key=f"rubric.{draft}.save.id").set_value("village").run()
    press(page, f"rubric.save.{draft}")
    assert [one.key for one in rubrics.known_rubrics(desk.context)] == [SHIPPED, OLDER, "village@1"]


def test_the_preview_reads_upwards_as_a_phone_does_in_both_languages(desk: Desk) -> None:
    page, _ = editing(desk)
    text = said(section(page, "preview"))
    anchors = rubrics.rubric_of(desk.context, SHIPPED).dimensions[0].anchors
    for language in LANGUAGES:
        order = [text.index(anchors[level].text.of(language)) for level in (1, 2, 3, 0)]
        order.append(text.index(say(language, "exercises.scale.unknown").split("'")[0], order[-1]))
        assert order == sorted(order)


def test_gates_and_share_are_kept_and_the_old_explanation_is_pointed_out(desk: Desk) -> None:
    page, draft = editing(desk)
    section(page, "stages")
    page.multiselect(key=f"rubric.{draft}.gates.1.0.dimensions").set_value(["D3", "D5", "D1"]).run()
    now = rubric_drafts.draft(desk.context, draft).rubric
    assert now.gates["1.0"] == {"D1": 1, "D3": 1, "D5": 1}
    assert "D1" in page.warning[0].value
    assert "说明还是原来的" in said(page)
    page.select_slider(key=f"rubric.{draft}.share.percent").set_value(80).run()
    assert rubric_drafts.draft(desk.context, draft).rubric.share == 0.8


def test_a_dimension_goes_and_can_be_put_back(desk: Desk) -> None:
    page, draft = editing(desk)
    opened(page, draft, "D9")
    press(page, f"rubric.remove.{draft}.D9")
    assert len(rubric_drafts.draft(desk.context, draft).rubric.dimensions) == 9
    press(page, f"rubric.put_back.{draft}.D9")
    assert rubric_drafts.draft(desk.context, draft).rubric == rubrics.rubric_of(desk.context, SHIPPED)
    press(page, f"rubric.add.{draft}")
    assert "D11" in page.warning[0].value


def test_a_text_taken_back_is_the_base_s_again(desk: Desk) -> None:
    page, draft = editing(desk)
    rubric_drafts.change(
        desk.context, draft, lambda rubric: with_text(rubric, "D1.1", Words(zh="甲", en="A"))
    )
    section(page, "changes")
    press(page, f"rubric.undo.{draft}")
    assert rubric_drafts.draft(desk.context, draft).rubric == rubrics.rubric_of(desk.context, SHIPPED)


def test_a_retired_version_is_put_away_and_comes_back(desk: Desk) -> None:
    desk.organise()
    draft = rubric_drafts.begin(desk.context, SHIPPED, "organiser")
    rubric_drafts.write_note(desk.context, draft, "x")
    rubric_drafts.save_new(desk.context, draft, "village", "organiser")
    page = press(desk.open("rubrics"), "rubric.open.village@1")
    press(page, "rubric.retire.village@1")
    assert [one.key for one in rubrics.offered(desk.context)] == [SHIPPED, OLDER]
    press(page, "rubric.bring_back.village@1")
    assert len(rubrics.offered(desk.context)) == 3
    rubrics.retire(desk.context, OLDER, "organiser")
    press(page, "rubric.back")
    press(page, f"rubric.open.{SHIPPED}")
    press(page, f"rubric.retire.{SHIPPED}")
    assert "最后一版" in page.error[0].value


def test_an_uploaded_file_is_looked_at_before_it_becomes_a_draft(desk: Desk) -> None:
    desk.organise()
    page = desk.open("rubrics")
    shipped = rubrics.rubric_of(desk.context, SHIPPED)
    bad = rubric_text(shipped).replace("D9 = 3", "D99 = 3").replace("share = 0.7", "share = 7")
    page.file_uploader[0].upload("坏.toml", bad.encode()).run()
    told = said(page)
    assert "什么都没有存" in told
    row = next(n for n, line in enumerate(bad.splitlines(), start=1) if line.startswith("share"))
    assert f"第 {row} 行" in told
    good = with_text(shipped, "D2.1", Words(zh="文件里改的", en="edited in a file"))
    page.file_uploader[0].upload("好.toml", rubric_text(good).encode()).run()
    assert "没有问题" in said(page)
    assert rubric_drafts.drafts(desk.context) == ()
    press(page, "rubric.take")
    draft = rubric_drafts.drafts(desk.context)[0]
    assert texts(rubric_drafts.draft(desk.context, draft.id).rubric)["D2.1"].zh == "文件里改的"


def test_a_camp_is_made_on_the_rubric_somebody_chose_and_says_so(desk: Desk) -> None:
    desk.organise()
    draft = rubric_drafts.begin(desk.context, SHIPPED, "organiser")
    rubric_drafts.change(
        desk.context, draft, lambda rubric: with_text(rubric, "title", Words(zh="新题", en="New"))
    )
    rubric_drafts.write_note(desk.context, draft, "x")
    rubric_drafts.save_version(desk.context, draft, "organiser")
    made = []
    for wish in (SHIPPED, ""):
        page = desk.open("camps")
        page.text_input(key="camp.new.title").set_value(f"营 {wish}")
        page.selectbox(key="camp.new.recipe").select("camp-half")
        page.selectbox(key="camp.new.rubric").set_value(wish)
        next(button for button in page.button if button.label == "建好并拿到签到码").click()
        page.run()
        made.append(camps.camps(desk.context)[0].rubric)
    assert made == [SHIPPED, "self-organisation@3"]
    assert "量表：新题 第 3 版" in said(page)


def test_somebody_elses_words_do_not_act(desk: Desk) -> None:
    desk.organise()
    nasty = "**b** :red[r] ![x](http://evil.example/a.png)"
    draft = rubric_drafts.begin(desk.context, SHIPPED, "organiser")
    for place in ("title", "D1.name", "D1.1"):
        rubric_drafts.change(
            desk.context,
            draft,
            lambda rubric, place=place: with_text(rubric, place, Words(zh=nasty, en=nasty)),
        )
    page = press(desk.open("rubrics"), f"rubric.go_on.{draft}")
    for name in ("preview", "changes", "dimensions"):
        assert "![x](" not in words(section(page, name))
        assert ":red[r]" not in words(page)


def test_marks_of_a_change_never_end_in_a_blank() -> None:
    assert marked("a b", "a c d") == "a :red[~~b~~]:green-background[**c d**]"
    assert marked("", "新") == ":green-background[**新**]"
    assert marked("同", "同") == "同"


def test_the_time_and_the_parts_of_a_level_are_edited_and_checked(desk: Desk) -> None:
    page, draft = editing(desk)
    opened(page, draft, "D7")
    start = rubrics.rubric_of(desk.context, SHIPPED).dimension("D7").anchors[2]
    parts = page.text_area(key=f"rubric.{draft}.D7.2.parts.zh")
    assert parts.value == "\n".join(part.zh for part in start.parts)
    # One part fewer in one language: the text no longer says the same in both.
    parts.set_value(start.parts[0].zh).run()
    now = rubric_drafts.draft(desk.context, draft)
    assert [part.zh for part in now.rubric.dimension("D7").anchors[2].parts] == [start.parts[0].zh, ""]
    assert {one.code for one in rubric_drafts.faults(now)} >= {"assessment.text_empty"}
    page.text_area(key=f"rubric.{draft}.D7.2.parts.zh").set_value(
        "\n".join(part.zh for part in start.parts)
    ).run()
    next(one for one in page.button_group if one.key == f"rubric.{draft}.D7.2.window").set_value(
        "quarter"
    ).run()
    anchor = rubric_drafts.draft(desk.context, draft).rubric.dimension("D7").anchors[2]
    assert (anchor.parts, anchor.window) == (start.parts, "quarter")
    assert rubric_drafts.faults(rubric_drafts.draft(desk.context, draft)) == ()
