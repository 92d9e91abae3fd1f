"""No code path opens a connection to an address outside: rooms have no internet, and a lookup stops every page.

A foreign origin once made Streamlit ask an outside address for this machine's own, in the middle of the event loop.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
import streamlit.net_util
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect
from streamlit.web.server.starlette import starlette_app

from tests.app_context import ORGANISER_PASSWORD, QUICK, make_context
from tests.server.conftest import entered
from tests.server.outside import report_outside
from workshop.services.app import access

_tried: list[str] = []


@pytest.fixture(scope="module", autouse=True)
def watched() -> None:
    report_outside(_tried.append)


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    # What an earlier lookup found would hide the next.
    monkeypatch.setattr(streamlit.net_util, "_external_ip", None)
    monkeypatch.setattr(streamlit.net_util, "_internal_ip", None)
    _tried.clear()
    return _tried


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with patch.object(access, "_HASHER", QUICK), make_context(tmp_path) as context:
        token = access.sign_in(context, "", ORGANISER_PASSWORD)
        with entered(context) as made:
            made.cookies.set("desk", token)
            yield made


def test_the_watch_sees_a_lookup(tried: list[str]) -> None:
    streamlit.net_util.get_external_ip()
    assert tried


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "https://localhost", "null", "http://203.0.113.9", "http://localhost:1"]
)
def test_a_foreign_origin_makes_nobody_ask_outside(client: TestClient, tried: list[str], origin: str) -> None:
    with (
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect("ws://localhost/_stcore/stream", headers={"origin": origin}),
    ):
        pass
    client.post("/s", headers={"origin": origin})
    client.put("/_stcore/upload_file/x/y", headers={"origin": origin})
    client.options("/_stcore/upload_file/x/y", headers={"origin": origin})
    assert tried == []


def test_starting_and_every_surface_ask_nothing_outside(client: TestClient, tried: list[str]) -> None:
    for path in (
        "/healthz",
        "/",
        "/room",
        "/j",
        "/s",
        "/login",
        "/_stcore/health",
        "/_stcore/host-config",
        "/x/y",
    ):
        client.get(path, headers={"accept": "text/html"})
    with client.websocket_connect("ws://localhost/_stcore/stream", subprotocols=["streamlit"]):
        pass
    assert tried == []


def test_a_phones_request_never_reaches_streamlit(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached: list[str] = []

    async def record(_app: object, scope: dict[str, str], *_rest: object) -> None:
        reached.append(scope["path"])

    monkeypatch.setattr(starlette_app.App, "__call__", record)
    for path in (
        "/j",
        "/j/AAAA2222",
        "/j/x/y",
        "/s",
        "/s/none",
        "/login",
        "/a/none.js",
        "/qr/x",
        "/healthz",
        "/map/x",
    ):
        client.get(path, headers={"accept": "text/html"})
        client.post(path)
    assert reached == []
