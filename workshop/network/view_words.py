"""In words: by whom the ties of a map are known, and what that does and does not tell."""

from __future__ import annotations

from workshop.network.sides import Sides
from workshop.text import Language, say


def sides_sentences(found: Sides, language: Language) -> tuple[str, ...]:
    """How many ties were said by whom; of those both could have said, how many both did; how to take it."""
    if not found.pairs:
        return (say(language, "gathering.sides.none"),)
    sentences: list[str] = []
    if found.between_people:
        joiner = say(language, "network.reading.list_joiner")
        counts = (
            ("both", found.both),
            ("one", found.one),
            ("others", found.others),
            ("nobody", found.nobody),
        )
        parts = [say(language, f"gathering.sides.{name}", n=n) for name, n in counts if n]
        sentences.append(
            say(language, "gathering.sides.people", n=found.between_people, parts=joiner.join(parts))
        )
    if found.with_group:
        sentences.append(say(language, "gathering.sides.groups", n=found.with_group))
    if found.checkable:
        sentences.append(
            say(language, "gathering.sides.checkable", n=found.checkable, confirmed=found.confirmed)
        )
        sentences.append(say(language, "gathering.sides.usual"))
    return tuple(sentences)
