"""Commands on networks: measures, the withdrawal test, seed selection, comparing several networks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from workshop.base.errors import InputError, Where
from workshop.base.text import say
from workshop.cli.frame import Frame, Json, frame_of
from workshop.cli.output import grid, plain
from workshop.cli.sources import notes_shape, tell
from workshop.model.network import Network
from workshop.network.graph import wording
from workshop.network.io import words
from workshop.network.io.imported import Note
from workshop.network.io.read import BUILTIN, read_noted
from workshop.network.measures import compare as comparing
from workshop.network.measures.measures import Measures, measure
from workshop.network.measures.response_text import rate_cell
from workshop.network.measures.structure_text import structure_sentences
from workshop.network.privacy.disclosure import Disclosure, disclosure
from workshop.network.privacy.disclosure_text import disclosure_sentences
from workshop.network.resilience.withdrawal import of_kind, withdraw
from workshop.network.seeding.seeding import SPREAD, SeedResult, by_simple_spread, by_threshold
from workshop.network.seeding.seeding_text import reasons, seed_sentences
from workshop.network.text import network_text
from workshop.network.text.compare_text import difference_sentences, figure_rows
from workshop.network.text.import_text import alike_note

Option = typer.Option
Argument = typer.Argument

TABLES = (".csv", ".txt", ".tsv")
# Files of a folder that are maps of their own; a workbook or list may be one too.
MAPS = (".graphml", ".gexf", ".net", ".paj", ".gml", ".dl", ".json", ".xlsx", ".csv", ".zip")
SHEETS = ("people", "ties")  # the two required tables of a network


def network(context: typer.Context, source: Annotated[str, Argument()]) -> None:
    frame = frame_of(context)
    read_network, notes = _read(source)
    tell(frame, notes)
    with frame.working(say(frame.language, "cli.work.network")):
        measures = measure(read_network)
        risk = disclosure(read_network)
    frame.show(
        lambda: {**_network(measures, risk), "notes": notes_shape(frame, notes)},
        lambda: _network_text(frame, read_network, measures, risk),
    )


def _read(source: str) -> tuple[Network, tuple[Note, ...]]:
    """A network, and what there is to say about how its file was understood."""
    found = read_noted(source)
    return found.network, (*found.notes, *alike_note(found.network, found.alike))


def _network(measures: Measures, risk: Disclosure) -> dict[str, Json]:
    return {
        **plain(measures, without={"brokers": {"in_buildings", "in_groups"}}),
        "disclosure": {
            "n": risk.n,
            "knows": [{"what": one.knows, **plain(one, without={"knows"})} for one in risk.found],
        },
    }


def _network_text(frame: Frame, read_network: Network, measures: Measures, risk: Disclosure) -> str:
    name = wording.labels(read_network)
    lines = (
        *network_text.sentences(measures, frame.language, name),
        *network_text.coverage_sentences(measures, frame.language),
        *network_text.overlap_sentences(measures, frame.language, name),
        *structure_sentences(measures, frame.language, name),
        *disclosure_sentences(risk, frame.language),
    )
    return "\n".join(lines)


def withdrawal(
    context: typer.Context,
    source: Annotated[str, Argument()],
    remove: Annotated[str | None, Option("--remove")] = None,
    kind: Annotated[str | None, Option("--kind")] = None,
) -> None:
    frame = frame_of(context)
    if (remove is None) == (kind is None):
        raise InputError("cli.remove_or_kind")
    read_network, notes = _read(source)
    tell(frame, notes)
    gone = of_kind(read_network, kind) if kind is not None else _listed(remove or "")
    with frame.working(say(frame.language, "cli.work.withdrawal")):
        tested = withdraw(read_network, gone)
    frame.show(
        lambda: {**plain(tested), "notes": notes_shape(frame, notes)},
        lambda: "\n".join(
            network_text.withdrawal_sentences(tested, frame.language, wording.labels(read_network))
        ),
    )


def _listed(text: str) -> tuple[str, ...]:
    """Ids separated by commas, Chinese ones too."""
    return tuple(part.strip() for part in text.replace("，", ",").split(",") if part.strip())


def compare(
    context: typer.Context,
    source: Annotated[list[str], Argument()],
    relation: Annotated[list[str] | None, Option("--relation")] = None,
    wave: Annotated[list[str] | None, Option("--wave")] = None,
) -> None:
    frame = frame_of(context)
    named = _networks(source)
    for name, (_, notes) in named:
        tell(frame, notes, f"{name}: ")
    networks = [(name, read_network) for name, (read_network, _) in named]
    relations = tuple(str(words.meaning(words.RELATIONS, one) or one) for one in relation or ())
    asked = comparing.AskedFor(relations, tuple(wave or ()))
    with frame.working(say(frame.language, "cli.work.compare")):
        network_comparison = comparing.compare(networks, asked=asked)
    frame.show(
        lambda: {
            **plain(network_comparison),
            "notes": [
                {"community": name, **note}
                for name, (_, notes) in named
                for note in notes_shape(frame, notes)
            ],
        },
        lambda: _comparison_text(frame, network_comparison),
    )


def _comparison_text(frame: Frame, network_comparison: comparing.NetworkComparison) -> str:
    language = frame.language
    header = [
        say(language, "cli.column.community"),
        say(language, "cli.column.people"),
        say(language, "cli.column.response"),
        say(language, "cli.column.figures"),
        *(say(language, f"network.measure.{name}") for name in comparing.NAMES),
    ]
    about = {
        one.id: (one.people, rate_cell(one.response, language)) for one in network_comparison.communities
    }
    rows = [
        [row.community, *about[row.community], row.how, *row.cells]
        for row in figure_rows(network_comparison, language)
    ]
    lines = [
        grid(header, rows),
        "",
        *difference_sentences(network_comparison, language),
    ]
    return "\n".join(lines)


def _networks(sources: Sequence[str]) -> list[tuple[str, tuple[Network, tuple[Note, ...]]]]:
    """Several networks by name; a folder of files or of folders stands for its contents."""
    named = [(_name_of(one), one) for source in sources for one in _expanded(source)]
    names = [name for name, _ in named]
    return [(name if names.count(name) == 1 else source, _read(source)) for name, source in named]


def _expanded(source: str) -> list[str]:
    path = Path(source)
    if source.startswith(BUILTIN) or not path.is_dir() or _is_one_network(path):
        return [source]
    inside = sorted(
        one for one in path.iterdir() if one.suffix.lower() in MAPS or (one.is_dir() and _is_one_network(one))
    )
    if not inside:
        raise InputError("cli.no_networks", Where(source))
    return [str(one) for one in inside]


def _is_one_network(folder: Path) -> bool:
    """Whether a folder holds the tables of one network, rather than several networks."""
    return any(
        one.suffix.lower() in TABLES and words.meaning(words.SHEETS, one.stem) in SHEETS
        for one in folder.iterdir()
    )


def _name_of(source: str) -> str:
    """The name of a network read from `source`."""
    return source.removeprefix(BUILTIN) if source.startswith(BUILTIN) else Path(source).stem


def seeds(
    context: typer.Context,
    source: Annotated[str, Argument()],
    k: Annotated[int, Option("-k")],
    theta: Annotated[int | None, Option("--theta")] = None,
    spread: Annotated[float | None, Option("--spread")] = None,
) -> None:
    frame = frame_of(context)
    if theta is not None and spread is not None:
        raise InputError("movers.theta_or_spread")
    network, notes = _read(source)
    tell(frame, notes)
    with frame.working(say(frame.language, "movers.work")):
        if theta is not None:
            seed_result = by_threshold(network, k, theta)
        else:
            seed_result = by_simple_spread(network, k, SPREAD if spread is None else spread)
    frame.show(
        lambda: {**_seeds(seed_result), "notes": notes_shape(frame, notes)},
        lambda: _seeds_text(frame, network, seed_result),
    )


def _seeds(seed_result: SeedResult) -> dict[str, Json]:
    names = {"seeds", "reach", "by", "heuristic", "n", "candidates", "spread", "theta", "exact"}
    return {
        **plain(seed_result, only={*names, "nominated", "cautions"}),
        "baselines": {
            "degree": seed_result.degree.reach,
            "random": seed_result.lots.mean,
            "times_named": seed_result.named.reach,
        },
        "random": plain(seed_result.lots),
        "baseline_seeds": {
            "degree": list(seed_result.degree.ids),
            "times_named": list(seed_result.named.ids),
        },
    }


def _seeds_text(frame: Frame, network: Network, seed_result: SeedResult) -> str:
    name = wording.labels(network)
    lines = (
        *seed_sentences(seed_result, frame.language, name),
        "",
        *reasons(seed_result, network, frame.language, name),
    )
    return "\n".join(lines)
