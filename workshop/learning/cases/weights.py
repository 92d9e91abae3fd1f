"""Attribute weights for the similarity of a case and an asker: a content file, not code.

Random weights moved the quality of retrieval little in trials, so these are kept simple and are never learnt
from a handful of ratings.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from workshop.base.content import Strict

# The attributes of an asker and of a case, in the order they are asked and listed.
Attribute = Literal[
    "obstacles", "stage", "setting", "support", "familiarity", "households", "groups", "assets"
]
ATTRIBUTES: tuple[Attribute, ...] = (
    "obstacles",
    "stage",
    "setting",
    "support",
    "familiarity",
    "households",
    "groups",
    "assets",
)

Share = Annotated[float, Field(ge=0, le=1)]
Positive = Annotated[float, Field(gt=0)]


class AttributeWeights(Strict):
    """How much each attribute counts; only the proportions matter."""

    obstacles: Positive
    stage: Positive
    setting: Positive
    support: Positive
    familiarity: Positive
    households: Positive
    groups: Positive
    assets: Positive

    def of(self, attribute: Attribute) -> float:
        """The weight of one attribute."""
        weights: dict[Attribute, float] = {
            "obstacles": self.obstacles,
            "stage": self.stage,
            "setting": self.setting,
            "support": self.support,
            "familiarity": self.familiarity,
            "households": self.households,
            "groups": self.groups,
            "assets": self.assets,
        }
        return weights[attribute]


class StageWeights(Strict):
    """Similarity of stages: equal is 1; a case one stage below or above the asker as given here; further apart 0."""

    one_below: Share
    one_above: Share


class SettingPair(Strict):
    """The similarity of two different settings, in both directions."""

    between: tuple[str, str]
    likeness: Share


class Weights(Strict):
    """Everything a number in retrieval depends on."""

    version: int
    text_share: Share  # of the total, when the asker gave words; the rest goes to the attributes
    text_floor: Share  # below this the words count for nothing
    later_obstacle: Share  # weight of an obstacle that is not the first, which weighs 1
    missing_need: Share  # penalty for moves that need something the asker lacks
    size_span: Annotated[float, Field(gt=1)]  # sizes this many times apart have similarity 0
    other_setting: Share  # similarity of two different settings that are not listed
    attributes: AttributeWeights
    stage: StageWeights
    settings: tuple[SettingPair, ...] = ()
