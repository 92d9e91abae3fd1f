"""A phone is a generator of steps: it sees its screen and yields what happens to it next, faults included.

The same scripts run in process (`run`) and over sockets (`python -m tests.room_test --url …`).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Generator
from dataclasses import dataclass

from tests.room_test.forms import Fields, PageForm
from tests.room_test.handset import ACT, BOARD, Handset

ROLES = ("committee", "social_worker", "grid_worker", "resident_leader", "resident", "other")
WORDS = ("十月中旬", "舞蹈队的 3 栋甲", "自己报名的", "下雨就停", "借了活动室", "a<b & “引号”", "🌱")
DAYS = ("2026-03-19", "2026-03-25", "")
# A choice may ask for as few as one and as many as two; two always fits what the exercises here ask.
SEVERAL = 2
DONE: Fields = {"to": ["done"]}  # the button below a board


@dataclass(frozen=True)
class Join:
    """Take a seat."""

    nickname: str
    community: str
    role: str


@dataclass(frozen=True)
class Answer:
    """Fill in the form on the screen and send it."""

    fields: Fields


@dataclass(frozen=True)
class Sort:
    """Put cards of a board into a pile; sent twice, it is done once."""

    fields: Fields
    twice: bool


@dataclass(frozen=True)
class DoubleTap:
    """Send the same form twice."""

    fields: Fields


@dataclass(frozen=True)
class Drop:
    """The Wi-Fi goes: before the request leaves, or after the server took it; then the phone tries again."""

    fields: Fields
    arrived: bool


@dataclass(frozen=True)
class SleepScreen:
    """Type something, lock the phone for so many minutes, wake it."""

    fields: Fields
    minutes: int


@dataclass(frozen=True)
class Wipe:
    """Lose the cookies; come back with the printed code."""


@dataclass(frozen=True)
class SecondTab:
    """The same question in two tabs, both sent."""

    fields: Fields
    others: Fields


@dataclass(frozen=True)
class Reload:
    """Load the page again."""


@dataclass(frozen=True)
class Revise:
    """From the look back over all answers: change the one that stands at `number`, and come back."""

    number: int
    fields: Fields


@dataclass(frozen=True)
class Hold:
    """Keep the form on the screen until the facilitator has done `until`; what is sent then is late."""

    until: str


Act = Join | Answer | Sort | DoubleTap | Drop | SleepScreen | Wipe | SecondTab | Reload | Revise | Hold
Script = Generator[Act, PageForm | None, None]


def filled(form: PageForm, chance: random.Random) -> Fields:
    """Something for every field of an answer form."""
    if form.action == BOARD:
        return DONE
    fields: Fields = {
        name: [form.value(name)] for name in form.values if name == "met"
    }  # the button of a pair
    for name, offers in form.offers.items():
        if name == "first" or name.startswith(("pair.", "dot.")):
            continue
        if offers[0] == "1" and offers[-1] == "unknown":
            fields[name] = [climbed(offers, chance)]
            continue
        if name == "unknown" and chance.random() < 0.8:  # "don't know" beside a point
            continue
        boxes = name == "chosen" and "first" in form.offers
        fields[name] = chance.sample(offers, SEVERAL) if boxes else [chance.choice(offers)]
    fields = _beyond(fields)
    if "unknown" in fields:  # the point comes off with it
        fields = {name: values for name, values in fields.items() if name not in ("x", "y")}
    if "first" in form.offers:
        fields["first"] = [chance.choice(fields["chosen"])]
    fields |= {name: [chance.choice(DAYS)] for name in form.days}
    for name in form.writing:
        if name.endswith(".other") and fields.get(name.removesuffix(".other"), [""]) != [""]:
            continue  # somebody of the room is chosen already
        # The same code twice is one person, and so is a code that is on the list already.
        known = {*fields.get(name, ()), *form.offers.get("pick", ())} if name == "add" else set()
        fresh = [word for word in WORDS if word not in known] or [f"代号{len(known)}"]
        fields.setdefault(name, []).append(chance.choice(fresh))
    dots = [name for name in form.offers if name.startswith("dot.")]
    return fields | tied(form, chance) | ({chance.choice(dots): ["1"]} if dots else {})


def _beyond(fields: Fields) -> Fields:
    """Without the parts of a level that the chosen one has said already."""
    said = fields.get("level", ["unknown"])[0]
    if "part" not in fields or not said.isdecimal():
        return fields
    higher = [one for one in fields["part"] if int(one.partition(".")[0]) > int(said)]
    rest = {name: values for name, values in fields.items() if name != "part"}
    return rest | ({"part": higher} if higher else {})


def sorting(form: PageForm, chance: random.Random) -> Fields:
    """Some cards of a board into a pile that is there or a new one; nothing where no card lies."""
    cards = form.offers.get("card", [])
    piles = [name.removeprefix("was.") for name in form.values if name.startswith("was.")]
    picked = chance.sample(cards, min(len(cards), 1 + chance.randrange(3)))
    # A room of forty does not name a pile each.
    to = chance.choice(piles) if len(piles) > 4 else chance.choice([*piles, "new"])
    return (
        {"card": picked, "to": [to], "new": [chance.choice(WORDS) if to == "new" else ""]} if picked else {}
    )


def tied(form: PageForm, chance: random.Random) -> Fields:
    """A tie in every row for them: two people who are not the same, and no row twice."""
    rows = sorted({name.rpartition(".")[0] for name in form.offers if name.startswith("pair.")})
    people = [code for code in form.offers[f"{rows[0]}.source"] if code] if rows else []
    pairs = [(one, other) for one in people for other in people if one != other]
    fields: Fields = {}
    for row, (source, target) in zip(rows, chance.sample(pairs, min(len(rows), len(pairs))), strict=False):
        relation = chance.choice(form.offers[f"{row}.relation"])
        fields |= {f"{row}.source": [source], f"{row}.target": [target], f"{row}.relation": [relation]}
    return fields


def climbed(offers: list[str], chance: random.Random) -> str:
    """How far up somebody gets who starts at the first rung; 0 stands behind the rungs, "don't know" behind that."""
    *rungs, ground, unknown = offers
    if chance.random() < 0.1:
        return unknown
    reached = ground
    for rung in rungs:
        if chance.random() < 0.4:
            break
        reached = rung
    return reached


def participant(number: int, chance: random.Random, *, faults: bool, holds: bool = False) -> Script:
    """Somebody who joins and answers all that is asked; with `faults`, on a bad phone in a bad network."""
    form = yield Join(f"伙伴{number}", f"社区{number % 12}", ROLES[number % len(ROLES)])
    yield from _answer_all(form, chance, faults=faults, holds=holds)


def guest(join: Join, chance: random.Random) -> Script:
    """Somebody on a bad phone who stays for the whole camp: answers what is open, then waits until there is more."""
    form = yield join
    while True:
        yield from _answer_all(form, chance, faults=True, holds=False)
        yield Hold("opened")
        form = yield Reload()


def _answer_all(form: PageForm | None, chance: random.Random, *, faults: bool, holds: bool) -> Script:
    asked = 0
    while form is not None and {"", "to"} & set(
        form.buttons
    ):  # without a button to send it, it waits for a partner
        asked += 1
        if holds and asked == 3:
            yield Hold("frozen")
            form = yield Answer(filled(form, chance))
            continue
        if form.value("question").endswith(".review") and chance.random() < 0.5:
            form = yield Revise(chance.randrange(10), {"level": [chance.choice(("0", "1", "unknown"))]})
            assert form is not None
        if form.action == BOARD and chance.random() < 0.5 and (moves := sorting(form, chance)):
            form = yield Sort(moves, twice=faults and chance.random() < 0.5)
            assert form is not None
        fields = filled(form, chance)
        act = _fault(form, fields, chance) if faults and chance.random() < 0.5 else Answer(fields)
        form = yield act


def _fault(form: PageForm, fields: Fields, chance: random.Random) -> Act:
    # What lies on a board is there for everybody, a dot goes with the pile that others take apart, and who only follows
    # a dialogue types nothing.
    dots = any(name.startswith("dot.") for name in form.offers)
    drafted = form.action != BOARD and not form.value(ACT) and not dots
    return chance.choice(
        (
            DoubleTap(fields),
            Drop(fields, arrived=False),
            Drop(fields, arrived=True),
            SleepScreen(fields, chance.choice((1, 10, 60))) if drafted else Reload(),
            Wipe(),
            SecondTab(fields, filled(form, chance)),
            Reload(),
        )
    )


def perform(
    phone: Handset, act: Act, sleep: Callable[[int], None] = lambda _minutes: None
) -> PageForm | None:
    """Let one thing happen to a phone; the answer form on its screen afterwards, if there is one."""
    form = phone.form
    match act:
        case Join(nickname, community, role):
            phone.join(nickname, community, role)
        case Wipe():
            phone.wipe()
            phone.recover()
        case Reload():
            phone.get("/s")
        case Hold():
            pass
        case _:
            assert form is not None
            _answering(phone, act, form, sleep)
    return phone.form


def _answering(phone: Handset, act: Act, form: PageForm, sleep: Callable[[int], None]) -> None:
    match act:
        case Answer(fields):
            phone.follow(phone.send(form, fields))
        case Sort(fields, twice):
            for _ in range(1 + twice):
                phone.follow(phone.press(form, fields))
        case DoubleTap(fields):
            phone.send(form, fields)
            phone.follow(phone.send(form, fields))
        case Drop(fields, arrived):
            if arrived:
                phone.send(form, fields, heard=False)
            phone.follow(phone.send(form, fields))
        case SleepScreen(fields, minutes):
            assert phone.draft(form, fields).status_code == 204
            sleep(minutes)
            # A browser wakes where it was: a question given two versions is shown again at its own address.
            phone.get(phone.at)
            woken = phone.form
            assert woken is not None
            assert [woken.value(name) for name in ("step", "question", "key")] == [
                form.value(name) for name in ("step", "question", "key")
            ], "another question, or another key, after waking"
            assert _written(woken.values, fields) == _written(fields, fields), (
                f"the draft is not what was typed: {woken.values}, typed {fields}"
            )
        case Revise(number, fields):
            review = form.value("question")
            phone.get(phone.changes[number])
            again = phone.form
            assert again is not None
            phone.follow(phone.send(again, fields))
            assert phone.form is not None
            assert phone.form.value("question") == review, "a change did not lead back to where it came from"
        case SecondTab(fields, others):
            # By its address: after two versions of one answer the question is shown again, though it is answered.
            phone.get(f"/s?step={form.value('step')}&question={form.value('question')}")
            second = phone.form
            assert second is not None
            phone.send(form, fields)
            phone.follow(phone.send(second, others))


def _written(values: Fields, names: Fields) -> Fields:
    """What is really filled in, without regard to order: a first choice is shown in its own place."""
    return {name: sorted(text for text in values.get(name, ()) if text) for name in names if any(names[name])}
