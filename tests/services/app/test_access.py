"""What a copy of the database would give away, and when a session at the desk ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.app_context import ORGANISER_PASSWORD, QUICK, Clock, make_context
from workshop.base.errors import AccessError, StoreError
from workshop.services.app import access
from workshop.services.app.context import AppContext
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


@contextmanager
def house(folder: Path, clock: Clock | None = None) -> Iterator[AppContext]:
    with patch.object(access, "_HASHER", QUICK), make_context(folder, clock=clock) as context:
        yield context


def test_a_new_organisers_password_ends_old_sessions_and_no_facilitators(tmp_path: Path) -> None:
    with house(tmp_path) as context:
        made = camps.new_camp(context, "试营", "camp-half")
        old = [access.sign_in(context, "", ORGANISER_PASSWORD) for _ in range(2)]
        facilitator = access.sign_in(context, made.camp.code, made.facilitator_password)
        password = access.reset_organiser(context)
        assert [access.right_of(context, token) for token in old] == [None, None]
        assert access.right_of(context, facilitator) == access.Right(made.camp.id)
        assert access.right_of(context, access.sign_in(context, "", password)) == access.Right(None)


def test_a_password_replaced_while_it_is_checked_opens_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house(tmp_path) as context:

        def replaced_meanwhile(_stored: str, _password: str) -> bool:
            access.reset_organiser(context)
            return True

        monkeypatch.setattr(access, "_matches", replaced_meanwhile)
        with pytest.raises(AccessError) as refused:
            access.sign_in(context, "", ORGANISER_PASSWORD)
        assert refused.value.code == "access.wrong"


def test_a_session_ends_after_three_days_without_use_and_not_while_it_is_used(tmp_path: Path) -> None:
    """The age stands in docs/settings.md."""
    clock = Clock()
    with house(tmp_path, clock) as context:
        token = access.sign_in(context, "", ORGANISER_PASSWORD)
        for _ in range(10):
            clock.forward(days=2)
            assert access.right_of(context, token) is not None
        clock.forward(days=3, minutes=20)
        assert access.right_of(context, token) is None


@pytest.mark.parametrize("hours", [-24 * 400, -2, 13, 71])
def test_a_clock_that_jumps_signs_nobody_out(tmp_path: Path, hours: int) -> None:
    clock = Clock()
    with house(tmp_path, clock) as context:
        token = access.sign_in(context, "", ORGANISER_PASSWORD)
        clock.forward(hours=hours)
        assert access.right_of(context, token) is not None
        clock.forward(hours=-hours)
        assert access.right_of(context, token) is not None
        clock.forward(days=7)
        assert access.right_of(context, token) is None  # and none lives for ever by it


def test_where_nothing_can_be_written_looking_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    with house(tmp_path, clock) as context:
        token = access.sign_in(context, "", ORGANISER_PASSWORD)
        clock.forward(hours=1)

        def full(*_given: object) -> None:
            raise StoreError("store.full")

        monkeypatch.setattr(type(context.store), "write", full)
        assert access.right_of(context, token) == access.Right(None)


def test_an_earlier_code_is_told_only_to_who_knows_the_password(tmp_path: Path) -> None:
    with house(tmp_path) as context:
        made = camps.new_camp(context, "营", "camp-half")
        camps.change_code(context, made.camp.id)
        for password, code in (
            (made.facilitator_password, "access.code_changed"),
            ("WRONG23456", "access.wrong"),
        ):
            with pytest.raises(AccessError) as refused:
                access.sign_in(context, made.camp.code, password)
            assert refused.value.code == code
