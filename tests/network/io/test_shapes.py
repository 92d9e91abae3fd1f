"""Files as other programs write them: Gephi, Kumu and Network Canvas, in the shapes their own documentation gives."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date

import openpyxl
import pytest

from workshop.base.errors import TableError
from workshop.base.text import LANGUAGES, say
from workshop.model.network import Group, Network, Person, PersonKind, Relation, Tie
from workshop.network.io.imported import AS_IT_IS, Choices, Imported
from workshop.network.io.parse import examine, parse
from workshop.network.io.read_child import in_child


def read(files: dict[str, bytes], choices: Choices = AS_IT_IS) -> tuple[Network, Imported]:
    found = examine(files, choices)
    assert found.network is not None, found.problems
    return found.network, found


def notes(found: Imported) -> dict[str, int]:
    for note in found.notes:  # every one of them can be said
        for language in LANGUAGES:
            assert say(language, f"import.note.{note.code}", n=note.n, names="x")
    return {note.code: note.n for note in found.notes}


def zipped(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


# --- Gephi

GEPHI_NODES = b"Id,Label,timeset,modularity_class\n11,Valjean,,1\n48,Gavroche,,8\n55,Marius,,6\n"
GEPHI_EDGES = (
    b"Source,Target,Type,Id,Label,timeset,Weight\n11,48,Undirected,0,,,2.5\n48,55,Undirected,1,friends,,8\n"
)


def test_gephi_tables_are_read() -> None:
    network, found = read({"nodes.csv": GEPHI_NODES, "edges.csv": GEPHI_EDGES})
    assert network.people == (Person("11", "Valjean"), Person("48", "Gavroche"), Person("55", "Marius"))
    assert network.ties == (
        Tie("11", "48", Relation.KNOWS, 2.5),
        Tie("48", "55", "friends", 8.0),
    )
    assert not network.directed
    assert network.extra[0] == ("11", (("modularity_class", "1"),))
    assert notes(found) == {}


def test_gephi_names_its_files_as_it_likes() -> None:
    """The Data Laboratory writes `lesmis [Nodes].csv`; what a table holds is seen by its columns."""
    network, _ = read({"lesmis [Nodes].csv": GEPHI_NODES, "lesmis [Edges].csv": GEPHI_EDGES})
    assert (len(network.people), len(network.ties)) == (3, 2)


def test_the_direction_gephi_gives_a_row_is_no_relation() -> None:
    rows = b"Source,Target,Type,Id,Label,timeset,Weight\na,b,Directed,0,,,1\nb,c,Undirected,1,,,1\n"
    network, found = read({"edges.csv": rows})
    assert network.directed
    assert network.ties == (Tie("a", "b"), Tie("b", "c"), Tie("c", "b"))
    assert notes(found) == {"two_way": 1}


GEXF = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" version="1.2">
<meta lastmodifieddate="2009-03-20"><creator>Gephi 0.9</creator><description>A map</description></meta>
<graph mode="dynamic" defaultedgetype="directed" timeformat="date">
<attributes class="node" mode="static"><attribute id="0" title="role" type="string"><default>居民</default></attribute>
<attribute id="1" title="frog" type="boolean"><default>true</default></attribute></attributes>
<attributes class="node" mode="dynamic"><attribute id="2" title="indegree" type="float"/></attributes>
<attributes class="edge"><attribute id="0" title="relation" type="string"/></attributes>
<nodes><node id="0" label="王" start="2009-03-01"><attvalues><attvalue for="0" value="社工"/>
<attvalue for="2" value="1" end="2009-03-01"/><attvalue for="2" value="4" start="2009-03-02"/></attvalues>
<viz:color r="1" g="2" b="3"/><viz:position x="1" y="2" z="0"/><viz:size value="3"/></node>
<node id="1" label="李"/><node id="2" label="张"/></nodes>
<edges><edge id="0" source="0" target="1" start="2009-03-01" weight="2"><attvalues><attvalue for="0" value="trusts"/></attvalues></edge>
<edge id="1" source="1" target="2" type="undirected"><spells><spell start="2009-05-01" end="2009-06-01"/></spells></edge>
</edges></graph></gexf>"""


def test_gephi_s_gexf_is_read_with_defaults_directions_and_dates() -> None:
    network, found = read({"a.gexf": GEXF.encode()})
    assert network.people[0] == Person("0", "王", PersonKind.SUPPORTER)
    assert network.directed
    assert network.ties == (
        Tie("0", "1", Relation.TRUSTS, 2.0, when=date(2009, 3, 1)),
        Tie("1", "2", when=date(2009, 5, 1)),
        Tie("2", "1", when=date(2009, 5, 1)),
    )
    assert dict(network.extra)["0"] == (("frog", True), ("indegree", 4.0))
    assert notes(found) == {"two_way": 1, "drawing_left": 1, "times_left": 1, "changing": 1}


def test_parallel_edges_of_gexf_1_3_keep_their_kind() -> None:
    gexf = (
        '<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph defaultedgetype="undirected"><nodes><node id="a"/>'
        '<node id="b"/></nodes><edges><edge source="a" target="b" kind="trusts"/>'
        '<edge source="a" target="b" kind="helps"/></edges></graph></gexf>'
    )
    assert [tie.relation for tie in parse("a.gexf", gexf.encode()).ties] == [Relation.TRUSTS, Relation.HELPS]


# --- Kumu

BLUEPRINT = {
    "elements": [
        {"label": "王阿姨", "type": "Person", "description": "3 栋", "tags": ["书法", "合唱"]},
        {"id": "e2", "label": "旗袍队", "type": "Organization"},
        {"label": "小林", "type": "社工", "age": 31},
    ],
    "connections": [
        {"from": "王阿姨", "to": "旗袍队"},
        {"from": "小林", "to": "王阿姨", "type": "信任", "direction": "mutual", "strength": 3},
    ],
}


def test_a_kumu_blueprint_is_read() -> None:
    network, found = read({"map.json": json.dumps(BLUEPRINT).encode()})
    assert network.people == (
        Person("王阿姨", "王阿姨"),
        Person("小林", "小林", PersonKind.SUPPORTER),
    )
    assert network.groups == (Group("e2", "旗袍队"),)
    assert network.directed
    assert network.ties == (
        Tie("王阿姨", "e2", Relation.MEMBER),
        Tie("小林", "王阿姨", Relation.TRUSTS, 3.0),
        Tie("王阿姨", "小林", Relation.TRUSTS, 3.0),
    )
    assert dict(network.extra)["王阿姨"] == (
        ("description", "3 栋"),
        ("tags", "书法 | 合唱"),
        ("type", "Person"),
    )
    assert notes(found) == {"two_way": 1, "kinds_unknown": 1}


def test_a_kumu_backup_keeps_its_attributes_one_level_deeper() -> None:
    backup = {
        "version": 1,
        "elements": [
            {"_id": "elem-1", "attributes": {"label": "甲", "element type": "居民"}},
            {"_id": "elem-2", "attributes": {"label": "乙"}},
        ],
        "connections": [
            {"_id": "conn-1", "from": "elem-1", "to": "elem-2", "direction": "undirected", "attributes": {}}
        ],
        "maps": [{"name": "a"}],
    }
    network = parse("backup.json", json.dumps(backup).encode())
    assert network == Network(
        (Person("elem-1", "甲"), Person("elem-2", "乙")), ties=(Tie("elem-1", "elem-2"),)
    )


def test_kumu_s_workbook_is_read_with_several_ends_in_a_cell() -> None:
    book = openpyxl.Workbook()
    elements = book.active
    assert elements is not None
    elements.title = "Elements"
    for row in (("Label", "Type", "Description", "Tags"), ("A", "Person", "x", "a|b"), ("B",), ("C",)):
        elements.append(row)
    connections = book.create_sheet("Connections")
    for row in (("From", "To", "Type", "Strength", "Mood"), ("A", "B | C", "helps", 2, "good")):
        connections.append(row)
    book.create_sheet("Notes (ignore)").append(("x", "y"))
    file = io.BytesIO()
    book.save(file)
    network, found = read({"kumu.xlsx": file.getvalue()})
    assert network.ties == (Tie("A", "B", Relation.HELPS, 2.0), Tie("A", "C", Relation.HELPS, 2.0))
    assert network.directed
    assert notes(found) == {"tables_left": 1, "kinds_unknown": 1, "tie_columns_left": 1}
    assert next(note for note in found.notes if note.code == "tie_columns_left").names == ("Mood",)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"[" * 100_000, "network.json_deep"),
        (b'{"elements": [{"label": "a"}, {"label": "a"}]}', "network.double_id"),
        (b'{"elements": [{"label": "a"}], "connections": [{"from": "a", "to": "b"}]}', "network.unknown_end"),
        (b'{"elements": [{"x": 1}]}', "network.no_id"),
        (b'{"elements": 3}', "network.json_form"),
        (b'{"elements": [3]}', "network.json_list"),
        (b'{"nodes": []}', "network.no_graph"),
        (b"{", "network.json"),
        (
            b'{"elements": [{"label": "a"}], "connections": [{"from": "a", "to": "a", "direction": "up"}]}',
            "network.word",
        ),
    ],
)
def test_a_wrong_blueprint_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(TableError) as caught:
        parse("a.json", data)
    assert caught.value.code == code


# --- Network Canvas

EGO = (
    "networkCanvasEgoUUID,networkCanvasCaseID,networkCanvasSessionID,networkCanvasProtocolName,sessionStart,"
    "sessionFinish,sessionExported,APP_VERSION,COMMIT_HASH,age\n"
    "{ego},{case},s1,P,2026-04-02T14:00:11.000Z,2026-04-02T14:41:52.000Z,2026-04-10T09:00:00.000Z,7.0.0,abc,37\n"
)
ALTERS = (
    "nodeID,networkCanvasEgoUUID,networkCanvasUUID,name,closeness,layout_x\n"
    "1,{ego},{first},{one},4,0.31\n2,{ego},{second},{other},5,0.62\n"
)
EDGES = (
    "edgeID,from,to,networkCanvasEgoUUID,networkCanvasUUID,networkCanvasSourceUUID,networkCanvasTargetUUID,mood\n"
    "1,1,2,{ego},e{ego},{first},{second},good\n"
)


def interview(ego: str, case: str, first: str, one: str, second: str, other: str) -> dict[str, bytes]:
    values = {"ego": ego, "case": case, "first": first, "one": one, "second": second, "other": other}
    return {
        f"{case}_s1_ego.csv": EGO.format(**values).encode(),
        f"{case}_s1_attributeList_Person.csv": ALTERS.format(**values).encode(),
        f"{case}_s1_edgeList_trusts.csv": EDGES.format(**values).encode(),
        f"{case}_s1_edgeList_helps.csv": b"",  # nobody said so; the file is written all the same
        f"{case}_s1_adjacencyMatrix_trusts.csv": f",{first},{second}\n{first},0,1\n{second},1,0\n".encode(),
    }


def test_network_canvas_interviews_become_one_network_of_reports() -> None:
    files = interview("E1", "P014", "a1", "王阿姨", "r9", "李叔") | interview(
        "E2", "P015", "b1", "王阿姨", "r9", "李叔"
    )
    network, found = read({"networkCanvasExport.zip": zipped(files)})
    day = date(2026, 4, 2)
    assert network.people == (
        Person("E1", "P014", answered=True),
        Person("E2", "P015", answered=True),
        Person("a1", "王阿姨", answered=False),
        Person("r9", "李叔", answered=False),
        Person("b1", "王阿姨", answered=False),
    )
    assert network.ties == (
        Tie("E1", "a1", reporter="E1", when=day),
        Tie("E1", "r9", reporter="E1", when=day),
        Tie("a1", "r9", Relation.TRUSTS, reporter="E1", when=day),
        Tie("E2", "b1", reporter="E2", when=day),
        Tie("E2", "r9", reporter="E2", when=day),
        Tie("b1", "r9", Relation.TRUSTS, reporter="E2", when=day),
    )
    assert dict(network.extra)["a1"] == (("closeness", "4"), ("layout_x", "0.31"))
    # One name, two ids: listed, not joined.
    assert [(pair.one, pair.other, pair.why) for pair in found.alike] == [("a1", "b1", "same")]
    assert notes(found) == {
        "matrix_left": 2,
        "tie_columns_left": 1,
        "named_twice": 1,
        "only_named": 3,
    }


def test_network_canvas_graphml_is_read_with_every_interview_in_it() -> None:
    def graph(ego: str, case: str, alter: str) -> str:
        return (
            f'<graph edgedefault="undirected" nc:caseId="{case}" nc:sessionStartTime="2026-04-02T14:00:11Z">'
            f'<data key="networkCanvasUUID">{ego}</data><data key="v0">37</data>'
            f'<node id="1"><data key="networkCanvasUUID">{alter}</data><data key="networkCanvasType">Person</data>'
            '<data key="label">Avery</data></node>'
            '<node id="2"><data key="networkCanvasUUID">r9</data><data key="networkCanvasType">Person</data>'
            '<data key="label">Jordan</data></node>'
            '<edge id="1" source="1" target="2"><data key="networkCanvasType">helps</data></edge></graph>'
        )

    keys = "".join(
        f'<key id="{name}" for="all" attr.name="{name}" attr.type="string"/>'
        for name in ("label", "networkCanvasType", "networkCanvasUUID")
    )
    text = (
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:nc="http://schema.networkcanvas.com/xmlns">'
        f'{keys}<key id="v0" for="graph" attr.name="age" attr.type="int"/>'
        f"{graph('E1', 'P014', 'a1')}{graph('E2', 'P015', 'b1')}</graphml>"
    )
    network = parse("x.graphml", text.encode())
    assert [person.id for person in network.people] == ["E1", "E2", "a1", "r9", "b1"]
    assert network.people[0].label == "P014"
    assert network.ties[2] == Tie("a1", "r9", Relation.HELPS, reporter="E1", when=date(2026, 4, 2))
    assert dict(network.extra)["E1"] == (("age", 37.0),)


# --- One's own tables, several files, and reading them otherwise

PEOPLE = "住户,楼号,备注\nR1,3,爱唱歌\nR2,5,\n"
TIES = "这头,那头,多久\nR1,R2,常常\n"


def test_a_column_can_be_read_as_something_else() -> None:
    files = {"people.csv": PEOPLE.encode(), "ties.csv": TIES.encode()}
    first = examine(files)
    assert {problem.code for problem in first.problems} == {"table.no_column"}
    # What stands in the way is shown with the tables it stands in.
    assert [(one.title, one.what, one.fields) for one in first.seen] == [
        ("people", "people", ("extra", "building", "extra")),
        ("ties", "ties", ("left", "left", "left")),
    ]
    chosen = Choices(
        columns=(
            ("people", "住户", "id"),
            ("ties", "这头", "source"),
            ("ties", "那头", "target"),
            ("ties", "多久", "relation"),
        )
    )
    network, _ = read(files, chosen)
    assert network == Network(
        (Person("R1", building="3"), Person("R2", building="5")),
        ties=(Tie("R1", "R2", "常常"),),
        extra=(("R1", (("备注", "爱唱歌"),)),),
    )
    assert in_child(files, chosen).network == network


def test_an_attribute_of_a_graph_file_can_be_read_as_something_else() -> None:
    network, _ = read({"a.gexf": GEXF.encode()}, Choices(columns=(("nodes", "frog", "left"),)))
    assert dict(network.extra)["0"] == (("indegree", 4.0),)


def test_two_columns_for_one_field_are_refused() -> None:
    files = {"ties.csv": "甲,乙,从\nR1,R2,R3\n".encode()}
    found = examine(files, Choices(columns=(("ties", "甲", "source"), ("ties", "从", "source"))))
    assert [problem.code for problem in found.problems] == ["table.one_field"]


def test_a_table_can_be_left_out_or_taken_for_another() -> None:
    files = {
        "people.csv": "编号\nR1\nR2\n".encode(),
        "ties.csv": "来源,目标\nR1,R2\n".encode(),
        "舞蹈.csv": "编号,名称\nG1,舞蹈队\n".encode(),
    }
    network, found = read(files)
    assert network.groups == ()
    assert notes(found) == {"tables_left": 1}
    network, found = read(files, Choices(tables=(("舞蹈", "groups"),)))
    assert network.groups == (Group("G1", "舞蹈队"),)
    assert notes(found) == {}


def test_what_is_left_out_of_a_folder_is_told() -> None:
    files = {
        "people.csv": "编号\nR1\nR2\n".encode(),
        "ties.csv": "来源,目标,颜色\nR1,R2,红\nR1,R2,\n".encode(),
        "readme.txt": b"hello",
        "photo.png": b"\x89PNG",
    }
    _, found = read({"camp.zip": zipped(files)})
    assert notes(found) == {"files_left": 2, "tie_columns_left": 1, "said_twice": 1}


def test_two_maps_at_once_are_refused() -> None:
    found = examine({"a.gexf": GEXF.encode(), "b.gexf": GEXF.encode()})
    assert [problem.code for problem in found.problems] == ["network.several_files"]


def test_a_name_that_two_elements_bear_is_nobodys() -> None:
    """Kumu lets connections name elements by label; where two have it, which one is meant cannot be told."""
    files = {
        "elements.csv": "ID,Label\n1,王\n2,王\n3,李\n".encode(),
        "connections.csv": "From,To,Direction\n王,李,directed\n".encode(),
    }
    assert [problem.code for problem in examine(files).problems] == ["network.unknown_end"]
