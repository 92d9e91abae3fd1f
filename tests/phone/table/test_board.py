"""A table's board on its phones, from the forms alone: what is ticked moves, what is typed is kept, going on loses nothing."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.app_context import Clock
from tests.room_test.forms import PageForm, form_to
from tests.room_test.handset import Handset
from tests.room_test.stage import EVERY_KIND, Room, make_room
from workshop.base.text import say
from workshop.model.camp import Action


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with make_room(tmp_path, clock=Clock()) as made:
        yield made


NewPhone = Callable[[], Handset]


@pytest.fixture
def two(room: Room, new_phone: NewPhone) -> tuple[Handset, Handset]:
    """Two people who have written cards and stand before the room's one board."""
    room.open(EVERY_KIND)
    phones = []
    for name, cards in (("小荷", ["怕垫钱", "没人来"]), ("老秦", ["没人管"])):
        phone = new_phone()
        phone.join(name, "柳树巷", "resident")
        phone.get(f"/s?step={EVERY_KIND}&question=doubts")
        form = phone.form
        assert form is not None
        phone.follow(phone.send(form, {"card": cards}))
        phones.append(phone)
    for phone in phones:
        phone.get(f"/s?step={EVERY_KIND}&question=sort")
    return phones[0], phones[1]


def board(phone: Handset) -> PageForm:
    form = form_to(phone.page, "/s/board")
    assert form is not None, phone.page
    return form


def press(phone: Handset, **fields: list[str]) -> int:
    """Post the board's form as a browser would: with its hidden fields and what its text fields hold."""
    form = board(phone)
    kept = {name: values for name, values in form.values.items() if name != "card"}
    reply = phone.post("/s/board", kept | {name.replace("__", "."): texts for name, texts in fields.items()})
    phone.follow(reply)
    return reply.status_code


def slips(phone: Handset) -> dict[str, str]:
    """Card on the page -> its id."""
    found = re.findall(r'data-card="([^"]+)">.*?<span>(.*?)</span>', phone.page, re.S)
    return {html.unescape(text): card for card, text in found}


def piles(phone: Handset) -> dict[str, list[str]]:
    """Pile -> cards, as they stand on the page."""
    found = {}
    for name, part in re.findall(r'data-pile="([^"]+)">(.*?)</section>', phone.page, re.S):
        title = re.search(r'name="name\.[^"]+" value="([^"]*)"', part)
        cards = [html.unescape(one) for one in re.findall(r"<span>([^<]*)</span></?", part)]
        found["loose" if name == "out" else html.unescape(title.group(1) if title else "")] = [
            card for card in cards if card in slips(phone)
        ]
    return found


def test_cards_are_ticked_a_pile_is_tapped_and_the_other_phone_sees_it(two: tuple[Handset, Handset]) -> None:
    one, other = two
    other.get(f"/s?step={EVERY_KIND}&question=sort")
    cards = slips(one) | slips(other)
    one.get(f"/s?step={EVERY_KIND}&question=sort")
    press(one, card=[cards["没人来"], cards["没人管"]], to=["new"], new=["没有人"])
    other.get(f"/s?step={EVERY_KIND}&question=sort")
    assert piles(one) == piles(other) == {"loose": ["怕垫钱"], "没有人": ["没人来", "没人管"]}


def told_change(phone: Handset) -> str:
    phone.get(f"/s?step={EVERY_KIND}&question=sort")
    found = re.search(r"data-change>(.*?)</p>", phone.page)
    return html.unescape(found.group(1)) if found else ""


def test_the_others_are_told_who_moved_a_card_out_of_which_pile(two: tuple[Handset, Handset]) -> None:
    one, other = two
    told_change(one)
    cards = slips(one)
    press(one, card=[cards["怕垫钱"]], to=["new"], new=["钱的事"])
    assert told_change(one) == ""  # it was oneself
    assert "小荷把“怕垫钱”从没归堆的卡片挪到“钱的事”" in told_change(other)
    press(other, card=[cards["怕垫钱"]], to=["new"])
    assert "老秦把“怕垫钱”从“钱的事”挪到还没取名的一堆" in told_change(one)
    assert told_change(other) == ""
    press(one, card=[cards["怕垫钱"], cards["没人来"]], to=["new"], new=["两样"])
    assert "小荷把 2 张卡从几处挪到“两样”" in told_change(other)


def test_a_name_typed_is_kept_whatever_button_is_pressed(two: tuple[Handset, Handset]) -> None:
    """Another pile, going on, going back: the name in its field goes along."""
    one, _ = two
    cards = slips(one)
    press(one, card=[cards["怕垫钱"]], to=["new"])
    name = next(field for field in board(one).values if field.startswith("name."))
    press(one, **{name.replace(".", "__"): ["钱的事"], "card": [cards["没人来"]], "to": ["new"]})
    assert piles(one)["钱的事"] == ["怕垫钱"]
    press(one, **{name.replace(".", "__"): ["钱从哪儿来"], "to": ["done"]})
    assert say("zh", "phone.told.stored") in html.unescape(one.page)
    one.get(f"/s?step={EVERY_KIND}&question=sort")
    assert "钱从哪儿来" in piles(one)


def test_the_same_press_twice_is_one_pile(two: tuple[Handset, Handset]) -> None:
    one, _ = two
    form, cards = board(one), slips(one)
    fields = {name: values for name, values in form.values.items() if name != "card"}
    for _ in range(2):
        one.follow(one.post("/s/board", fields | {"card": [cards["怕垫钱"]], "to": ["new"], "new": ["钱"]}))
    assert piles(one) == {"loose": ["没人来", "没人管"], "钱": ["怕垫钱"]}


def test_undo_is_a_button_that_says_what_it_takes_back(two: tuple[Handset, Handset]) -> None:
    one, other = two
    press(one, card=[slips(one)["怕垫钱"]], to=["new"])
    assert say("zh", "board.undo_put", n=1) in one.page
    other.get(f"/s?step={EVERY_KIND}&question=sort")
    assert say("zh", "board.undo_put", n=1) not in other.page
    undo = re.search(r'class="undo-act">(.*?)</form>', one.page, re.S)
    assert undo is not None
    fields = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', undo.group(1)))
    one.follow(one.post("/s/board", {name: [value] for name, value in fields.items()}))
    assert piles(one) == {"loose": ["怕垫钱", "没人来", "没人管"]}


def test_a_suggestion_is_looked_at_first_and_moves_only_what_is_ticked(two: tuple[Handset, Handset]) -> None:
    one, _ = two
    one.get(f"/s?step={EVERY_KIND}&question=sort&show=suggest")
    assert say("zh", "board.suggested_help") in html.unescape(one.page)
    before = board(one)
    fields = dict(before.values) | {"take.0": ["1"]}
    one.follow(one.post("/s/board", fields))
    assert sorted(piles(one)[""]) == ["没人来", "没人管"]
    one.get(f"/s?step={EVERY_KIND}&question=sort")
    assert piles(one)["loose"] == ["怕垫钱"]


def test_when_it_is_frozen_the_board_is_read_and_a_name_on_its_way_is_shown_again(
    room: Room, two: tuple[Handset, Handset]
) -> None:
    one, _ = two
    press(one, card=[slips(one)["怕垫钱"]], to=["new"])
    name = next(field for field in board(one).values if field.startswith("name."))
    room.act(Action.FREEZE, EVERY_KIND)
    assert press(one, **{name.replace(".", "__"): ["钱"], "to": [""]}) == 422
    assert say("zh", "board.told.closed") in html.unescape(one.page)


def test_the_board_follows_without_the_page_being_loaded_again(two: tuple[Handset, Handset]) -> None:
    one, other = two
    mark = re.search(r'data-mark="([^"]+)"', other.page)
    assert mark is not None
    other.get(f"/s?step={EVERY_KIND}&question=sort")
    mark = re.search(r'data-mark="([^"]+)"', other.page)
    assert mark is not None
    tick = f"/s/board/tick?step={EVERY_KIND}&question=sort&since="
    assert other.client.get(tick + mark.group(1)).status_code == 204
    press(one, card=[slips(one)["怕垫钱"]], to=["new"])
    assert other.client.get(tick + mark.group(1)).status_code == 200


def test_who_has_no_seat_is_asked_to_take_one(room: Room) -> None:
    client = room.client()
    assert client.get("/s/board/tick?step=x&question=y").status_code == 401
    assert (
        client.post("/s/board", data={"step": EVERY_KIND, "question": "sort", "to": "new"}).status_code != 500
    )


def test_the_facilitator_moves_any_board(room: Room, two: tuple[Handset, Handset]) -> None:
    one, _ = two
    client = room.client()
    client.post("/login", data={"code": room.camp.code, "password": room.password, "next": "/r"})
    cards = slips(one)
    press(one, card=[cards["怕垫钱"]], to=["new"], new=["钱的事"])
    page = client.get(f"/r/board/{EVERY_KIND}")
    assert page.status_code == 200
    assert "小荷把“怕垫钱”从没归堆的卡片挪到“钱的事”" in html.unescape(page.text)
    page = client.get(f"/r/board/{EVERY_KIND}").text
    assert f"/r/board/{EVERY_KIND}" in client.get("/r").text
    form = form_to(page, f"/r/board/{EVERY_KIND}")
    assert form is not None
    fields = {name: values for name, values in form.values.items() if name != "card"}
    wanted = fields | {"card": [slips(one)["怕垫钱"]], "to": ["new"], "new": ["主持人起的"]}
    reply = client.post(f"/r/board/{EVERY_KIND}", data=wanted)
    assert reply.status_code == 303
    assert "told=done" in reply.headers["location"]
    one.get(f"/s?step={EVERY_KIND}&question=sort")
    assert piles(one)["主持人起的"] == ["怕垫钱"]
    assert client.get(f"/r/board/{EVERY_KIND}?show=suggest").status_code == 200


def test_a_stranger_sees_no_board(room: Room, two: tuple[Handset, Handset]) -> None:
    one, _ = two
    assert one.client.get(f"/r/board/{EVERY_KIND}").headers["location"] == "/login?next=/r"
    assert one.client.get(f"/r/board/{EVERY_KIND}/tick").status_code == 401
    assert (
        one.client.post(f"/r/board/{EVERY_KIND}", data={"to": "new"}).headers["location"] == "/login?next=/r"
    )
