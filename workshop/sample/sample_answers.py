"""Answers of the sample's people: random around their community's levels, each person with a generator of
their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from workshop.assessment.scoring.vignettes import VignetteSet
from workshop.base.content import Words
from workshop.base.text import Language
from workshop.exercises.climbing import part_code
from workshop.exercises.placing import SIZE
from workshop.model.camp import Role
from workshop.model.step import Payload, Question, StepKind
from workshop.services.camp.ratings import RATE, STORY
from workshop.services.check.sample_file import SampleCommunity, SampleFile

NOTHING: Payload = {"level": None, "confidence": None, "when": "", "started": None, "evidence": ""}


@dataclass(frozen=True)
class SamplePerson:
    """A sample person before they take a seat."""

    place: SampleCommunity
    role: Role
    nickname: Words


@dataclass(frozen=True)
class RaterBias:
    """Severity or leniency: the probabilities of rating a level higher, and lower, than most would."""

    up: float
    down: float


# For the own community, and for a vignette: most people, committees, and the two known raters.
OWN, OWN_COMMITTEE = RaterBias(0.05, 0.06), RaterBias(0.18, 0.06)
VIGNETTE_BIAS, VIGNETTE_COMMITTEE = RaterBias(0.1, 0.12), RaterBias(0.3, 0.06)
STRICT, GENEROUS = RaterBias(0.0, 0.6), RaterBias(0.6, 0.0)


@dataclass(frozen=True)
class SampleVoice:
    """Answers of any sample person, in one language."""

    tables: SampleFile
    language: Language
    today: date

    def assessment(self, person: SamplePerson, question: Question, chance: Random) -> Payload:
        """An answer about the person's own community, as it is now."""
        return self.about(person, question, chance, person.place.levels)

    def about(
        self, person: SamplePerson, question: Question, chance: Random, levels: tuple[int, ...]
    ) -> Payload:
        """An answer about a community whose levels are `levels`."""
        if question.id.startswith(RATE) and question.kind is StepKind.SCALE:
            return self._level(person, question, chance, levels)
        if question.kind is StepKind.CHOICE:
            return {"chosen": list(person.place.obstacles[: chance.choice((1, 2, 3, 3))])}
        return self.plain(question, chance)

    def _level(
        self, person: SamplePerson, question: Question, chance: Random, levels: tuple[int, ...]
    ) -> Payload:
        """Near the community's level; residents often do not know, committees often rate it a little higher."""
        dimension = question.id.removeprefix(RATE)
        stands = levels[int(dimension.removeprefix("D")) - 1]
        blind = 0.5 if dimension == self.tables.silent else 0.06
        if person.role is Role.RESIDENT and chance.random() < blind:
            return dict(NOTHING)
        level = _read(stands, self._leaning(person, OWN, OWN_COMMITTEE), chance)
        told = chance.random() < 0.5
        example = chance.choice([one for one in self.tables.evidence if one.level == level])
        return {
            "level": level,
            **(_begun(question, level) if told else {}),
            "confidence": "sure" if chance.random() < 0.7 else "unsure",
            "when": example.when.of(self.language) if told else "",
            "started": example.started.value if told else None,
            "evidence": example.text.of(self.language) if told else "",
        }

    def story(
        self, person: SamplePerson, question: Question, chance: Random, stories: VignetteSet | None
    ) -> Payload:
        """An answer about a shared vignette: near its authors' levels, by some raters stricter, by some more
        generous.
        """
        if stories is None or not question.id.startswith(STORY):
            return self.plain(question, chance)
        name, _, dimension = question.id.removeprefix(STORY).partition(".")
        meant = stories.vignette(name).meant[dimension].level
        level = _read(meant, self._leaning(person, VIGNETTE_BIAS, VIGNETTE_COMMITTEE), chance)
        return {**NOTHING, "level": None if chance.random() < 0.02 else level}

    def _leaning(self, person: SamplePerson, most: RaterBias, committee: RaterBias) -> RaterBias:
        if person.nickname.en == self.tables.strict:
            return STRICT
        if person.nickname.en == self.tables.generous:
            return GENEROUS
        return committee if person.role is Role.COMMITTEE else most

    def commitment(self, question: Question, chance: Random, witness: str) -> Payload:
        """A commitment for the next four weeks; the witness is a code of the room, "" for somebody outside."""
        promise = chance.choice(self.tables.commitments)
        first = self.today + timedelta(days=1 + chance.randrange(7))
        texts = {
            "what": promise.what.of(self.language),
            "first": promise.first_step.of(self.language),
            "with": witness or promise.with_whom.of(self.language),
            "day": first.isoformat(),
            "sign": promise.sign.of(self.language),
        }
        return {"rows": [{column.code: texts.get(column.code, "") for column in question.options}]}

    def plain(self, question: Question, chance: Random) -> Payload:
        """An answer to any other question."""
        if question.kind is StepKind.REVIEW:
            return {}
        saying = chance.choice(self.tables.sayings).text.of(self.language)
        match question.kind:
            case StepKind.SCALE:
                return {**NOTHING, "level": chance.randrange(1, max(2, len(question.options)))}
            case StepKind.MATCH:
                return {"met": True}
            case StepKind.PLACE:
                return {"x": chance.randint(1, SIZE), "y": chance.randint(1, SIZE), "confidence": None}
            case StepKind.CHOICE:
                return {"chosen": [chance.choice(question.options).code]}
            case StepKind.CARDS:
                return {"cards": [saying]}
            case StepKind.STANCE:
                return {"stance": chance.choice(("agree", "agree", "disagree", "pass"))}
            case StepKind.TEXT:
                return {"text": saying}
            case _:
                return {}


def _begun(question: Question, level: int) -> Payload:
    """One part of the next level that is true already, where that level has parts."""
    above = str(level + 1)
    parts = [part.code for option in question.options if option.code == above for part in option.choices]
    return {"parts": [part_code(above, parts[level % len(parts)])]} if parts else {}


def _read(stands: int, leaning: RaterBias, chance: Random) -> int:
    drawn = chance.random()
    step = 1 if drawn < leaning.up else -1 if drawn > 1 - leaning.down else 0
    return max(0, min(3, stands + step))
