"""Ties of discord: reports that two do not get along. They are kept, told and drawn, and hold nobody together.

A tie is one of discord where its strength is below zero, or where its relation says so in the camp's own words (不和, 冲突,
dislike, conflict …). A word that only mentions a conflict to deny or settle it (没有矛盾, 调解纠纷, conflict resolution) is
none; `relation_stance` knows the words. `holding` is the one place that decides; every measure takes its ties from it.
"""

from __future__ import annotations

from workshop.model.network import MapCounts, Network, Relation, Tie
from workshop.network.graph.relation_stance import RelationStance, stance

DISCORD = "discord"  # how such a tie is shown where its relation alone would not say so


def means_discord(relation: Relation | str) -> bool:
    """Whether a relation says by its name that two do not get along. Ours never do.

    >>> [means_discord(word) for word in ("不和", "常吵架", "没有矛盾", "dislikes", "conflict resolution", "knows")]
    [True, True, False, True, False, False]
    """
    if isinstance(relation, Relation):
        return False
    return stance(relation) is RelationStance.DISCORD


def is_discord(tie: Tie) -> bool:
    """Whether a tie says that its two ends do not get along."""
    return tie.strength < 0 or means_discord(tie.relation)


def holding(network: Network) -> tuple[Tie, ...]:
    """The ties that hold people together, in file order: all but those of discord."""
    return tuple(tie for tie in network.ties if not is_discord(tie))


def discord(network: Network) -> tuple[Tie, ...]:
    """The ties of discord, in file order."""
    return tuple(tie for tie in network.ties if is_discord(tie))


def shown_relation(tie: Tie) -> str:
    """The relation under which a tie is drawn and listed: a trust below zero is no trust."""
    return DISCORD if is_discord(tie) and not means_discord(tie.relation) else str(tie.relation)


def counts(network: Network) -> MapCounts:
    """People, groups, ties and ties of discord: the one count that map, commands, report and page to take home show.

    >>> from workshop.model.network import Person
    >>> counts(Network((Person("a"), Person("b")), ties=(Tie("a", "b"), Tie("b", "a", strength=-1.0))))
    MapCounts(people=2, groups=0, ties=1, discord=1)
    """
    held = len(holding(network))
    return MapCounts(len(network.people), len(network.groups), held, len(network.ties) - held)
