"""What shared vignettes are worth when raters differ in strictness: the product's own estimators on invented camps.

    .venv/bin/python -m tests.benchmarks.severity [runs]

Every run invents a camp (seeded): 15 communities, 8 dimensions, levels 0-3, 3 or 5 raters of each community, 0 to 3
vignettes everybody rates. It works out the communities' levels with `severity`, `adjusted_communities` and
`role_adjusted` as the product does, and prints root mean square error and correlation with the truth, both of the
communities relative to their mean, beside the figures they are held against. Nothing is asserted; what does not come
out within two sampling errors is marked. How a camp is invented is in docs/measurements/severity.md.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workshop.assessment.reliability.roles import role_adjusted
from workshop.assessment.reliability.severity import adjusted_communities, rater_means, severity
from workshop.model.rating import Rating

Floats = NDArray[np.float64]
Levels = dict[str, float]

COMMUNITIES = 15
DIMENSIONS = 8
BIAS = 0.35  # one role rates so much higher, one as much lower, one neither; everybody's role falls by chance
SPREAD = 0.45  # SD of how high raters rate, strictness and role together
SEVERITY = (SPREAD**2 - BIAS**2 * 2 / 3) ** 0.5  # SD of strictness alone: 0.35
TRUTH = (1.5, 0.59)  # mean and SD of communities' levels
EASE = 0.8  # SD of how much easier one dimension is than another, the same in every community
HALO = 0.16  # SD of a rater's general impression of one community or vignette
SLIP = 0.31  # SD of a single answer
STORIES: dict[int, tuple[float, ...]] = {0: (), 1: (1.6,), 2: (0.95, 2.05), 3: (0.65, 1.5, 2.35)}
ALONE = 0.66  # what one answer to one vignette is shrunk by: its reliability cannot be worked out

PUBLISHED_RUNS = 600
PUBLISHED = {
    (3, 0): (0.263, 0.885),
    (3, 1): (0.236, 0.909),
    (3, 2): (0.204, 0.935),
    (3, 3): (0.193, 0.943),
    (5, 0): (0.218, 0.927),
    (5, 1): (0.197, 0.941),
    (5, 2): (0.175, 0.957),
    (5, 3): (0.167, 0.962),
}
UNEVEN = {"as rated": (0.291, 0.866), "role-adjusted": (0.225, 0.921), "2 vignettes": (0.207, 0.933)}
UNEVEN_BIAS = 0.5


@dataclass(frozen=True)
class Plan:
    """How camps are invented."""

    raters: int
    stories: int
    items: int = 1  # answers to each vignette
    bias: float = BIAS
    severity: float = SEVERITY


@dataclass(frozen=True)
class Camp:
    """One invented camp: the communities' true levels and everybody's answers."""

    truth: Levels
    ratings: list[Rating]


def invent(chance: np.random.Generator, plan: Plan) -> Camp:
    seats, raters, items = COMMUNITIES * plan.raters, plan.raters, plan.items
    roles = chance.integers(-1, 2, seats)
    truth = chance.normal(*TRUTH, COMMUNITIES)
    ease = chance.normal(0, EASE, DIMENSIONS)
    high = chance.normal(0, plan.severity, seats) + plan.bias * roles
    at_home = np.repeat(truth, raters)[:, None] + ease
    told = np.repeat(np.array(STORIES[plan.stories]), items)[None, :]
    own = answers(chance, at_home + high[:, None], 1)
    shared = answers(chance, told + high[:, None], max(plan.stories, 1))
    ratings: list[Rating] = []
    for seat in range(seats):
        who, role = f"{seat}", f"{roles[seat]:+.0f}"
        place = f"c{seat // raters:02}"
        ratings += [Rating(place, who, role, f"D{item}", level) for item, level in enumerate(own[seat])]
        ratings += [
            Rating(f"vignette:V{item // items}", who, role, f"D{item % items}", level)
            for item, level in enumerate(shared[seat])
        ]
    return Camp({f"c{number:02}": float(level) for number, level in enumerate(truth)}, ratings)


def answers(chance: np.random.Generator, meant: Floats, targets: int) -> list[list[int]]:
    """What is meant, with a general impression of each target and a slip each time, as levels 0-3."""
    seats, items = meant.shape
    halo = np.repeat(chance.normal(0, HALO, (seats, targets)), max(items // targets, 1), axis=1)[:, :items]
    said = np.rint(meant + halo + chance.normal(0, SLIP, meant.shape))
    levels: list[list[int]] = np.clip(said, 0, 3).astype(int).tolist()
    return levels


def as_rated(camp: Camp) -> Levels:
    return {one.community: one.raw for one in adjusted_communities(camp.ratings, severity(camp.ratings))}


def with_vignettes(camp: Camp) -> Levels:
    found = adjusted_communities(camp.ratings, severity(camp.ratings))
    return {one.community: one.raw if one.adjusted is None else one.adjusted for one in found}


def with_one_answer(camp: Camp) -> Levels:
    """One answer a rater: the deviation from the room times a fixed share, as the product would not do."""
    told = {one.rater: one.level or 0 for one in camp.ratings if one.community.startswith("vignette:")}
    room = sum(told.values()) / len(told)
    means = rater_means(camp.ratings)
    return {
        place: sum(mean - ALONE * (told[who] - room) for who, mean in each.items()) / len(each)
        for place, each in means.items()
    }


def role_taken_out(camp: Camp) -> Levels:
    roles = {one.rater: one.role for one in camp.ratings}
    means = rater_means(camp.ratings)
    found = role_adjusted(
        [(place, roles[who], mean) for place, each in means.items() for who, mean in each.items()]
    )
    return dict(found.communities) if found else {}


def simulate(runs: int, work: Callable[[Camp], Levels], plan: Plan) -> tuple[float, float, float, float]:
    """RMSE and correlation over the runs, and the sampling error of each."""
    chance = np.random.default_rng(2023)
    squares, likeness = [], []
    for _ in range(runs):
        camp = invent(chance, plan)
        found = work(camp)
        if len(found) < COMMUNITIES:
            continue
        truth, level = (np.array([each[place] for place in camp.truth]) for each in (camp.truth, found))
        squares.append(float(np.mean((level - level.mean() - truth + truth.mean()) ** 2)))
        likeness.append(float(np.corrcoef(level, truth)[0, 1]))
    rmse = float(np.mean(squares)) ** 0.5
    size = len(squares) ** 0.5
    return (
        rmse,
        float(np.mean(likeness)),
        float(np.std(squares)) / (2 * rmse * size),
        float(np.std(likeness)) / size,
    )


def show(
    name: str, found: tuple[float, float, float, float], published: tuple[float, float] | None, runs: int
) -> None:
    rmse, likeness, *errors = found
    line = f"{name:42} {rmse:.3f} ±{errors[0]:.3f} / {likeness:.3f} ±{errors[1]:.3f}"
    if published:
        # Both sides are samples: theirs of 600 runs, ours of so many.
        wider = (1 + runs / PUBLISHED_RUNS) ** 0.5
        away = [
            abs(ours - theirs) / (wider * error)
            for ours, theirs, error in zip((rmse, likeness), published, errors, strict=True)
        ]
        line += f"   held against {published[0]:.3f} / {published[1]:.3f}: {away[0]:.1f} / {away[1]:.1f} errors away"
        line += "  *" if max(away) > 2 else ""
    print(line, flush=True)


def main(runs: int) -> None:
    for (raters, stories), published in PUBLISHED.items():
        work = {0: as_rated, 1: with_one_answer}.get(stories, with_vignettes)
        found = simulate(runs, work, Plan(raters, stories))
        show(f"{raters} raters, vignettes: {stories}, one answer each", found, published, runs)
    for raters, stories in ((3, 1), (3, 2), (5, 1), (5, 2)):
        found = simulate(runs, with_vignettes, Plan(raters, stories, items=4))
        show(f"{raters} raters, vignettes: {stories}, four answers each", found, None, runs)
    uneven = {"as rated": as_rated, "role-adjusted": role_taken_out, "2 vignettes": with_vignettes}
    for severity_alone in (SEVERITY, SPREAD):
        plan = Plan(3, 2, bias=UNEVEN_BIAS, severity=severity_alone)
        for name, work in uneven.items():
            found = simulate(runs, work, plan)
            show(f"bias {UNEVEN_BIAS}, strictness {severity_alone:.2f}, {name}", found, UNEVEN[name], runs)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
