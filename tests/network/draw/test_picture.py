"""The map: same places for the same network, labels that do not overlap, nothing that rests on colour alone."""

from __future__ import annotations

from itertools import combinations

import pytest
from defusedxml import ElementTree
from hypothesis import given

from tests.network.networks import BUILTIN, community, networks, of
from tests.properties import examples
from workshop.base.errors import InputError
from workshop.base.text import LANGUAGES
from workshop.model.network import Group, Network, Person, Relation, Tie
from workshop.network.draw.areas import Area, insides
from workshop.network.draw.layout import place
from workshop.network.draw.palette import LINES, MARKS
from workshop.network.draw.picture import HEIGHT, WIDTH, draw, label_box, short, text_width
from workshop.network.draw.svg import svg
from workshop.network.io.read import read


@examples(30)
@given(networks(loops=True))
def test_everybody_has_a_place_on_the_paper(network: Network) -> None:
    spots = place(network)
    assert spots.keys() == {node.id for node in (*network.people, *network.groups)}
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in spots.values())
    assert place(network) == spots


@pytest.mark.parametrize("name", BUILTIN)
def test_nobody_stands_on_anybody(name: str) -> None:
    marks = draw(read(f"builtin:{name}")).marks
    apart = min(
        ((one.x - other.x) ** 2 * WIDTH**2 + (one.y - other.y) ** 2 * HEIGHT**2) ** 0.5
        for one, other in combinations(marks, 2)
    )
    assert apart > 12


def test_neighbours_stand_nearer_than_strangers() -> None:
    spots = place(community())
    tied = {frozenset((tie.source, tie.target)) for tie in community().ties}

    def apart(pair: tuple[str, str]) -> float:
        (x1, y1), (x2, y2) = spots[pair[0]], spots[pair[1]]
        return ((x1 - x2) ** 2 + (y1 - y2) ** 2) ** 0.5

    near = [apart(pair) for pair in combinations(spots, 2) if frozenset(pair) in tied]
    far = [apart(pair) for pair in combinations(spots, 2) if frozenset(pair) not in tied]
    assert sum(near) / len(near) < 0.6 * sum(far) / len(far)


@pytest.mark.parametrize("everybody", [20, 40, 60])
def test_labels_overlap_neither_each_other_nor_a_mark_nor_the_paper_s_edge(everybody: int) -> None:
    """Chinese names; of sixty people and eight groups nearly all are written."""
    marks = draw(community(residents=everybody - 8)).marks
    boxes = [label_box(mark) for mark in marks if mark.named]
    assert len(boxes) >= 0.9 * len(marks)
    for one, other in combinations(boxes, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    for mark in marks:
        left, top, right, bottom = label_box(mark)
        assert not mark.named or (left >= 0 and right <= WIDTH and top >= 0 and bottom <= HEIGHT)
        for other in marks:
            beside = max(left - other.x * WIDTH, 0, other.x * WIDTH - right)
            over = max(top - other.y * HEIGHT, 0, other.y * HEIGHT - bottom)
            if mark.named and other is not mark:
                assert max(beside, over) >= other.size * WIDTH * 0.8


def test_groups_and_supporters_are_named_before_residents() -> None:
    people = tuple(Person(f"p{i}", "一个名字很长的居民") for i in range(150))
    network = Network(
        people, (Group("G", "旗袍队"),), tuple(Tie(f"p{i}", "G", Relation.MEMBER) for i in range(150))
    )
    named = {mark.id for mark in draw(network).marks if mark.named}
    assert "G" in named
    assert len(named) < 150


def test_focus_fades_all_but_the_one_and_its_neighbours() -> None:
    network = of(("a", "b"), ("b", "c"), ("a", "d"), ("b", "d"))
    picture = draw(network, focus="a")
    assert {mark.id for mark in picture.marks if not mark.faded} == {"a", "b", "d"}
    ends = [
        (picture.marks[line.source].id, picture.marks[line.target].id)
        for line in picture.lines
        if not line.faded
    ]
    assert ends == [("a", "b"), ("a", "d")]
    assert [(mark.x, mark.y) for mark in picture.marks] == [(mark.x, mark.y) for mark in draw(network).marks]


def test_the_removed_fade_with_their_ties() -> None:
    picture = draw(of(("a", "b"), ("b", "c")), removed=["a"])
    assert [mark.faded for mark in picture.marks] == [True, False, False]
    assert [line.faded for line in picture.lines] == [True, False]


def test_an_unknown_focus_is_said() -> None:
    with pytest.raises(InputError) as caught:
        draw(of(("a", "b")), focus="x")
    assert caught.value.code == "network.unknown_id"


def test_relations_between_two_people_stay_apart_and_both_ways_is_one_line() -> None:
    ties = (
        Tie("a", "b", Relation.TRUSTS),
        Tie("b", "a", Relation.TRUSTS),
        Tie("a", "b", Relation.HELPS),
        Tie("a", "a"),
    )
    lines = draw(Network((Person("a"), Person("b")), ties=ties, directed=True)).lines
    assert [(line.relation, line.arrow) for line in lines] == [("trusts", False), ("helps", True)]


def test_no_two_kinds_and_no_two_relations_look_alike_without_colour_and_with_it() -> None:
    assert len(set(MARKS.values())) == len(MARKS)
    assert len(set(LINES.values())) == len(LINES)
    without_colour = [shape for kind, (shape, _) in MARKS.items() if kind != "outside"]
    assert len(set(without_colour)) == len(without_colour)


def test_the_legend_holds_what_is_drawn() -> None:
    keys = [entry.key for entry in draw(of(("a", "b"))).legend]
    assert keys == ["network.kind.resident", "network.relation.knows"]


def test_a_long_name_is_cut() -> None:
    assert short("社区社会工作者协会第三工作站") == "社区社会工作者协会…"
    assert text_width(short("x" * 100)) <= 131


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_svg_is_well_formed_and_faithful(language: str) -> None:
    picture = draw(community())
    text = svg(picture, language, title="五月的关系图")  # type: ignore[arg-type]
    root = ElementTree.fromstring(text)
    assert root.get("role") == "img"
    shown = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {short(mark.label) for mark in picture.marks if mark.named} <= set(shown)
    assert text.count("<line") == len(picture.lines) + sum(
        entry.stroke is not None for entry in picture.legend
    )
    fonts = root.get("font-family", "")
    assert "Noto Sans CJK SC" in fonts
    assert fonts.startswith("'Noto Sans CJK SC'") == (language == "zh")


def test_text_in_an_svg_is_inert() -> None:
    payload = '"><script>alert(1)</script>&<!--\x07'
    network = Network((Person("a", payload), Person("b", payload)), ties=(Tie("a", "b", payload),))
    root = ElementTree.fromstring(svg(draw(network), "zh", title=payload))
    assert not [element for element in root.iter() if "script" in element.tag]


def test_an_empty_network_is_an_empty_map() -> None:
    assert ElementTree.fromstring(svg(draw(Network()), "zh")).get("viewBox")


def test_an_area_has_its_people_in_file_order_their_groups_and_the_ties_among_all_of_these() -> None:
    people = tuple(Person(who, building="1" if who in "abd" else "2") for who in "abcd")
    ties = (Tie("a", "b"), Tie("b", "c"), Tie("d", "G"), Tie("c", "G"), Tie("c", "H"), Tie("G", "H"))
    network = Network(people, (Group("G"), Group("H")), ties, spots=(("a", 0.1, 0.1),))
    first, second = insides(network, (Area("x", "1", ("d", "a", "b")), Area("y", "2", ("c",))))
    assert first == Network((people[0], people[1], people[3]), (Group("G"),), (ties[0], ties[2]))
    assert second == Network((people[2],), (Group("G"), Group("H")), ties[3:])
