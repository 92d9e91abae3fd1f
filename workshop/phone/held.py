"""The seats one phone holds: usually one, on a helper's phone several, each with a token of its own.

A form carries the mark of the seat it was shown to; what is posted goes into that seat where this phone holds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from starlette.responses import Response

from workshop.base.lazily import lazily
from workshop.model.camp import ALOUD, Seat
from workshop.model.ids import seat_mark
from workshop.services.app.context import AppContext
from workshop.services.seats import seats

SEAT_COOKIE = "seat"
OTHERS_COOKIE = "others"  # tokens of the other people this phone answers for
MOST_HELPED = 12
LONG = 400 * 24 * 3600  # seconds: the maximum browsers keep a cookie


@dataclass
class HeldSeats:
    """What the cookies of a request hold. `mark` is of the seat its form was shown to; "" where it has none."""

    context: AppContext
    cookies: Mapping[str, str]
    mark: str = ""
    secure: bool = False

    @property
    def now(self) -> str:
        """The token of whoever answers now."""
        return self.cookies.get(SEAT_COOKIE, "")

    @property
    def helping(self) -> bool:
        """Whether this phone answers for several people."""
        return bool(self.cookies.get(OTHERS_COOKIE))

    @lazily
    def all(self) -> dict[str, Seat]:
        """Token to seat of everybody on this phone, whoever answers now first; also of seats that were put aside."""
        others = self.cookies.get(OTHERS_COOKIE, "").split(".")[:MOST_HELPED]
        tokens = dict.fromkeys(token for token in (self.now, *others) if token)
        found = ((token, seats.held_by(self.context, token)) for token in tokens)
        return {token: seat for token, seat in found if seat is not None}

    @lazily
    def token(self) -> str:
        """The token this request acts for: two tabs of two people on a helper's phone each write into their own seat."""
        if self.mark and self.helping:
            return next(
                (token for token, seat in self.all.items() if seat_mark(seat.id) == self.mark), self.now
            )
        return self.now

    @lazily
    def seat(self) -> Seat | None:
        """The seat this request acts for, also while it is put aside."""
        return self.all.get(self.token)

    def by_mark(self, mark: str) -> tuple[str, Seat] | None:
        """Token and seat of somebody on this phone."""
        return next(((token, seat) for token, seat in self.all.items() if seat_mark(seat.id) == mark), None)

    def answer_as(self, response: Response, token: str) -> None:
        """From now on the holder of this token answers on this phone; the others wait."""
        self.begin_helping(response, token)

    def take_off(self, response: Response, token: str) -> bool:
        """Take a seat off this phone; the next person answers, if there is one. Whether there is."""
        left = [one for one in self.all if one != token]
        if not left:
            response.delete_cookie(SEAT_COOKIE)
            response.delete_cookie(OTHERS_COOKIE)
            return False
        first = self.now if self.now in left else left[0]
        alone = len(left) == 1 and not self.all[first].consent.startswith(ALOUD)  # the helper's own seat
        self._keep(response, first, [] if alone else [one for one in left if one != first] or [first])
        return True

    def begin_helping(self, response: Response, token: str) -> None:
        """The first person on a helper's phone; from here on it says for whom it answers."""
        self._keep(response, token, [one for one in self.all if one != token] or [token])

    def _keep(self, response: Response, first: str, others: Iterable[str]) -> None:
        for name, value in ((SEAT_COOKIE, first), (OTHERS_COOKIE, ".".join(list(others)[:MOST_HELPED]))):
            if not value:
                response.delete_cookie(name)
                continue
            response.set_cookie(
                name, value, max_age=LONG, path="/", httponly=True, samesite="lax", secure=self.secure
            )
