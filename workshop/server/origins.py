"""Who is answered at all: requests under this machine's own names, and forms and connections from its own pages.

Asked before anything else sees a request, for pages and for WebSockets alike. Whoever is turned away reads what to do,
in their own language.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from workshop.base.text import Language, say
from workshop.phone.error_page import told, way_back
from workshop.phone.language import page_language

Origin = tuple[str, str, int]  # scheme, host, port

PORTS = {"http": 80, "https": 443}
PLAIN_SCHEMES = {"ws": "http", "wss": "https"}
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
NAME = re.compile(r"[a-z0-9._-]{1,253}")
POLICY_VIOLATION = 1008
# The style and pictures of our pages hold nothing of anybody's; without them the refusal itself is hard to read.
STYLE = "/a/"


class KnownHosts:
    """Host header check against DNS rebinding: answers only under this machine's own names.

    A foreign host name that resolves to this machine would let a foreign page read the room. The attack needs
    a name, so IP addresses are always allowed: the laptop's may change with the Wi-Fi. `address` finds the address
    that does work.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str], address: Callable[[], str]) -> None:
        self.app = app
        self.hosts = frozenset(host.lower() for host in hosts)
        self.address = address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket") and not self._known(Headers(scope=scope).get("host", "")):
            if scope["type"] == "websocket":
                await WebSocketClose(POLICY_VIOLATION)(scope, receive, send)
                return
            if not scope["path"].startswith(STYLE):
                request = Request(scope)
                message = self._what_to_do(page_language(request), request.headers.get("host", ""))
                await told(request, 421, message)(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _known(self, header: str) -> bool:
        host = _host(header)
        try:
            ipaddress.ip_address(host)
        except ValueError:
            return host in self.hosts or host.endswith(".local")
        return True

    def _what_to_do(self, language: Language, header: str) -> str:
        host = _host(header)
        return say(
            language,
            "phone.refused.host",
            host=host if NAME.fullmatch(host) else "…",
            address=self.address(),
        )


def _host(header: str) -> str:
    host = header.rsplit(":", 1)[0] if not header.endswith("]") else header
    return host.strip("[]").lower()


class SameOrigin:
    """CSRF protection: takes forms, uploads and WebSockets from this server's own pages only, beside the cookies'
    SameSite rule.

    A browser names the page a form stands on in Origin. One that does not is believed by Sec-Fetch-Site, which no page
    can write, or by Referer; one that says none of these is refused, as is `Origin: null`. For WebSockets Origin is
    always sent. `public` is the address behind a proxy, `secure` says that browsers see https whatever arrives here.
    """

    def __init__(self, app: ASGIApp, public: str = "", secure: bool = False) -> None:
        self.app = app
        self.public = origin_of(public)
        self.secure = secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope) if scope["type"] in ("http", "websocket") else Headers()
        if scope["type"] == "websocket":
            if not self._own(scope, headers).issuperset(map(origin_of, headers.getlist("origin") or [""])):
                await WebSocketClose(POLICY_VIOLATION)(scope, receive, send)
                return
            # Streamlit would judge by rules of its own, for which it asks an outside address who it is.
            without = [(name, value) for name, value in scope["headers"] if name != b"origin"]
            scope = {**scope, "headers": without}
        elif scope["type"] == "http" and scope["method"] not in SAFE and not self._same(scope, headers):
            request = Request(scope)
            address = self.public or next(iter(self._own(scope, headers)), None)
            message = say(page_language(request), "phone.refused.origin", address=_spelled(address))
            await told(request, 403, message, way_back(request))(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _same(self, scope: Scope, headers: Headers) -> bool:
        site = headers.get("sec-fetch-site")
        if site not in (None, "same-origin", "none"):
            return False
        named = headers.getlist("origin") or headers.getlist("referer")
        if not named:
            return site == "same-origin"
        return self._own(scope, headers).issuperset(map(origin_of, named))

    def _own(self, scope: Scope, headers: Headers) -> set[Origin | None]:
        """The origins of our own pages, as this request reached them."""
        scheme = "https" if self.secure else PLAIN_SCHEMES.get(scope["scheme"], scope["scheme"])
        called = origin_of(f"{scheme}://{headers.get('host', '')}")
        if self.public is None:
            return {called} - {None}
        # Under the public name only the public address counts: the same name over http is another site.
        return {self.public} if called is None or called[1] == self.public[1] else {self.public, called}


def origin_of(address: str) -> Origin | None:
    """The origin of an address; None for what has none, `null` included.

    >>> origin_of("https://Camp.example/s?x=1"), origin_of("http://[::1]:8501"), origin_of("null")
    (('https', 'camp.example', 443), ('http', '::1', 8501), None)
    """
    try:
        parts = urlsplit(address)
        port = parts.port or PORTS.get(parts.scheme)
    except ValueError:
        return None
    if port is None or not parts.hostname or parts.scheme not in PORTS:
        return None
    return parts.scheme, parts.hostname, port


def _spelled(origin: Origin | None) -> str:
    if origin is None:
        return "/"
    scheme, host, port = origin
    name = f"[{host}]" if ":" in host else host
    return f"{scheme}://{name}" if PORTS[scheme] == port else f"{scheme}://{name}:{port}"
