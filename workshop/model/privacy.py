"""From how many people on anything may be said of a group."""

from __future__ import annotations

# A count, a share or a summary of fewer people may point at one of them; below it there are only individual views.
# One rule for every surface. From how many raters on agreement can be told from luck is another matter: see
# `assessment.agreement.MIN_RATERS_FOR_AGREEMENT`.
MIN_GROUP = 5
