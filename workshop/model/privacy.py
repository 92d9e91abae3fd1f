"""Minimum group size (small-cell suppression): from how many people on a result may be shown."""

from __future__ import annotations

# A count, a share or a summary of fewer people may point at one of them; below it there are only individual views.
# One rule for every user interface. From how many raters on agreement can be told from chance is another matter: see
# `assessment.scoring.agreement.MIN_RATERS_FOR_AGREEMENT`.
MIN_GROUP = 5
# A community without a name stands on the wall only by the answers of as many: by fewer, whoever sits beside them reads
# one person's answers off it, or the other of two.
MIN_RATERS_ON_WALL = 3
# What is answered without a seat has words that everybody reads, at a table or on the facilitator's screen, while it is
# known who has answered: of fewer authors, whoever watches can tell them apart.
FEWEST_TO_BE_AMONG = 3
