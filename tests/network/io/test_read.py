"""A wrong file is named with its place and nothing of it is imported; a right one is read in anybody's words."""

from __future__ import annotations

import io
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import pytest

from workshop.base.errors import InputError, SeveralErrors, TableError
from workshop.base.text import LANGUAGES, explain
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
from workshop.network.io.parse import examine, parse, parse_tables
from workshop.network.io.read import read
from workshop.network.io.read_child import in_child
from workshop.network.io.to_tables import graphml

PEOPLE = "编号,姓名,类别,楼栋,已答,信任等级,爱好\nA1,王阿姨,居民,3栋,是,3,书法\nA2,小林,社工,,是,,\nA3,李书记,两委,,否,,\n"
GROUPS = "编号,名称,阶段,成立日期\nG1,旗袍队,运转,2022年9月\n"
TIES = "来源,目标,关系,强度,报告人,日期\nA1,旗袍队,带头,2,A2,2022/10/1\nA1,A2,信任,,,\nA3,G1,资助,,,\nA2,A3,打麻将,,,\n"


def tables(**changed: str) -> dict[str, bytes]:
    files = {"people": PEOPLE, "groups": GROUPS, "ties": TIES} | changed
    return {f"{name}.csv": text.encode() for name, text in files.items()}


def test_chinese_headers_and_words_are_understood() -> None:
    assert parse_tables(tables(), "x") == Network(
        (
            Person("A1", "王阿姨", PersonKind.RESIDENT, "3栋", True, 3),
            Person("A2", "小林", PersonKind.SUPPORTER, answered=True),
            Person("A3", "李书记", PersonKind.COMMITTEE, answered=False),
        ),
        (Group("G1", "旗袍队", "", GroupLife.RUNNING, date(2022, 9, 1)),),
        (
            Tie("A1", "G1", Relation.LEADS, 2.0, "A2", date(2022, 10, 1)),
            Tie("A1", "A2", Relation.TRUSTS),
            Tie("A3", "G1", Relation.FUNDS),
            Tie("A2", "A3", "打麻将"),
        ),
        extra=(("A1", (("爱好", "书法"),)),),
    )


@pytest.mark.parametrize(
    ("changed", "code", "where"),
    [
        ({"ties": "来源,目标\nA1,鬼\n"}, "network.unknown_end", "file=ties.csv row=2 column=目标"),
        ({"ties": "来源,目标\nA1,A2\nA1,A1\n"}, "network.self_loop", "file=ties.csv row=3 column=目标"),
        ({"ties": "来源,目标\nA1,\n"}, "network.no_end", "file=ties.csv row=2 column=目标"),
        ({"ties": "来源,强度\nA1,1\n"}, "table.no_column", "file=ties.csv row=1"),
        ({"ties": "来源,目标,强度\nA1,A2,很强\n"}, "table.number", "file=ties.csv row=2 column=强度"),
        ({"ties": "来源,目标,日期\nA1,A2,昨天\n"}, "table.date", "file=ties.csv row=2 column=日期"),
        ({"ties": ""}, "table.empty", "file=ties.csv"),
        ({"ties": "来源,来源,目标\n"}, "table.double_column", "file=ties.csv row=1 column=来源"),
        ({"people": PEOPLE + "A1,重复,居民,,,,\n"}, "network.double_id", "file=people.csv row=5 column=编号"),
        ({"people": PEOPLE + ",无号,居民,,,,\n"}, "network.no_id", "file=people.csv row=5 column=编号"),
        ({"people": PEOPLE + "A9,甲,神仙,,,,\n"}, "network.word", "file=people.csv row=5 column=类别"),
        ({"people": PEOPLE + "A9,甲,居民,,也许,,\n"}, "table.yes_or_no", "file=people.csv row=5 column=已答"),
        ({"people": PEOPLE + "A9,甲,居民,,,9,\n"}, "network.trust", "file=people.csv row=5 column=信任等级"),
        ({"groups": "编号,名称\nA1,同号\n"}, "network.double_id", "file=groups.csv row=2 column=编号"),
        ({"ties": "来源,目标,信任等级\nA1,A2,5\n"}, "network.trust", "file=ties.csv row=2 column=信任等级"),
        (
            {"buildings": "楼栋,户数\n5栋,8\n"},
            "network.unknown_building",
            "file=people.csv row=2 column=楼栋",
        ),
        (
            {"buildings": "楼栋,户数\n3栋,8\n3栋,9\n"},
            "network.double_building",
            "file=buildings.csv row=3 column=楼栋",
        ),
        ({"buildings": "楼栋,户数\n,8\n"}, "network.no_building", "file=buildings.csv row=2 column=楼栋"),
        (
            {"buildings": "楼栋,户数\n3栋,八\n"},
            "network.households",
            "file=buildings.csv row=2 column=户数",
        ),
        (
            {"buildings": "楼栋,户数\n3栋,1.5\n"},
            "network.households",
            "file=buildings.csv row=2 column=户数",
        ),
        (
            {"buildings": "楼栋,户数\n3栋,-1\n"},
            "network.households",
            "file=buildings.csv row=2 column=户数",
        ),
        ({"buildings": "户数\n3\n"}, "table.no_column", "file=buildings.csv row=1"),
        (
            {"remarks": "说的是谁,哪方面\n鬼,影响力\n"},
            "network.remark_of",
            "file=remarks.csv row=2 column=说的是谁",
        ),
        (
            {"remarks": "说的是谁,哪方面\n,影响力\n"},
            "network.no_remark_of",
            "file=remarks.csv row=2 column=说的是谁",
        ),
        ({"remarks": "说的是谁,哪方面\nA1,\n"}, "network.no_about", "file=remarks.csv row=2 column=哪方面"),
        (
            {"remarks": "说的是谁,哪方面,数值\nA1,影响力,6\n"},
            "network.value",
            "file=remarks.csv row=2 column=数值",
        ),
        (
            {"remarks": "说的是谁,哪方面,数值\nA1,信任,2.5\n"},
            "network.value",
            "file=remarks.csv row=2 column=数值",
        ),
        (
            {"remarks": "说的是谁,哪方面,数值\nA1,意愿,很高\n"},
            "table.number",
            "file=remarks.csv row=2 column=数值",
        ),
        (
            {"remarks": "说的是谁,哪方面,数值\nA1,意愿,\n"},
            "network.no_value",
            "file=remarks.csv row=2 column=数值",
        ),
        (
            {"remarks": "说的是谁,哪方面,日期\nA1,跟着,昨天\n"},
            "table.date",
            "file=remarks.csv row=2 column=日期",
        ),
        ({"remarks": "哪方面\n影响力\n"}, "table.no_column", "file=remarks.csv row=1"),
        (
            {"life": "队伍,阶段,原因\nA1,萌芽,x\n"},
            "network.unknown_group",
            "file=life.csv row=2 column=队伍",
        ),
        ({"life": "队伍,阶段,原因\n,萌芽,x\n"}, "network.no_group", "file=life.csv row=2 column=队伍"),
        ({"life": "队伍,阶段,原因\nG1,,x\n"}, "network.no_life", "file=life.csv row=2 column=阶段"),
        ({"life": "队伍,阶段,日期\nG1,飞升,\n"}, "network.word", "file=life.csv row=2 column=阶段"),
        ({"life": "队伍,阶段,日期\nG1,萌芽,那天\n"}, "table.date", "file=life.csv row=2 column=日期"),
    ],
)
def test_a_wrong_table_names_the_place(changed: dict[str, str], code: str, where: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_tables(tables(**changed), "x")
    problem = caught.value.problems[0] if isinstance(caught.value, SeveralErrors) else caught.value
    assert problem.code == code
    assert str(problem).startswith(f"{code} {where}")
    for language in LANGUAGES:
        assert explain(language, caught.value)


def test_buildings_remarks_and_lives_are_read_in_anybodys_words() -> None:
    network = parse_tables(
        tables(
            buildings="楼栋,楼名,户数\n3,3栋,48\n5,,\n",
            remarks="说的是谁,哪方面,数值,障碍,报告人,日期\n王阿姨,愿意跟着,,,小林,2026.3.1\nA2,卡住,,O7,,\n旗袍队,热闹,7,,路人,\n",
            队伍变化="队伍,阶段,日期,原因\n旗袍队,萌芽,2022年9月,三个人\nG1,停歇,,\n",
        ),
        "x",
    )
    assert network.buildings == (Building("3", "3栋", 48), Building("5"))
    # The building is found by what people call it.
    assert network.people[0].building == "3"
    assert network.remarks == (
        Remark("A1", About.FOLLOW, reporter="A2", when=date(2026, 3, 1)),
        Remark("A2", About.BLOCKED, word="O7"),
        Remark("G1", "热闹", 7.0, reporter="路人"),
    )
    assert network.changes == (
        LifeChange("G1", GroupLife.SPROUT, date(2022, 9, 1), "三个人"),
        LifeChange("G1", GroupLife.DORMANT),
    )


def test_several_waves_in_one_table_stay_apart() -> None:
    found = examine(
        {"ties.csv": "来源,目标,关系,轮次,信任\n甲,乙,信任,第一轮,1\n甲,乙,信任,第二轮,3\n".encode()}
    )
    assert found.network is not None
    assert [(tie.wave, tie.trust) for tie in found.network.ties] == [("第一轮", 1), ("第二轮", 3)]
    # The same said in another round is not said twice.
    assert found.notes == ()


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("remarks", '[{"of": "ghost", "about": "follow"}]', "network.remark_of"),
        ("remarks", '[{"of": "a", "about": "trust", "value": 9}]', "network.value"),
        ("remarks", '[{"of": "a"}]', "network.export_changed"),
        ("remarks", "[", "network.export_changed"),
        ("life", '[{"group": "a", "life": "sprout"}]', "network.unknown_group"),
        ("life", '[{"group": "a", "life": "risen"}]', "network.export_changed"),
        ("buildings", '[{"id": "3"}, {"id": "3"}]', "network.double_building"),
        ("buildings", '[{"id": "3", "households": -1}]', "network.households"),
        ("remarks", "{" * 100_001, "table.too_long"),
    ],
)
def test_an_export_of_ours_changed_by_hand_is_refused_with_its_place(name: str, text: str, code: str) -> None:
    ours = Network((Person("a"),), ties=(Tie("a", "a"),))
    keys = f'<key id="x" for="graph" attr.name="{name}" attr.type="string"/>'
    data = graphml(ours).decode().replace("<graph ", f"{keys}<graph ", 1)
    head = data.index(">", data.index("<graph ")) + 1
    found = examine({"a.graphml": f'{data[:head]}<data key="x">{text}</data>{data[head:]}'.encode()})
    assert [problem.code for problem in found.problems] == [code]


def test_tables_that_come_together_are_counted_together_also_in_a_zip() -> None:
    rows = "of,about,value\n" + "A1,influence,3\n" * 30_000
    files = tables(remarks=rows, life="group,life\n" + "G1,sprout\n" * 30_000)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    for given in (files, {"camp.zip": file.getvalue()}):
        assert [problem.code for problem in examine(given).problems] == ["table.too_long"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_folders_show_every_table(language: str) -> None:
    found = read(str(Path(__file__).parents[3] / "data" / "networks" / f"sample-{language}"))
    assert all((found.people, found.groups, found.ties, found.buildings, found.remarks, found.changes))
    assert {one.building for one in found.people if one.building} == {one.id for one in found.buildings}


def test_a_foreign_trust_that_is_no_rung_is_told() -> None:
    found = examine({"a.csv": b"source,target,Type,Trust\na,b,Directed,0.7\nb,c,Directed,3\n"})
    assert found.network is not None
    assert [tie.trust for tie in found.network.ties] == [None, 3]
    assert [(note.code, note.n, note.names) for note in found.notes] == [("tie_rungs_left", 1, ("0.7",))]


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(SeveralErrors) as caught:
        parse_tables(tables(ties="来源,目标\nA1,鬼\nA2,怪\nA1,A1\n"), "x")
    assert [problem.where.row for problem in caught.value.problems] == [2, 3, 4]


def test_two_people_of_one_name_cannot_be_told_apart_by_name() -> None:
    with pytest.raises(TableError) as caught:
        parse_tables(tables(people="编号,姓名\nA1,王\nA2,王\nA3,李\n", ties="来源,目标\n王,李\n"), "x")
    assert caught.value.code == "network.end_of_several"


def test_an_edge_list_makes_its_people() -> None:
    network = parse("ties.csv", b"source,target\na,b\nb,c\n")
    assert [person.id for person in network.people] == ["a", "b", "c"]
    assert network.ties == (Tie("a", "b"), Tie("b", "c"))


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    with pytest.raises(TableError) as caught:
        read(str(tmp_path))
    assert (caught.value.code, caught.value.values["name"]) == ("table.no_sheet", "ties")


@pytest.mark.parametrize(
    ("source", "code"),
    [("builtin:nothing", "network.builtin"), ("/no/such/file.csv", "network.no_file")],
)
def test_a_source_that_is_not_there_is_named(source: str, code: str) -> None:
    with pytest.raises(TableError) as caught:
        read(source)
    assert caught.value.code == code


LAUGHS = '<!DOCTYPE g [<!ENTITY a "ha">]><graphml><graph><node id="&a;"/></graph></graphml>'


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.graphml", LAUGHS.encode(), "network.document_type"),
        (
            "a.graphml",
            ('<?xml version="1.0" encoding="utf-16"?>' + LAUGHS).encode("utf-16"),
            "network.document_type",
        ),
        (
            "a.graphml",
            b"<!DOCTYPE graphml SYSTEM 'g.dtd' []><graphml><graph><node id='a'/></graph></graphml>",
            "network.document_type",
        ),
        (
            "a.graphml",
            b"<!DOCTYPE graphml SYSTEM 'g.dtd'><graphml><graph><node id='&x;'/></graph></graphml>",
            "network.document_type",
        ),
        ("a.gexf", LAUGHS.encode(), "network.document_type"),
        ("a.graphml", b"<graphml><graph>", "network.xml"),
        ("a.graphml", b"<graphml/>", "network.no_graph"),
        ("a.graphml", b'<graphml><graph><node id="a"/><node id="a"/></graph></graphml>', "network.double_id"),
        (
            "a.graphml",
            b'<graphml><graph><node id="a"/><edge source="a" target="b"/></graph></graphml>',
            "network.unknown_end",
        ),
        ("a.net", b"*Vertices 1\n1 a\n*Edges\n1 2\n", "network.unknown_end"),
        ("a.net", b"hello\n", "network.pajek"),
        ("a.docx", b"", "network.format"),
    ],
)
def test_graph_files_that_are_wrong_or_traps_are_refused(name: str, data: bytes, code: str) -> None:
    with pytest.raises(TableError) as caught:
        parse(name, data)
    assert caught.value.code == code


def test_pajek_keeps_people_of_one_name_apart() -> None:
    network = parse(
        "a.net", '*Vertices 3\n1 "王 阿姨"\n2 "王 阿姨"\n3 李\n*Arcs\n1 2 2.5\n*Edges\n2 3\n'.encode()
    )
    assert network.people == (Person("1", "王 阿姨"), Person("2", "王 阿姨"), Person("3", "李"))
    assert network.directed
    # In a network with direction an edge goes both ways.
    assert network.ties == (Tie("1", "2", strength=2.5), Tie("2", "3"), Tie("3", "2"))


def test_a_pajek_file_says_what_it_cannot_hold() -> None:
    found = examine({"a.net": b"*Vertices 2\n1 a\n2 b\n*Edges\n1 2\n"})
    assert [note.code for note in found.notes] == ["pajek_bare"]


def test_gexf_attributes_are_read() -> None:
    gexf = (
        '<gexf xmlns="http://gexf.net/1.3"><graph defaultedgetype="undirected"><attributes class="node">'
        '<attribute id="0" title="kind" type="string"/><attribute id="1" title="age" type="integer"/></attributes>'
        '<nodes><node id="a" label="甲"><attvalues><attvalue for="0" value="社工"/><attvalue for="1" value="40"/>'
        '</attvalues></node><node id="b"/></nodes><edges><edge source="a" target="b" weight="3"/></edges></graph></gexf>'
    )
    network = parse("a.gexf", gexf.encode())
    assert network.people == (Person("a", "甲", PersonKind.SUPPORTER), Person("b"))
    assert network.ties == (Tie("a", "b", strength=3.0),)
    assert network.extra == (("a", (("age", 40.0),)),)


def test_a_child_process_reports_what_is_wrong() -> None:
    found = in_child({"a.csv": b"source,target,strength\na,b,much\n,b,1\n"})
    assert found.network is None
    assert [problem.code for problem in found.problems] == ["table.number", "network.no_end"]
    assert found.problems[0].where.row == 2


@pytest.mark.parametrize(
    ("code", "said", "told"),
    [
        (1, b"Traceback\nKeyError: 'x'", "network.reader_failed"),
        (1, b"Traceback\nMemoryError", "network.too_heavy"),
        (-24, b"", "network.too_heavy"),
    ],
)
def test_a_child_that_fails_is_not_said_to_have_been_too_slow(
    monkeypatch: pytest.MonkeyPatch, code: int, said: bytes, told: str
) -> None:
    """-24: stopped by the limit of processor time."""
    ended = subprocess.CompletedProcess([], code, b"", said)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: ended)
    assert [problem.code for problem in in_child({"a.csv": b"x"}).problems] == [told]


@pytest.mark.slow
def test_a_file_that_takes_too_long_stops_only_the_child() -> None:
    """A million elements inside one another take several seconds; one is allowed here."""
    deep = b"<graphml>" + b"<g>" * 1_000_000 + b"</g>" * 1_000_000 + b"</graphml>"
    found = in_child({"a.graphml": deep}, seconds=1)
    assert [problem.code for problem in found.problems] == ["network.too_heavy"]


def test_a_file_of_countless_tags_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(TableError) as caught:
        parse("a.graphml", b"<a/>" * 3_000_001)
    assert caught.value.code == "network.file_too_large"


def test_merged_headers_lose_nothing_in_silence() -> None:
    """Merged cells keep their word in the first column; what stands under the others has no header."""
    with pytest.raises(TableError) as caught:
        parse_tables(tables(people="编号,,类别\nA1,王阿姨,居民\nA2,,\nA3,,\n"), "x")
    assert str(caught.value) == "table.no_header file=people.csv row=2 value=王阿姨 n=2"
    assert "“王阿姨”" in explain("zh", caught.value)
    empty = parse_tables(tables(people="编号,,类别\nA1,,居民\nA2,,\nA3,,\n"), "x")
    assert [person.id for person in empty.people] == ["A1", "A2", "A3"]


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ("编号\nA1\nA2\n", [None, None]),  # no column
        ("编号,已答\nA1,是\nA2,\n", [True, None]),  # an empty cell
        ("编号,已答\nA1,是\nA2,否\n", [True, False]),
    ],
)
def test_who_answered_is_known_only_where_it_was_said(people: str, expected: list[bool | None]) -> None:
    files = {"people.csv": people.encode(), "ties.csv": "来源,目标\nA1,A2\n".encode()}
    found = parse_tables(files, "x")
    assert [person.answered for person in found.people] == expected


def test_a_list_of_ties_says_nothing_of_who_answered() -> None:
    network = parse("edges.csv", b"source,target\nA,B\n")
    assert [person.answered for person in network.people] == [None, None]
