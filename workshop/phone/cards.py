"""Three cards from other communities, to start a talk with. Never a percentage, and never one without its limits.

Which cards a person was shown is noted, once each: only who was shown a card can later be asked what came of it.
"""

from __future__ import annotations

from starlette.responses import Response

from workshop.errors import InputError
from workshop.learning.retrieval import Slot
from workshop.learning.stuck_too import stuck_words
from workshop.learning.telling import notes, tell
from workshop.model.step import Kind, Question
from workshop.phone import asked
from workshop.phone.answers import PROMISES, promises
from workshop.phone.lost import lost
from workshop.phone.visit import Visit, see_other
from workshop.room import answers, asking, shown, suggestions
from workshop.room.place import Place, place_of
from workshop.room.questions import vocabulary_options
from workshop.room.trial_counts import later_lines
from workshop.text import explain


def show(visit: Visit) -> Response:
    """The cards for this person's own obstacles, or for one only looked up (`?obstacle=O3`), which is not kept."""
    return _page(visit, visit.query("obstacle"))


def _page(visit: Visit, wish: str, problem: str = "") -> Response:
    """The cards; `problem` says what was wrong with what was told beside them, which then still stands there."""
    if visit.seat is None or visit.camp is None:
        return lost(visit)
    vocabularies = visit.house.content.vocabularies
    choices = vocabulary_options(vocabularies, visit.language)["obstacles"]
    looked_up = next((one.code for one in choices if one.code == wish), "")
    own = suggestions.obstacles_of(visit.house, visit.seat)
    chosen = (looked_up,) if looked_up else own
    found = suggestions.for_obstacles(visit.house, visit.camp, visit.seat, chosen, visit.language)
    place = place_of(visit.house, visit.seat, visit.language)
    noted = shown.note(visit.house, visit.seat, found)
    return visit.page(
        "cards.html",
        422 if problem else 200,
        asking=asked.form(visit, found.ask_next, problem),
        # Nobody means to try what did not pass.
        to_try={card.case for card in found.cards if card.slot is not Slot.FAILED},
        trying={one.case for one in noted if one.chosen},
        later=later_lines(visit.house, found, visit.language),
        stuck_too=_stuck_too(visit, chosen) if found.nothing_fits else "",
        cards=[tell(card, vocabularies, visit.language) for card in found.cards],
        nothing_fits=found.nothing_fits,
        notes=notes(found, visit.language),
        obstacles=[vocabularies.obstacles.name(code, visit.language) for code in chosen],
        looked_up=looked_up,
        choices=choices,
        question=_obstacle_question(visit, place),
        onward=_onward(visit, place),
    )


def choose(visit: Visit) -> Response:
    """Keep that this person means to try a card they were shown or no longer does; or what they told of their place."""
    if visit.seat is None or visit.camp is None:
        return lost(visit)
    codes = visit.house.content.vocabularies.obstacles.codes
    looked_up = visit.field("obstacle") if visit.field("obstacle") in codes else ""
    if "case" in visit.form:
        shown.choose(visit.house, visit.seat, visit.field("case"), chosen=visit.field("chosen") == "yes")
    else:
        try:
            asking.tell(visit.house, visit.seat, asked.telling(visit))
        except InputError as error:
            return _page(visit, looked_up, explain(visit.language, error))
    return see_other(f"/s/cards?obstacle={looked_up}" if looked_up else "/s/cards")


def _stuck_too(visit: Visit, chosen: tuple[str, ...]) -> str:
    """How many others in the room are stuck at the first of these; nothing where no obstacle was chosen."""
    if visit.seat is None or visit.camp is None or not chosen:
        return ""
    name = visit.house.content.vocabularies.obstacles.name(chosen[0], visit.language)
    return stuck_words(
        suggestions.stuck_too(visit.house, visit.camp, visit.seat, chosen[0]), name, visit.language
    )


def _onward(visit: Visit, place: Place[Question]) -> str:
    """What comes after the cards: answers still to give, one's own small step, or the step already written down."""
    if promises(visit, place):
        return "to_promise"
    showing = place.showing
    report = visit.house.content.exercises[showing.place.step.exercise].report if showing else None
    return "to_commit" if report == PROMISES else "to_answer"


def _obstacle_question(visit: Visit, place: Place[Question]) -> str:
    """The address of the question that asks for obstacles, if this person may answer it now."""
    codes = visit.house.content.vocabularies.obstacles.codes
    for step in place.steps:
        if not answers.takes_answers(visit.house, step.step):
            continue
        for question in step.asked:
            offered = {option.code for option in question.options}
            if question.kind is Kind.CHOICE and offered and offered <= codes:
                return f"/s?step={step.step.id}&question={question.id}"
    return ""
