"""Rows whose relation says that there is no tie: 不认识, 没有联系, "no contact". They make none, and are told.

Words of discord are ties of their own (`graph.discord`). A negation whose sense is not known is an error that asks.
"""

from __future__ import annotations

from collections.abc import Iterable

from workshop.base.errors import TableError, Where
from workshop.model.network import Relation, Tie
from workshop.network.graph.relation_stance import RelationStance, stance
from workshop.network.io.imported import Journal
from workshop.network.io.words import NOBODY, RELATIONS, meaning


def without_denied(ties: Iterable[tuple[Tie, Where]], journal: Journal) -> list[Tie]:
    """The ties that are any, each given with its place; what is not understood is asked about once a wording."""
    kept: list[Tie] = []
    denied: list[str] = []
    asked: set[str] = set()
    for tie, where in ties:
        said = RelationStance.HOLDS if isinstance(tie.relation, Relation) else stance(tie.relation)
        if said is RelationStance.NO_TIE:
            denied.append(f"{tie.source} – {tie.target} ({tie.relation})")
            continue
        if said is RelationStance.UNCLEAR and tie.relation not in asked:
            asked.add(tie.relation)
            journal.add(TableError("network.negated", where, value=tie.relation[:40]))
        kept.append(tie)
    journal.tell("ties_denied", denied)
    return kept


def relation_in_title(title: str) -> Relation | str | None:
    """The relation that a sheet, a file or the corner of a matrix is named after: 信任, 冲突, 不认识."""
    known = meaning(RELATIONS, title)
    if known is not None:
        return known
    says = stance(title)
    named = says is RelationStance.DISCORD or (
        says is RelationStance.NO_TIE and title.casefold() not in NOBODY
    )
    return title if named else None
