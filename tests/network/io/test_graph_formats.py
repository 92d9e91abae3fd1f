"""Graph files as other programs write them: understood with a word on what was left, or refused with their place."""

from __future__ import annotations

import io
import json

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import examples
from workshop.base.content import home
from workshop.base.errors import InputError, SeveralErrors
from workshop.base.text import LANGUAGES, explain
from workshop.model.network import Network, Person, Relation, Tie
from workshop.network.io.graph_readers import GRAPHS, OTHERS
from workshop.network.io.imported import Imported
from workshop.network.io.parse import examine, parse
from workshop.network.text.import_text import note_sentence


def read(name: str, text: str | bytes) -> tuple[Network, dict[str, tuple[int, tuple[str, ...]]]]:
    """The network of one file, and its notes by code."""
    found = examine({name: text if isinstance(text, bytes) else text.encode()})
    assert found.problems == ()
    assert found.network is not None
    return found.network, {note.code: (note.n, note.names) for note in found.notes}


def refused(name: str, text: str | bytes) -> tuple[str, dict[str, str | int]]:
    """The code and the place of the first fault; its sentence exists in every language."""
    with pytest.raises(InputError) as caught:
        parse(name, text if isinstance(text, bytes) else text.encode())
    problem = caught.value.problems[0] if isinstance(caught.value, SeveralErrors) else caught.value
    assert all(explain(language, caught.value) for language in LANGUAGES)
    return problem.code, problem.where.parts()


def ends(network: Network) -> list[tuple[str, str]]:
    return [(tie.source, tie.target) for tie in network.ties]


def graphml(inside: str, head: str = "") -> str:
    return f'<graphml xmlns="http://graphml.graphdrawing.org/xmlns">{head}<graph edgedefault="undirected">{inside}</graph></graphml>'


ABC = '<node id="a"/><node id="b"/><node id="c"/>'

# --- GraphML


@pytest.mark.parametrize("declared", ['attr.type="string"', "", 'attr.type="double"'])
def test_a_strength_is_a_number_however_the_file_declares_it(declared: str) -> None:
    # By hand: 3 and 2, as written.
    network, _ = read(
        "a.graphml",
        graphml(
            f'{ABC}<edge source="a" target="b"><data key="w">3</data></edge>'
            '<edge source="b" target="c"><data key="w"> 2 </data></edge>',
            f'<key id="w" for="edge" attr.name="weight" {declared}/>',
        ),
    )
    assert [tie.strength for tie in network.ties] == [3.0, 2.0]


WEIGHT = '<key id="w" for="edge" attr.name="weight" attr.type="double"/>'


def weighted(*values: str) -> str:
    edges = "".join(f'<edge source="a" target="b"><data key="w">{value}</data></edge>' for value in values)
    return graphml(ABC + edges, WEIGHT)


@pytest.mark.parametrize("value", ["1e308", "INF", "-Infinity", "3 Stück", "1e400"])
def test_a_strength_that_is_no_usable_number_is_refused_at_its_tie(value: str) -> None:
    assert refused("a.graphml", weighted("2", value)) == (
        "network.strength_unusable",
        {"file": "a.graphml", "key": "a – b"},
    )


def test_a_strength_that_nobody_knows_is_told() -> None:
    network, notes = read("a.graphml", weighted("2", "NaN", "null", ""))
    assert [tie.strength for tie in network.ties] == [2.0, 1.0, 1.0, 1.0]
    assert notes["strength_unsaid"] == (2, ())


def test_strengths_in_words_are_left_and_told() -> None:
    network, notes = read("a.graphml", weighted("close", "distant"))
    assert [tie.strength for tie in network.ties] == [1.0, 1.0]
    assert notes["strength_words"] == (2, ("close", "distant"))


def test_an_attribute_nobody_needs_does_not_stop_the_map() -> None:
    head = '<key id="y" for="node" attr.name="年龄" attr.type="int"><default>30</default></key>'
    network, notes = read(
        "a.graphml",
        graphml('<node id="a"><data key="y">不详</data></node><node id="b"/><node id="c"/>', head),
    )
    # The default is for where nothing is said, not for what cannot be read.
    assert network.extra == (("b", (("年龄", 30.0),)), ("c", (("年龄", 30.0),)))
    assert notes["values_unfit"] == (1, ("年龄 = 不详",))


@pytest.mark.parametrize("encoding", ["GB2312", "GBK", "gb18030", "UTF-16", "utf-8"])
@pytest.mark.parametrize("declared", ["GB2312", "GBK", "UTF-16", "utf-8"])
def test_a_declared_encoding_is_followed_and_a_stray_one_told(encoding: str, declared: str) -> None:
    text = f'<?xml version="1.0" encoding="{declared}"?>' + graphml('<node id="王阿姨"/><node id="张三"/>')
    network, notes = read("a.graphml", text.encode(encoding))
    assert [person.id for person in network.people] == ["王阿姨", "张三"]
    alike = {"gb2312": "gb", "gbk": "gb", "gb18030": "gb"}
    same = alike.get(encoding.casefold(), encoding.casefold()) == alike.get(
        declared.casefold(), declared.casefold()
    )
    assert ("declared_encoding" not in notes) == (same or encoding == "UTF-16")


def test_big5_and_latin_letters_are_read_where_the_file_says_so() -> None:
    big5 = '<?xml version="1.0" encoding="Big5"?>' + graphml('<node id="張阿姨"/>')
    latin = '<?xml version="1.0" encoding="ISO-8859-1"?>' + graphml('<node id="Zoë"/>')
    assert read("a.graphml", big5.encode("big5"))[0].people == (Person("張阿姨"),)
    assert read("a.graphml", latin.encode("latin-1"))[0].people == (Person("Zoë"),)


def test_a_document_type_that_only_names_the_format_is_passed_over() -> None:
    head = '<!DOCTYPE graphml SYSTEM "http://graphml.graphdrawing.org/dtds/graphml.dtd">'
    assert len(read("a.graphml", head + graphml(ABC))[0].people) == 3


YED = """<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
<key for="node" id="d6" yfiles.type="nodegraphics"/><key for="edge" id="d9" yfiles.type="edgegraphics"/>
<graph edgedefault="directed" id="G">
<node id="n0" yfiles.foldertype="group"><data key="d6"><y:ProxyAutoBoundsNode><y:Realizers active="0">
<y:GroupNode><y:NodeLabel>三号楼</y:NodeLabel></y:GroupNode><y:GroupNode><y:NodeLabel>Folder 1</y:NodeLabel></y:GroupNode>
</y:Realizers></y:ProxyAutoBoundsNode></data><graph edgedefault="directed" id="n0:">
<node id="n0::n0"><data key="d6"><y:ShapeNode><y:Fill color="#FFCC00"/><y:NodeLabel>甲<y:LabelModel/></y:NodeLabel></y:ShapeNode></data></node>
</graph></node>
<node id="n1"><data key="d6"><y:ShapeNode><y:NodeLabel>丙</y:NodeLabel></y:ShapeNode></data></node>
<node id="n2" yfiles.foldertype="folder"><data key="d6"><y:GroupNode><y:NodeLabel>合唱队</y:NodeLabel></y:GroupNode></data></node>
<edge id="e0" source="n0::n0" target="n1"><data key="d9"><y:PolyLineEdge><y:EdgeLabel>信任</y:EdgeLabel></y:PolyLineEdge></data></edge>
<edge id="e1" source="n1" target="n2"/></graph></graphml>"""


def test_frames_of_a_yed_drawing_are_nobody_unless_a_tie_leads_to_them() -> None:
    network, notes = read("a.graphml", YED)
    assert network.people == (Person("n0::n0", "甲"), Person("n1", "丙"))
    assert [(group.id, group.label) for group in network.groups] == [("n2", "合唱队")]
    assert [str(tie.relation) for tie in network.ties] == ["trusts", "member"]
    assert network.extra == (("n0::n0", (("folder", "三号楼"),)),)
    assert notes["folders_left"] == (1, ("三号楼",))


def test_visone_keeps_names_in_an_attribute_called_id() -> None:
    head = (
        '<key id="d0" for="node"/><key attr.name="id" attr.type="string" for="node" id="d2"><default/></key>'
    )
    drawn = '<data key="d0"><shapeNode xmlns="http://visone.info/xmlns"><NodeLabel>w</NodeLabel></shapeNode></data>'
    network, _ = read(
        "a.graphml",
        graphml(f'<node id="n0">{drawn}<data key="d2">wang</data></node><node id="n1"/>', head),
    )
    assert network.people == (Person("n0", "wang"), Person("n1"))


def test_a_directed_file_of_undirected_edges_has_no_direction() -> None:
    text = graphml(ABC + '<edge source="a" target="b" directed="false"/>').replace("undirected", "directed")
    assert not read("a.graphml", text)[0].directed


def test_what_is_no_tie_between_two_is_told() -> None:
    text = graphml(ABC + '<hyperedge><endpoint node="a"/><endpoint node="b"/></hyperedge>')
    assert read("a.graphml", text)[1]["hyperedges_left"] == (1, ())


def test_an_unknown_end_names_its_tie() -> None:
    assert refused("a.graphml", graphml(ABC + '<edge source="a" target="x"/>')) == (
        "network.unknown_end",
        {"file": "a.graphml", "key": "a – x"},
    )


@pytest.mark.parametrize("name", ["a.graphml", "a.xml", "a.gexf"])
def test_graphml_and_gexf_are_known_by_what_stands_in_them(name: str) -> None:
    gexf = '<gexf><graph><nodes><node id="1"/><node id="2"/></nodes><edges><edge source="1" target="2"/></edges></graph></gexf>'
    assert ends(read(name, gexf)[0]) == [("1", "2")]
    assert len(read(name, graphml(ABC))[0].people) == 3
    assert refused(name, "<html><body/></html>")[0] == "network.xml_form"


def test_the_kinds_network_canvas_names_are_told() -> None:
    head = "".join(
        f'<key id="{name}" attr.name="{name}" attr.type="string" for="node"/>'
        for name in ("networkCanvasUUID", "networkCanvasType")
    )
    data = '<data key="networkCanvasUUID">{0}</data><data key="networkCanvasType">{1}</data>'
    alters = (("u1", "person"), ("u2", "place"), ("u3", "organization"))
    nodes = "".join(
        f'<node id="{at}">{data.format(*alter)}</node>' for at, alter in enumerate(alters, start=1)
    )
    network, notes = read("a.graphml", graphml(nodes, head))
    assert [group.id for group in network.groups] == ["u3"]
    assert notes["canvas_types"] == (3, ("person", "place", "organization"))


def test_elements_without_end_inside_each_other_are_refused() -> None:
    deep = 50_000
    data = '<node id="1"><data key="x">' * deep + "</data></node>" * deep
    assert refused("a.graphml", graphml(data))[0] == "network.xml_deep"


# --- GEXF


def gexf(nodes: str, edges: str = "", attributes: str = "", head: str = "") -> str:
    return (
        f'<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph {head}>{attributes}'
        f"<nodes>{nodes}</nodes><edges>{edges}</edges></graph></gexf>"
    )


def test_what_gephi_writes_for_no_number_is_set_aside() -> None:
    score = '<attributes class="node"><attribute id="0" title="得分" type="double"/></attributes>'
    values = ("INF", "null", "NaN", "", "不详", "4")
    nodes = "".join(
        f'<node id="{at}"><attvalues><attvalue for="0" value="{value}"/></attvalues></node>'
        for at, value in enumerate(values)
    )
    network, notes = read("a.gexf", gexf(nodes, '<edge source="0" target="1" weight="2.5"/>', score))
    assert network.extra == (("5", (("得分", 4.0),)),)
    assert notes["values_unfit"] == (4, ("得分 = INF", "得分 = null", "得分 = NaN", "得分 = 不详"))
    assert network.ties == (Tie("0", "1", strength=2.5),)


def test_nodes_inside_nodes_are_people_and_that_they_were_is_told() -> None:
    nested = '<node id="1"><nodes><node id="2"/></nodes><edges/></node><node id="3" pid="1"/>'
    network, notes = read("a.gexf", gexf(nested))
    assert [person.id for person in network.people] == ["1", "2", "3"]
    assert notes["hierarchy_left"] == (2, ())


def test_a_directed_default_holds_unless_every_edge_says_otherwise() -> None:
    nodes = '<node id="1"/><node id="2"/>'
    head = 'defaultedgetype="directed"'
    assert read("a.gexf", gexf(nodes, '<edge source="1" target="2"/>', head=head))[0].directed
    assert not read("a.gexf", gexf(nodes, '<edge source="1" target="2" type="undirected"/>', head=head))[
        0
    ].directed


# --- Pajek

FOUR = '*Vertices 4\n1 "甲"\n2 "乙"\n3 "丙"\n4 "丁"\n'


def test_relations_of_pajek_keep_their_names_and_discord_is_told() -> None:
    network, notes = read("a.net", FOUR + '*Arcs :1 "求助"\n1 2 1\n2 3 1\n*Arcs :2 "不和"\n3 4 1\n4 1\n')
    assert [str(tie.relation) for tie in network.ties] == ["求助", "求助", "不和", "不和"]
    assert notes["relations"] == (2, ("求助", "不和"))
    assert notes["discord"] == (2, ("3 – 4", "4 – 1"))


def test_a_relation_may_stand_before_the_ends() -> None:
    network, _ = read("a.net", FOUR + '*Edges :1 "互助"\n*Edges :2 "冲突"\n*Edges\n1: 1 2 1\n2: 2 3 1\n')
    assert [(tie.source, tie.target, str(tie.relation)) for tie in network.ties] == [
        ("1", "2", "helps"),
        ("2", "3", "冲突"),
    ]


def test_two_numbers_after_vertices_are_people_and_groups() -> None:
    network, notes = read("a.net", FOUR.replace("*Vertices 4", "*Vertices 4 3") + "*Edges\n1 4\n2 4\n")
    assert [person.id for person in network.people] == ["1", "2", "3"]
    assert [(group.id, group.label) for group in network.groups] == [("4", "丁")]
    assert {tie.relation for tie in network.ties} == {Relation.MEMBER}
    assert notes["two_mode"] == (1, ())


def test_a_pajek_matrix_is_directed_where_it_is_unequal() -> None:
    network, _ = read("a.net", "*Vertices 3\n*Matrix\n0 1 0\n0 0 2\n1 0 0\n")
    assert [(tie.source, tie.target, tie.strength) for tie in network.ties] == [
        ("1", "2", 1.0),
        ("2", "3", 2.0),
        ("3", "1", 1.0),
    ]
    assert network.directed
    equal, _ = read("a.net", "*Vertices 3\n*Matrix\n0 1 0\n1 0 2\n0 2 0\n")
    assert (ends(equal), equal.directed) == ([("1", "2"), ("2", "3")], False)
    groups, _ = read("a.net", "*Vertices 3 2\n*Matrix\n1\n0\n")
    assert (ends(groups), [group.id for group in groups.groups]) == ([("1", "3")], ["3"])
    assert refused("a.net", "*Vertices 3\n*Matrix\n0 1 0\n0 0\n") == (
        "network.matrix_size",
        {"file": "a.net", "row": 2},
    )


@pytest.mark.parametrize("listed", ["", '1 "甲"\n2 "乙"\n'])
def test_as_many_people_as_the_head_says_however_many_are_listed(listed: str) -> None:
    network, notes = read("a.net", f"*Vertices 6\n{listed}*Edges\n1 6\n")
    assert [person.id for person in network.people] == ["1", "2", "3", "4", "5", "6"]
    assert ("vertices_differ" in notes) == bool(listed)


def test_of_a_project_the_first_network_is_read_and_the_rest_told() -> None:
    project = (
        "*Network 村\r\n" + FOUR + "*Edges\n1 2\n*Partition 身份\n*Vertices 4\n1\n1\n2\n1\n"
        "*Network 二\n*Vertices 2\n*Edges\n1 2\n*Vector 年龄\n*Vertices 4\n40\n50\n60\n70\n"
    )
    network, notes = read("a.paj", project)
    assert (len(network.people), ends(network)) == (4, [("1", "2")])
    assert notes["graphs_left"] == (1, ())
    assert notes["parts_left"] == (2, ("*Partition 身份", "*Vector 年龄"))


def test_how_a_pajek_line_is_drawn_is_no_strength() -> None:
    text = (
        '% made by hand\n*Network "x"\n*Description "y"\n*Vertices 3\n 1 "王 阿姨" 0.1 0.2 0.5 box ic Red\n2 b 0.3 0.4\n3 c [1-3]\n'
        '*Arcs\n1 2 c Blue\n2 3 -2 l "吵架" [1-3]\n*Edgeslist\n1 2 3\n'
    )
    network, notes = read("a.net", text)
    assert network.people[0] == Person("1", "王 阿姨")
    assert [(tie.source, tie.target, tie.strength, str(tie.relation)) for tie in network.ties][:2] == [
        ("1", "2", 1.0, "knows"),
        ("2", "3", -2.0, "吵架"),
    ]
    assert notes["spells_left"] == (2, ())
    assert notes["drawing_left"] == (1, ())


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_pajek_is_read_in_the_encodings_tables_are(encoding: str) -> None:
    assert read("a.net", FOUR.encode(encoding))[0].people[0].label == "甲"


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        ("*Vertices 2\n*Edges\n1 3\n", "network.unknown_end", 3),
        ("*Vertices 2\n*Edges\n1 2 3\n1 2 viel\n", "network.strength_unusable", 4),
        ("*Vertices 2\nx y\n", "network.pajek_vertex", 2),
        ("*Edges\n1 2\n", "network.pajek_vertices", 1),
        ("hello\n", "network.pajek", 1),
    ],
)
def test_a_wrong_pajek_file_is_refused_at_its_line(text: str, code: str, row: int) -> None:
    assert refused("a.net", text) == (code, {"file": "a.net", "row": row})


# --- GML


def test_gml_is_read_with_its_labels_and_directions() -> None:
    text = (
        'Creator "x"\ngraph\n[\n directed 1\n node [ id 0 label "甲 &amp; 乙" graphics [ x 1 y 2 ] ]\n'
        ' node [ id 1 label "甲 &amp; 乙" age 40 ]\n edge [ source 0 target 1 weight 2.5 label "信任" ]\n]\n'
    )
    network, notes = read("a.gml", text)
    assert network.people == (Person("0", "甲 & 乙"), Person("1", "甲 & 乙"))
    assert network.ties == (Tie("0", "1", Relation.TRUSTS, 2.5),)
    assert network.directed
    assert network.extra == (("1", (("age", 40.0),)),)
    assert notes["drawing_left"] == (1, ())


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        ("graph [ node [ id 1 ]\n edge [ source 1 target 2 ] ]", "network.unknown_end", 2),
        ("graph [ node [ id 1 ]\n node [ ] ]", "network.gml_key", 2),
        ("graph [ node [ id 1 ]\n", "network.gml_open", 1),
        ('graph [ node [ id 1\n label "a ] ]', "network.gml_open", 2),
        ("graph [\n ] ]", "network.gml", 2),
    ],
)
def test_a_wrong_gml_file_is_refused_at_its_line(text: str, code: str, row: int) -> None:
    assert refused("a.gml", text) == (code, {"file": "a.gml", "row": row})


# --- UCINET DL


@pytest.mark.parametrize(
    "text",
    [
        "DL N=4 FORMAT=FULLMATRIX LABELS:\nann,bob,cat,dan\nDATA:\n0 1 1 0\n1 0 0 0\n1 0 0 1\n0 0 1 0\n",
        "dl\nn = 4\nformat = fullmatrix\nlabels embedded\ndata:\nann bob cat dan\nann 0 1 1 0\nbob 1 0 0 0\ncat 1 0 0 1\ndan 0 0 1 0\n",
        "dl n=4, format=lowerhalf\nlabels:\nann\nbob\ncat dan\ndata:\n0\n1 0\n1 0 0\n0 0 1 0\n",
        "dl n=4 format=upperhalf diagonal=absent\nlabels: ann bob cat dan\ndata:\n1 1 0\n0 0\n1\n",
        "dl n=4 format=edgelist1\nlabels:\nann,bob,cat,dan\ndata:\n1 2\n2 1\n1 3\n3 1\n3 4 1\n4 3\n",
        "dl n=4 format=edgelist1\nlabels embedded:\ndata:\nann bob\nbob ann\nann cat\ncat ann\ncat dan\ndan cat\n",
        "dl n=4 format=edgelist1\nlabels:\nann,bob,cat,dan\nlabels embedded:\ndata:\nbob ann\nann bob\nann cat\ncat ann\ncat dan\ndan cat\n",
        "dl n=4 format=nodelist1\nlabels:\nann,bob,cat,dan\ndata:\n1 2 3\n2 1\n3 1 4\n4 3\n",
        "dl n=4 format=nodelist1b\nlabels:\nann,bob,cat,dan\ndata:\n2 2 3\n1 1\n2 1 4\n1 3\n",
        "DL NR=4 NC=4\nROW LABELS:\nann bob cat dan\nCOLUMN LABELS:\nann bob cat dan\nDATA:\n0 1 1 0\n1 0 0 0\n1 0 0 1\n0 0 1 0\n",
    ],
)
def test_every_form_of_dl_gives_the_same_network(text: str) -> None:
    # By hand: three ties, none with a direction, between four people.
    network, _ = read("a.dl", text)
    assert [person.id for person in network.people] == ["ann", "bob", "cat", "dan"]
    assert {frozenset(pair) for pair in ends(network)} == {
        frozenset(pair) for pair in (("ann", "bob"), ("ann", "cat"), ("cat", "dan"))
    }
    assert (len(network.ties), network.directed) == (3, False)


@pytest.mark.parametrize(
    "text",
    [
        "dl nr=3 nc=2\nrow labels:\na b c\ncolumn labels:\nx y\ndata:\n1 0\n1 1\n0 1\n",
        "dl nr=3 nc=2 format=edgelist2\nlabels embedded\ndata:\na x\nb x\nb y\nc y\n",
        "dl nr=3 nc=2 format=nodelist2\nrow labels embedded\ncolumn labels embedded\ndata:\na x\nb x y\nc y\n",
    ],
)
def test_two_mode_dl_is_people_and_groups(text: str) -> None:
    network, notes = read("a.dl", text)
    assert [person.id for person in network.people] == ["a", "b", "c"]
    assert [group.id for group in network.groups] == ["x", "y"]
    assert ends(network) == [("a", "x"), ("b", "x"), ("b", "y"), ("c", "y")]
    assert notes["two_mode"] == (2, ())


def test_the_matrices_of_a_dl_file_are_relations() -> None:
    text = 'dl n=2 nm=2\nlabels: a b\nmatrix labels:\n"互助" 不和\ndata:\n0 1\n0 0\n0 0\n. 0\n'
    network, notes = read("a.dl", text)
    assert network.ties == (Tie("a", "b", Relation.HELPS),)
    assert notes["relations"] == (2, ("互助", "不和"))
    assert notes["cells_missing"] == (1, ())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("hello", "network.dl"),
        ("dl n=2", "network.dl_data"),
        ("dl n=2 format=blockmatrix\ndata:\n1 2", "network.dl_form"),
        ("dl n=2\ndata:\n1 2 3", "network.matrix_size"),
        ("dl n=2 format=edgelist1\ndata:\n1 3", "network.unknown_end"),
        ("dl n=2 format=edgelist1\ndata:\n1 2 3 4", "network.dl_line"),
        ("dl n=999999\ndata:\n1", "network.file_too_large"),
    ],
)
def test_a_wrong_dl_file_is_refused(text: str, code: str) -> None:
    assert refused("a.dl", text)[0] == code


# --- JSON of nodes and links


@pytest.mark.parametrize(
    "document",
    [
        {"nodes": [{"id": "甲"}, {"id": "乙"}], "links": [{"source": "甲", "target": "乙"}]},
        {"nodes": [{"id": "甲"}, {"id": "乙"}], "edges": [{"from": "甲", "to": "乙"}]},
        {"nodes": [{"name": "甲"}, {"name": "乙"}], "links": [{"source": 0, "target": 1}]},
        {"nodes": [{"key": "甲"}, {"key": "乙"}], "edges": [{"key": "e", "source": "甲", "target": "乙"}]},
        {
            "elements": {
                "nodes": [{"data": {"id": "甲"}}, {"data": {"id": "乙"}}],
                "edges": [{"data": {"source": "甲", "target": "乙"}}],
            }
        },
        {
            "elements": [
                {"data": {"id": "甲"}},
                {"data": {"id": "乙"}},
                {"data": {"source": "甲", "target": "乙"}},
            ]
        },
        {"nodes": [{"id": "甲"}, {"id": "乙"}], "links": [{"source": {"id": "甲"}, "target": {"id": "乙"}}]},
        {"graph": {"nodes": [{"id": "甲"}, {"id": "乙"}], "edges": [{"source": "甲", "target": "乙"}]}},
    ],
)
def test_nodes_and_links_are_read_in_every_program_s_form(document: dict[str, object]) -> None:
    network, _ = read("a.json", json.dumps(document))
    assert [person.id for person in network.people] == ["甲", "乙"]
    assert network.ties == (Tie("甲", "乙"),)


def test_long_numbers_as_ids_keep_their_digits() -> None:
    nodes = [{"id": 110105199001011234}, {"id": 110105199001011235}, {"id": 1234567890}]
    network, _ = read("a.json", json.dumps({"nodes": nodes, "links": []}))
    assert [person.id for person in network.people] == [
        "110105199001011234",
        "110105199001011235",
        "1234567890",
    ]


def test_a_json_without_a_network_is_said_to_be_none() -> None:
    assert refused("a.json", '{"name": "x"}')[0] == "network.json_form"
    assert refused("a.json", '{"nodes": [{"id": 1}], "links": [{"source": 1}]}') == (
        "network.no_end",
        {"file": "a.json", "key": "links 1"},
    )
    assert refused("a.json", '{"nodes":\n [') == ("network.json", {"file": "a.json", "row": 2})


# --- lists and matrices without a header


@pytest.mark.parametrize(
    "text",
    [
        "# made by hand\n甲 乙 2\n乙 丙 1\n",
        "% x\n甲\t乙\t2\n乙\t丙\n",
        "甲, 乙, 2\n乙, 丙, 1\n",
        "source target weight\n甲 乙 2\n乙 丙 1\n",
        "甲 乙 {'weight': 2}\n乙 丙 {}\n",
    ],
)
def test_a_list_of_ends_is_read_however_they_are_parted(text: str) -> None:
    network, notes = read("a.edgelist", text)
    assert network.ties == (Tie("甲", "乙", strength=2.0), Tie("乙", "丙"))
    assert not network.directed
    assert "direction_unsaid" in notes


def test_names_in_quotes_keep_their_spaces() -> None:
    assert ends(read("a.ncol", '"王 阿姨" "李, 书记" 3\n')[0]) == [("王 阿姨", "李, 书记")]


def test_several_ends_in_a_line_are_somebody_and_all_they_are_tied_to() -> None:
    network, notes = read("a.lst", "甲 乙 丙 丁\n乙 丙\n戊\n")
    assert ends(network) == [("甲", "乙"), ("甲", "丙"), ("甲", "丁"), ("乙", "丙")]
    assert network.people[-1] == Person("戊")
    assert notes["adjacency_list"] == (4, ())


def test_lgl_and_sif_name_one_end_once() -> None:
    assert ends(read("a.lgl", "# 甲\n乙 2\n丙\n# 丙\n丁\n")[0]) == [("甲", "乙"), ("甲", "丙"), ("丙", "丁")]
    network, _ = read("a.sif", "甲 互助 乙 丙\n丁\n")
    assert [(tie.target, str(tie.relation)) for tie in network.ties] == [("乙", "helps"), ("丙", "helps")]
    assert len(network.people) == 4


def test_a_matrix_without_names_numbers_its_people() -> None:
    network, notes = read("a.adj", "# x\n0 2.5 0\n0 0 1\n3 0 0\n")
    assert [(tie.source, tie.target, tie.strength) for tie in network.ties] == [
        ("1", "2", 2.5),
        ("2", "3", 1.0),
        ("3", "1", 3.0),
    ]
    assert network.directed
    assert notes["numbered"] == (3, ())
    assert ends(read("a.edgelist", "0 1 0 0\n1 0 0 0\n0 0 0 1\n0 0 1 0\n")[0]) == [("1", "2"), ("3", "4")]


@pytest.mark.parametrize(
    ("name", "text", "code", "row"),
    [
        ("a.edgelist", "a b\nc\n", "network.list_line", 2),
        ("a.edgelist", "a b\nb c viel\n", "network.strength_unusable", 2),
        ("a.edges", "a b 3 x\nb c 1 y\n", "network.list_columns", 1),
        ("a.adj", "0 1\n1\n", "network.matrix_row", 2),
        ("a.sif", "a b\n", "network.list_line", 1),
    ],
)
def test_a_wrong_list_is_refused_at_its_line(name: str, text: str, code: str, row: int) -> None:
    assert refused(name, text) == (code, {"file": name, "row": row})


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("a.##h", "network.ucinet_binary"),
        ("a.vna", "network.other_program"),
        ("a.docx", "network.format"),
        ("a.graphml", "table.empty"),
    ],
)
def test_a_format_that_is_not_read_is_named_with_what_to_do(name: str, code: str) -> None:
    assert refused(name, " ")[0] == code


def test_a_packed_file_under_another_ending_is_said_to_be_packed() -> None:
    assert refused("a.graphml", b"\x1f\x8b\x08\0")[0] == "network.packed"


@pytest.mark.parametrize(
    "text",
    [
        "*Vertices 2\n*Edges\n1 2\n",
        "\ufeffDL n=2 format=edgelist1\ndata:\n1 2\n",
        'Creator "x"\ngraph [ node [ id 1 ] node [ id 2 ] edge [ source 1 target 2 ] ]',
        graphml('<node id="1"/><node id="2"/><edge source="1" target="2"/>'),
    ],
)
def test_a_graph_file_that_is_called_txt_is_known_by_what_stands_in_it(text: str) -> None:
    assert ends(read("a.txt", text)[0]) == [("1", "2")]
    assert ends(read("a.dat", text)[0]) == [("1", "2")]


# --- as networkx reads and writes them


@st.composite
def graphs(draw: st.DrawFn) -> nx.Graph:  # type: ignore[type-arg]
    directed = draw(st.booleans())
    graph = nx.DiGraph() if directed else nx.Graph()
    size = draw(st.integers(1, 8))
    graph.add_nodes_from(range(size))
    places = st.integers(0, size - 1)
    for source, target in draw(st.lists(st.tuples(places, places), max_size=16)):
        graph.add_edge(source, target, weight=draw(st.sampled_from((1.0, 2.0, 0.5))))
    return graph


def written(graph: nx.Graph, ending: str) -> bytes:  # type: ignore[type-arg]
    if ending == "json":
        return json.dumps(nx.node_link_data(graph, edges="links")).encode()
    file = io.BytesIO()
    named = nx.relabel_nodes(graph, {node: str(node) for node in graph})
    writers = {"graphml": nx.write_graphml, "gexf": nx.write_gexf, "gml": nx.write_gml, "net": nx.write_pajek}
    writers[ending](named, file)
    return file.getvalue()


@given(graphs(), st.sampled_from(["graphml", "gexf", "gml", "net", "json"]))
@examples(200)
def test_what_networkx_writes_has_the_same_people_and_ties(graph: nx.Graph, ending: str) -> None:  # type: ignore[type-arg]
    network, _ = read(f"a.{ending}", written(graph, ending))
    name = {person.id: person.label or person.id for person in network.people}
    directed = network.directed or graph.number_of_edges() == 0
    ours = sorted(
        (
            *(
                (name[tie.source], name[tie.target])
                if directed
                else sorted((name[tie.source], name[tie.target]))
            ),
            tie.strength,
        )
        for tie in network.ties
    )
    theirs = sorted(
        (*((str(a), str(b)) if directed else sorted((str(a), str(b)))), weight)
        for a, b, weight in graph.edges(data="weight")
    )
    assert len(network.people) == len(graph)
    assert ours == theirs


# --- bytes of any kind

SCRAPS = [
    *(
        b"*Vertices ",
        b'*Arcs :1 "x"\n',
        b"*Edges\n",
        b"*Matrix\n",
        b"*Network\n",
        b"*Partition\n",
        b"*Arcslist\n",
    ),
    *(
        b"graph [ ",
        b"node [ id ",
        b"edge [ source 1 target 2 ] ",
        b"]",
        b"label ",
        b'"',
        b"dl n=",
        b"nr=2 nc=3 ",
        b"nm=2 ",
    ),
    *(
        b"format=edgelist1 ",
        b"format=nodelist1b\n",
        b"format=lowerhalf ",
        b"labels embedded\n",
        b"labels:\n",
        b"data:\n",
        b"row labels:",
    ),
    *(
        b"<graphml>",
        b'<graph edgedefault="directed">',
        b'<node id="1"/>',
        b'<edge source="1" target="1"/>',
        b"</graph></graphml>",
    ),
    *(
        b"<gexf><graph><nodes>",
        b"</nodes></graph></gexf>",
        b"<?xml version='1.0' encoding='GBK'?>",
        b"<!DOCTYPE a [",
        b"]>",
    ),
    *(
        b'{"nodes": [',
        b'{"id": 1}',
        b'], "links": [',
        b'{"source": 0, "target": 0}',
        b"]}",
        b'{"elements": ',
        b",",
    ),
    *(
        b"1",
        b" 2",
        b" -1e309",
        b"\n",
        b"\xb2\xbb\xba\xcd",
        "乙".encode(),
        b"\xff\xfe",
        b"\0",
        b" [1-3]",
        b"!",
    ),
]


@given(
    st.sampled_from(sorted(GRAPHS)), st.lists(st.sampled_from(SCRAPS) | st.binary(max_size=4), max_size=20)
)
@examples(400)
def test_any_bytes_are_read_or_refused_in_words(ending: str, scraps: list[bytes]) -> None:
    found = examine({f"a{ending}": b"".join(scraps)})
    assert isinstance(found, Imported)
    assert found.network is not None or found.problems
    for language in LANGUAGES:
        assert all(explain(language, problem) for problem in found.problems)
        assert all(note_sentence(language, note) for note in found.notes)


@pytest.mark.parametrize("page", ["imports.md", "imports.zh.md"])
def test_the_page_on_imports_names_every_format(page: str) -> None:
    text = (home() / "docs" / page).read_text(encoding="utf-8")
    assert [ending for ending in (*GRAPHS, *OTHERS) if f"`{ending}`" not in text] == []


def test_ends_by_place_among_numbered_nodes_are_told() -> None:
    nodes = '"nodes":[{"id":1},{"id":2},{"id":3}]'
    network, notes = read("a.json", f'{{{nodes},"links":[{{"source":0,"target":2}}]}}')
    assert ends(network) == [("1", "3")]
    assert notes["ends_by_place"] == (1, ())
    assert "ends_by_place" not in read("a.json", f'{{{nodes},"links":[{{"source":1,"target":2}}]}}')[1]
