"""A phone that has lost its seat: it is asked for the printed code, and what it posted is carried along."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.responses import JSONResponse, Response

from workshop.base.errors import AccessError
from workshop.phone.request import Visit


def lost(visit: Visit) -> Response:
    """This phone has no seat here: ask for the code. What it posted is carried in the form."""
    if visit.wants_json:
        return JSONResponse({"message": visit.say("phone.lost.text")}, 401)
    return ask(visit, 401, carried=_carry(visit))


def ask(visit: Visit, status: int, error: AccessError | None = None, carried: str = "") -> Response:
    """The recovery form."""
    return visit.page(
        "recover.html",
        status,
        returning=visit.seat,
        title=visit.say("phone.lost.title") if status == 401 else visit.say("phone.recover.title"),
        message=visit.say(f"errors.{error.code}") if error else "",
        typed={"code": visit.field("code"), "recovery": visit.field("recovery")},
        carried=carried,
    )


def _carry(visit: Visit) -> str:
    return urlencode([(name, value) for name, values in visit.form.items() for value in values])
