"""How many others are stuck at the same obstacle: a number that starts a talk where no case fits."""

from __future__ import annotations

from dataclasses import dataclass

from workshop.base.text import Language, say


@dataclass(frozen=True)
class StuckToo:
    """How many others in the room chose the same obstacle, and how many of them come from another community."""

    n: int
    elsewhere: int


def stuck_text(stuck_too: StuckToo, obstacle: str, language: Language) -> str:
    """The number in a sentence that says what to do next; `obstacle` is its name."""
    if not stuck_too.n:
        return say(language, "suggest.stuck_alone", obstacle=obstacle)
    return say(language, "suggest.stuck_too", n=stuck_too.n, elsewhere=stuck_too.elsewhere, obstacle=obstacle)
