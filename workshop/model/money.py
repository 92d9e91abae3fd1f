"""Sums of money: whole fen (a hundredth of a yuan), so that what is added up is exact; never a float."""

from __future__ import annotations

import re
from decimal import Decimal

from workshop.base.errors import InputError
from workshop.model.names import plain

MOST = 100_000_000  # fen, a million yuan: a typing error rather than a small grant
HUNDREDTHS = 100
# `1,000`, `1000.5`, `¥ 200`, `200元`; groups of three may stand apart.
WRITTEN = re.compile(
    r"[¥￥]?\s*(\d{1,3}(?:[, ]\d{3})+|\d+)(?:\.(\d{1,2}))?\s*(?:元|块|块钱|yuan|rmb|cny)?", re.I
)


def fen_of(typed: str) -> int:
    """What somebody typed as a sum, in fen.

    Raises InputError `grants.sum` for what is no sum beyond doubt, `grants.sum_large` above the limit.

    >>> fen_of(" 1,000.5元 "), fen_of("０.０１")
    (100050, 1)
    """
    found = WRITTEN.fullmatch(plain(typed))
    if found is None:
        raise InputError("grants.sum", text=typed.strip()[:40])
    whole = re.sub(r"[, ]", "", found[1])
    fen = int(Decimal(f"{whole}.{found[2] or 0}") * HUNDREDTHS)
    if fen > MOST:
        raise InputError("grants.sum_large", text=typed.strip()[:40], most=MOST // HUNDREDTHS)
    return fen


def yuan(fen: int) -> str:
    """A sum in yuan, without `.00` where it is whole.

    >>> yuan(100000), yuan(1), yuan(-150)
    ('1,000', '0.01', '-1.50')
    """
    whole, rest = divmod(abs(fen), HUNDREDTHS)
    return f"{'-' if fen < 0 else ''}{whole:,}" + (f".{rest:02d}" if rest else "")
