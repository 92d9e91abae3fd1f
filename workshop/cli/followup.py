"""`mengya followup`: who is due to be asked what became of a commitment or a tried card, and what became of them."""

from __future__ import annotations

import typer

from workshop.base.text import say
from workshop.cli.camps import CampArgument
from workshop.cli.frame import Frame, frame_of
from workshop.cli.installation import installed
from workshop.cli.output import grid, plain
from workshop.model.ids import seat_codes
from workshop.services.camp import camps
from workshop.services.follow.due import FollowUp, became_text, follow_up
from workshop.services.seats import seats

COLUMNS = ("nickname", "community", "about", "what", "since", "days", "witness")


def followup(context: typer.Context, camp: CampArgument) -> None:
    frame = frame_of(context)
    with installed(frame.settings) as app:
        stored = camps.find(app, camp)
        found = follow_up(app, stored, frame.language)
        codes = seat_codes(seats.of_camp(app, stored.id))
    frame.show(
        lambda: {
            "camp": stored.id,
            "next": found.next.isoformat() if found.next else None,
            "counts": plain(found.counts),
            "due": [
                {
                    "seat": codes[one.seat.id],
                    "nickname": one.seat.nickname,
                    "community": one.community,
                    "about": one.about.value,
                    "what": one.what,
                    "since": one.since.isoformat(),
                    "days": one.due,
                    "late": one.late,
                    "witness": one.witness,
                }
                for one in found.due
            ],
        },
        lambda: _text(frame, found),
    )


def _text(frame: Frame, found: FollowUp) -> str:
    words = frame.language
    rows = [
        [
            one.seat.nickname,
            one.community,
            say(words, f"follow.about.{one.about.value}"),
            one.what,
            one.since.isoformat(),
            one.due,
            one.witness,
        ]
        for one in found.due
    ]
    lines = [became_text(found.counts, words)] if found.counts.commitments else []
    if rows:
        lines.append(grid([say(words, f"follow.column.{name}") for name in COLUMNS], rows))
    elif found.next:
        lines.append(say(words, "trials_desk.nobody_until", date=found.next.isoformat()))
    else:
        lines.append(say(words, "trials_desk.nobody"))
    return "\n".join(lines)
