"""The one page in sentences a resident and a secretary read: the same on the screen, in the report and on paper.

A sentence holds one figure at most, and none about fewer than five people. Where something is not there it says so, and
which exercise gives it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from workshop.assessment.rubric.rubric import Rubric
from workshop.base.text import Language, say
from workshop.exercises.columns import day_text
from workshop.exercises.exercise import Exercise
from workshop.learning.cases.vocabulary import Vocabularies
from workshop.model.camp import Role
from workshop.model.direction import Condition, Direction
from workshop.model.privacy import MIN_GROUP
from workshop.services.community.conditions import LackFrom, LackingCondition
from workshop.services.community.direction_text import condition_text
from workshop.services.community.directions import Stood
from workshop.services.community.held import Held, ObstacleCount
from workshop.services.community.one_page import LookBack, LookFrom, OnePage, PageStep, StepFrom

PARTS = ("held", "lack", "step", "who", "look", "direction")
# The exercises that give what is not there yet.
NAMES, CONDITIONS_CHECK, PROMISES, DIRECTION = "stage-check", "soil-check", "commit", "direction"
ENDS = "。.；; \n"


@dataclass(frozen=True)
class PageLine:
    """One of the five parts: its heading and its sentences. `empty`: nothing is there, the sentence says what to do."""

    part: str
    heading: str
    text: str
    empty: bool


@dataclass(frozen=True)
class PageWords:
    """What the sentences are made with. `names` are those a surface may show, by seat; in a report nobody is named."""

    language: Language
    rubric: Rubric
    vocabularies: Vocabularies
    exercises: Mapping[str, Exercise]
    today: date
    names: Mapping[str, str] = field(default_factory=dict)

    def say(self, key: str, **values: str | int) -> str:
        return say(self.language, f"one_page.{key}", **values)

    def quote(self, text: str) -> str:
        """In quotation marks, those inside it single ones."""
        return self.say("quoted", text=text.replace("“", "‘").replace("”", "’"))

    def listed(self, names: Sequence[str]) -> str:
        """One after the other, as a sentence lists them."""
        if len(names) < 2:
            return "".join(names)
        return f"{self.say('comma').join(names[:-1])}{self.say('and')}{names[-1]}"

    @property
    def gap(self) -> str:
        """What stands between two sentences."""
        return "" if self.language == "zh" else " "

    def exercise(self, name: str) -> str:
        """What an exercise is called; its id where its file is gone."""
        known = self.exercises.get(name)
        return self.quote(known.title.of(self.language) if known else name)

    def obstacle(self, code: str) -> str:
        return self.quote(self.vocabularies.obstacles.name(code, self.language))

    def role(self, role: Role) -> str:
        return self.vocabularies.roles.name(role.value, self.language)


def page_lines(page: OnePage, words: PageWords) -> tuple[PageLine, ...]:
    """The five parts in order, and where it is to lead."""
    made = {
        "held": (_held(page.held, words), page.held is None),
        "lack": (_lack(page, words), page.lack is None),
        "step": (_step(page.step, words), page.step is None),
        "who": (_who(page.step, words), page.step is None or page.step.role is None),
        "look": (_look(page.look, words), page.look is None),
        "direction": (_direction(page.direction, words), page.direction is None),
    }
    return tuple(PageLine(part, words.say(f"heading.{part}"), *made[part]) for part in PARTS)


def own_lines(page: OnePage, words: PageWords) -> tuple[PageLine, ...]:
    """The five parts for one person; the direction is the community's, and has a place of its own."""
    return tuple(line for line in page_lines(page, words) if line.part != DIRECTION)


def _held(held: Held | None, words: PageWords) -> str:
    if held is None:
        return words.say("held.none", exercise=words.exercise(NAMES))
    parts = [_first(held, words)]
    if held.then:
        parts.append(words.say("held.then", names=_named(held.then, words)))
    if 0 < held.people < MIN_GROUP:
        parts.append(_few(held.people, words))
    return _joined(parts, words)


def _first(held: Held, words: PageWords) -> str:
    if len(held.first) > 1:
        key = "held.equal" if held.people else "held.voiced_equal"
        return words.say(key, names=_named([one.code for one in held.first], words))
    one = held.first[0]
    entry = words.vocabularies.obstacles.entry(one.code)
    told = words.say("held.one", name=words.obstacle(one.code), what=entry.definition.of(words.language))
    if not held.people:
        return _joined([told, words.say("held.voiced_only")], words)
    also = _voiced(one, words)
    if held.people < MIN_GROUP:
        return _joined([told, *also], words)
    key = "held.all" if one.people == held.people else "held.counted"
    counted = words.say(key, people=held.people, n=one.people)
    split = [words.say("held.split")] if 2 * one.people < held.people else []
    return _joined([told, counted, *also, *split], words)


def _voiced(one: ObstacleCount, words: PageWords) -> list[str]:
    """That sharing meetings name it too; how many people more, from five on."""
    if one.voiced is None or not (one.voiced.people or one.voiced.doubts):
        return []
    if one.named < MIN_GROUP:
        return [words.say("held.voiced")]
    return [words.say("held.voiced_counted", n=one.named)]


def _few(people: int, words: PageWords) -> str:
    return words.say("alone" if people == 1 else "few")


def _lack(page: OnePage, words: PageWords) -> str:
    parts = [_condition(page.lack, words)]
    # Beside a condition a level to reach would be a second thing to begin with.
    if page.anchor is not None and (page.lack is None or page.lack.condition is None):
        anchor = words.rubric.dimension(page.anchor.dimension).anchors[page.anchor.level]
        key = "lack.anchor_hypothesis" if anchor.hypothesis else "lack.anchor"
        parts.append(words.say(key, text=bare(anchor.text.of(words.language))))
    return _joined(parts, words)


def _condition(lack: LackingCondition | None, words: PageWords) -> str:
    exercise = words.exercise(CONDITIONS_CHECK)
    if lack is None:
        return words.say("lack.none", exercise=exercise)
    if lack.condition is None:
        return words.say("lack.past" if lack.read_off is LackFrom.PAST else "lack.all_there")
    name = words.quote(condition_text(lack.condition, words.language))
    if lack.read_off is not LackFrom.CONDITIONS:
        why = words.say(f"condition.{lack.condition.value}.missing")
        key = "lack.site" if lack.condition is Condition.SITE else f"lack.read_off.{lack.read_off.value}"
        return words.say(key, name=name, why=why, exercise=exercise)
    parts = [words.say("lack.one", name=name, says=bare(lack.says))]
    if lack.apart:
        parts.append(words.say("lack.apart"))
    elif lack.people < MIN_GROUP:
        parts.append(_few(lack.people, words))
    else:
        parts.append(words.say("lack.counted", n=lack.people))
    return _joined(parts, words)


def _step(step: PageStep | None, words: PageWords) -> str:
    if step is None:
        return words.say("step.none", exercise=words.exercise(PROMISES))
    text = step.text
    if step.found is StepFrom.REMEDY:
        remedy = words.vocabularies.obstacles.entry(step.text).remedy
        text = remedy.of(words.language) if remedy else words.obstacle(step.text)
    key = f"step.{step.found.value}"
    if step.found is StepFrom.PROMISE and not step.aim:
        key = "step.promise_alone"
    aim = bare(step.aim)
    from_case = step.found in (StepFrom.CARD, StepFrom.PROPOSAL)
    return words.say(key, text=bare(text), aim=words.quote(aim) if from_case else aim)


def _who(step: PageStep | None, words: PageWords) -> str:
    if step is None or step.role is None:
        return words.say("who.none", exercise=words.exercise(PROMISES))
    who = words.role(step.role)
    if step.named and step.seat in words.names:
        who = words.say("who.named", role=who, name=words.names[step.seat])
    if step.found in (StepFrom.CARD, StepFrom.SMALL):
        return words.say(f"who.{step.found.value}", who=who, exercise=words.exercise(PROMISES))
    parts = [words.say("who.does", who=who), _witness(step, words)]
    if step.more:
        parts.append(words.say("who.more", n=step.more))
    return _joined([part for part in parts if part], words)


def _witness(step: PageStep, words: PageWords) -> str:
    if step.witness:
        # A report says that somebody stands by it, never who.
        return words.say("who.witness", name=step.witness) if words.names else words.say("who.witnessed")
    if step.found is StepFrom.FOLLOWING:
        return ""
    return words.say("who.asked" if step.asked else "who.no_witness")


def _look(look: LookBack | None, words: PageWords) -> str:
    if look is None:
        return words.say("look.none", exercise=words.exercise(PROMISES))
    parts = []
    if look.first is not None:
        parts.append(words.say("look.first", day=_day(look.first, words)))
    if look.said is not None:
        became = say(words.language, f"commitments.became.{look.said.value}")
        parts.append(words.say("look.said", became=words.quote(became)))
    if look.on is not None:
        parts.append(words.say(f"look.{look.state.value}", day=_day(look.on, words)))
    else:
        parts.append(words.say(f"look.{look.state.value}"))
    if look.sign and look.state is not LookFrom.OVER:
        parts.append(words.say("look.sign", sign=bare(look.sign)))
    return _joined(parts, words)


def _direction(stood: Stood | None, words: PageWords) -> str:
    """Which condition comes next, towards which rung, by which first circle; when it is looked at and what will show it."""
    if stood is None or stood.current is None:
        return words.say("direction.none", exercise=words.exercise(DIRECTION))
    said = stood.current.said
    parts = []
    if said.condition is not None:
        parts.append(words.say("direction.condition", name=condition_text(said.condition, words.language)))
    parts += [
        words.say(f"direction.{name}", text=bare(text))
        for name, text in (("rung", said.rung), ("circle", said.circle))
        if text
    ]
    return _joined([*parts, *_looks(stood, said, words)], words)


def _looks(stood: Stood, said: Direction, words: PageWords) -> list[str]:
    """When it is looked at. The sign of success belongs to the last day, not to the look halfway."""
    ask = stood.waiting or stood.ahead
    parts = []
    if ask is not None and said.day is not None:
        if stood.waiting:
            parts.append(words.say("look.due", day=_day(ask.on, words)))
        elif ask.on < said.day:
            parts.append(words.say("look.halfway", day=_day(ask.on, words)))
        key = "look.end_sign" if said.sign else "look.end"
        return [*parts, words.say(key, day=_day(said.day, words), sign=bare(said.sign))]
    if said.day is None and not said.sign:
        return [words.say("look.unfinished")]
    return [words.say("look.sign", sign=bare(said.sign))] if said.sign else []


def _day(day: date, words: PageWords) -> str:
    """The year is said where it is another one."""
    return day_text(words.language, day, year=day.year != words.today.year)


def _named(codes: Sequence[str], words: PageWords) -> str:
    return words.listed([words.obstacle(code) for code in codes])


def bare(text: str) -> str:
    """Somebody's words without the full stop they end in, to stand inside a sentence."""
    return " ".join(text.split()).rstrip(ENDS)


def _joined(parts: list[str], words: PageWords) -> str:
    """Sentences one after the other."""
    return words.gap.join(parts)
