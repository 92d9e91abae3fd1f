"""The request context of handlers, and the dispatcher that turns errors into pages.

A handler is a plain function of a `RequestContext`; it runs in a thread, because it may wait for the store.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from workshop.base.address import base_address
from workshop.base.errors import AccessError, InputError, MengyaError, RoomError, StoreError, Value
from workshop.base.lazily import lazily
from workshop.base.settings import Settings
from workshop.base.text import Language, explain, say
from workshop.model.camp import Camp, Seat
from workshop.model.ids import new_token, seat_mark
from workshop.model.step import QuestionStructure
from workshop.phone.error_page import noted
from workshop.phone.held import LONG, SEAT_COOKIE, HeldSeats
from workshop.phone.language import (
    LANGUAGE,
    LARGE,
    STANDARD,
    TYPE,
    language_of,
    page_language,
    requested_prefs,
    stored_pref,
    switch_address,
)
from workshop.phone.limiter import Limiter, PasswordTries
from workshop.phone.page import render
from workshop.services.app.context import AppContext
from workshop.services.camp import camps
from workshop.services.camp.participant_view import ParticipantView, participant_standing
from workshop.services.seats.seats import Taken

HELPER = "/s/helper"
DESK_COOKIE = "desk"
FRESH_COOKIE = "fresh"
# What becomes of the seat a phone holds when somebody else takes one on it.
PHONE, KEEP, GIVE = "phone", "keep", "give"
LARGEST_FORM = 256 * 1024
MOST_FIELDS = 1000
SEE_OTHER = 303
KEY = re.compile(r"[0-9A-Za-z_-]{16,40}")

STATUS: dict[str, int] = {
    "join.no_camp": 404,
    "join.locked": 409,
    "join.full": 409,
    "answer.no_step": 404,
    "answer.no_question": 404,
    "answer.foreign_key": 409,
    "camp.unknown": 404,
    "told.unknown": 404,
    "told.foreign": 403,
    "trials.unknown": 404,
    "commitments.unknown": 404,
    "commitments.not_witness": 409,
    "access.slow_down": 429,
    "access.wait": 429,
}


@dataclass(frozen=True)
class RequestContext:
    """A request with everything needed to answer it."""

    context: AppContext
    settings: Settings
    limiter: Limiter
    tries: PasswordTries
    http: Request
    form: Mapping[str, list[str]]

    @lazily
    def language(self) -> Language:
        return page_language(self.http) if self.switching else language_of(self.http)

    @property
    def switching(self) -> bool:
        """Whether a form was sent for nothing but another language or size of type: what is in it stays, and nothing is
        done."""
        asked = self.http.method == "POST" and self.field("only") == "switch"
        return asked and bool(requested_prefs(self.http))

    @lazily
    def held(self) -> HeldSeats:
        """The seats of this phone: one, or on a helper's phone several."""
        return HeldSeats(
            self.context, self.http.cookies, self.field("seat"), secure=self.settings.secure_cookies
        )

    @lazily
    def seat(self) -> Seat | None:
        """The seat of this phone, by its cookie; whatever it asks for, it is there. None while it is put aside."""
        found = self.held.seat
        if found is None or found.aside:
            return None
        self.context.presence.seen(found, self.context.now())
        return found

    @property
    def aside(self) -> Seat | None:
        """The seat of this phone while the facilitator has put it aside."""
        found = self.held.seat
        return found if found is not None and found.aside else None

    @lazily
    def camp(self) -> Camp | None:
        """The camp of the seat."""
        return camps.find(self.context, self.seat.camp) if self.seat else None

    def camp_of(self, seat: Seat) -> Camp:
        """The camp of a seat, this phone's or the one that comes back to it now."""
        return camps.find(self.context, seat.camp)

    @property
    def of_another_seat(self) -> bool:
        """Whether the posted form was shown to another seat than the one this phone holds now."""
        mark = self.field("seat")
        return bool(mark) and self.seat is not None and mark != seat_mark(self.seat.id)

    def field(self, name: str) -> str:
        """The last value posted under `name`, or ""."""
        values = self.form.get(name, ())
        return values[-1] if values else ""

    @lazily
    def key(self) -> str:
        """The posted form's idempotency key: posting the form twice counts once.

        A fresh key where it is missing or invalid: what was posted is stored all the same.
        """
        return own_key(self.field("key")) or new_token(self.context.chance)

    def query(self, name: str) -> str:
        return self.http.query_params.get(name, "")

    def path(self, name: str) -> str:
        return str(self.http.path_params.get(name, ""))

    @property
    def wants_json(self) -> bool:
        """Whether our own script is asking."""
        return "application/json" in self.http.headers.get("accept", "")

    def say(self, key: str, **values: Value) -> str:
        return say(self.language, key, **values)

    def page(self, name: str, status: int = 200, **values: object) -> Response:
        """The page `name` in the visitor's language."""
        other: Language = "en" if self.language == "zh" else "zh"
        wanted = requested_prefs(self.http).get(TYPE) if self.switching else None
        large = (wanted or stored_pref(self.http, TYPE)) == LARGE
        # A posted page cannot be reloaded; its switches lead to the same address by GET.
        known = dict(values)
        if "seat" not in known:
            known["seat"] = self.seat
        if "camp" not in known:
            known["camp"] = self.camp
        if "live" not in known:
            known["live"] = self._room(known["seat"])
        body = render(
            name,
            self.language,
            switch=switch_address(self.http, {LANGUAGE: other}),
            large=large,
            resize=switch_address(self.http, {TYPE: STANDARD if large else LARGE}),
            path=self.http.url.path,
            whose=whose(known["seat"]),
            helping=self.held.helping,
            **known,
        )
        return body.response(self.http.headers.get("accept-encoding", ""), status)

    def _room(self, seat: object) -> ParticipantView[QuestionStructure] | None:
        """What a page of this seat follows; other pages, such as the door, follow nothing."""
        if not isinstance(seat, Seat) or not self.http.url.path.startswith("/s"):
            return None
        return participant_standing(self.context, seat)

    def error(self, error: MengyaError) -> Response:
        """A page (or JSON) that says what is wrong and what to do."""
        status = status_of(error)
        if self.wants_json:
            return JSONResponse({"message": explain(self.language, error)}, status)
        message = explain(self.language, error)
        return self.page("notice.html", status, message=message, back=self.home, live=None)

    def fault(self) -> Response:
        """The page for an internal error. It does not use the store, which may be what broke."""
        posted = self.http.method == "POST"
        message = self.say("phone.fault.posted") if posted else self.say("phone.fault.page")
        if self.wants_json:
            return JSONResponse({"message": message}, 500)
        return self.page("notice.html", 500, message=message, back="/s", seat=None, camp=None, live=None)

    @property
    def base(self) -> str:
        """The address phones reach this machine at, without a path."""
        return base_address(self.settings.public_url, str(self.http.base_url), self.settings.port)

    @property
    def home(self) -> str:
        """The next page of this visitor."""
        return "/s" if self.seat else "/j"

    def keep(self, response: Response, name: str, value: str, seconds: int = LONG) -> None:
        """Set one of our cookies."""
        response.set_cookie(
            name,
            value,
            max_age=seconds,
            path="/",
            httponly=True,
            samesite="lax",
            secure=self.settings.secure_cookies,
        )

    def seated(self, response: Response, taken: Taken) -> None:
        """Set the seat's cookie; a phone that answers for several people keeps the others, as does one that is to."""
        sharing = self.field(PHONE) == KEEP and self.seat is not None and self.seat.id != taken.seat.id
        if self.held.helping or sharing:
            self.held.answer_as(response, taken.token)
        else:
            self.keep(response, SEAT_COOKIE, taken.token)


Handler = Callable[[RequestContext], Response]


def whose(seat: object) -> Markup:
    """The hidden field by which a form says whose it is."""
    if not isinstance(seat, Seat):
        return Markup()
    return Markup('<input type="hidden" name="seat" value="{}">').format(seat_mark(seat.id))


def own_key(posted: str) -> str:
    """A form's idempotency key if it is valid, otherwise ""."""
    return posted if KEY.fullmatch(posted) else ""


def status_of(error: MengyaError) -> int:
    """The HTTP status of an error."""
    if error.code in STATUS:
        return STATUS[error.code]
    kinds = ((InputError, 422), (AccessError, 403), (RoomError, 409), (StoreError, 503))
    return next((status for kind, status in kinds if isinstance(error, kind)), 500)


def see_other(where: str) -> RedirectResponse:
    """Redirect to `where` with GET (303, post/redirect/get)."""
    return RedirectResponse(where, SEE_OTHER)


class Entrance:
    """Wraps handlers as endpoints."""

    def __init__(self, context: AppContext, settings: Settings) -> None:
        self.context = context
        self.settings = settings
        self.limiter = Limiter(settings)
        self.tries = PasswordTries(settings.login_attempts)

    def __call__(self, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(http: Request) -> Response:
            form = await _form(http) if http.method == "POST" else {}
            request = RequestContext(self.context, self.settings, self.limiter, self.tries, http, form or {})
            return await run_in_threadpool(_too_large if form is None else _answer, handler, request)

        return endpoint


def _answer(handler: Handler, request: RequestContext) -> Response:
    prefs = requested_prefs(request.http)
    if request.http.method == "GET" and prefs:
        response: Response = see_other(switch_address(request.http, {}))
        for name, value in prefs.items():
            request.keep(response, name, value)
        return response
    try:
        with request.context.store.sharing():
            response = _handled(handler, request)
            for name, value in prefs.items() if request.switching else ():
                request.keep(response, name, value)
            return response
    except MengyaError as error:
        return request.error(error)
    except Exception as error:  # noqa: BLE001 – the outermost place: whatever broke on one page, answering goes on
        noted("page_failed", error)
        return request.fault()


def _handled(handler: Handler, request: RequestContext) -> Response:
    if request.of_another_seat:
        return _of_another(request)
    if request.aside is not None and not _let_aside(request):
        return _put_aside(request, request.aside)
    if request.http.method == "GET" and _nobody_answers(request):
        return see_other(HELPER)
    return _follow_form(request, handler(request))


# What may still be asked for and said while a seat is put aside: nothing typed is lost, and everybody may leave.
LET_ASIDE = frozenset({"/s/recover", "/s/gone", "/s/withdraw", "/s/tick"})
STILL_TAKEN = frozenset({"/s", "/s/draft"})


def _let_aside(request: RequestContext) -> bool:
    path = request.http.url.path
    kept = request.http.method == "POST" and path in STILL_TAKEN
    helper = path.startswith(HELPER)
    return kept or helper or not path.startswith("/s") or path in LET_ASIDE


def _put_aside(request: RequestContext, seat: Seat) -> Response:
    """What has happened to a seat the facilitator put aside: said to its owner, who may leave for good."""
    if request.wants_json:
        return JSONResponse({"message": request.say("phone.aside.title")}, 409)
    camp = camps.find(request.context, seat.camp)
    return request.page("aside.html", 409, seat=seat, camp=camp, live=None)


def _follow_form(request: RequestContext, response: Response) -> Response:
    """On a phone of several people, whose form was sent answers on: the next page is theirs too."""
    path, status = request.http.url.path, response.status_code
    sent = request.http.method == "POST" and (status == SEE_OTHER or (path == "/s" and status == 200))
    another = request.held.token != request.held.now
    if sent and another and request.seat is not None and not path.startswith((HELPER, "/s/withdraw")):
        request.held.answer_as(response, request.held.token)
    return response


def _nobody_answers(request: RequestContext) -> bool:
    """Whether the one who answered has left this phone, and others are still on it."""
    path = request.http.url.path
    page = path == "/s" or (path.startswith("/s/") and path not in LET_ASIDE | {HELPER})
    return page and request.held.helping and request.seat is None and bool(request.held.all)


def _of_another(request: RequestContext) -> Response:
    """The answer to a form that was shown to another seat than the one this phone holds by now."""
    if request.seat is None or request.wants_json:
        return request.error(RoomError("seat.form_of_another"))
    return ask_whose(request, request.seat, request.form, request.http.url.path)


def ask_whose(request: RequestContext, seat: Seat, form: Mapping[str, list[str]], action: str) -> Response:
    """Nothing is kept before somebody says whose words these are: this seat's, or nobody's here."""
    carried = [(name, value) for name, values in form.items() if name != "seat" for value in values]
    return request.page(
        "whose_form.html", 409, seat=seat, carried=carried, action=action, back="/s", live=None
    )


def ask_whose_phone(request: RequestContext, camp_id: str, taking: str) -> Response | None:
    """What is to become of the seat this phone holds before the seat `taking` ("" for a new one) replaces it. None where
    nothing is to be asked: it is the same seat or of another camp, the phone holds several anyway, or it was said.

    Whoever loses their phone can never change or withdraw again what they answered anonymously.
    """
    held = request.seat
    said = request.field(PHONE) in (KEEP, GIVE)
    if held is None or request.held.helping or said or held.camp != camp_id or held.id == taking:
        return None
    carried = [(name, value) for name, values in request.form.items() for value in values]
    action = request.http.url.path
    return request.page("whose_phone.html", 409, seat=held, carried=carried, action=action, live=None)


def _too_large(_handler: Handler, request: RequestContext) -> Response:
    return request.page("notice.html", 413, message=request.say("phone.error.too_large"), back=request.home)


async def _form(http: Request) -> dict[str, list[str]] | None:
    """The posted fields, or None when there is too much of it."""
    body = bytearray()
    async for chunk in http.stream():
        body += chunk
        if len(body) > LARGEST_FORM:
            return None
    try:
        return parse_qs(
            body.decode("utf-8", errors="replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS
        )
    except ValueError:  # above the number of fields of any of our forms
        return None
