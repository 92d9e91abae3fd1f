"""Telling one's own case in eight questions on one page: saved at any time, submitted with consent, taken
back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from starlette.responses import JSONResponse, Response

from workshop.base.errors import MengyaError
from workshop.learning.cases.privacy_check import MarkKind, pieces
from workshop.learning.cases.retain import MOST_MOVES, MOST_OBSTACLES, MOST_WORDS, STUCK_MOST, lacking
from workshop.model.case import (
    Outcome,
    StoryDraft,
    StoryMove,
    Submission,
    SubmissionEvent,
    SubmissionLine,
    SubmissionState,
)
from workshop.model.ids import new_token
from workshop.phone.fields import chosen_of
from workshop.phone.lost_cookie import lost
from workshop.phone.request import RequestContext, see_other, status_of
from workshop.services.camp.questions import vocabulary_options
from workshop.services.learn import submissions

LEVELS = ("0", "1", "2", "3")
COUNTS = ("households", "groups")
MOST_COUNT = 6  # digits of a number of homes or groups
LONGEST_COUNT = 40  # characters, with the words around it
# One number that nothing turns into another: no minus, no point, no second one.
ONE_NUMBER = re.compile(r"[^\d.-]*(\d{1,3}(?:,\d{3})+|\d+)[^\d.-]*", re.ASCII)
TIMES = re.compile(r"hundred|thousand|dozen|\dk\b", re.IGNORECASE)


@dataclass(frozen=True)
class Marked:
    """A text with possible personal details marked, split at the marks."""

    name: str
    parts: tuple[tuple[str, MarkKind | None], ...]


@dataclass(frozen=True)
class Ticks:
    """The checkboxes at the foot of the form."""

    consent: bool
    contact: bool


def show(request: RequestContext) -> Response:
    """My cases, or one of them (`?case=`) to be written or read."""
    if request.seat is None:
        return lost(request)
    if request.query("case"):
        return _story(request, submissions.one_of(request.context, request.seat, request.query("case")))
    return request.page(
        "tell.html",
        key=new_token(request.context.chance),
        stories=submissions.mine(request.context, request.seat),
    )


def begin(request: RequestContext) -> Response:
    """Begin a case; the same form twice is one case."""
    if request.seat is None:
        return lost(request)
    submission = submissions.begin(request.context, request.seat, request.key, request.language)
    return see_other(_address(submission.id))


def keep(request: RequestContext) -> Response:
    """Save what is typed; with the submit button, submit it."""
    if request.seat is None:
        return lost(request)
    context, seat, case = request.context, request.seat, request.field("case")
    if submissions.one_of(context, seat, case).state not in submissions.WRITABLE:
        return see_other(_address(case))  # the same form again, after it was handed in
    submission = submissions.write(context, seat, case, lambda telling: _posted(request, telling))
    unread = _unread(request)
    if unread:
        message = request.say(f"retain.unread.{unread}", text=request.field(unread).strip()[:LONGEST_COUNT])
        if request.wants_json:
            return JSONResponse({"message": message}, 422)
        ticked = Ticks(request.field("consent") == "yes", request.field("contact") == "yes")
        return _story(request, submission, message=message, status=422, ticked=ticked)
    if request.wants_json:
        return Response(status_code=204)
    if request.field("go") != "hand_in":
        return see_other(_address(case) + "&told=kept")
    ticked = Ticks(request.field("consent") == "yes", request.field("contact") == "yes")
    if _marked(submission.telling) and request.field("looked") != "yes":
        return _story(
            request, submission, message=request.say("retain.look_first"), status=422, ticked=ticked
        )
    try:
        submissions.hand_in(
            context,
            seat,
            case,
            consent=request.field("consent") == "yes",
            contact=request.field("contact") == "yes",
        )
    except MengyaError as error:
        message = request.say(f"errors.{error.code}", **error.values)
        return _story(request, submission, message=message, status=status_of(error), ticked=ticked)
    return see_other(_address(case))


def decide(request: RequestContext) -> Response:
    """A teller's other decisions: wider audience, only this room, confirm, take back."""
    if request.seat is None:
        return lost(request)
    context, seat, case = request.context, request.seat, request.field("case")
    match request.field("go"):
        case "allow":
            submissions.answer_wider(context, seat, case, allow=True)
        case "decline":
            submissions.answer_wider(context, seat, case, allow=False)
        case "room":
            submissions.only_this_room(context, seat, case)
        case "still":
            submissions.still_so(context, seat, case)
        case "back":
            submissions.take_back(context, seat, case)
            return see_other("/s/tell")
    return see_other(_address(case))


def _story(
    request: RequestContext,
    submission: Submission,
    *,
    message: str = "",
    status: int = 200,
    ticked: Ticks | None = None,
) -> Response:
    if len(submission.telling.obstacles) > MOST_OBSTACLES and not message:
        message = request.say("errors.told.too_many", n=MOST_OBSTACLES)
    lines = submissions.lines(request.context, submission)
    words = vocabulary_options(request.context.content.vocabularies, request.language)
    telling = submission.telling
    spare = MOST_MOVES - len(telling.moves)
    return request.page(
        "tell_story.html",
        status,
        told=submission,
        telling=telling,
        writable=submission.state in submissions.WRITABLE,
        words=words,
        obstacles=chosen_of(words["obstacles"], telling.obstacles),
        names={name: {one.code: one.label for one in options} for name, options in words.items()},
        levels=LEVELS,
        # What could not be read stands there as it was typed.
        counts=[
            (name, request.field(name) if _unread(request) else getattr(telling, name)) for name in COUNTS
        ],
        outcomes=[one.value for one in Outcome],
        became={code: outcome.value for code, outcome in telling.outcomes},
        moves=[*telling.moves, *[StoryMove("", "")] * spare],
        lacking=lacking(telling),
        marked=_marked(telling),
        asked=_note(lines, SubmissionEvent.ASKED) if submission.state is SubmissionState.NEEDS_INFO else "",
        reason=_note(lines, SubmissionEvent.REJECTED) if submission.state is SubmissionState.REJECTED else "",
        wider=submissions.asked_wider(lines) if submission.state is SubmissionState.PUBLISHED else None,
        # After a question back, earlier consent stays ticked; the first time nothing is pre-ticked.
        ticked=ticked or Ticks(bool(submission.consent), submission.contact_ok),
        kept=request.query("told") == "kept",
        message=message,
        stuck_most=STUCK_MOST[request.language],
        most=MOST_WORDS,
    )


def _note(lines: Sequence[SubmissionLine], what: SubmissionEvent) -> str:
    return next((one.note for one in reversed(lines) if one.what is what), "")


def _marked(telling: StoryDraft) -> list[Marked]:
    """The texts with marks."""
    texts = [(name, getattr(telling, name)) for name in ("stuck", "result", "not_again", "without_words")]
    texts += [("move", text) for move in telling.moves for text in (move.text, move.by)]
    texts += [("first_step", telling.first_step), ("question", telling.question)]
    texts_marked = [Marked(name, pieces(str(text))) for name, text in texts]
    return [one for one in texts_marked if any(kind is not None for _, kind in one.parts)]


def _posted(request: RequestContext, before: StoryDraft) -> StoryDraft:
    """The posted form; codes that are in no vocabulary are dropped."""
    vocabularies = request.context.content.vocabularies
    known = {one.code for one in vocabularies.obstacles.current}
    first = request.field("first")
    chosen = [code for code in dict.fromkeys(request.form.get("chosen", ())) if code in known]
    obstacles = tuple(sorted(chosen, key=lambda code: code != first))
    assets = {one.code for one in vocabularies.assets.current}
    settings = {one.code for one in vocabularies.settings.current}
    outcomes = {one.value for one in Outcome}
    return replace(
        before,
        stuck=_text(request, "stuck", STUCK_MOST[request.language]),
        obstacles=obstacles,
        setting=request.field("setting") if request.field("setting") in settings else None,
        committee_support=_level(request.field("committee_support")),
        familiarity=_level(request.field("familiarity")),
        households=read_count(request.field("households")) or None,
        groups=read_count(request.field("groups")),
        moves=tuple(_moves(request, {one.code for one in vocabularies.moves.current})),
        outcomes=tuple(
            (code, Outcome(request.field(f"outcome.{code}")))
            for code in obstacles
            if request.field(f"outcome.{code}") in outcomes
        ),
        result=_text(request, "result"),
        not_again=_text(request, "not_again"),
        without=tuple(code for code in dict.fromkeys(request.form.get("without", ())) if code in assets),
        without_words=_text(request, "without_words"),
        first_step=_text(request, "first_step"),
        question=_text(request, "question"),
    )


def _moves(request: RequestContext, known: set[str]) -> list[StoryMove]:
    moves = []
    for number in range(MOST_MOVES):
        code = request.field(f"move.{number}.code")
        move = StoryMove(
            code if code in known else "",
            _text(request, f"move.{number}.text"),
            _text(request, f"move.{number}.by", 40),
        )
        if move.code or move.text:
            moves.append(move)
    return moves


def _text(request: RequestContext, name: str, most: int = MOST_WORDS) -> str:
    return request.field(name).strip()[:most]


def _level(text: str) -> int | None:
    return int(text) if text in LEVELS else None


def read_count(text: str) -> int | None:
    """The number somebody wrote, with what people write around it; None where it is not one number beyond doubt.

    >>> read_count("约８００户"), read_count("about 1,200"), read_count("800~900"), read_count("8百"), read_count("-5")
    (800, 1200, None, None, None)
    """
    written = unicodedata.normalize("NFKC", text).strip()
    found = ONE_NUMBER.fullmatch(written)
    # Beside digits, a character with a number of its own is a Chinese numeral: eight hundred, some hundreds.
    numerals = [one for one in written if not one.isdecimal() and unicodedata.numeric(one, None) is not None]
    if found is None or numerals or TIMES.search(written):
        return None
    digits = found.group(1).replace(",", "")
    return int(digits) if len(digits) <= MOST_COUNT else None


def _unread(request: RequestContext) -> str:
    """The first field for a number that holds something else; "" where none does."""
    return next(
        (name for name in COUNTS if request.field(name).strip() and read_count(request.field(name)) is None),
        "",
    )


def _address(id: str) -> str:
    return f"/s/tell?case={id}"
