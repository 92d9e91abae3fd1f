"""The ASGI application: our routes first, then the desk."""

from __future__ import annotations

import gc
import pkgutil
import socket
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

import anyio.to_thread
import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from workshop import desk
from workshop.base.lazy_import import lazy_import
from workshop.base.settings import Settings
from workshop.desk.ui.actions import notice
from workshop.desk.ui.context import provide_context
from workshop.phone.error_page import noted
from workshop.phone.routes import routes as phone_routes
from workshop.server import downloads
from workshop.server.bundles import SHIM, Bundles
from workshop.server.headers import LONG_LIVED, KnownHosts, SameOrigin, SecurityHeaders
from workshop.services.app.context import AppContext
from workshop.services.map import networks
from workshop.store.engine import answers

SCRIPT = Path(__file__).parent.parent / "desk" / "app.py"
# Handlers wait for the writer's commit in a thread; the threads must suffice for a whole room of phones.
THREADS = 100


def build(context: AppContext, settings: Settings) -> st.App:
    """The whole application of one installation."""
    provide_context(context, settings)

    def healthz(_request: Request) -> Response:
        if answers(context.store):
            return PlainTextResponse("ok")
        return PlainTextResponse("database does not answer", 503)

    routes: list[BaseRoute] = [
        Route("/healthz", healthz, methods=["GET"]),
        Route("/a/shim.js", _shim, methods=["GET"]),
        *downloads.routes(context),
        *phone_routes(context, settings),
    ]
    return st.App(
        SCRIPT,
        lifespan=_warm,
        routes=routes,
        middleware=[
            Middleware(KnownHosts, hosts=known_hosts(settings)),
            Middleware(SecurityHeaders, secure=settings.secure_cookies),
            Middleware(SameOrigin),
            Middleware(Bundles),
        ],
        on_script_error=_tell_log,
    )


def known_hosts(settings: Settings) -> tuple[str, ...]:
    """The host names of this machine; IP addresses are always allowed."""
    public = urlsplit(settings.public_url).hostname
    own = socket.gethostname()
    return tuple(name for name in ("localhost", own, public, *settings.hosts) if name)


async def _shim(_request: Request) -> Response:
    return FileResponse(SHIM, headers={"Cache-Control": LONG_LIVED})


@asynccontextmanager
async def _warm(_app: st.App) -> AsyncIterator[None]:
    anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
    # Phones are served meanwhile: they need not wait for the desk's screens.
    threading.Thread(target=_get_ready, daemon=True).start()
    yield


def _get_ready() -> None:
    """Warm-up: import the desk's modules and start the worker process before a visitor has to wait for them."""
    for folder in pkgutil.iter_modules(desk.__path__):
        # A screen is a script: importing it would run it.
        if folder.ispkg and folder.name != "screens":
            _load_all(lazy_import(f"{desk.__name__}.{folder.name}"))
    # Modules loaded by now live as long as the process: exclude them from garbage collection.
    gc.collect()
    gc.freeze()
    networks.warm()


def _load_all(package: ModuleType) -> None:
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        lazy_import(module.name)


def _tell_log(error: Exception) -> bool:
    """Screens show a plain notice; the log gets the kind and the place."""
    noted("script_failed", error)
    notice()
    return True
