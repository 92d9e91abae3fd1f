"""Answering from a form: what becomes of it is said, nothing typed is lost, no script is needed."""

from __future__ import annotations

import html
from collections.abc import Callable

import pytest

from tests.room_test.forms import PageForm
from tests.room_test.handset import OWN, Handset
from tests.room_test.run import seat_of
from tests.room_test.stage import CHECK, COMMIT, EVERY_KIND, Room
from workshop.base.text import Language, say
from workshop.model.camp import Action
from workshop.model.step import Payload
from workshop.services.camp import answers

NewPhone = Callable[[], Handset]
# The questions about the two stories of the trial: two about the first, one about the second.
STORIES = ("vignette.V1.D3", "vignette.V1.D5", "vignette.V2.D3")
NOTHING_MORE = {"confidence": None, "when": "", "started": None, "evidence": ""}


def shown(phone: Handset, path: str = "/s") -> PageForm:
    phone.get(path)
    assert phone.form is not None, phone.page
    return phone.form


def given(room: Room, phone: Handset) -> dict[str, Payload]:
    return {one.question: one.payload for one in answers.given_by(room.context, seat_of(room, phone))}


def rows(room: Room, phone: Handset) -> int:
    return len(answers.everything_by(room.context, seat_of(room, phone)))


def level(value: str) -> dict[str, list[str]]:
    return {"level": [value], "confidence": ["sure"], "when": ["上周"], "evidence": ["坝坝宴"]}


def answer_all(phone: Handset, room: Room) -> None:
    """Level 1 everywhere, looked over and handed in, then the obstacles O3 (first) and O1."""
    phone.get("/s")
    while phone.form is not None and phone.form.value("step") == CHECK:
        asked = phone.form.value("question")
        own = {"rate.review": {}, "obstacles": {"chosen": ["O1", "O3"], "first": ["O3"]}}
        phone.follow(phone.send(phone.form, own.get(asked, level("1"))))


def test_every_kind_is_answered_from_the_form_alone(room: Room, phone: Handset) -> None:
    room.open(EVERY_KIND)
    fields = {
        "energy": {"level": ["unknown"]},
        **{story: {"level": ["2"]} for story in STORIES},
        "one": {"chosen": ["b"]},
        "several": {"chosen": ["O1", "O3"], "first": ["O3"]},
        "words": {"text": ["写一句“话”"]},
        "doubts": {"card": ["怕垫钱", "", "没人来"]},
        "sort": {"to": ["done"]},
        "vote": {},
        "agree": {"stance": ["agree"]},
        "budget": {"row.0.what": ["音箱"], "row.0.yuan": ["300"]},
        "known": {"add": ["3 栋甲", "", " 舞蹈队 "]},
        "towers": {"mark.3 栋甲.influence": ["5"], "mark.舞蹈队.blocked": ["O3"]},
        "own": {"tie.3 栋甲": ["informs", "trusts"]},
        "among": {
            "pair.0.source": ["3 栋甲"],
            "pair.0.target": ["舞蹈队"],
            "pair.0.relation": ["informs"],
            "pair.1.source": ["舞蹈队"],
        },
        "circle": {"x": ["5"], "y": ["3"], "confidence": ["unsure"]},
        "talk": {},
    }
    asked = []
    form: PageForm | None = shown(phone)
    while form is not None:
        asked.append(form.value("question"))
        # Cards are known once they are written; both dots go on the second.
        dots = [name for name in form.offers if name.startswith("dot.")]
        phone.follow(phone.send(form, {dots[1]: ["2"]} if dots else fields[asked[-1]]))
        form = phone.form
    # What the host says and what runs on paper is not asked.
    assert asked == list(fields)
    written = next(
        one for one in answers.everything_by(room.context, seat_of(room, phone)) if one.question == "doubts"
    )
    assert given(room, phone) == {
        "energy": {"level": None, **NOTHING_MORE},
        **{story: {"level": 2, **NOTHING_MORE} for story in STORIES},
        "one": {"chosen": ["b"]},
        "several": {"chosen": ["O3", "O1"]},
        "words": {"text": "写一句“话”"},
        "doubts": {"cards": ["怕垫钱", "没人来"]},
        "sort": {"groups": []},
        "vote": {"dots": {f"{written.number}.1": 2}},
        "agree": {"stance": "agree"},
        "budget": {"rows": [{"what": "音箱", "yuan": "300"}]},
        "known": {"people": [{"code": "3 栋甲", "marks": {}}, {"code": "舞蹈队", "marks": {}}]},
        "towers": {
            "people": [
                {"code": "3 栋甲", "marks": {"influence": "5"}},
                {"code": "舞蹈队", "marks": {"blocked": "O3"}},
            ]
        },
        "own": {
            "ties": [
                {"source": "", "target": "3 栋甲", "relation": "trusts"},
                {"source": "", "target": "3 栋甲", "relation": "informs"},
            ]
        },
        "among": {"ties": [{"source": "3 栋甲", "target": "舞蹈队", "relation": "informs"}]},
        "circle": {"x": 5, "y": 3, "confidence": "unsure"},
        "talk": {},
    }


def test_a_form_posted_twice_is_one_answer_and_is_told_so(room: Room, phone: Handset) -> None:
    room.open()
    form = shown(phone)
    first, second = phone.send(form, level("1")), phone.send(form, level("1"))
    assert [one.headers["location"] for one in (first, second)] == ["/s?told=stored", "/s?told=already"]
    assert rows(room, phone) == 1


def test_other_words_under_a_used_key_are_kept_as_a_draft_to_confirm(room: Room, phone: Handset) -> None:
    """The browser's back button shows a form that was sent already; what is changed there must not vanish."""
    room.open()
    form = shown(phone)
    phone.send(form, level("1"))
    phone.follow(phone.send(form, level("2")))
    assert given(room, phone)["rate.D1"]["level"] == 1
    again = phone.form
    assert again is not None
    assert (again.value("question"), again.value("level")) == ("rate.D1", "2")
    assert again.value("key") != form.value("key")
    phone.follow(phone.send(again, level("2")))
    assert given(room, phone)["rate.D1"]["level"] == 2


def test_two_tabs_are_two_kept_answers_and_the_later_one_counts(room: Room, phone: Handset) -> None:
    room.open()
    one, other = shown(phone), shown(phone)
    phone.send(one, level("1"))
    assert phone.send(other, level("2")).headers["location"] == "/s?told=replaced"
    assert (given(room, phone)["rate.D1"]["level"], rows(room, phone)) == (2, 2)


def test_a_late_answer_is_kept_and_told(room: Room, phone: Handset) -> None:
    room.open()
    form = shown(phone)
    room.act(Action.FREEZE)
    phone.follow(phone.send(form, level("1")))
    assert say("zh", "phone.told.late") in phone.page
    assert (given(room, phone), rows(room, phone)) == ({}, 1)
    phone.get("/s/mine")
    assert say("zh", "phone.mine.late") in phone.page


def test_a_draft_comes_back_after_a_reload_with_its_key(room: Room, phone: Handset) -> None:
    room.open()
    form = shown(phone)
    assert phone.draft(form, {"level": ["2"], "evidence": ["写到一半"]}).status_code == 204
    again = shown(phone)
    assert [again.value(name) for name in OWN] == [form.value(name) for name in OWN]
    assert (again.value("level"), again.value("evidence")) == ("2", "写到一半")


def test_a_draft_of_a_frozen_step_is_shown_and_can_still_be_sent(room: Room, phone: Handset) -> None:
    room.open()
    phone.draft(shown(phone), level("2"))
    room.act(Action.CLOSE)
    phone.get("/s")
    assert say("zh", "phone.unsent.title", n=1) in phone.page
    form = shown(phone, f"/s?step={CHECK}&question=rate.D1")
    assert say("zh", "phone.question.late") in phone.page
    assert form.value("level") == "2"
    phone.follow(phone.send(form, level("2")))
    assert say("zh", "phone.told.late") in phone.page
    assert say("zh", "phone.unsent.title", n=1) not in phone.page


def test_who_was_half_way_when_the_step_stopped_is_told_what_is_kept(room: Room, phone: Handset) -> None:
    room.open()
    for _ in range(3):
        phone.send(shown(phone), level("1"))
    room.act(Action.FREEZE)
    phone.get("/s")
    assert say("zh", "phone.stopped.text", n=3) in phone.page
    room.open()
    assert shown(phone).value("question") == "rate.D4"


def test_a_draft_after_sending_is_refused_kindly(room: Room, phone: Handset) -> None:
    room.open()
    form = shown(phone)
    phone.send(form, level("1"))
    assert phone.draft(form, level("2")).status_code == 409
    assert given(room, phone)["rate.D1"]["level"] == 1


@pytest.mark.parametrize("fields", [{}, {"evidence": ["只写了证据"]}])
def test_an_unfinished_answer_is_asked_again_with_all_that_was_typed(
    room: Room, phone: Handset, fields: dict[str, list[str]]
) -> None:
    room.open()
    reply = phone.send(shown(phone), fields)
    assert reply.status_code == 422
    assert say("zh", "phone.missing.scale") in phone.page
    assert rows(room, phone) == 0
    again = shown(phone)
    assert again.value("evidence") == fields.get("evidence", [""])[0]


def test_too_much_text_is_said_with_its_length_and_stays_on_the_page(room: Room, phone: Handset) -> None:
    room.open()
    limit = 200
    long = "字" * (limit + 3)
    reply = phone.send(shown(phone), {"level": ["1"], "evidence": [long]})
    assert reply.status_code == 422
    assert say("zh", "errors.exercises.too_long", length=limit + 3, limit=limit, over=3) in phone.page
    assert phone.form is not None
    assert phone.form.value("evidence") == long


def test_back_takes_what_is_typed_along(room: Room, phone: Handset) -> None:
    room.open()
    phone.follow(phone.send(shown(phone), level("1")))
    second = phone.form
    assert second is not None
    phone.follow(phone.send(second, {"evidence": ["写到一半"], "go": ["back"]}))
    assert phone.form is not None
    assert (phone.form.value("question"), phone.form.value("level")) == ("rate.D1", "1")
    assert shown(phone).value("evidence") == "写到一半"


def test_more_cards_and_rows_are_offered_up_to_the_limit(room: Room, phone: Handset) -> None:
    room.open(EVERY_KIND)
    address = f"/s?step={EVERY_KIND}&question=doubts"
    form = shown(phone, address)
    assert form.writing.count("card") == 3
    for expected in (4, 5, 6):
        more = [go for go in ("0", "1", "2") if f'value="{go}"' in phone.page.split('class="more"')[1][:60]]
        phone.follow(phone.send(form, {"card": ["怕垫钱"], "go": more}))
        form = phone.form or form
        assert form.writing.count("card") == expected
        assert form.values["card"][0] == "怕垫钱"
    assert 'class="more"' not in phone.page


def test_the_page_follows_the_facilitator(room: Room, phone: Handset) -> None:
    phone.get("/s")
    assert say("zh", "phone.waiting.text") in phone.page
    assert phone.get("/s/tick?since=0").status_code == 204
    room.open()
    reply = phone.get("/s/tick?since=0")
    assert (reply.status_code, reply.json()) == (200, {"since": 1, "asks": CHECK})
    assert shown(phone).value("step") == CHECK
    room.act(Action.CLOSE)
    room.open(EVERY_KIND)
    assert shown(phone).value("step") == EVERY_KIND


def test_a_page_says_what_has_ended_and_what_comes_next(room: Room, phone: Handset) -> None:
    """The room's agenda: every kind, self-check, commitment, map. This person answered nothing of the first."""
    titles = {name: room.context.content.exercises[name].title.zh for name in (EVERY_KIND, CHECK, "net-map")}
    room.open(EVERY_KIND)
    for action, key in ((Action.FREEZE, "phone.over.frozen"), (Action.CLOSE, "phone.over.closed")):
        room.act(action, EVERY_KIND)
        phone.get("/s")
        assert say("zh", key, step=titles[EVERY_KIND]) in phone.page
        assert say("zh", "phone.over.next", step=titles[CHECK]) in phone.page
        assert say("zh", "phone.waiting.text") not in phone.page
    room.open("net-map")
    room.act(Action.CLOSE, "net-map")
    phone.get("/s")
    assert say("zh", "phone.over.closed", step=titles["net-map"]) in phone.page
    assert say("zh", "phone.over.last") in phone.page


def test_the_commitment_follows_the_self_check_and_ends_on_a_calm_page(room: Room, phone: Handset) -> None:
    room.open()
    answer_all(phone, room)
    form = phone.form
    assert form is not None
    assert form.value("step") == COMMIT
    phone.follow(phone.send(form, {"row.0.what": ["办一次摄影展"], "row.0.day": ["3 月 16 日"]}))
    assert phone.form is None
    assert say("zh", "phone.done.title") in phone.page
    assert "办一次摄影展" in phone.page
    assert "2026年3月16日（周一）" in phone.page


def test_a_budget_is_no_promise(room: Room, phone: Handset) -> None:
    room.open(EVERY_KIND)
    form = shown(phone, f"/s?step={EVERY_KIND}&question=budget")
    phone.send(form, {"row.0.what": ["音箱"]})
    room.act(Action.CLOSE, EVERY_KIND)
    phone.get("/s")
    assert say("zh", "phone.done.promise") not in phone.page


def test_a_step_or_question_of_another_camp_is_refused_with_a_way_on(room: Room, phone: Handset) -> None:
    room.open()
    form = shown(phone)
    for changed in ({"step": ["nowhere"]}, {"question": ["rate.D99"]}):
        reply = phone.send(form, {**changed, **level("1")})
        assert reply.status_code == 404
        assert 'href="/s"' in phone.page


def test_a_key_of_somebody_elses_form_is_refused_and_spoils_nothing(
    room: Room, phone: Handset, new_phone: NewPhone
) -> None:
    room.open()
    other = new_phone()
    other.join("小周", "甲社区", "resident")
    form = shown(phone)
    phone.send(form, level("1"))
    mine = shown(other)
    mine.values["key"] = [form.value("key")]
    assert other.send(mine, level("3")).status_code == 409
    assert given(room, phone)["rate.D1"]["level"] == 1


def test_our_script_is_answered_in_json(room: Room, phone: Handset) -> None:
    room.open()
    form = shown(phone)
    fields = {name: [form.value(name)] for name in OWN}
    refused = phone.post("/s", fields, json=True)
    assert (refused.status_code, refused.json()) == (
        422,
        {"message": say("zh", "phone.missing.scale"), "kept": True},
    )
    taken = phone.post("/s", {**fields, **level("1")}, json=True)
    assert (taken.status_code, taken.json()) == (200, {"told": "stored", "next": "/s?told=stored"})
    phone.wipe()
    assert phone.post("/s", {**fields, **level("1")}, json=True).status_code == 401
    assert phone.draft(form, level("1")).status_code == 401
    assert phone.get("/s/tick?since=0").status_code == 401


@pytest.mark.parametrize("language", ["zh", "en"])
def test_rubric_levels_are_read_upwards_with_their_marks(
    room: Room, phone: Handset, language: Language
) -> None:
    phone.client.cookies.set("lang", language)
    room.open()
    form = shown(phone)
    rubric = room.context.content.rubric(room.camp.rubric)
    # Level 1 first; 0 is where not even that holds; "don't know" stands after all levels.
    assert form.offers["level"] == ["1", "2", "3", "0", "unknown"]
    first = rubric.dimensions[0]
    page = html.unescape(phone.page)
    ground, *upwards = (
        page.index((anchor.parts[0] if anchor.parts else anchor.text).of(language))
        for anchor in first.anchors
    )
    assert [*upwards, ground] == sorted([*upwards, ground])
    assert page.index(say(language, "exercises.scale.not_first")) < ground
    assert page.index(say(language, "exercises.scale.climb")) < upwards[0]
    # Levels 2 and 3 of the first dimension rest on a hypothesis; each mark leads to the one explanation.
    assert sum(anchor.hypothesis for anchor in first.anchors) == 2
    assert phone.page.count('href="#hypothesis"') == 2
    assert phone.page.count('id="hypothesis"') == 1
    assert say(language, "phone.hypothesis_levels") in page


def test_what_people_write_is_text_and_nothing_else(room: Room, phone: Handset) -> None:
    room.open(EVERY_KIND)
    nasty = "</textarea><script>1</script>"
    form = shown(phone, f"/s?step={EVERY_KIND}&question=words")
    assert phone.send(form, {"text": [nasty]}).status_code == 303
    for path in ("/s/mine", f"/s?step={EVERY_KIND}&question=words"):
        phone.get(path)
        assert "<script>1" not in phone.page
        assert "&lt;script&gt;1" in phone.page


def test_an_enormous_form_is_refused_before_it_is_read(phone: Handset) -> None:
    reply = phone.post("/s", {"text": ["x" * 300_000]})
    assert reply.status_code == 413
    assert phone.post("/s", {f"f{n}": ["1"] for n in range(1001)}).status_code == 413


def test_nothing_told_in_the_address_is_repeated_unless_we_said_it(phone: Handset) -> None:
    phone.get("/s?told=<b>boo</b>")
    assert phone.status == 200
    assert "boo" not in phone.page


def test_a_scale_that_is_not_climbed_keeps_its_order(room: Room, phone: Handset) -> None:
    room.open(EVERY_KIND)
    form = shown(phone, f"/s?step={EVERY_KIND}&question=energy")
    assert form.offers["level"] == ["0", "1", "2", "unknown"]
    assert say("zh", "exercises.scale.not_first") not in phone.page


def test_last_time_who_started_it_and_an_example_are_three_fields(room: Room, phone: Handset) -> None:
    room.open()
    form = shown(phone)
    assert form.offers["started"] == ["residents", "supporter", "committee"]
    fields = {"level": ["2"], "when": ["十月"], "started": ["residents"], "evidence": ["坝坝宴"]}
    phone.send(form, fields)
    kept = {"confidence": None, "when": "十月", "started": "residents", "evidence": "坝坝宴"}
    assert given(room, phone)["rate.D1"] == {"level": 2, **kept}
    phone.get("/s/mine")
    assert "十月；居民；坝坝宴" in phone.page


def test_a_story_is_told_once_and_stays_at_hand(room: Room, phone: Handset) -> None:
    room.open(EVERY_KIND)
    told = [room.context.content.vignettes["self-organisation"].vignette(name) for name in ("V1", "V1", "V2")]
    for number, (question, story) in enumerate(zip(STORIES, told, strict=True)):
        form = shown(phone, f"/s?step={EVERY_KIND}&question={question}")
        page = html.unescape(phone.page)
        for line in (story.title.zh, *story.story.zh.strip().split("\n")):
            assert line in page
        # Open where the story is new, folded under its title while the next questions are about it too.
        assert (" open><summary>" in phone.page) is (number != 1)
        assert say("zh", "exercises.story.about") in page
        # Everybody knows the story: no example, no confidence, no word about residents.
        assert set(form.offers) <= {"level", "part"}
        assert form.writing == []
        assert say("zh", "exercises.residents.code") not in page
