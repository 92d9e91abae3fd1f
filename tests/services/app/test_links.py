"""How long a signed link stays good."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app_context import Clock, make_context
from workshop.base.errors import AccessError
from workshop.services.app import links


def test_what_was_confirmed_is_good_for_one_hour(tmp_path: Path) -> None:
    """The hour is the one the desk tells whoever takes a map out; see docs/publishing-maps.md."""
    clock = Clock()
    with make_context(tmp_path, clock=clock) as context:
        token = links.sign_for_an_hour(context, "nodes", "甲")
        clock.forward(minutes=59)
        assert links.read_in_time(context, "nodes", token) == ("甲",)
        clock.forward(minutes=2)
        with pytest.raises(AccessError) as caught:
            links.read_in_time(context, "nodes", token)
    assert caught.value.code == "access.expired"
