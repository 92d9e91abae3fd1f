"""What it costs to assess many communities from a file, part by part. Figures only; nothing is asserted.

    .venv/bin/python -m tests.benchmarks.assessment [communities] [raters each] [times]

Writes an invented CSV table (seeded; a community's raters hold five roles, one answer in ten is "don't know"), then
reads and works it out the way `mengya assess` does and prints seconds and each part's share of the whole: the median
of several runs. A second time with two vignettes of four dimensions that everybody rates.
"""

from __future__ import annotations

import csv
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from workshop.assessment.across import across
from workshop.assessment.rubric import Rubric, load_rubric
from workshop.assessment.scoring import assess
from workshop.assessment.table import read_ratings
from workshop.cli import sources
from workshop.content import home
from workshop.network.table import from_csv

Result = TypeVar("Result")

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
                for dimension_id in asked:
                    rows.append(line(f"vignette:{story}", dimension_id, 1.5 + strict + chance.gauss(0, 0.7)))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(rows)
    return len(rows)


def measure(communities: int, raters: int, times: int, stories: Stories) -> None:
    rubric = load_rubric(home() / "data" / "rubrics" / "self-organisation.toml")
    spent: dict[str, list[float]] = {}

    def timed(part: str, work: Callable[[], Result]) -> Result:
        began = time.perf_counter()
        done = work()
        spent.setdefault(part, []).append(time.perf_counter() - began)
        return done

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "levels.csv"
        count = write(path, rubric, communities, raters, stories)
        print(
            f"{communities} communities x {raters} raters x {len(rubric.dimensions)} dimensions, {len(stories)} vignettes: {count} rows"
        )
        for _ in range(times):
            table = timed("file to cells", lambda: from_csv(path.read_bytes(), path.name))
            rows = timed("cells to rows", lambda table=table: sources.rows(table))
            ratings = timed("read_ratings", lambda rows=rows: read_ratings(path.name, rows, rubric))
            timed("assess", lambda ratings=ratings: assess(ratings, rubric))
            timed("across", lambda ratings=ratings: across(ratings, rubric))
    medians = {part: statistics.median(each) for part, each in spent.items()}
    whole = sum(medians.values())
    for part, seconds in medians.items():
        print(f"{part:14} {seconds:6.3f} s {seconds / whole:5.0%}")
    print(f"{'in all':14} {whole:6.3f} s")


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:]]
    communities, raters, times = (*given, *(500, 8, 5)[len(given) :])
    measure(communities, raters, times, ())
    measure(communities, raters, times, TWO)
