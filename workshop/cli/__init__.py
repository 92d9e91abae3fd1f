"""The command line interface: every analysis of the screens, and everything an installation needs, as a
command.
"""

from workshop.cli.app import main

__all__ = ["main"]
