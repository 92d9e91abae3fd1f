"""Response rate in words: a sentence of its own, a part of another sentence, a cell of a table."""

from __future__ import annotations

from workshop.base.text import Language, say
from workshop.network.graph.wording import percent
from workshop.network.measures.response import Response


def response_sentence(response: Response, language: Language) -> str:
    """How many answered, or why there is no response rate."""
    return say(
        language,
        f"network.reading.response{_known(response)}",
        answered=response.answered,
        people=response.people,
        unknown=response.not_said,
        percent=percent(response.rate or 0.0),
    )


def answered_words(response: Response, language: Language) -> str:
    """The response rate as a part of a sentence, such as “80% answered”."""
    return say(language, f"network.response.part{_known(response)}", percent=percent(response.rate or 0.0))


def rate_cell(response: Response, language: Language) -> str:
    """The response rate as a cell under a heading that names it."""
    return say(language, f"network.response.cell{_known(response)}", percent=percent(response.rate or 0.0))


def _known(response: Response) -> str:
    """The ending of the key: the rate is known, not recorded, or there is none as nobody answered."""
    if response.rate is not None:
        return ""
    return "_unknown" if response.not_said or not response.people else "_nobody"
