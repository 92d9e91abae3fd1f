"""What a dialogue leaves behind: doubts with who answered them, quotes, and principle cards that keep their quotes."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.app_context import Clock
from tests.phone.test_dialogue import filled, press, typing
from tests.room_test.forms import Fields, PageForm, form_to, forms_in
from tests.room_test.handset import Handset
from tests.room_test.phone import filled as script
from tests.room_test.stage import USUAL, Room, make_room
from workshop.base.text import LANGUAGES, Language, say
from workshop.model.camp import Action
from workshop.model.step import StepKind
from workshop.report.docx import report_docx
from workshop.report.xlsx import camp_xlsx
from workshop.services.camp import answers, control
from workshop.services.camp.questions import exercise_of
from workshop.services.export.summary import camp_summary
from workshop.services.seats import seats

CASE, CIRCLE, PRINCIPLE = "case-dialogue", "first-mover-circle", "principle-extract"
ASKED, ANSWERED = f"/s/log?step={CASE}&question=asked", f"/s/log?step={CIRCLE}&question=answered"
FIELDS = {
    "move": "先敲门再开会",
    "condition": "有熟面孔带路",
    "why": "居民先认人再认事",
    "limit": "人人都认识的老院子用不着",
}


@pytest.fixture
def room(tmp_path: Path, clock: Clock) -> Iterator[Room]:
    with make_room(tmp_path, clock=clock, exercises=(*USUAL, CASE, CIRCLE, PRINCIPLE)) as made:
        yield made


@dataclass
class People:
    """One who records and one who listens."""

    recorder: Handset
    listener: Handset


@pytest.fixture
def people(new_phone: Callable[[], Handset]) -> People:
    made = [new_phone() for _ in range(2)]
    for number, phone in enumerate(made):
        phone.join(f"伙伴{number}", "甲社区", "resident")
    return People(*made)


def record(phone: Handset, where: str, text: str, **more: str) -> None:
    phone.get(where)
    if 'value="record"' in phone.page:
        press(phone, "record")
    phone.follow(phone.post("/s", filled(typing(phone), text, **more)))


def doubt(phone: Handset, text: str) -> None:
    phone.get(f"/s?step={CIRCLE}&question=doubts-before")
    form = phone.form
    assert form is not None
    phone.send(form, {"card": [text]})


def settled(phone: Handset) -> list[str]:
    """Each doubt on the page: its words, who answered, and how far it is settled."""
    found = re.findall(r'<li class="turn doubt[^>]*>(.*?)</li>', phone.page, re.S)
    return [
        " ".join(re.sub(r"<[^>]+>", " ", one.partition('<div class="beside">')[0]).split()) for one in found
    ]


def test_each_doubt_keeps_who_answered_it_and_whether_it_is_settled(
    room: Room, people: People, new_phone: Callable[[], Handset]
) -> None:
    room.open(CIRCLE)
    doubt(people.recorder, "垫的钱能不能报")
    doubt(people.listener, "做砸了谁担")
    people.recorder.get(ANSWERED)
    assert "垫的钱能不能报" not in people.recorder.page  # of two authors each would know the other's
    third = new_phone()
    third.join("第三位", "甲社区", "resident")
    doubt(third, "没人帮")
    people.recorder.get(ANSWERED)
    press(people.recorder, "record")
    ids = {
        text: code
        for code, text in re.findall(r'<option value="([^"]+)"[^>]*>([^<]+)</option>', people.recorder.page)
    }
    money, blame = ids["垫的钱能不能报"], ids["做砸了谁担"]
    record(people.recorder, ANSWERED, "先垫的，月底就报了", speaker="mover", kind="answer", about=money)
    record(people.recorder, ANSWERED, "钱从哪个口子报", speaker="host", kind="question", about=money)
    record(people.recorder, ANSWERED, "社工陪着去报的", speaker="worker", kind="answer", about=money)
    press(people.recorder, f"settle:partly:{money}")
    press(people.recorder, f"settle:yes:{money}")
    people.listener.get(ANSWERED)
    assert sorted(settled(people.listener)) == [
        "做砸了谁担 还没有人答 没问过",
        "垫的钱能不能报 做过的人、社工答过 放下了",
        "没人帮 还没有人答 没问过",
    ]
    # Who only listens decides nothing.
    assert f"settle:no:{blame}" not in people.listener.page
    form = next(one for one in forms_in(people.listener.page) if one.action == "/s/log")
    people.listener.post("/s/log", {**form.values, "press": [f"settle:no:{blame}"]})
    people.listener.get(ANSWERED)
    assert "做砸了谁担 还没有人答 没问过" in settled(people.listener)
    summary = camp_summary(room.context, room.camp, "zh")
    kept = [(card.text, card.roles, card.settled) for one in summary.dialogues for card in one.doubts]
    assert sorted(kept) == [
        ("做砸了谁担", (), ""),
        ("垫的钱能不能报", ("mover", "worker"), "yes"),
        ("没人帮", (), ""),
    ]


def star(phone: Handset, text: str) -> None:
    phone.get(ASKED)
    number = re.findall(rf'id="t(\d+)">(?:(?!</li>).)*{text}', phone.page, re.S)[0]
    press(phone, f"star:{number}")


def card_form(phone: Handset) -> PageForm:
    phone.get(f"/s?step={PRINCIPLE}&question=card")
    form = form_to(phone.page, "/s")
    assert form is not None
    return form


def written(form: PageForm, quotes: list[str]) -> Fields:
    return {**{f"row.0.{name}": [text] for name, text in FIELDS.items()}, "row.0.from": quotes}


def quoted(room: Room, people: People) -> None:
    room.open(CASE)
    for text in ("先敲了二十家的门", "随口一句", "请网格员带着去"):
        record(people.recorder, ASKED, text, speaker="teller")
    for text in ("先敲了二十家的门", "请网格员带着去"):
        star(people.listener, text)
    room.open(PRINCIPLE)


def test_a_principle_card_is_made_of_the_quotes_and_keeps_them(room: Room, people: People) -> None:
    quoted(room, people)
    phone = people.listener
    form = card_form(phone)
    offered = form.offers["row.0.from"]
    assert len(offered) == 2  # what was starred, and nothing else
    assert "随口一句" not in phone.page
    # Half made, it survives a reload: first the quotes, then words.
    phone.draft(form, {"row.0.from": offered[:1]})
    form = card_form(phone)
    assert form.values["row.0.from"] == offered[:1]
    phone.follow(phone.send(form, written(form, offered)))
    phone.get("/s/mine")
    assert "先敲了二十家的门" in phone.page
    summary = camp_summary(room.context, room.camp, "zh")
    assert [(dict(card.fields), card.quotes) for card in summary.principles] == [
        (
            {
                "做法": FIELDS["move"],
                "条件": FIELDS["condition"],
                "为什么": FIELDS["why"],
                "边界": FIELDS["limit"],
            },
            ("先敲了二十家的门", "请网格员带着去"),
        )
    ]


def test_a_quote_that_is_corrected_stays_the_cards_and_one_taken_back_leaves_it(
    room: Room, people: People
) -> None:
    quoted(room, people)
    form = card_form(people.listener)
    people.listener.send(form, written(form, form.offers["row.0.from"]))
    people.recorder.get(ASKED)
    first, second = sorted(re.findall(r'value="take_back:(\d+)"', people.recorder.page), key=int)[::2]
    people.recorder.get(f"{ASKED}&edit={first}")
    people.recorder.follow(people.recorder.post("/s/log", filled(typing(people.recorder), "敲了三十家的门")))
    press(people.recorder, f"take_back:{second}")
    (card,) = camp_summary(room.context, room.camp, "zh").principles
    assert card.quotes == ("敲了三十家的门",)
    people.listener.get("/s/mine")
    assert say("zh", "exercises.rows.gone", n=1) in people.listener.page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_tells_roles_and_never_names(room: Room, people: People, language: Language) -> None:
    quoted(room, people)
    form = card_form(people.listener)
    people.listener.send(form, written(form, form.offers["row.0.from"]))
    summary = camp_summary(room.context, room.camp, language)
    text = "\n".join(one.text for one in docx.Document(io.BytesIO(report_docx(summary))).paragraphs)
    speaker = {"zh": "主讲人", "en": "Teller"}[language]
    for words in (say(language, "report.heading.principles"), speaker, "先敲了二十家的门", FIELDS["limit"]):
        assert words in text
    assert "伙伴0" not in text
    book = openpyxl.load_workbook(io.BytesIO(camp_xlsx(summary)))
    turns = list(book[say(language, "report.sheet.dialogue")].iter_rows(min_row=2, values_only=True))
    # Also what nobody starred or let onto the wall: the facilitator keeps the whole record.
    assert [(row[3], row[5], row[6]) for row in turns] == [
        (speaker, "先敲了二十家的门", 1),
        (speaker, "随口一句", 0),
        (speaker, "请网格员带着去", 1),
    ]
    cards = list(book[say(language, "report.sheet.principles")].iter_rows(min_row=2, values_only=True))
    assert cards[0][1] == "先敲了二十家的门\n请网格员带着去"


def test_without_quotes_a_card_can_be_written_all_the_same(room: Room, people: People) -> None:
    room.open(PRINCIPLE)
    form = card_form(people.listener)
    assert "row.0.from" not in form.offers
    people.listener.follow(people.listener.send(form, written(form, [])))
    assert [answers.SubmissionOutcome.STORED.value] == [one.told for one in people.listener.kept]


@pytest.mark.parametrize("exercise", [CASE, CIRCLE, PRINCIPLE])
def test_a_careful_script_gets_through_each_exercise_by_its_forms_alone(
    room: Room, people: People, exercise: str
) -> None:
    """No script, no address but those the pages give: fill in the form on the screen and send it."""
    quoted(room, people)
    for step in (CASE, PRINCIPLE):
        room.act(Action.CLOSE, step)
    room.open(exercise)
    chance = random.Random(5)
    phone = people.listener
    phone.get("/s")
    for _ in range(12):
        form = phone.form
        if form is None or form.value("step") != exercise:
            break
        phone.follow(phone.send(form, script(form, chance)))
    else:
        pytest.fail("the exercise does not end")
    assert {one.step for one in phone.kept} <= {exercise}
    run = next(one for one in control.steps(room.context, room.camp.id) if one.id == exercise)
    asked = {one.id for one in exercise_of(room.context, run).steps if one.kind is not StepKind.SAY}
    seat = seats.by_token(room.context, phone.client.cookies.get("seat"))
    assert seat is not None
    given = {one.question for one in answers.everything_by(room.context, seat) if one.step == exercise}
    assert asked - given <= {"doubts-before"}  # stored without a seat
