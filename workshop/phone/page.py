"""Rendering templates (Jinja2): escaped, in one language, compressed when the browser accepts it."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
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


class Spoken(Extension):
    """Writes every `say("area.key")` and `asset("file")` into the template when it is compiled: most of a page is the same
    for everybody who reads its language, and need not be looked up for each.
    """

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        held: list[Token] = []
        for token in stream:
            if token.type == "name" and token.value in ("say", "asset"):
                yield from held
                held = [token]
            elif held and token.type == CALL[len(held)]:
                held.append(token)
                if len(held) == len(CALL):
                    yield Token(held[0].lineno, "string", self._written(held[0].value, held[2].value))
                    held = []
            else:
                yield from held
                held = []
                yield token
        yield from held

    def _written(self, function: str, name: str) -> str:
        known = cast(Callable[[str], str], self.environment.globals[function])
        return known(name)


CALL = ("name", "lparen", "string", "rparen")


def templates(
    folder: Path, language: Language, address_of: Callable[[str], str], *shared: Path
) -> Environment:
    """The templates of a folder, and of others it takes parts from, in one language: escaped, strict about what is missing;
    `address_of` gives a static file's address.
    """
    environment = Environment(
        extensions=[Spoken],
        loader=FileSystemLoader((folder, *shared)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["spaced"] = spaced
    environment.globals["asset"] = address_of
    environment.globals["say"] = partial(say, language)
    return environment


@cache
def _environment(language: Language) -> Environment:
    return templates(HERE / "pages", language, asset)


def render(name: str, language: Language, **values: object) -> Body:
    """The page `name`; templates call `say("area.key")`."""
    return Body(_environment(language).get_template(name).render(language=language, **values))


@cache
def asset(name: str) -> str:
    """The address of a static file with its content hash, so that it can be cached for ever (cache busting)."""
    mark = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]
    return f"/a/{name}?v={mark}"


@cache
def compressed(name: str) -> bytes:
    """A static file, compressed once."""
    return gzip.compress((STATIC / name).read_bytes(), 9, mtime=0)
