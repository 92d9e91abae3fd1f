"""The desk's door: only a facilitator, an organiser or a participant with a seat comes through to Streamlit.

Everybody else gets the front page, which says what this is and the ways in. Each screen is counted (`desk_sessions.py`),
a session is its owner's only, and files are taken from those who may steer.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime

from workshop.base.text import say
from workshop.phone.error_page import told
from workshop.phone.held import SEAT_COOKIE
from workshop.phone.language import page_language
from workshop.phone.request import DESK_COOKIE
from workshop.server.bundles import wants_page
from workshop.server.desk_sessions import DeskSessions, Holder
from workshop.services.app import access
from workshop.services.app.context import AppContext
from workshop.services.seats import seats

POLICY_VIOLATION = 1008
# Streamlit's script files, and what its page asks before it opens a screen: the same for everybody.
PUBLIC = ("/static/", "/component/", "/_stcore/health", "/_stcore/host-config")
UPLOAD = "/_stcore/upload_file/"
# A tab that was closed or reloaded says so; a phone whose Wi-Fi is gone does not, and may come back to its files.
LEFT = frozenset({1000, 1001, 1005})
GRACE = 60.0  # seconds


@dataclass(frozen=True)
class DeskDoor:
    """`front` makes the page for whoever has no right yet."""

    app: ASGIApp
    context: AppContext
    front: Callable[[Request], Awaitable[Response]]
    sessions: DeskSessions = field(default_factory=DeskSessions)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        if path.startswith(PUBLIC):
            await self.app(scope, receive, send)
            return
        holder = await run_in_threadpool(holder_of, self.context, HTTPConnection(scope))
        if scope["type"] == "websocket":
            await self._screen(holder, scope, receive, send)
        elif path.startswith(UPLOAD):
            await self._upload(holder, scope, receive, send)
        elif holder is not None and not (_page(scope) and self.sessions.full(holder)):
            await self.app(scope, receive, send)
        elif holder is not None:
            await _refused(scope, 503, "phone.door.full")(scope, receive, send)
        elif _page(scope):
            await (await self.front(Request(scope, receive)))(scope, receive, send)
        else:
            await _refused(scope, 403, "phone.door.no_right")(scope, receive, send)

    async def _screen(self, holder: Holder | None, scope: Scope, receive: Receive, send: Send) -> None:
        if holder is None or not self.sessions.open(holder):
            await WebSocketClose(POLICY_VIOLATION)(scope, receive, send)
            return
        screen = _Screen(self.sessions, holder, receive, send)
        try:
            await self.app(screen.own_session_only(scope), screen.receive, screen.send)
        finally:
            self.sessions.close(holder, screen.session)
            if screen.session:
                await self._free(screen.session, screen.code)

    async def _free(self, session: str, code: int) -> None:
        """Give the files of a session back when its last screen is closed."""
        if code in LEFT:
            self._forget(session)
        else:
            asyncio.get_running_loop().call_later(GRACE, self._forget, session)

    def _forget(self, session: str) -> None:
        if self.sessions.free(session) and Runtime.exists():
            Runtime.instance().uploaded_file_mgr.remove_session_files(session)

    async def _upload(self, holder: Holder | None, scope: Scope, receive: Receive, send: Send) -> None:
        session, _, file = scope["path"].removeprefix(UPLOAD).partition("/")
        if holder is None or not holder.uploads or self.sessions.owner(session) != holder:
            await _refused(scope, 403, "phone.door.no_right")(scope, receive, send)
            return
        if scope["method"] == "DELETE":
            self.sessions.remove(session, file)
            await self.app(scope, receive, send)
            return
        size = Headers(scope=scope).get("content-length", "")
        if not size.isdecimal():
            await _refused(scope, 411, "phone.door.no_right")(scope, receive, send)
            return
        if not self.sessions.add(session, file, int(size)):
            await _refused(scope, 413, "phone.door.too_much")(scope, receive, send)
            return
        taken = False

        async def watch(message: Message) -> None:
            nonlocal taken
            if message["type"] == "http.response.start":
                taken = 200 <= message["status"] < 300
            await send(message)

        try:
            await self.app(scope, receive, watch)
        finally:
            if not taken:
                self.sessions.remove(session, file)


class _Screen:
    """One connection: learns which session it was given, and how it ended."""

    def __init__(self, sessions: DeskSessions, holder: Holder, receive: Receive, send: Send) -> None:
        self.sessions = sessions
        self.holder = holder
        self.session = ""
        self.code = 1006
        self._receive = receive
        self._send = send

    def own_session_only(self, scope: Scope) -> Scope:
        """The request without the session it asks to go on with, if that is somebody else's.

        Streamlit takes the third subprotocol for it, and gives any session to whoever names it.
        """
        headers = MutableHeaders(raw=list(scope["headers"]))
        names = [name.strip() for name in headers.get("sec-websocket-protocol", "").split(",")]
        if len(names) > 2 and self.sessions.owner(names[2]) != self.holder:
            headers["sec-websocket-protocol"] = ", ".join(names[:2])
        return {**scope, "headers": headers.raw, "subprotocols": names[:2] if len(names) > 2 else names}

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] == "websocket.disconnect":
            self.code = message.get("code", 1005)
        return message

    async def send(self, message: Message) -> None:
        if not self.session and message["type"] == "websocket.send" and message.get("bytes"):
            self.session = _session_in(message["bytes"])
            if self.session:
                self.sessions.named(self.session, self.holder)
        await self._send(message)


def _session_in(data: bytes) -> str:
    """The session that Streamlit's first message names."""
    message = ForwardMsg()
    message.ParseFromString(data)
    return str(message.new_session.initialize.session_id)


def holder_of(context: AppContext, connection: HTTPConnection) -> Holder | None:
    """The right somebody comes with, by their cookies; None without any."""
    right = access.right_of(context, connection.cookies.get(DESK_COOKIE))
    if right is not None:
        return Holder("organiser") if right.camp is None else Holder("camp", right.camp)
    seat = seats.by_token(context, connection.cookies.get(SEAT_COOKIE))
    return None if seat is None else Holder("seat", seat.id)


def _page(scope: Scope) -> bool:
    return scope["method"] == "GET" and wants_page(scope["path"], Headers(scope=scope))


def _refused(scope: Scope, status: int, key: str) -> Response:
    request = Request(scope)
    return told(request, status, say(page_language(request), key), "/")
