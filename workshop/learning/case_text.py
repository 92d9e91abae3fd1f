"""A case file as it is written: every field of it, and the case it tells in one language.

What the source does not say is left out of the file, never guessed; what must be there is looked for by `case_check`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from workshop.content import Strict, Words
from workshop.model.case import Case, Evidence, Grade, LifeEntry, Move, Origin, Outcome, Source, Visibility
from workshop.text import Language

NOTHING = Words(zh="", en="")

Level = Annotated[int, Field(ge=0, le=3)]
Count = Annotated[int, Field(ge=0)]


class MoveText(Strict):
    """A move as written in a case file."""

    code: str
    text: Words
    by: Words | None = None
    month: Count | None = None
    cost_yuan: Count | None = None
    needs: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    lead: bool = False


class LifeText(Strict):
    """A line of the case's life as written in a case file; `when` is 2003, 2003-12 or 2015-11-16."""

    text: Words
    month: Count | None = None
    until: Count | None = None
    when: Annotated[str, Field(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")] | None = None
    groups: Count | None = None


class SourceText(Strict):
    """Where the case was read."""

    reference: Words
    grade: Grade


class CaseText(Strict):
    """One case file. What the source does not say is left out, never guessed."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    vocabulary: Annotated[int, Field(ge=1)]
    title: Words
    place: Words
    period: Words
    stage: Literal["0", "1.0", "2.0"] | None = None
    setting: str | None = None
    committee_support: Level | None = None
    familiarity: Level | None = None
    households: Annotated[int, Field(ge=1)] | None = None
    groups: Count | None = None
    obstacles: Annotated[tuple[str, ...], Field(min_length=1)]
    assets: tuple[str, ...] = ()
    stuck: Words
    story: Words
    moves: Annotated[tuple[MoveText, ...], Field(min_length=1)]
    mechanism: Words
    outcomes: Annotated[dict[str, Outcome], Field(default_factory=dict)]
    result: Words
    stage_after: Literal["0", "1.0", "2.0", "3.0"] | None = None
    groups_after: Count | None = None
    groups_active: Count | None = None
    months_to_pass: Count | None = None
    would_not_repeat: Words | None = None
    would_not_work_without: tuple[str, ...] = ()
    evidence: Evidence
    limits: Words = NOTHING
    reading: Words | None = None
    first_step: Words
    question: Words
    sources: tuple[SourceText, ...] = ()
    life: tuple[LifeText, ...] = ()
    origin: Origin = Origin.DESK
    licence: str = ""
    consent: bool = False
    contact_ok: bool = False
    visibility: Visibility | None = None

    def told(self, language: Language) -> Case:
        """The case in one language."""
        return Case(
            id=self.id,
            title=self.title.of(language),
            place=self.place.of(language),
            period=self.period.of(language),
            stage=self.stage,
            setting=self.setting,
            committee_support=self.committee_support,
            familiarity=self.familiarity,
            households=self.households,
            groups=self.groups,
            obstacles=self.obstacles,
            assets=frozenset(self.assets),
            stuck=self.stuck.of(language),
            story=self.story.of(language),
            moves=tuple(_move(move, language) for move in self.moves),
            mechanism=self.mechanism.of(language),
            outcomes=tuple(self.outcomes.items()),
            result=self.result.of(language),
            evidence=self.evidence,
            limits=self.limits.of(language),
            first_step=self.first_step.of(language),
            question=self.question.of(language),
            sources=tuple(Source(source.reference.of(language), source.grade) for source in self.sources),
            vocabulary=self.vocabulary,
            life=tuple(
                LifeEntry(line.text.of(language), line.month, line.until, line.when, line.groups)
                for line in self.life
            ),
            reading=self.reading.of(language) if self.reading else "",
            stage_after=self.stage_after,
            groups_after=self.groups_after,
            groups_active=self.groups_active,
            months_to_pass=self.months_to_pass,
            would_not_repeat=self.would_not_repeat.of(language) if self.would_not_repeat else "",
            would_not_work_without=frozenset(self.would_not_work_without),
            origin=self.origin,
            licence=self.licence,
            consent=self.consent,
            contact_ok=self.contact_ok,
            visibility=self.visibility or _seen_by(self.origin),
        )


def _move(move: MoveText, language: Language) -> Move:
    return Move(
        code=move.code,
        text=move.text.of(language),
        by=move.by.of(language) if move.by else "",
        month=move.month,
        cost_yuan=move.cost_yuan,
        needs=frozenset(move.needs),
        against=move.against,
        lead=move.lead,
    )


def _seen_by(origin: Origin) -> Visibility:
    """A participant's story stays in the room unless its file says otherwise; what was published is public."""
    return Visibility.ROOM if origin is Origin.PARTICIPANT else Visibility.PUBLIC
