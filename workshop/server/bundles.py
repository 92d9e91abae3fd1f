"""The desk's script bundles, compressed and cached, and its index page with the visitor's language.

Streamlit sends 2.8 MB uncompressed to every cold browser; a room's Wi-Fi cannot carry that.
"""

from __future__ import annotations

import gzip
import hashlib
import threading
from functools import lru_cache
from pathlib import Path

import brotli
import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from workshop.base.text import Language, say
from workshop.phone.files import kind_of
from workshop.phone.language import page_language
from workshop.server.headers import DESK, LONG_LIVED, policy_for

STATIC = (Path(streamlit.__file__).parent / "static").resolve()
COMPRESSIBLE = {".js", ".css", ".html", ".json", ".svg", ".map", ".txt", ".wasm"}
# Quality 5 compresses a megabyte in some 30 ms; 11 would take seconds for a few per cent.
BROTLI_QUALITY = 5
SHIM = Path(__file__).parent / "shim.js"
# Cached by browsers for a year, so its URL contains a content hash.
SHIM_MARK = hashlib.sha256(SHIM.read_bytes()).hexdigest()[:10]
SHIM_TAG = f'<script src="/a/shim.js?v={SHIM_MARK}"></script>'
NOT_A_PAGE = ("/_stcore/", "/media/", "/component/", "/static/", "/app/")
_compressing = threading.Lock()


class Bundles:
    """Serves Streamlit's static files compressed, and its index page with our head."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = None
        if scope["type"] == "http" and scope["method"] == "GET":
            headers = Headers(scope=scope)
            if scope["path"].startswith("/static/"):
                response = await run_in_threadpool(_bundle, scope["path"], headers.get("accept-encoding", ""))
            elif wants_page(scope["path"], headers):
                response = _page(Request(scope))
        await (response or self.app)(scope, receive, send)


def wants_page(path: str, headers: Headers) -> bool:
    """The desk's index page, at any address a browser requests as a document and no other route has."""
    if "text/html" not in headers.get("accept", "") or policy_for(path) is not DESK:
        return False
    return not path.startswith(NOT_A_PAGE)


def _bundle(path: str, accepted: str) -> Response:
    try:
        file = (STATIC / path.lstrip("/")).resolve()
        exists = file.is_relative_to(STATIC / "static") and file.is_file()
    except (OSError, ValueError):  # a name too long, or with a zero byte in it
        exists = False
    if not exists:
        return PlainTextResponse("Not Found", 404)
    encoding = _encoding(accepted) if file.suffix in COMPRESSIBLE else ""
    headers = {"Cache-Control": LONG_LIVED, "Vary": "Accept-Encoding"}
    if encoding:
        headers["Content-Encoding"] = encoding
    with _compressing:  # many phones with a cold cache need each file compressed only once
        body = _compressed(file, encoding)
    return Response(body, media_type=kind_of(file), headers=headers)


def _encoding(accepted: str) -> str:
    parts = (part.replace(" ", "").partition(";") for part in accepted.split(","))
    offered = {name for name, _, weight in parts if weight not in ("q=0", "q=0.0")}
    return "br" if "br" in offered else "gzip" if "gzip" in offered else ""


@lru_cache(maxsize=1024)
def _compressed(file: Path, encoding: str) -> bytes:
    body = file.read_bytes()
    if encoding == "br":
        return bytes(brotli.compress(body, quality=BROTLI_QUALITY))
    return gzip.compress(body, 6) if encoding == "gzip" else body


def _page(request: Request) -> Response:
    encoding = _encoding(request.headers.get("accept-encoding", ""))
    reply = {"Vary": "Accept-Encoding, Accept-Language, Cookie", "Cache-Control": "no-cache"}
    if encoding:
        reply["Content-Encoding"] = encoding
    # The desk reads the address first, then the cookie, as the phone pages do.
    return Response(
        _index(page_language(request), encoding), media_type="text/html; charset=utf-8", headers=reply
    )


@lru_cache(maxsize=8)
def _index(language: Language, encoding: str) -> bytes:
    """The index page with the right language and a shim (polyfill) for older browsers before any other
    script.
    """
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    page = page.replace('<html lang="en">', f'<html lang="{"zh-CN" if language == "zh" else "en"}">', 1)
    page = page.replace("<title>Streamlit</title>", f"<title>{say(language, 'desk.name')}</title>", 1)
    body = page.replace("<head>", f"<head>{SHIM_TAG}", 1).encode()
    if encoding == "br":
        return bytes(brotli.compress(body, quality=BROTLI_QUALITY))
    return gzip.compress(body, 6) if encoding == "gzip" else body
