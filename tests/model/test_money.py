"""Sums of money are exact, and what is no sum beyond doubt is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import examples
from workshop.base.errors import InputError
from workshop.model.money import MOST, fen_of, yuan


@examples(200)
@given(st.integers(0, MOST))
def test_a_sum_read_back_is_the_same_to_the_fen(fen: int) -> None:
    assert fen_of(yuan(fen)) == fen


# By hand: a float would make 0.29 into 28 fen.
@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("0.29", 29),
        ("1000", 100_000),
        ("1,000.5", 100_050),
        ("１０００", 100_000),
        ("¥ 86.50", 8650),
        ("200元", 20_000),
        ("三 200", None),
        ("", None),
        ("-5", None),
        ("1,00", None),
        ("12.345", None),
        ("200-300", None),
        ("1e3", None),
        ("99999999", None),
    ],
)
def test_what_is_typed_is_a_sum_or_is_refused(typed: str, fen: int | None) -> None:
    if fen is not None:
        assert fen_of(typed) == fen
        return
    with pytest.raises(InputError):
        fen_of(typed)
