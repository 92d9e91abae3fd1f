"""Seat cards to cut out, ten on a sheet, each with a QR code that leads to its seat; and a sign for each community whose
code remembers the community.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from urllib.parse import quote

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from workshop.base.text import Language, say
from workshop.model.camp import Camp
from workshop.model.ids import spaced
from workshop.services.app.context import AppContext
from workshop.services.camp import camps
from workshop.services.camp.questions import vocabulary_options
from workshop.services.seats import seat_cards

ACROSS, DOWN = 2, 5  # on an A4 page, 90 x 54 mm each, the size of a name card


@dataclass(frozen=True)
class PrintedCard:
    """One card: who or where it is for, and the address in its QR code."""

    name: str
    below: str
    address: str
    code: str  # to type where scanning does not work

    @property
    def qr(self) -> Markup:
        """The address as SVG, with the quiet zone that scanners need."""
        out = io.BytesIO()
        segno.make(self.address, error="m", micro=False).save(
            out, kind="svg", border=4, scale=4, xmldecl=False, svgns=False, omitsize=True
        )
        return Markup(out.getvalue().decode())  # noqa: S704 – made of squares by the library


def person_cards(context: AppContext, camp: Camp, base: str, language: Language) -> list[PrintedCard]:
    """A card for everybody who is expected and has not come, by community."""
    names = {one.id: one.name for one in camps.communities(context, camp.id)}
    roles = {
        one.code: one.label for one in vocabulary_options(context.content.vocabularies, language)["roles"]
    }
    waiting = [one for one in seat_cards.of_camp(context, camp.id) if one.claimed_at is None]
    return [
        PrintedCard(
            one.nickname,
            " · ".join(filter(None, (names[one.community], roles.get(one.role.value, ""), one.organisation))),
            f"{base}/j/{camp.code}?card={one.code}",
            spaced(one.code),
        )
        for one in sorted(waiting, key=lambda one: (names[one.community], one.made_at, one.nickname))
    ]


def community_cards(context: AppContext, camp: Camp, base: str) -> list[PrintedCard]:
    """A sign for every community's table."""
    return [
        PrintedCard(one.name, "", f"{base}/j/{camp.code}?community={quote(one.id)}", spaced(camp.code))
        for one in camps.communities(context, camp.id)
    ]


def printed_cards(camp: Camp, cards: Sequence[PrintedCard], language: Language) -> str:
    """The pages to print."""
    size = ACROSS * DOWN
    return (
        _environment()
        .get_template("seat_cards.html")
        .render(
            camp=camp,
            pages=[cards[start : start + size] for start in range(0, len(cards), size)],
            language=language,
            say=partial(say, language),
        )
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
