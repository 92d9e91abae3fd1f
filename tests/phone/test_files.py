"""What pages load: our own few files, and the QR code that says only the join address."""

from __future__ import annotations

import re

import pytest

from tests.room_test.stage import Room
from workshop.phone.files import qr_svg
from workshop.phone.page import HERE, STATIC, asset, compressed


def test_the_script_is_small_and_needs_nothing_new() -> None:
    script = (STATIC / "phone.js").read_bytes()
    assert len(compressed("phone.js")) < 4_000
    assert not re.search(rb"\?\?|\?\.|https?://", script)


def test_pages_hold_no_script_and_no_style_of_their_own() -> None:
    for page in (HERE / "pages").glob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert not re.search(
            r"<script(?![^>]*src=)|<style|\sstyle=|\son[a-z]+=|javascript:|https?://|\|\s*safe", text
        ), page


@pytest.mark.parametrize("name", ["phone.css", "phone.js", "sprout.svg"])
def test_files_come_compressed_and_may_be_kept_for_ever(room: Room, name: str) -> None:
    client = room.client()
    small = client.get(asset(name), headers={"accept-encoding": "gzip"})
    assert small.headers["content-encoding"] == "gzip"
    plain = client.get(asset(name), headers={"accept-encoding": "identity"})
    assert small.content == plain.content == (STATIC / name).read_bytes()


@pytest.mark.parametrize("name", ["..%2froutes.py", "../routes.py", "nothing.css", ".hidden"])
def test_nothing_else_is_served(room: Room, name: str) -> None:
    assert room.client().get(f"/a/{name}").status_code == 404


def test_the_qr_code_is_drawn_for_codes_only(room: Room) -> None:
    client = room.client()
    reply = client.get(f"/qr/{room.camp.code}.svg")
    assert (reply.status_code, reply.headers["content-type"]) == (200, "image/svg+xml")
    assert reply.content == qr_svg(f"http://testserver/j/{room.camp.code}")
    assert client.get("/qr/abc.svg").status_code == 404
