"""Communities side by side: maps at one scale and the eight indicators, differences in words, no ranking."""

from __future__ import annotations

from workshop.errors import InputError
from workshop.network.compare import Comparison
from workshop.room import networks
from workshop.room.house import House

FEWEST = 2


def compared(house: House, communities: tuple[str, ...]) -> Comparison:
    """The comparison of communities that have a network. Raises InputError `compare.too_few`."""
    found = networks.all_current(house, communities)
    if len(found) < FEWEST:
        raise InputError("compare.too_few", found=len(found))
    named = tuple((community, found[community]) for community in communities if community in found)
    return networks.side_by_side(named)
