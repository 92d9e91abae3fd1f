"""Matrices of ties and of members are read as their owner meant them; expected edges by networkx from the same numbers."""

from __future__ import annotations

import io
from collections.abc import Sequence

import networkx as nx
import numpy as np
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import examples
from workshop.base.text import LANGUAGES, say
from workshop.model.network import Network, Relation
from workshop.network.io.imported import AFFILIATION, AS_IT_IS, MATRIX, TIES, Choices, Imported
from workshop.network.io.parse import examine, parse
from workshop.network.measures.measures import measure

NAMES = ("甲", "乙", "丙", "来源", "姓名", "id")


def read(text: str, choices: Choices = AS_IT_IS) -> tuple[Network, dict[str, int]]:
    found = examine({"t.csv": text.encode()}, choices)
    assert found.network is not None, found.problems
    return found.network, told(found)


def told(found: Imported) -> dict[str, int]:
    for note in found.notes:  # every one of them can be said
        for language in LANGUAGES:
            assert say(language, f"import.note.{note.code}", n=note.n, names="x")
    return {note.code: note.n for note in found.notes}


def refused(text: str) -> list[tuple[str, int | None, str | None]]:
    found = examine({"t.csv": text.encode()})
    assert found.network is None
    return [(problem.code, problem.where.row, problem.where.column) for problem in found.problems]


def pairs(network: Network) -> set[tuple[str, str]]:
    return {(tie.source, tie.target) for tie in network.ties}


def workbook(sheets: dict[str, Sequence[Sequence[object]]]) -> bytes:
    book = openpyxl.Workbook()
    del book["Sheet"]
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


# --- People × people


@given(st.data(), st.sampled_from(("", "姓名", "甲", "id", "网络", "x")), st.booleans())
@examples(60)
def test_a_named_matrix_is_the_graph_of_its_numbers(data: st.DataObject, corner: str, even: bool) -> None:
    size = data.draw(st.integers(2, len(NAMES)))
    numbers = np.array(
        data.draw(
            st.lists(st.lists(st.integers(0, 3), min_size=size, max_size=size), min_size=size, max_size=size)
        )
    )
    if even:
        numbers = np.triu(numbers) + np.triu(numbers, 1).T
    order = data.draw(st.permutations(range(size)))
    rows = "\n".join(",".join([NAMES[at], *map(str, numbers[at])]) for at in order)
    network, notes = read(f"{corner},{','.join(NAMES[:size])}\n{rows}\n")
    np.fill_diagonal(numbers, 0)
    symmetric = bool((numbers == numbers.T).all())
    graph = nx.from_numpy_array(numbers, create_using=nx.Graph if symmetric else nx.DiGraph)
    assert network.directed == (not symmetric)
    assert {person.id for person in network.people} == set(NAMES[:size])
    as_read = nx.DiGraph() if network.directed else nx.Graph()
    as_read.add_nodes_from(person.id for person in network.people)
    as_read.add_weighted_edges_from((tie.source, tie.target, tie.strength) for tie in network.ties)
    assert nx.utils.edges_equal(
        as_read.edges(data="weight"),
        [(NAMES[one], NAMES[other], weight) for one, other, weight in graph.edges(data="weight")],
        directed=network.directed,
    )
    assert len(network.ties) == graph.number_of_edges()
    assert notes.get("matrix_both_ways" if symmetric else "matrix_one_way") == 1


def test_the_density_of_a_matrix_is_that_of_its_graph() -> None:
    """networkx: two of three possible ties."""
    network, _ = read("姓名,甲,乙,丙\n甲,0,1,0\n乙,1,0,1\n丙,0,1,0\n")
    graph = nx.from_numpy_array(np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]]))
    assert measure(network).measures.density == pytest.approx(nx.density(graph))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (",王,李,赵\n王,,√,\n李,√,,√\n赵,,√,\n", {("王", "李"), ("李", "赵")}),
        (",王,李,赵\n王,-,x,\n李,x,-,×\n赵,,x,-\n", {("王", "李"), ("李", "赵")}),
        (",王,李,赵\n王,x,√,x\n李,√,x,√\n赵,x,√,x\n", {("王", "李"), ("李", "赵")}),
        (",王,李,赵\n王,否,是,否\n李,是,否,是\n赵,否,是,否\n", {("王", "李"), ("李", "赵")}),
    ],
)
def test_marks_that_are_no_numbers_are_understood(text: str, expected: set[tuple[str, str]]) -> None:
    network, _ = read(text)
    assert (network.directed, pairs(network)) == (False, expected)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (",a,b,c\na,0,好,1\nb,1,0,0\nc,0,1,0\n", ("network.matrix_cell", 2, "b")),
        (",a,b,c\na,0,1,1\nb,1,0,0\nc,0,1e308,0\n", ("network.strength", 4, "b")),
        (",a,b,c\na,0,inf,1\nb,1,0,0\nc,0,1,0\n", ("network.matrix_cell", 2, "b")),
        (",a,b,c\na,,√,○\nb,○,,√\nc,√,,\n", ("network.matrix_marks", None, None)),
        (",a,b,c\na,0,1,1\na,1,0,0\nc,0,1,0\nb,0,0,0\n", ("network.double_id", 3, None)),
    ],
)
def test_what_a_cell_cannot_say_is_refused_with_its_place(
    text: str, problem: tuple[str, int | None, str | None]
) -> None:
    assert refused(text) == [problem]


def test_totals_and_columns_that_describe_the_row_are_no_people() -> None:
    text = "序号,姓名,楼栋,王,李,赵,合计\n1,王,3,0,1,1,2\n2,李,5,1,0,0,1\n3,赵,5,1,0,0,1\n,合计,,2,1,1,4\n"
    network, notes = read(text)
    assert [person.id for person in network.people] == ["王", "李", "赵"]
    assert pairs(network) == {("王", "李"), ("王", "赵")}
    assert (notes["total_rows"], notes["totals_left"], notes["columns_left"]) == (1, 1, 2)


def test_ties_with_oneself_on_the_diagonal_are_set_aside_and_told() -> None:
    network, notes = read(",a,b,c\na,1,1,0\nb,1,1,0\nc,0,0,1\n")
    assert (pairs(network), notes["matrix_diagonal"]) == ({("a", "b")}, 3)


def test_half_a_matrix_says_each_pair_once() -> None:
    network, notes = read(",a,b,c\na,,1,2\nb,,,\nc,,,\n")
    assert (network.directed, pairs(network), notes) == (False, {("a", "b"), ("a", "c")}, {"matrix_half": 1})


def test_zeros_in_the_other_half_are_answers() -> None:
    network, notes = read(",a,b,c\na,0,1,1\nb,0,0,0\nc,0,0,0\n")
    assert (network.directed, notes) == (True, {"matrix_one_way": 1})


def test_who_gave_no_answers_is_on_the_map() -> None:
    network, _ = read("姓名,王,李,赵\n王,0,1,1\n李,1,0,0\n")
    assert [person.id for person in network.people] == ["王", "李", "赵"]


@pytest.mark.parametrize(
    ("text", "row_only", "column_only"),
    [
        (",张三,李四,王五\n张三,0,1,0\n李四,1,0,1\n王伍,0,1,0\n", ("王伍",), ("王五",)),
        (",A,B,C\nA,0,1,0\nB,1,0,1\nD,0,1,0\n", ("D",), ("C",)),
        (",A,B,C\nA,0,1,\nB,,0,1\nD,,,0\n", ("D",), ("C",)),
        (",A,B,C,D\nA,0,1,0,1\nB,1,0,1,0\nC,0,1,0,1\n", (), ("D",)),
    ],
)
def test_rows_and_columns_that_do_not_match_are_told_and_turn_no_direction(
    text: str, row_only: tuple[str, ...], column_only: tuple[str, ...]
) -> None:
    # By hand: what stands in rows and columns alike is the same both ways, so no tie has a direction.
    found = examine({"t.csv": text.encode()})
    assert found.network is not None
    assert not found.network.directed
    names = {note.code: note.names for note in found.notes}
    assert names.get("matrix_no_column", ()) == row_only
    assert names.get("matrix_no_row", ()) == column_only
    told(found)
    proposed = [(pair.one, pair.other) for pair in found.alike]
    assert proposed == list(zip(column_only, row_only, strict=False))
    for pair in found.alike:
        assert all(say(language, f"import.alike.{pair.why}", one="x", other="y") for language in LANGUAGES)


def test_the_shared_part_of_a_matrix_still_shows_a_direction() -> None:
    network, notes = read(",A,B,C,D\nA,0,1,0,1\nB,0,0,1,0\nC,0,0,0,1\n")
    assert network.directed
    assert notes["matrix_no_row"] == 1
    assert "matrix_no_row" not in read(",A,B\nA,0,1\nB,1,0\n")[1]


def test_a_square_of_numbers_without_names_is_numbered_people() -> None:
    network, notes = read("0,1,0,0\n1,0,1,0\n0,1,0,1\n0,0,1,0\n")
    assert pairs(network) == {("1", "2"), ("2", "3"), ("3", "4")}
    assert notes == {"matrix_unnamed": 1, "matrix_both_ways": 1}


@pytest.mark.parametrize("way", [0, 1])
@given(st.data())
@examples(60)
def test_a_bare_square_of_any_size_is_the_graph_of_its_numbers(way: int, data: st.DataObject) -> None:
    # The smallest, three by three, has the same numbers in its first row and column: they name nobody.
    size = data.draw(st.integers(3, 5))
    cells = np.array(data.draw(st.lists(st.integers(0, 3), min_size=size**2, max_size=size**2)))
    cells = cells.reshape(size, size) * (1 - np.eye(size, dtype=int))
    cells = cells if way else np.triu(cells) + np.triu(cells).T
    if not cells.any() or (size > 3 and list(cells[0]) == list(cells[:, 0]) == list(range(size))):
        return
    network, notes = read("\n".join(",".join(map(str, row)) for row in cells) + "\n")
    graph = nx.from_numpy_array(cells, create_using=nx.DiGraph)
    assert [person.id for person in network.people] == [str(node + 1) for node in graph]
    assert network.directed == bool((cells != cells.T).any())
    theirs = {(str(a + 1), str(b + 1)): float(weight) for a, b, weight in graph.edges(data="weight")}
    ours = {(tie.source, tie.target): tie.strength for tie in network.ties}
    assert ours == (
        theirs if network.directed else {pair: theirs[pair] for pair in theirs if pair[0] < pair[1]}
    )
    assert notes["matrix_unnamed"] == 1


def test_two_rows_of_a_bare_square_may_be_alike() -> None:
    """Found by fuzzing: the fourth row was taken for the header of a second matrix."""
    network, _ = read("0,1,0,0,1\n0,0,0,0,0\n1,0,0,0,0\n0,1,0,0,1\n0,0,0,0,0\n")
    assert pairs(network) == {("1", "2"), ("1", "5"), ("3", "1"), ("4", "2"), ("4", "5")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,1,0\n1,1,1\n0,1,1\n", {("1", "2"), ("2", "3")}),
        ("1,1,0,0\n1,1,0,1\n0,0,1,1\n0,1,1,1\n", {("1", "2"), ("2", "4"), ("3", "4")}),
        ("5,2,0,0\n2,4,0,1\n0,0,1,3\n0,1,3,9\n", {("1", "2"), ("2", "4"), ("3", "4")}),
    ],
)
def test_a_bare_square_may_have_a_filled_diagonal(text: str, expected: set[tuple[str, str]]) -> None:
    network, notes = read(text)
    assert pairs(network) == expected
    assert notes["matrix_diagonal"] == len(network.people)


@pytest.mark.parametrize("name", ["t.dat", "t.edgelist", "t.adj"])
def test_a_bare_square_is_one_in_a_list_of_any_ending(name: str) -> None:
    for text in ("0 1 0\n1 0 1\n0 1 0\n", "1 1 0\n1 1 1\n0 1 1\n"):
        network = parse(name, text.encode())
        assert {pair for pair in pairs(network) if pair[0] != pair[1]} == {("1", "2"), ("2", "3")}
        assert len(network.people) == 3


def test_numbers_count_rows_and_columns_where_they_run_from_zero() -> None:
    network, notes = read("0,1,2,3\n1,0,1,0\n2,1,0,1\n3,0,1,0\n")
    assert pairs(network) == {("1", "2"), ("2", "3")}
    assert "matrix_unnamed" not in notes


def test_a_list_of_ends_padded_with_blanks_is_no_matrix() -> None:
    for text in ("0,1,2\n1,2\n2\n", "0,1,2,3\n1,2,3\n2,3\n3\n"):
        found = examine({"t.csv": text.encode()})
        assert found.network is None
        assert all(one.what != MATRIX for one in found.seen)


@pytest.mark.parametrize(
    "text", ["1,2,1\n2,3,1\n3,1,1\n", "1,2\n2,3\n", "source,target,weight\n1,2,0\n2,3,1\n3,1,1\n"]
)
def test_a_list_of_numbers_is_no_matrix(text: str) -> None:
    found = examine({"t.csv": text.encode()})
    assert all(one.what != MATRIX for one in found.seen)


def test_a_matrix_beside_a_list_of_people_names_them_by_label() -> None:
    people = (("编号", "姓名"), ("A1", "王芳"), ("A2", "李明"), ("A3", "赵勇"))
    knows = (("", "王芳", "李明", "赵勇"), ("王芳", 0, 1, 0), ("李明", 1, 0, 1), ("赵勇", 0, 1, 0))
    trusts = (("", "王芳", "李明", "赵勇"), ("王芳", 0, 1, 0), ("李明", 0, 0, 0), ("赵勇", 0, 0, 0))
    network = parse("a.xlsx", workbook({"人员": people, "认识": knows, "信任": trusts}))
    assert [(person.id, person.label) for person in network.people] == list(people[1:])
    # One relation has a direction, so all have: the even one is said both ways.
    assert network.directed
    assert sorted((tie.source, tie.target, str(tie.relation)) for tie in network.ties) == [
        ("A1", "A2", "knows"),
        ("A1", "A2", "trusts"),
        ("A2", "A1", "knows"),
        ("A2", "A3", "knows"),
        ("A3", "A2", "knows"),
    ]


def test_somebody_of_a_matrix_who_is_on_no_list_is_named_with_their_row() -> None:
    sheets = {
        "people": (("id",), ("a",), ("b",)),
        "关系": (("", "a", "b", "c"), ("a", 0, 1, 0), ("b", 1, 0, 1), ("c", 0, 1, 0)),
    }
    found = examine({"a.xlsx": workbook(sheets)})
    assert [(problem.code, problem.where.sheet, problem.where.row) for problem in found.problems] == [
        ("network.unknown_end", "关系", 4)
    ]


def test_rows_and_columns_by_number_keep_the_names_beside_them() -> None:
    network, _ = read("序号,姓名,1,2,3\n1,王芳,0,1,0\n2,李明,1,0,1\n3,赵勇,0,1,0\n")
    assert [(person.id, person.label) for person in network.people] == [
        ("1", "王芳"),
        ("2", "李明"),
        ("3", "赵勇"),
    ]
    assert pairs(network) == {("1", "2"), ("2", "3")}


def test_a_cell_may_name_the_relation() -> None:
    network, _ = read(",王,李,赵\n王,,信任,认识\n李,信任,,\n赵,认识,,\n")
    assert {(tie.source, tie.target, tie.relation) for tie in network.ties} == {
        ("王", "李", Relation.TRUSTS),
        ("王", "赵", Relation.KNOWS),
    }


def test_a_matrix_without_a_first_cell_is_read_as_r_leaves_it() -> None:
    network, _ = read("a,b,c\na,0,1,0\nb,1,0,1\nc,0,1,0\n")
    assert pairs(network) == {("a", "b"), ("b", "c")}


# --- People × groups


@pytest.mark.parametrize(
    "text",
    [
        ",club-1,club-2\nAnn,1,0\nBob,1,1\n",  # as R writes a matrix
        "姓名,舞蹈队,合唱队\nAnn,√,\nBob,√,√\n",
        "姓名,楼栋,舞蹈队,合唱队\nAnn,3,1,0\nBob,5,1,1\n",
        "队伍,Ann,Bob\n舞蹈队,1,1\n合唱队,0,1\n",
        "人×组织,书法,旗袍\nAnn,1,0\nBob,1,1\n",
        "people × groups,reading,dance\nAnn,1,0\nBob,1,1\n",
    ],
)
def test_people_by_groups_are_members(text: str) -> None:
    network, notes = read(text)
    first, second = (group.id for group in network.groups)
    assert [person.id for person in network.people] == ["Ann", "Bob"]
    assert pairs(network) == {("Ann", first), ("Bob", first), ("Bob", second)}
    assert {tie.relation for tie in network.ties} == {Relation.MEMBER}
    assert notes["affiliation"] == 1


def test_a_survey_of_yes_and_no_is_asked_about() -> None:
    survey = "姓名,参加过活动,愿意当骨干\n王芳,1,0\n李明,0,1\n"
    assert refused(survey) == [("network.groups_or_answers", 1, None)]
    # Both remedies of the sentence work, and so does the choice at the desk.
    assert len(parse("t.csv", survey.replace("姓名", "人×组织").encode()).groups) == 2
    assert len(read(survey, Choices(tables=(("t", AFFILIATION),)))[0].groups) == 2
    both = {"people.csv": survey.encode(), "ties.csv": "来源,对象\n王芳,李明\n".encode()}
    found = examine(both)
    assert found.network is not None
    assert (len(found.network.people), len(found.network.groups), len(found.network.ties)) == (2, 0, 1)


def test_a_sheet_of_members_goes_with_the_lists_it_names() -> None:
    sheets = {
        "people": (("id", "label"), ("A1", "王芳"), ("A2", "李明")),
        "groups": (("id", "名称"), ("G1", "书法"), ("G2", "旗袍")),
        "ties": (("source", "target"), ("A1", "A2")),
        "谁参加什么": (("姓名", "书法", "旗袍"), ("王芳", 1, 0), ("李明", 1, 1)),
    }
    network = parse("a.xlsx", workbook(sheets))
    assert pairs(network) == {("A1", "A2"), ("A1", "G1"), ("A2", "G1"), ("A2", "G2")}


def test_a_sheet_called_groups_may_say_who_is_in_which() -> None:
    sheets = {
        "人员": (("姓名",), ("王芳",), ("李明",)),
        "组织": (("姓名", "舞蹈队", "合唱队"), ("王芳", 1, 0), ("李明", 1, 1)),
        "关系": (("来源", "对象"), ("王芳", "李明")),
    }
    network = parse("a.xlsx", workbook(sheets))
    assert [group.id for group in network.groups] == ["舞蹈队", "合唱队"]
    assert pairs(network) == {("王芳", "李明"), ("王芳", "舞蹈队"), ("李明", "舞蹈队"), ("李明", "合唱队")}


def test_a_table_that_was_called_a_matrix_and_is_none_is_refused() -> None:
    found = examine({"t.csv": b"source,target\na,b\n"}, Choices(tables=(("t", MATRIX),)))
    assert [problem.code for problem in found.problems] == ["network.no_matrix"]


def test_a_matrix_can_be_taken_for_a_table_of_ties() -> None:
    found = examine({"t.csv": b",a,b\na,0,1\nb,1,0\n"}, Choices(tables=(("t", TIES),)))
    assert [one.what for one in found.seen] == [TIES]
