"""Phones must be able to open the address on the wall."""

from __future__ import annotations

from workshop.base.address import base_address, own_address


def test_a_set_address_wins() -> None:
    assert (
        base_address("https://camp.example.org/", "http://localhost:8501/", 8501)
        == "https://camp.example.org"
    )


def test_the_address_the_facilitator_came_by_is_used() -> None:
    assert base_address("", "http://192.0.2.7:8501/room?x=1", 8501) == "http://192.0.2.7:8501"


def test_localhost_is_never_shown_to_phones() -> None:
    for seen in ("http://localhost:8600/", "http://127.0.0.1:8600/agenda"):
        assert base_address("", seen, 8501) == f"http://{own_address()}:8600"
    assert base_address("", None, 8501) == f"http://{own_address()}:8501"
