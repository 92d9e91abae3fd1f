"""The command line: every analysis the screens show, and everything an installation needs, as a command."""

from workshop.cli.app import main

__all__ = ["main"]
