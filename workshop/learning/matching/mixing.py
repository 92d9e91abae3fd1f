"""Mixed pairs and trios: everybody in the room in twos or threes, people of different communities together.

What makes a good group is the same as for `trios`: nobody with whom they are kept apart, then nobody of their own
organisation, then people stuck at the same obstacle, then people who have not met. Once made, a group changes as little
as can be: who comes late joins one, who is left alone joins another.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from workshop.learning.matching.trios import swapped
from workshop.model.matching import Peer, Settled, both

Groups = tuple[tuple[str, ...], ...]
Apart = Collection[frozenset[str]]
PAIR = 2


def mixed(people: Sequence[Peer], size: int, settled: Settled | None = None) -> Groups:
    """Everybody present in groups of `size`; who is over makes the first groups one larger.

    The order of `people` decides between groups that are equally good. Fewer than two people are no group.

    >>> one, two, three = (Peer(name, organisation=name) for name in "abc")
    >>> mixed([one, two, three], 2)
    (('a', 'b', 'c'),)
    """
    here = [person for person in people if person.present]
    if len(here) < PAIR:
        return ()
    count = max(1, len(here) // size)
    # Dealt out organisation by organisation, neighbours on the list sit in different groups.
    order = {person.id: place for place, person in enumerate(here)}
    dealt = sorted(here, key=lambda person: (person.organisation, order[person.id]))
    groups = [dealt[start::count] for start in range(count)]
    found = swapped(groups, settled or Settled())
    return tuple(tuple(person.id for person in group) for group in found)


def joined(groups: Groups, who: str, apart: Apart = frozenset()) -> Groups:
    """The groups with one more person: in the smallest without anybody they are kept apart from, else the smallest.

    >>> joined((("a", "b", "c"), ("d", "e")), "f")
    (('a', 'b', 'c'), ('d', 'e', 'f'))
    """
    if not groups:
        return ((who,),)
    best = min(
        range(len(groups)),
        key=lambda place: (any(both(who, one) in apart for one in groups[place]), len(groups[place]), place),
    )
    return tuple((*group, who) if place == best else group for place, group in enumerate(groups))


def without(groups: Groups, who: str, apart: Apart = frozenset()) -> Groups:
    """The groups without a person; a partner who would be alone joins another group.

    >>> without((("a", "b"), ("c", "d")), "a")
    (('c', 'd', 'b'),)
    """
    left = [tuple(one for one in group if one != who) for group in groups]
    alone = [group[0] for group in left if len(group) == 1]
    kept: Groups = tuple(group for group in left if len(group) >= PAIR)
    for one in alone:
        kept = joined(kept, one, apart)
    return kept
