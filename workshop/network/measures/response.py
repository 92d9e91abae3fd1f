"""Response rate: how many of the people on a roster answered, where that was recorded at all.

What was not said is not known: a roster without that column has no response rate, neither 0 nor 100 %. Nor has one
nobody reported from, where the ties came from elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from workshop.model.network import Network, Person

TOO_LOW = 0.6  # below it nobody is singled out
LOW = 0.8


@dataclass(frozen=True)
class Response:
    """Who answered. `people` on the roster, of which `answered` did; of `not_said` it is not recorded.

    `rate` is answered / people; None where it is not recorded of somebody, or nobody answered.

    >>> Response(people=10, answered=8, not_said=0).rate, Response(people=10, answered=8, not_said=1).rate
    (0.8, None)
    """

    people: int
    answered: int
    not_said: int

    @property
    def rate(self) -> float | None:
        """Share of the people on the roster who answered; None where that is not known."""
        return self.answered / self.people if self.answered and not self.not_said else None

    @property
    def enough(self) -> bool:
        """Whether people may be singled out: not where it is known that fewer than 60 % answered."""
        return bool(self.not_said) or not self.people or self.answered >= TOO_LOW * self.people

    @property
    def cautions(self) -> tuple[str, ...]:
        """Codes of cautions; sentences under `network.caution.<code>`."""
        checks = (
            ("response.unknown", bool(self.not_said)),
            ("response.too_low", not self.enough),
            ("response.low", self.rate is not None and TOO_LOW <= self.rate < LOW),
        )
        return tuple(code for code, holds in checks if holds)


def response(network: Network) -> Response:
    """Who answered, of the people of a network."""
    said = [person.answered for person in network.people]
    return Response(len(said), said.count(True), said.count(None))


def may_have_answered(person: Person) -> bool:
    """Whether a person's own reports can be on the map: those known not to have answered are left out."""
    return person.answered is not False


def heard(network: Network) -> frozenset[str]:
    """People known to have answered: those recorded so, and of the others whoever signed a report on this map.

    Not recorded is no claim against a signature; recorded as not having answered is one.
    """
    signed = {tie.reporter for tie in network.ties} | {one.reporter for one in network.remarks}
    return frozenset(
        person.id
        for person in network.people
        if person.answered or (person.answered is None and person.id in signed)
    )
