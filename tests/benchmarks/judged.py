"""How good the cards are by two people's judgment: makes the sheet to fill in, and reads it back.

    .venv/bin/python -m tests.benchmarks.judged sheet docs/retrieval-kit/askers sheet.csv
    .venv/bin/python -m tests.benchmarks.judged score sheet.csv

The sheet has a line for each asker and each case of the trusted base, in an order that says nothing about the program's
own, and two empty columns to fill with 0 (no use) to 3 (just what I need). What the program would show stands in none
of them; it is worked out again when the sheet is read.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Callable, Mapping, Sequence
from math import log2
from pathlib import Path
from statistics import mean

from tests.learning.made import CASES, WORDS
from workshop.learning.cases.casebase import cases, trusted
from workshop.learning.cases.words import text_similarity
from workshop.learning.suggest.asker import read_asker
from workshop.learning.suggest.retrieval import suggest
from workshop.learning.suggest.similarity import PreparedCases

FIELDS = ("asker", "case", "title", "stuck", "judge_1", "judge_2")
GRADES = range(4)
GOOD = 2  # from here on a case counts as a hit
DRAWS, SEED = 2000, 11
LEVEL = 0.90

Grades = Mapping[str, float]  # case id → mean of the judges' grades


def ndcg(ranked: Sequence[str], grades: Grades, top: int) -> float | None:
    """Σ (2^grade − 1) / log2(place + 1) over the first `top`, divided by the same for the best order; None where
    nothing is of any use. Source: Burges and others 2005 for the gain, Järvelin and Kekäläinen 2002 for the rest."""

    def gain(order: Sequence[str]) -> float:
        return sum((2 ** grades[one] - 1) / log2(place + 2) for place, one in enumerate(order[:top]))

    best = gain(sorted(grades, key=lambda one: -grades[one]))
    return gain(ranked) / best if best else None


def hit(ranked: Sequence[str], grades: Grades, top: int) -> float | None:
    """1 if one of the first `top` is good; None where no case at all is."""
    if not any(grade >= GOOD for grade in grades.values()):
        return None
    return float(any(grades[one] >= GOOD for one in ranked[:top]))


def weighted_kappa(one: Sequence[int], other: Sequence[int]) -> float | None:
    """How far two judges agree beyond chance, disagreement counted by its distance (linear weights), 1 at most.

    None where both gave everything the same grade. Source: Cohen 1968.
    """
    size = len(one)
    seen = sum(abs(a - b) for a, b in zip(one, other, strict=True)) / size
    shares = [(one.count(grade) / size, other.count(grade) / size) for grade in GRADES]
    chance = sum(shares[a][0] * shares[b][1] * abs(a - b) for a in GRADES for b in GRADES)
    return 1 - seen / chance if chance else None


def interval(values: Sequence[float], draws: int = DRAWS, seed: int = SEED) -> tuple[float, float]:
    """Where the mean lies in nine of ten resamplings of the askers (percentiles)."""
    chance = random.Random(seed)
    means = sorted(mean(chance.choices(values, k=len(values))) for _ in range(draws))
    edge = round((1 - LEVEL) / 2 * (draws - 1))
    return means[edge], means[-1 - edge]


def ranking(path: Path) -> list[str]:
    """The trusted cases for one asker as the program has them: first the cards it shows, then the rest by likeness."""
    asker, base = read_asker(path, WORDS), trusted(cases(CASES, "zh", WORDS))
    words = text_similarity(asker.words, {one.id: one.stuck for one in base})
    found = PreparedCases(base, WORDS.weights).similarities(asker, words)
    shown = [card.case for card in suggest(asker, base, WORDS).cards]
    rest = sorted((one for one in found if one not in shown), key=lambda one: (-found[one].total, one))
    return [*shown, *rest]


def sheet(askers: Path, out: Path) -> None:
    """Write the sheet."""
    base = trusted(cases(CASES, "zh", WORDS))
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.DictWriter(file, FIELDS)
        table.writeheader()
        for path in sorted(askers.glob("*.toml")):
            shuffled = random.Random(path.name).sample(base, len(base))
            table.writerows(
                {"asker": path.as_posix(), "case": one.id, "title": one.title, "stuck": one.stuck}
                for one in shuffled
            )


def score(filled: Path) -> None:
    """Read the sheet and say what it shows."""
    with filled.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["judge_1"].strip()]
    both = [row for row in rows if row["judge_2"].strip()]
    by_asker: dict[str, dict[str, float]] = {}
    for row in rows:
        given = [int(row[name]) for name in ("judge_1", "judge_2") if row[name].strip()]
        by_asker.setdefault(row["asker"], {})[row["case"]] = mean(given)
    measures: dict[str, Callable[[Sequence[str], Grades], float | None]] = {
        "nDCG@3": lambda ranked, grades: ndcg(ranked, grades, 3),
        "hit@1": lambda ranked, grades: hit(ranked, grades, 1),
        "hit@3": lambda ranked, grades: hit(ranked, grades, 3),
    }
    print(f"askers {len(by_asker)}, judgments {len(rows)}, by two judges {len(both)}")
    for name, measure in measures.items():
        found = [
            measure([one for one in ranking(Path(asker)) if one in grades], grades)
            for asker, grades in by_asker.items()
        ]
        values = [one for one in found if one is not None]
        if values:
            low, high = interval(values)
            print(f"{name}: {mean(values):.2f}, 90 % interval {low:.2f}–{high:.2f}, n = {len(values)}")
    kappa = (
        weighted_kappa([int(row["judge_1"]) for row in both], [int(row["judge_2"]) for row in both])
        if both
        else None
    )
    print("weighted kappa: " + ("no second judge" if kappa is None else f"{kappa:.2f}"))


if __name__ == "__main__":
    if sys.argv[1] == "sheet":
        sheet(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        score(Path(sys.argv[2]))
