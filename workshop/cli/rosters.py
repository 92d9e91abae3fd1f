"""`mengya camp roster`: the people who are expected, from a table, and their seat cards to print."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workshop.base.address import base_address
from workshop.base.errors import InputError
from workshop.base.text import say
from workshop.cli.camps import BY, CampArgument
from workshop.cli.frame import frame_of
from workshop.cli.installation import installed
from workshop.cli.sources import contents
from workshop.paper.seat_cards import person_cards, printed_cards
from workshop.services.camp import camps
from workshop.services.seats import seat_cards
from workshop.services.seats.roster import read_roster


def roster(
    context: typer.Context,
    camp: CampArgument,
    roster_file: Annotated[Path, typer.Argument()],
    out_file: Annotated[Path | None, typer.Option("--out")] = None,
) -> None:
    frame = frame_of(context)
    data = contents(roster_file)
    with installed(frame.settings) as app:
        stored = camps.find(app, camp)
        people = read_roster(data, roster_file.name, app.content.vocabularies.roles)
        prepared = seat_cards.prepare(app, stored, people, BY)
        names = {one.id: one.name for one in camps.communities(app, stored.id)}
        cards = seat_cards.of_camp(app, stored.id)
        base = base_address(frame.settings.public_url, None, frame.settings.port)
        printed = person_cards(app, stored, base, frame.language)
    if out_file is not None:
        try:
            out_file.write_text(printed_cards(stored, printed, frame.language), encoding="utf-8")
        except OSError as error:
            raise InputError("paper.file", file=str(out_file), detail=error.strerror or "") from error
    frame.show(
        lambda: {
            "camp": stored.id,
            "made": len(prepared.made),
            "already": prepared.already,
            "cards": [
                {
                    "nickname": one.nickname,
                    "community": names[one.community],
                    "role": one.role.value,
                    "organisation": one.organisation,
                    "path": f"/j/{stored.code}?card={one.code}",
                    "used": one.claimed_at is not None,
                }
                for one in cards
            ],
            "file": None if out_file is None else str(out_file),
        },
        lambda: (
            say(frame.language, "cli.roster", n=len(prepared.made), already=prepared.already)
            + (
                ""
                if out_file is None
                else "\n" + say(frame.language, "cli.roster_printed", file=str(out_file))
            )
        ),
    )
