"""Names very much alike are listed, never joined by themselves; joined by somebody, nothing said is lost."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.network.networks import networks
from workshop.model.network import About, Group, GroupLife, LifeChange, Network, Person, Remark, Tie
from workshop.network.io.duplicates import is_slip, likely_duplicates, with_merged


def named(*labels: str) -> Network:
    return Network(tuple(Person(f"p{number}", label) for number, label in enumerate(labels)))


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("王秀英", "王秀瑛", "slip"),
        ("王秀英", "王 秀英", "same"),
        ("Ｗang Li", "wang li", "same"),
        ("Jeff Mohr", "Jeff Mohrr", "slip"),
        ("jeff mohr", "jfef mohr", "slip"),
        ("旗袍队员", "旗袍对员", "slip"),
        ("河边", "河边社区", "within"),
        ("张大爷", "张大爷(老张)", "within"),
        ("张大爷", "张大爷（3号楼）", "within"),
        ("旗袍", "旗袍队", "within"),
        ("Riverside", "Riverside Community", "within"),
        ("王 阿姨", "王阿姨（舞蹈队）", "within"),
        # Others, however near: another family, another number, another letter, names too short to tell.
        ("王阿姨", "李阿姨", None),
        ("3栋王阿姨", "3栋李阿姨", None),
        ("R101", "R102", None),
        ("三栋甲", "三栋乙", None),
        ("居民A", "居民B", None),
        ("王英", "王瑛", None),
        ("王秀英", "王红瑛", None),
        ("张大爷（3号楼）", "张大爷（5号楼）", None),
        ("河边社区", "山前社区", None),
        ("王", "王（3号楼）", None),
    ],
)
def test_which_names_are_listed(one: str, other: str, why: str | None) -> None:
    assert [pair.why for pair in likely_duplicates(named(one, other))] == ([why] if why else [])
    assert [pair.why for pair in likely_duplicates(named(other, one))] == ([why] if why else [])


def test_names_that_count_by_letters_are_no_slips() -> None:
    names = ("Rater A", "Rater B", "rater_c", "Group-A", "Group-B", "Anna Li", "Anne Li")
    pairs = likely_duplicates(Network(tuple(map(Person, names))))
    assert [(pair.one, pair.other) for pair in pairs] == [("Anna Li", "Anne Li")]


def test_a_person_is_not_compared_with_a_group() -> None:
    assert likely_duplicates(Network((Person("a", "旗袍队"),), (Group("b", "旗袍队"),))) == ()


def test_a_numbering_in_another_alphabet_is_no_list_of_slips() -> None:
    assert likely_duplicates(named(*(f"家庭{chr(0x4E00 + 7 * number)}" for number in range(30)))) == ()


@given(st.text(max_size=8), st.text(max_size=8))
def test_a_slip_is_the_same_from_both_sides(one: str, other: str) -> None:
    assert is_slip(one, other) == is_slip(other, one)
    assert not is_slip(one, one)


def test_two_who_are_one_keep_both_their_reports() -> None:
    network = Network(
        (Person("a", "王秀英", trust=3), Person("b", "王秀瑛", building="3"), Person("c", "李")),
        ties=(
            Tie("a", "c", reporter="c"),
            Tie("b", "c", reporter="a"),
            Tie("a", "b"),
            Tie("c", "b", reporter="b"),
        ),
        extra=(("a", (("age", 60.0),)), ("b", (("age", 61.0), ("job", "x")))),
    )
    assert with_merged(network, [("a", "b")]) == Network(
        (Person("a", "王秀英", building="3", trust=3), Person("c", "李")),
        ties=(Tie("a", "c", reporter="c"), Tie("a", "c", reporter="a"), Tie("c", "a", reporter="a")),
        extra=(("a", (("age", 60.0), ("age (b)", 61.0), ("also", "b 王秀瑛"), ("job", "x"))),),
    )


def test_what_was_said_of_either_is_said_of_the_one() -> None:
    network = Network(
        (Person("a", "王秀英"), Person("b", "王秀瑛")),
        (Group("g", "旗袍队"), Group("h", "旗袍对")),
        remarks=(
            Remark("b", About.FOLLOW, reporter="a"),
            Remark("a", About.FOLLOW, reporter="b"),
            Remark("h", "x"),
        ),
        changes=(LifeChange("h", GroupLife.SPROUT), LifeChange("g", GroupLife.RUNNING, reason="x")),
    )
    joined = with_merged(network, [("a", "b"), ("g", "h")])
    assert joined.remarks == (
        Remark("a", About.FOLLOW, reporter="a"),
        Remark("a", About.FOLLOW, reporter="a"),
        Remark("g", "x"),
    )
    assert joined.changes == (
        LifeChange("g", GroupLife.SPROUT),
        LifeChange("g", GroupLife.RUNNING, reason="x"),
    )


def test_three_who_are_one_end_as_one() -> None:
    network = named("甲", "乙", "丙")
    assert [person.id for person in with_merged(network, [("p1", "p2"), ("p0", "p2")]).people] == ["p0"]


@given(networks(smallest=2), st.data())
def test_joining_loses_no_report_but_those_between_the_two(network: Network, data: st.DataObject) -> None:
    ids = [one.id for one in network.people]
    one, other = data.draw(st.sampled_from(ids)), data.draw(st.sampled_from(ids))
    after = with_merged(network, [(one, other)])
    between = sum({tie.source, tie.target} == {one, other} and one != other for tie in network.ties)
    assert len(after.ties) == len(network.ties) - between
    relations = Counter(str(tie.relation) for tie in network.ties)
    assert not Counter(str(tie.relation) for tie in after.ties) - relations
    assert (len(after.remarks), len(after.changes)) == (len(network.remarks), len(network.changes))
    ids = {who.id for who in (*after.people, *after.groups)}
    assert {said.of for said in after.remarks} | {change.group for change in after.changes} <= ids
    assert with_merged(network, []) == network
