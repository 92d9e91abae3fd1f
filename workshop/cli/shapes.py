"""Results as the plain data `--json` prints. Field names are a promise to scripts: they stay when code is renamed."""

from __future__ import annotations

from workshop.cli.frame import Json
from workshop.exercises.agenda import Agenda
from workshop.learning.retrieval import Suggestion
from workshop.learning.telling import plain
from workshop.model.camp import Camp
from workshop.network.brokerage import Broker
from workshop.network.compare import Comparison, Eight
from workshop.network.core import Core
from workshop.network.disclosure import Disclosure
from workshop.network.measures import Measures
from workshop.network.mixing import Mixing
from workshop.network.withdrawal import Withdrawal
from workshop.room.control import Controlled
from workshop.room.summary import StepSummary
from workshop.text import Language

Shape = dict[str, Json]


def network(found: Measures, told: Disclosure) -> Shape:
    """`mengya network`."""
    figures = found.measures
    return {
        "people": found.people,
        "groups": found.groups,
        "ties": found.ties,
        "n": found.n,
        "directed": found.directed,
        "response_rate": found.response_rate,
        "measures": {
            "mean_ties": figures.mean_ties,
            "density": figures.density,
            "clustering": figures.clustering,
            "transitivity": figures.transitivity,
            "path_length": figures.path_length,
            "components": figures.components,
            "largest_share": figures.largest_share,
            "isolated_share": figures.isolated_share,
            "degree_gini": figures.degree_gini,
            "deepest_core": figures.deepest_core,
            "modularity": figures.modularity,
        },
        "bridges": [
            {
                "id": one.id,
                "betweenness": one.betweenness,
                "constraint": one.constraint,
                "effective_size": one.effective_size,
                "times_named": one.times_named,
                "kept_in_top": one.kept_in_top,
            }
            for one in found.bridges
        ],
        "coverage": [
            {
                "building": one.building,
                "people": one.people,
                "reached": one.reached,
                "share": one.share,
                "low": one.low,
                "high": one.high,
                "hidden": one.hidden,
            }
            for one in found.coverage
        ],
        "trust_ladder": [{"rung": one.rung, "people": one.people} for one in found.trust_ladder],
        "group_overlap": [
            {
                "groups": list(one.groups),
                "shared": one.shared,
                "jaccard": one.jaccard,
                "p": one.p,
                "p_adjusted": one.p_adjusted,
            }
            for one in found.group_overlap
        ],
        "mixing": {"building": _mixing(found.mixing.building), "group": _mixing(found.mixing.group)},
        "brokers": {
            "building": [_broker(one) for one in found.brokers.building],
            "group": [_broker(one) for one in found.brokers.group],
        },
        "core": {"discrete": _core(found.core.discrete), "continuous": _core(found.core.continuous)},
        "warnings": list(found.warnings),
        "disclosure": {
            "n": told.n,
            "knows": [
                {
                    "what": one.knows,
                    "unique": one.unique,
                    "few": one.few,
                    "share_unique": one.share_unique,
                    "share_few": one.share_few,
                }
                for one in told.found
            ],
        },
    }


def _mixing(found: Mixing | None) -> Json:
    if found is None:
        return None
    return {
        "people": found.people,
        "places": found.places,
        "ties": found.ties,
        "inside": found.inside,
        "share": found.share,
        "expected": found.expected,
        "low": found.low,
        "high": found.high,
        "p": found.p,
        "leaning": found.leaning.value,
        "few": found.few,
    }


def _broker(one: Broker) -> Json:
    return {
        "id": one.id,
        "place": one.place,
        "coordinator": one.coordinator,
        "itinerant": one.itinerant,
        "representative": one.representative,
        "gatekeeper": one.gatekeeper,
        "liaison": one.liaison,
        "kept_in_top": one.kept_in_top,
    }


def _core(found: Core | None) -> Json:
    return None if found is None else {"ids": list(found.ids), "fit": found.fit}


def withdrawal(found: Withdrawal) -> Shape:
    """`mengya withdrawal`."""
    return {
        "removed": list(found.removed),
        "n": found.n,
        "components": list(found.components),
        "share_before": found.share_before,
        "share_after": found.share_after,
        "fragmentation_before": found.fragmentation_before,
        "fragmentation_after": found.fragmentation_after,
        "distance_fragmentation_after": found.distance_fragmentation_after,
        "random": {
            "mean": found.random.mean,
            "low": found.random.low,
            "high": found.random.high,
            "draws": found.random.draws,
        },
        "worst": {"ids": list(found.worst.ids), "share": found.worst.share, "exact": found.worst.exact},
        "dependence": found.dependence,
        "groups_cut_off": list(found.groups_cut_off),
        "two_step_reach": found.two_step_reach,
    }


def comparison(found: Comparison) -> Shape:
    """`mengya compare`."""
    return {
        "communities": [
            {
                "id": one.id,
                "people": one.people,
                "response_rate": one.response_rate,
                "indicators": eight(one.indicators),
                "low": eight(one.low),
                "high": eight(one.high),
                "z": eight(one.z),
                "z_size_adjusted": None if one.z_size_adjusted is None else eight(one.z_size_adjusted),
            }
            for one in found.communities
        ],
        "nearest": {
            name: [{"id": one.id, "distance": one.distance, "drivers": list(one.drivers)} for one in near]
            for name, near in found.nearest.items()
        },
        "distance": [list(row) for row in found.distance],
        "common_response_rate": found.common_response_rate,
        "draws": found.draws,
        "warnings": list(found.warnings),
    }


def eight(figures: Eight) -> Shape:
    """The eight indicators."""
    return {
        "mean_ties": figures.mean_ties,
        "clustering": figures.clustering,
        "path_length": figures.path_length,
        "modularity": figures.modularity,
        "largest_share": figures.largest_share,
        "isolated_share": figures.isolated_share,
        "degree_gini": figures.degree_gini,
        "deepest_core": figures.deepest_core,
    }


def camp(one: Camp, seats: int) -> Shape:
    """A camp in `mengya camp list` and `camp show`."""
    return {
        "camp": one.id,
        "code": one.code,
        "title": one.title,
        "recipe": one.recipe,
        "rubric": one.rubric,
        "capacity": one.capacity,
        "made_at": one.made_at.isoformat(),
        "invented": one.invented,
        "locked": one.locked,
        "seats": seats,
        "join_path": f"/j/{one.code}",
    }


def step(one: StepSummary) -> Shape:
    """A step in `mengya camp show`."""
    return {
        "step": one.step.id,
        "title": one.title,
        "exercise": one.step.exercise,
        "state": one.step.state.value,
        "revealed": one.step.revealed,
        "late_accepted": one.step.late_accepted,
        "minutes": one.step.minutes,
        "done": one.done,
        "started": one.started,
        "late": one.late,
        "answers": one.received,
    }


def controlled(done: Controlled) -> Shape:
    """`mengya control`."""
    return {
        "step": done.step.id,
        "state": done.step.state.value,
        "revealed": done.step.revealed,
        "event": {
            "seq": done.event.seq,
            "action": done.event.action.value,
            "by": done.event.by,
            "at": done.event.at.isoformat(),
            "undoes": done.event.undoes,
        },
    }


def agenda(found: Agenda, language: Language, problems: list[Json]) -> Shape:
    """`mengya agenda`."""
    return {
        "days": [
            {
                "blocks": [
                    {
                        "exercise": slot.exercise,
                        "title": slot.title.of(language),
                        "start": slot.start,
                        "end": slot.end,
                        "minutes": slot.minutes,
                        "pinned": slot.pinned,
                        "slack_minutes": slot.slack_minutes,
                    }
                    for slot in day.blocks
                ],
                "slack_minutes": day.slack_minutes,
            }
            for day in found.days
        ],
        "problems": problems,
    }


def suggestion(found: Suggestion) -> Shape:
    """`mengya suggest`."""
    return {name: as_json(part) for name, part in plain(found).items()}


def as_json(value: object) -> Json:
    """Plain data from below as the type that is printed. Raises TypeError for anything else: a fault of ours."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, dict):
        return {str(name): as_json(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(part) for part in value]
    raise TypeError(type(value).__name__)
