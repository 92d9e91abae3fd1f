"""What runs without a screen (a meal, a break, a talk) as an exercise: it is begun, takes its time and ends, and asks
nothing. So phones, wall and remote have no special case for it.
"""

from __future__ import annotations

from functools import lru_cache

from workshop.base.content import Words
from workshop.exercises.exercise import Exercise, Minutes, People, Privacy, WallSpec

NOTHING = Words(zh="", en="")


@lru_cache(maxsize=256)
def spoken(title: Words | None) -> Exercise:
    """The exercise of a block with this title."""
    named = title or NOTHING
    return Exercise(
        id="",
        version=0,
        level="move",
        phase="talk",
        fits_stage=(),
        title=named,
        heart=named,
        purpose=named,
        done=named,
        article_link=NOTHING,
        minutes=Minutes(min=1, plan=1, max=1),
        people=People(min=1, max=1, form="plenary"),
        roles=(),
        space=NOTHING,
        materials=(),
        paper="lines",
        requires=(),
        produces=(),
        privacy=Privacy(level="open", names="none", residents="code", keep_days=1),
        consent=None,
        opens="host",
        steps=(),
        wall=WallSpec(),
        report=None,
        related=(),
        variants=(),
        inspired_by=(),
        licence="",
        authors=(),
        tested=(),
        body=NOTHING,
        untranslated=(),
        file="",
    )
