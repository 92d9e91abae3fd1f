"""Rendering templates (Jinja2): escaped, in one language, compressed when the browser accepts it."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import Response

from workshop.base.text import Language, say
from workshop.model.ids import spaced

HERE = Path(__file__).parent
STATIC = HERE / "static"
WORTH_COMPRESSING = 600  # bytes; compressing less saves no packet


@dataclass(frozen=True)
class Body:
    """A rendered page."""

    text: str

    def response(self, accepted: str, status: int = 200) -> Response:
        """The page as an uncacheable response: it belongs to one person."""
        data = self.text.encode("utf-8", errors="replace")
        headers = {"Cache-Control": "private, no-store", "Vary": "Accept-Encoding"}
        if "gzip" in accepted and len(data) > WORTH_COMPRESSING:
            data = gzip.compress(data, 6, mtime=0)
            headers["Content-Encoding"] = "gzip"
        return Response(data, status, headers, "text/html; charset=utf-8")


def templates(folder: Path, address_of: Callable[[str], str], *shared: Path) -> Environment:
    """The templates of a folder, and of others it takes parts from: escaped, strict about what is missing; `address_of`
    gives a static file's address.
    """
    environment = Environment(
        loader=FileSystemLoader((folder, *shared)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["spaced"] = spaced
    environment.globals["asset"] = address_of
    return environment


@cache
def _environment() -> Environment:
    return templates(HERE / "pages", asset)


def render(name: str, language: Language, **values: object) -> Body:
    """The page `name`; templates call `say("area.key")`."""
    template = _environment().get_template(name)
    return Body(template.render(language=language, say=partial(say, language), **values))


@cache
def asset(name: str) -> str:
    """The address of a static file with its content hash, so that it can be cached for ever (cache busting)."""
    mark = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]
    return f"/a/{name}?v={mark}"


@cache
def compressed(name: str) -> bytes:
    """A static file, compressed once."""
    return gzip.compress((STATIC / name).read_bytes(), 9, mtime=0)
