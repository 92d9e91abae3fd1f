"""What every reply carries, and who is answered."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from workshop.server.headers import (
    DESK,
    MAP,
    PAPER,
    PHONE,
    SecurityHeaders,
    policy_for,
)


def _say(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("hello")


@pytest.fixture
def client() -> TestClient:
    app = Starlette(
        routes=[Route("/{path:path}", _say, methods=["GET", "POST"])],
        middleware=[
            Middleware(SecurityHeaders),
        ],
    )
    return TestClient(app, base_url="http://localhost")


@pytest.mark.parametrize(
    ("path", "policy"),
    [
        ("/j/K7QM2XWP", PHONE),
        ("/s", PHONE),
        ("/s/result", PHONE),
        ("/login", PHONE),
        ("/map/token", MAP),
        ("/paper/token", PAPER),
        ("/paper", DESK),  # the desk's own page of that name
        ("/", DESK),
        ("/room", DESK),
        ("/static/js/index.js", DESK),
        ("/start", DESK),  # begins with the letters of a phone path
    ],
)
def test_each_surface_has_its_own_policy(path: str, policy: str) -> None:
    assert policy_for(path) is policy


def test_phones_run_no_inline_script_and_maps_reach_no_cookie() -> None:
    assert "script-src 'self';" in PHONE
    assert "unsafe-inline" not in PHONE
    assert "sandbox" in MAP
    assert "allow-same-origin" not in MAP


def test_a_sheet_to_print_runs_and_fetches_nothing() -> None:
    assert PAPER.startswith("default-src 'none'; style-src 'unsafe-inline';")
    assert "script-src" not in PAPER


def test_personal_pages_are_never_cached(client: TestClient) -> None:
    reply = client.get("/s")
    assert reply.headers["cache-control"] == "private, no-store"
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json"])
def test_how_busy_the_server_is_is_nobodys_business(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_every_reply_carries_the_policy_of_its_surface(client: TestClient) -> None:
    for path, policy in (("/s", PHONE), ("/map/x", MAP), ("/paper/x", PAPER), ("/room", DESK)):
        assert client.get(path).headers["content-security-policy"] == policy


@pytest.mark.parametrize("secure", [True, False])
def test_only_a_site_behind_https_tells_browsers_to_keep_to_it(secure: bool) -> None:
    app = Starlette(routes=[Route("/s", _say)], middleware=[Middleware(SecurityHeaders, secure=secure)])
    assert ("strict-transport-security" in TestClient(app).get("/s").headers) is secure
