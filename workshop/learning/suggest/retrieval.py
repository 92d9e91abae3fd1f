"""Retrieve, the first phase of case-based reasoning: three cards, the nearest case, a different move, one that failed.

Nothing is recommended because it scored: a case must have met one of the asker's obstacles before its similarity
counts, and a card always carries its limits and its evidence, with a failure beside the success. If nothing fits, the
suggestion says so; if nobody got past the obstacle the asker named first, it says that first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from workshop.learning.cases.vocabulary import Vocabularies
from workshop.learning.cases.weights import ATTRIBUTES, Attribute, Weights
from workshop.learning.cases.words import TextSimilarity, stuck_similarity, text_similarity
from workshop.learning.suggest.asker import ASKED_FREELY, imagined, unanswered
from workshop.learning.suggest.backing import Backed, Counted, count_tried
from workshop.learning.suggest.first_steps import Answered, answered
from workshop.learning.suggest.similarity import (
    AttributeVerdict,
    CaseSimilarity,
    PreparedCases,
    lead_for,
    moves_for,
)
from workshop.model.case import Asker, Case, Move, Outcome

GOT_THROUGH = frozenset({Outcome.PASSED, Outcome.PARTLY})
NEAR_IN_WORDS = 0.5  # half as similar in words as the best of the base
STORY = "story"  # one community told it; nothing stronger is claimed of a single case


class CardSlot(StrEnum):
    """The purpose of a card, in the order they are shown."""

    NEAREST = "nearest"
    DIFFERENT = "different"
    FAILED = "failed"


@dataclass(frozen=True)
class Card:
    """One suggestion. `same`, `different`, `unknown` and `reasons` are attribute codes (`reasons` also `words`);
    `shared` are the obstacles both were stuck at, `obstacle` the one the card answers (the asker's first if none is
    shared, "" if the asker ticked none), `lead` the code of its lead move, `told` the full case, `likeness` the
    similarity with its parts, `counted` how often the base saw that move tried against that obstacle, `backed` the
    pattern behind it, which then gives the first step, the question and the status. `person` is filled in a room, with
    consent.
    """

    slot: CardSlot
    case: str
    score: float
    same: tuple[str, ...]
    different: tuple[str, ...]
    unknown: tuple[str, ...]
    reasons: tuple[str, ...]
    moves: tuple[Move, ...]
    evidence: str
    limits: str
    needs_missing: tuple[str, ...]
    first_step: str
    question: str
    shared: tuple[str, ...]
    obstacle: str
    lead: str
    told: Case
    likeness: CaseSimilarity
    counted: Counted
    backed: Backed | None = None
    status: str = STORY
    person: str | None = None


@dataclass(frozen=True)
class Suggestion:
    """The cards in slot order, what to ask next because the answer could change them, and whether no case fits.

    `first` is the obstacle the asker named first, "" without one; `unmet` those of theirs that no case at hand got
    through.
    """

    cards: tuple[Card, ...]
    ask_next: tuple[str, ...]
    nothing_fits: bool
    first: str = ""
    unmet: tuple[str, ...] = ()

    @property
    def first_unmet(self) -> bool:
        """Whether no case at hand got through the obstacle named first: to be said before any card."""
        return self.first in self.unmet


def suggest(
    asker: Asker,
    cases: Sequence[Case],
    vocabularies: Vocabularies,
    patterns: Sequence[Backed] = (),
    word_similarity: TextSimilarity = text_similarity,
) -> Suggestion:
    """At most three cards for `asker` from `cases` (any order; ties go to the lower id).

    Without an obstacle the asker's words decide, and without either nothing can fit: then the obstacle is what to ask.
    `ask_next` holds unanswered attributes for which some answer would change the cards: as many as are left of four,
    and one once four are answered.
    """
    ordered = sorted(cases, key=lambda case: case.id)
    words = stuck_similarity(asker.words, ordered, word_similarity)
    if not asker.obstacles and not _heard(words, vocabularies.weights):
        return Suggestion((), ("obstacles",), nothing_fits=True)
    search = _Search(PreparedCases(ordered, vocabularies.weights), words)
    picks = search.picks(asker)
    answered = len(ATTRIBUTES) - len(unanswered(asker))
    most = max(1, ASKED_FREELY - answered)
    met = {code for case in ordered for code in _got_through(case)}
    return Suggestion(
        _cards(asker, picks, ordered, patterns),
        tuple(islice(_worth_asking(search, asker, vocabularies), most)),
        nothing_fits=not any(slot is CardSlot.NEAREST for slot, _, _ in picks),
        first=next(iter(asker.obstacles), ""),
        unmet=tuple(code for code in asker.obstacles if code not in met),
    )


@dataclass(frozen=True)
class _Search:
    """The case base with its similarity to the asker's words, which no other answer changes."""

    comparison: PreparedCases
    words: dict[str, float]

    @property
    def cases(self) -> Sequence[Case]:
        """The cases, by id."""
        return self.comparison.cases

    def picks(self, asker: Asker) -> tuple[tuple[CardSlot, Case, CaseSimilarity], ...]:
        """The case for each slot, in slot order."""
        similarities = self.comparison.similarities(asker, self.words)
        taken: list[Case] = []
        picked = []
        for slot, pick in (
            (CardSlot.NEAREST, self._nearest),
            (CardSlot.DIFFERENT, self._different),
            (CardSlot.FAILED, self._failed),
        ):
            case = pick(asker, similarities, taken)
            if case is not None:
                taken.append(case)
                picked.append((slot, case, similarities[case.id]))
        return tuple(picked)

    def _nearest(
        self, asker: Asker, similarities: dict[str, CaseSimilarity], _: Sequence[Case]
    ) -> Case | None:
        fitting = self._answering(asker, self.cases)
        return max(fitting, key=lambda case: similarities[case.id].total, default=None)

    def _answering(self, asker: Asker, cases: Sequence[Case]) -> list[Case]:
        """Those that got through the obstacle named first; where there are none, the next one named, and so on."""
        for code in asker.obstacles:
            if found := [case for case in cases if code in _got_through(case)]:
                return found
        return [] if asker.obstacles else [case for case in cases if self._heard_of(case)]

    def _heard_of(self, case: Case) -> bool:
        """Whether a case that got through something was found by the asker's words alone."""
        return bool(_got_through(case)) and self.words[case.id] >= self.comparison.weights.text_floor

    def _different(
        self, asker: Asker, similarities: dict[str, CaseSimilarity], taken: Sequence[Case]
    ) -> Case | None:
        """Another lead move in another place: one that met the asker's obstacle, else one that stood much as the asker
        does, in a kind of place at all like theirs."""
        if not taken:
            return None
        nearest = taken[0]
        others = [
            case
            for case in self.cases
            if _place(case) != _place(nearest)
            and lead_for(case, asker.obstacles) != lead_for(nearest, asker.obstacles)
        ]
        beside = [
            case
            for case in others
            # A county or a programme stands nowhere near a community that is stuck at something else.
            if _got_through(case)
            and not case.unit
            and _beside(similarities[case.id])
            and not self._elsewhere(similarities[case.id])
        ]
        fitting = self._answering(asker, others) or beside
        return max(
            fitting, key=lambda case: similarities[case.id].total * _novelty(case, nearest), default=None
        )

    def _failed(
        self, asker: Asker, similarities: dict[str, CaseSimilarity], taken: Sequence[Case]
    ) -> Case | None:
        """One that did not pass an obstacle of the asker's; else a failure at another obstacle that shares one with the
        asker, or that lacked what the asker lacks too.

        Any other failure warns of nothing: what went wrong in village co-operatives is no lesson for an old housing
        estate stuck elsewhere.
        """
        places = {_place(case) for case in taken}
        failures = [case for case in self.cases if _place(case) not in places and _failed_at(case)]
        own = [case for case in failures if _failed_at(case) & set(asker.obstacles)]
        near = [
            case for case in failures if set(case.obstacles) & set(asker.obstacles) or _lacks_too(asker, case)
        ]
        return max(own or near, key=lambda case: similarities[case.id].total, default=None)

    def _elsewhere(self, similarity: CaseSimilarity) -> bool:
        """Whether it happened in a kind of place that the weights list with no likeness to the asker's own."""
        setting = similarity.part("setting")
        least = self.comparison.weights.other_setting
        return setting.verdict is AttributeVerdict.DIFFERENT and (setting.likeness or 0.0) <= least


def _beside(similarity: CaseSimilarity) -> bool:
    """Whether a case that met none of the asker's obstacles is still close: the same stage, or very similar words, and
    in the rest at least as often alike as different."""
    same_stage = similarity.part("stage").verdict is AttributeVerdict.SAME
    near = same_stage or (similarity.words or 0.0) >= NEAR_IN_WORDS
    same, different = (
        set(similarity.with_verdict(verdict)) - {"obstacles"}
        for verdict in (AttributeVerdict.SAME, AttributeVerdict.DIFFERENT)
    )
    return near and len(same) >= len(different)


def _place(case: Case) -> str:
    """Where it happened, in the first of its languages: two places are not one in one language and two in another."""
    return case.wordings[0].place


def _heard(words: dict[str, float], weights: Weights) -> bool:
    best = max(words.values(), default=0.0)
    return best > 0 and best >= weights.text_floor


def _lacks_too(asker: Asker, case: Case) -> bool:
    """Whether the asker lacks something without which the case says it could not go."""
    return asker.assets is not None and bool(case.would_not_work_without - asker.assets)


def _got_through(case: Case) -> set[str]:
    return {code for code, outcome in case.outcomes if outcome in GOT_THROUGH}


def _failed_at(case: Case) -> set[str]:
    return {code for code, outcome in case.outcomes if outcome is Outcome.NOT}


def _novelty(case: Case, nearest: Case) -> float:
    """Jaccard distance of two cases' moves: 1 − |A ∩ B| / |A ∪ B|."""
    mine, theirs = {move.code for move in case.moves}, {move.code for move in nearest.moves}
    return 1 - len(mine & theirs) / len(mine | theirs)


def _cards(
    asker: Asker,
    picks: Sequence[tuple[CardSlot, Case, CaseSimilarity]],
    cases: Sequence[Case],
    patterns: Sequence[Backed],
) -> tuple[Card, ...]:
    """The cards of the picks. No two rest on one pattern or give one first step twice."""
    cards: list[Card] = []
    for slot, case, similarity in picks:
        used = {card.backed.pattern.id for card in cards if card.backed}
        free = [] if slot is CardSlot.FAILED else [one for one in patterns if one.pattern.id not in used]
        given = {card.first_step for card in cards}
        cards.append(_card(slot, asker, case, similarity, cases, answered(asker, case, free, given)))
    return tuple(cards)


def _card(
    slot: CardSlot,
    asker: Asker,
    case: Case,
    similarity: CaseSimilarity,
    cases: Sequence[Case],
    found: Answered,
) -> Card:
    shared = tuple(code for code in asker.obstacles if code in case.obstacles)
    behind = found.behind
    return Card(
        slot=slot,
        case=case.id,
        score=similarity.total,
        same=similarity.with_verdict(AttributeVerdict.SAME),
        different=similarity.with_verdict(AttributeVerdict.DIFFERENT),
        unknown=similarity.with_verdict(AttributeVerdict.UNKNOWN),
        reasons=similarity.reasons,
        moves=moves_for(case, asker.obstacles),
        evidence=case.evidence.value,
        limits=case.limits,
        needs_missing=similarity.needs_missing,
        first_step=found.first_step,
        question=behind.pattern.ask_them if behind else case.question,
        shared=shared,
        obstacle=found.obstacle,
        lead=found.move,
        told=case,
        likeness=similarity,
        counted=count_tried(cases, found.obstacle, found.move),
        backed=behind,
        status=behind.standing.status.value if behind else STORY,
    )


def _worth_asking(search: _Search, asker: Asker, vocabularies: Vocabularies) -> Iterator[Attribute]:
    """The unanswered attributes for which one of the extreme answers changes a card."""

    def card_ids(candidate: Asker) -> list[tuple[CardSlot, str]]:
        return [(slot, case.id) for slot, case, _ in search.picks(candidate)]

    now = card_ids(asker)
    for attribute, askers in imagined(asker, search.cases, vocabularies).items():
        if any(card_ids(candidate) != now for candidate in askers):
            yield attribute
