"""The wall's picture of an exercise nobody has answered yet, with sample answers and marked as such."""

from __future__ import annotations

from collections.abc import Sequence

from workshop.base.text import Language, say
from workshop.exercises.exercise import Exercise
from workshop.live.wall_answers import bars_chart, cards_chart
from workshop.live.wall_chart import count_chart
from workshop.live.wall_frame import WallFrame
from workshop.model.ids import spaced
from workshop.model.step import Question, StepKind
from workshop.services.room.wall_views import BARS, CARDS, results_of
from workshop.services.room.walls import BarQuestion

PEOPLE, DONE = 12, 9  # of the made-up room
CARDS_SHOWN = 6
SPREAD = (5, 3, 2, 1, 1, 0)  # how the room's answers fall on the first options, then anew


def preview_picture(exercise: Exercise, questions: Sequence[Question], language: Language) -> str:
    """What the wall will show once the answers are revealed; before that, and where it takes a real room, the count."""
    frame = WallFrame(exercise.title.of(language), spaced("00000000"), True, language)
    views = results_of(exercise)
    view = views[0] if views else ""
    if view == BARS:
        return bars_chart(frame, _bars(questions))
    if view == CARDS:
        texts = [say(language, "editor.sample_card", n=n) for n in range(1, CARDS_SHOWN + 1)]
        return cards_chart(frame, texts, 0)
    prompt = questions[0].prompt if len(questions) == 1 else exercise.heart.of(language)
    return count_chart(frame, prompt, DONE, PEOPLE)


def _bars(questions: Sequence[Question]) -> list[BarQuestion]:
    return [
        BarQuestion(
            one.prompt,
            tuple(option.label for option in one.options),
            tuple(SPREAD[number % len(SPREAD)] for number in range(len(one.options))),
            PEOPLE,
        )
        for one in questions
        if one.kind in (StepKind.SCALE, StepKind.CHOICE) and "." not in one.id
    ]
