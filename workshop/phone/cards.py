"""Three suggestion cards from other communities, to start a conversation. Never a percentage, always with the
limits.

Each card is recorded once when it is first shown: only a person who was shown a card can later be asked what
came of it.

Beside the cards stand a few questions whose answers could change the ranking, and a field for own words: at
most four before the first cards, then one at a time (`learning.suggest.retrieval`). What is not answered stays
unknown, and "don't know" is an answer that leaves it so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from workshop.base.errors import InputError
from workshop.base.text import explain
from workshop.learning.suggest.card_text import first_note, notes, render_card
from workshop.learning.suggest.retrieval import CardSlot
from workshop.learning.suggest.stuck_too import stuck_text
from workshop.model.step import Option, Question, StepKind
from workshop.phone.lost_cookie import lost
from workshop.phone.request import RequestContext, see_other
from workshop.services.camp.participant_view import ParticipantView, participant_view
from workshop.services.camp.questions import vocabulary_options
from workshop.services.follow import pulses
from workshop.services.follow.commitments import COLLECTED
from workshop.services.learn import card_views, community_facts, suggestions
from workshop.services.learn.community_facts import ASKABLE, LONGEST_WORDS, CommunityFacts
from workshop.services.learn.trial_counts import later_lines
from workshop.store.suggestions import AskerNote

RUNGS = range(4)
NUMBERS = {"households": 1_000_000, "groups": 10_000}  # fact -> the most it can be
NONE = "none"  # "none of these"


@dataclass(frozen=True)
class Asked:
    """One question of the form: its name, its options, its current value."""

    name: str
    prompt: str
    kind: str  # choice, number, ticks
    options: tuple[Option, ...] = ()
    taken: tuple[str, ...] = ()
    most: int = 0


@dataclass(frozen=True)
class FactsForm:
    """The questions, the person's own words, whether the form is open, and what was wrong with the last
    submission.
    """

    questions: tuple[Asked, ...]
    words: str
    longest: int
    open: bool
    problem: str = ""


def form(request: RequestContext, ask_next: Sequence[str], problem: str = "") -> FactsForm | None:
    """What to ask this person; after an invalid submission, with everything as they sent it."""
    if request.seat is None:
        return None
    asker_note = community_facts.facts_told_by(request.context, request.seat)
    names = [ASKABLE[one] for one in ask_next if one in ASKABLE]
    # Reported facts stay visible, to be changed or withdrawn.
    if asker_note.assets is not None and "assets" not in names:
        names.append("assets")
    if problem:
        sent = [name for name in ASKABLE.values() if name in request.form]
        names = list(dict.fromkeys((*names, *sent)))
    words = request.field("words") if problem else asker_note.words
    return FactsForm(
        tuple(_asked(request, name, asker_note) for name in names),
        words,
        LONGEST_WORDS,
        open=bool(problem),
        problem=problem,
    )


def read_facts(request: RequestContext) -> CommunityFacts:
    """The posted facts. Raises InputError `community_facts.number`."""
    facts: dict[str, str | int] = {}
    if request.field("setting"):
        facts["setting"] = request.field("setting")
    for name in ("committee_support", "familiarity", *NUMBERS):
        given = request.field(name).strip()
        if given:
            facts[name] = _number(name, given)
    ticked = request.form.get("assets")
    # No tick does not mean "none of these", which has a checkbox of its own.
    assets = None if ticked is None else frozenset(ticked) - {NONE}
    return CommunityFacts(facts, AskerNote(assets, request.field("words").strip()))


def _number(name: str, given: str) -> int:
    """A number from digits of any keyboard (full-width too). Raises InputError `community_facts.number`."""
    if not given.isdecimal() or len(given) > len("1000000"):
        raise InputError("asking.number", most=NUMBERS.get(name, max(RUNGS)))
    return int(given)


def _asked(request: RequestContext, name: str, asker_note: AskerNote) -> Asked:
    options = vocabulary_options(request.context.content.vocabularies, request.language)
    sent = tuple(request.form.get(name, ()))
    match name:
        case "assets":
            there = asker_note.assets
            taken = sent or (() if there is None else tuple(sorted(there)) or (NONE,))
            return Asked(name, request.say("asking.assets"), "ticks", options["assets"], taken)
        case "setting":
            return Asked(name, request.say("desk.facts.setting"), "choice", options["settings"], sent)
        case "households" | "groups":
            return Asked(name, request.say(f"asking.{name}"), "number", (), sent, NUMBERS[name])
        case _:
            short = "support" if name == "committee_support" else name
            rungs = tuple(Option(str(rung), request.say(f"desk.facts.{short}.{rung}")) for rung in RUNGS)
            return Asked(name, request.say(f"asking.{short}"), "choice", rungs, sent)


def show(request: RequestContext) -> Response:
    """The cards for this person's own obstacles, or for one only looked up (`?obstacle=O3`), which is not
    stored.
    """
    return _page(request, request.query("obstacle"))


def _page(request: RequestContext, obstacle: str, problem: str = "") -> Response:
    """The cards; `problem` says what was wrong with the facts posted beside them, which stay in the form."""
    if request.seat is None or request.camp is None:
        return lost(request)
    vocabularies = request.context.content.vocabularies
    choices = vocabulary_options(vocabularies, request.language)["obstacles"]
    looked_up = next((one.code for one in choices if one.code == obstacle), "")
    own = suggestions.obstacles_of(request.context, request.seat)
    chosen = (looked_up,) if looked_up else own
    suggestion = suggestions.for_obstacles(
        request.context, request.camp, request.seat, chosen, request.language
    )
    participant = participant_view(request.context, request.seat, request.language)
    noted = card_views.note_shown(request.context, request.seat, suggestion)
    return request.page(
        "cards.html",
        422 if problem else 200,
        asking=form(request, suggestion.ask_next, problem),
        # A case that did not pass is not something to try.
        to_try={card.case for card in suggestion.cards if card.slot is not CardSlot.FAILED},
        trying={one.case for one in noted if one.chosen},
        later=later_lines(request.context, suggestion, request.language),
        stuck_too=_stuck_too(request, chosen) if suggestion.nothing_fits or suggestion.first_unmet else "",
        cards=[render_card(card, vocabularies, request.language) for card in suggestion.cards],
        nothing_fits=suggestion.nothing_fits,
        first=first_note(suggestion, vocabularies, request.language),
        notes=notes(suggestion, request.language),
        obstacles=[vocabularies.obstacles.name(code, request.language) for code in chosen],
        looked_up=looked_up,
        choices=choices,
        question=_obstacle_question(request, participant),
        onward=_onward(request, participant),
    )


def choose(request: RequestContext) -> Response:
    """Record that this person means to try a card they were shown or no longer does; or store their facts."""
    if request.seat is None or request.camp is None:
        return lost(request)
    codes = request.context.content.vocabularies.obstacles.codes
    looked_up = request.field("obstacle") if request.field("obstacle") in codes else ""
    if "case" in request.form:
        card_views.choose_shown(
            request.context, request.seat, request.field("case"), chosen=request.field("chosen") == "yes"
        )
    else:
        try:
            community_facts.tell_facts(request.context, request.seat, read_facts(request))
        except InputError as error:
            return _page(request, looked_up, explain(request.language, error))
    return see_other(f"/s/cards?obstacle={looked_up}" if looked_up else "/s/cards")


def _stuck_too(request: RequestContext, chosen: tuple[str, ...]) -> str:
    """How many others in the room are stuck at the first of these obstacles; "" where no obstacle was chosen."""
    if request.seat is None or request.camp is None or not chosen:
        return ""
    name = request.context.content.vocabularies.obstacles.name(chosen[0], request.language)
    return stuck_text(
        suggestions.stuck_too(request.context, request.camp, request.seat, chosen[0]), name, request.language
    )


def _onward(request: RequestContext, participant: ParticipantView[Question]) -> str:
    """The next page: unanswered questions, the person's own small step, or the step already written down."""
    if pulses.of_seat(request.context, participant.seat):
        return "to_promise"
    current = participant.current
    report = current.step_view.exercise.report if current else None
    return "to_commit" if report == COLLECTED else "to_answer"


def _obstacle_question(request: RequestContext, participant: ParticipantView[Question]) -> str:
    """The address of the question about obstacles, if this person may answer it now."""
    codes = request.context.content.vocabularies.obstacles.codes
    for step in participant.steps:
        if not step.taking:
            continue
        for question in step.asked:
            offered = {option.code for option in question.options}
            if question.kind is StepKind.CHOICE and offered and offered <= codes:
                return f"/s?step={step.step.id}&question={question.id}"
    return ""
