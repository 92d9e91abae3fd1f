"""The camp as an Excel workbook: steps, seats, answers, results, commitments, statements, dialogues, directions,
ladders, small grants, patterns.

Text stays text: no cell becomes a formula.
"""

from __future__ import annotations

from workshop.base.local_time import local_day
from workshop.base.text import Language, say
from workshop.model.commitment import PulseWord
from workshop.report.answers_csv import payload_parts
from workshop.report.community.circle import CIRCLE_COLUMNS, circle_rows
from workshop.report.community.direction import DIRECTION_COLUMNS, direction_rows
from workshop.report.community.groups import GROUP_COLUMNS, WORK_COLUMNS, group_rows, work_rows
from workshop.report.community.recorded import (
    GRANT_COLUMNS,
    LADDER_COLUMNS,
    MONEY_COLUMNS,
    grant_rows,
    ladder_rows,
    money_rows,
)
from workshop.report.dialogue_pages import doubt_rows, principle_rows, turn_rows
from workshop.report.learning_pages import about_patterns, pattern_rows, statement_rows
from workshop.report.page import day, stage_text
from workshop.report.room_pages import (
    DOT_COLUMNS,
    PAIR_COLUMNS,
    PILE_COLUMNS,
    POINT_COLUMNS,
    dot_rows,
    pair_rows,
    pile_rows,
    point_rows,
)
from workshop.report.sheets import Cell, Row, WorkbookSheet, workbook
from workshop.services.export.summary import CampSummary
from workshop.services.export.summary_community import CommunitySummary

COLUMNS: dict[str, tuple[str, ...]] = {
    "about": (),
    "steps": ("step", "state", "seats", "started", "done", "late", "received"),
    "seats": ("seat", "community", "role", "joined", "answers"),
    "answers": (
        "seat",
        "community",
        "role",
        "step",
        "question",
        "payload",
        "at",
        "late_flag",
        "again",
        "counts",
    ),
    "results": (
        "community",
        "raters",
        "stage",
        "between",
        "share",
        "dimension",
        "median",
        "levels",
        "unknown",
        "people",
        "groups",
        "ties",
        "response",
    ),
    "commitments": (
        "seat",
        "community",
        "role",
        "commitment",
        "days",
        "became",
        "evidence",
        "helped",
        "following",
        "stands",
        "told",
    ),
    "statements": ("step", "statement", "verdict", "answered", "agree", "disagree", "pass"),
    "dialogue": ("step", "question", "table", "speaker", "turn", "words", "stars", "about"),
    "principles": ("principle", "rests_on"),
    "doubts": ("step", "doubt", "answered_by", "settled"),
    "points": POINT_COLUMNS,
    "piles": PILE_COLUMNS,
    "dots": DOT_COLUMNS,
    "pairs": PAIR_COLUMNS,
    "directions": DIRECTION_COLUMNS,
    "ladders": LADDER_COLUMNS,
    "grants": GRANT_COLUMNS,
    "grant_money": MONEY_COLUMNS,
    "groups": GROUP_COLUMNS,
    "work_time": WORK_COLUMNS,
    "circles": CIRCLE_COLUMNS,
    "patterns": (
        "obstacle",
        "move",
        "tried",
        "passed",
        "partly",
        "failed",
        "open",
        "low",
        "high",
        "chance",
        "who",
    ),
}


def camp_xlsx(summary: CampSummary) -> bytes:
    """The workbook, its headers in the summary's language."""
    language = summary.language
    rows = {
        "about": _about(summary),
        "steps": _steps(summary),
        "seats": _seats(summary),
        "answers": _answers(summary),
        "results": _results(summary),
        "commitments": _commitments(summary),
        "statements": statement_rows(summary),
        "dialogue": turn_rows(summary),
        "principles": principle_rows(summary),
        "doubts": doubt_rows(summary),
        "points": point_rows(summary),
        "piles": pile_rows(summary),
        "dots": dot_rows(summary),
        "pairs": pair_rows(summary),
        "directions": direction_rows(summary),
        "ladders": ladder_rows(summary),
        "grants": grant_rows(summary),
        "grant_money": money_rows(summary),
        "groups": group_rows(summary),
        "work_time": work_rows(summary),
        "circles": circle_rows(summary),
        "patterns": pattern_rows(summary),
    }
    return workbook(
        [
            WorkbookSheet(
                say(language, f"report.sheet.{name}"),
                [say(language, f"report.column.{column}") for column in columns],
                rows[name],
            )
            for name, columns in COLUMNS.items()
        ]
    )


def _about(summary: CampSummary) -> list[Row]:
    language = summary.language
    lines = [
        summary.camp.title,
        say(
            language,
            "report.made_with",
            day=day(summary),
            recipe=summary.camp.recipe,
            rubric=summary.camp.rubric,
        ),
        say(language, "report.about.codes"),
        say(language, "report.about.counts"),
        summary.rubric.limits.of(language).strip(),
        *about_patterns(summary),
    ]
    if summary.camp.invented:
        lines.insert(0, say(language, "common.invented"))
    return [[line] for line in lines]


def _steps(summary: CampSummary) -> list[Row]:
    return [
        [
            one.title,
            say(summary.language, f"report.state.{one.step.state.value}"),
            len(summary.seats),
            one.started,
            one.done,
            one.late,
            one.received,
        ]
        for one in summary.steps
    ]


def _seats(summary: CampSummary) -> list[Row]:
    roles = summary.vocabularies.roles
    return [
        [
            seat.code,
            seat.community,
            roles.name(seat.role.value, summary.language),
            f"{seat.joined_at:%Y-%m-%d %H:%M}",
            seat.answers,
        ]
        for seat in summary.seats
    ]


def _answers(summary: CampSummary) -> list[Row]:
    language = summary.language
    roles = summary.vocabularies.roles
    rows: list[Row] = []
    for answer in summary.answers:
        parts = payload_parts(answer.payload)
        answer_lines = [
            parts[name]
            for name in ("level", "confidence", "when", "evidence", "chosen", "text")
            if parts[name]
        ]
        yes = {
            flag: say(language, "report.yes") if flag else say(language, "report.no")
            for flag in (True, False)
        }
        rows.append(
            [
                answer.seat,
                answer.community,
                roles.name(answer.role, language) if answer.role else "",
                answer.step,
                answer.question,
                say(language, "report.semicolon").join(answer_lines) or parts["payload"],
                f"{answer.at:%Y-%m-%d %H:%M:%S}" if answer.at else "",
                yes[answer.late],
                yes[answer.again],
                yes[answer.counts],
            ]
        )
    return rows


def _results(summary: CampSummary) -> list[Row]:
    """One row per community and dimension; the community's own figures are repeated, so that any row can be
    filtered.
    """
    rows: list[Row] = []
    for community in summary.communities:
        head = [community.community.name, *_position(summary, community)]
        tail = _map(community)
        if community.result is None:
            rows.append([*head, "", None, "", None, *tail])
            continue
        for dimension in community.result.dimensions:
            name = summary.rubric.dimension(dimension.id).name.of(summary.language)
            levels = " ".join(str(level) for level in dimension.levels)
            rows.append([*head, f"{dimension.id} {name}", dimension.median, levels, dimension.unknown, *tail])
    return rows


def _position(summary: CampSummary, community_summary: CommunitySummary) -> list[Cell]:
    result = community_summary.result
    if result is None:
        return [0, stage_text(summary, None), "", None]
    return [
        result.raters,
        result.stage or stage_text(summary, result),
        result.between or "",
        result.share_at_stage,
    ]


def _map(community_summary: CommunitySummary) -> list[Cell]:
    if community_summary.measures is None:
        return [None, None, None, None]
    return [
        community_summary.measures.people,
        community_summary.measures.groups,
        community_summary.measures.ties,
        community_summary.measures.response_rate,
    ]


def _commitments(summary: CampSummary) -> list[Row]:
    roles = summary.vocabularies.roles
    language = summary.language
    return [
        [
            one.seat,
            one.community,
            roles.name(one.role.value, language),
            say(language, "report.semicolon").join(
                say(language, "report.part", name=name, text=text) for name, text in one.parts
            ),
            *(_since(language, word) if word else ["", "", "", "", "", "", ""]),
        ]
        for one in summary.commitments
        for word in one.words or (None,)
    ]


def _since(language: Language, word: PulseWord) -> Row:
    """What was said of a commitment on one of the days."""
    said = word.said
    became = say(language, f"commitments.became.{said.became.value}")
    return [
        word.due,
        became,
        said.evidence,
        said.helped,
        said.following,
        said.stands,
        local_day(word.at).isoformat(),
    ]
