"""Every attempt of a process to reach an address outside, from Python's own audit of sockets."""

from __future__ import annotations

import ipaddress
import socket
import sys
from collections.abc import Callable

ASKS_A_NAME = frozenset({"socket.getaddrinfo", "socket.gethostbyname"})
REACHES_OUT = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})


def report_outside(tell: Callable[[str], None]) -> None:
    """Call `tell` with each outside address this process tries to reach from now on, and each name it looks up."""
    own = {"", "localhost", socket.gethostname()}

    def hook(event: str, given: tuple[object, ...]) -> None:
        if event in ASKS_A_NAME:
            host = given[0]
        elif event in REACHES_OUT and isinstance(given[-1], tuple):
            host = given[-1][0]
        else:
            return  # another event, or a socket of this machine's file system
        if host is None or host in own:
            return
        name = host.decode() if isinstance(host, bytes) else str(host)
        if _outside(name):
            tell(f"{event} {name}")

    sys.addaudithook(hook)


def _outside(name: str) -> bool:
    """Names must be looked up elsewhere; addresses for documentation are nobody's, and nothing is sent to them."""
    try:
        return ipaddress.ip_address(name).is_global
    except ValueError:
        return True
