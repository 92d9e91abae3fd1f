"""What the wall may show, and what it shows now: the facilitator's choice, or by itself what the room needs.

Of answers that are not revealed it shows only how many there are; of what people wrote, only what was approved.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from workshop.exercises.exercise import Exercise
from workshop.model.camp import CampStep, RoomAction, RoomEvent, StepState
from workshop.model.step import StepKind

AUTO = "auto"  # as the room needs it: how to join, how many have answered, what they said once it is revealed
NONE = "none"  # dark: people should look at one another
JOIN = "join"
COUNT = "count"
TIMER = "timer"
ALWAYS = (AUTO, JOIN, COUNT, TIMER, NONE)
TABLES = "tables"  # who sits where
NETWORK = "network"  # all communities' maps as sums
PAIRS = "pairs"  # who is matched with whom
# How the room is arranged: nobody's answer, so it waits for no reveal.
ARRANGED = (PAIRS, TABLES, NETWORK)

LEVELS = "levels"  # how many communities stand at each stage; below five people, that it cannot be shown
DOTS = "dots"  # the rubric's dimensions, a dot for each person
PLANE = "plane"  # stage and vitality
SHIFT = "shift"  # what moved since the last assessment
POSITIONS = (LEVELS, DOTS, PLANE, SHIFT)
STORIES = "stories"  # the spread of levels given to each shared vignette
PLACE = "place"  # communities and cases on two axes
STATEMENTS = "statements"
CLUSTERS = "clusters"  # cards in the piles people made, by name
POINTS = "points"  # where the dots of a vote lie
BARS = "bars"
CARDS = "cards"
FIELDS = "fields"  # cards written in fields, such as principle cards
RING = "ring"  # a dialogue: who speaks, and the newest approved turns
RESULTS = (*POSITIONS, STORIES, STATEMENTS, PLACE, CLUSTERS, POINTS, FIELDS, CARDS, RING, BARS)
LIVE = (RING,)  # nobody answers alone here, so nothing is given away before the reveal
WORDS_AS = {
    StepKind.TEXT: {CARDS},
    StepKind.CARDS: {CARDS},
    StepKind.ROWS: {FIELDS},
    StepKind.CLUSTER: {CLUSTERS},
    StepKind.DOTS: {POINTS},
    StepKind.LOG: {RING, CARDS},  # as cards: what was starred
}
GROUPED = (CLUSTERS, POINTS)
WORDS = frozenset().union(*WORDS_AS.values())  # views made of what was approved
# What an exercise's file may ask for, where that is one picture; "bars" is whatever picture its answers have first.
NAMED = {
    "count": COUNT,
    "cards": CARDS,
    "clusters": CLUSTERS,
    "place": PLACE,
    "ring": RING,
    "tables": TABLES,
    "network": NETWORK,
    "map": NETWORK,
}
MAP = "map_"  # datasets that become a community's map
MANY_STATEMENTS = 5  # an exercise with fewer is about something else


def results_of(exercise: Exercise) -> tuple[str, ...]:
    """The pictures an exercise's answers can become, the most telling first.

    Words only where the exercise's file lets them onto the wall; nothing of a sealed exercise that it does not.
    """
    shown = [step for step in exercise.steps if step.wall or exercise.privacy.level != "sealed"]
    found: set[str] = set()
    for step in shown:
        if step.items == "rubric":
            found |= set(POSITIONS)
        elif step.items == "vignettes":
            found.add(STORIES)
        elif step.kind in (StepKind.SCALE, StepKind.CHOICE):
            found.add(BARS)
        elif step.kind is StepKind.PLACE:
            found.add(PLACE)
        elif step.kind in WORDS_AS and step.wall:
            found |= WORDS_AS[step.kind]
    if sum(step.kind is StepKind.STANCE for step in shown) >= MANY_STATEMENTS:
        found.add(STATEMENTS)
    return tuple(view for view in RESULTS if view in found)


def arranged_of(exercise: Exercise) -> tuple[str, ...]:
    """The pictures of the room's arrangement that belong to an exercise."""
    found = {PAIRS} if any(step.kind is StepKind.MATCH for step in exercise.steps) else set[str]()
    if any((step.into or "").startswith(MAP) for step in exercise.steps):
        found.add(NETWORK)
    if (named := NAMED.get(exercise.wall.view)) in ARRANGED:
        found.add(named)
    return tuple(view for view in ARRANGED if view in found)


def chosen_view(events: Sequence[RoomEvent]) -> str:
    """What was chosen last; AUTO before the first choice."""
    shown = [event.subject for event in events if event.action is RoomAction.SHOW]
    return shown[-1] if shown else AUTO


def may_show(view: str, exercise: Exercise | None) -> bool:
    """Whether the view can be chosen while the exercise runs."""
    return view in (*ALWAYS, *ARRANGED) or (exercise is not None and view in results_of(exercise))


def view_now(
    chosen: str, step: CampStep | None, exercise: Exercise | None, made: Collection[str] = ()
) -> str:
    """The picture to show while `step` runs, or was the last to run.

    `made` are the arrangements that stand: once the pairs of a step are made, people look for theirs while it runs.
    A choice of results waits for the reveal, and a choice that belonged to an earlier step gives way. A dialogue is
    followed while it goes on. What runs without a screen has nobody to count: its time is shown, and how to join once it
    is over.
    """
    spoken = step is not None and not step.screen
    if chosen in (*ALWAYS, TABLES, NETWORK) and chosen != AUTO and not (spoken and chosen == COUNT):
        return chosen
    if step is None or exercise is None or step.opened_at is None:
        return JOIN
    if spoken:
        return TIMER if step.state is StepState.OPEN else JOIN
    if chosen == PAIRS and PAIRS in arranged_of(exercise):
        return chosen
    results = results_of(exercise)
    told = step.revealed and bool(results)
    paired = PAIRS in made and step.state is not StepState.CLOSED and not told
    wanted = _wanted(exercise, results, paired=paired)
    if chosen in LIVE and chosen in results:
        return chosen
    if not step.revealed:
        return wanted if wanted in ARRANGED or (wanted in LIVE and wanted in results) else COUNT
    if chosen in results:
        return chosen
    if wanted in (*results, *ARRANGED, COUNT):
        return wanted
    return results[0] if results else COUNT


def _wanted(exercise: Exercise, results: Collection[str], *, paired: bool) -> str:
    """The picture the exercise's file asks for; empty where it names none."""
    named = NAMED.get(exercise.wall.view, "")
    if named == CARDS and FIELDS in results:  # cards written in fields are the exercise's cards
        return FIELDS
    return PAIRS if paired and named in ("", COUNT) else named
