"""How long a suggestion takes out of 800 cases, with and without words. `python -m tests.benchmarks.retrieval`.

The cases are the shipped ones, varied: another setting, size, stage and half of another case's words, so that words
are neither all alike nor all apart. Times are of this machine at this moment; they say nothing about another.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from dataclasses import replace

from tests.learning.made import CASES, WORDS, asker_of
from workshop.learning.cases.casebase import cases
from workshop.learning.cases.words import WordIndex
from workshop.learning.suggest.local_similarity import STAGES
from workshop.learning.suggest.retrieval import suggest
from workshop.learning.suggest.similarity import PreparedCases
from workshop.model.case import Case

COUNT, ASKED = 800, 60


def made(count: int, chance: random.Random) -> tuple[Case, ...]:
    """As many cases, each from a shipped one."""
    shipped = cases(CASES, "zh", WORDS)
    settings = [one.code for one in WORDS.settings.current]
    found = []
    for number in range(count):
        one, other = chance.choice(shipped), chance.choice(shipped)
        found.append(
            replace(
                one,
                id=f"c{number:04}",
                place=f"p{number}",
                stage=chance.choice(STAGES),
                setting=chance.choice(settings),
                households=chance.randint(100, 9000),
                groups=chance.randint(0, 12),
                stuck=one.stuck[: len(one.stuck) // 2] + other.stuck[len(other.stuck) // 2 :],
            )
        )
    return tuple(found)


def milliseconds(work: Callable[[], object]) -> float:
    before = time.perf_counter()
    work()
    return (time.perf_counter() - before) * 1000


def main() -> None:
    chance = random.Random(7)
    base = made(COUNT, chance)
    askers = [replace(asker_of(one), words=one.stuck) for one in chance.sample(base, ASKED)]
    texts = {one.id: one.stuck for one in base}
    index, comparison = WordIndex(texts), PreparedCases(base, WORDS.weights)
    parts: dict[str, Callable[[int], object]] = {
        "making the index of words": lambda _: WordIndex(texts),
        "words against all cases": lambda n: index.similarities(askers[n].words),
        "one query: words and attributes": lambda n: comparison.similarities(
            askers[n], index.similarities(askers[n].words)
        ),
        "cards with what to ask next": lambda n: suggest(askers[n], base, WORDS),
    }
    for name, work in parts.items():
        times = sorted(milliseconds(lambda n=n, work=work: work(n)) for n in range(ASKED))  # type: ignore[misc]
        print(f"{name}: median {statistics.median(times):.2f} ms, slowest of {ASKED} {times[-1]:.2f} ms")


if __name__ == "__main__":
    main()
