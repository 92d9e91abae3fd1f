"""Results of the other process are remembered up to a number; what was asked for longest ago goes first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future

import pytest

from workshop.desk.ui.cache import Kept
from workshop.services import workers


class Pool:
    """Computes at once, here."""

    def submit(self, work: Callable[..., object], *arguments: object) -> Future[object]:
        done: Future[object] = Future()
        done.set_result(work(*arguments))
        return done

    def shutdown(self, **_how: bool) -> None:
        """Nothing runs."""


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> Iterator[workers._Worker]:
    monkeypatch.setattr(workers, "ProcessPoolExecutor", lambda *_given, **_named: Pool())
    monkeypatch.setattr(workers._Worker, "KEPT", 2)
    made = workers._Worker()
    monkeypatch.setattr(workers, "_WORKER", made)
    yield made
    made.close()


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
