"""Who is answered at all: our own names, and forms, uploads and connections from our own pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, Router, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from workshop.base.text import LANGUAGES, say
from workshop.server.headers import SecurityHeaders
from workshop.server.origins import KnownHosts, SameOrigin

UNSAFE = ("POST", "PUT", "DELETE", "PATCH")
Door = Callable[..., TestClient]


def _say(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("hello")


async def _origin(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text(str(websocket.headers.get("origin")))
    await websocket.close()


def door(public: str = "", *, secure: bool = False, base: str = "http://localhost") -> TestClient:
    app = Router(
        routes=[
            WebSocketRoute("/_stcore/stream", _origin),
            Route("/{path:path}", _say, methods=["GET", *UNSAFE]),
        ],
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(
                KnownHosts, hosts=["localhost", "camp.example"], address=lambda: "http://192.168.1.7:8501"
            ),
            Middleware(SameOrigin, public=public, secure=secure),
        ],
    )
    return TestClient(app, base_url=base)


@pytest.mark.parametrize(
    "host", ["localhost:8501", "192.168.1.7:8501", "[::1]:8501", "camp.example", "laptop.local"]
)
def test_our_own_names_and_plain_addresses_are_answered(host: str) -> None:
    assert door().get("/s", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "camp.example.evil.example", "", "localhost.evil.example:8501"]
)
def test_a_foreign_name_that_points_here_is_not(host: str) -> None:
    assert door().get("/s", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_came_by_an_unknown_name_reads_which_address_to_use(language: str) -> None:
    """The setting is named as docs/settings.md has it, with a value that can be copied."""
    reply = door().get("/s", headers={"host": "old-laptop.lan:8501", "accept-language": language})
    assert reply.headers["content-type"].startswith("text/html")
    assert f'<html lang="{"zh-CN" if language == "zh" else "en"}">' in reply.text
    assert "http://192.168.1.7:8501" in reply.text
    assert "MENGYA_HOSTS=&#39;[&#34;old-laptop.lan&#34;]&#39;" in reply.text


def test_a_name_that_is_none_is_not_repeated() -> None:
    reply = door().get("/s", headers={"host": "<script>x"})
    assert (reply.status_code, "<script>x" in reply.text) == (421, False)


def test_our_own_script_hears_of_an_unknown_name_too() -> None:
    reply = door().get("/s/tick", headers={"host": "evil.example", "accept": "application/json"})
    assert (reply.status_code, list(reply.json())) == (421, ["message"])


def test_a_websocket_under_a_foreign_name_is_closed() -> None:
    """1008 is "policy violation" in RFC 6455, section 7.4.1."""
    headers = {"host": "evil.example", "origin": "http://evil.example"}
    with (
        pytest.raises(WebSocketDisconnect) as caught,
        door().websocket_connect("ws://localhost/_stcore/stream", headers=headers),
    ):
        pass
    assert caught.value.code == 1008


# What a browser sends with a form, by the Fetch standard, and whether it is taken.
FORMS: list[tuple[dict[str, str], bool]] = [
    ({"origin": "http://localhost"}, True),
    ({"origin": "http://LOCALHOST:80"}, True),
    ({"origin": "http://localhost", "sec-fetch-site": "same-origin"}, True),
    ({"sec-fetch-site": "same-origin"}, True),  # no page can write this header
    (
        {"referer": "http://localhost/s?step=1"},
        True,
    ),  # browsers that send Origin with other sites' forms only
    ({}, False),
    ({"origin": "null"}, False),
    ({"origin": "null", "sec-fetch-site": "same-origin"}, False),
    ({"origin": ""}, False),
    ({"origin": "http://evil.example"}, False),
    ({"origin": "https://localhost"}, False),
    ({"origin": "http://localhost:8502"}, False),
    ({"origin": "http://localhost.evil.example"}, False),
    ({"origin": "http://localhost@evil.example"}, False),
    ({"origin": "file://localhost"}, False),
    ({"origin": "http://localhost", "sec-fetch-site": "cross-site"}, False),
    ({"origin": "http://localhost", "sec-fetch-site": "same-site"}, False),
    ({"sec-fetch-site": "none"}, False),
    ({"referer": "http://evil.example/http://localhost"}, False),
]


@pytest.mark.parametrize("method", UNSAFE)
@pytest.mark.parametrize(("headers", "taken"), FORMS)
def test_what_changes_anything_comes_from_our_own_pages(
    method: str, headers: dict[str, str], taken: bool
) -> None:
    reply = door().request(method, "/s", headers=headers)
    assert reply.status_code == (200 if taken else 403)
    assert taken or say("zh", "phone.refused.origin", address="http://localhost").split("\n")[0] in reply.text


@pytest.mark.parametrize("headers", [headers for headers, _ in FORMS])
def test_reading_a_page_asks_for_no_origin(headers: dict[str, str]) -> None:
    """A link from elsewhere, a QR code, a bookmark."""
    assert door().get("/s", headers=headers).status_code == 200


PROXY = "https://camp.example"


@pytest.mark.parametrize(
    ("origin", "host", "taken"),
    [
        (PROXY, "camp.example", True),
        (PROXY, "127.0.0.1:8501", True),  # a proxy that names the inner address
        ("https://camp.example:443", "camp.example", True),
        ("http://camp.example", "camp.example", False),
        ("http://127.0.0.1:8501", "127.0.0.1:8501", True),  # at the machine itself
        ("http://127.0.0.1:8501", "camp.example", False),
        ("https://evil.example", "camp.example", False),
    ],
)
def test_behind_a_proxy_the_public_address_counts(origin: str, host: str, taken: bool) -> None:
    reply = door(PROXY).post("/s", headers={"origin": origin, "host": host})
    assert reply.status_code == (200 if taken else 403)
    assert taken or PROXY in reply.text


def test_where_browsers_see_https_only_https_counts() -> None:
    client = door(secure=True)
    found = [
        client.post("/s", headers={"origin": f"{scheme}://camp.example", "host": "camp.example"}).status_code
        for scheme in ("https", "http")
    ]
    assert found == [200, 403]


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://localhost", "http://localhost:1", None]
)
def test_a_websocket_from_elsewhere_is_closed_before_streamlit_sees_it(origin: str | None) -> None:
    headers = {} if origin is None else {"origin": origin}
    with (
        pytest.raises(WebSocketDisconnect) as caught,
        door().websocket_connect("ws://localhost/_stcore/stream", headers=headers),
    ):
        pass
    assert caught.value.code == 1008


def test_streamlit_is_given_no_origin_to_judge() -> None:
    """Behind a proxy that names the inner address it would ask an outside address who it is."""
    headers = {"origin": PROXY, "host": "127.0.0.1:8501"}
    with door(PROXY).websocket_connect("/_stcore/stream", headers=headers) as connection:
        assert connection.receive_text() == "None"
