"""Which encoding a table from Excel or WPS is in: a fixed rule, because guessers misread sparse Chinese.

Byte order mark, then the zero bytes of UTF-16, then strict UTF-8, then strict GB18030. Big5 read as
GB18030 gives wrong characters without an error, so that case is recognised and refused.
"""

from __future__ import annotations

import codecs
import re

from workshop.errors import TableError, Where

# In tables written in simplified Chinese at most 0.05 of the characters lie outside the 3,755 common ones of
# GB 2312; in Big5 read as GB18030 at least 0.76 do.
RARE = 0.4
ENOUGH = 4  # fewer Chinese characters than this say nothing

# Anything but ASCII and the marks that Chinese text is written with.
_WIDE = re.compile("[^\x00-\x7f\u2010-\u2030\u3000-\u301f\uff01-\uff5e·×√○]")
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, file: str) -> str:
    """Text of a table. Raises TableError `table.encoding`, `table.big5`, `table.binary`."""
    text = _text(data, file)
    if _BINARY.search(text):
        raise TableError("table.binary", Where(file))
    return text


def _text(data: bytes, file: str) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data, name, file)
    if b"\0" in data:
        return _strict(data, _utf16_order(data), file)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = _strict(data, "gb18030", file)
    if looks_like_big5(data, text):
        raise TableError("table.big5", Where(file))
    return text


def _strict(data: bytes, name: str, file: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise TableError("table.encoding", Where(file)) from error


def _utf16_order(data: bytes) -> str:
    """Commas and line ends show the order: their zero byte comes second in little endian."""
    return "utf-16-le" if data[1::2].count(0) >= data[0::2].count(0) else "utf-16-be"


def looks_like_big5(data: bytes, as_gb: str) -> bool:
    """Whether bytes that GB18030 accepts make rare characters there and common ones in Big5."""
    wide = _WIDE.findall(as_gb)
    if len(wide) < ENOUGH or sum(not _common_gb(character) for character in wide) / len(wide) < RARE:
        return False
    try:
        other = _WIDE.findall(data.decode("big5"))
    except UnicodeDecodeError:
        return False
    return bool(other) and sum(map(_common_big5, other)) / len(other) > 1 - RARE


def _common_gb(character: str) -> bool:
    try:
        return 0xB0 <= character.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False


def _common_big5(character: str) -> bool:
    return 0xA4 <= character.encode("big5")[0] <= 0xC6
