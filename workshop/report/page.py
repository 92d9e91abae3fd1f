"""The report's texts in one language: made once, laid out by each file format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from babel.dates import format_date
from babel.lists import format_list

from workshop.assessment.scoring.scoring import CommunityResult
from workshop.assessment.scoring.stage_text import caution_sentences, place_of
from workshop.base.local_time import local_day
from workshop.base.text import Language, say
from workshop.learning.suggest.card_text import CardText, first_note, notes, render_card
from workshop.model.camp import Role
from workshop.model.commitment import PulseWord
from workshop.model.privacy import MIN_GROUP
from workshop.network.graph.wording import cautions, labels
from workshop.network.text.network_text import sentences, withdrawal_words
from workshop.services.community.held import ObstacleCount
from workshop.services.export.summary import CampSummary
from workshop.services.export.summary_community import CommitmentSummary, CommunitySummary

MOST_NEXT = 3
MAP_LINES = 2
TASTE = 3


@dataclass(frozen=True)
class ReportCard:
    """A suggestion card, short enough for a third of a page's width."""

    slot: str
    title: str
    place: str
    why: str
    did: str
    became: str
    limits: str
    first_step: str
    question: str
    source: str


@dataclass(frozen=True)
class CommunityText:
    """One community's page. Texts are empty where there is nothing to say."""

    name: str
    facts: str
    stage: str
    badge: str
    raters: str
    cautions: tuple[str, ...]
    next_title: str
    next_anchors: tuple[str, ...]
    differences: tuple[str, ...]
    map_lines: tuple[str, ...]
    obstacles: str
    cards: tuple[ReportCard, ...]
    card_notes: tuple[str, ...]
    commitments: tuple[str, ...]


def day(summary: CampSummary) -> str:
    """The day the report was made."""
    return format_date(local_day(summary.made_at), "long", locale=summary.language)


def overview(summary: CampSummary) -> str:
    """How many people, from how many communities, in which roles."""
    return say(
        summary.language,
        "report.overview",
        people=len(summary.seats),
        communities=len(summary.communities),
        roles=roles_text(summary, summary.roles),
    )


def roles_text(summary: CampSummary, roles: Iterable[tuple[Role, int]]) -> str:
    """`3 residents, 2 social workers`, in the vocabulary's words."""
    language, words = summary.language, summary.vocabularies.roles
    return say(language, "report.comma").join(
        say(language, "report.role", role=words.name(role.value, language), n=n) for role, n in roles
    )


def stage_text(summary: CampSummary, result: CommunityResult | None) -> str:
    """`1.0 budding`, `between 1.0 and 2.0`, that it cannot be told yet, or that nobody has answered."""
    language = summary.language
    if result is None or "nothing_known" in result.cautions:
        return say(language, "report.no_answers")
    return place_of(result, summary.rubric, language)


def badge(summary: CampSummary, result: CommunityResult | None) -> str:
    """The mark of a stage that is a working hypothesis."""
    return say(summary.language, "assessment.badge") if result is not None and result.hypothesis else ""


def community_text(summary: CampSummary, community_summary: CommunitySummary) -> CommunityText:
    """Everything a community's page says."""
    language, result = summary.language, community_summary.result
    return CommunityText(
        name=community_summary.community.name,
        facts=_facts(summary, community_summary),
        stage=stage_text(summary, result),
        badge=badge(summary, result),
        raters=_raters(summary, community_summary),
        cautions=caution_sentences(result, summary.rubric, language) if result else (),
        next_title=_next_title(language, result),
        next_anchors=_next_anchors(summary, result),
        differences=_differences(summary, result),
        map_lines=_map_lines(language, community_summary),
        obstacles=_obstacles(summary, community_summary),
        cards=_cards(summary, community_summary),
        card_notes=_card_notes(summary, community_summary),
        commitments=tuple(commitment_text(summary, each) for each in community_summary.commitments),
    )


def commitment_text(summary: CampSummary, commitment: CommitmentSummary) -> str:
    """A commitment in one line with what became of it, under the role and not the name of its author."""
    language = summary.language
    parts = [say(language, "report.part", name=name, text=text) for name, text in commitment.parts]
    if commitment.latest is not None:
        since = say(language, "report.since", days=commitment.latest.due)
        parts.append(say(language, "report.part", name=since, text=since_text(summary, commitment.latest)))
    return say(
        language,
        "report.commitment",
        role=summary.vocabularies.roles.name(commitment.role.value, language),
        text=say(language, "report.semicolon").join(parts),
    )


def since_text(summary: CampSummary, word: PulseWord) -> str:
    """What was said of a commitment later, in one line."""
    language, said = summary.language, word.said
    stage = next((name for code, name in summary.rubric.stages.items() if code == said.stands), None)
    parts = [
        said.evidence,
        said.helped
        and say(language, "report.part", name=say(language, "report.column.helped"), text=said.helped),
        said.following
        and say(language, "report.part", name=say(language, "report.column.following"), text=said.following),
        stage
        and say(language, "report.part", name=say(language, "report.column.stands"), text=stage.of(language)),
    ]
    became = say(language, f"commitments.became.{said.became.value}")
    return say(language, "report.comma").join([became, *(one for one in parts if one)])


def _facts(summary: CampSummary, community_summary: CommunitySummary) -> str:
    language, place = summary.language, community_summary.community
    known: list[str] = []
    if place.setting is not None:
        known.append(summary.vocabularies.settings.name(place.setting, language))
    for fact, value in (
        ("households", place.households),
        ("groups", place.groups),
        ("support", place.committee_support),
        ("familiarity", place.familiarity),
    ):
        if value is not None:
            known.append(say(language, f"report.fact.{fact}", n=value))
    return say(language, "report.dot").join(known)


def _raters(summary: CampSummary, community_summary: CommunitySummary) -> str:
    if community_summary.result is None:
        return ""
    return say(
        summary.language,
        "report.raters",
        n=community_summary.result.raters,
        roles=roles_text(summary, community_summary.roles),
        seats=community_summary.seats,
    )


def _next_title(language: Language, result: CommunityResult | None) -> str:
    if result is None or result.stage is None:
        return ""
    if result.next_stage is None:
        return say(language, "assessment.next_none")
    return say(language, "assessment.next", stage=result.next_stage)


def _next_anchors(summary: CampSummary, result: CommunityResult | None) -> tuple[str, ...]:
    if result is None or result.stage is None:
        return ()
    language, rubric = summary.language, summary.rubric
    lines = []
    for anchor in result.next_anchors[:MOST_NEXT]:
        dimension = rubric.dimension(anchor.dimension)
        level = dimension.anchors[anchor.level]
        lines.append(
            say(
                language,
                "report.next_anchor" if not level.hypothesis else "report.next_anchor_hypothesis",
                dimension=f"{dimension.id} {dimension.name.of(language)}",
                level=anchor.level,
                text=level.text.of(language),
            )
        )
    return tuple(lines)


def _differences(summary: CampSummary, result: CommunityResult | None) -> tuple[str, ...]:
    """Dimensions on which raters are two levels or more apart."""
    if result is None:
        return ()
    language = summary.language
    apart = [
        f"{one.id} {summary.rubric.dimension(one.id).name.of(language)}"
        for one in result.dimensions
        if one.discuss
    ]
    names = format_list(apart, locale=language) if apart else ""
    return (say(language, "report.discuss", names=names),) if apart else ()


def _map_lines(language: Language, community_summary: CommunitySummary) -> tuple[str, ...]:
    if community_summary.network is None or community_summary.measures is None:
        return ()
    name = labels(community_summary.network)
    lines = [
        *sentences(community_summary.measures, language, name)[:MAP_LINES],
        *cautions(community_summary.measures.warnings, language),
    ]
    if community_summary.withdrawal is not None:
        lines += [
            say(language, "report.leaving", n=len(community_summary.withdrawal.removed)),
            *withdrawal_words(community_summary.withdrawal, language, name),
        ]
    return tuple(lines)


def _obstacles(summary: CampSummary, community_summary: CommunitySummary) -> str:
    language = summary.language
    chosen = [_obstacle(summary, obstacle) for obstacle in community_summary.obstacles[:TASTE]]
    return (
        say(language, "report.obstacles", names=say(language, "report.comma").join(chosen)) if chosen else ""
    )


def _obstacle(summary: CampSummary, obstacle: ObstacleCount) -> str:
    """An obstacle with how many people chose it, from five on, and what sharing meetings add with its source."""
    language = summary.language
    name = summary.vocabularies.obstacles.name(obstacle.code, language)
    if obstacle.people < MIN_GROUP:
        return say(language, "report.obstacle_few", name=name, few=MIN_GROUP)
    if obstacle.voiced is None or not (obstacle.voiced.people or obstacle.voiced.doubts):
        return say(language, "report.obstacle", name=name, n=obstacle.people)
    people, doubts = obstacle.voiced.people, obstacle.voiced.doubts
    if not people:
        return say(language, "report.obstacle_doubted", name=name, n=obstacle.people, doubts=doubts)
    return say(
        language,
        "report.obstacle_voiced",
        name=name,
        n=obstacle.people,
        people=people,
        doubts=doubts,
    )


def _card_notes(summary: CampSummary, community_summary: CommunitySummary) -> tuple[str, ...]:
    """What stands before the cards; first that none tells of the obstacle most people chose."""
    suggestion, language = community_summary.suggestion, summary.language
    if suggestion is None:
        return ()
    first = first_note(suggestion, summary.vocabularies, language)
    return (*([first] if first else []), *notes(suggestion, language))


def _cards(summary: CampSummary, community_summary: CommunitySummary) -> tuple[ReportCard, ...]:
    if community_summary.suggestion is None:
        return ()
    language = summary.language
    rendered = (
        render_card(card, summary.vocabularies, language) for card in community_summary.suggestion.cards
    )
    return tuple(_card(card, language) for card in rendered)


def _card(card: CardText, language: Language) -> ReportCard:
    joiner = say(language, "report.semicolon")
    return ReportCard(
        slot=card.slot,
        title=card.title,
        place=card.place,
        why=joiner.join(card.why),
        did=joiner.join(move.name for move in card.moves),
        became=card.result,
        limits=say(language, "report.card.limits", text=card.limits),
        first_step=_part(language, "first_step", card.first_step) if card.first_step else "",
        question=_part(language, "question", card.question),
        source=joiner.join((card.evidence, *(source.grade for source in card.sources[:1]))),
    )


def _part(language: Language, name: str, text: str) -> str:
    return say(language, "report.part", name=say(language, f"report.card.{name}"), text=text)
