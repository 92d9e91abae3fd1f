"""The web server: one process, one port for phone pages and desk, and the middleware around both."""

from workshop.server.app import build
from workshop.server.launch import run

__all__ = ["build", "run"]
