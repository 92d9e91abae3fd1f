"""The ASGI application: hosts and origins are checked first, then come our routes, and the desk beneath them.

Streamlit gets what belongs to the desk and nothing else: a phone's request passes none of its middleware.
"""

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
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from workshop import desk
from workshop.base.address import base_address
from workshop.base.lazy_import import lazy_import
from workshop.base.settings import Settings
from workshop.base.text import say
from workshop.desk.ui.actions import notice
from workshop.desk.ui.context import provide_context
from workshop.live.routes import routes as live_routes
from workshop.phone.error_page import noted, told, way_back
from workshop.phone.language import page_language
from workshop.phone.routes import front_page
from workshop.phone.routes import routes as phone_routes
from workshop.server import downloads
from workshop.server.bundles import SHIM, Bundles
from workshop.server.desk_door import DeskDoor
from workshop.server.headers import DESK, LONG_LIVED, SecurityHeaders, policy_for
from workshop.server.origins import KnownHosts, SameOrigin
from workshop.services.app.context import AppContext
from workshop.services.map import networks
from workshop.store.engine import answers

SCRIPT = Path(__file__).parent.parent / "desk" / "app.py"
# Handlers wait for the writer's commit in a thread; the threads must suffice for a whole room of phones.
THREADS = 100


def build(context: AppContext, settings: Settings) -> ASGIApp:
    """The whole application of one installation."""
    provide_context(context, settings)
    desk_app = st.App(SCRIPT, on_script_error=_tell_log)
    desk_pages = DeskDoor(Bundles(desk_app), context, front_page(context, settings))

    def healthz(_request: Request) -> Response:
        if answers(context.store):
            return PlainTextResponse("ok")
        return PlainTextResponse("database does not answer", 503)

    async def desk_only(scope: Scope, receive: Receive, send: Send) -> None:
        if policy_for(scope["path"]) is DESK:
            await desk_pages(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose()(scope, receive, send)
        else:
            await _no_page(Request(scope))(scope, receive, send)

    @asynccontextmanager
    async def lifespan(app: Router) -> AsyncIterator[None]:
        # A mounted application is not told when the server starts, so Streamlit's runtime is started here.
        async with desk_app.lifespan()(app):
            anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
            # Phones are served meanwhile: they need not wait for the desk's screens.
            threading.Thread(target=_get_ready, daemon=True).start()
            yield

    return Router(
        routes=[
            Route("/healthz", healthz, methods=["GET"]),
            Route("/a/shim.js", _shim, methods=["GET"]),
            *downloads.routes(context, settings),
            *phone_routes(context, settings),
            *live_routes(context, settings),
        ],
        default=desk_only,
        redirect_slashes=False,
        lifespan=lifespan,
        middleware=[
            Middleware(SecurityHeaders, secure=settings.secure_cookies),
            Middleware(
                KnownHosts,
                hosts=known_hosts(settings),
                address=lambda: base_address(settings.public_url, None, settings.port),
            ),
            Middleware(SameOrigin, public=settings.public_url, secure=settings.secure_cookies),
        ],
    )


def known_hosts(settings: Settings) -> tuple[str, ...]:
    """The host names of this machine; IP addresses are always allowed."""
    public = urlsplit(settings.public_url).hostname
    own = socket.gethostname()
    return tuple(name for name in ("localhost", own, public, *settings.hosts) if name)


async def _shim(_request: Request) -> Response:
    return FileResponse(SHIM, headers={"Cache-Control": LONG_LIVED})


def _no_page(request: Request) -> Response:
    message = say(page_language(request), "phone.refused.no_page")
    return told(request, 404, message, way_back(request))


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
