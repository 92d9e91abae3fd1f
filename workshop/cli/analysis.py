"""Commands that analyse maps and cases: networks, withdrawal, comparison, suggestions."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from workshop.cli import shapes, sources
from workshop.cli.frame import Frame, frame_of
from workshop.cli.grid import grid
from workshop.cli.people_table import people_rows
from workshop.errors import InputError
from workshop.learning.asker import read_asker
from workshop.learning.casebase import cases as case_base
from workshop.learning.casebase import trusted
from workshop.learning.in_room import with_people
from workshop.learning.meaning import encoder, likeness_of_meaning
from workshop.learning.pattern_status import standing
from workshop.learning.patternbase import patterns as pattern_base
from workshop.learning.retrieval import suggest as find_cards
from workshop.learning.room_table import read_room
from workshop.learning.telling import CardTold, backed, notes, tell
from workshop.learning.vocabulary import load_vocabularies
from workshop.learning.words import likeness_of_words
from workshop.network import compare as comparing
from workshop.network import reading, wording
from workshop.network.disclosure import disclosure
from workshop.network.disclosure_words import disclosure_sentences
from workshop.network.measures import measure
from workshop.network.read import read
from workshop.network.telling import structure_sentences
from workshop.network.withdrawal import of_kind, withdraw
from workshop.text import say

Option = typer.Option
Argument = typer.Argument


def network(context: typer.Context, source: Annotated[str, Argument()]) -> None:
    frame = frame_of(context)
    found = read(source)
    with frame.working(say(frame.language, "cli.work.network")):
        measures = measure(found)
        told = disclosure(found)
    name = wording.labels(found)
    lines = (
        *reading.sentences(measures, frame.language, name),
        *reading.coverage_sentences(measures, frame.language),
        *reading.overlap_sentences(measures, frame.language, name),
        *structure_sentences(measures, frame.language, name),
        *disclosure_sentences(told, frame.language),
    )
    frame.show(shapes.network(measures, told), "\n".join(lines))


def withdrawal(
    context: typer.Context,
    source: Annotated[str, Argument()],
    remove: Annotated[str | None, Option("--remove")] = None,
    kind: Annotated[str | None, Option("--kind")] = None,
) -> None:
    frame = frame_of(context)
    if (remove is None) == (kind is None):
        raise InputError("cli.remove_or_kind")
    found = read(source)
    gone = of_kind(found, kind) if kind is not None else _listed(remove or "")
    with frame.working(say(frame.language, "cli.work.withdrawal")):
        tested = withdraw(found, gone)
    lines = reading.withdrawal_sentences(tested, frame.language, wording.labels(found))
    frame.show(shapes.withdrawal(tested), "\n".join(lines))


def _listed(text: str) -> tuple[str, ...]:
    """Ids separated by commas, Chinese ones too."""
    return tuple(part.strip() for part in text.replace("，", ",").split(",") if part.strip())


def compare(context: typer.Context, source: Annotated[list[str], Argument()]) -> None:
    frame = frame_of(context)
    networks = sources.networks(source)
    with frame.working(say(frame.language, "cli.work.compare")):
        found = comparing.compare(networks)
    words = frame.language
    header = [
        say(words, "cli.column.community"),
        say(words, "cli.column.people"),
        say(words, "cli.column.response"),
        *(say(words, f"network.measure.{name}") for name in comparing.NAMES),
    ]
    rows = [
        [one.id, one.people, one.response_rate, *shapes.eight(one.indicators).values()]
        for one in found.communities
    ]
    lines = [
        grid(header, rows),
        "",
        *reading.difference_sentences(found, words),
        *wording.cautions(found.warnings, words),
    ]
    frame.show(shapes.comparison(found), "\n".join(lines))


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
    # Patterns name cases of the shipped base; over other cases nothing is known of them.
    written = () if cases else pattern_base(data / "patterns", frame.language, base, vocabularies)
    behind = [backed(one, standing(one, known), frame.language) for one in written]
    by_words = partial(likeness_of_meaning, by=encoder()) if meaning else likeness_of_words
    found = find_cards(asker, known, vocabularies, behind, by_words)
    if room is not None:
        people = people_rows(room, lambda name, rows: read_room(name, rows, vocabularies))
        found = with_people(found, asker, people)
    told = [tell(card, vocabularies, frame.language) for card in found.cards]
    lines = [*(line for card in told for line in _card(frame, card)), *notes(found, frame.language)]
    frame.show(shapes.suggestion(found), "\n".join(lines))


def _card(frame: Frame, card: CardTold) -> list[str]:
    """A card top to bottom, in the order every surface shows it."""
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
        f"  {say(words, 'cli.card.first_step', text=card.first_step)}",
        f"  {say(words, 'cli.card.question', text=card.question)}",
        *(f"  {source.grade} – {source.reference}" for source in card.sources),
        "",
    ]
