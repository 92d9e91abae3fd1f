"""A browser on a socket, for hundreds at once: one connection kept alive, cookies, forms; no more than pages need."""

from __future__ import annotations

import asyncio
import gzip
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from tests.room_test.forms import Fields, PageForm, forms_in

PATIENCE = 30.0  # seconds after which a request counts as dropped


class Dropped(Exception):
    """The server did not answer, or not in time."""


@dataclass(frozen=True)
class SocketReply:
    """What came back, how many bytes of body travelled, and how long it took."""

    status: int
    headers: dict[str, str]
    text: str
    travelled: int
    seconds: float

    @property
    def leads(self) -> str:
        return self.headers.get("location", "")


@dataclass
class SocketClient:
    """A browser that keeps its cookies and its connection."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)
    page: str = ""
    _streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> SocketReply:
        return await self._ask("GET", path, b"")

    async def post(self, path: str, fields: Fields) -> SocketReply:
        return await self._ask("POST", path, urlencode(fields, doseq=True).encode())

    async def follow(self, reply: SocketReply) -> SocketReply:
        """Where a reply leads, or itself."""
        return await self.get(reply.leads) if reply.status == 303 else reply

    @property
    def forms(self) -> list[PageForm]:
        return forms_in(self.page)

    def close(self) -> None:
        if self._streams:
            self._streams[1].close()
            self._streams = None

    async def _ask(self, method: str, path: str, body: bytes) -> SocketReply:
        begun = time.perf_counter()
        fresh = self._streams is None
        try:
            status, headers, data = await asyncio.wait_for(self._exchange(method, path, body), PATIENCE)
        except (OSError, EOFError, TimeoutError) as error:
            self.close()
            # A connection kept alive may have been closed meanwhile, which a browser mends by itself.
            if fresh or method == "POST" or isinstance(error, TimeoutError):
                raise Dropped(f"{method} {path}: {error!r}") from error
            return await self._ask(method, path, body)
        seconds = time.perf_counter() - begun
        text = gzip.decompress(data) if headers.get("content-encoding") == "gzip" else data
        reply = SocketReply(status, headers, text.decode(errors="replace"), len(data), seconds)
        if status == 200 and "text/html" in headers.get("content-type", ""):
            self.page = reply.text
        return reply

    async def _exchange(self, method: str, path: str, body: bytes) -> tuple[int, dict[str, str], bytes]:
        where = urlsplit(self.address)
        if self._streams is None:
            self._streams = await asyncio.open_connection(where.hostname, where.port)
        reader, writer = self._streams
        lines = [f"{method} {path} HTTP/1.1", f"Host: {where.netloc}", "Accept-Encoding: gzip"]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if method == "POST":
            lines += [
                f"Origin: {self.address}",
                "Content-Type: application/x-www-form-urlencoded",
                f"Content-Length: {len(body)}",
            ]
        writer.write(("\r\n".join(lines) + "\r\n\r\n").encode() + body)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers: dict[str, str] = {}
        for line in head[1:]:
            name, _, value = line.partition(":")
            if name.lower() == "set-cookie":
                cookie, _, content = value.strip().partition(";")[0].partition("=")
                self.cookies[cookie] = content
            elif name:
                headers[name.lower()] = value.strip()
        status = int(head[0].split(" ")[1])
        data = b""
        if headers.get("transfer-encoding") == "chunked":
            while size := int(await reader.readline(), 16):
                data += await reader.readexactly(size)
                await reader.readexactly(2)
            await reader.readexactly(2)
        elif status not in (204, 304):
            data = await reader.readexactly(int(headers.get("content-length", "0")))
        return status, headers, data
