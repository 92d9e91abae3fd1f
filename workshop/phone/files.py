"""Static files of the phone pages (style, script, icon), and the QR code that leads to a camp."""

from __future__ import annotations

import io
import mimetypes
import re
from functools import lru_cache
from pathlib import Path

import segno
from starlette.responses import PlainTextResponse, Response

from workshop.model.ids import ALPHABET, LENGTH
from workshop.phone.page import STATIC, compressed
from workshop.phone.request import RequestContext

LONG_LIVED = "public, max-age=31536000, immutable"
# Fixed here: the machine's own MIME table may differ, and browsers refuse scripts of another type.
KINDS = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
}
CODE = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")


def kind_of(file: Path) -> str:
    """The media type of a static file."""
    return KINDS.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"


def static(request: RequestContext) -> Response:
    """A static file of the phone pages."""
    name = request.path("name")
    # Only files in the folder: names are compared, never joined to a path (path traversal).
    if name not in {path.name for path in STATIC.iterdir()}:
        return PlainTextResponse("Not Found", 404)
    kind = kind_of(Path(name))
    headers = {"Cache-Control": LONG_LIVED, "Vary": "Accept-Encoding"}
    if "gzip" in request.http.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(compressed(name), media_type=kind, headers=headers)
    return Response((STATIC / name).read_bytes(), media_type=kind, headers=headers)


def qr(request: RequestContext) -> Response:
    """The join address of a camp as a QR code. It holds nothing but the address."""
    code = request.path("code")
    if not CODE.fullmatch(code):
        return PlainTextResponse("Not Found", 404)
    body = qr_svg(f"{request.base}/j/{code}")
    return Response(body, media_type="image/svg+xml", headers={"Cache-Control": "public, max-age=300"})


def card_qr(request: RequestContext) -> Response:
    """The join address with a seat card's code."""
    code, card = request.path("code"), request.path("card")
    if not CODE.fullmatch(code) or not CODE.fullmatch(card):
        return PlainTextResponse("Not Found", 404)
    body = qr_svg(f"{request.base}/j/{code}?card={card}")
    return Response(body, media_type="image/svg+xml", headers={"Cache-Control": "no-store"})


@lru_cache(maxsize=64)
def qr_svg(address: str) -> bytes:
    """An address as SVG, with the quiet zone that scanners need."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", border=4, scale=8, xmldecl=False, light="#fff"
    )
    return out.getvalue()
