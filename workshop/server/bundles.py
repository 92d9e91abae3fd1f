"""The desk's script bundles, compressed once, and its page with the visitor's language.

Streamlit sends 2.8 MB uncompressed to every cold browser; a room's Wi-Fi cannot carry that.
"""

from __future__ import annotations

import gzip
import mimetypes
import threading
from functools import lru_cache
from pathlib import Path

import brotli
import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from workshop.server.headers import DESK, LONG_LIVED, policy_for
from workshop.text import Language, say

STATIC = Path(streamlit.__file__).parent / "static"
COMPRESSIBLE = {".js", ".css", ".html", ".json", ".svg", ".map", ".txt", ".wasm"}
# Quality 5 compresses a megabyte in some 30 ms; 11 would take seconds for a few per cent.
BROTLI_QUALITY = 5
SHIM = '<script src="/a/shim.js"></script>'
NOT_A_PAGE = ("/_stcore/", "/media/", "/component/", "/static/", "/app/")
_compressing = threading.Lock()


class Bundles:
    """Serves Streamlit's static files compressed, and its page with our head."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = None
        if scope["type"] == "http" and scope["method"] == "GET":
            headers = Headers(scope=scope)
            if scope["path"].startswith("/static/"):
                response = await run_in_threadpool(_bundle, scope["path"], headers.get("accept-encoding", ""))
            elif _wants_page(scope["path"], headers):
                response = _page(headers)
        await (response or self.app)(scope, receive, send)


def _wants_page(path: str, headers: Headers) -> bool:
    """The desk's own page, at any of its addresses: what a browser asks for as a document and no other route has."""
    if "text/html" not in headers.get("accept", "") or policy_for(path) is not DESK:
        return False
    return not path.startswith(NOT_A_PAGE)


def _bundle(path: str, accepted: str) -> Response | None:
    file = (STATIC / path.lstrip("/")).resolve()
    if not file.is_relative_to(STATIC) or not file.is_file():
        return None
    encoding = _encoding(accepted) if file.suffix in COMPRESSIBLE else ""
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    headers = {"Cache-Control": LONG_LIVED, "Vary": "Accept-Encoding"}
    if encoding:
        headers["Content-Encoding"] = encoding
    with _compressing:  # many cold phones at once need each file compressed once
        body = _compressed(file, encoding)
    return Response(body, media_type=kind, headers=headers)


def _encoding(accepted: str) -> str:
    offered = {part.split(";")[0].strip() for part in accepted.split(",")}
    return "br" if "br" in offered else "gzip" if "gzip" in offered else ""


@lru_cache(maxsize=1024)
def _compressed(file: Path, encoding: str) -> bytes:
    body = file.read_bytes()
    if encoding == "br":
        return bytes(brotli.compress(body, quality=BROTLI_QUALITY))
    return gzip.compress(body, 6) if encoding == "gzip" else body


def _page(headers: Headers) -> Response:
    language: Language = "zh" if "lang=zh" in headers.get("cookie", "") else "en"
    if "lang=" not in headers.get("cookie", ""):
        language = "zh" if "zh" in headers.get("accept-language", "").lower()[:20] else "en"
    encoding = _encoding(headers.get("accept-encoding", ""))
    reply = {"Vary": "Accept-Encoding, Accept-Language, Cookie", "Cache-Control": "no-cache"}
    if encoding:
        reply["Content-Encoding"] = encoding
    return Response(_index(language, encoding), media_type="text/html; charset=utf-8", headers=reply)


@lru_cache(maxsize=8)
def _index(language: Language, encoding: str) -> bytes:
    """The bundle's page with the right language and a shim for browsers a few years old, before any other script."""
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    page = page.replace('<html lang="en">', f'<html lang="{"zh-CN" if language == "zh" else "en"}">', 1)
    page = page.replace("<title>Streamlit</title>", f"<title>{say(language, 'desk.name')}</title>", 1)
    body = page.replace("<head>", f"<head>{SHIM}", 1).encode()
    if encoding == "br":
        return bytes(brotli.compress(body, quality=BROTLI_QUALITY))
    return gzip.compress(body, 6) if encoding == "gzip" else body
