"""The two directions in which a room's answers differ most, with gaps in the answers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workshop.learning.statements import Grid, Votes

DIMENSIONS = 2
FLAT = 1e-9  # of the largest possible: below this there is no difference to speak of


@dataclass(frozen=True, eq=False)
class Components:
    """`directions`: statements' weights, one row a direction, unit length, the largest weight positive.
    `share`: of all variance, a figure a direction. `means`: a statement's mean answer, which stood in for gaps.
    `places`: people × directions, stretched for those who answered few statements."""

    directions: Grid
    share: Grid
    means: Grid
    places: Grid

    @property
    def flat(self) -> bool:
        """Whether everybody answered alike, so that there is no direction."""
        return not len(self.directions)


def components(votes: Votes) -> Components:
    """Along which directions do people's answers differ most?

    A gap takes the mean answer to its statement (0 where nobody answered), the means are subtracted, and the first
    two right singular vectors are the directions; directions without variance are left out. A place is the centred
    row projected, times √(statements / answered), since a gap pulls to the middle. Nobody: nothing.
    Source: principal components by singular values, Jolliffe 2002, chapter 3; the stretching after Small and others
    2021.
    """
    grid = votes.grid
    people, statements = grid.shape
    known = ~np.isnan(grid)
    counts = known.sum(axis=0)
    means = np.where(known, grid, 0.0).sum(axis=0) / np.maximum(counts, 1)
    centred = np.where(known, grid, means) - means
    if not people or not statements:
        return Components(np.zeros((0, statements)), np.zeros(0), means, np.zeros((people, 0)))
    _, sizes, directions = np.linalg.svd(centred, full_matrices=False)
    kept = int((sizes[:DIMENSIONS] > FLAT * np.sqrt(people * statements)).sum())
    chosen = directions[:kept]
    signs = np.sign(chosen[np.arange(kept), np.abs(chosen).argmax(axis=1)]) if kept else np.zeros(0)
    chosen = chosen * signs[:, None]
    variance = sizes**2
    stretch = np.sqrt(statements / np.maximum(known.sum(axis=1), 1))
    places = centred @ chosen.T * stretch[:, None]
    share = variance[:kept] / variance.sum() if kept else np.zeros(0)
    return Components(chosen, share, means, places)
