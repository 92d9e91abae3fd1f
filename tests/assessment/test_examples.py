"""The examples in the docstrings are true."""

from __future__ import annotations

import doctest
from types import ModuleType

import pytest

from workshop.assessment.reliability import coefficients, reliability_summary, roles
from workshop.assessment.scoring import agreement, scoring


@pytest.mark.parametrize(
    "module",
    [reliability_summary, agreement, coefficients, roles, scoring],
    ids=lambda module: module.__name__,
)
def test_what_a_docstring_shows_is_what_happens(module: ModuleType) -> None:
    found = doctest.testmod(module)
    assert found.attempted > 0
    assert found.failed == 0
