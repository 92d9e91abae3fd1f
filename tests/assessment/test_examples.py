"""The examples in the docstrings are true."""

from __future__ import annotations

import doctest
from types import ModuleType

import pytest

from workshop.assessment import across, agreement, icc, krippendorff, roles, scoring, sign_flip


@pytest.mark.parametrize(
    "module",
    [across, agreement, icc, krippendorff, roles, scoring, sign_flip],
    ids=lambda module: module.__name__,
)
def test_what_a_docstring_shows_is_what_happens(module: ModuleType) -> None:
    found = doctest.testmod(module)
    assert found.attempted > 0
    assert found.failed == 0
