"""A suggestion in words, shared by phone, desk, report and command line.

The order is the order on a card: who, where they were stuck and why it is similar, what they did, the outcome and how
that is known, limits and what it needed, first step, question. A score is never put into words.
"""

from __future__ import annotations

from dataclasses import dataclass

from workshop.base.text import Language, say
from workshop.learning.cases.vocabulary import Vocabularies
from workshop.learning.patterns.pattern_status import Standing
from workshop.learning.suggest.backing import Backed, Counted
from workshop.learning.suggest.retrieval import STORY, Card, CardSlot, Suggestion
from workshop.model.case import Move, Origin
from workshop.model.pattern import Pattern
from workshop.model.privacy import MIN_GROUP

LIKE_LEAST = 3  # an obstacle and a stage are shared by very unlike places
HYPOTHESES = frozenset({"2.0", "3.0"})  # stages marked as a hypothesis wherever they are shown


@dataclass(frozen=True)
class CardMove:
    """A move in words; `about` joins actor, month and cost as far as they are known."""

    name: str
    text: str
    about: str
    needs: tuple[str, ...]


@dataclass(frozen=True)
class CardSource:
    """A source and its reliability."""

    reference: str
    grade: str


@dataclass(frozen=True)
class CardText:
    """A card in words, top to bottom. `case` and `move` are codes. `aside` is "" where both were stuck at the same
    obstacle, `counted` where no case reports the move's outcome, `needs` if nothing is missing, `pattern` if people
    wrote none, `reading` if the codes are the source's.
    """

    case: str
    slot: str
    who: str
    place: str
    title: str
    stuck: str
    aside: str  # that this community was stuck elsewhere, and why it is still shown
    alike: str  # how many are the same, different, unknown
    same: tuple[str, ...]
    different: tuple[str, ...]
    unknown: tuple[str, ...]
    why: tuple[str, ...]
    moves: tuple[CardMove, ...]
    outcomes: tuple[tuple[str, str], ...]  # obstacle, outcome
    result: str
    evidence: str
    counted: str
    status: str
    pattern: str
    limits: str
    needs: str
    first_step: str
    question: str
    reading: str
    sources: tuple[CardSource, ...]


def render_card(card: Card, vocabularies: Vocabularies, language: Language) -> CardText:
    """One card in words."""
    case = card.told
    missing = _names(vocabularies, card.needs_missing, language)
    return CardText(
        case=card.case,
        slot=_slot(card.slot, language),
        who=_who(card, language),
        place=case.place,
        title=case.title,
        stuck=case.stuck,
        aside=_aside(card, language),
        alike=say(
            language,
            "learning.alike",
            all=len(card.same) + len(card.different) + len(card.unknown),
            same=len(card.same),
            different=len(card.different),
            unknown=len(card.unknown),
        ),
        same=attributes(card.same, language),
        different=attributes(card.different, language),
        unknown=attributes(card.unknown, language),
        why=tuple(_reason(reason, card, vocabularies, language) for reason in _reason_names(card)),
        moves=tuple(_move(move, vocabularies, language) for move in card.moves),
        outcomes=tuple(
            (vocabularies.obstacles.name(code, language), say(language, f"learning.outcome.{outcome}"))
            for code, outcome in case.outcomes
            if code in (card.shared or _meant(card))
        ),
        result=case.result,
        evidence=_evidence(card, language),
        counted=_counted(card, vocabularies, language),
        status=_status(card, language),
        pattern=card.backed.pattern.name if card.backed else "",
        limits=card.limits,
        needs=say(language, "learning.needs", names=_joined(missing, language)) if missing else "",
        first_step=card.first_step,
        question=card.question,
        reading=case.reading,
        sources=tuple(
            CardSource(source.reference, say(language, f"learning.grade.{source.grade}"))
            for source in case.sources
        ),
    )


def backed(pattern: Pattern, standing: Standing, language: Language) -> Backed:
    """A pattern as cards use it, its first step in one sentence."""
    step = pattern.first_step
    plan = say(language, "suggest.plan", when=step.when, then=step.then, days=step.within_days, who=step.who)
    return Backed(pattern, standing, plan)


def first_note(suggestion: Suggestion, vocabularies: Vocabularies, language: Language) -> str:
    """What is said before any card: that no case at hand got past the obstacle named first; else ""."""
    if suggestion.nothing_fits or not suggestion.first_unmet:
        return ""
    name = vocabularies.obstacles.name(suggestion.first, language)
    return say(language, "suggest.first.unmet", obstacle=name)


def notes(suggestion: Suggestion, language: Language) -> tuple[str, ...]:
    """Notes beside the cards: that nothing fits or no search is possible yet, and which answers would help."""
    if suggestion.nothing_fits and "obstacles" in suggestion.ask_next:
        return (say(language, "learning.obstacle_first"),)
    nothing = (say(language, "learning.nothing_fits"),) if suggestion.nothing_fits else ()
    if not suggestion.ask_next:
        return nothing
    names = _joined(attributes(suggestion.ask_next, language), language)
    return (*nothing, say(language, "learning.ask_next", names=names))


def attributes(codes: tuple[str, ...], language: Language) -> tuple[str, ...]:
    """The names of attributes."""
    return tuple(say(language, f"learning.attribute.{code}") for code in codes)


def _who(card: Card, language: Language) -> str:
    """Whose story it is: somebody here, a place that is more than one community, one like the asker's, or another."""
    if card.person:
        return say(language, "suggest.who_here", person=card.person)
    if card.told.unit:
        return card.told.unit
    return say(language, "learning.who" if _is_like(card) else "suggest.who_other")


def _is_like(card: Card) -> bool:
    """Whether it may be called a community like the asker's: not another kind of place, and alike in several points,
    more than it is different in."""
    alike = len(card.same)
    return "setting" not in card.different and alike >= LIKE_LEAST and alike > len(card.different)


def _aside(card: Card, language: Language) -> str:
    """Why a community that was stuck elsewhere is still shown."""
    if card.shared or not card.obstacle or card.slot is CardSlot.NEAREST:
        return ""
    return say(language, f"suggest.aside.{card.slot}")


def _meant(card: Card) -> tuple[str, ...]:
    """What the lead move of a card was meant against, where nothing is shared with the asker."""
    return tuple(code for move in card.told.moves if move.code == card.lead for code in move.against)


def _counted(card: Card, vocabularies: Vocabularies, language: Language) -> str:
    """How many communities of the base made this move against this obstacle, and with what outcome."""
    counted = card.counted
    # Of a county or a programme alone it cannot be said that one community tried it.
    if not counted.tried or (counted.tried == 1 and card.told.unit):
        return ""
    if counted.tried < MIN_GROUP:
        return say(language, f"suggest.{'only' if counted.tried == 1 else 'few'}.{_fared(counted)}")
    return say(
        language,
        "suggest.counted",
        n=counted.tried,
        move=vocabularies.moves.name(card.lead, language),
        obstacle=vocabularies.obstacles.name(card.obstacle, language),
        passed=counted.passed,
        partly=counted.partly,
        failed=counted.failed,
    )


def _fared(counted: Counted) -> str:
    """How the few communities fared, where a figure would say more than they can bear."""
    if counted.passed == counted.tried:
        return "passed"
    if counted.failed == counted.tried:
        return "failed"
    if counted.partly == counted.tried:
        return "partly"
    return "mixed" if counted.failed else "through"


def _status(card: Card, language: Language) -> str:
    """The status of the lead move; a number only where enough people tried it after being shown it."""
    rate = card.backed.standing.rate if card.backed else None
    if rate is not None:
        return say(language, "suggest.status.tested_pattern", n=rate.tried, passed=rate.passed)
    if card.status == STORY:
        return say(language, "learning.status.story")
    return say(language, f"suggest.status.{card.status}")


def _evidence(card: Card, language: Language) -> str:
    """How the outcome is known; for a camp participant's story also that it was told at a camp."""
    evidence = say(language, f"learning.evidence.{card.evidence}")
    if card.told.origin is Origin.PARTICIPANT:
        return say(language, "told_out.card", evidence=evidence)
    return evidence


def _slot(slot: CardSlot, language: Language) -> str:
    return say(language, f"learning.slot.{slot}")


def _reason_names(card: Card) -> tuple[str, ...]:
    """The reasons, led by the obstacle both were stuck at: a reader looks for that first, however little it weighed."""
    if card.shared and "obstacles" not in card.reasons:
        return ("obstacles", *card.reasons)
    return card.reasons


def _reason(reason: str, card: Card, vocabularies: Vocabularies, language: Language) -> str:
    match reason:
        case "obstacles":
            names = tuple(vocabularies.obstacles.name(code, language) for code in card.shared)
            return say(language, "learning.reason.obstacles", names=_joined(names, language))
        case "stage":
            if card.told.stage == "0":
                return say(language, "learning.reason.stage_zero")
            sentence = say(language, "learning.reason.stage", stage=card.told.stage or "")
            return (
                say(language, "cards_room.hypothesis", text=sentence)
                if card.told.stage in HYPOTHESES
                else sentence
            )
        case "words":
            return say(language, "learning.reason.words")
        case _:
            name = say(language, f"learning.attribute.{reason}")
            return say(language, "learning.reason.attribute", name=name)


def _move(move: Move, vocabularies: Vocabularies, language: Language) -> CardMove:
    known = (
        move.by,
        say(language, "learning.month", month=move.month) if move.month is not None else "",
        say(language, "learning.cost", yuan=move.cost_yuan) if move.cost_yuan is not None else "",
    )
    return CardMove(
        name=vocabularies.moves.name(move.code, language),
        text=move.text,
        about=say(language, "learning.dot").join(part for part in known if part),
        needs=_names(vocabularies, tuple(sorted(move.needs)), language),
    )


def _names(vocabularies: Vocabularies, assets: tuple[str, ...], language: Language) -> tuple[str, ...]:
    return tuple(vocabularies.assets.name(code, language) for code in assets)


def _joined(names: tuple[str, ...], language: Language) -> str:
    return say(language, "learning.comma").join(names)
