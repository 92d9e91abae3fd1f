"""One community of a camp as report and exports show it: position, obstacles, cards, map, commitments.

What is recorded of a community over time is gathered here too: a field of `CommunitySummary`, one line in
`GatheredCamp.community`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from workshop.assessment.scoring.scoring import CommunityResult
from workshop.base.text import Language
from workshop.exercises.form import rows_in
from workshop.exercises.summary import row_parts
from workshop.learning.suggest.retrieval import Suggestion
from workshop.model.camp import CampStep, Community, Role, Seat
from workshop.model.commitment import PulseWord, place_of
from workshop.model.grant import Grant
from workshop.model.ids import seat_codes
from workshop.model.ladder import Ladder
from workshop.model.network import Network
from workshop.model.step import Answer, ColumnKind, Payload, Question
from workshop.network.measures.measures import Measures
from workshop.network.privacy.coded import coded
from workshop.network.resilience.withdrawal import Withdrawal
from workshop.services.app.context import AppContext
from workshop.services.camp.questions import exercise_of
from workshop.services.community import grants, ladders
from workshop.services.community.held import MOST_OBSTACLES, ObstacleCount, count_obstacles
from workshop.services.community.lives.obstacles import VoicedObstacle
from workshop.services.community.lives.over_time import OverTime, over_time
from workshop.services.community.one_page import OnePage, one_page
from workshop.services.community.one_page_text import PageLine, PageWords, page_lines
from workshop.services.community.page_facts import GatheredFacts
from workshop.services.learn import suggestions
from workshop.services.map import networks

COMMITMENTS = "commitments"  # what a step that collects them says it produces
WITNESS = "with"  # the column of a commitment that may hold another person's name


@dataclass(frozen=True)
class CommitmentSummary:
    """A participant's commitment: the columns' names and their contents, and what they said of it since, in order."""

    seat: str
    community: str
    role: Role
    parts: tuple[tuple[str, str], ...]
    words: tuple[PulseWord, ...]

    @property
    def latest(self) -> PulseWord | None:
        """What counts: the newest word on the latest question."""
        return max(self.words, key=lambda one: (one.due, one.number), default=None)


@dataclass(frozen=True)
class CommunitySummary:
    """One community. A field is None where there is nothing yet: no answers, no map, no obstacle chosen."""

    community: Community
    seats: int
    roles: tuple[tuple[Role, int], ...]
    result: CommunityResult | None
    obstacles: tuple[ObstacleCount, ...]
    suggestion: Suggestion | None
    network: Network | None
    measures: Measures | None
    withdrawal: Withdrawal | None
    commitments: tuple[CommitmentSummary, ...]
    ladders: tuple[Ladder, ...]
    grants: tuple[Grant, ...]
    page: OnePage
    lines: tuple[PageLine, ...]  # the page in sentences
    over_time: OverTime


def count_roles(roles: Iterable[Role]) -> tuple[tuple[Role, int], ...]:
    """How many people of each role that occurs, in the roles' order."""
    counts = Counter(roles)
    return tuple((role, counts[role]) for role in Role if counts[role])


@dataclass(frozen=True)
class GatheredCamp:
    """The data the communities of one camp are put together from; `counting` are the answers that count."""

    context: AppContext
    language: Language
    results: dict[str, CommunityResult]
    seats: Sequence[Seat]
    counting: Sequence[Answer]
    steps: Sequence[CampStep]
    asked: dict[str, tuple[Question, ...]]
    said: Sequence[PulseWord]
    facts: GatheredFacts
    words: PageWords  # with nobody's name: an export names no one

    def community(self, place: Community) -> CommunitySummary:
        page = one_page(self.facts.of(place), self.facts.rubric)
        members = [seat for seat in self.seats if seat.community == place.id]
        recorded = over_time(self.context, place)
        obstacles = self._obstacles(members, recorded.voiced)
        result = self.results.get(place.id)
        saved = networks.current(self.context, place.id)
        # A summary is exported, so nobody is in it under a nickname.
        network = coded(saved.network) if saved else None
        leaving = networks.supporters(network) if network else ()
        return CommunitySummary(
            community=place,
            seats=len(members),
            roles=count_roles(seat.role for seat in members),
            result=result,
            obstacles=obstacles,
            suggestion=self._suggestion(place, result, obstacles),
            network=network,
            measures=networks.measured(network) if network else None,
            withdrawal=networks.withdrawn(network, leaving) if network and leaving else None,
            commitments=self._commitments(place, members),
            ladders=tuple(ladders.coded(one) for one in ladders.ladders(self.context, [place])),
            grants=tuple(grants.coded(one) for one in grants.grants(self.context, [place])),
            page=page,
            lines=page_lines(page, self.words),
            over_time=recorded,
        )

    def _suggestion(
        self, place: Community, result: CommunityResult | None, obstacles: tuple[ObstacleCount, ...]
    ) -> Suggestion | None:
        if not obstacles:
            return None
        codes = tuple(one.code for one in obstacles[:MOST_OBSTACLES])
        asker = replace(suggestions.asker_of(place, result), obstacles=codes)
        return suggestions.ask(self.context, asker, self.language)

    def _obstacles(self, seats: Sequence[Seat], said: Sequence[VoicedObstacle]) -> tuple[ObstacleCount, ...]:
        """The obstacles the community's people chose, most frequent first, with what sharing meetings add."""
        return count_obstacles((suggestions.obstacles_of(self.context, seat) for seat in seats), said)

    def _commitments(self, place: Community, seats: Sequence[Seat]) -> tuple[CommitmentSummary, ...]:
        codes, roles = seat_codes(self.seats), {seat.id: seat.role for seat in seats}
        return tuple(
            CommitmentSummary(
                codes[answer.seat],
                place.name,
                roles[answer.seat],
                parts,
                self._said(answer, number),
            )
            for answer in self.counting
            if answer.seat in roles
            for question in self._promises(answer)
            for number, parts in _parts(question, answer.payload, self.language)
        )

    def _said(self, answer: Answer, row: int) -> tuple[PulseWord, ...]:
        place = place_of(answer.step, answer.question, row)
        return tuple(one for one in self.said if (one.seat, one.place) == (answer.seat, place))

    def _promises(self, answer: Answer) -> list[Question]:
        """The question of an answer, if it collects commitments."""
        step = next((one for one in self.steps if one.id == answer.step), None)
        if step is None:
            return []
        collecting = {part.id for part in exercise_of(self.context, step).steps if part.into == COMMITMENTS}
        return [one for one in self.asked[step.id] if one.id == answer.question and one.id in collecting]


def _parts(
    question: Question, payload: Payload, language: Language
) -> list[tuple[int, tuple[tuple[str, str], ...]]]:
    """The rows with their numbers, without what may hold another person's name."""
    named = {code for code, column in question.columns.items() if column.column is ColumnKind.PERSON}
    rows = [
        (number, {code: text for code, text in row.items() if code not in named | {WITNESS}})
        for number, row in enumerate(rows_in(payload))
    ]
    return [
        (number, parts)
        for number, row in rows
        if any(row.values())
        for parts in row_parts(question, {"rows": [row]}, language)
    ]
