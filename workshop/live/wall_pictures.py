"""Which picture the wall shows, drawn with its text alternative, once however many walls ask for it."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from cachetools import LRUCache

from workshop.base.text import Language, say
from workshop.learning.statements.statement_text import room_sentences
from workshop.live.charts.group_charts import piles_chart, piles_text, points_chart, points_text
from workshop.live.wall_answers import (
    bars_chart,
    cards_chart,
    cards_text,
    statements_chart,
    stories_chart,
    timer_chart,
)
from workshop.live.wall_chart import closed_chart, count_chart, entry_chart
from workshop.live.wall_dialogue import (
    FieldCard,
    RingLook,
    RingTurn,
    field_cards_chart,
    field_cards_text,
    ring_chart,
    ring_text,
)
from workshop.live.wall_frame import WallFrame, message_chart
from workshop.live.wall_places import places_chart, places_text
from workshop.live.wall_positions import position_view
from workshop.live.wall_room import (
    network_chart,
    network_text,
    pairs_chart,
    pairs_text,
    tables_chart,
    tables_text,
)
from workshop.model.camp import Camp, CampStep, StepState
from workshop.model.ids import spaced
from workshop.model.privacy import MIN_GROUP
from workshop.model.step import StepKind
from workshop.phone.files import qr_svg
from workshop.services.app.context import AppContext
from workshop.services.camp import progress
from workshop.services.camp.places import placed_in_room
from workshop.services.camp.questions import questions_of
from workshop.services.learn.statements import statements_of
from workshop.services.map.role_ties import role_ties_of
from workshop.services.matching.seating import tables_of
from workshop.services.position.positions import camp_positions
from workshop.services.room import wall_views
from workshop.services.room.remote import since
from workshop.services.room.wall_groups import wall_dots, wall_piles
from workshop.services.room.wall_words import WallCard
from workshop.services.room.walls import WallShow, bars_of, wall_show
from workshop.services.seats.partners_shown import match_shown


@dataclass(frozen=True)
class WallPicture:
    """A drawing (SVG, empty for a dark wall), what it says in words, and the mark it was drawn at."""

    drawing: str
    words: str
    since: str


# Only the newest of each wall: what somebody took back must not stay in an older picture.
_drawn: LRUCache[tuple[str, str, str], WallPicture] = LRUCache(64)
_lock = threading.Lock()


def picture(context: AppContext, camp: Camp, language: Language, base: str) -> WallPicture:
    """The wall's picture now; `base` is the address phones join at."""
    key = (camp.id, language, base)
    with _lock:  # the other walls wait for the first, and find its picture
        known = _drawn.get(key)
        if known is None or known.since != since(context, camp.id):
            known = _drawn[key] = _draw(context, camp, language, base)
        return known


def _draw(context: AppContext, camp: Camp, language: Language, base: str) -> WallPicture:
    show = wall_show(context, camp)
    title = show.exercise.title.of(language) if show.exercise else camp.title
    frame = WallFrame(title, "" if camp.locked else spaced(camp.code), camp.invented, language)
    drawing, words = _view(context, show, frame, base)
    return WallPicture(drawing, words, show.since)


def _view(context: AppContext, show: WallShow, frame: WallFrame, base: str) -> tuple[str, str]:
    language = frame.language
    if show.view == wall_views.NONE:
        return "", say(language, "live.wall.dark")
    if show.view in (wall_views.TABLES, wall_views.NETWORK):
        return _arranged(context, show, frame)
    if show.view == wall_views.JOIN or show.step is None:
        frame = WallFrame(show.camp.title, frame.code, frame.invented, language)
        if show.camp.locked:
            return closed_chart(frame, show.joined), say(language, "live.wall.closed")
        address = f"{base}/j/{show.camp.code}"
        words = say(language, "live.wall.join", address=address, code=frame.code)
        return entry_chart(frame, qr_svg(address).decode(), f"{base}/j", show.joined), words
    if show.view == wall_views.TIMER:
        return _timer(context, show, frame)
    if show.view == wall_views.PAIRS:
        return _arranged(context, show, frame)
    if show.view == wall_views.COUNT:
        return _count(context, show, show.step, frame)
    return _results(context, show, show.step, frame)


def _arranged(context: AppContext, show: WallShow, frame: WallFrame) -> tuple[str, str]:
    """How the room is arranged: tables, pairs, or all maps as sums."""
    language = frame.language
    if show.view == wall_views.NETWORK:
        ties = role_ties_of(context, show.camp)
        return network_chart(frame, ties), network_text(ties, language)
    if show.view == wall_views.TABLES:
        number, tables = tables_of(context, show.camp)
        return tables_chart(frame, tables, number), tables_text(tables, language)
    shown = match_shown(context, show.camp, show.step) if show.step else None
    groups = [[one.nickname for one in group] for group in shown.groups] if shown else []
    named = show.exercise is not None and show.exercise.privacy.names != "none"
    return pairs_chart(frame, groups, named=named), pairs_text(groups, language, named=named)


def _timer(context: AppContext, show: WallShow, frame: WallFrame) -> tuple[str, str]:
    if show.ends_at is None:
        words = say(frame.language, "live.wall.no_timer")
        return message_chart(frame, words), words
    seconds = int((show.ends_at - context.now()).total_seconds())
    left = f"{'+' if seconds < 0 else ''}{abs(seconds) // 60}:{abs(seconds) % 60:02d}"
    stopped = show.step is not None and show.step.state is StepState.FROZEN
    figure = say(frame.language, "live.now.frozen") if stopped else ""
    words = say(frame.language, "live.wall.timer", left=left)
    drawn = timer_chart(frame, milliseconds(show.ends_at), left, figure)
    return drawn, "\n".join(line for line in (figure, words) if line)


def milliseconds(at: datetime) -> int:
    """A moment in UTC as the page's script counts it: milliseconds since 1970."""
    return int(at.replace(tzinfo=UTC).timestamp() * 1000)


def _count(context: AppContext, show: WallShow, step: CampStep, frame: WallFrame) -> tuple[str, str]:
    counted = progress.progress(context, show.camp, step.id)
    asked = questions_of(context, show.camp, step, frame.language)
    # Of many questions the first says little: then the exercise says in a few words what it is about.
    prompt = (
        asked[0].prompt
        if len(asked) == 1 or show.exercise is None
        else show.exercise.heart.of(frame.language)
    )
    words = say(frame.language, "live.wall.counted", n=counted.done, total=len(counted.seats))
    return count_chart(frame, prompt, counted.done, len(counted.seats)), words


def _ring(context: AppContext, show: WallShow, step: CampStep, language: Language) -> RingLook:
    asked = [one for one in questions_of(context, show.camp, step, language) if one.kind is StepKind.LOG]
    names = {option.code: option.label for question in asked for option in question.options}
    turns = [one.turn for one in show.cards if one.turn is not None]
    return RingLook(
        tuple(names.values()),
        tuple(
            RingTurn(
                names.get(turn.words.speaker, ""),
                say(language, f"dialogue.kind.{turn.words.kind.value}"),
                turn.words.text,
                turn.stars,
            )
            for turn in sorted(turns, key=lambda turn: turn.number)
        ),
        sum(one.turn is not None for one in show.undecided),
    )


def _field_cards(
    context: AppContext, show: WallShow, step: CampStep, language: Language
) -> tuple[FieldCard, ...]:
    names = {
        (question.id, column.code): column.label
        for question in questions_of(context, show.camp, step, language)
        for column in question.options
    }
    return tuple(
        FieldCard(tuple((names.get((one.question, column), column), words) for column, words in one.fields))
        for one in show.cards
        if one.fields
    )


def _loose(cards: Sequence[WallCard]) -> list[str]:
    """Cards that stand by themselves. Of a dialogue only what people starred; the rest of it stands in the ring."""
    return [
        one.text
        for one in cards
        if not one.fields and not one.worked_on and (one.turn is None or one.turn.stars)
    ]


def _cards(show: WallShow, frame: WallFrame) -> tuple[str, str]:
    texts, waiting = _loose(show.cards), len(_loose(show.undecided))
    return cards_chart(frame, texts, waiting), cards_text(texts, waiting, frame.language)


def _dialogue(context: AppContext, show: WallShow, step: CampStep, frame: WallFrame) -> tuple[str, str]:
    """The ring; before it has a turn to show, the cards people write beside the dialogue."""
    ring = _ring(context, show, step, frame.language)
    if not ring.turns and (_loose(show.cards) or (_loose(show.undecided) and not ring.waiting)):
        return _cards(show, frame)
    return ring_chart(frame, ring), ring_text(ring, frame.language)


def _grouped(context: AppContext, show: WallShow, step: CampStep, frame: WallFrame) -> tuple[str, str] | None:
    """Cards in their piles, or where the dots lie."""
    if show.view == wall_views.CLUSTERS:
        piles = wall_piles(context, show.camp, step, frame.language)
        if piles and not piles.piles and not piles.waiting and _loose(show.cards):
            return _cards(show, frame)  # revealed before anybody sorted them
        return (piles_chart(frame, piles), piles_text(piles, frame.language)) if piles else None
    dots = wall_dots(context, show.camp, step, frame.language)
    return (points_chart(frame, dots), points_text(dots, frame.language)) if dots else None


def _results(context: AppContext, show: WallShow, step: CampStep, frame: WallFrame) -> tuple[str, str]:
    language, camp = frame.language, show.camp
    if show.view in wall_views.GROUPED and (grouped := _grouped(context, show, step, frame)):
        return grouped
    if show.view == wall_views.CARDS:
        return _cards(show, frame)
    if show.view == wall_views.FIELDS:
        cards = _field_cards(context, show, step, language)
        waiting = sum(bool(one.fields) for one in show.undecided)
        return field_cards_chart(frame, cards, waiting), field_cards_text(cards, waiting, language)
    if show.view == wall_views.RING:
        return _dialogue(context, show, step, frame)
    if show.view == wall_views.STATEMENTS:
        room = statements_of(context, camp, step, language)
        sentences = room_sentences(room.tallies, room.people, room.texts, language)
        return statements_chart(frame, room, sentences), "\n".join(sentences)
    if show.view == wall_views.STORIES:
        read = camp_positions(context, camp)
        names = {one.id: one.name.of(language) for one in read.rubric.dimensions}
        words = "\n".join(story.vignette.title.of(language) for story in read.stories)
        words = words or say(language, "live.wall.too_few", least=MIN_GROUP)
        return stories_chart(frame, read.stories, names), words
    if show.view == wall_views.PLACE:
        placed = placed_in_room(context, camp, step, language)
        if placed is not None:
            return places_chart(frame, placed), places_text(placed, language)
    if show.view in wall_views.POSITIONS:
        return position_view(context, camp, show.view, frame)
    bars = bars_of(context, camp, step, language)
    words = "\n".join(
        say(language, "live.wall.bar", question=one.prompt, option=label, n=count)
        for one in bars
        for label, count in zip(one.labels, one.counts, strict=False)
    )
    return bars_chart(frame, bars), words or say(language, "live.wall.too_few", least=MIN_GROUP)
