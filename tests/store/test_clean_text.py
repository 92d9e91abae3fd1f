"""Any text can be handed in; both databases keep the same of it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from sqlalchemy import JSON, Column, Connection, Integer, MetaData, Table, Text, insert, select

from tests.properties import examples
from workshop.store.engine import UNSTORABLE, Store, clean

THINGS = Table(
    "thing", MetaData(), Column("n", Integer, primary_key=True), Column("text", Text), Column("said", JSON)
)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("坝坝宴\x00", "坝坝宴"),
        ("a\x08b\x1f\x7f", "ab"),
        ("小\ufffe林\uffff", "小林"),  # noncharacters, which XML 1.0 cannot hold (section 2.2)
        ("half \ud83d of a smile", "half  of a smile"),
        ("two\tcolumns\r\nand a line", "two\tcolumns\r\nand a line"),
        ("😀 𠮷 é", "😀 𠮷 é"),
    ],
)
def test_what_cannot_be_stored_is_taken_out_and_nothing_else(store: Store, given: str, kept: str) -> None:
    store.write(THINGS.metadata.create_all)
    said = {"text": given, "more": [given, {given: 1}]}
    store.write(lambda connection: connection.execute(insert(THINGS).values(n=1, text=given, said=said)))
    row = store.read(lambda connection: connection.execute(select(THINGS.c.text, THINGS.c.said)).one())
    assert tuple(row) == (kept, {"text": kept, "more": [kept, {kept: 1}]})


@examples(60, allow=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(), max_size=20), min_size=1, max_size=5))
def test_any_text_comes_back_as_it_was_cleaned(store: Store, texts: list[str]) -> None:
    def use_case(connection: Connection) -> list[str]:
        THINGS.metadata.drop_all(connection)
        THINGS.metadata.create_all(connection)
        connection.execute(
            insert(THINGS), [{"n": n, "text": text, "said": text} for n, text in enumerate(texts)]
        )
        rows = connection.execute(select(THINGS.c.text, THINGS.c.said).order_by(THINGS.c.n)).all()
        assert all(row.text == row.said for row in rows)
        return [row.text for row in rows]

    kept = store.write(use_case)
    assert kept == [clean(text) for text in texts]
    assert not any(UNSTORABLE.search(text) for text in kept)
