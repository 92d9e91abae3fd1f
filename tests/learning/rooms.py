"""Made-up rooms for the tests of pairing and rounds; strategies for hypothesis too."""

from __future__ import annotations

import random

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from workshop.learning.matching.fit import stage_factor
from workshop.model.matching import Peer

STAGES = ("0", "1.0", "2.0", "3.0")
CODES = tuple(f"O{number}" for number in range(1, 7))


def peer(id: str, asks: str = "", offers: str = "", **changes: object) -> Peer:
    """Somebody of an organisation of their own, codes separated by spaces."""
    given = {"organisation": f"house of {id}", "stage": "1.0", **changes}
    return Peer(id, asks=tuple(asks.split()), offers=frozenset(offers.split()), **given)  # type: ignore[arg-type]


def skewed(n: int, seed: int) -> list[Peer]:
    """A room in which a few can tell about nearly everything and most about little, and beginners are many."""
    lot = random.Random(seed)
    codes = [f"O{number}" for number in range(1, 19)]
    people = []
    for number in range(n):
        popular = lot.random() < 0.15
        people.append(
            Peer(
                f"p{number:03}",
                organisation=f"o{lot.randrange(n // 4)}",
                community=f"c{number // 2}",
                stage=lot.choices(STAGES, (3, 4, 2, 1))[0],
                asks=tuple(lot.sample(codes, lot.randint(1, 3))),
                offers=frozenset(lot.sample(codes, 9 if popular else lot.randint(1, 4))),
            )
        )
    return people


def skewed_fits(n: int, seed: int) -> NDArray[np.float64]:
    """Fits as in the measured reference: ½ … 1 times the stage factor, one in seven wanted by all, organisations of four."""
    lot = np.random.default_rng(seed)
    stage = lot.choice(4, n, p=[0.3, 0.4, 0.2, 0.1])
    organisation = lot.integers(0, n // 4, n)
    popular = lot.random(n) < 0.15
    likeness = 0.5 + 0.5 * lot.random((n, n))
    likeness[:, popular] = np.maximum(likeness[:, popular], 0.9 + 0.1 * lot.random((n, popular.sum())))
    factor = np.vectorize(stage_factor)(stage[None, :] - stage[:, None])
    return np.where(organisation[:, None] == organisation[None, :], 0.0, likeness * factor)


PEERS = st.builds(
    Peer,
    id=st.just(""),
    organisation=st.sampled_from(["", "甲", "乙", "丙"]),
    community=st.sampled_from(["", "x", "y"]),
    stage=st.sampled_from([None, *STAGES]),
    asks=st.lists(st.sampled_from(CODES), max_size=3, unique=True).map(tuple),
    offers=st.frozensets(st.sampled_from(CODES), max_size=4),
    capacity=st.integers(0, 3),
    hosts=st.integers(0, 3),
    present=st.booleans(),
)


@st.composite
def rooms(draw: st.DrawFn) -> list[Peer]:
    """Up to nine people."""
    people = draw(st.lists(PEERS, max_size=9))
    return [
        Peer(**{**one.__dict__, "id": f"p{number}"})  # frozen values, plain fields
        for number, one in enumerate(people)
    ]
