"""Does a test fail when a rule of the product is switched off? Run as `python -m tests.mutants`.

Mutation testing by hand: `rules.toml` names rules, each with the one place in the source that holds it, what to write
there instead, and the tests that ought to notice. Every mutant runs in a scratch copy of the repository; a mutant that
no test notices (a survivor) fails the run, and so does one whose place is no longer found exactly once.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

ROOT = Path(__file__).parents[2]
RULES = Path(__file__).with_name("rules.toml")
LIMIT = 180  # seconds for one mutant
FIRST_LIMIT = 1800  # seconds for all named tests on the source as it is
# Pictures of pages are large, and no test of a rule reads them.
LEFT_OUT = "docs/screens/"
PYTEST = (
    "-m",
    "pytest",
    "-q",
    "-p",
    "no:cacheprovider",
    "--tb=no",
    "--hypothesis-profile=ci",  # the same examples every time, and no clock
    "-m",
    "not browser and not postgres",
)
KILLED, SURVIVED, HUNG, BROKEN = "killed", "survived", "hung", "broken"
TEST_FAILED = 1  # pytest's exit code; others mean that nothing was tested


@dataclass(frozen=True)
class Mutant:
    """A rule in a plain sentence, and how to switch it off. `hangs`: a run that never ends counts as noticed."""

    name: str
    rule: str
    file: str
    find: str
    replace: str
    tests: tuple[str, ...]
    hangs: bool = False


@dataclass(frozen=True)
class Outcome:
    """What became of a mutant: which test noticed it, or the last lines of a run that tested nothing."""

    mutant: Mutant
    state: str
    by: str
    seconds: float

    @property
    def noticed(self) -> bool:
        return self.state == KILLED or (self.state == HUNG and self.mutant.hangs)


def load(path: Path = RULES) -> tuple[Mutant, ...]:
    """The list. Raises ValueError for names that stand twice."""
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["mutant"]
    mutants = tuple(Mutant(**{**entry, "tests": tuple(entry["tests"])}) for entry in entries)
    names = [one.name for one in mutants]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"named twice: {', '.join(twice)}")
    return mutants


def rotten(mutants: Iterable[Mutant], root: Path = ROOT) -> list[str]:
    """What is wrong with the list itself: a place not found exactly once, a change that does not compile or is none."""
    problems = []
    for one in mutants:
        path = root / one.file
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        if (count := text.count(one.find)) != 1:
            problems.append(f"{one.name}: found {count} times in {one.file}: {one.find!r}")
            continue
        if path.suffix == ".py":
            try:
                compile(text.replace(one.find, one.replace), one.file, "exec")
            except SyntaxError as error:
                problems.append(f"{one.name}: does not compile: {error}")
        if one.find == one.replace:
            problems.append(f"{one.name}: changes nothing")
        problems += [
            f"{one.name}: no such test file: {test}"
            for test in one.tests
            if not (root / test.partition("::")[0]).exists()
        ]
    return problems


def copied(folder: Path) -> Path:
    """The files git knows, as they are now, without their history."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout
    for name in listed.decode().split("\0"):
        source = ROOT / name
        if name and not name.startswith(LEFT_OUT) and source.is_file():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
    return folder


def run_tests(copy: Path, arguments: Sequence[str], limit: float) -> tuple[int | None, str]:
    """Exit code of pytest in a copy, None where it had to be stopped, and what it printed."""
    process = subprocess.Popen(
        [sys.executable, *PYTEST, *arguments],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        printed, _ = process.communicate(timeout=limit)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return None, ""
    return process.returncode, printed


def tried(mutant: Mutant, copy: Path, turn: int) -> Outcome:
    """One mutant in one copy, which is put right again afterwards."""
    path = copy / mutant.file
    before, stamp = path.read_text(encoding="utf-8"), path.stat().st_mtime
    path.write_text(before.replace(mutant.find, mutant.replace), encoding="utf-8")
    # A time of its own, so that nothing compiled before is taken for this one.
    os.utime(path, (stamp + turn, stamp + turn))
    started = time.monotonic()
    try:
        code, printed = run_tests(copy, ["-x", *mutant.tests], LIMIT)
    finally:
        path.write_text(before, encoding="utf-8")
        os.utime(path, (stamp, stamp))
    seconds = time.monotonic() - started
    if code is None:
        return Outcome(mutant, HUNG, f"no end within {LIMIT} s", seconds)
    if code == 0:
        return Outcome(mutant, SURVIVED, "", seconds)
    noticed = re.search(r"^(?:FAILED|ERROR) ([^\s\[]+::[^\s\[]+)", printed, re.MULTILINE)
    if code != TEST_FAILED or noticed is None:
        return Outcome(mutant, BROKEN, " / ".join(printed.splitlines()[-3:]), seconds)
    return Outcome(mutant, KILLED, noticed.group(1), seconds)


def run(mutants: Sequence[Mutant], jobs: int) -> list[Outcome]:
    """All mutants, `jobs` at a time. Raises RuntimeError when the tests fail on the source as it is."""
    with tempfile.TemporaryDirectory(prefix="mengya-mutants-") as scratch:
        first = copied(Path(scratch) / "1")
        named = sorted({test for one in mutants for test in one.tests})
        code, printed = run_tests(first, ["-n", str(jobs), "--dist", "loadgroup", *named], FIRST_LIMIT)
        if code != 0:
            raise RuntimeError(f"the named tests must pass first:\n{printed[-3000:]}")
        copies: SimpleQueue[Path] = SimpleQueue()
        copies.put(first)
        for number in range(1, jobs):
            # With what is compiled by now.
            copies.put(Path(shutil.copytree(first, Path(scratch) / str(number + 1))))

        def work(turn: int, mutant: Mutant) -> Outcome:
            copy = copies.get()
            try:
                outcome = tried(mutant, copy, turn)
            finally:
                copies.put(copy)
            print(f"{outcome.state:9}{outcome.seconds:6.1f} s  {mutant.name}  {outcome.by}", flush=True)
            return outcome

        with ThreadPoolExecutor(jobs) as pool:
            return list(pool.map(work, range(1, len(mutants) + 1), mutants))


def table(outcomes: Iterable[Outcome]) -> str:
    """The result as a Markdown table."""
    lines = ["| rule | where | noticed by |", "|---|---|---|"]
    for one in outcomes:
        by = one.by if one.noticed else f"**{one.state}** {one.by}"
        file = one.mutant.file.removeprefix("workshop/")
        lines.append(f"| {one.mutant.rule} | {file} | {by.removeprefix('tests/')} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--only", nargs="+", metavar="NAME", help="mutants with one of these in their name")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the table here, in Markdown")
    options = parser.parse_args()
    mutants = load()
    if problems := rotten(mutants):
        print("\n".join(problems))
        return 1
    if options.only:
        mutants = tuple(one for one in mutants if any(part in one.name for part in options.only))
    outcomes = run(mutants, max(1, options.jobs))
    survivors = [one for one in outcomes if not one.noticed]
    print(f"\n{len(outcomes) - len(survivors)} of {len(outcomes)} noticed")
    for one in survivors:
        print(f"{one.state}: {one.mutant.name}: {one.mutant.rule} ({one.mutant.file}) {one.by}")
    if options.out:
        options.out.write_text(table(outcomes), encoding="utf-8")
    return 1 if survivors or not outcomes else 0


if __name__ == "__main__":
    sys.exit(main())
