"""Which language a page is in: chosen, else the browser's, else Chinese."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from tests.room_test.handset import Handset
from tests.room_test.stage import Room
from workshop.base.text import LANGUAGES, say
from workshop.phone.language import preferred, switch_address


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", "zh"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-GB,en;q=0.9", "en"),
        ("fr-FR, en;q=0.5, zh;q=0.7", "zh"),
        ("de", "zh"),
        ("en;q=0, zh;q=0.1", "zh"),
        ("en;q=x", "zh"),
    ],
)
def test_the_browsers_wish_is_read_with_its_weights(header: str, expected: str) -> None:
    assert preferred(header) == expected


@given(st.text(max_size=60))
def test_any_header_gives_a_language(header: str) -> None:
    assert preferred(header) in LANGUAGES


def test_switching_sets_a_cookie_and_stays_on_the_page(room: Room) -> None:
    client = room.client()
    reply = client.get(f"{room.join}?from=poster&lang=en")
    assert (reply.status_code, reply.headers["location"]) == (303, f"{room.join}?from=poster")
    assert client.cookies["lang"] == "en"
    page = client.get(room.join).text
    assert '<html lang="en">' in page
    assert say("en", "phone.join.title") in page
    # On a form the way back keeps what is filled in; elsewhere it is a link.
    assert f'formaction="{room.join}?lang=zh"' in page
    assert 'href="/j?lang=zh"' in client.get("/j").text


def test_the_switch_never_leads_to_another_host(room: Room) -> None:
    reply = room.client().get("//elsewhere.example/j?lang=en")
    assert reply.status_code in (303, 404)
    assert not reply.headers.get("location", "/").startswith("//")


def test_a_doubled_slash_is_not_read_as_another_host() -> None:
    """A browser reads `//elsewhere.example/j` as an address of its own (RFC 3986, section 4.2)."""
    scope = {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "server": ("localhost", 80),
        "path": "//elsewhere.example/j",
        "query_string": b"lang=en",
        "headers": [],
    }
    assert switch_address(Request(scope), {"lang": "zh"}) == "/elsewhere.example/j?lang=zh"


def test_every_page_exists_in_both_languages(room: Room, phone: Handset) -> None:
    room.open()
    paths = (
        room.join,
        "/j",
        "/j/AAAA2222",
        "/s",
        "/s/result",
        "/s/cards",
        "/s/mine",
        "/s/recover",
        "/s/gone",
        "/login",
        "/logout",
    )
    for path in paths:
        pages = []
        for language in LANGUAGES:
            phone.client.cookies.set("lang", language)
            pages.append(phone.get(path).text)
        assert len(set(pages)) == 2, path
