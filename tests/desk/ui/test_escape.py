"""Nothing that somebody typed acts on the page."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from workshop.desk.ui.escape import JOINER, escape, paragraphs

ACTING = set("\\`*_{}[]()#+-!|<>~$:&=^@\"'/.")


@given(st.text(max_size=80))
def test_every_sign_that_acts_is_escaped(text: str) -> None:
    shown = escape(text)
    bare = re.sub(r"\\([^\w\s]|_)", "", shown)
    assert not ACTING & set(bare)


@given(st.text(max_size=80))
def test_the_reader_sees_what_was_typed(text: str) -> None:
    shown = re.sub(r"\\([^\w\s]|_)", r"\1", escape(text)).replace(JOINER, "")
    assert shown == " ".join(text.replace(JOINER, "").split())


def test_a_bare_address_is_broken_up() -> None:
    for typed in ("http://x.cn", "HTTPS://x.cn", "www.x.cn", "a@b.cn"):
        assert JOINER in escape(typed)


def test_paragraphs_stay_apart() -> None:
    assert paragraphs("一\n\n# 二") == "一\n\n\\# 二"
