"""The desk's access to the running installation (its application context).

Streamlit reruns the entry script at every click without arguments, so the server stores the context here
once, before the first visitor.
"""

from __future__ import annotations

from dataclasses import dataclass

from workshop.base.errors import SetupError
from workshop.base.settings import Settings
from workshop.services.app.context import AppContext


@dataclass(frozen=True)
class Provided:
    """What the server provided."""

    context: AppContext
    settings: Settings


_provided: list[Provided] = []


def provide_context(context: AppContext, settings: Settings) -> None:
    """Provide the installation to the desk; a second call replaces the first."""
    _provided[:] = [Provided(context, settings)]


def app_context() -> AppContext:
    """The running installation. Raises SetupError `desk.no_house` when the server has not provided one."""
    return _the().context


def app_settings() -> Settings:
    """The installation's settings. Raises SetupError `desk.no_house`."""
    return _the().settings


def _the() -> Provided:
    if not _provided:
        raise SetupError("desk.no_house")
    return _provided[0]
