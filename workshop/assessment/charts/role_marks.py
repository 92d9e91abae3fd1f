"""Marks of the roles in every picture: a shape and a colour each, so that neither is needed to tell them apart.

Colours follow Okabe and Ito (2008), distinguishable with the common colour vision deficiencies.
"""

from __future__ import annotations

from collections.abc import Callable

from workshop.base.svg import Form
from workshop.model.camp import Role

RoleName = Callable[[str], str]  # a role's code to its name in the reader's language

MARKS: dict[str, tuple[Form, str]] = {
    Role.COMMITTEE: ("diamond", "#a8326e"),
    Role.SOCIAL_WORKER: ("square", "#d55e00"),
    Role.GRID_WORKER: ("triangle", "#00805d"),
    Role.RESIDENT_LEADER: ("wedge", "#0072b2"),
    Role.RESIDENT: ("circle", "#3b93c9"),
    Role.OTHER: ("cross", "#5c6456"),
}


def mark_of(role: str) -> tuple[Form, str]:
    """The mark of a role; a role unknown to the program gets that of "other"."""
    return MARKS.get(role, MARKS[Role.OTHER])
