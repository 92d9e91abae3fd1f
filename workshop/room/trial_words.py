"""What people want to try, in words: from which story, what was done there, and a first step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workshop.learning.retrieval import Slot
from workshop.model.camp import Camp
from workshop.room.case_base import cases_of
from workshop.room.house import House
from workshop.room.trials import Trying
from workshop.text import Language


@dataclass(frozen=True)
class InWords:
    """One thing to try. `title` and `first_step` are empty where the story it came from has been taken back."""

    trying: Trying
    title: str
    did: str
    first_step: str


def in_words(house: House, camp: Camp, found: Sequence[Trying], language: Language) -> tuple[InWords, ...]:
    """The same in words; of a story no longer there only what its move is called."""
    if not found:
        return ()
    cases = {case.id: case for case in cases_of(house, camp, language)}
    moves = house.content.vocabularies.moves
    lines = []
    for one in found:
        case, code = cases.get(one.shown.case), one.shown.move
        texts = [move.text for move in case.moves if move.code == code] if case else []
        did = texts[0] if texts else moves.name(code, language) if code else ""
        step = case.first_step if case else ""
        if one.shown.slot == Slot.FAILED.value and step:
            did, step = (
                step,
                "",
            )  # nobody means to try what did not pass there, but the step the card leads to
        lines.append(InWords(one, case.title if case else "", did, step))
    return tuple(lines)
