"""What is recorded of communities over time, as reports and exports show it: in roles, nobody under a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from workshop.assessment.lives.lives import GroupLives
from workshop.assessment.lives.needed import Needed
from workshop.model.camp import Community, Seat
from workshop.model.community.circle import CircleLine, without_names
from workshop.services.app.context import AppContext
from workshop.services.community.lives import circles, needed
from workshop.services.community.lives.obstacles import VoicedObstacle, voiced
from workshop.services.learn.suggestions import ChosenObstacles, chosen_obstacles


@dataclass(frozen=True)
class OverTime:
    """A community's groups and working time on one axis, its sharing meetings, and the obstacles voiced at them."""

    needed: Needed
    circles: tuple[CircleLine, ...]
    voiced: tuple[VoicedObstacle, ...]

    def group_name(self, group: str) -> str:
        """What a group is called; its id where it was taken off since."""
        return next((line.record.name for line in self.needed.lives.lines if line.id == group), group)


def over_time(context: AppContext, place: Community) -> OverTime:
    """What is recorded of a community in its camp; with nothing where nothing is."""
    lines = circles.circles(context, (place,))
    # Who voiced it is needed once, to count nobody twice; then the names go.
    behind = voiced(lines, chosen_obstacles(context, place)) if lines else ()
    return OverTime(
        _nameless(needed.of_places(context, (place,))),
        tuple(replace(line, circle=without_names(line.circle)) for line in lines),
        behind,
    )


def voiced_in(
    context: AppContext,
    places: Sequence[Community],
    people: Sequence[Seat],
    chosen: Mapping[str, tuple[str, ...]],
) -> dict[str, tuple[VoicedObstacle, ...]]:
    """Community id -> the obstacles voiced at its sharing meetings; `chosen` is what each seat chose in answers."""
    lines = circles.circles(context, places)
    return {
        place.id: voiced(
            [one for one in lines if one.community == place.id],
            [
                ChosenObstacles(one.nickname, chosen.get(one.id, ()))
                for one in people
                if one.community == place.id
            ],
        )
        for place in places
    }


def _nameless(on_axis: Needed) -> Needed:
    return replace(on_axis, lives=_lives_without_starters(on_axis.lives))


def _lives_without_starters(lives: GroupLives) -> GroupLives:
    lines = tuple(replace(line, record=replace(line.record, starter="")) for line in lives.lines)
    return replace(lives, lines=lines)
