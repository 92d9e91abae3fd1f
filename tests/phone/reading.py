"""How long a text takes somebody who reads slowly, or has it read to them.

Grown-ups read aloud about 255 Chinese characters or 228 English words a minute (IReST: Trauzettel-Klosinski and
Dietz, Investigative Ophthalmology & Visual Science 53, 2012). Residents who lead groups are often over sixty and
hold the phone at arm's length, so three quarters of that are counted here.
"""

from __future__ import annotations

import re

from workshop.base.text import Language

# Characters or words a minute of grown-ups, and the part of it that is counted.
PACE: dict[Language, int] = {"zh": 255, "en": 228}
SLOW = 0.75
HAN = re.compile(r"[\u3400-\u9fff]")
WORD = re.compile(r"[A-Za-z0-9]+(?:[’'.-][A-Za-z0-9]+)*")


def length(text: str, language: Language) -> int:
    """Chinese characters and other words for Chinese, words for English.

    >>> length("去年 10 月，3 栋甲办了坝坝宴。", "zh"), length("Don’t know: level 2", "en")
    (12, 4)
    """
    return len(WORD.findall(text)) + (len(HAN.findall(text)) if language == "zh" else 0)


def seconds(text: str, language: Language, pace: float = SLOW) -> float:
    """Time to read it, at a part of the pace of grown-ups."""
    return length(text, language) / (PACE[language] * pace) * 60
