"""The address phones in the room reach this machine at."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

# A documentation address (RFC 5737), used only to find the outgoing interface; no packet is sent.
_ANYWHERE = ("192.0.2.1", 9)
_ONLY_HERE = frozenset({"localhost", "127.0.0.1", "::1", "0.0.0.0"})


def base_address(public_url: str, seen_at: str | None, port: int) -> str:
    """The address phones use: as configured, otherwise as the facilitator's own browser reaches it.

    A facilitator at the machine itself uses localhost, which no phone can open: then the machine's address in
    the local network is taken.
    """
    if public_url:
        return public_url.rstrip("/")
    parts = urlsplit(seen_at or "")
    if parts.hostname and parts.hostname not in _ONLY_HERE:
        return f"{parts.scheme}://{parts.netloc}"
    return f"http://{own_address()}:{parts.port or port}"


def own_address() -> str:
    """This machine's address in the local network, or 127.0.0.1 without one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_ANYWHERE)
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])
