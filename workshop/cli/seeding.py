"""`mengya seeds`: whom to begin with."""

from __future__ import annotations

from typing import Annotated

import typer

from workshop.cli.frame import Json, frame_of
from workshop.errors import InputError
from workshop.network.read import read
from workshop.network.seeding import SPREAD, Movers, by_simple_spread, by_threshold
from workshop.network.seeding_reading import mover_sentences, reasons
from workshop.network.wording import labels
from workshop.text import say

Option = typer.Option


def seeds(
    context: typer.Context,
    source: Annotated[str, typer.Argument()],
    k: Annotated[int, Option("-k")],
    theta: Annotated[int | None, Option("--theta")] = None,
    spread: Annotated[float | None, Option("--spread")] = None,
) -> None:
    frame = frame_of(context)
    if theta is not None and spread is not None:
        raise InputError("movers.theta_or_spread")
    network = read(source)
    with frame.working(say(frame.language, "movers.work")):
        if theta is not None:
            found = by_threshold(network, k, theta)
        else:
            found = by_simple_spread(network, k, SPREAD if spread is None else spread)
    name = labels(network)
    lines = (
        *mover_sentences(found, frame.language, name),
        "",
        *reasons(found, network, frame.language, name),
    )
    frame.show(shape(found), "\n".join(lines))


def shape(found: Movers) -> dict[str, Json]:
    """The result as plain data. Field names are a promise to scripts."""
    return {
        "seeds": list(found.seeds),
        "reach": list(found.reach),
        "by": found.by,
        "heuristic": found.heuristic,
        "baselines": {
            "degree": found.degree.reach,
            "random": found.lots.mean,
            "times_named": found.named.reach,
        },
        "random": {
            "mean": found.lots.mean,
            "low": found.lots.low,
            "high": found.lots.high,
            "draws": found.lots.draws,
        },
        "baseline_seeds": {"degree": list(found.degree.ids), "times_named": list(found.named.ids)},
        "nominated": [{"id": one.id, "times_named": one.times_named} for one in found.nominated],
        "n": found.n,
        "candidates": found.candidates,
        "spread": found.spread,
        "theta": found.theta,
        "exact": found.exact,
        "cautions": list(found.cautions),
    }
