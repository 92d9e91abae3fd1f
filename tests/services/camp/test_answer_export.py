"""The rows of an export: whose marks they may still hold."""

from __future__ import annotations

from datetime import UTC, datetime

from workshop.model.camp import Community, Role, Seat
from workshop.model.ids import seat_codes
from workshop.model.step import Answer
from workshop.services.camp.answer_export import answer_rows
from workshop.services.camp.room_people import person_code

AT = datetime(2026, 11, 29, tzinfo=UTC)
PLACE = Community("place-1", "camp-1", "甲社区")


def sitting(number: int) -> Seat:
    return Seat(
        f"seat-{number}", "camp-1", f"人{number}", PLACE.id, Role.RESIDENT, f"code-{number}", AT, "2026-11"
    )


def exported(witness: str, *there: Seat) -> str:
    """What the export holds where the first of these people has named a witness."""
    promise = Answer(1, "key", there[0].id, "commit", "promise", {"rows": [{"what": "扫院子", "with": witness}]}, AT, False, False)  # fmt: skip
    (row,) = answer_rows(there, [PLACE], [promise], frozenset({1}))
    assert isinstance(row.payload["rows"], list)
    (cells,) = row.payload["rows"]
    assert cells["what"] == "扫院子"
    return str(cells["with"])


def test_a_witness_stands_under_their_code_and_once_withdrawn_under_nothing() -> None:
    author, witness = sitting(1), sitting(2)
    assert exported(person_code(witness.id), author, witness) == seat_codes([author, witness])[witness.id]
    assert exported(person_code(witness.id), author) == ""


def test_words_that_merely_begin_like_a_mark_stay() -> None:
    for words in ("seat: 第三排", "老秦", "seat:"):
        assert exported(words, sitting(1)) == words


def test_cards_without_a_name_leave_one_by_one_and_one_authors_apart() -> None:
    """Six people, two cards each: twelve rows by content, so all the first cards stand before all the second."""
    given = [
        Answer(
            number,
            f"k{number}",
            "",
            "need",
            "why",
            {"cards": [f"甲{number}", f"乙{number}"]},
            None,
            False,
            False,
        )
        for number in range(6)
    ]
    rows = answer_rows([sitting(1)], [PLACE], given, frozenset(range(6)))
    assert [row.payload for row in rows] == [
        *({"cards": [f"乙{number}"]} for number in range(6)),
        *({"cards": [f"甲{number}"]} for number in range(6)),
    ]
