"""What a copy of the database would give away."""

from __future__ import annotations

from pathlib import Path

from tests.app_context import ORGANISER_PASSWORD, make_context
from workshop.services.app import access
from workshop.services.camp import camps
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival


def test_a_copy_of_the_database_opens_nothing(tmp_path: Path) -> None:
    """Passwords and cookies are searched for as bytes in the database and its log."""
    with make_context(tmp_path) as context:
        made = camps.new_camp(context, "试营", "camp-half")
        taken = seats.join(context, made.camp.code, Arrival("k", "小林", "甲社区", "resident", consent=True))
        desk = access.sign_in(context, made.camp.code, made.facilitator_password)
        copy = b"".join(path.read_bytes() for path in tmp_path.glob("mengya.sqlite3*"))
    assert made.camp.code.encode() in copy
    secrets = (ORGANISER_PASSWORD, made.facilitator_password, taken.token, desk)
    assert [secret for secret in secrets if secret.encode() in copy] == []
