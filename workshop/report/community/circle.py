"""The report's section on sharing meetings: doubts, who answered in roles, what is open, and the sheet of it."""

from __future__ import annotations

from workshop.base.text import say
from workshop.report.section import Section, SectionTable
from workshop.report.sheets import Row
from workshop.services.community.lives.circle_text import (
    answered_text,
    obstacles_text,
    open_lines,
    settled_text,
    summary_sentences,
)
from workshop.services.export.summary import CampSummary
from workshop.services.export.summary_community import CommunitySummary

CIRCLE_COLUMNS = (
    "community",
    "day",
    "state",
    "doubt",
    "obstacle",
    "answerer",
    "answer",
    "settled",
    "want_to_try",
)
TABLE = ("doubt", "answerer", "settled")


def circle_section(summary: CampSummary, community_summary: CommunitySummary) -> Section | None:
    """What the meetings said and what the next begins with; nothing of it before one is planned."""
    recorded, language = community_summary.over_time, summary.language
    if not recorded.circles:
        return None
    names = summary.vocabularies.obstacles
    behind = obstacles_text(recorded.voiced, language, lambda code: names.name(code, language))
    held = [line.circle for line in recorded.circles if line.circle.held]
    doubts = [doubt for circle in held for doubt in circle.doubts]
    table = SectionTable(
        tuple(say(language, f"report.column.{name}") for name in TABLE),
        tuple((one.text, answered_text(one, language), settled_text(one, language)) for one in doubts),
    )
    left = open_lines(recorded.circles)
    following = say(language, "groups.list").join(left)
    return Section(
        say(language, "circle.report.title"),
        lines=(*summary_sentences(recorded.circles, language), *((behind,) if behind else ())),
        points=(say(language, "report.part", name=say(language, "circle.next"), text=following),)
        if left
        else (),
        table=table if doubts else None,
    )


def circle_rows(summary: CampSummary) -> list[Row]:
    """Every doubt of every meeting; a meeting without doubts has a row of its own."""
    language, names = summary.language, summary.vocabularies.obstacles
    rows: list[Row] = []
    for one in summary.communities:
        for line in one.over_time.circles:
            circle = line.circle
            state = say(language, f"circle.state.{'held' if circle.held else 'planned'}")
            head = [one.community.name, circle.day.isoformat(), state]
            rows += [
                [
                    *head,
                    doubt.text,
                    names.name(doubt.obstacle, language) if doubt.obstacle else "",
                    say(language, f"circle.answerer.{doubt.answerer.value}") if doubt.answerer else "",
                    doubt.answer,
                    settled_text(doubt, language),
                    len(circle.tries),
                ]
                for doubt in circle.doubts
            ] or [[*head, "", "", "", "", "", len(circle.tries)]]
    return rows


def circles_json(community_summary: CommunitySummary) -> list[dict[str, object]]:
    """Meetings for scripts: codes and words, no names."""
    return [
        {
            "day": line.circle.day.isoformat(),
            "held": line.circle.held,
            "story": line.circle.story,
            "doubts": [
                {
                    "text": doubt.text,
                    "obstacle": doubt.obstacle or None,
                    "answerer": doubt.answerer,
                    "answer": doubt.answer,
                    "settled": doubt.settled,
                }
                for doubt in line.circle.doubts
            ],
            "want_to_try": [one.step for one in line.circle.tries],
        }
        for line in community_summary.over_time.circles
    ]
