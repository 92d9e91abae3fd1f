"""What may give a person away is marked, what only looks like it is not, and no word is ever changed."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.learning.made import CASES, WORDS
from workshop.base.text import LANGUAGES
from workshop.learning.cases.case_file import _every_text
from workshop.learning.cases.casebase import case_files, load_case
from workshop.learning.cases.privacy_check import MarkKind, marks, pieces

TRUE = [
    ("是王阿姨先开的口", "王阿姨"),
    ("去找李书记谈了三次", "李书记"),
    ("张建国主任不同意", "张建国主任"),
    ("欧阳老师教大家剪纸", "欧阳老师"),
    ("和陈孃孃一起去的", "陈孃孃"),
    ("老李和小王都来了", "老李"),
    ("老李和小王都来了", "小王"),
    ("有个叫刘秀英的带头", "刘秀英"),
    ("居民赵德明，七十岁", "赵德明"),
    ("联系人：周敏", "周敏"),
    ("打 13812345678 找她", "13812345678"),
    ("打 138-1234-5678 找她", "138-1234-5678"),
    ("座机 028-87654321", "028-87654321"),
    ("电话：87654321", "：87654321"),
    ("身份证510104196503071234", "510104196503071234"),
    ("加微信：wxid_abc123", "微信：wxid_abc123"),
    ("QQ号12345678", "QQ号12345678"),
    ("写信到 lin@example.org", "lin@example.org"),
    ("住3栋2单元501", "3栋2单元501"),
    ("12号楼303室那家", "12号楼303室"),
    ("二单元 402 的老人", "二单元 402"),
    ("在5-2-1203办的", "5-2-1203"),
    ("建设北路二段12号里面", "建设北路二段12号"),
    ("春熙路8号门口", "春熙路8号"),
    ("Mrs. Zhang opened the door", "Mrs. Zhang"),
    ("Auntie Wang came first", "Auntie Wang"),
    ("call +86 28 8765 4321", "+86 28 8765 4321"),
    ("she lives in Flat 3B", "Flat 3B"),
    ("at 12 North Garden Road", "12 North Garden Road"),
    ("WeChat ID: garden_lily", "WeChat ID: garden_lily"),
]

FALSE = [
    "共302户，走了105户",
    "3号楼的居民都来了",
    "由于书记换了人，属于主任管的事没人管",
    "主任和书记都来了，一位老师也在",
    "双方主任坐下来谈",
    "周边老师、高年级老师",
    "有点小钱就够了，小高层的居民",
    "一间方便老人的屋子，养老金",
    "地铁2号线旁边",
    "花了12000元，用了3个月，2019-2021年",
    "马上开会，许多阿姨愿意来",
    "居民关心的是停车，居民方便的时候",
    "向书记汇报，向居民讲清楚",
    "何时开工，任何老师都行",
    "Room for everybody; the Director General spoke",
    "we asked 640 homes in 2025",
    "the secretary and the director came",
]


@pytest.mark.parametrize(("text", "words"), TRUE)
def test_what_gives_somebody_away_is_marked(text: str, words: str) -> None:
    assert words in [text[one.start : one.end] for one in marks(text)]


@pytest.mark.parametrize("text", FALSE)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert [text[one.start : one.end] for one in marks(text)] == []


def test_the_kind_of_mark_is_said() -> None:
    text = "王阿姨住3栋2单元501，电话13812345678，微信号wang_ayi88，建设路9号，510104196503071234"
    assert [one.kind for one in marks(text)] == [
        MarkKind.NAME,
        MarkKind.HOME,
        MarkKind.PHONE,
        MarkKind.ACCOUNT,
        MarkKind.ADDRESS,
        MarkKind.IDENTITY,
    ]


def test_no_shipped_case_names_anybody() -> None:
    """Every text of every shipped case but its sources, in both languages."""
    for file in case_files(CASES):
        for location, words in _every_text(load_case(file, WORDS)):
            for language in LANGUAGES if location[0] != "sources" else ():
                assert marks(words.of(language)) == (), (file.stem, location)


@given(
    st.text(
        st.sampled_from("王李老小阿姨书记主任住栋号楼路单元叫居民135 0-9微信abAB 由于钱石，。"), max_size=60
    )
)
def test_marks_stand_in_order_and_the_pieces_are_the_text(text: str) -> None:
    found = marks(text)
    assert all(one.start < one.end for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert "".join(part for part, _ in pieces(text)) == text
