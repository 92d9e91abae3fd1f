"""Arrows and frames of drawings are read as they are drawn, in every format that has them. Expected values by hand."""

from __future__ import annotations

import json

import pytest

from tests.network.io.test_graph_formats import ends, read

YED = (
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">'
    '<key for="edge" id="d10" yfiles.type="edgegraphics"/><graph edgedefault="directed">'
    '<node id="a"/><node id="b"/><node id="c"/>{edges}</graph></graphml>'
)
VIS = {
    ("none", "none"): "",
    ("none", "standard"): "to",
    ("standard", "none"): "from",
    ("delta", "white_delta"): "to, from",
}
NODES = [{"id": "a"}, {"id": "b"}, {"id": "c"}]
Drawn = list[tuple[str, str]]


def yed(drawn: Drawn) -> str:
    between = [("a", "b"), ("b", "c")]
    return YED.format(
        edges="".join(
            f'<edge source="{one}" target="{other}"><data key="d10"><y:PolyLineEdge>'
            f'<y:Arrows source="{source}" target="{target}"/></y:PolyLineEdge></data></edge>'
            for (one, other), (source, target) in zip(between, drawn, strict=True)
        )
    )


def gml(drawn: Drawn) -> str:
    def arrow(name: str, shape: str) -> str:
        return "" if shape == "none" else f'{name} "{shape}"'

    edges = "".join(
        f'edge [ source {at} target {at + 1} graphics [ fill "#000000" {arrow("sourceArrow", source)} '
        f"{arrow('targetArrow', target)} ] ]\n"
        for at, (source, target) in enumerate(drawn)
    )
    nodes = "".join(f'node [ id {at} label "{name}" ]\n' for at, name in enumerate("abc"))
    return f'Creator "yFiles"\ngraph [ hierarchic 1 directed 1\n{nodes}{edges}]\n'


def vis(drawn: Drawn) -> str:
    edges = [{"from": one, "to": other} for one, other in (("a", "b"), ("b", "c"))]
    for edge, shapes in zip(edges, drawn, strict=True):
        if VIS[shapes]:
            edge["arrows"] = VIS[shapes]
    return json.dumps({"nodes": NODES, "edges": edges})


NONE, TO, FROM, BOTH = VIS


@pytest.mark.parametrize(("name", "written"), [("a.graphml", yed), ("a.gml", gml), ("a.json", vis)])
@pytest.mark.parametrize(
    ("drawn", "directed", "expected"),
    [
        ([NONE, NONE], False, {("a", "b"), ("b", "c")}),
        ([TO, TO], True, {("a", "b"), ("b", "c")}),
        ([FROM, TO], True, {("b", "a"), ("b", "c")}),
        ([BOTH, FROM], True, {("a", "b"), ("b", "a"), ("c", "b")}),
        ([NONE, TO], True, {("a", "b"), ("b", "a"), ("b", "c")}),
        ([BOTH, BOTH], False, {("a", "b"), ("b", "c")}),
    ],
)
def test_ties_run_the_way_their_arrows_point(
    name: str, written: object, drawn: Drawn, directed: bool, expected: set[tuple[str, str]]
) -> None:
    assert callable(written)
    network, notes = read(name, written(drawn))
    called = {person.id: person.label or person.id for person in network.people}
    assert network.directed is directed
    assert {(called[one], called[other]) for one, other in ends(network)} == expected
    assert ("arrows_read" in notes) == (name != "a.json" and drawn != [TO, TO])


@pytest.mark.parametrize(
    "edge",
    [
        {"arrows": {"to": {"enabled": True}, "from": False}},
        {"arrows": "to;middle"},
        {"type": "arrow"},
        {"type": "Directed"},
    ],
)
def test_other_words_for_an_arrow_are_known(edge: dict[str, object]) -> None:
    network, notes = read("a.json", json.dumps({"nodes": NODES, "edges": [{"from": "a", "to": "b", **edge}]}))
    assert network.directed
    assert str(network.ties[0].relation) == "knows"
    assert "tie_columns_left" not in notes


def test_arrows_for_all_stand_in_the_options_of_vis_js() -> None:
    document = {"nodes": NODES, "edges": [{"from": "a", "to": "b"}], "options": {"edges": {"arrows": "from"}}}
    assert ends(read("a.json", json.dumps(document))[0]) == [("b", "a")]


def test_arrows_in_a_file_without_direction_are_told() -> None:
    network, notes = read(
        "a.graphml", yed([TO, NONE]).replace('edgedefault="directed"', 'edgedefault="undirected"')
    )
    assert network.directed
    assert notes["arrows_read"] == (1, ())


def test_an_edge_that_says_it_has_no_direction_needs_no_arrow() -> None:
    text = yed([TO, TO]).replace("<edge ", '<edge directed="false" ')
    assert not read("a.graphml", text)[0].directed


CYTOSCAPE = {
    "nodes": [
        {"data": {"id": "a"}},
        {"data": {"id": "p", "label": "家"}},
        {"data": {"id": "c", "parent": "p"}},
    ],
    "edges": [{"data": {"source": "a", "target": "c"}}],
}
GML_FRAME = (
    'graph [ node [ id 0 label "a" ] node [ id 1 label "家" isGroup 1 ] node [ id 2 label "c" gid 1 ] '
    "edge [ source 0 target {target} ] ]"
)


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.json", json.dumps({"elements": CYTOSCAPE})), ("a.gml", GML_FRAME.format(target=2))],
)
def test_a_frame_is_nobody(name: str, text: str) -> None:
    network, notes = read(name, text)
    assert [person.label or person.id for person in network.people] == ["a", "c"]
    assert network.groups == ()
    assert notes["folders_left"] == (1, ("家",))
    assert dict(network.extra)[network.people[1].id] == (("folder", "家"),)


def test_a_frame_that_a_tie_leads_to_is_a_group() -> None:
    network, notes = read("a.gml", GML_FRAME.format(target=1))
    assert [group.label for group in network.groups] == ["家"]
    assert "folders_left" not in notes


def test_a_parent_outside_a_drawing_is_somebody() -> None:
    document = {"nodes": [{"id": "a"}, {"id": "b", "parent": "a"}], "links": []}
    assert len(read("a.json", json.dumps(document))[0].people) == 2


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, True),
        ({"directed": False}, False),
        ({"directed": True}, False),
        ({"options": {"type": "mixed"}}, False),
    ],
)
def test_a_json_that_says_nothing_of_direction_is_told(said: dict[str, object], told: bool) -> None:
    document = {"nodes": NODES, "links": [{"source": "a", "target": "b"}], **said}
    assert ("direction_unsaid" in read("a.json", json.dumps(document))[1]) is told
    drawn = {"nodes": NODES, "edges": [{"from": "a", "to": "b", "arrows": "to"}]}
    assert "direction_unsaid" not in read("a.json", json.dumps(drawn))[1]
