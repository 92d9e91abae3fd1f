"""A server that would be slow, or would tell strangers too much, does not start."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit.config
import uvicorn

from tests.app_context import make_context
from workshop.base.errors import SetupError
from workshop.base.settings import Settings
from workshop.base.text import LANGUAGES, explain
from workshop.server import build, launch
from workshop.server.launch import REQUIRED, check_streamlit, run

WRONG: dict[str, object] = {
    option: (not value) if isinstance(value, bool) else 200 if isinstance(value, int) else "full"
    for option, value in REQUIRED.items()
}


@pytest.fixture(autouse=True)
def settled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The options as a fresh process finds them, and as they were afterwards."""
    # Another test of this process may have made Streamlit read its settings without a server.
    monkeypatch.setattr(streamlit.config, "_main_script_path", None)
    with make_context(tmp_path) as context:
        build(context, Settings())
    streamlit.config.get_config_options(force_reparse=True)
    before = {option: streamlit.config.get_option(option) for option in REQUIRED}
    yield
    for option, value in before.items():
        streamlit.config.set_option(option, value)


def test_the_desks_own_settings_are_the_required_ones() -> None:
    check_streamlit()


@pytest.mark.parametrize("option", REQUIRED)
def test_one_setting_that_did_not_arrive_is_refused_by_name(option: str) -> None:
    streamlit.config.set_option(option, WRONG[option])
    with pytest.raises(SetupError) as refused:
        check_streamlit()
    assert refused.value.code == "serve.streamlit_option"
    for language in LANGUAGES:
        told = explain(language, refused.value)
        assert option in told
        assert str(REQUIRED[option]) in told


def test_the_server_checks_before_it_takes_a_connection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "workshop.server.launch.uvicorn.Config", lambda *_, **__: pytest.fail("it went on to serve")
    )
    streamlit.config.set_option("runner.postScriptGC", True)
    with make_context(tmp_path / "again") as context, pytest.raises(SetupError):
        run(context, Settings(), lambda: pytest.fail("it said it was ready"))


def test_running_work_is_ended_before_the_server_waits_for_anybody(monkeypatch: pytest.MonkeyPatch) -> None:
    """A request that waits for a large map would keep a stopped server for as long as it computes."""
    done: list[str] = []

    async def wait(_server: object, _sockets: object = None) -> None:
        done.append("waited")

    monkeypatch.setattr(launch.workers, "close", lambda: done.append("ended"))
    monkeypatch.setattr(uvicorn.Server, "shutdown", wait)
    server = launch._Server(uvicorn.Config("none:none"), lambda: None)
    asyncio.run(server.shutdown())
    assert done == ["ended", "waited"]
