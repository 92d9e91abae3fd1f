"""A community's name is cleaned as nicknames are."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app_context import make_context
from workshop.base.errors import InputError
from workshop.services.camp import camps


def test_what_shows_nothing_makes_no_other_community(tmp_path: Path) -> None:
    with make_context(tmp_path) as context:
        camp = camps.new_camp(context, "试营", "camp-half").camp
        typed = ("柳树巷", "柳\u200b树巷", "\u202e柳树巷\u202c", "柳树\ufffe巷\x07")
        made = {camps.add_community(context, camp.id, name) for name in typed}
        assert {one.name for one in made} == {"柳树巷"}
        assert len(made) == 1
        with pytest.raises(InputError, match=r"community\.name"):
            camps.add_community(context, camp.id, "\u200b\u2060")
