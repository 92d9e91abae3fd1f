"""Tables of ties as people and questionnaire sites write them. Expected ties are read off the tables by hand."""

from __future__ import annotations

import pytest

from tests.network.io.test_matrix import pairs, read, refused, workbook
from workshop.base.text import LANGUAGES, explain
from workshop.model.network import Relation, Tie
from workshop.network.io.imported import Choices
from workshop.network.io.parse import examine, parse
from workshop.network.measures.measures import measure


@pytest.mark.parametrize(
    "header",
    [
        *("from,to", "i,j", "V1,V2", "Ego,Alter", "Sender,Receiver", "person_a,person_b", "name1,name2"),
        *(
            "node1,node2",
            "谁,和谁",
            "从,到",
            "甲方,乙方",
            "甲,乙",
            "提名人,被提名人",
            "來源,對象",
            "發起人,對象",
        ),
        *("ｓｏｕｒｃｅ,ｔａｒｇｅｔ", "1、来源,2、对象", "姓名,对象"),
    ],
)
def test_headers_of_public_and_chinese_lists_are_understood(header: str) -> None:
    network, _ = read(f"{header}\n王芳,李明\n李明,赵勇\n")
    assert pairs(network) == {("王芳", "李明"), ("李明", "赵勇")}


def test_two_headers_said_together_go_before_one_alone() -> None:
    network, notes = read("i,name,from,to\n1,x,Ann,Bob\n2,y,Bob,Cem\n")
    assert pairs(network) == {("Ann", "Bob"), ("Bob", "Cem")}
    assert notes == {"tie_columns_left": 2, "direction_not_taken": 1}


@pytest.mark.parametrize("text", ["from,to\nto,x\nx,y\n", "ego,alter\nalter,x\nx,y\n"])
def test_a_header_that_is_also_data_is_asked_about(text: str) -> None:
    assert refused(text) == [("table.header_is_row", 1, None)]
    first, rest = text.split("\n", 1)
    assert len(parse("t.csv", f"来源,对象\n{first}\n{rest}".encode()).ties) == text.count("\n")  # the remedy


def test_a_plain_header_is_one_also_where_somebody_is_called_so() -> None:
    network, _ = read("source,target\nsource,sink\nsink,target\n")
    assert pairs(network) == {("source", "sink"), ("sink", "target")}


# --- Strengths


def test_a_matrix_unrolled_with_its_zeros_has_the_ties_that_are_none() -> None:
    """By hand: of six pairs one has weight 1, so density is a sixth, not one."""
    rows = "刘,陈,1\n刘,王,0\n刘,赵,0\n王,陈,0\n王,赵,0\n赵,陈,0\n"
    network, notes = read(f"source,target,weight\n{rows}")
    assert (network.ties, len(network.people)) == ((Tie("刘", "陈"),), 4)
    assert measure(network).measures.density == pytest.approx(1 / 6)
    assert notes == {"strength_zero": 5}


def test_its_values_may_stand_under_any_header() -> None:
    rows = "".join(f"{one},{other},{int(one < other)}\n" for one in "abc" for other in "abc")
    network, notes = read(f"i,j,x\n{rows}")
    assert pairs(network) == {("a", "b"), ("a", "c"), ("b", "c")}
    assert notes == {"value_of_pairs": 1, "strength_zero": 6, "direction_values": 1}


def test_its_diagonal_is_no_tie_with_oneself() -> None:
    network, _ = read("source,target,weight\na,a,0\na,b,1\nb,a,1\nb,b,0\n")
    assert pairs(network) == {("a", "b"), ("b", "a")}


@pytest.mark.parametrize(
    ("strength", "code"),
    [
        *((text, "table.number") for text in ("inf", "-inf", "NaN", "很强", '"1,5"', "1 5", "0x5")),
        *((text, "network.strength") for text in ("1e308", "-1e308", "1000000000001", "99999999999999")),
    ],
)
@pytest.mark.parametrize(
    "header", ["source,target,strength", "Source,Target,Weight,Type", "From,To,strength,Direction"]
)
def test_a_strength_that_is_none_is_refused_with_its_place(strength: str, code: str, header: str) -> None:
    more = ",undirected" if header.count(",") == 3 else ""
    order = f"a,b,{strength}{more}\nb,c,1{more}\n"
    assert refused(f"{header}\n{order}") == [(code, 2, header.split(",")[2])]


def test_a_negative_strength_is_told() -> None:
    network, notes = read("source,target,strength\na,b,-5\nb,c,1\n")
    assert ([tie.strength for tie in network.ties], notes) == ([-5.0, 1.0], {"discord": 1})


def test_columns_named_after_relations_say_whether_each_holds() -> None:
    network, notes = read("来源,对象,认识,信任\n王芳,李明,1,1\n李明,赵勇,1,0\n赵勇,陈静,0,0\n")
    assert network.ties == (Tie("王芳", "李明"), Tie("李明", "赵勇"), Tie("王芳", "李明", Relation.TRUSTS))
    assert (len(network.people), notes) == (4, {"relation_flags": 2})


def test_relations_of_the_camp_s_own_words_are_flags_too() -> None:
    network, _ = read("来源,对象,是否信任,friend\na,b,是,0\nb,c,否,1\n")
    assert network.ties == (Tie("a", "b", Relation.TRUSTS), Tie("b", "c", "friend"))


@pytest.mark.parametrize(("column", "rung"), [("信任,3", 3), ("信任等级,1", 1)])
def test_a_rung_of_the_ladder_is_no_yes_or_no(column: str, rung: int) -> None:
    name, value = column.split(",")
    rows = f"王芳,李明,{value}\n"
    network, _ = read(f"来源,对象,{name}\n{rows}")
    tie = network.ties[0]
    assert (tie.relation, tie.trust) == (Relation.KNOWS, rung)


# --- Several names in a cell


@pytest.mark.parametrize("mark", ["┋", "、", "；", ";", "\n", " ┋ "])
def test_several_names_in_a_cell_are_several_ties(mark: str) -> None:
    cell = mark.join(("陈明", "王芳", "赵勇"))
    network, notes = read(f'source,target\n刘红,"{cell}"\n陈明,王芳\n')
    assert pairs(network) == {("刘红", "陈明"), ("刘红", "王芳"), ("刘红", "赵勇"), ("陈明", "王芳")}
    assert notes == {"names_apart": 1}


@pytest.mark.parametrize("mark", ["/", ",", "，", "|", " "])
def test_names_known_elsewhere_are_taken_apart_at_any_mark(mark: str) -> None:
    network, notes = read(f'来源,对象\n刘红,"陈明{mark}王芳"\n陈明,刘红\n王芳,刘红\n')
    assert pairs(network) == {("刘红", "陈明"), ("刘红", "王芳"), ("陈明", "刘红"), ("王芳", "刘红")}
    assert notes == {"names_apart": 1, "direction_both_ways": 2}


@pytest.mark.parametrize("mark", ["/", ",", "，", "|"])
def test_names_nobody_else_mentions_are_asked_about(mark: str) -> None:
    text = f'来源,对象\n刘红,"陈明{mark}王芳"\n赵勇,刘红\n'
    assert refused(text) == [("network.several_names", 2, "对象")]
    assert (
        len(parse("t.csv", text.replace(f'"陈明{mark}王芳"', "陈明、王芳").encode()).ties) == 3
    )  # the remedy


def test_a_name_with_a_comma_in_it_stays_one_and_is_told() -> None:
    network, notes = read('source,target\n"Smith, John","Doe, Jane"\n"Doe, Jane","Roe, Max"\n')
    assert pairs(network) == {("Smith, John", "Doe, Jane"), ("Doe, Jane", "Roe, Max")}
    assert notes == {"names_kept": 2}


def test_surnames_that_come_again_are_no_people() -> None:
    text = 'source,target\n"Moore, William","Hurst, John"\n"Hurst, William","Moore, John"\n"Moore, William","Moore, John"\n'
    network, notes = read(text)
    assert (len(network.people), len(network.ties), notes) == (4, 3, {"names_kept": 4})


def test_a_tie_with_oneself_in_a_list_alone_is_kept_and_told() -> None:
    network, notes = read("i,j\na,a\na,b\n")
    assert (len(network.ties), notes) == (2, {"self_loops": 1})


def test_a_name_on_the_list_is_one_name_whatever_stands_in_it() -> None:
    files = {
        "people.csv": "编号\n王芳、陈明\n刘红\n".encode(),
        "ties.csv": "来源,对象\n刘红,王芳、陈明\n".encode(),
    }
    found = examine(files)
    assert found.network is not None
    assert pairs(found.network) == {("刘红", "王芳、陈明")}


def test_marks_inside_brackets_part_no_names() -> None:
    network, _ = read("来源,对象\n刘红,陈明（3、4号楼）、王芳\n王芳,刘红\n")
    assert pairs(network) == {("刘红", "陈明（3、4号楼）"), ("刘红", "王芳"), ("王芳", "刘红")}


# --- Questionnaires

EXPORT = (
    "序号,提交答卷时间,所用时间,来源,来源详情,来自IP,1、您的姓名：,2、您遇到困难会找谁帮忙？,3、小区里您信任谁？,4、您的年龄\n"
    "1,2026/5/6,30秒,微信,N/A,1.1.1.1,刘红,陈明┋王芳,王芳,56\n"
    "2,2026/5/6,30秒,手机提交,直接访问,1.1.1.1,陈明,刘红,(空),60\n"
    "3,2026/5/6,30秒,链接,直接访问,1.1.1.1,赵勇,无,(跳过),61\n"
)


def test_a_questionnaire_s_export_is_read_as_who_named_whom() -> None:
    network, notes = read(EXPORT)
    assert network.directed
    assert network.ties == (
        Tie("刘红", "陈明", Relation.HELPS),
        Tie("刘红", "王芳", Relation.HELPS),
        Tie("陈明", "刘红", Relation.HELPS),
        Tie("刘红", "王芳", Relation.TRUSTS),
    )
    # Whoever named nobody answered all the same.
    assert [person.id for person in network.people] == ["刘红", "陈明", "王芳", "赵勇"]
    assert notes == {
        "channel_left": 1,
        "questions": 2,
        "nobody_named": 3,
        "names_apart": 1,
        "tie_columns_left": 7,
    }


def test_an_export_in_a_workbook_is_read_alone_and_beside_a_list() -> None:
    rows = [line.split(",") for line in EXPORT.splitlines()]
    alone = parse("a.xlsx", workbook({"Sheet1": rows}))
    assert alone == parse("t.csv", EXPORT.encode())
    people = (("编号", "姓名"), ("A1", "刘红"), ("A2", "陈明"), ("A3", "王芳"), ("A4", "赵勇"))
    beside = parse("a.xlsx", workbook({"人员": people, "答卷": rows}))
    assert pairs(beside) == {("A1", "A2"), ("A1", "A3"), ("A2", "A1")}
    assert beside.directed


def test_a_number_of_people_is_no_relation() -> None:
    network, notes = read("来源,对象,认识的人数\n王芳,李明,3\n李明,王芳,5\n")
    assert (len(network.ties), [tie.strength for tie in network.ties]) == (2, [1.0, 1.0])
    assert notes == {"tie_columns_left": 1, "direction_both_ways": 1}


def test_what_somebody_chose_for_a_column_is_obeyed() -> None:
    title, trust = "t", "3、小区里您信任谁？"
    network, _ = read(EXPORT, Choices(columns=((title, trust, "left"),)))
    assert {tie.relation for tie in network.ties} == {Relation.HELPS}
    more = "姓名,甲组,乙组\n刘红,陈明,王芳\n陈明,赵勇,刘平\n"
    chosen = tuple((title, column, "target") for column in ("甲组", "乙组"))
    network, _ = read(more, Choices(columns=chosen))
    assert [(tie.source, tie.target, str(tie.relation)) for tie in network.ties] == [
        ("刘红", "陈明", "甲组"),
        ("陈明", "赵勇", "甲组"),
        ("刘红", "王芳", "乙组"),
        ("陈明", "刘平", "乙组"),
    ]
    network, _ = read("来源,对象,信任\nx,y,1\n", Choices(columns=((title, "信任", "trust"),)))
    assert network.ties == (Tie("x", "y", trust=1),)


def test_an_english_answer_that_names_nobody_is_nobody() -> None:
    network, notes = read("Name,Who do you trust?\nAnn,Bob\nBob,None\nCem,n/a\n")
    assert (pairs(network), len(network.people), notes["nobody_named"]) == ({("Ann", "Bob")}, 3, 2)


def test_a_code_that_reads_like_nobody_is_somebody_in_a_plain_list() -> None:
    network, notes = read("source,target\nDE,NA\nFR,DE\n")  # Namibia
    assert (pairs(network), notes) == ({("DE", "NA"), ("FR", "DE")}, {})


def test_a_column_that_says_how_the_form_came_in_is_nobody() -> None:
    text = "序号,提交答卷时间,来源,姓名,对象\n1,2024/5/6,微信,刘红,陈明\n2,2024/5/6,微信,陈明,王芳\n3,2024/5/6,手机提交,王芳,刘红\n"
    network, _ = read(text)
    assert pairs(network) == {("刘红", "陈明"), ("陈明", "王芳"), ("王芳", "刘红")}
    without = "来源,对象\n微信,陈明\n手机提交,王芳\n"
    assert refused(without) == [("network.source_is_channel", 1, "来源")]


def test_a_source_that_is_a_person_stays_the_source() -> None:
    network, notes = read("序号,来源,对象,姓名\n1,刘红,陈明,x\n2,陈明,刘红,y\n")
    assert (pairs(network), "channel_left" in notes) == ({("刘红", "陈明"), ("陈明", "刘红")}, False)


def test_one_question_over_several_columns_is_one_relation() -> None:
    text = (
        "姓名,你最信任的人1,你最信任的人2,你最信任的人3\n刘红,陈明,王芳,\n陈明,刘红,,\n王芳,陈明,刘红,赵勇\n"
    )
    network, _ = read(text)
    assert {tie.relation for tie in network.ties} == {Relation.TRUSTS}
    assert (len(network.ties), len(network.people)) == (6, 4)


def test_whom_people_do_not_trust_is_no_trust() -> None:
    network, _ = read("姓名,你最不信任的人,你信任的人\n刘红,陈明,王芳\n陈明,刘红,王芳\n")
    assert {str(tie.relation) for tie in network.ties} == {"你最不信任的人", "trusts"}


def test_what_people_think_of_their_neighbours_is_no_neighbour() -> None:
    text = "姓名,您和邻居的关系如何,您对邻居的信任程度\n刘红,很好,非常信任\n陈明,一般,一般\n"
    assert refused(text) == [("network.no_ties", 1, None)]


@pytest.mark.parametrize("text", ["编号,姓名\nA1,王芳\nA2,李明\n", "姓名,楼栋,年龄\n王芳,3,56\n李明,5,60\n"])
def test_a_list_of_people_alone_is_told_that_the_ties_are_missing(text: str) -> None:
    assert refused(text) == [("network.no_ties", 1, None)]
    for language in LANGUAGES:
        assert explain(language, examine({"t.csv": text.encode()}).problems[0])


@pytest.mark.parametrize(
    ("one", "other"), [("访谈", "观察"), ("走访", "问卷"), ("interview", "observation"), ("社工站", "楼组长")]
)
def test_names_beside_a_column_of_origins_are_the_source(one: str, other: str) -> None:
    for text in (
        f"来源,姓名,关系人\n{one},张三,李四\n{other},李四,王五\n",
        f"姓名,联系人,来源\n张三,李四,{one}\n李四,王五,{other}\n",
    ):
        network, notes = read(text)
        assert (pairs(network), notes["channel_left"]) == ({("张三", "李四"), ("李四", "王五")}, 1)


def test_origins_without_names_beside_them_are_asked_about() -> None:
    assert refused("来源,对象\n访谈,张三\n观察,李四\n张大爷,王五\n") == [
        ("network.source_is_channel", 1, "来源")
    ]


def test_two_sides_and_what_a_tie_is_called_are_two_sides() -> None:
    network, _ = read("source,target,name\nAnn,X,first\nBob,Y,second\n")
    assert pairs(network) == {("Ann", "X"), ("Bob", "Y")}
