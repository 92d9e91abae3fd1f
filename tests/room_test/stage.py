"""A room to test phones in: the phone pages alone on a fresh store, in process or on a socket."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests.app_context import QUICK, Clock, make_context
from workshop.assessment.scoring.vignettes import vignette_sets
from workshop.base.settings import Settings
from workshop.exercises.agenda import AgendaBlock, Day, Recipe, Window
from workshop.exercises.library import library
from workshop.live.routes import routes as live_routes
from workshop.model.camp import Action, Camp
from workshop.phone.routes import routes
from workshop.services.app import access
from workshop.services.app.content import Content
from workshop.services.app.context import AppContext
from workshop.services.camp import camps, control

# A recipe of our own: one exercise with every kind a phone can answer, the two that follow one another, the map.
EVERY_KIND = "every-kind"
CHECK = "stage-check"
COMMIT = "commit"
NET_MAP = "net-map"
USUAL = (EVERY_KIND, CHECK, COMMIT, NET_MAP)


# What the server allows phone pages; without it an inline script or style would go unnoticed here.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class Strict:
    """Adds the phones' policy to every reply."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["Content-Security-Policy"] = POLICY
            await send(message)

        await self.app(scope, receive, with_policy if scope["type"] == "http" else send)


@dataclass(frozen=True)
class Room:
    """A camp on a stage of its own, with the facilitator's hands."""

    context: AppContext
    app: Starlette
    camp: Camp
    password: str
    doors: ExitStack

    @property
    def join(self) -> str:
        return f"/j/{self.camp.code}"

    def client(self) -> TestClient:
        """A browser of its own. Entered, so that its requests share one event loop instead of making one each."""
        return self.doors.enter_context(
            TestClient(self.app, follow_redirects=False, headers={"origin": "http://testserver"})
        )

    def act(self, action: Action, step: str = CHECK) -> None:
        control.act(self.context, self.camp.id, action, step, "facilitator")

    def open(self, step: str = CHECK) -> None:
        self.act(Action.OPEN, step)


@contextmanager
def make_room(
    folder: Path,
    *,
    clock: Clock | None = None,
    capacity: int = 200,
    invented: bool = False,
    settings: Settings | None = None,
    title: str = "社区发展共创营·试营",
    exercises: Sequence[str] = USUAL,
    blocks: Sequence[AgendaBlock] = (),
    rubric: str | None = None,
) -> Iterator[Room]:
    """A room nobody has joined and nothing is open in; its agenda are the `exercises`, or the `blocks` where given."""
    with patch.object(access, "_HASHER", QUICK), make_context(folder, clock=clock) as plain:
        context = replace(
            plain,
            content=_with_every_kind(plain, blocks or [AgendaBlock(exercise=name) for name in exercises]),
        )
        made = camps.new_camp(context, title, EVERY_KIND, capacity, invented=invented, rubric=rubric)
        with _doors(context, made, settings or Settings()) as room:
            yield room


@contextmanager
def make_camp(folder: Path, recipe: str, *, clock: Clock, title: str) -> Iterator[Room]:
    """A camp of a recipe as it is shipped, with the exercises and stories it names."""
    with (
        patch.object(access, "_HASHER", QUICK),
        make_context(folder, clock=clock) as context,
        _doors(context, camps.new_camp(context, title, recipe), Settings()) as room,
    ):
        yield room


@contextmanager
def _doors(context: AppContext, made: camps.NewCamp, settings: Settings) -> Iterator[Room]:
    app = Starlette(
        routes=[*routes(context, settings), *live_routes(context, settings)],
        middleware=[Middleware(Strict)],
    )
    with ExitStack() as doors:
        yield Room(context, app, made.camp, made.facilitator_password, doors)


def _with_every_kind(context: AppContext, blocks: Sequence[AgendaBlock]) -> Content:
    content = context.content
    own = library(Path(__file__).parent / "exercises")
    # Here the commitment follows the self-check by itself.
    own = {**own, COMMIT: replace(content.exercises[COMMIT], opens=f"after:{CHECK}")}
    recipe = replace_recipe(next(iter(content.recipes.values())), tuple(blocks))
    stories = vignette_sets(Path(__file__).parent / "vignettes")
    return replace(
        content,
        exercises={**content.exercises, **own},
        vignettes=stories,
        recipes={**content.recipes, recipe.id: recipe},
    )


def replace_recipe(model: Recipe, blocks: tuple[AgendaBlock, ...]) -> Recipe:
    """A recipe with one window of these blocks."""
    window = Window(start="09:00", end="12:00", blocks=blocks)
    return model.model_copy(update={"id": EVERY_KIND, "compress": (), "days": (Day(windows=(window,)),)})


@contextmanager
def served(room: Room) -> Iterator[str]:
    """The room's pages on a socket of this machine; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(room.app, host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)
