"""A saved map comes back as it was, whatever the model can hold, on both databases."""

from __future__ import annotations

from datetime import date

from tests.app_context import context_on
from workshop.model.network import (
    About,
    Building,
    Group,
    GroupLife,
    LifeChange,
    Network,
    Person,
    PersonKind,
    Relation,
    Remark,
    Tie,
)
from workshop.services.camp import camps
from workshop.services.map import networks as rooms_networks
from workshop.store import networks
from workshop.store.engine import Store

WHOLE = Network(
    people=(
        Person("R01", "李姐", building="1", answered=True, trust=2),
        Person("R02", answered=False),
        Person("S1", kind=PersonKind.SUPPORTER),  # not said
    ),
    groups=(Group("G1", "合唱队", "culture", GroupLife.DORMANT, date(2025, 4, 1)),),
    ties=(
        Tie("R01", "S1", Relation.TRUSTS, 2.0, "R01", date(2026, 1, 5), trust=3, wave="2026-1"),
        Tie("R01", "G1", "sings with"),
    ),
    buildings=(Building("1", "一号楼", 48), Building("yard")),
    remarks=(
        Remark("R01", About.TRUST, 2, reporter="S1", when=date(2026, 1, 5)),
        Remark("R01", About.BLOCKED, word="O7", reporter="S1"),
        Remark("G1", "noise", 0.5),
    ),
    changes=(
        LifeChange("G1", GroupLife.SPROUT, date(2025, 4, 1), "three came"),
        LifeChange("G1", GroupLife.DORMANT),
    ),
    directed=True,
    name="Lane",
    wave="2026-2",
)


def test_a_saved_map_comes_back_as_it_was(store: Store) -> None:
    context = context_on(store)
    here = camps.add_community(context, camps.new_camp(context, "t", "camp-half").camp.id, "one")
    version = rooms_networks.save(context, here.id, WHOLE, "facilitator")
    assert store.read(lambda connection: networks.network_of(connection, version.number)) == WHOLE
