"""Three cards from other communities, to start a talk with. Never a percentage, and never one without its limits.

Which cards a person was shown is noted, once each: only who was shown a card can later be asked what came of it.

A few questions beside the cards: only those whose answer could put up other cards, and one's own words.

At most four things are asked before the first cards, then one more at a time (`learning.community_facts`). What is not answered
stays unknown, and "don't know" is an answer that leaves it so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from workshop.base.errors import InputError
from workshop.base.text import explain
from workshop.learning.suggest.card_text import notes, tell
from workshop.learning.suggest.retrieval import Slot
from workshop.learning.suggest.stuck_too import stuck_words
from workshop.model.step import Kind, Option, Question
from workshop.phone.answers import PROMISES, promises
from workshop.phone.lost_cookie import lost
from workshop.phone.request import Visit, see_other
from workshop.services.camp import answers
from workshop.services.camp.participant_view import Place, place_of
from workshop.services.camp.questions import vocabulary_options
from workshop.services.learn import card_views, community_facts, suggestions
from workshop.services.learn.community_facts import ASKABLE, LONGEST_WORDS, Telling
from workshop.services.learn.trial_counts import later_lines
from workshop.store.suggestions import AskerNote

RUNGS = range(4)
NUMBERS = {"households": 1_000_000, "groups": 10_000}  # fact -> the most it can be
NONE = "none"  # there is nothing of the list


@dataclass(frozen=True)
class Asked:
    """One question of the form: what it is called, what may be chosen, what stands there."""

    name: str
    prompt: str
    kind: str  # choice, number, ticks
    options: tuple[Option, ...] = ()
    taken: tuple[str, ...] = ()
    most: int = 0


@dataclass(frozen=True)
class AskingForm:
    """The questions, one's own words, whether it stands open, and what was wrong with what was sent."""

    questions: tuple[Asked, ...]
    words: str
    longest: int
    open: bool
    problem: str = ""


def form(visit: Visit, ask_next: Sequence[str], problem: str = "") -> AskingForm | None:
    """What to ask this person; after something wrong was sent, with everything as they sent it."""
    if visit.seat is None:
        return None
    told = community_facts.told_by(visit.house, visit.seat)
    names = [ASKABLE[one] for one in ask_next if one in ASKABLE]
    # What somebody told stays in sight, to be changed or taken back.
    if told.assets is not None and "assets" not in names:
        names.append("assets")
    if problem:
        sent = [name for name in ASKABLE.values() if name in visit.form]
        names = list(dict.fromkeys((*names, *sent)))
    words = visit.field("words") if problem else told.words
    return AskingForm(
        tuple(_asked(visit, name, told) for name in names),
        words,
        LONGEST_WORDS,
        open=bool(problem),
        problem=problem,
    )


def telling(visit: Visit) -> Telling:
    """What was sent. Raises InputError `community_facts.number`."""
    facts: dict[str, str | int] = {}
    if visit.field("setting"):
        facts["setting"] = visit.field("setting")
    for name in ("committee_support", "familiarity", *NUMBERS):
        given = visit.field(name).strip()
        if given:
            facts[name] = _number(name, given)
    ticked = visit.form.get("assets")
    # Nothing ticked is not "there is nothing": that has a tick of its own.
    assets = None if ticked is None else frozenset(ticked) - {NONE}
    return Telling(facts, AskerNote(assets, visit.field("words").strip()))


def _number(name: str, given: str) -> int:
    """Digits as any keyboard gives them. Raises InputError `community_facts.number`."""
    if not given.isdecimal() or len(given) > len("1000000"):
        raise InputError("asking.number", most=NUMBERS.get(name, max(RUNGS)))
    return int(given)


def _asked(visit: Visit, name: str, told: AskerNote) -> Asked:
    options = vocabulary_options(visit.house.content.vocabularies, visit.language)
    sent = tuple(visit.form.get(name, ()))
    match name:
        case "assets":
            there = told.assets
            taken = sent or (() if there is None else tuple(sorted(there)) or (NONE,))
            return Asked(name, visit.say("asking.assets"), "ticks", options["assets"], taken)
        case "setting":
            return Asked(name, visit.say("desk.facts.setting"), "choice", options["settings"], sent)
        case "households" | "groups":
            return Asked(name, visit.say(f"asking.{name}"), "number", (), sent, NUMBERS[name])
        case _:
            short = "support" if name == "committee_support" else name
            rungs = tuple(Option(str(rung), visit.say(f"desk.facts.{short}.{rung}")) for rung in RUNGS)
            return Asked(name, visit.say(f"asking.{short}"), "choice", rungs, sent)


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
    noted = card_views.note(visit.house, visit.seat, found)
    return visit.page(
        "cards.html",
        422 if problem else 200,
        asking=form(visit, found.ask_next, problem),
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
        card_views.choose(visit.house, visit.seat, visit.field("case"), chosen=visit.field("chosen") == "yes")
    else:
        try:
            community_facts.tell(visit.house, visit.seat, telling(visit))
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
