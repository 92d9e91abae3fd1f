"""What a posted answer costs: processor time of `POST /s`, from forty seats, in the exercise that rates and in the map.

    python -m tests.benchmarks.posting [seats]

Every seat posts one level of the stage check and one roster over a map of three hundred people. The first post with
nothing remembered stands by itself. Counted too: sentences and words of the content asked for before the reply.
Nothing is asserted. The reply is a redirect, so no page is among the figures.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from unittest.mock import patch

from tests.room_test.forms import Fields
from tests.room_test.handset import Handset
from tests.room_test.run import seat_of
from tests.room_test.stage import CHECK, NET_MAP, Room, make_room
from workshop.base import text
from workshop.base.content import Words
from workshop.model.network import Building, Network, Person
from workshop.services.camp import questions
from workshop.store import networks

SEATS = 40
PEOPLE = 300


def a_map() -> Network:
    """People of thirty buildings, ten in each; of one in ten it is not known where they live."""
    return Network(
        people=tuple(
            Person(f"R{n}", f"{n} 号", building=f"B{n // 10}" if n % 10 else "") for n in range(PEOPLE)
        ),
        buildings=tuple(Building(f"B{n}", f"{n} 栋") for n in range(PEOPLE // 10)),
    )


def seated(room: Room, number: int) -> Handset:
    phone = Handset(room.client(), room.camp.code)
    phone.join(f"座位{number}", "甲社区", "resident")
    return phone


def posted(phone: Handset, step: str, question: str, fields: Fields) -> float:
    """Milliseconds of processor for one answer."""
    key = f"{step}-{question}-{phone.recovery}".replace(".", "-")[-40:]
    form = {"step": [step], "question": [question], "key": [key], **fields}
    before = time.process_time()
    reply = phone.post("/s", form)
    spent = time.process_time() - before
    assert reply.status_code == 303, reply.text
    return spent * 1000


def counted(phone: Handset, step: str, question: str, fields: Fields) -> tuple[int, int]:
    """How many sentences and how many words of the content one answer asks for."""
    with (
        patch.object(text, "catalogue", wraps=text.catalogue) as sentences,
        patch.object(Words, "of", autospec=True, side_effect=Words.of) as words,
    ):
        posted(phone, step, question, fields)
    return sentences.call_count, words.call_count


def forget() -> None:
    """Empty the memory of questions, as in a server that has just started."""
    for found in vars(questions).values():
        if hasattr(found, "cache_clear"):
            found.cache_clear()


def main(seats: int) -> None:
    """Post from every seat, once for each exercise."""
    with tempfile.TemporaryDirectory() as folder, make_room(Path(folder), capacity=seats + 10) as room:
        phones = [seated(room, number) for number in range(seats)]
        community = seat_of(room, phones[0]).community
        room.context.store.write(
            lambda connection: networks.add_network(
                connection, community, a_map(), "host", "", room.context.now()
            )
        )
        room.open(CHECK)
        room.open(NET_MAP)
        forms: list[tuple[str, str, Fields]] = [
            (CHECK, "rate.D1", {"level": ["2"], "confidence": ["sure"]}),
            (NET_MAP, "who", {"pick": ["R1", "R2", "R3", "R250"], "add": ["门卫"]}),
        ]
        for step, question, fields in forms:
            counts, cold, *warm = phones
            forget()
            said, words = counted(counts, step, question, fields)
            forget()
            first = posted(cold, step, question, fields)
            later = [posted(phone, step, question, fields) for phone in warm]
            print(
                f"{step}: first {first:.2f} ms, then {len(later)} posts of {statistics.median(later):.2f} ms "
                f"(median); the first asked for {said} sentences and {words} words"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SEATS)
