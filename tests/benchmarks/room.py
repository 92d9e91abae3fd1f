"""A room of phones on a server of its own: joining, answering, and how soon a press is on the wall and on the phones.

    python -m tests.benchmarks.room [phones] [rounds]          (make load)

The server is the real one, `mengya serve` with a fresh SQLite file; the phones are form clients that read the forms they
are given, each on one connection, ticking while they wait as the pages' script does. Loader and server share the
machine. Given are seconds as the phone waits, and the server's processor time from /proc. Nothing is asserted.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.room_test.phone import ROLES, filled
from tests.room_test.socket_client import Dropped, SocketClient

STEP = "stage-check"
TICKS = 1.4  # seconds between two looks of a waiting phone
WALL_TICKS = 0.9
SAMPLES = 40  # pages asked for one after the other, for what one costs


@dataclass
class Book:
    """Seconds under the name of what took them, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)

    def note(self, name: str, seconds: float) -> None:
        self.seconds.setdefault(name, []).append(seconds)

    def line(self, name: str) -> str:
        took = sorted(self.seconds.get(name, []))
        if not took:
            return f"{name}: nothing"
        parts = ", ".join(f"p{share} {1000 * _at(took, share):.0f} ms" for share in (50, 95, 99))
        return f"{name}: {len(took)} times, {parts}, longest {1000 * took[-1]:.0f} ms"


def _at(ordered: list[float], percent: int) -> float:
    return ordered[min(len(ordered) - 1, round(percent / 100 * len(ordered)))]


@dataclass
class LoadPhone:
    """One participant's phone."""

    number: int
    client: SocketClient
    chance: random.Random
    book: Book

    async def join(self, code: str) -> None:
        page = await self.client.get(f"/j/{code}")
        self.book.note("join: page", page.seconds)
        form = next(one for one in self.client.forms if one.action == f"/j/{code}")
        fields = {
            **{name: values for name, values in form.values.items() if name not in form.writing},
            "nickname": [f"伙伴{self.number}"],
            "community": [f"社区{self.number % 12}"],
            "role": [ROLES[self.number % len(ROLES)]],
            "consent": ["yes"],
        }
        seat = await self.client.post(f"/j/{code}", fields)
        self.book.note("join: seat", seat.seconds)
        await self.client.follow(seat)

    async def answer(self, name: str) -> None:
        form = next((one for one in self.client.forms if one.action == "/s" and one.method == "post"), None)
        if form is None:
            await self.client.get("/s")
            return
        own = {field: [form.value(field)] for field in ("step", "question", "key", "seat")}
        sent = await self.client.post("/s", own | filled(form, self.chance))
        self.book.note(name, sent.seconds)
        page = await self.client.follow(sent)
        self.book.note(f"{name}, then the page", page.seconds)

    async def sees(self, step: str, until: float) -> float:
        """Tick until the room asks for `step`; when that was."""
        while time.perf_counter() < until:
            await asyncio.sleep(TICKS * (0.8 + 0.4 * self.chance.random()))
            found = re.search(r'data-since="(\d+)"', self.client.page)
            reply = await self.client.get(f"/s/tick?since={found.group(1) if found else ''}")
            if reply.status == 200 and json.loads(reply.text)["asks"] == step:
                at = time.perf_counter()
                await self.client.get("/s")
                return at
        return until


async def spread(
    phones: list[LoadPhone], within: float, act: Callable[[LoadPhone], Awaitable[None]], chance: random.Random
) -> None:
    """Let every phone do something at some time within so many seconds."""

    async def one(phone: LoadPhone) -> None:
        await asyncio.sleep(chance.random() * within)
        try:
            await act(phone)
        except Dropped as error:
            phone.book.dropped.append(str(error))

    await asyncio.gather(*(one(phone) for phone in phones))


class LoadServer:
    """`mengya serve` on a free port, and its processor time."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self.environment = os.environ | {"MENGYA_DB": f"sqlite:///{folder / 'load.sqlite3'}"}
        made = self._run("camp", "new", "--recipe", "camp-half", "--title", "压力试验", "--capacity", "900")
        self.code, self.password = made["code"], made["facilitator_password"]
        command = [sys.executable, "-m", "workshop", "serve", "--host", "127.0.0.1", "--port", str(port)]
        self.process = subprocess.Popen(
            command, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def _run(self, *arguments: str) -> dict[str, str]:
        done = subprocess.run(
            [sys.executable, "-m", "workshop", *arguments, "--json"],
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        )
        made: dict[str, str] = json.loads(done.stdout)
        return made

    async def ready(self) -> None:
        while True:
            try:
                if (await SocketClient(self.address).get("/healthz")).status == 200:
                    return
            except Dropped:
                await asyncio.sleep(0.2)

    def processor(self) -> float:
        """Seconds of processor the server has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)


class LoadRemote:
    """The facilitator's remote, and the wall it shows the address of."""

    def __init__(self, server: LoadServer) -> None:
        self.server, self.client = server, SocketClient(server.address)
        self.wall = SocketClient(server.address)
        self.wall_path = ""

    async def sign_in(self) -> None:
        await self.client.get("/login?next=/r")
        fields = {"code": [self.server.code], "password": [self.server.password], "next": ["/r"]}
        await self.client.follow(await self.client.post("/login", fields))
        found = re.search(r'href="[^"]*(/w/[^"?]+)', self.client.page)
        assert found is not None
        self.wall_path = found.group(1)
        await self.wall.get(self.wall_path)

    async def press(self, act: str, subject: str) -> float:
        """Press a button; when the press was sent."""
        await self.client.get("/r")
        form = next(
            one for one in self.client.forms if (one.value("act"), one.value("subject")) == (act, subject)
        )
        begun = time.perf_counter()
        await self.client.follow(await self.client.post("/r/act", form.values))
        return begun

    async def wall_changes(self, until: float) -> float:
        """When the wall has drawn something new."""
        while time.perf_counter() < until:
            found = re.search(r'data-since="([^"]+)"', self.wall.page)
            reply = await self.wall.get(f"{self.wall_path}/tick?since={found.group(1) if found else ''}")
            if reply.status == 200:
                await self.wall.get(self.wall_path)
                return time.perf_counter()
            await asyncio.sleep(WALL_TICKS)
        return until


async def cost(server: LoadServer, client: SocketClient, path: str) -> str:
    """What one page costs, with nothing else going on."""
    await client.get(path)
    before = server.processor()
    sizes = [(await client.get(path)).travelled for _ in range(SAMPLES)]
    spent = (server.processor() - before) / SAMPLES
    return f"{1000 * spent:.1f} ms of processor, {max(sizes) / 1000:.1f} kB as it travels"


def worst(moments: Iterable[float], begun: float, percent: int) -> float:
    return _at(sorted(moment - begun for moment in moments), percent)


async def run(server: LoadServer, count: int, rounds: int) -> None:
    chance, book = random.Random(7), Book()
    await server.ready()
    phones = [
        LoadPhone(number, SocketClient(server.address), random.Random(number), book)
        for number in range(count)
    ]
    remote = LoadRemote(server)
    await remote.sign_in()
    before = server.processor()
    await spread(phones, 5.0, lambda phone: phone.join(server.code), chance)
    print(f"{count} phones join a fresh server within 5 s")
    print("  " + book.line("join: page"))
    print("  " + book.line("join: seat"))
    print(
        f"  processor: {1000 * (server.processor() - before) / count:.1f} ms a phone (page, seat, first page)"
    )
    waiting = [asyncio.create_task(phone.sees(STEP, time.perf_counter() + 30)) for phone in phones]
    await asyncio.sleep(2)
    await remote.wall.get(remote.wall_path)
    wall = asyncio.create_task(remote.wall_changes(time.perf_counter() + 30))
    begun = await remote.press("open", STEP)
    seen = await asyncio.gather(*waiting)
    print(f"a press on the remote, {count} phones waiting")
    print(f"  on the wall after {await wall - begun:.2f} s")
    print(
        f"  on 95 % of the phones after {worst(seen, begun, 95):.2f} s, on all after {max(seen) - begun:.2f} s"
    )
    for within in (10.0, 3.0):
        name = f"answer within {within:.0f} s"
        before, answered = server.processor(), len(book.seconds.get(name, []))
        for _ in range(rounds):
            await spread(phones, within, lambda phone, name=name: phone.answer(name), chance)  # type: ignore[misc]
        answers = len(book.seconds.get(name, [])) - answered
        spent = 1000 * (server.processor() - before) / max(1, answers)
        print(f"{count} phones answer within {within:.0f} s, {rounds} rounds")
        print("  " + book.line(name))
        print("  " + book.line(f"{name}, then the page"))
        print(f"  processor: {spent:.2f} ms an answer with the page after it")
    storm = asyncio.create_task(spread(phones, 3.0, lambda phone: phone.answer("during the press"), chance))
    await asyncio.sleep(1)
    begun = await remote.press("freeze", STEP)
    print(
        f"a press while all answer is answered, and its page shown, after {time.perf_counter() - begun:.2f} s"
    )
    await storm
    print("the remote's page: " + await cost(server, remote.client, "/r"))
    print("the wall's page: " + await cost(server, remote.wall, remote.wall_path))
    print("a phone's page: " + await cost(server, phones[0].client, "/s"))
    since = re.search(r'data-since="(\d+)"', phones[0].client.page)
    tick = f"/s/tick?since={since.group(1) if since else ''}"
    print("a phone's tick with nothing new: " + await cost(server, phones[0].client, tick))
    print(f"dropped: {len(book.dropped)} {book.dropped[:3]}")


def main(count: int, rounds: int) -> None:
    """The whole run, on a server made for it."""
    with tempfile.TemporaryDirectory() as folder:
        server = LoadServer(Path(folder))
        try:
            asyncio.run(run(server, count, rounds))
        finally:
            server.stop()


if __name__ == "__main__":
    main(*(int(one) for one in (*sys.argv[1:], "200", "3")[:2]))
