"""Running `mengya` in this process, as a script would see it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from workshop.cli.app import run


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one JSON object on stdout."""
        found: dict[str, Any] = json.loads(self.out)
        return found


Mengya = Callable[..., Done]


@pytest.fixture
def mengya(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Mengya:
    """`mengya("camp", "list")` on a database of its own."""
    monkeypatch.setenv("MENGYA_DB", f"sqlite:///{tmp_path / 'mengya.sqlite3'}")
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")

    def command(*arguments: object) -> Done:
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Done(code, captured.out, captured.err)

    return command
