"""The half day as it is shipped, from the remote alone and without script: nothing lost, everything can be taken home."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app_context import Clock
from tests.room_test.stage import make_camp
from tests.room_test.whole_camp import FormHost, WholeCamp
from workshop.services import workers


@pytest.mark.slow
def test_the_half_day_from_the_remote_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "run", lambda _key, work, *given: work(*given))
    clock = Clock()
    with make_camp(tmp_path, "camp-half", clock=clock, title="社区发展共创营·试营") as room:
        client = room.client()
        client.post("/login", data={"code": room.camp.code, "password": room.password, "next": "/r"})
        camp = WholeCamp(room, FormHost(client), clock, "zh", seed=7)
        camp.run()
        camp.assert_kept()
        camp.assert_taken_home()
