"""A level given to one dimension of a community by one rater."""

from __future__ import annotations

from dataclasses import dataclass

from workshop.model.step import Confidence, Started


@dataclass(frozen=True)
class Rating:
    """One rater's level (0-3) for one dimension; None is "don't know", which is not 0."""

    community: str
    rater: str
    role: str
    dimension: str
    level: int | None
    confidence: Confidence | None = None
    when: str = ""  # last time it happened, in the rater's words
    evidence: str = ""
    started: Started | None = None  # who started it that time
    parts: tuple[str, ...] = ()  # `<level>.<part>`: what is true of the levels above
