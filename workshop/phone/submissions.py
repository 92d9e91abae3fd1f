"""Telling one's own case in eight questions on one page: kept as often as wanted, handed in with consent, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from starlette.responses import Response

from workshop.base.errors import MengyaError
from workshop.learning.cases.privacy_check import Kind, pieces
from workshop.learning.cases.retain import MOST_MOVES, MOST_OBSTACLES, MOST_WORDS, STUCK_MOST, lacking
from workshop.model.case import CaseEvent, CaseLine, CaseState, Outcome, Telling, ToldCase, ToldMove
from workshop.model.ids import new_token
from workshop.phone.lost_cookie import lost
from workshop.phone.request import Visit, see_other, status_of
from workshop.services.camp.questions import vocabulary_options
from workshop.services.learn import submissions

LEVELS = ("0", "1", "2", "3")
MOST_COUNT = 6  # digits of a number of homes or groups


@dataclass(frozen=True)
class Marked:
    """A text in which something may give somebody away, cut at its marks."""

    name: str
    parts: tuple[tuple[str, Kind | None], ...]


@dataclass(frozen=True)
class Ticks:
    """What is ticked at the foot of the form."""

    consent: bool
    contact: bool


def show(visit: Visit) -> Response:
    """My stories, or one of them (`?case=`) to be written or read."""
    if visit.seat is None:
        return lost(visit)
    if visit.query("case"):
        return _story(visit, submissions.one_of(visit.house, visit.seat, visit.query("case")))
    return visit.page(
        "tell.html", key=new_token(visit.house.chance), stories=submissions.mine(visit.house, visit.seat)
    )


def begin(visit: Visit) -> Response:
    """Begin a story; the same form twice is one story."""
    if visit.seat is None:
        return lost(visit)
    told = submissions.begin(visit.house, visit.seat, visit.key, visit.language)
    return see_other(_address(told.id))


def keep(visit: Visit) -> Response:
    """Keep what is typed; with the button for it, hand it in."""
    if visit.seat is None:
        return lost(visit)
    house, seat, case = visit.house, visit.seat, visit.field("case")
    if submissions.one_of(house, seat, case).state not in submissions.WRITABLE:
        return see_other(_address(case))  # the same form again, after it was handed in
    told = submissions.write(house, seat, case, lambda telling: _heard(visit, telling))
    if visit.wants_json:
        return Response(status_code=204)
    if visit.field("go") != "hand_in":
        return see_other(_address(case) + "&told=kept")
    ticked = Ticks(visit.field("consent") == "yes", visit.field("contact") == "yes")
    if _marked(told.telling) and visit.field("looked") != "yes":
        return _story(visit, told, message=visit.say("retain.look_first"), status=422, ticked=ticked)
    try:
        submissions.hand_in(
            house,
            seat,
            case,
            consent=visit.field("consent") == "yes",
            contact=visit.field("contact") == "yes",
        )
    except MengyaError as error:
        message = visit.say(f"errors.{error.code}", **error.values)
        return _story(visit, told, message=message, status=status_of(error), ticked=ticked)
    return see_other(_address(case))


def decide(visit: Visit) -> Response:
    """What else a teller can say of a story: more people, only this room, still so, take it back."""
    if visit.seat is None:
        return lost(visit)
    house, seat, case = visit.house, visit.seat, visit.field("case")
    match visit.field("go"):
        case "allow":
            submissions.answer_wider(house, seat, case, allow=True)
        case "decline":
            submissions.answer_wider(house, seat, case, allow=False)
        case "room":
            submissions.only_this_room(house, seat, case)
        case "still":
            submissions.still_so(house, seat, case)
        case "back":
            submissions.take_back(house, seat, case)
            return see_other("/s/tell")
    return see_other(_address(case))


def _story(
    visit: Visit, told: ToldCase, *, message: str = "", status: int = 200, ticked: Ticks | None = None
) -> Response:
    if len(told.telling.obstacles) > MOST_OBSTACLES and not message:
        message = visit.say("errors.told.too_many", n=MOST_OBSTACLES)
    lines = submissions.lines(visit.house, told)
    words = vocabulary_options(visit.house.content.vocabularies, visit.language)
    telling = told.telling
    spare = MOST_MOVES - len(telling.moves)
    return visit.page(
        "tell_story.html",
        status,
        told=told,
        telling=telling,
        writable=told.state in submissions.WRITABLE,
        words=words,
        names={name: {one.code: one.label for one in options} for name, options in words.items()},
        levels=LEVELS,
        outcomes=[one.value for one in Outcome],
        became={code: outcome.value for code, outcome in telling.outcomes},
        moves=[*telling.moves, *[ToldMove("", "")] * spare],
        lacking=lacking(telling),
        marked=_marked(telling),
        asked=_note(lines, CaseEvent.ASKED) if told.state is CaseState.NEEDS_INFO else "",
        reason=_note(lines, CaseEvent.REJECTED) if told.state is CaseState.REJECTED else "",
        wider=submissions.asked_wider(lines) if told.state is CaseState.PUBLISHED else None,
        # Asked back, the ticks are those agreed to before; nothing is ticked for anybody the first time.
        ticked=ticked or Ticks(bool(told.consent), told.contact_ok),
        kept=visit.query("told") == "kept",
        message=message,
        stuck_most=STUCK_MOST[visit.language],
        most=MOST_WORDS,
    )


def _note(lines: Sequence[CaseLine], what: CaseEvent) -> str:
    return next((one.note for one in reversed(lines) if one.what is what), "")


def _marked(telling: Telling) -> list[Marked]:
    """The texts in which something is marked."""
    texts = [(name, getattr(telling, name)) for name in ("stuck", "result", "not_again", "without_words")]
    texts += [("move", text) for move in telling.moves for text in (move.text, move.by)]
    texts += [("first_step", telling.first_step), ("question", telling.question)]
    found = [Marked(name, pieces(str(text))) for name, text in texts]
    return [one for one in found if any(kind is not None for _, kind in one.parts)]


def _heard(visit: Visit, before: Telling) -> Telling:
    """What the form says; what no list of ours knows is left out."""
    vocabularies = visit.house.content.vocabularies
    known = {one.code for one in vocabularies.obstacles.current}
    first = visit.field("first")
    chosen = [code for code in dict.fromkeys(visit.form.get("chosen", ())) if code in known]
    obstacles = tuple(sorted(chosen, key=lambda code: code != first))
    assets = {one.code for one in vocabularies.assets.current}
    settings = {one.code for one in vocabularies.settings.current}
    outcomes = {one.value for one in Outcome}
    return replace(
        before,
        stuck=_text(visit, "stuck", STUCK_MOST[visit.language]),
        obstacles=obstacles,
        setting=visit.field("setting") if visit.field("setting") in settings else None,
        committee_support=_level(visit.field("committee_support")),
        familiarity=_level(visit.field("familiarity")),
        households=_count(visit.field("households")) or None,
        groups=_count(visit.field("groups")),
        moves=tuple(_moves(visit, {one.code for one in vocabularies.moves.current})),
        outcomes=tuple(
            (code, Outcome(visit.field(f"outcome.{code}")))
            for code in obstacles
            if visit.field(f"outcome.{code}") in outcomes
        ),
        result=_text(visit, "result"),
        not_again=_text(visit, "not_again"),
        without=tuple(code for code in dict.fromkeys(visit.form.get("without", ())) if code in assets),
        without_words=_text(visit, "without_words"),
        first_step=_text(visit, "first_step"),
        question=_text(visit, "question"),
    )


def _moves(visit: Visit, known: set[str]) -> list[ToldMove]:
    found = []
    for number in range(MOST_MOVES):
        code = visit.field(f"move.{number}.code")
        move = ToldMove(
            code if code in known else "",
            _text(visit, f"move.{number}.text"),
            _text(visit, f"move.{number}.by", 40),
        )
        if move.code or move.text:
            found.append(move)
    return found


def _text(visit: Visit, name: str, most: int = MOST_WORDS) -> str:
    return visit.field(name).strip()[:most]


def _level(text: str) -> int | None:
    return int(text) if text in LEVELS else None


def _count(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_COUNT else None


def _address(id: str) -> str:
    return f"/s/tell?case={id}"
