"""`mengya suggest`: which communities' experience to ask for (case-based reasoning, retrieve)."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from workshop.base.text import say
from workshop.cli.frame import Frame, Json, frame_of
from workshop.cli.output import plain
from workshop.cli.sources import notes_shape, people_rows, tell
from workshop.learning.cases.casebase import cases as case_base
from workshop.learning.cases.casebase import trusted
from workshop.learning.cases.vocabulary import Vocabularies, load_vocabularies
from workshop.learning.cases.words import text_similarity
from workshop.learning.matching.in_room import with_people
from workshop.learning.matching.room_table import COLUMNS, read_room
from workshop.learning.patterns.pattern_status import standing
from workshop.learning.patterns.patternbase import patterns as pattern_base
from workshop.learning.suggest.asker import read_asker
from workshop.learning.suggest.card_text import CardText, backed, first_note, notes, render_card
from workshop.learning.suggest.meaning import embedding_similarity, encoder
from workshop.learning.suggest.retrieval import Card, Suggestion
from workshop.learning.suggest.retrieval import suggest as find_cards
from workshop.network.io.imported import Note

Option = typer.Option
Argument = typer.Argument


def suggest(
    context: typer.Context,
    ask: Annotated[Path, Argument()],
    cases: Annotated[Path | None, Option("--cases")] = None,
    unverified: Annotated[bool, Option("--unverified")] = False,
    room: Annotated[Path | None, Option("--room")] = None,
    meaning: Annotated[bool, Option("--meaning")] = False,
) -> None:
    frame = frame_of(context)
    data = frame.settings.content / "data"
    vocabularies = load_vocabularies(data / "vocabularies")
    asker = read_asker(ask, vocabularies)
    base = case_base(cases or data / "cases", frame.language, vocabularies)
    known = base if unverified else trusted(base)
    # Patterns rest on cases of the shipped base and do not apply to others.
    written = () if cases else pattern_base(data / "patterns", frame.language, base, vocabularies)
    behind = [backed(one, standing(one, known), frame.language) for one in written]
    by_words = partial(embedding_similarity, by=encoder()) if meaning else text_similarity
    suggestion = find_cards(asker, known, vocabularies, behind, by_words)
    notes: tuple[Note, ...] = ()
    if room is not None:
        people, notes = people_rows(room, lambda name, rows: read_room(name, rows, vocabularies), COLUMNS)
        tell(frame, notes)
        suggestion = with_people(suggestion, asker, people)
    frame.show(
        lambda: {**shape(suggestion), "notes": notes_shape(frame, notes)},
        lambda: _text(frame, suggestion, vocabularies),
    )


def shape(suggestion: Suggestion) -> dict[str, Json]:
    """The result as plain data: codes and unrounded numbers. Field names are a promise to scripts."""
    return {
        "cards": [_card(card) for card in suggestion.cards],
        **plain(suggestion, only={"ask_next", "nothing_fits", "unmet"}),
    }


def _card(card: Card) -> dict[str, Json]:
    own = {"slot", "case", "score", "same", "different", "unknown", "reasons", "evidence", "limits"}
    return {
        **plain(card, only={*own, "needs_missing", "first_step", "question", "status", "person"}),
        **plain(card.told, only={"title", "place", "stuck", "result"}),
        "moves": [
            {**plain(move, without={"needs", "against", "lead"}), "needs": sorted(move.needs)}
            for move in card.moves
        ],
        "outcomes": {code: outcome.value for code, outcome in card.told.outcomes},
        "counted": {
            "obstacle": card.obstacle,
            "move": card.lead,
            **plain(card.counted, only={"tried", "passed", "partly"}),
        },
        "pattern": card.backed.pattern.id if card.backed else None,
        "sources": [plain(source, only={"reference", "grade"}) for source in card.told.sources],
    }


def _text(frame: Frame, suggestion: Suggestion, vocabularies: Vocabularies) -> str:
    rendered = [render_card(card, vocabularies, frame.language) for card in suggestion.cards]
    first = first_note(suggestion, vocabularies, frame.language)
    lines = [
        *([first, ""] if first else []),
        *(line for card in rendered for line in _card_text(frame, card)),
        *notes(suggestion, frame.language),
    ]
    return "\n".join(lines)


def _card_text(frame: Frame, card: CardText) -> list[str]:
    """A card top to bottom, in the order of every surface."""
    words = frame.language
    return [
        f"[{card.slot}] {card.title} – {card.place}",
        *(f"  {line}" for line in (card.who, card.aside) if line),
        f"  {say(words, 'suggest.cli.stuck', text=card.stuck)}",
        *(f"  {line}" for line in (card.alike, *card.why)),
        *(f"  · {move.name}: {move.text}" for move in card.moves),
        f"  {card.result}",
        *(f"  {line}" for line in (card.evidence, card.counted, card.status) if line),
        f"  {say(words, 'cli.card.limits', text=card.limits)}",
        *([f"  {card.needs}"] if card.needs else []),
        *([f"  {say(words, 'cli.card.first_step', text=card.first_step)}"] if card.first_step else []),
        f"  {say(words, 'cli.card.question', text=card.question)}",
        *(f"  {source.grade} – {source.reference}" for source in card.sources),
        "",
    ]
