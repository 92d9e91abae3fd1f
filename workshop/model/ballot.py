"""A ballot: one person's answer to one question, stored without a seat.

Its mark can be made again only with the secret in the person's phone, which the database does not hold.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from workshop.model.ids import Chance
from workshop.model.privacy import FEWEST_TO_BE_AMONG
from workshop.model.step import Answer, Payload

MARK = 32  # hexadecimal digits, 128 bits
# An answer is known by a random number. Those with a seat count from 1 in order of arrival and never come this far.
FIRST_NUMBER = 1 << 48
# From here on the cards of an answer have ids that do not hold its number. Earlier ones keep theirs: words were approved
# and cards put on boards under them.
FIRST_OPAQUE = FIRST_NUMBER << 1
CARD = 16  # hexadecimal digits of such an id


class BallotPlace(NamedTuple):
    """The question a ballot belongs to; `step` is a camp's step."""

    camp: str
    step: str
    question: str


@dataclass(frozen=True)
class BallotVersion:
    """What was sent at one time. `late_seq` is the step's newest control event, only where it came too late: no ballot says
    when it was given.
    """

    number: int  # drawn, so that it tells no order
    key: str
    payload: Payload
    late_seq: int | None = None


@dataclass(frozen=True)
class Ballot:
    """Everything one person has sent to one question, oldest first. `person` is the same on all the stances of somebody
    who has given every one, and empty before: how far each seat has come is known, and would tell the unfinished apart.
    """

    mark: str
    person: str
    versions: tuple[BallotVersion, ...]

    def by_key(self, key: str) -> BallotVersion | None:
        """The version this form has made before."""
        return next((one for one in self.versions if one.key == key), None)


def new_number(chance: Chance) -> int:
    """The number of an answer without a seat: drawn, so that it tells no order."""
    return FIRST_OPAQUE + chance(FIRST_NUMBER)


def card_id(answer: Answer, place: int) -> str:
    """The id of one of the things an answer says. Without a seat, the cards of one author share nothing anybody can see:
    the key of the answer, which no page shows, goes into it.
    """
    if answer.number < FIRST_OPAQUE:
        return f"{answer.number}.{place}"
    told = f"card\n{answer.key}\n{answer.number}\n{place}"
    return hashlib.sha256(told.encode()).hexdigest()[:CARD]


def shuffled(id: str) -> str:
    """Where a card without an author stands among the others: by nothing that keeps one author's together."""
    return hashlib.sha256(f"order\n{id}".encode()).hexdigest()


def heard(given: Iterable[Answer]) -> tuple[Answer, ...]:
    """The answers whose words may be read by others: of a question answered without a seat, none before enough people have
    answered it to be one among them. All that count now have to be given.
    """
    given = tuple(given)
    authors = Counter((one.step, one.question) for one in given if not one.seat)
    return tuple(one for one in given if one.seat or authors[one.step, one.question] >= FEWEST_TO_BE_AMONG)


def mark_of(secret: str, place: BallotPlace) -> str:
    """The mark of this phone's ballot. Every question has another one, so that words which somebody recognises do not
    give away what the same person answered elsewhere.
    """
    return _keyed(secret, "mark", *place)


def person_mark(secret: str, place: BallotPlace) -> str:
    """The mark that holds one person's stances to a step together."""
    return _keyed(secret, "person", place.camp, place.step)


def key_of(secret: str, place: BallotPlace, key: str) -> str:
    """A form's key as a ballot keeps it: stored nowhere else, whatever else was sent under the same key."""
    return _keyed(secret, "key", *place, key)


def _keyed(secret: str, *parts: str) -> str:
    message = "\n".join(("ballot", *parts)).encode()
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()[:MARK]
