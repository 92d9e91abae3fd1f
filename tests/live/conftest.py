"""A room, and somebody who holds its remote."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.app_context import Clock
from tests.room_test.stage import Room, make_room
from tests.sample_camp import sampled
from workshop.sample.sample import SampleCamp
from workshop.services.app.context import AppContext

FORM = re.compile(r'<form method="post" action="/r/act".*?</form>', re.S)
FIELD = re.compile(r'name="(\w+)" value="([^"]*)"')


@dataclass
class Remote:
    """A browser with the remote open: it reads the forms it is given, and posts them as they are."""

    room: Room
    client: httpx.Client
    page: str = ""
    status: int = 0

    def sign_in(self, password: str | None = None) -> httpx.Response:
        fields = {"code": self.room.camp.code, "password": password or self.room.password, "next": "/r"}
        return self.client.post("/login", data=fields)

    def open(self, path: str = "/r") -> httpx.Response:
        reply = self.client.get(path)
        self.page, self.status = reply.text, reply.status_code
        return reply

    def forms(self) -> list[dict[str, str]]:
        found = []
        for form in FORM.findall(self.page):
            fields = [(name, html.unescape(value)) for name, value in FIELD.findall(form)]
            several = [field for field in fields if field[0] == "act"]  # a button each
            found += [dict(fields) | {"act": act} for _, act in several]
        assert all(len(form["key"]) == 32 for form in found)
        return found

    def form(self, act: str, subject: str = "") -> dict[str, str]:
        return next(one for one in self.forms() if one["act"] == act and one["subject"] == subject)

    def press(self, fields: dict[str, str]) -> str:
        """Post a form and go where it leads; what it told."""
        reply = self.client.post("/r/act", data=fields)
        assert reply.status_code == 303
        where = reply.headers["location"]
        self.open(where)
        found = re.search(r"told=(\w+)", where)
        return found.group(1) if found else ""

    @property
    def said(self) -> str:
        found = re.search(r"data-told[^>]*>(.*?)</p>", self.page, re.S)
        assert found is not None
        return html.unescape(found.group(1))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def room(tmp_path: Path, clock: Clock) -> Iterator[Room]:
    with make_room(tmp_path, clock=clock) as made:
        yield made


@pytest.fixture
def new_remote(room: Room) -> Callable[[], Remote]:
    """Remotes that are signed in and open."""

    def make() -> Remote:
        remote = Remote(room, room.client())
        remote.sign_in()
        remote.open()
        return remote

    return make


@pytest.fixture
def remote(new_remote: Callable[[], Remote]) -> Remote:
    return new_remote()


@dataclass(frozen=True)
class SampleRoom:
    """The sample camp in progress."""

    context: AppContext
    sample: SampleCamp


@pytest.fixture
def sample_room(tmp_path: Path) -> Iterator[SampleRoom]:
    with sampled(tmp_path) as (context, sample):
        yield SampleRoom(context, sample)
