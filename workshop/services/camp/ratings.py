"""Answers to scale questions as ratings: of the seat's own community, and of the shared vignettes everybody
rates.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection

from workshop.assessment.scoring.agreement import VIGNETTE
from workshop.exercises.climbing import parts_ticked
from workshop.model.camp import Camp, Seat
from workshop.model.rating import Rating
from workshop.model.step import Answer, Confidence, Payload, Started
from workshop.services.app.context import AppContext
from workshop.store import answers as rows
from workshop.store import seats

RATE = "rate."  # and the dimension
STORY = "vignette."  # and the vignette's id, a dot, the dimension

Reader = Callable[[Seat, Answer], Rating]


def ratings_of(context: AppContext, camp: Camp, only: Seat | None = None) -> tuple[Rating, ...]:
    """The levels that count, one per rater and dimension; the newest where a step was run twice.

    `only` restricts to one seat: a whole room asks for its own results within the same minute, and each reads
    a few rows.
    """
    return _newest(context, camp, only, RATE, rating_from)


def story_ratings_of(context: AppContext, camp: Camp) -> tuple[Rating, ...]:
    """Everybody's ratings of the shared vignettes, under the community `vignette:<id>`."""
    return _newest(context, camp, None, STORY, _story_rating)


def _newest(
    context: AppContext, camp: Camp, only: Seat | None, prefix: str, read: Reader
) -> tuple[Rating, ...]:
    def use_case(connection: Connection) -> tuple[Rating, ...]:
        raters = {seat.id: seat for seat in ((only,) if only else seats.seats(connection, camp.id))}
        newest: dict[tuple[str, str], Answer] = {}
        for answer in rows.current_answers(connection, camp.id, seat_id=only.id if only else None):
            if answer.question.startswith(prefix) and "level" in answer.payload:
                newest[answer.seat, answer.question] = answer
        return tuple(read(raters[answer.seat], answer) for answer in newest.values() if answer.seat in raters)

    return context.store.read(use_case)


FAR_APART = 2  # levels from which it is worth talking
FEWEST_TO_DIFFER = 3  # with fewer, "somebody differs" would say who


def apart_in_team(context: AppContext, seat: Seat, step_id: str) -> frozenset[str]:
    """The questions of a step on which people of the seat's community stand two levels apart or more.

    Neither who nor which way: it only tells where an example is worth more.
    """

    def use_case(connection: Connection) -> frozenset[str]:
        levels: dict[str, list[int]] = {}
        for answer in rows.team_answers(connection, seat.camp, seat.community, step_id):
            level = answer.payload.get("level")
            if isinstance(level, int):
                levels.setdefault(answer.question, []).append(level)
        return frozenset(
            question
            for question, given in levels.items()
            if len(given) >= FEWEST_TO_DIFFER and max(given) - min(given) >= FAR_APART
        )

    return context.store.read(use_case)


def rating_from(seat: Seat, answer: Answer) -> Rating:
    """An answer about the seat's own community as a rating."""
    return _rating(seat, seat.community, answer.question.removeprefix(RATE), answer.payload)


def _story_rating(seat: Seat, answer: Answer) -> Rating:
    story, _, dimension = answer.question.removeprefix(STORY).partition(".")
    return _rating(seat, f"{VIGNETTE}{story}", dimension, answer.payload)


def _rating(seat: Seat, about: str, dimension: str, payload: Payload) -> Rating:
    level, confidence, started = (payload.get(name) for name in ("level", "confidence", "started"))
    return Rating(
        community=about,
        rater=seat.id,
        role=seat.role.value,
        dimension=dimension,
        level=level if isinstance(level, int) else None,
        confidence=Confidence(confidence) if isinstance(confidence, str) and confidence else None,
        when=str(payload.get("when", "")),
        evidence=str(payload.get("evidence", "")),
        started=Started(started) if isinstance(started, str) and started else None,
        parts=parts_ticked(payload),
    )
