"""The report's section on a community's groups: their lives and the time they take in one picture, and the sheets of both."""

from __future__ import annotations

from workshop.assessment.lives.lives_chart import needed_chart
from workshop.assessment.lives.lives_text import (
    life_text,
    lives_sentences,
    month_text,
    needed_sentences,
    picture_text,
)
from workshop.base.text import Language, say
from workshop.model.community.groups import GroupRecord
from workshop.report.section import Drawing, Section
from workshop.report.sheets import Cell, Row
from workshop.services.export.summary import CampSummary
from workshop.services.export.summary_community import CommunitySummary

GROUP_COLUMNS = (
    "community",
    "group",
    "kind",
    "benefit",
    "born",
    "started_by",
    "seen",
    "seen_by",
    "registered",
    "ended",
    "end",
    "reason",
)
WORK_COLUMNS = ("community", "month", "spender", "whom", "amount", "unit")


def groups_section(summary: CampSummary, community_summary: CommunitySummary) -> Section | None:
    """Their lives, then whether they need us less and less; nothing of it where nothing is recorded."""
    recorded = community_summary.over_time
    found, language = recorded.needed, summary.language
    if not found.anything:
        return None
    notes = [say(language, "work_time.rule")] if found.series else []
    if found.lives.survival is not None and found.lives.survival.steps:
        notes.append(say(language, "groups.method"))
    return Section(
        say(language, "groups.report.title"),
        lines=(*lives_sentences(found.lives, language),),
        points=needed_sentences(found, language, recorded.group_name),
        drawing=Drawing(needed_chart(found, language), picture_text(found, language)),
        notes=(
            *(
                say(
                    language, "groups.life.line", name=line.record.name, life=life_text(line.record, language)
                )
                for line in found.lives.lines
            ),
            *notes,
        ),
    )


def group_rows(summary: CampSummary) -> list[Row]:
    """Every group of every community; who started it in a role, never under a name."""
    return [
        [one.community.name, *_group_cells(line.record, summary.language)]
        for one in summary.communities
        for line in one.over_time.needed.lives.lines
    ]


def _group_cells(record: GroupRecord, language: Language) -> list[Cell]:
    def code(says: str, value: str | None) -> str:
        return say(language, f"groups.{says}.{value}") if value else ""

    return [
        record.name,
        code("kind", record.kind),
        code("benefit", record.benefit),
        month_text(record.born) if record.born else "",
        code("started", record.started),
        month_text(record.seen) if record.seen else "",
        code("seen_by", record.seen_by),
        month_text(record.registered) if record.registered else "",
        month_text(record.ended) if record.ended else "",
        code("end", record.end),
        record.into or record.reason,
    ]


def work_rows(summary: CampSummary) -> list[Row]:
    """Every month of every person, in the unit it is compared in."""
    language = summary.language
    return [
        [
            one.community.name,
            month_text(point.month),
            say(language, f"work_time.spender.{series.spender.value}"),
            one.over_time.group_name(series.group) if series.group else say(language, "work_time.for_all"),
            point.value,
            say(language, f"work_time.band.{series.measure.value}"),
        ]
        for one in summary.communities
        for series in one.over_time.needed.series
        for point in series.points
    ]


def groups_json(community_summary: CommunitySummary) -> dict[str, object]:
    """Groups and working time for scripts: codes, months, plain numbers."""
    found = community_summary.over_time.needed
    return {
        "groups": [
            {
                "name": line.record.name,
                "kind": line.record.kind,
                "benefit": line.record.benefit,
                "born": _month(line.record.born),
                "started": line.record.started,
                "seen": _month(line.record.seen),
                "seen_by": line.record.seen_by,
                "registered": _month(line.record.registered),
                "ended": _month(line.record.ended),
                "end": line.record.end,
                "into": line.record.into or None,
            }
            for line in found.lives.lines
        ],
        "work_time": [
            {
                "spender": series.spender,
                "group": community_summary.over_time.group_name(series.group) if series.group else None,
                "measure": series.measure,
                "way": series.way,
                "slope": series.slope,
                "months": [[month_text(point.month), point.value] for point in series.points],
            }
            for series in found.series
        ],
    }


def _month(day: object) -> str | None:
    return f"{day:%Y-%m}" if day else None
