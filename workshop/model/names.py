"""Name normalisation: whether two names or words are the same, for communities, people and table headers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable


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


# What stands between two names in one field, after `plain`; 和 parts nothing at the beginning or the end, where it is a name's.
MARKS = r"\s*[、,;/&+]\s*|\s+and\s+"
AND = r"|\s*(?<!\A)和(?!\Z)\s*"
BLANK = r"|\s+"


def without_name(field: str, gone: Iterable[str]) -> str:
    """A field of one name or several without whoever bears one of these names, compared as `fold` does; the field as it is
    where nobody does. A blank parts two names only where the name that goes has none.

    >>> [without_name(one, ["王五"]) for one in ("王五和李四", "李四、王 五", "赵六 王五", "王五一", "和王五")]
    ['李四', '李四', '赵六', '王五一', '和王五']
    """
    left = plain(field)
    for name in gone:
        letters = fold(name)
        if not letters:
            continue
        if fold(left) == letters:
            return ""
        parting = MARKS + (AND if len(letters) > 1 else "") + ("" if " " in plain(name) else BLANK)
        theirs = r"\s*".join(map(re.escape, letters))
        wanted = re.compile(rf"(?P<before>\A|{parting})(?:{theirs})(?P<after>\Z|{parting})", re.IGNORECASE)
        while found := wanted.search(left):
            between = found["before"] if found.start() and found.end() < len(left) else ""
            left = (left[: found.start()] + between + left[found.end() :]).strip()
    return field if left == plain(field) else left


def mentions(text: str, names: Iterable[str]) -> bool:
    """Whether one of the names stands anywhere inside a longer text; a name of one character stands in too many words."""
    inside = fold(text)
    return any(len(fold(name)) > 1 and fold(name) in inside for name in names)
