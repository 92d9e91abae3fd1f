"""What no database of ours can hold is taken out of every text on its way in, so that both keep the same.

PostgreSQL refuses NUL and lone surrogates, SQLite keeps the one and fails at the other; further control characters
hide in copied text, show nothing and break what is exported (XML has none of them). Tabs and line ends stay.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def clean(value: object) -> object:
    """A text without what cannot be stored, also inside lists and mappings; anything else as it is."""
    match value:
        case str():
            return UNSTORABLE.sub("", value)
        case Mapping():
            return {clean(key): clean(item) for key, item in value.items()}
        case tuple():
            return tuple(clean(item) for item in value)
        case list():
            return [clean(item) for item in value]
        case _:
            return value


def clean_json(value: object) -> str:
    """As `json.dumps`, cleaned: within JSON such characters would travel on as escapes."""
    return json.dumps(clean(value))
