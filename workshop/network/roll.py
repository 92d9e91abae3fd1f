"""Who is on a list: by id, or by a label only one of them has."""

from __future__ import annotations

from collections.abc import Callable, Iterable

Find = Callable[[str], str | None]


def finder(named: Iterable[tuple[str, str]]) -> Find:
    """What a written name means among ids and labels; None for nobody, and for a label that several have.

    >>> find = finder([("R1", "Li"), ("R2", "Li"), ("R3", "Wang")])
    >>> find("R1"), find("Wang"), find("Li")
    ('R1', 'R3', None)
    """
    pairs = list(named)
    ids = {who for who, _ in pairs}
    by_label: dict[str, list[str]] = {}
    for who, label in pairs:
        if label:
            by_label.setdefault(label, []).append(who)

    def find(text: str) -> str | None:
        if text in ids:
            return text
        alike = by_label.get(text, [])
        return alike[0] if len(alike) == 1 else None

    return find
