"""Long lists folded for a thumb: under headings, what is likely open, never one long scroll.

It needs no script and no knowledge of how a language sorts: where a list has no headings, each fold shows the characters
its lines begin with, or its first and last line where all begin alike. What is likely is only ever one's own: an earlier choice, the community of the link that was
scanned. How often others chose something would lead the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Generic, TypeVar

Line = TypeVar("Line")

FEW = 12  # lines shown without folding
MANY = 15  # lines under one heading; more are parted
RUN = 10  # lines of a part, about a screen


@dataclass(frozen=True)
class Fold(Generic[Line]):
    """Some lines under one heading. `heads`, or `first` and `last`, name a part of a longer list; `taken` are chosen."""

    title: str
    lines: tuple[Line, ...]
    opened: bool
    taken: int = 0
    first: str = ""
    last: str = ""
    heads: tuple[str, ...] = ()  # the characters its lines begin with


def folds(
    lines: Sequence[Line],
    *,
    title: Callable[[Line], str],
    label: Callable[[Line], str],
    taken: Callable[[Line], bool],
    opened: Callable[[Line], bool] | None = None,
    few: int = FEW,
) -> tuple[Fold[Line], ...]:
    """The lines under their headings in the order given; one open fold where they are few.

    What is `taken` stands open, and what is likely (`opened`) too.
    """
    if len(lines) <= few:
        return (Fold("", tuple(lines), opened=True, taken=sum(map(taken, lines))),)
    titles = dict.fromkeys(map(title, lines))
    return tuple(
        fold
        for heading in titles
        for fold in _parted(
            heading, [line for line in lines if title(line) == heading], label, taken, opened or taken
        )
    )


def _parted(
    title: str,
    lines: Sequence[Line],
    label: Callable[[Line], str],
    taken: Callable[[Line], bool],
    likely: Callable[[Line], bool],
) -> list[Fold[Line]]:
    def fold(part: Sequence[Line], first: str = "", last: str = "") -> Fold[Line]:
        chosen = sum(map(taken, part))
        heads = tuple(dict.fromkeys(label(line)[:1].upper() for line in part))
        return Fold(
            title,
            tuple(part),
            chosen > 0 or any(map(likely, part)),
            chosen,
            first,
            last,
            heads if first and len(heads) > 1 else (),
        )

    if len(lines) <= (MANY if title else RUN):
        return [fold(lines)] if title else [fold(lines, label(lines[0]), label(lines[-1]))]
    length = ceil(len(lines) / ceil(len(lines) / RUN))
    parts = [lines[start : start + length] for start in range(0, len(lines), length)]
    return [fold(part, label(part[0]), label(part[-1])) for part in parts]
