"""Bytes as text: which encoding a table is in, or a refusal in words.

A fixed rule, because detectors misread sparse Chinese: byte order mark, then the zero bytes of UTF-16, then strict
UTF-8, then strict GB18030. GB18030 takes almost any bytes, so what it makes of another encoding is wrong characters
without an error: Big5, Shift-JIS, Western letters and lines of two encodings are recognised and refused.
"""

from __future__ import annotations

import codecs
import re

from workshop.base.errors import TableError, Where

# In tables written in simplified Chinese at most 0.05 of the characters lie outside the 3,755 common ones of
# GB 2312; in Big5 read as GB18030 at least 0.76 do.
RARE = 0.4
ENOUGH = 4  # with fewer Chinese characters than this, no verdict

# Anything but ASCII and Chinese punctuation.
_WIDE = re.compile("[^\x00-\x7f\u2010-\u2030\u3000-\u301f\uff01-\uff5e·×√○]")
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS = b",;\t\n"
_PAIR = re.compile(rb"[\x81-\xfe][\x30-\x39][\x81-\xfe][\x30-\x39]|[\x81-\xfe].", re.DOTALL)
_KANA = re.compile("[\u3041-\u30fe\uff66-\uff9d]")


def decode(data: bytes, file: str) -> str:
    """Decoded text of a table. Raises TableError `table.encoding`, `big5`, `shift_jis`, `two_encodings`, `binary`."""
    text = _text(data, file)
    if _BINARY.search(text):
        raise TableError("table.binary", Where(file))
    return text


def _text(data: bytes, file: str) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data, name, file)
    if b"\0" in data:
        return _strict(data, _utf16_order(data, file), file)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    row = _other_encoding_from(data)
    if row is not None:
        raise TableError("table.two_encodings", Where(file, row=row))
    text = _strict(data, "gb18030", file)
    if looks_like_big5(data, text):
        raise TableError("table.big5", Where(file))
    if _looks_like_shift_jis(data, text):
        raise TableError("table.shift_jis", Where(file))
    if _looks_western(data):
        raise TableError("table.encoding", Where(file))
    return text


def _strict(data: bytes, name: str, file: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise TableError("table.encoding", Where(file)) from error


def _utf16_order(data: bytes, file: str) -> str:
    """UTF-16 byte order, from the zero byte beside separators and line ends. A stray NUL is no UTF-16."""
    marks = sum(data.count(bytes((mark,))) for mark in _SEPARATORS)
    little = sum(data.count(bytes((mark, 0))) for mark in _SEPARATORS)
    big = sum(data.count(bytes((0, mark))) for mark in _SEPARATORS)
    if len(data) % 2 or 2 * max(little, big) < marks:
        raise TableError("table.binary", Where(file))
    return "utf-16-le" if data[1::2].count(0) >= data[0::2].count(0) else "utf-16-be"


def _other_encoding_from(data: bytes) -> int | None:
    """The first row in another encoding than the rows of UTF-8 (or before them); None where all rows agree.

    GB18030 lines may happen to be UTF-8 as well ("联通"), so UTF-8 has to make more usual Chinese of a line.
    """
    kinds: list[tuple[int, bool]] = []
    for row, line in enumerate(data.split(b"\n"), start=1):
        if line.isascii():
            continue
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            kinds.append((row, False))
            continue
        kinds.append((row, _rare(text) < _rare(line.decode("gb18030", errors="replace"))))
    first = next((is_utf8 for _, is_utf8 in kinds), False)
    return next((row for row, is_utf8 in kinds if is_utf8 != first), None)


def looks_like_big5(data: bytes, as_gb: str) -> bool:
    """Whether bytes that GB18030 accepts are rare characters there and common ones in Big5."""
    if len(_WIDE.findall(as_gb)) < ENOUGH or _rare(as_gb) < RARE:
        return False
    try:
        other = _WIDE.findall(data.decode("big5"))
    except UnicodeDecodeError:
        return False
    return bool(other) and sum(map(_common_big5, other)) / len(other) > 1 - RARE


def _looks_like_shift_jis(data: bytes, as_gb: str) -> bool:
    """Whether bytes that GB18030 accepts are rare characters there, and kana and common kanji in Shift-JIS."""
    if len(_WIDE.findall(as_gb)) < ENOUGH or _rare(as_gb) < RARE:
        return False
    try:
        other = _WIDE.findall(data.decode("cp932"))
    except UnicodeDecodeError:
        return False
    return bool(other) and sum(map(_common_shift_jis, other)) / len(other) > 1 - RARE


def _looks_western(data: bytes) -> bool:
    """Whether every pair of bytes that would be a Chinese character is an accented letter before a plain one."""
    pairs: list[bytes] = _PAIR.findall(data)
    return bool(pairs) and all(len(pair) == 2 and pair[0] >= 0xC0 and pair[1:].isalpha() for pair in pairs)


def _rare(text: str) -> float:
    """The share of the wide characters outside the common ones of GB 2312; 0 without any."""
    wide = _WIDE.findall(text)
    return sum(not _common_gb(character) for character in wide) / len(wide) if wide else 0.0


def _common_gb(character: str) -> bool:
    try:
        return 0xB0 <= character.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False


def _common_big5(character: str) -> bool:
    return 0xA4 <= character.encode("big5")[0] <= 0xC6


def _common_shift_jis(character: str) -> bool:
    if _KANA.match(character):
        return True
    try:
        return 0x88 <= character.encode("shift_jis")[0] <= 0x98
    except UnicodeEncodeError:
        return False
