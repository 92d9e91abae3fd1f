"""One process, one port: the phones' pages, the desk, and what both need around them."""

from workshop.server.app import build
from workshop.server.launch import run

__all__ = ["build", "run"]
