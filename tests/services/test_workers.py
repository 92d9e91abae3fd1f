"""Small work never waits for large work; what nobody waits for is stopped; results are remembered up to a number."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.services.slow_jobs import die, noted, process, until, wrong
from workshop.base.errors import RoomError
from workshop.desk.ui.cache import Kept
from workshop.services import workers

LARGE = b"x" * (workers.SMALL + 1)


class Pool:
    """Computes at once, here."""

    _processes: dict[int, object] | None = None

    def submit(self, work: Callable[..., object], *arguments: object) -> Future[object]:
        done: Future[object] = Future()
        done.set_result(work(*arguments))
        return done

    def shutdown(self, **_how: bool) -> None:
        """Nothing runs."""


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> Iterator[workers._Workers]:
    monkeypatch.setattr(workers, "ProcessPoolExecutor", lambda *_given, **_named: Pool())
    monkeypatch.setattr(workers._Workers, "KEPT", 2)
    made = workers._Workers()
    monkeypatch.setattr(workers, "_WORKERS", made)
    yield made
    made.close()


@pytest.fixture
def real(monkeypatch: pytest.MonkeyPatch) -> Iterator[workers._Workers]:
    """Real processes, ended at once at the end."""
    made = workers._Workers()
    monkeypatch.setattr(workers, "_WORKERS", made)
    yield made
    made.close()


def wait_for(happened: Callable[[], bool]) -> None:
    """Ends with an error instead of never, where the rule under test is broken."""
    for _ in range(6000):
        if happened():
            return
        time.sleep(0.01)
    pytest.fail("it never happened")


@contextmanager
def let_go(path: Path) -> Iterator[None]:
    """Whatever happens, nothing waits for this file for ever."""
    try:
        yield
    finally:
        path.touch()


def begun(path: Path) -> None:
    wait_for(Path(f"{path}.begun").exists)


@pytest.mark.usefixtures("worker")
def test_a_result_asked_for_again_is_not_computed_again_until_it_was_pushed_out() -> None:
    computed: list[str] = []

    def ask(key: str | None) -> None:
        assert workers.run(key, lambda: (computed.append(str(key)), key)[1]) == key

    for key in ("a", "b", "a", "c", "a", "b"):  # b was asked for longest ago when c came
        ask(key)
    assert computed == ["a", "b", "c", "b"]
    for _ in range(2):
        ask(None)
    assert computed[4:] == ["None", "None"]


def test_what_live_screens_share_is_kept_apart_by_camp_and_pushed_out_in_turn() -> None:
    kept, made = Kept(2), list[str]()

    def ask(camp: str, key: str) -> None:
        assert kept.get(camp, key, lambda: (made.append(camp + key), camp + key)[1]) == camp + key

    for camp, key in (("x", "1"), ("y", "1"), ("x", "1"), ("x", "2"), ("x", "1"), ("y", "1")):
        ask(camp, key)
    assert made == ["x1", "y1", "x2", "y1"]


@pytest.mark.usefixtures("real")
def test_a_small_map_does_not_wait_for_a_large_one(tmp_path: Path) -> None:
    """The large one cannot end before the small one has: only then is it let go."""
    go = tmp_path / "go"
    with ThreadPoolExecutor(2) as beside, let_go(go):
        large = beside.submit(workers.run, "large", until, str(go), LARGE)
        begun(go)
        small = beside.submit(workers.run, "small", noted, str(tmp_path / "book"), "small")
        wait_for(lambda: small.done() or large.done())
        assert (small.done(), large.done()) == (True, False)
        go.touch()
        assert large.result() == str(go)


@pytest.mark.usefixtures("real")
def test_of_large_work_the_smaller_is_computed_first_and_none_waits_for_ever(tmp_path: Path) -> None:
    """A place for every 16 KiB, by hand: 300 KiB come before 3,000 KiB, and the hundredth of them after it."""
    go, book = tmp_path / "go", tmp_path / "book"
    kib = workers.BYTES_A_PLACE // 16
    with ThreadPoolExecutor(300) as beside, let_go(go):
        held = beside.submit(workers.run, None, until, str(go), LARGE)
        begun(go)
        asked = [beside.submit(workers.run, None, noted, str(book), "L", b"x" * (3000 * kib))]
        wait_for(lambda: len(workers._WORKERS._large._queue) == 1)
        for number in range(200):
            asked.append(beside.submit(workers.run, None, noted, str(book), "s", b"x" * (300 * kib)))
            wait_for(lambda n=number + 2: len(workers._WORKERS._large._queue) == n)  # type: ignore[misc]
        go.touch()
        for one in (held, *asked):
            one.result()
    order = book.read_text()
    assert (len(order), order.count("L")) == (201, 1)
    assert 100 < order.index("L") < 199


@pytest.mark.usefixtures("real")
def test_two_who_ask_for_the_same_are_one_computation(tmp_path: Path) -> None:
    book = tmp_path / "book"
    go = tmp_path / "go"
    with ThreadPoolExecutor(3) as beside, let_go(go):
        held = beside.submit(workers.run, None, until, str(go))
        begun(go)
        both = [beside.submit(workers.run, "same", noted, str(book), "x") for _ in range(2)]
        go.touch()
        assert [one.result() for one in (held, *both)] == [str(go), "x", "x"]
    assert book.read_text() == "x"


@pytest.mark.usefixtures("real")
@pytest.mark.parametrize("weight", [b"", LARGE], ids=["small", "large"])
def test_a_process_that_died_is_replaced(weight: bytes) -> None:
    first = workers.run(None, process, weight)
    with pytest.raises(RoomError) as told:
        workers.run(None, die, weight)
    assert told.value.code == "network.stopped"
    assert workers.run(None, process, weight) != first


@pytest.mark.usefixtures("real")
def test_a_fault_of_the_work_reaches_who_asked_and_is_not_remembered() -> None:
    for _ in range(2):
        with pytest.raises(ValueError, match="its own fault"):
            workers.run("wrong", wrong)


@pytest.mark.usefixtures("real")
def test_work_beyond_its_limit_is_stopped_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "LARGE_LIMIT", 0.0)
    with pytest.raises(RoomError) as told:
        workers.run("endless", until, str(tmp_path / "never"), LARGE)
    assert told.value.code == "network.too_long"
    monkeypatch.setattr(workers, "LARGE_LIMIT", 900.0)
    assert workers.run(None, noted, str(tmp_path / "book"), "next", LARGE) == "next"


@pytest.mark.usefixtures("real")
def test_a_screen_is_told_that_it_goes_on_and_gets_the_result_when_it_asks_again(tmp_path: Path) -> None:
    go = tmp_path / "go"
    with workers.impatient(0.0):
        with pytest.raises(workers.StillComputing) as told:
            workers.run(("measure", 1), until, str(go))
        assert told.value.what == "measure"
        begun(go)
        with pytest.raises(workers.StillComputing) as queued:
            workers.run(("withdraw", 1), noted, str(tmp_path / "book"), "x")
        assert queued.value.ahead == 1
        with pytest.raises(workers.StillComputing):
            workers.run(("measure", 1), until, str(go))
    go.touch()
    assert workers.run(("measure", 1), until, str(go)) == str(go)


@pytest.mark.usefixtures("real")
def test_work_that_nobody_asks_for_any_more_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file it waits for never comes: only by being stopped does it let the next one through."""
    monkeypatch.setattr(workers, "ABANDONED", 0.0)
    with workers.impatient(0.0), pytest.raises(workers.StillComputing):
        workers.run("left", until, str(tmp_path / "never"))
    book = tmp_path / "book"
    threading.Thread(target=workers.run, args=(None, noted, str(book), "next"), daemon=True).start()
    wait_for(book.exists)


def test_stopping_ends_what_runs_and_tells_whoever_waits(real: workers._Workers, tmp_path: Path) -> None:
    told: list[str] = []

    def ask(name: str, weight: bytes) -> None:
        try:
            workers.run(name, until, str(tmp_path / name), weight)
        except RoomError as error:
            told.append(error.code)

    asking = [
        threading.Thread(target=ask, args=(name, weight))
        for name, weight in (("a", b""), ("b", LARGE), ("c", b""), ("d", LARGE))
    ]
    for one in asking[:2]:
        one.start()
    for name in ("a", "b"):
        begun(tmp_path / name)
    for one in asking[2:]:
        one.start()
    wait_for(lambda: bool(real._quick._queue and real._large._queue))
    real.close()
    for one in asking:
        one.join()
    assert told == ["network.stopped"] * 4
