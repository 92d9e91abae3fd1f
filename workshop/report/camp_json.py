"""A camp as one JSON document, for scripts and archives."""

from __future__ import annotations

import json
from dataclasses import asdict

from workshop.assessment.scoring.scoring import CommunityResult
from workshop.base.local_time import local_day
from workshop.model.grant import Grant
from workshop.report.community.circle import circles_json
from workshop.report.community.direction import direction_json
from workshop.report.community.groups import groups_json
from workshop.services.export.summary import CampSummary
from workshop.services.export.summary_community import CommunitySummary
from workshop.services.export.summary_dialogue import DialogueSummary

FORMAT = "mengya-camp-1"


def camp_json(summary: CampSummary) -> bytes:
    """UTF-8, indented; numbers unrounded. It holds no names of people."""
    camp = summary.camp
    shape = {
        "format": FORMAT,
        "camp": camp.id,
        "code": camp.code,
        "title": camp.title,
        "recipe": camp.recipe,
        "rubric": camp.rubric,
        "invented": camp.invented,
        "capacity": camp.capacity,
        "made_at": camp.made_at.isoformat(),
        "exported_at": summary.made_at.isoformat(),
        "seats": [
            {
                "seat": seat.code,
                "community": seat.community,
                "role": seat.role.value,
                "joined_at": seat.joined_at.isoformat(),
                "answers": seat.answers,
            }
            for seat in summary.seats
        ],
        "steps": [
            {
                "step": one.step.id,
                "exercise": one.step.exercise,
                "version": one.step.exercise_version,
                "state": one.step.state.value,
                "revealed": one.step.revealed,
                "done": one.done,
                "started": one.started,
                "late": one.late,
                "received": one.received,
            }
            for one in summary.steps
        ],
        "communities": [_community(one) for one in summary.communities],
        "answers": [
            {
                "seat": row.seat or None,
                "community": row.community or None,
                "role": row.role or None,
                "step": row.step,
                "question": row.question,
                "payload": row.payload,
                "at": row.at.isoformat() if row.at else None,
                "late": row.late,
                "again": row.again,
                "counts": row.counts,
            }
            for row in summary.answers
        ],
        "dialogues": [_dialogue(one) for one in summary.dialogues],
        "principles": [
            {
                "id": card.id,
                "fields": [list(part) for part in card.fields],
                "quotes": list(card.quotes),
            }
            for card in summary.principles
        ],
        "piles": [
            {"step": one.step, "table": one.table, "name": one.name, "cards": list(one.cards)}
            for one in summary.room.piles
        ],
        "dots": [
            {
                "step": one.step,
                "question": one.question,
                "on": one.text,
                "dots": one.dots,
                "people": one.people,
            }
            for one in summary.room.dots
        ],
        "points": [
            {
                "step": one.step,
                "axes": list(one.axes),
                "name": one.name or None,
                "now": asdict(one.now),
                "before": asdict(one.before) if one.before else None,
            }
            for one in summary.room.points
        ],
        "pairs": [
            {"step": one.step, "groups": one.groups, "people": one.people} for one in summary.room.pairs
        ],
        "directions": [direction_json(one) for one in summary.directions],
    }
    return json.dumps(shape, ensure_ascii=False, indent=1, allow_nan=False).encode()


def _dialogue(one: DialogueSummary) -> dict[str, object]:
    return {
        "step": one.step,
        "question": one.question,
        "table": one.table,
        "turns": [
            {
                "speaker": turn.speaker,
                "kind": turn.kind,
                "text": turn.text,
                "stars": turn.stars,
                "about": turn.about,
            }
            for turn in one.turns
        ],
        "doubts": [
            {"text": card.text, "answered_by": list(card.roles), "settled": card.settled or None}
            for card in one.doubts
        ],
    }


def _community(community_summary: CommunitySummary) -> dict[str, object]:
    place = community_summary.community
    return {
        "community": place.id,
        "name": place.name,
        "setting": place.setting,
        "committee_support": place.committee_support,
        "familiarity": place.familiarity,
        "households": place.households,
        "groups": place.groups,
        "seats": community_summary.seats,
        "result": _result(community_summary.result) if community_summary.result else None,
        "obstacles": [
            {"code": obstacle.code, "people": obstacle.people, "first": obstacle.first}
            for obstacle in community_summary.obstacles
        ],
        "cards": [
            {"slot": card.slot.value, "case": card.case, "score": card.score}
            for card in (community_summary.suggestion.cards if community_summary.suggestion else ())
        ],
        "map": None
        if community_summary.measures is None
        else {
            "people": community_summary.measures.people,
            "groups": community_summary.measures.groups,
            "ties": community_summary.measures.ties,
            "response_rate": community_summary.measures.response_rate,
        },
        **groups_json(community_summary),
        "circles": circles_json(community_summary),
        "commitments": [
            {
                "seat": each.seat,
                "role": each.role.value,
                "parts": [list(part) for part in each.parts],
                "since": [
                    {
                        "days": word.due,
                        "became": word.said.became.value,
                        "evidence": word.said.evidence,
                        "helped": word.said.helped,
                        "following": word.said.following,
                        "stands": word.said.stands,
                        "on": local_day(word.at).isoformat(),
                    }
                    for word in each.words
                ],
            }
            for each in community_summary.commitments
        ],
        "ladders": [
            {
                "ladder": one.code,
                "climber": one.who.climber.value,
                "rungs": [
                    {
                        "when": placed.rung.when,
                        "kind": placed.rung.kind,
                        "what": placed.rung.what,
                        "needs": [[each.need.value, each.giver.value] for each in placed.rung.needs],
                        "told": placed.rung.told.value,
                        "told_when": placed.rung.told_when,
                        "wish": placed.rung.wish,
                    }
                    for placed in one.rungs
                ],
            }
            for one in community_summary.ladders
        ],
        "grants": [_grant(one) for one in community_summary.grants],
    }


def _grant(grant: Grant) -> dict[str, object]:
    """Sums are whole fen (hundredths)."""
    terms = grant.terms
    return {
        "group": terms.group,
        "what": terms.what,
        "currency": terms.currency,
        "need_fen": terms.need,
        "asked_fen": terms.asked,
        "project_fen": terms.project,
        "own_fen": terms.own,
        "handing": terms.handing.value,
        "promised": terms.promised.isoformat() if terms.promised else None,
        "remark": terms.remark,
        "money": [
            {"kind": one.line.kind.value, "fen": one.line.fen, "day": one.line.day.isoformat()}
            for one in grant.lines
        ],
    }


def _result(result: CommunityResult) -> dict[str, object]:
    return {
        "raters": result.raters,
        "stage": result.stage,
        "between": result.between,
        "share_at_stage": result.share_at_stage,
        "missing": list(result.missing),
        "hypothesis": result.hypothesis,
        "cautions": list(result.cautions),
        "dimensions": [
            {"id": one.id, "median": one.median, "levels": list(one.levels), "unknown": one.unknown}
            for one in result.dimensions
        ],
    }
