"""Escaping people's text for Markdown: nothing in it becomes a heading, a picture, a link, a colour or a
formula.

Streamlit reads Markdown in labels, tables, messages and titles. All text that does not come from our own
catalogue goes through here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&=^@\"'/])")
# A bare URL becomes a link although its characters are escaped; a word joiner inside keeps it text.
_LINKS = re.compile(r"(?i)(https?:|www(?=\.)|@)")
JOINER = "\u2060"


def escape(text: str) -> str:
    """`text` on one line with every sign that Markdown or Streamlit would act on made harmless.

    >>> escape("**3 * 4** :red[x]")
    '\\\\*\\\\*3 \\\\* 4\\\\*\\\\* \\\\:red\\\\[x\\\\]'
    """
    line = _LINKS.sub(rf"\1{JOINER}", " ".join(text.split()))
    return _SIGNS.sub(r"\\\1", line)


def paragraphs(text: str) -> str:
    """As `escape`, keeping paragraphs."""
    return "\n\n".join(escape(line) for line in text.splitlines() if line.strip())


def bullets(lines: Iterable[str]) -> str:
    """Escaped lines as one list: separate ones stand too far apart."""
    return "\n".join(f"- {line}" for line in lines)
