"""A grant sheet to print: what the money is for, who pays which part, the day it is repaid by, and lines to sign.

It says first that the money is an extra reward. Whoever lays money out takes a copy home.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from workshop.base.errors import RoomError
from workshop.base.local_time import local_day
from workshop.base.text import Language, say
from workshop.exercises.columns import day_text
from workshop.learning.community.grant_text import account_text, sum_text
from workshop.learning.community.repayment import account
from workshop.model.camp import Camp, Community
from workshop.model.grant import Grant, MoneyKind
from workshop.services.app.context import AppContext
from workshop.services.community import grants

EMPTY_LINES = 6  # to write receipts and repayments by hand


@dataclass(frozen=True)
class GrantSheet:
    """Everything on the sheet, in one language."""

    title: str
    camp: str
    community: str
    invented: bool
    group: str
    what: str
    handing: str
    lays_out: str
    promise: str
    cover: tuple[tuple[str, str], ...]
    stands: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]


def grant_sheet(
    context: AppContext, camp: Camp, community: Community, grant_id: str, language: Language
) -> GrantSheet:
    """The sheet of one grant. Raises RoomError `records.unknown` for one that is no longer there."""
    grant = next((one for one in grants.grants(context, [community]) if one.id == grant_id), None)
    if grant is None:
        raise RoomError("records.unknown")
    words, terms = partial(say, language), grant.terms
    promise = (
        words("grants.sheet.promise", day=day_text(language, terms.promised))
        if terms.promised
        else words("grants.sheet.promise_open")
    )
    stands = account(grant, local_day(context.now()))
    return GrantSheet(
        title=words("grants.sheet.title"),
        camp=camp.title,
        community=community.name,
        invented=camp.invented,
        group=terms.group or words("grants.unnamed"),
        what=terms.what,
        handing=words(f"grants.handing.{terms.handing.value}"),
        lays_out=terms.lays_out,
        promise=promise,
        cover=_cover(grant, language),
        stands=account_text(grant, stands, language) if grant.lines else (),
        lines=tuple(
            (
                one.line.day.isoformat(),
                words(f"grants.money.{one.line.kind.value}"),
                sum_text(one.line.fen, terms.currency, language),
                one.line.who,
                "",
            )
            for one in grant.lines
        ),
    )


def _cover(grant: Grant, language: Language) -> tuple[tuple[str, str], ...]:
    """Who pays which part; what the project gives stays blank while it is open."""
    terms = grant.terms
    sums = {
        "need": terms.need,
        "asked": terms.asked,
        "project": terms.project,
        "sponsors": grant.total(MoneyKind.SPONSOR),
        "own": terms.own,
        "gap": max(0, grant.gap),
    }
    return tuple(
        (
            say(language, f"grants.sheet.row.{name}"),
            "" if fen is None else sum_text(fen, terms.currency, language),
        )
        for name, fen in sums.items()
    )


def printed_grant(sheet: GrantSheet, language: Language) -> str:
    """The page to print."""
    return (
        _environment()
        .get_template("grant_sheet.html")
        .render(sheet=sheet, language=language, say=partial(say, language), empty=range(EMPTY_LINES))
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
