"""Name normalisation: whether two names or words are the same, for communities, people and table headers."""

from __future__ import annotations

import unicodedata


def plain(text: str) -> str:
    """Unicode NFKC normalisation, stripped: full-width digits and letters of Chinese keyboards become ASCII.

    >>> plain(" Ｄ１ ")
    'D1'
    """
    return text.strip() if text.isascii() else unicodedata.normalize("NFKC", text).strip()


def fold(name: str) -> str:
    """Case folding for comparison: width, capitals and blanks make no difference.

    >>> fold("Ｗang  Xiu Ying") == fold("wang xiuying")
    True
    """
    return "".join(plain(name).casefold().split())
