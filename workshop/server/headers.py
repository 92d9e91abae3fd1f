"""Security headers: Content-Security-Policy and what else every reply carries.

Policies by surface: phone pages run only our own script file; the desk needs what Streamlit's bundle needs; a
sheet to print and a preview run nothing; a map is sandboxed, so that an uploaded file can never reach a cookie.
"""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PHONE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
DESK = (
    "default-src 'self'; script-src 'self' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "frame-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
MAP = (
    "sandbox allow-scripts allow-downloads; default-src 'none'; script-src 'unsafe-inline'; "
    "style-src 'unsafe-inline'; img-src data: blob:; frame-ancestors 'self'"
)
# An exercise as it will look, framed at the desk: it runs nothing and sends nothing.
PREVIEW = (
    "sandbox; default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'"
)
# A page to print: its own style and nothing else.
PAPER = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
PHONE_PATHS = (
    "/j",
    "/s",
    "/login",
    "/logout",
    "/a/",
    "/qr/",
    "/export/",
    "/nodes/",
    "/healthz",
    "/r",
    "/w",
    "/live/",
)
# Public in Streamlit by default: number of sessions, memory use.
HIDDEN_PATHS = ("/_stcore/metrics", "/_stcore/agent")
LONG_LIVED = "public, max-age=31536000, immutable"


def policy_for(path: str) -> str:
    """The Content-Security-Policy of an address."""
    if path.startswith("/map/"):
        return MAP
    if path.startswith("/paper/"):
        return PAPER
    if path.startswith("/preview/"):
        return PREVIEW
    if any(path == start.rstrip("/") or path.startswith(start.rstrip("/") + "/") for start in PHONE_PATHS):
        return PHONE
    return DESK


class SecurityHeaders:
    """Adds the security headers, keeps personal pages out of caches, and hides Streamlit's metrics."""

    def __init__(self, app: ASGIApp, secure: bool = False) -> None:
        self.app = app
        self.secure = secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        if path.startswith(HIDDEN_PATHS):
            await PlainTextResponse("Not Found", 404)(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = policy_for(path)
                headers["X-Content-Type-Options"] = "nosniff"
                # Nothing is told to other sites. "no-referrer" would make browsers send `Origin: null` with our own
                # forms, which could then not be told from forms posted from elsewhere.
                headers["Referrer-Policy"] = "same-origin"
                headers["X-Frame-Options"] = "SAMEORIGIN"
                headers["Cross-Origin-Opener-Policy"] = "same-origin"
                headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
                if "cache-control" not in headers:
                    headers["Cache-Control"] = "private, no-store"
                if self.secure:
                    headers["Strict-Transport-Security"] = "max-age=31536000"
            await send(message)

        await self.app(scope, receive, send_with_headers)
