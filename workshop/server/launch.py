"""Starting the server (uvicorn), after checking the settings a room depends on."""

from __future__ import annotations

from collections.abc import Callable

import streamlit.config
import uvicorn

from workshop.base.errors import SetupError
from workshop.base.settings import Settings
from workshop.server.app import build
from workshop.services import workers
from workshop.services.app.context import AppContext

# Streamlit settings without which a room of phones is slow or leaks (desk/.streamlit/config.toml).
REQUIRED: dict[str, object] = {
    "runner.postScriptGC": False,
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "server.maxUploadSize": 5,
    "server.fileWatcherType": "none",
    "server.enableXsrfProtection": True,
    "server.enableCORS": True,
}


def run(context: AppContext, settings: Settings, ready: Callable[[], None] = lambda: None) -> None:
    """Serve until stopped; `ready` is called once connections are accepted."""
    app = build(context, settings)
    check_streamlit()
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        ws="websockets-sansio",
        ws_ping_interval=30,
        ws_ping_timeout=30,
        ws_max_size=20 * 2**20,
        # A phone keeps its connection between two questions, and opens no new one through a crowded Wi-Fi.
        timeout_keep_alive=75,
        access_log=False,
        log_level="warning",
        # An open desk must not keep a stopped server alive; acknowledged answers are on disk already.
        timeout_graceful_shutdown=2,
    )
    try:
        _Server(config, ready).run()
    finally:
        workers.close()
        context.store.close()


def check_streamlit() -> None:
    """Raises SetupError `serve.streamlit_option` when a setting did not take effect."""
    for option, expected in REQUIRED.items():
        actual = streamlit.config.get_option(option)
        if actual != expected:
            raise SetupError(
                "serve.streamlit_option", option=option, expected=str(expected), found=str(actual)
            )


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        await super().startup(sockets)  # type: ignore[arg-type]
        if self.started:
            self._ready()

    async def shutdown(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        # First, because a request that waits for a large map would keep the server for as long.
        workers.close()
        await super().shutdown(sockets)  # type: ignore[arg-type]
