"""Sharing blocks out over the sides of a sheet: as many as fit, none cut in two, a story never away from its questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workshop.paper.blocks import Block, Shape
from workshop.paper.sizes import HIGH

EVEN_FROM, EVEN_STEP = 50, 2  # parts of a side's height that are tried, in hundredths


@dataclass(frozen=True)
class Side:
    """One side of the paper. `number` counts from 1."""

    number: int
    blocks: tuple[Block, ...]

    @property
    def large(self) -> bool:
        """Whether it is part of a table's large sheet and not of anybody's own."""
        return any(block.shape in (Shape.FIELD, Shape.TOWERS) for block in self.blocks)

    @property
    def marked(self) -> bool:
        """Whether something on it carries the mark of a working hypothesis."""
        return any(block.hypothesis for block in self.blocks)


def sides(blocks: Sequence[Block], head: float, foot: float) -> tuple[Side, ...]:
    """As few sides as hold the blocks, filled alike; `head` is taken from the first, `foot` from each (millimetres).

    A block higher than a side gets one to itself.
    """
    fewest = len(_shared(blocks, HIGH - foot, head))
    # Filled to the brim, the first sides would be crowded and the last one empty.
    for part in range(EVEN_FROM, 100, EVEN_STEP):
        found = _shared(blocks, HIGH * part / 100 - foot, head)
        if len(found) == fewest:
            break
    else:
        found = _shared(blocks, HIGH - foot, head)
    return tuple(Side(number, tuple(blocks)) for number, blocks in enumerate(found, start=1))


def _shared(blocks: Sequence[Block], room: float, head: float) -> list[list[Block]]:
    shared: list[list[Block]] = [[]]
    left = room - head
    for bundle in _bundles(blocks):
        height = sum(block.height for block in bundle)
        # The first side may hold nothing but the head.
        if height > left and (shared[-1] or len(shared) == 1):
            shared.append([])
            left = room
        shared[-1] += bundle
        left -= height
    return shared


def _bundles(blocks: Sequence[Block]) -> list[list[Block]]:
    """Blocks that stay together: a story or something said, with what comes next."""
    bundles: list[list[Block]] = []
    for block in blocks:
        if bundles and bundles[-1][-1].shape in (Shape.STORY, Shape.SAID):
            bundles[-1].append(block)
        else:
            bundles.append([block])
    return bundles
