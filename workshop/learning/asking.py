"""What an asker could still answer: questions are asked only if an answer may change a card, and chips are offered
from the asker's words, never ticked for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workshop.learning.likeness import answers
from workshop.learning.similarity import STAGES
from workshop.learning.vocabulary import Vocabularies
from workshop.learning.weights import ATTRIBUTES, Attribute
from workshop.model.case import Asker, Case

ASKED_FREELY = 4  # questions; after that one at a time, and only if its answer may change a card
LOWEST, HIGHEST = 0, 3  # of committee support and familiarity
FAR = 100  # times beyond the sizes the base knows


def unanswered(asker: Asker) -> tuple[Attribute, ...]:
    """The attributes the asker has not given, in the order they are asked."""
    given = answers(asker)
    return tuple(attribute for attribute in ATTRIBUTES if given[attribute] is None)


def imagined(
    asker: Asker, cases: Sequence[Case], vocabularies: Vocabularies
) -> dict[Attribute, tuple[Asker, ...]]:
    """For each unanswered attribute, the asker as it would be with each extreme answer (every answer of a list)."""
    households = _extremes([case.households for case in cases])
    groups = _extremes([case.groups for case in cases])
    all_assets = vocabularies.assets.codes
    extremes: dict[Attribute, list[Asker]] = {
        "obstacles": [replace(asker, obstacles=(entry.code,)) for entry in vocabularies.obstacles.current],
        "stage": [replace(asker, stage=stage) for stage in STAGES],
        "setting": [replace(asker, setting=entry.code) for entry in vocabularies.settings.current],
        "support": [replace(asker, committee_support=level) for level in (LOWEST, HIGHEST)],
        "familiarity": [replace(asker, familiarity=level) for level in (LOWEST, HIGHEST)],
        "households": [replace(asker, households=size) for size in households],
        "groups": [replace(asker, groups=size) for size in groups],
        "assets": [replace(asker, assets=assets) for assets in (frozenset[str](), all_assets)],
    }
    return {attribute: tuple(extremes[attribute]) for attribute in unanswered(asker)}


def _extremes(sizes: Sequence[int | None]) -> tuple[int, ...]:
    """The smallest and the largest size the base knows, and far beyond either; nothing if it knows none."""
    known = [size for size in sizes if size is not None]
    return (min(known) // FAR, min(known), max(known), max(known) * FAR) if known else ()
