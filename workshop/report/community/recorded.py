"""What was recorded of a community over time, for the report and the workbook: demonstration ladders and small grants.

People stand under codes, and a group's account without who laid out what.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from workshop.base.local_time import local_day
from workshop.base.text import Language, say
from workshop.learning.community.documented_ladders import next_rungs
from workshop.learning.community.grant_text import figures_text, sum_text, title_text
from workshop.learning.community.ladder_chart import ladders_chart
from workshop.learning.community.ladder_text import ladder_text, needs_text, next_lines, told_text
from workshop.learning.community.repayment import account, figures
from workshop.model.grant import Grant, MoneyKind
from workshop.model.ladder import Climber, Ladder
from workshop.model.money import HUNDREDTHS
from workshop.report.section import Drawing, Section, SectionTable
from workshop.report.sheets import Row
from workshop.services.export.summary import CampSummary
from workshop.services.export.summary_community import CommunitySummary

LADDER_COLUMNS = (
    "community",
    "ladder",
    "rung",
    "when",
    "what",
    "rung_kind",
    "needed",
    "told_where",
    "wish",
)
GRANT_COLUMNS = (
    "community",
    "grant",
    "grant_group",
    "grant_what",
    "currency",
    "need",
    "asked",
    "project",
    "sponsors",
    "own",
    "handing",
    "paid",
    "owed",
    "promised",
    "overdue",
)
MONEY_COLUMNS = ("community", "grant", "day", "money", "sum", "currency", "repaid_on", "waited")
SHORT = ("grant", "need", "project", "paid", "owed", "promised")  # what fits across a page


def ladders_section(summary: CampSummary, community: CommunitySummary) -> Section | None:
    """Every ladder of the community, drawn; below, what people in cases went on to. The drawing's words are its text
    alternative.
    """
    language = summary.language
    climbed = [one for one in community.ladders if one.rungs]
    if not climbed:
        return None
    named = [(_called(one, language), one) for one in climbed]
    words = [line for name, one in named for line in ladder_text(one, name, language)]
    drawing = Drawing(ladders_chart(named, language), "\n".join(words))
    kinds = dict.fromkeys(one.top.kind for one in climbed if one.top is not None)
    titles = summary.patterns.titles
    following = [
        line
        for kind in kinds
        for line in next_lines(next_rungs(summary.ladders, kind), kind, summary.ladders, titles, language)
    ]
    note = say(language, "ladder.next.note")
    return Section(
        say(language, "ladder.title"),
        lines=(say(language, "ladder.lead"),),
        drawing=drawing,
        notes=(*following, note) if following else (),
    )


def _called(ladder: Ladder, language: Language) -> str:
    if ladder.who.climber is Climber.GROUP:
        return ladder.code
    return say(language, "ladder.code", code=ladder.code)


def grants_section(summary: CampSummary, community: CommunitySummary) -> Section | None:
    """The community's small grants: figures in sentences, then one line a grant."""
    language, today = summary.language, local_day(summary.made_at)
    if not community.grants:
        return None
    names = tuple(say(language, f"report.column.{name}") for name in SHORT[1:])
    rows = tuple(_short(one, today, language) for one in community.grants)
    return Section(
        say(language, "grants.title"),
        points=figures_text(figures(community.grants, today), language),
        table=SectionTable((say(language, "report.column.grant_what"), *names), rows),
    )


def camp_grants_section(summary: CampSummary) -> Section | None:
    """All grants of the camp in sentences."""
    every = [grant for community in summary.communities for grant in community.grants]
    if not every:
        return None
    found = figures(every, local_day(summary.made_at))
    return Section(say(summary.language, "grants.camp_title"), points=figures_text(found, summary.language))


def _short(grant: Grant, today: date, language: Language) -> tuple[str, ...]:
    stands, terms = account(grant, today), grant.terms

    def words(fen: int | None) -> str:
        return "–" if fen is None else sum_text(fen, terms.currency, language)

    return (
        title_text(grant, language),
        words(terms.need),
        words(terms.project),
        words(stands.paid),
        words(stands.owed),
        terms.promised.isoformat() if terms.promised else "–",
    )


def ladder_rows(summary: CampSummary) -> list[Row]:
    """One row a rung."""
    language = summary.language
    return [
        [
            community.community.name,
            ladder.code,
            number,
            placed.rung.when,
            placed.rung.what,
            _kind(summary, placed.rung.kind),
            needs_text(placed.rung, language),
            told_text(placed.rung, language),
            placed.rung.wish,
        ]
        for community in summary.communities
        for ladder in community.ladders
        for number, placed in enumerate(ladder.rungs, 1)
    ]


def _kind(summary: CampSummary, code: str) -> str:
    kind = summary.ladders.kind(code)
    return code if kind is None else kind.name.of(summary.language)


def grant_rows(summary: CampSummary) -> list[Row]:
    """One row a grant; sums in yuan."""
    language, today = summary.language, local_day(summary.made_at)
    rows: list[Row] = []
    for community, number, grant in _numbered(summary):
        stands, terms = account(grant, today), grant.terms
        late = max((one.late for one in stands.overdue), default=0)
        rows.append(
            [
                community,
                number,
                terms.group,
                terms.what,
                terms.currency,
                _yuan(terms.need),
                _yuan(terms.asked),
                None if terms.project is None else _yuan(terms.project),
                _yuan(grant.total(MoneyKind.SPONSOR)),
                _yuan(terms.own),
                say(language, f"grants.handing.{terms.handing.value}"),
                _yuan(stands.paid),
                _yuan(stands.owed),
                terms.promised.isoformat() if terms.promised else "",
                late or None,
            ]
        )
    return rows


def money_rows(summary: CampSummary) -> list[Row]:
    """One row a line of money; of a receipt the day it was repaid and the days somebody waited."""
    language, today = summary.language, local_day(summary.made_at)
    rows: list[Row] = []
    for community, number, grant in _numbered(summary):
        settled = {one.id: one for one in account(grant, today).receipts if one.claim}
        for placed in grant.lines:
            receipt = settled.get(placed.id)
            rows.append(
                [
                    community,
                    number,
                    placed.line.day.isoformat(),
                    say(language, f"grants.money.{placed.line.kind.value}"),
                    _yuan(placed.line.fen),
                    grant.terms.currency,
                    receipt.repaid.isoformat() if receipt and receipt.repaid else "",
                    receipt.days if receipt else None,
                ]
            )
    return rows


def _numbered(summary: CampSummary) -> Sequence[tuple[str, int, Grant]]:
    return [
        (community.community.name, number, grant)
        for community in summary.communities
        for number, grant in enumerate(community.grants, 1)
    ]


def _yuan(fen: int) -> float:
    """For a cell: a sum of whole fen below a million yuan is the same number to the fen."""
    return fen / HUNDREDTHS
