"""GB18030 reads almost any bytes: what it would make of another encoding is refused in words."""

from __future__ import annotations

import pytest

from workshop.base.errors import TableError
from workshop.network.io.encoding import decode

JAPANESE = "名前,相手\n田中さくら,鈴木たろう\n佐藤はなこ,高橋けんじ\n"
TRADITIONAL = "來源,對象\n張麗華,陳國強\n劉淑芬,張麗華\n"


def refused(data: bytes) -> tuple[str, int | None]:
    with pytest.raises(TableError) as caught:
        decode(data, "a.csv")
    return caught.value.code, caught.value.where.row


def test_shift_jis_is_no_chinese() -> None:
    """Python's own encoder is the source of the bytes; as GB18030 they would be 柤慜,憡庤."""
    assert refused(JAPANESE.encode("cp932")) == ("table.shift_jis", None)
    assert decode(JAPANESE.encode(), "a.csv") == JAPANESE


@pytest.mark.parametrize("text", ["name,friend\nJosé Andrés,Zoé Müller\n", "nom\nFrançois\n"])
def test_western_letters_are_no_chinese(text: str) -> None:
    assert refused(text.encode("latin-1")) == ("table.encoding", None)


def test_traditional_characters_stay_as_they_are() -> None:
    assert decode(TRADITIONAL.encode("gb18030"), "a.csv") == TRADITIONAL
    assert refused(TRADITIONAL.encode("big5")) == ("table.big5", None)


@pytest.mark.parametrize("first", ["utf-8", "gb18030"])
def test_lines_of_two_encodings_are_refused_where_the_second_begins(first: str) -> None:
    """Two files joined, as `copy a.csv+b.csv` does."""
    second = "gb18030" if first == "utf-8" else "utf-8"
    data = "来源,对象\n王芳,李明\n".encode(first) + "赵勇,孙丽\n周红,王芳\n".encode(second)
    assert refused(data) == ("table.two_encodings", 3)


def test_a_line_that_happens_to_be_utf_8_as_well_is_no_second_encoding() -> None:
    """The bytes of 联通 in GB 2312 are valid UTF-8; so notepads once took such files for it."""
    text = "来源,对象\n王芳,李明\n联通,王芳\n"
    assert decode(text.encode("gb18030"), "a.csv") == text


def test_one_broken_byte_does_not_turn_a_file_into_another_encoding() -> None:
    lines = "来源,对象\n王芳,李明\n赵勇,孙丽\n".encode().split(b"\n")
    lines[2] = lines[2][:-1]
    assert refused(b"\n".join(lines)) == ("table.two_encodings", 3)


@pytest.mark.parametrize("data", [b"a,b\n1\0,2\n", b"a,b\nc\0d,e\n\0", "来源,对象\n王\0芳,李明\n".encode()])
def test_a_stray_nul_is_no_utf_16(data: bytes) -> None:
    assert refused(data) == ("table.binary", None)
