"""A property worked out once, and one object never waits for another of its class."""

from __future__ import annotations

import ast
import threading
from dataclasses import dataclass, field
from pathlib import Path

import workshop
from workshop.base.lazily import lazily


@dataclass(frozen=True)
class Page:
    """Something that has to wait for its words."""

    ready: threading.Event
    asked: list[str] = field(default_factory=list)

    @lazily
    def words(self) -> str:
        self.asked.append("asked")
        self.ready.wait(10)
        return "words"


def test_it_is_worked_out_once() -> None:
    page = Page(threading.Event())
    page.ready.set()
    assert (page.words, page.words, page.asked) == ("words", "words", ["asked"])


def test_one_that_waits_keeps_no_other_waiting() -> None:
    # With functools.cached_property of Python 3.11 the second page waited for the first: a lock for the whole class.
    slow, quick = Page(threading.Event()), Page(threading.Event())
    quick.ready.set()
    waiting = threading.Thread(target=lambda: slow.words)
    waiting.start()
    try:
        answered = threading.Thread(target=lambda: quick.words)
        answered.start()
        answered.join(5)
        assert not answered.is_alive()
    finally:
        slow.ready.set()
        waiting.join()


def test_nothing_holds_a_lock_for_a_whole_class() -> None:
    root = Path(workshop.__file__).parent
    names = {
        f"{path.relative_to(root)}:{node.lineno}"
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.alias) and node.name == "cached_property"
    }
    assert not names
