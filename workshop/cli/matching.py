"""`mengya match`: pairing people who are stuck with people who can help."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from workshop.base.text import say
from workshop.cli.frame import Frame, Json, frame_of
from workshop.cli.output import grid, plain
from workshop.cli.sources import notes_shape, people_rows, tell
from workshop.learning.cases.casebase import cases
from workshop.learning.cases.vocabulary import Vocabularies, load_vocabularies
from workshop.learning.matching.fit import remedies
from workshop.learning.matching.matching import Matching
from workshop.learning.matching.matching import match as pair_up
from workshop.learning.matching.matching_text import match_reasons, matching_sentences, trio_sentence
from workshop.learning.matching.room_table import COLUMNS, Usual, read_room
from workshop.learning.matching.trios import Trios, trios
from workshop.model.matching import CAPACITY, HOSTS, Peer

Option = typer.Option


def match(
    context: typer.Context,
    room_file: Annotated[Path, typer.Argument()],
    hosts: Annotated[int, Option("--hosts")] = HOSTS,
    seats: Annotated[int, Option("--capacity")] = CAPACITY,
) -> None:
    frame = frame_of(context)
    data = frame.settings.content / "data"
    vocabularies = load_vocabularies(data / "vocabularies")
    people, notes = people_rows(
        room_file, lambda name, rows: read_room(name, rows, vocabularies, Usual(hosts, seats)), COLUMNS
    )
    tell(frame, notes)
    known = remedies(cases(data / "cases", frame.language, vocabularies))
    with frame.working(say(frame.language, "matching.work")):
        matching = pair_up(people, known=known)
    groups = trios(people, matching.alone, _free(people, matching))
    frame.show(
        lambda: {**shape(matching, groups), "notes": notes_shape(frame, notes)},
        lambda: _text(frame, matching, groups, vocabularies),
    )


def _free(people: Sequence[Peer], matching: Matching) -> list[str]:
    """Candidates for filling a trio: people with no visitor and no host."""
    busy = {pair.asker for pair in matching.pairs} | {pair.host for pair in matching.pairs}
    return sorted(peer.id for peer in people if peer.id not in busy)


def shape(matching: Matching, groups: Trios) -> dict[str, Json]:
    """The result as plain data. Field names are a promise to scripts."""
    return {
        "pairs": [
            {
                "asker": pair.asker,
                "host": pair.host,
                "fit": pair.fit.value,
                **plain(pair.fit, only={"shared", "by_move", "ahead"}),
            }
            for pair in matching.pairs
        ],
        "unserved": list(matching.unserved),
        **plain(matching, only={"host_load", "total_fit", "worst_asker", "short"}),
        "n": len(matching.askers),
        "trios": [plain(trio) for trio in groups.groups],
        "left": list(groups.left),
        "warnings": list(matching.cautions),
    }


def _text(frame: Frame, matching: Matching, groups: Trios, vocabularies: Vocabularies) -> str:
    words = frame.language
    header = [say(words, f"matching.column.{name}") for name in ("asker", "host", "why")]
    between = say(words, "matching.reason.joiner")
    rows = [
        [pair.asker, pair.host, between.join(match_reasons(pair.fit, vocabularies, words))]
        for pair in matching.pairs
    ]
    lines = [
        *([grid(header, rows), ""] if rows else []),
        *matching_sentences(matching, words),
        *(trio_sentence(one, words) for one in groups.groups),
    ]
    return "\n".join(lines)
