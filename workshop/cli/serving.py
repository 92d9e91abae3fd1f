"""Commands that serve: the real installation, and a demo with a sample camp in progress."""

from __future__ import annotations

import io
import signal
import socket
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import segno
import typer

from workshop.base.address import own_address
from workshop.base.errors import InputError, SetupError
from workshop.base.lazy_import import lazy_import
from workshop.base.settings import Settings
from workshop.base.text import say
from workshop.cli.frame import Frame, frame_of
from workshop.cli.installation import installed, served
from workshop.model.ids import spaced
from workshop.sample import sample
from workshop.services.app import access
from workshop.services.app.context import AppContext
from workshop.services.map import networks

ANYWHERE = ("0.0.0.0", "::", "")
LOOPBACK = "127.0.0.1"
LARGEST_PORT = 65_535
SERVER = "workshop.server:run"  # with the desk: half of the imports

Port = Annotated[int | None, typer.Option("--port")]
Host = Annotated[str | None, typer.Option("--host")]


def serve(context: typer.Context, host: Host = None, port: Port = None) -> None:
    frame = frame_of(context)
    settings = _settings(frame, host, port)
    with served(settings) as app:
        password = access.prepare(app)
        lines = [say(frame.language, "cli.serve.at", address=address(settings))]
        if password is not None:
            lines.append(say(frame.language, "cli.serve.password", password=password))
        shape = {"address": address(settings), "organiser_password": password}
        _until_stopped(app, settings, lambda: frame.show(lambda: shape, lambda: "\n".join(lines)))


def password(context: typer.Context) -> None:
    frame = frame_of(context)
    with installed(frame.settings) as app:
        new = access.prepare(app) or access.reset_organiser(app)
    frame.show(
        lambda: {"organiser_password": new}, lambda: say(frame.language, "cli.password.new", password=new)
    )


def demo(context: typer.Context, port: Port = None, host: Host = None) -> None:
    frame = frame_of(context)
    with tempfile.TemporaryDirectory(prefix="mengya-demo-", ignore_cleanup_errors=True) as folder:
        url = f"sqlite:///{Path(folder) / 'demo.sqlite3'}"
        settings = _settings(frame, host, port).model_copy(update={"db": url})
        networks.start()
        with served(settings) as app:
            organiser = access.prepare(app) or ""
            # While the camp waits for its maps and for the disk, the server is loaded.
            with frame.working(say(frame.language, "cli.work.demo")), ThreadPoolExecutor(1) as beside:
                filling = beside.submit(sample.fill, app, language=frame.language)
                lazy_import(SERVER)
                made = filling.result()
            join = f"{address(settings)}/j/{made.camp.code}"
            shape = {
                "camp": made.camp.id,
                "code": made.camp.code,
                "phone": join,
                "cockpit": f"{address(settings)}/r",
                "organiser": f"{address(settings)}/login",
                "facilitator_password": made.password,
                "organiser_password": organiser,
            }
            text = say(
                frame.language,
                "cli.demo.text",
                phone=join,
                desk=f"{address(settings)}/login",
                remote=f"{address(settings)}/r",
                code=spaced(made.camp.code),
                password=made.password,
                organiser=organiser,
            )
            _until_stopped(app, settings, lambda: frame.show(lambda: shape, lambda: f"{qr(join)}\n{text}"))


def _until_stopped(app: AppContext, settings: Settings, ready: Callable[[], None]) -> None:
    """Serve until stopped by Ctrl+C or a signal, which is a normal end."""
    # uvicorn re-raises the signal when it is done, and the default handler would exit without cleaning up.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        lazy_import(SERVER)(app, settings, ready)


def _settings(frame: Frame, host: str | None, port: int | None) -> Settings:
    """The settings from the command line, on a free port."""
    given = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    settings = frame.settings.model_copy(update=given)
    if not 1 <= settings.port <= LARGEST_PORT:
        raise InputError("cli.port", port=settings.port)
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise SetupError("cli.port_taken", host=settings.host, port=settings.port) from error
    return settings


def address(settings: Settings) -> str:
    """The address phones in the room type: the public one if set, otherwise this machine's own."""
    if settings.public_url:
        return settings.public_url.rstrip("/")
    host = own_address() if settings.host in ANYWHERE else settings.host
    return f"http://[{host}]:{settings.port}" if ":" in host else f"http://{host}:{settings.port}"


def qr(text: str) -> str:
    """A QR code for a terminal, two rows of modules per line."""
    drawn = io.StringIO()
    segno.make(text, error="m").terminal(drawn, compact=True)
    return drawn.getvalue()
