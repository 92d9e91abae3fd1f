"""Settings of an installation, from the environment (`MENGYA_…`) or the command line; passed in, never global."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from workshop.base.content import home
from workshop.base.errors import InputError

PREFIX = "MENGYA_"


def default_database() -> str:
    """An SQLite file in the user's data folder."""
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return f"sqlite:///{Path(base) / 'mengya' / 'mengya.sqlite3'}"


class Settings(BaseSettings):
    """All settings with their meaning; every one is described in docs/settings.md."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True)

    db: str = Field(
        default_factory=default_database, description="Database URL: sqlite:///… or postgresql+psycopg://…"
    )
    host: str = Field(
        "0.0.0.0", description="Address to listen on; phones in the room need more than loopback"
    )
    port: int = Field(8501, description="Port to listen on")
    public_url: str = Field(
        "", description="Address phones use, if it is not this machine's own (behind a proxy)"
    )
    hosts: tuple[str, ...] = Field((), description="Further host names to answer to, as a JSON list")
    content: Path = Field(default_factory=home, description="Folder with exercises/ and data/")
    secure_cookies: bool = Field(False, description="Set when the site is only reached over https")
    join_attempts: str = Field("30/minute", description="Wrong join codes allowed per address")
    recover_attempts: str = Field(
        "20/minute", description="Wrong recovery codes, and wrong seat cards, allowed per address"
    )
    login_attempts: str = Field("10/minute", description="Wrong passwords allowed per address")


def read_settings() -> Settings:
    """The settings from the environment. Raises InputError `cli.setting`, which names the variable."""
    try:
        settings = Settings()
    except ValidationError as error:
        fault = error.errors()[0]
        name = "_".join(str(part) for part in fault["loc"]).upper()
        raise InputError("cli.setting", name=f"{PREFIX}{name}", detail=fault["msg"]) from error
    _check_address(settings.public_url)
    return settings


def _check_address(address: str) -> None:
    """Raises InputError `cli.public_url` for an address that pages could not be served under.

    Every page, cookie and link stands at the root of its host: under a path they would all be missed.
    """
    if not address:
        return
    try:
        parts = urlsplit(address)
        whole = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port or an IPv6 address that is none
        whole = False
    if not whole or parts.path not in {"", "/"} or parts.query or parts.fragment or "@" in parts.netloc:
        raise InputError("cli.public_url", found=address)
