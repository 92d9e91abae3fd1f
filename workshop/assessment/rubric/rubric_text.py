"""Serialising a rubric as TOML, so that one edited at the desk can be downloaded and checked."""

from __future__ import annotations

from workshop.assessment.rubric.rubric import Rubric
from workshop.base.toml import toml


def rubric_text(rubric: Rubric) -> str:
    """The rubric as TOML; `read_rubric` makes an equal one of it. Comments of a file it came from are not in it."""
    return toml(rubric.model_dump(mode="json", exclude_none=True))
