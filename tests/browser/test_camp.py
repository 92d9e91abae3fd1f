"""A whole camp as its people go through it: the real command serves, a laptop steers, five phones answer."""

from __future__ import annotations

import datetime
import io
import json
import os
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from playwright.sync_api import BrowserContext, Error, Page, expect

from tests.browser.phones import PHONE, Hand, chromium, draws
from workshop.base.text import say

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("desk")]

SLOW = 30_000  # milliseconds; the first desk page of a process on a shared machine
ROOT = Path(__file__).parents[2]
# As many as a sum on the wall must rest on.
PEOPLE = ("安安", "贝贝", "陈陈", "丹丹", "戈戈")
COMMUNITY = "桂花园社区"


def zh(key: str, **values: str | int) -> str:
    return say("zh", key, **values)


@dataclass(frozen=True)
class Installation:
    """What `mengya serve` printed, and its database."""

    url: str
    password: str
    environment: dict[str, str]

    def command(self, *arguments: str) -> dict[str, object]:
        """What a command says of the same database."""
        ended = subprocess.run(
            [sys.executable, "-m", "workshop", *arguments, "--json"],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            check=True,
        )
        found: dict[str, object] = json.loads(ended.stdout)
        return found


@dataclass(frozen=True)
class Laptop:
    """A browser signed in at the desk, and every address it asked for."""

    context: BrowserContext
    url: str

    def open(self, path: str) -> Page:
        page = self.context.new_page()
        page.set_default_timeout(SLOW)
        page.goto(self.url + path)
        return page


@dataclass(frozen=True)
class Door:
    """The way into a camp."""

    join: str


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"MENGYA_DB": f"sqlite:///{tmp_path / 'camp.sqlite3'}"}
    command = [
        sys.executable,
        "-m",
        "workshop",
        "serve",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--json",
    ]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        try:
            printed = json.loads(server.stdout.readline())
            yield Installation(printed["address"], printed["organiser_password"], environment)
        finally:
            server.terminate()


def press(remote: Page, act: str) -> None:
    """Press one of the remote's buttons, and see what it did."""
    remote.locator(f".steer button[data-press={act}]").first.click()
    expect(remote.locator("[data-told]")).to_contain_text(zh(f"live.done.{act}", step="").rstrip("：。"))


def settled(page: Page) -> None:
    """Wait until the desk has finished its run: what has just unfolded stands still then."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=SLOW)
    page.wait_for_timeout(1000)


def open_step(remote: Page, title: str) -> None:
    """Open a step out of turn, from the list of all of them."""
    agenda = remote.locator("details[data-keep=agenda]")
    if agenda.get_attribute("open") is None:
        agenda.locator("> summary").click()
    # Another block may name the step as its plan B: the one whose own title it is.
    named = agenda.locator("li").filter(has=remote.locator("summary b", has_text=title))
    named.locator("button[data-press=open]").click()
    expect(remote.locator("[data-told]")).to_have_text(zh("live.done.open", step=title))


def make_camp(organiser: Laptop) -> tuple[str, str]:
    """Code and password of a camp made at the desk from the half-day recipe."""
    page = organiser.open("/camps")
    page.get_by_text(zh("desk.camps.new")).click()
    settled(page)
    page.get_by_label(zh("desk.camps.title")).fill("试营")
    page.get_by_role("button", name=zh("desk.camps.make")).click()
    expect(page.get_by_text(zh("desk.camps.password_once"))).to_be_visible(timeout=SLOW)
    told = page.locator("[data-testid=stCode] pre")
    expect(told).to_have_count(2)
    code, password = told.all_inner_texts()
    page.close()
    return code.strip(), password.strip()


def sign_in(laptop: Laptop, code: str, password: str) -> None:
    page = laptop.open("/login")
    page.fill("[name=code]", code)
    page.fill("[name=password]", password)
    page.click("button.go")
    page.wait_for_url(laptop.url + "/**")
    page.close()


def answer_all(hand: Hand) -> None:
    while hand.question().startswith("rate."):
        if hand.question() != "rate.review":
            hand.level(1)
        hand.send()
    hand.tap("[name=chosen][value=O3]")
    hand.send()


def taken_home(page: Page, link: str) -> tuple[str, bytes]:
    """Name and bytes of a file whose link stands on the page."""
    found = page.get_by_role("link", name=link, exact=True)
    address = found.get_attribute("href")
    assert address is not None
    blank = page.context.new_page()
    # The browser calls an address that is a file an aborted page.
    aborted = pytest.raises(Error, match="Download is starting")
    with blank.expect_download(timeout=SLOW) as download, aborted:
        blank.goto(str(page.evaluate("(path) => new URL(path, location).href", address)))
    path = download.value.path()
    blank.close()
    return download.value.suggested_filename, Path(path).read_bytes()


def test_a_camp_from_its_making_to_the_files_taken_home(installation: Installation) -> None:
    asked: list[str] = []
    url = installation.url
    with ExitStack() as stack:
        browser = stack.enter_context(chromium())

        def context(**more: object) -> BrowserContext:
            made = browser.new_context(locale="zh-CN", **more)  # type: ignore[arg-type]
            made.on("request", lambda request: asked.append(request.url))
            stack.callback(made.close)
            return made

        def laptop(code: str, password: str) -> Laptop:
            made = Laptop(context(viewport={"width": 1280, "height": 900}), url)
            sign_in(made, code, password)
            return made

        code, password = make_camp(laptop("", installation.password))
        facilitator = laptop(code, password)
        remote = facilitator.open("/r")
        open_step(remote, "我们走到哪一步")

        hands = [
            Hand(context(viewport=PHONE, has_touch=True, is_mobile=True), Door(f"/j/{code}"), url)
            for _ in PEOPLE
        ]
        an, bei, chen, dan, ge = hands
        for hand, name in zip(hands, PEOPLE, strict=True):
            hand.join(name, COMMUNITY)
        bad_conditions(an, bei, chen, dan)
        for hand in (ge, chen):
            hand.level(1)
            hand.send()
        for hand in (an, bei):
            answer_all(hand)

        expect(remote.locator(".counts div").first).to_contain_text("2", timeout=SLOW)
        expect(remote.locator(".counts div").last).to_contain_text("5", timeout=SLOW)
        remote.locator("details[data-keep=visits] summary").click()
        for name in PEOPLE[2:]:
            expect(remote.locator(".people li").filter(has_text=name)).to_be_visible(timeout=SLOW)

        dan.level(1)
        dan.state("saved")
        press(remote, "freeze")
        dan.send()
        expect(dan.page.locator(".told").first).to_have_text(zh("phone.told.late"))
        expect(remote.locator("button[data-press=accept_late]")).to_be_visible(timeout=SLOW)

        the_wall_names_nobody_and_goes_back(facilitator, remote)
        from_result_to_commitment(an, remote)
        desk = facilitator.open("/room")
        files(desk)
        the_map(facilitator)
        assert draws(desk, "萌芽社区居民")
        assert all(hand.complaints == [] for hand in hands)

    strangers = {one for one in asked if not one.startswith((url, "data:", "blob:" + url))}
    assert strangers == set()
    steps = installation.command("camp", "show", code)["steps"]
    assert isinstance(steps, list)
    counted = {step["exercise"]: step["answers"] for step in steps if step["answers"]}
    # Two people by ten dimensions, the look back and the obstacles, three by one question, one late; one promise.
    assert counted == {"stage-check": 2 * 12 + 3 + 1, "commit": 1}


def bad_conditions(an: Hand, bei: Hand, chen: Hand, dan: Hand) -> None:
    """A double tap, a dead spot, a reload and a lost phone, each on the first question."""
    an.level(1)
    with an.page.expect_navigation():
        an.page.dblclick("[data-submit]", no_wait_after=True)
    assert an.question() == "rate.D2"

    bei.level(1)
    bei.state("saved")
    bei.context.set_offline(True)
    bei.page.click("[data-submit]")
    bei.state("waiting")
    with bei.page.expect_navigation(timeout=SLOW):
        bei.context.set_offline(False)
    assert bei.question() == "rate.D2"

    chen.level(2)
    chen.write("写到一半")
    chen.state("saved")
    chen.page.reload()
    expect(chen.page.locator("[name=evidence]")).to_have_value("写到一半")

    recovery = dan.page.locator(".big-code").inner_text()
    dan.level(1)
    dan.send()
    dan.context.clear_cookies()
    dan.go("/s")
    dan.page.fill("[name=recovery]", recovery)
    dan.page.click("form button.go")
    dan.page.wait_for_selector("[data-submit]")
    assert dan.question() == "rate.D2"


def the_wall_names_nobody_and_goes_back(facilitator: Laptop, remote: Page) -> None:
    address = remote.locator(".wall h2 a").get_attribute("href") or ""
    wall = facilitator.open("/w/" + address.split("/w/")[1])
    expect(wall.locator("main > svg")).to_contain_text(zh("desk.wall.of_answered", total=5), timeout=SLOW)
    press(remote, "reveal")
    expect(wall.locator("main > svg")).to_contain_text(zh("desk.wall.communities", n=1), timeout=SLOW)
    assert [name for name in PEOPLE if name in wall.content()] == []
    press(remote, "undo")
    expect(wall.locator("main > svg")).to_contain_text(zh("desk.wall.of_answered", total=5), timeout=SLOW)
    wall.close()


def from_result_to_commitment(hand: Hand, remote: Page) -> None:
    open_step(remote, "承诺与回访")
    hand.go("/s/result")
    expect(hand.page.locator(".stage .name")).to_contain_text("萌生")
    hand.page.click("a.go[href='/s/cards']")
    expect(hand.page.locator("article.card").first).to_be_visible()
    hand.page.wait_for_timeout(500)
    hand.go("/s")
    hand.page.wait_for_selector("textarea")
    hand.page.locator("textarea").nth(0).fill("在院子里办一次小摄影展")
    day = datetime.date.today() + datetime.timedelta(days=5)
    hand.page.locator("input[type=date]").first.fill(day.isoformat())
    hand.send()
    expect(hand.page.locator(".promise")).to_contain_text("摄影展")


def files(desk: Page) -> None:
    """The report opens in Word's format, the bundle holds all files, and no nickname is in any of them."""
    desk.get_by_text(zh("desk.tools.files"), exact=True).click()
    name, report = taken_home(desk, zh("desk.files.report.docx"))
    assert name == "试营-report.docx"
    text = "\n".join(
        [paragraph.text for paragraph in docx.Document(io.BytesIO(report)).paragraphs]
        + [
            cell.text
            for table in docx.Document(io.BytesIO(report)).tables
            for row in table.rows
            for cell in row.cells
        ]
    )
    assert COMMUNITY in text
    assert "小摄影展" in text
    assert [one for one in PEOPLE if one in text] == []
    # Maps leave with the bundle: only after somebody has said that they may.
    expect(desk.get_by_role("link", name=zh("desk.files.all.zip"), exact=True)).to_have_count(0)
    desk.get_by_text(zh("disclosure.tick_all")).click()
    _, bundle = taken_home(desk, zh("desk.files.all.zip"))
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        assert {"report.docx", "camp.xlsx", "answers.csv", "camp.json"} <= set(archive.namelist())
        answers = archive.read("answers.csv").decode("utf-8-sig")
    assert "写到一半" in answers
    assert [one for one in PEOPLE if one in answers] == []


def the_map(facilitator: Laptop) -> None:
    """The map opens full screen in a sandbox that reaches no cookie, with Chinese names on it."""
    desk = facilitator.open("/communities")
    desk.get_by_role("button", name=zh("desk.map.example")).click()
    link = desk.get_by_role("link", name=zh("desk.map.full_screen"))
    expect(link).to_be_visible(timeout=SLOW)
    with facilitator.context.expect_page() as opened:
        link.click()
    page = opened.value
    page.wait_for_function("document.documentElement.dataset.ready")
    assert (
        page.evaluate("(() => { try { return document.cookie } catch (e) { return e.name } })()")
        == "SecurityError"
    )
    assert page.locator("canvas").count() >= 1
    expect(page.get_by_role("contentinfo").get_by_text(zh("network.relation.trusts"))).to_be_visible()
    assert draws(page, "萌芽社区居民")
    page.close()
