"""What it costs to assess many communities from a file, part by part. Figures only; nothing is asserted.

    .venv/bin/python -m tests.benchmarks.assessment [communities] [raters each] [times]

Writes an invented CSV table (seeded; a community's raters hold five roles, one answer in ten is "don't know"), then
reads and works it out the way `mengya assess` does and prints processor seconds and each part's share of the whole: the
median of several runs. A second time with two vignettes of four dimensions that everybody rates.
"""

from __future__ import annotations

import csv
import random
import statistics
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from workshop.assessment.reliability.reliability_summary import reliability_summary
from workshop.assessment.rubric.rubric import Rubric, load_rubric
from workshop.assessment.scoring.scoring import assess
from workshop.assessment.tables.table import read_ratings
from workshop.base.content import home
from workshop.cli import sources
from workshop.network.io.table_files import from_csv

ROLES = ("两委", "社工", "居民骨干", "居民", "居民", "居民骨干", "网格员", "居民")
Stories = tuple[tuple[str, tuple[str, ...]], ...]
TWO: Stories = (("V1", ("D1", "D3", "D5", "D9")), ("V2", ("D2", "D3", "D7", "D8")))
HEADER = ("社区", "评价人", "角色", "方面", "等级", "把握", "最近一次", "谁发起的", "例子", "量表", "版本")


def write(path: Path, rubric: Rubric, communities: int, raters: int, stories: Stories) -> int:
    """The invented table; how many rows it has."""
    chance = random.Random(1)
    rows: list[tuple[str, ...]] = []
    for community in range(communities):
        stands = chance.uniform(0.3, 2.5)
        for number in range(raters):
            strict = chance.gauss(0, 0.45)
            who = (f"{community}-{number}", ROLES[number % len(ROLES)])

            def line(place: str, dimension: str, level: float, who: tuple[str, str] = who) -> tuple[str, ...]:
                said = "" if chance.random() < 0.1 else str(min(3, max(0, round(level))))
                sure = chance.choice(("有把握", "没把握", ""))
                return (
                    place,
                    *who,
                    dimension,
                    said,
                    sure,
                    "十月",
                    "居民",
                    "坝坝宴",
                    rubric.id,
                    str(rubric.version),
                )

            for dimension in rubric.dimensions:
                level = stands + strict + chance.gauss(0, 0.7)
                rows.append(line(f"社区{community}", dimension.id, level))
            for story, asked in stories:
                place = f"vignette:{story}"
                rows += [line(place, one, 1.5 + strict + chance.gauss(0, 0.7)) for one in asked]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(rows)
    return len(rows)


PARTS = ("file to cells", "cells to rows", "read_ratings", "assess", "across")


def one_run(path: Path, rubric: Rubric) -> list[float]:
    """Processor seconds of each part, from the file to what is said over all communities."""
    marks = [time.process_time()]
    table = from_csv(path.read_bytes(), path.name)
    marks.append(time.process_time())
    rows = sources.rows(table)
    marks.append(time.process_time())
    ratings = read_ratings(path.name, rows, rubric)
    marks.append(time.process_time())
    assess(ratings, rubric)
    marks.append(time.process_time())
    reliability_summary(ratings, rubric)
    marks.append(time.process_time())
    return [after - before for before, after in pairwise(marks)]


def measure(communities: int, raters: int, times: int, stories: Stories) -> None:
    rubric = load_rubric(home() / "data" / "rubrics" / "self-organisation.toml")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "levels.csv"
        count = write(path, rubric, communities, raters, stories)
        asked = len(rubric.dimensions)
        print(
            f"{communities} communities x {raters} raters x {asked} dimensions, {len(stories)} vignettes: {count} rows"
        )
        spent = [one_run(path, rubric) for _ in range(times)]
    medians = {
        part: statistics.median(each) for part, each in zip(PARTS, zip(*spent, strict=True), strict=True)
    }
    whole = sum(medians.values())
    for part, seconds in medians.items():
        print(f"{part:14} {seconds:6.3f} s {seconds / whole:5.0%}")
    print(f"{'in all':14} {whole:6.3f} s")


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:]]
    communities, raters, times = (*given, *(500, 8, 5)[len(given) :])
    measure(communities, raters, times, ())
    measure(communities, raters, times, TWO)
