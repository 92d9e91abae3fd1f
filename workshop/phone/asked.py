"""A few questions beside the cards: only those whose answer could put up other cards, and one's own words.

At most four things are asked before the first cards, then one more at a time (`learning.asking`). What is not answered
stays unknown, and "don't know" is an answer that leaves it so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workshop.errors import InputError
from workshop.model.step import Option
from workshop.phone.visit import Visit
from workshop.room import asking
from workshop.room.asking import ASKABLE, LONGEST_WORDS, Telling
from workshop.room.questions import vocabulary_options
from workshop.store.asker_notes import AskerNote

RUNGS = range(4)
NUMBERS = {"households": 1_000_000, "groups": 10_000}  # fact -> the most it can be
NONE = "none"  # there is nothing of the list


@dataclass(frozen=True)
class Asked:
    """One question of the form: what it is called, what may be chosen, what stands there."""

    name: str
    prompt: str
    kind: str  # choice, number, ticks
    options: tuple[Option, ...] = ()
    taken: tuple[str, ...] = ()
    most: int = 0


@dataclass(frozen=True)
class AskingForm:
    """The questions, one's own words, whether it stands open, and what was wrong with what was sent."""

    questions: tuple[Asked, ...]
    words: str
    longest: int
    open: bool
    problem: str = ""


def form(visit: Visit, ask_next: Sequence[str], problem: str = "") -> AskingForm | None:
    """What to ask this person; after something wrong was sent, with everything as they sent it."""
    if visit.seat is None:
        return None
    told = asking.told_by(visit.house, visit.seat)
    names = [ASKABLE[one] for one in ask_next if one in ASKABLE]
    # What somebody told stays in sight, to be changed or taken back.
    if told.assets is not None and "assets" not in names:
        names.append("assets")
    if problem:
        sent = [name for name in ASKABLE.values() if name in visit.form]
        names = list(dict.fromkeys((*names, *sent)))
    words = visit.field("words") if problem else told.words
    return AskingForm(
        tuple(_asked(visit, name, told) for name in names),
        words,
        LONGEST_WORDS,
        open=bool(problem),
        problem=problem,
    )


def telling(visit: Visit) -> Telling:
    """What was sent. Raises InputError `asking.number`."""
    facts: dict[str, str | int] = {}
    if visit.field("setting"):
        facts["setting"] = visit.field("setting")
    for name in ("committee_support", "familiarity", *NUMBERS):
        given = visit.field(name).strip()
        if given:
            facts[name] = _number(name, given)
    ticked = visit.form.get("assets")
    # Nothing ticked is not "there is nothing": that has a tick of its own.
    assets = None if ticked is None else frozenset(ticked) - {NONE}
    return Telling(facts, AskerNote(assets, visit.field("words").strip()))


def _number(name: str, given: str) -> int:
    """Digits as any keyboard gives them. Raises InputError `asking.number`."""
    if not given.isdecimal() or len(given) > len("1000000"):
        raise InputError("asking.number", most=NUMBERS.get(name, max(RUNGS)))
    return int(given)


def _asked(visit: Visit, name: str, told: AskerNote) -> Asked:
    options = vocabulary_options(visit.house.content.vocabularies, visit.language)
    sent = tuple(visit.form.get(name, ()))
    match name:
        case "assets":
            there = told.assets
            taken = sent or (() if there is None else tuple(sorted(there)) or (NONE,))
            return Asked(name, visit.say("asking.assets"), "ticks", options["assets"], taken)
        case "setting":
            return Asked(name, visit.say("desk.facts.setting"), "choice", options["settings"], sent)
        case "households" | "groups":
            return Asked(name, visit.say(f"asking.{name}"), "number", (), sent, NUMBERS[name])
        case _:
            short = "support" if name == "committee_support" else name
            rungs = tuple(Option(str(rung), visit.say(f"desk.facts.{short}.{rung}")) for rung in RUNGS)
            return Asked(name, visit.say(f"asking.{short}"), "choice", rungs, sent)
