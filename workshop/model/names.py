"""Whether two names, or two words, are the same: one folding for communities, people and what tables write."""

from __future__ import annotations

import unicodedata


def plain(text: str) -> str:
    """Full-width digits and letters, which Chinese keyboards give, as plain ones; no blanks around them.

    >>> plain(" Ｄ１ ")
    'D1'
    """
    return text.strip() if text.isascii() else unicodedata.normalize("NFKC", text).strip()


def fold(name: str) -> str:
    """A name as it is compared: width, capitals and blanks make no difference.

    >>> fold("Ｗang  Xiu Ying") == fold("wang xiuying")
    True
    """
    return "".join(plain(name).casefold().split())
