"""How easily people are found again: graphs whose answer is known, and rules that hold for all."""

from __future__ import annotations

import io
import random
import re
import zipfile
from dataclasses import replace
from datetime import date

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.network.networks import networks, of
from tests.properties import examples
from workshop.base.text import LANGUAGES, Language, say
from workshop.model.network import (
    About,
    Building,
    Group,
    GroupLife,
    LifeChange,
    Network,
    Person,
    PersonKind,
    Remark,
    Tie,
)
from workshop.network.io.read import builtin
from workshop.network.privacy.coded import CODE, coded
from workshop.network.privacy.disclosure import KNOWS, Disclosure, disclosure
from workshop.network.privacy.disclosure_text import disclosure_chart, disclosure_sentences
from workshop.report.graph_files import MAP_FILES, map_file


def from_graph(graph: nx.Graph[int]) -> Network:
    return of(*((f"R{one}", f"R{other}") for one, other in graph.edges))


def unique(network: Network) -> tuple[int, ...]:
    """Alone by degree, by neighbours' degrees, by ego network."""
    return tuple(one.unique for one in disclosure(network).found[:3])


@pytest.mark.parametrize("n", [3, 5, 6, 9])
def test_where_everybody_stands_alike_nobody_is_found(n: int) -> None:
    # Cycles and complete graphs are vertex-transitive.
    for graph in (nx.cycle_graph(n), nx.complete_graph(n)):
        assert unique(from_graph(graph)) == (0, 0, 0)


def test_one_person_alone_is_always_found() -> None:
    assert unique(Network((Person("R1"),))) == (1, 1, 1)


@pytest.mark.parametrize("n", [3, 6, 20])
def test_in_a_star_only_the_middle_is_found(n: int) -> None:
    found = disclosure(from_graph(nx.star_graph(n))).found
    assert [one.unique for one in found] == [1, 1, 1, 1]
    assert found[0].share_unique == (None if n + 1 < 5 else pytest.approx(1 / (n + 1)))


def test_a_path_of_five_by_hand() -> None:
    # Degrees 1 2 2 2 1: nobody alone. Neighbours' degrees (2) (1,2) (2,2) (1,2) (2): the middle. Ego networks: ends
    # have one contact, the others two who do not know each other: nobody.
    assert unique(from_graph(nx.path_graph(5))) == (0, 1, 0)
    assert [one.few for one in disclosure(from_graph(nx.path_graph(5))).found[:3]] == [5, 5, 5]


def test_two_neighbourhoods_refinement_cannot_tell_apart_are_compared_exactly() -> None:
    # The classical pair: a ring of six, and two rings of three, all of degree two (Cai, Fürer and Immerman 1992).
    def hub(name: str, around: nx.Graph[int]) -> list[tuple[str, str]]:
        ties = [(f"{name}{one}", f"{name}{other}") for one, other in around.edges]
        return ties + [(name, f"{name}{one}") for one in around]

    two = nx.disjoint_union(nx.cycle_graph(3), nx.cycle_graph(3))
    different = disclosure(of(*hub("A", nx.cycle_graph(6)), *hub("B", two)))
    alike = disclosure(of(*hub("A", nx.cycle_graph(6)), *hub("B", nx.cycle_graph(6))))
    assert different.found[1].unique == 0
    assert (different.found[2].unique, alike.found[2].unique) == (2, 0)


def test_the_karate_club_as_others_measured_it() -> None:
    # Shared reference, security.md §1: 18 % by degree, 68 % by neighbours' degrees, 47 % by ego network.
    found = disclosure(builtin("karate")).found
    assert [round(100 * (one.share_unique or 0)) for one in found[:3]] == [18, 68, 47]


def test_what_stands_in_the_file_tells_more() -> None:
    ring = from_graph(nx.cycle_graph(8))
    told = replace(
        ring,
        people=(
            replace(ring.people[0], building="3 栋"),
            replace(ring.people[1], kind=PersonKind.COMMITTEE),
            *ring.people[2:],
        ),
    )
    assert [one.unique for one in disclosure(told).found] == [0, 0, 0, 2]


def test_nobody_on_the_map_has_no_share() -> None:
    empty = disclosure(Network(groups=(Group("G1"),)))
    assert empty.n == 0
    assert {one.share_unique for one in empty.found} == {None}


def _shuffled(network: Network, chance: random.Random) -> Network:
    names = [one.id for one in (*network.people, *network.groups)]
    new = dict(zip(names, chance.sample([f"x{n}" for n in range(200)], len(names)), strict=True))
    people = [replace(one, id=new[one.id]) for one in network.people]
    ties = [replace(tie, source=new[tie.source], target=new[tie.target]) for tie in network.ties]
    chance.shuffle(people)
    chance.shuffle(ties)
    groups = tuple(replace(one, id=new[one.id]) for one in network.groups)
    # Whoever is told about has a new code too; who said it may be nobody on the map.
    remarks = [
        replace(one, of=new[one.of], reporter=new.get(one.reporter, one.reporter)) for one in network.remarks
    ]
    chance.shuffle(remarks)
    return replace(network, people=tuple(people), groups=groups, ties=tuple(ties), remarks=tuple(remarks))


@given(networks(), st.randoms(use_true_random=False))
def test_other_codes_and_another_order_change_nothing(network: Network, chance: random.Random) -> None:
    assert disclosure(_shuffled(network, chance)) == disclosure(network)


@pytest.mark.slow
@examples(30)
@given(st.integers(7, 40), st.integers(0, 2**30), st.randoms(use_true_random=False))
def test_nor_do_they_where_neighbourhoods_are_large(n: int, seed: int, chance: random.Random) -> None:
    network = from_graph(nx.gnp_random_graph(n, 0.4, seed=seed))
    assert disclosure(_shuffled(network, chance)) == disclosure(network)


@given(networks())
def test_knowing_more_never_hides_anybody(network: Network) -> None:
    by = {one.knows: one for one in disclosure(network).found}
    assert tuple(by) == KNOWS
    for less, more in (("degree", "neighbours"), ("degree", "ego"), ("ego", "columns")):
        assert by[less].unique <= by[more].unique  # type: ignore[index]
        assert by[less].few <= by[more].few  # type: ignore[index]
    assert all(one.unique <= one.few <= len(network.people) for one in by.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_figure_is_told_with_n_and_drawn(language: Language) -> None:
    found = disclosure(builtin("karate"))
    told = disclosure_sentences(found, language)
    # Knowing the pattern of contacts picks out fewer than knowing their numbers: why, is told last.
    assert told[-1] == say(language, "disclosure.other_kind")
    assert len(told) == 6
    assert all("34" in line for line in told[:-1])
    drawn = disclosure_chart(found, language)
    assert "6 / " in drawn
    assert drawn.count(" / 34<") == 4
    assert drawn.startswith("<svg")


def test_a_handful_of_people_is_never_called_safe() -> None:
    small = disclosure_sentences(disclosure(of(("R1", "R2"), ("R2", "R3"), ("R3", "R1"))), "zh")
    assert len(small) == 1
    assert "不到五个人" in small[0]
    assert disclosure_sentences(Disclosure(0, ()), "zh") == ("图上没有人，没有谁能被认出来。",)


NAMED = Network(
    people=(Person("R01", "王秀兰"), Person("李建国"), Person("P001", "张三", building="3 栋", trust=2)),
    groups=(Group("舞蹈队", "舞蹈队"),),
    ties=(
        Tie("R01", "李建国", reporter="李建国"),
        Tie("李建国", "舞蹈队", reporter="路人甲"),
        Tie("P001", "舞蹈队"),
    ),
    extra=(("R01", (("电话", "13800000000"),)), ("舞蹈队", (("负责人", "赵六"),))),
    buildings=(Building("3 栋", "孙书记家"),),
    remarks=(
        Remark("李建国", About.FOLLOW, reporter="路人甲"),
        Remark("R01", About.BLOCKED, word="王秀兰不同意", reporter="李建国"),
        Remark("R01", About.BLOCKED, word="O7"),
        Remark("R01", "和周七吵过架", 3.0),
    ),
    changes=(LifeChange("舞蹈队", GroupLife.DORMANT, date(2026, 3, 1), "吴八搬走了"),),
    spots=(("李建国", 0.1, 0.2),),
)
SECRETS = ("王秀兰", "李建国", "张三", "路人甲", "13800000000", "赵六", "孙书记", "周七", "吴八")


def test_nobodys_name_is_left_in_a_coded_map() -> None:
    left = repr(coded(NAMED)) + repr(coded(NAMED).spots)
    for name in SECRETS:
        assert name not in left


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", MAP_FILES)
def test_nobodys_name_comes_out_of_a_coded_file(what: str, language: Language) -> None:
    data, _, _ = map_file(coded(NAMED), what, "x", language)
    parts = [data]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [archive.read(name) for name in archive.namelist()]
    # JSON inside a page may write letters as numbers.
    told = "".join(part.decode() for part in parts)
    whole = told + re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), told)
    # What must stay is there, so the rest was looked for in the right place.
    assert "舞蹈队" in whole
    for name in SECRETS:
        assert name not in whole


def test_what_was_said_by_code_stays() -> None:
    assert coded(NAMED).remarks == (
        Remark("P002", About.FOLLOW),
        Remark("R01", About.BLOCKED, reporter="P002"),
        Remark("R01", About.BLOCKED, word="O7"),
    )
    assert coded(NAMED).changes == (LifeChange("舞蹈队", GroupLife.DORMANT, date(2026, 3, 1)),)
    assert coded(NAMED).buildings == (Building("3 栋"),)


def test_what_the_file_says_of_somebody_finds_them() -> None:
    ring = from_graph(nx.cycle_graph(5))
    assert disclosure(ring).found[3].unique == 0
    named = replace(ring, remarks=(Remark("R0", About.FOLLOW), Remark("R0", About.FOLLOW)))
    assert disclosure(named).found[3].unique == 1
    assert disclosure(replace(ring, remarks=(Remark("R0", "own word"),))).found[3].unique == 0


def test_codes_stay_and_names_that_served_as_codes_get_new_ones() -> None:
    assert [one.id for one in coded(NAMED).people] == ["R01", "P002", "P001"]
    assert coded(NAMED).ties == (
        Tie("R01", "P002", reporter="P002"),
        Tie("P002", "舞蹈队"),
        Tie("P001", "舞蹈队"),
    )
    assert coded(NAMED).groups == NAMED.groups
    assert coded(NAMED).people[2].trust == 2


def test_a_telephone_number_is_no_code() -> None:
    assert not CODE.fullmatch("13800000000")
    assert CODE.fullmatch("R12")


@given(networks())
def test_coding_keeps_the_shape_and_twice_is_once(network: Network) -> None:
    once = coded(network)
    assert coded(once) == once
    assert len({one.id for one in (*once.people, *once.groups)}) == len(network.people) + len(network.groups)
    assert disclosure(once) == disclosure(network)
