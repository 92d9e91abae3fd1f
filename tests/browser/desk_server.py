"""A server with the sample camp for browser tests: `python -m tests.browser.desk_server FOLDER PORT` prints who is who."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import uvicorn

from tests import statements_room
from tests.app_context import ORGANISER_PASSWORD, fast_databases, make_context, quick_passwords
from tests.server.outside import report_outside
from workshop.base.settings import Settings
from workshop.base.text import Language
from workshop.model.camp import Action
from workshop.network.draw.picture import draw
from workshop.sample import sample
from workshop.server import build
from workshop.services.app import access, links
from workshop.services.app.context import AppContext, utc_now
from workshop.services.camp import camps, control
from workshop.services.camp.participant_view import participant_view
from workshop.services.learn import suggestions
from workshop.services.map import networks
from workshop.services.room.wall_address import wall_token
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival

# What would act if anything a person typed were taken for markup.
NASTY = '<img src=x onerror="window.hit=1">![x](http://evil.example/a.png) **b** :red[r] $x^2$'


# Where each attempt of the server to reach an address outside is written down.
OUTSIDE = "outside.txt"


def biggest(context: AppContext, camp: str) -> tuple[str, float, float]:
    """Who is drawn largest on the first community's map, and where on its paper."""
    first = camps.communities(context, camp)[0]
    saved = networks.current(context, first.id)
    assert saved is not None
    mark = max(draw(saved.network).marks, key=lambda one: one.size)
    return mark.label, mark.x, mark.y


def map_link(context: AppContext, camp: sample.SampleCamp, language: Language) -> str:
    """The signed part of the address of the first community's map."""
    return links.sign(context, "map", camp.communities[0].id, language)


def sitting(context: AppContext, camp: sample.SampleCamp) -> dict[str, str]:
    """Cookies of two sample seats: one that has cards to read, and one that has nothing left to do."""
    found: dict[str, str] = {}
    for taken in camp.seats:
        participant = participant_view(context, taken.seat, "zh")
        if suggestions.obstacles_of(context, taken.seat):
            found.setdefault("answered", taken.token)
        if participant.current is None and participant.assessed:
            found.setdefault("done", taken.token)
    return found


def newcomers(context: AppContext, camp: sample.SampleCamp) -> dict[str, str]:
    """Cookies of a seat in a community nobody knows yet, and of one whose every word tries to be markup."""
    new = Arrival("e" * 32, "新来的", "新社区", "resident", consent=True)
    # The sign before it puts the community last in every list.
    nasty = Arrival("f" * 32, NASTY[:20], "龘" + NASTY[34:73], "resident", consent=True)
    return {
        "new": seats.join(context, camp.camp.code, new).token,
        "nasty": seats.join(context, camp.camp.code, nasty).token,
    }


def guest(context: AppContext, camp: sample.SampleCamp) -> dict[str, str]:
    """The cookie of a seat that has just come, for pictures of the product."""
    name = camp.communities[0].name
    arrival = Arrival("e" * 32, "K", name, "resident", consent=True)
    return {"new": seats.join(context, camp.camp.code, arrival).token}


def sorted_statements(context: AppContext, language: Language) -> dict[str, str]:
    """The facilitator of a second camp, which has sorted statements and seen the result."""
    title = "Four days together" if language == "en" else "四天共创营"
    camp = statements_room.room_of(
        context, statements_room.invented(38), title=title, password=sample.PASSWORD
    )
    statements_room.close(context, camp)
    step = next(one for one in control.steps(context, camp.id) if one.exercise == statements_room.STEP)
    control.act(context, camp.id, Action.REVEAL, step.id, "facilitator")
    return {"statements": access.sign_in(context, camp.code, sample.PASSWORD)}


def main(folder: str, port: str, pictures: str = "") -> None:
    """`pictures` names a language: then the sample is in it, and nobody in the room is up to anything."""
    report_outside(lambda line: print(line, file=(Path(folder) / OUTSIDE).open("a")))
    quick_passwords()
    fast_databases()
    with make_context(Path(folder)) as made:
        context = replace(made, now=utc_now)
        language: Language = "en" if pictures == "en" else "zh"
        camp = sample.fill(context, language=language)
        table = {
            "facilitator": access.sign_in(context, camp.camp.code, camp.password),
            "organiser": access.sign_in(context, "", ORGANISER_PASSWORD),
            "camp": camp.camp.code,
            "folder": folder,
            "biggest": biggest(context, camp.camp.id),
            "map": map_link(context, camp, language),
            "wall": wall_token(context, camp.camp.id),
            **(guest(context, camp) if pictures else newcomers(context, camp)),
            **sitting(context, camp),
            **(sorted_statements(context, language) if pictures else {}),
        }
        print(json.dumps(table), flush=True)
        app = build(context, Settings(port=int(port)))
        uvicorn.run(app, host="127.0.0.1", port=int(port), access_log=False, log_level="error")


if __name__ == "__main__":
    main(*sys.argv[1:])
