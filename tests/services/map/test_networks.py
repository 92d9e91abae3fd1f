"""Versions of a map: which two are compared, and that nobody reads another community's."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from tests.app_context import make_context
from tests.network.networks import of
from workshop.base.errors import InputError
from workshop.base.text import LANGUAGES, explain
from workshop.model.network import About, Building, Group, GroupLife, LifeChange, Network, Person, Remark, Tie
from workshop.network.draw.picture import draw
from workshop.services.camp import camps
from workshop.services.map import networks
from workshop.store.networks import Version


def kept(*waves: str) -> tuple[Version, ...]:
    """Versions newest first."""
    return tuple(
        Version(len(waves) - place, "c", datetime(2026, 1, 1), "t", "", wave)
        for place, wave in enumerate(waves)
    )


@pytest.mark.parametrize(
    ("waves", "chosen"),
    [
        ((), None),
        (("",), None),
        (("2026", "2026", "2025", "2024"), (2, 4)),  # the newest of the wave before, not a draft of this one
        (("", "", ""), (1, 3)),
    ],
)
def test_the_wave_before_is_proposed_for_comparing(
    waves: tuple[str, ...], chosen: tuple[int, int] | None
) -> None:
    found = networks.two_waves(kept(*waves))
    assert (found and tuple(one.number for one in found)) == chosen


def test_an_older_version_comes_back_with_its_wave_and_only_for_its_community(tmp_path: Path) -> None:
    with make_context(tmp_path) as context:
        camp = camps.new_camp(context, "t", "camp-half").camp
        here, there = (camps.add_community(context, camp.id, name) for name in ("甲", "乙"))
        first = networks.save(context, here.id, replace(of(("a", "b")), wave="2025-09"), "t")
        networks.save(context, here.id, of(("a", "c")), "t")
        saved = networks.at_version(context, here.id, first.number)
        assert (saved.version.wave, saved.network.wave) == ("2025-09", "2025-09")
        assert first.wave == "2025-09"
        with pytest.raises(InputError, match="no_version"):
            networks.at_version(context, there.id, first.number)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"remarks": (Remark("ghost", About.FOLLOW),)}, "network.remark_of"),
        ({"remarks": (Remark("a", About.INFLUENCE, 6.0),)}, "network.value"),
        ({"changes": (LifeChange("a", GroupLife.SPROUT),)}, "network.unknown_group"),
        ({"ties": (Tie("a", "b", trust=5),)}, "network.trust"),
        ({"ties": (Tie("a", "ghost"),)}, "network.unknown_end"),
        ({"groups": (Group("a"),)}, "network.twice"),
        ({"buildings": (Building("1"), Building("1"))}, "network.double_building"),
        ({"buildings": (Building("1", households=-1),)}, "network.households"),
    ],
)
def test_what_no_map_can_hold_is_refused_before_it_is_kept(change: dict[str, object], code: str) -> None:
    with pytest.raises(InputError) as refused:
        networks.check(replace(of(("a", "b")), **change))
    assert refused.value.code == code
    for language in LANGUAGES:
        assert "{" not in explain(language, refused.value)
    networks.check(replace(of(("a", "b")), remarks=(Remark("a", "noise", 77.0, reporter="somebody else"),)))


def test_an_undone_version_is_not_compared(tmp_path: Path) -> None:
    with make_context(tmp_path) as context:
        camp = camps.new_camp(context, "t", "camp-half").camp
        here = camps.add_community(context, camp.id, "甲")
        version = networks.save(context, here.id, of(("a", "b")), "t")
        networks.undo(context, here.id)
        with pytest.raises(InputError):
            networks.at_version(context, here.id, version.number)


SERVER = """
import os, time
from workshop.network.io.read import builtin
from workshop.services import workers
from workshop.services.map import networks

if __name__ == "__main__":
    networks.measured(builtin("karate"))
    print(*workers._WORKERS._quick._pool._processes, flush=True)
    time.sleep(600)
"""


@pytest.mark.slow
def test_the_worker_goes_when_the_server_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "server.py"
    script.write_text(SERVER, encoding="utf-8")
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        worker = int(server.stdout.readline())
        server.kill()
    for _ in range(100):
        if not Path(f"/proc/{worker}").exists():
            return
        time.sleep(0.1)
    pytest.fail(f"worker {worker} outlived the server")


def test_who_was_on_the_map_keeps_their_place_until_it_is_laid_out_anew(tmp_path: Path) -> None:
    before = of(*(("a", f"b{turn}") for turn in range(8)))
    grown = of(*(("a", f"b{turn}") for turn in range(8)), ("b1", "c"), ("b2", "c"))
    with make_context(tmp_path) as context:
        camp = camps.new_camp(context, "t", "camp-half").camp
        here = camps.add_community(context, camp.id, "甲")

        def drawn() -> dict[str, tuple[float, float]]:
            saved = networks.current(context, here.id)
            assert saved is not None
            return {mark.id: (mark.x, mark.y) for mark in draw(saved.network).marks}

        networks.save(context, here.id, before, "t")
        first = drawn()
        networks.save(context, here.id, grown, "t")
        assert {who: spot for who, spot in drawn().items() if who in first} == first
        networks.lay_out_anew(context, here.id, "t", "anew")
        assert {who: spot for who, spot in drawn().items() if who in first} != first
        networks.undo(context, here.id)
        assert drawn()["a"] == first["a"]


@pytest.mark.parametrize("strength", [1e308, float("inf"), float("nan"), -1e13])
def test_a_strength_that_is_none_comes_in_by_no_door(strength: float) -> None:
    """Desk and phones hand over values no file reader has looked at."""
    people = (Person("a"), Person("b"))
    with pytest.raises(InputError) as caught:
        networks.check(Network(people, ties=(Tie("a", "b", strength=strength),)))
    assert caught.value.code == "network.strength"
    for language in LANGUAGES:
        assert explain(language, caught.value)
    networks.check(Network(people, ties=(Tie("a", "b", strength=-3.0),)))
