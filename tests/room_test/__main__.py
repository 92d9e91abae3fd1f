"""The same phones over sockets: `python -m tests.room_test --url http://… --code K7QM2XWP --phones 200 --over 60`.

Prints one JSON object: requests with their times by kind, what was acknowledged, and what went wrong. Exit 1 if
anything did.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import threading
import time
from collections import Counter, defaultdict

import httpx

from tests.room_test.handset import Handset
from tests.room_test.phone import Hold, participant, perform

Times = dict[str, list[float]]


def percentile(times: list[float], part: float) -> float:
    """The value below which `part` of the times lie, in seconds."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


class Load:
    """Many phones at once, each in a thread of its own."""

    def __init__(self, url: str, code: str, *, over: float, faults: bool, seed: int) -> None:
        self.url = url
        self.code = code
        self.over = over
        self.faults = faults
        self.seed = seed
        self.lock = threading.Lock()
        self.times: Times = defaultdict(list)
        self.wrong: Counter[str] = Counter()
        self.phones: list[Handset] = []

    def clock(self, name: str, seconds: float) -> None:
        with self.lock:
            self.times[name].append(seconds)

    def one(self, number: int) -> None:
        chance = random.Random(f"{self.seed}-{number}")
        time.sleep(chance.random() * self.over)
        headers = {"Origin": self.url}  # as a browser sends it with every form
        with httpx.Client(base_url=self.url, timeout=30, follow_redirects=False, headers=headers) as client:
            phone = Handset(client, self.code, self.clock)
            with self.lock:
                self.phones.append(phone)
            script = participant(number, chance, faults=self.faults)
            try:
                form, act = None, next(script)
                while True:
                    form = phone.form if isinstance(act, Hold) else perform(phone, act)
                    act = script.send(form)
            except StopIteration:
                return
            except (httpx.HTTPError, AssertionError) as error:
                with self.lock:
                    self.wrong[f"{type(error).__name__}: {str(error)[:120]}"] += 1

    def run(self, phones: int) -> None:
        threads = [threading.Thread(target=self.one, args=(number,)) for number in range(phones)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def result(self) -> dict[str, object]:
        kept = [one for phone in self.phones for one in phone.kept]
        return {
            "phones": len(self.phones),
            "acknowledged": len({one.key for one in kept}),
            "told": dict(Counter(one.told for one in kept)),
            "seconds": {
                name: {
                    "n": len(times),
                    "p50": percentile(times, 0.5),
                    "p95": percentile(times, 0.95),
                    "p99": percentile(times, 0.99),
                    "worst": max(times),
                }
                for name, times in sorted(self.times.items())
            },
            "wrong": dict(self.wrong),
        }


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.room_test", description=__doc__)
    parser.add_argument("--url", required=True)
    parser.add_argument("--code", required=True, help="join code of a camp with an open step")
    parser.add_argument("--phones", type=int, default=40)
    parser.add_argument("--over", type=float, default=10, help="seconds over which they arrive")
    parser.add_argument("--faults", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    load = Load(given.url, given.code, over=given.over, faults=given.faults, seed=given.seed)
    load.run(given.phones)
    print(json.dumps(load.result(), ensure_ascii=False, indent=1))
    return 1 if load.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
