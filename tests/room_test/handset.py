"""A phone as the server sees it: cookies, the form on its screen, and a book of everything it was told is kept."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx

from tests.room_test.forms import Fields, PageForm, form_to

OWN = ("step", "question", "key", "seat")
ANSWERS, BOARD = "/s", "/s/board"  # where the form of a question goes
WAY_BACK = "then"  # what a form also holds while an answer is changed from the look back over all
ACT = "act"  # what a form of a dialogue does
PILES = ("name.", "was.")  # what the piles of a board are called, and were when the page was made


@dataclass(frozen=True)
class Kept:
    """An answer the server acknowledged."""

    key: str
    step: str
    question: str
    fields: Fields
    told: str


@dataclass
class Handset:
    """One phone on one client. `clock` is told of every request: its name and its seconds; `at`: the last address."""

    client: httpx.Client
    code: str
    clock: Callable[[str, float], None] = lambda _name, _seconds: None
    page: str = ""
    at: str = ANSWERS
    status: int = 0
    recovery: str = ""
    kept: list[Kept] = field(default_factory=list)

    @property
    def form(self) -> PageForm | None:
        """The answer form on the screen: the board's where cards are sorted, and in a dialogue the one that goes on."""
        return form_to(self.page, ANSWERS) or form_to(self.page, BOARD)

    def get(self, path: str) -> httpx.Response:
        self.at = path
        return self._ask("GET", path)

    def post(self, path: str, fields: Fields, *, json: bool = False) -> httpx.Response:
        return self._ask("POST", path, fields, json=json)

    def _ask(
        self, method: str, path: str, fields: Fields | None = None, *, json: bool = False
    ) -> httpx.Response:
        before = time.perf_counter()
        reply = self.client.request(
            method, path, data=fields, headers={"Accept": "application/json"} if json else {}
        )
        self.clock(f"{method} {re.sub(r'[?].*|(?<=/j/).*', '', path)}", time.perf_counter() - before)
        if not json:
            self.status, self.page = reply.status_code, reply.text
        return reply

    def follow(self, reply: httpx.Response) -> httpx.Response:
        """Go where a reply leads."""
        return self.get(reply.headers["location"]) if reply.status_code == 303 else reply

    def join(self, nickname: str, community: str, role: str) -> None:
        """Read the notice, fill in the form, take a seat."""
        self.get(f"/j/{self.code}")
        form = form_to(self.page, f"/j/{self.code}")
        assert form is not None, self.page
        fields = {
            "key": [form.value("key")],
            "nickname": [nickname],
            "community": [community],
            "role": [role],
            "consent": ["yes"],
        }
        self.follow(self.post(f"/j/{self.code}", fields))
        found = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}", self.page)
        assert found is not None, self.page
        self.recovery = found.group()

    def send(self, form: PageForm, fields: Fields, *, heard: bool = True) -> httpx.Response:
        """Post the answer form; `heard`: the reply reached the phone, so what it said counts."""
        reply = self.press(form, fields)
        told = _told(reply)
        if heard and told:
            self.kept.append(
                Kept(form.value("key"), form.value("step"), form.value("question"), fields, told)
            )
        return reply

    def press(self, form: PageForm, fields: Fields) -> httpx.Response:
        """Post a form with what it carries hidden, and on a board with the names of its piles."""
        carried = (*OWN, WAY_BACK, ACT)
        names = [
            name
            for name in form.values
            if name in carried or name.endswith(".asked") or name.startswith(PILES)
        ]
        return self.post(form.action, {name: [form.value(name)] for name in names} | fields)

    @property
    def changes(self) -> list[str]:
        """Where the look back over all answers leads: the address of each question, to change its answer."""
        found = re.findall(r'href="(/s[?][^"]*then=review[^"]*)"', self.page)
        return [html.unescape(address) for address in dict.fromkeys(found)]

    def draft(self, form: PageForm, fields: Fields) -> httpx.Response:
        posted = {**{name: [form.value(name)] for name in OWN}, **fields}
        return self.post("/s/draft", posted, json=True)

    def wipe(self) -> None:
        """Lose cookies and storage."""
        self.client.cookies.clear()

    def recover(self) -> None:
        """Come back with the code on the card."""
        self.follow(
            self.post("/s/recover", {"recovery": [self.recovery], "code": [self.code], "carried": [""]})
        )


def _told(reply: httpx.Response) -> str:
    """What was said of an answer that is kept; nothing of a press on a board, whose question stays on the screen."""
    where = reply.headers.get("location", "") if reply.status_code == 303 else ""
    found = re.search(r"told=(\w+)", where)
    # Going on from a dialogue is taken without a word.
    return found.group(1) if found else "stored" if where == ANSWERS else ""
