"""A whole camp by its agenda: somebody with nothing but the remote steers, people on bad phones answer, a wall follows.

Who steers is a `Host`: a form client, or a browser. What the camp left behind is judged by `assert_kept`.
"""

from __future__ import annotations

import csv
import html
import io
import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

import docx
import httpx
import openpyxl

from tests.app_context import Clock
from tests.room_test.forms import Fields, PageForm, forms_in
from tests.room_test.handset import Handset
from tests.room_test.phone import ROLES, Join, guest
from tests.room_test.run import Playing, assert_nothing_lost_nothing_doubled, play
from tests.room_test.stage import Room
from workshop.base.text import Language, say
from workshop.model.camp import CampStep, StepState
from workshop.model.step import StepKind
from workshop.report.bundle import every_file
from workshop.services.camp import control, progress
from workshop.services.camp.questions import structures_of
from workshop.services.export.summary import camp_summary
from workshop.services.matching import seating

PEOPLE = 20
TABLES = 4
COMMUNITIES = 5
CALLED: dict[Language, tuple[str, str]] = {"zh": ("伙伴", "社区"), "en": ("Partner ", "Community ")}
BIG = re.compile(r'<form method="post" action="/r/act" class="big">(.*?)</form>', re.S)
FIELD = re.compile(r'name="(\w+)" value="([^"]*)"')
COUNTS = re.compile(r"<div><b>(\d+)</b><span>([^<]*)</span></div>")
LOG = re.compile(r'href="(/r/log/[^"?]+)\?camp=[^"]*"')
# What the facilitator writes down of a dialogue.
SAID: dict[Language, tuple[tuple[str, str], ...]] = {
    "zh": (
        ("question", "第一步是怎么开的口？"),
        ("answer", "挨家去敲门，先请会修灯的老师傅。"),
        ("answer", "不说“你该来”，只问“您哪天有空”。"),
    ),
    "en": (
        ("question", "How did you first ask?"),
        ("answer", "From door to door; the old electrician came first."),
        ("answer", "Never “you should”; only “which day suits you?”"),
    ),
}
# And what somebody of the room records on their phone.
RECORDED: dict[Language, str] = {"zh": "先做一次给大家看。", "en": "Do it once, so that people can see it."}


class Host(Protocol):
    """Somebody with the remote in the hand."""

    def look(self) -> str:
        """The page of the remote as it stands now."""
        ...

    def press(self, act: str, subject: str) -> str:
        """Press one button; what it told."""
        ...

    def write(self, path: str, said: tuple[tuple[str, str], ...]) -> None:
        """Write down turns of a dialogue on its page."""
        ...


@dataclass(frozen=True)
class FormHost:
    """The remote without script: forms posted as they are."""

    client: httpx.Client

    def look(self) -> str:
        return self.client.get("/r").text

    def press(self, act: str, subject: str) -> str:
        form = next(
            form
            for form in forms_in(self.look())
            if form.action == "/r/act"
            and act in form.values.get("act", ())
            and form.value("subject") == subject
        )
        fields = {name: values[-1:] for name, values in form.values.items()} | {"act": [act]}
        where = self.client.post("/r/act", data=fields).headers["location"]
        self.client.get(where)
        return where.split("told=")[1].split("&")[0]

    def write(self, path: str, said: tuple[tuple[str, str], ...]) -> None:
        for kind, text in said:
            form = typing(self.client.get(path).text)
            if form is None:
                return
            assert self.client.post(path, data=turn(form, kind, text)).status_code == 303


def typing(page: str) -> PageForm | None:
    """The form of a new turn."""
    return next((form for form in forms_in(page) if "text" in form.writing), None)


def turn(form: PageForm, kind: str, text: str) -> Fields:
    """A turn somebody says, by the first speaker the form offers."""
    fields: Fields = {name: values[-1:] for name, values in form.values.items()}
    return {**fields, "speaker": form.offers["speaker"][:1], "kind": [kind], "text": [text]}


def nothing(_moment: str, _step: CampStep) -> None:
    """Nobody takes pictures."""


@dataclass
class WholeCamp:
    """A camp in progress. `moment` is called at every block: "open", "answered", "waiting" (for
    approval), "revealed"."""

    room: Room
    host: Host
    clock: Clock
    language: Language
    seed: int
    moment: Callable[[str, CampStep], None] = nothing
    people: list[Playing] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)

    def run(self) -> None:
        """From the first press to the last, as the big button leads; words approved on the way."""
        chance = random.Random(self.seed)
        for number in range(PEOPLE):
            client = self.room.client()
            client.cookies.set("lang", self.language)
            person, community = CALLED[self.language]
            name, home = f"{person}{number + 1}", f"{community}{number % COMMUNITIES + 1}"
            join = Join(name, home, ROLES[number % len(ROLES)])
            self.people.append(Playing(Handset(client, self.room.camp.code), guest(join, chance)))
        while usual := BIG.search(self.host.look()):
            pressed = {name: html.unescape(value) for name, value in FIELD.findall(usual.group(1))}
            act, step = pressed["act"], self._step(pressed["subject"])
            assert self.host.press(act, step.id) == "done"
            self.clock.forward(minutes=1)
            if act == "open" and step.screen:
                self._answer(self._step(step.id), chance)
            elif act == "reveal":
                self.moment("waiting", self._step(step.id))
                self._approve(step)
                self.moment("revealed", self._step(step.id))
            elif act == "close":
                self.closed.append(step.id)

    def _step(self, step_id: str) -> CampStep:
        return next(one for one in control.steps(self.room.context, self.room.camp.id) if one.id == step_id)

    def _answer(self, step: CampStep, chance: random.Random) -> None:
        self.moment("open", step)
        self._play(chance)
        if len(self.closed) == 0:  # everybody is there: tables, as the desk makes them
            seating.seat_room(self.room.context, self.room.camp, TABLES, 1, "facilitator")
            seating.show(self.room.context, self.room.camp, "facilitator")
        page = self.host.look()
        if found := LOG.search(page):
            self._talk(html.unescape(found.group(1)), step)
        if 'name="act" value="match"' in page:
            assert self.host.press("match", step.id) == "done"
            self._play(chance)
        self._counts_agree(step)
        self.moment("answered", step)

    def _play(self, chance: random.Random) -> None:
        # A phone that sleeps costs the camp no minutes: the timetable stays that of a real one.
        play(self.people, chance, lambda minutes: self.clock.forward(seconds=minutes))

    def _talk(self, path: str, step: CampStep) -> None:
        """The facilitator writes; one of the room records a turn, another one stars it."""
        asked = structures_of(self.room.context, self.room.camp, step)
        logs = [one.id for one in asked if one.kind is StepKind.LOG]
        for question in logs:
            here = f"?step={step.id}&question={question}"
            self.host.write(f"{path}?question={question}", SAID[self.language])
            recorder, reader = self.people[0].phone, self.people[1].phone
            recorder.get("/s/log" + here)
            press_beside(recorder, "record")
            form = typing(recorder.page)
            assert form is not None
            recorder.follow(recorder.post("/s", turn(form, "answer", RECORDED[self.language])))
            reader.get("/s/log" + here)
            assert RECORDED[self.language] in reader.page

    def _approve(self, step: CampStep) -> None:
        """Put up everything that waits; of a single card there is no "all"."""
        for act in ("approve_all", "approve"):
            waiting = next((form for form in forms_in(self.host.look()) if form.value("act") == act), None)
            if waiting is not None:
                assert self.host.press(act, waiting.value("subject")) == "done"

    def _counts_agree(self, step: CampStep) -> None:
        """What the remote says is what the room counts."""
        done = progress.progress(self.room.context, self.room.camp, step.id).done
        told = {words: int(number) for number, words in COUNTS.findall(self.host.look())}
        assert told[say(self.language, "live.counts.joined")] == PEOPLE
        if say(self.language, "live.counts.done") in told:
            assert told[say(self.language, "live.counts.done")] == done

    def assert_kept(self) -> None:
        """Nothing lost, nothing doubled, and answers on every step that asks for some."""
        assert_nothing_lost_nothing_doubled(self.room, [one.phone for one in self.people])
        steps = control.steps(self.room.context, self.room.camp.id)
        assert {one.state for one in steps if one.screen} == {StepState.CLOSED}
        for step in steps:
            if step.screen:
                told = progress.progress(self.room.context, self.room.camp, step.id)
                assert (told.done, told.late) == (PEOPLE, 0), step.id

    def assert_taken_home(self) -> None:
        """The report opens in Word, the tables in Excel, the answers as CSV and JSON; none is without the camp's words."""
        summary = camp_summary(self.room.context, self.room.camp, self.language)
        files = every_file(summary)
        report = docx.Document(io.BytesIO(files["report.docx"]))
        assert self.room.camp.title in "\n".join(one.text for one in report.paragraphs)
        book = openpyxl.load_workbook(io.BytesIO(files["camp.xlsx"]))
        assert all(sheet.max_row > 1 for sheet in book.worksheets[:1])
        lines = list(csv.DictReader(io.StringIO(files["answers.csv"].decode("utf-8-sig"))))
        asked = {one.id for one in control.steps(self.room.context, self.room.camp.id) if one.screen}
        assert {line["step"] for line in lines} == asked
        assert json.loads(files["camp.json"])


def press_beside(phone: Handset, value: str) -> None:
    """Press a button of a dialogue."""
    form = next(one for one in forms_in(phone.page) if one.action == "/s/log" and "press" in one.buttons)
    fields = {name: values[-1:] for name, values in form.values.items()}
    phone.follow(phone.post("/s/log", {**fields, "press": [value]}))
