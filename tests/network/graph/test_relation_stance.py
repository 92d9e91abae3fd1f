"""What the wording of a relation or a question says of two people. Expected senses by hand, as a reader takes them."""

from __future__ import annotations

import pytest

from workshop.network.graph.relation_stance import RelationStance, stance


@pytest.mark.parametrize(
    "wording",
    [
        "不和",
        "有矛盾",
        "经常吵架",
        "冲突",
        "合不来",
        "敌对",
        "dislikes",
        "Conflict",
        "avoid",
        "enemy",
        "negative",
        "Who do you NOT get along with?",
        "您和谁关系不好？",
        "谁让您不舒服？",
        "不想和谁做邻居",
        "您最不信任谁？",
        "不愿共事的人",
        "断交",
        "关系紧张",
        "不信任",
        "does not like",
        "doesn't trust",
        "Who do you trust least?",
        "与谁关系比较紧张",
        "Who would you rather not want to work with?",
        "hates",
        "who makes you uncomfortable",
        "跟谁闹翻了",
        "您看不起谁",
        "疏远",
        "有过节",
        "讨厌",
        "不和睦",
    ],
)
def test_who_does_not_get_along_is_asked_in_many_words(wording: str) -> None:
    assert stance(wording) is RelationStance.DISCORD


@pytest.mark.parametrize(
    "wording",
    [
        "不认识",
        "不认识的人",
        "Who do you never talk to?",
        "不来往",
        "没有联系",
        "does not know",
        "no contact",
        "none",
        "无",
        "不熟",
        "陌生",
        "没有来往",
        "从不联系",
        "您不认识谁",
        "哪些人您从没见过",
        "Who don't you know?",
        "have not met",
        "没说过话",
        "没有关系",
        "No",
        "no relationship",
        "没有合作",
        "stranger",
        "您不会找谁帮忙",
        "没有往来",
        "我不告诉你",
    ],
)
def test_nothing_between_two_is_no_tie(wording: str) -> None:
    assert stance(wording) is RelationStance.NO_TIE


@pytest.mark.parametrize(
    "wording",
    [
        "没有矛盾",
        "不详",
        "不清楚",
        "unknown",
        "n/a",
        "not specified",
        "调解纠纷",
        "从不吵架",
        "和睦",
        "一起打牌",
        "conflict resolution",
        "no conflict",
        "avid fan",
        "关系不错",
        "不舒服时找谁",
        "您有没有来往的人",
        "您认不认识谁",
        "不在家时把钥匙给谁",
        "Who do you ask when you do not know?",
        "普通",
        "一般",
        "friend",
        "无话不谈",
        "身体不舒服找谁帮忙",
        "谁",
        "Notes",
        "Contact no. 1",
        "没带钥匙找谁",
        "您想不想认识谁",
        "not only a neighbour",
        "不同楼栋的朋友",
        "很少来往",
        "没发生过矛盾",
        "never argues",
        "不敌对",
        "平时常来往的人",
        "无偿帮助",
        "consulted with",
        "Who knows you?",
        "认识",
        "Notable friend",
        "和谁",
        "发生矛盾时找谁调解",
        "发生矛盾时找谁",
    ],
)
def test_a_tie_is_one_also_where_its_words_hold_a_negation(wording: str) -> None:
    assert stance(wording) is RelationStance.HOLDS


@pytest.mark.parametrize(
    "wording",
    [
        "不倒翁",
        "not a bit",
        "never mind",
    ],
)
def test_a_negation_not_understood_is_not_taken_for_a_tie(wording: str) -> None:
    assert stance(wording) is RelationStance.UNCLEAR
