"""Whether the server is well is told by one address, and a fault on one page stays there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.app_context import make_context
from tests.server.conftest import entered
from workshop.base.settings import Settings
from workshop.server.app import known_hosts
from workshop.services.app.context import AppContext


@pytest.fixture
def context(tmp_path: Path) -> Iterator[AppContext]:
    with make_context(tmp_path) as made:
        yield made


@pytest.fixture
def client(context: AppContext) -> Iterator[TestClient]:
    with entered(context) as made:
        yield made


def test_health_is_the_database_answering(context: AppContext, client: TestClient, tmp_path: Path) -> None:
    well = client.get("/healthz")
    assert (well.status_code, well.text) == (200, "ok")
    context.store.engine.dispose()
    for file in tmp_path.glob("mengya.sqlite3*"):
        file.unlink()
    (tmp_path / "mengya.sqlite3").mkdir()  # a file of that name can no longer be opened
    assert client.get("/healthz").status_code == 503


def test_the_public_address_and_its_name_are_known() -> None:
    settings = Settings(public_url="https://camp.example/", hosts=("two.example",))
    assert {"localhost", "camp.example", "two.example"} <= set(known_hosts(settings))


def test_an_address_from_elsewhere_is_not_answered(client: TestClient) -> None:
    assert client.get("/j", headers={"host": "evil.example"}).status_code == 421


def test_a_form_from_another_site_is_refused(client: TestClient) -> None:
    found = [
        client.post("/j/AAAA2222", headers={"origin": origin}).status_code
        for origin in ("http://localhost", "http://evil.example")
    ]
    assert found == [404, 403]
