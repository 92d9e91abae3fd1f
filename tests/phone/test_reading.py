"""What people are asked on phones is short enough to be read to somebody."""

from __future__ import annotations

import doctest

import pytest

from tests.phone import reading
from tests.phone.reading import seconds
from workshop.assessment.rubric.rubric import rubrics
from workshop.assessment.scoring.vignettes import vignette_sets
from workshop.base.content import home
from workshop.base.text import LANGUAGES, Language
from workshop.exercises.library import library
from workshop.learning.cases.vocabulary import load_vocabularies
from workshop.services.camp.questions import vocabulary_options

# Seconds for a slow reader: what can be listened to with the other rungs still in mind, and a story at one sitting.
PROMPT, LEVEL, STORY = 12, 15, 60
DATA = home() / "data"


def test_the_pace_is_what_its_note_says() -> None:
    assert doctest.testmod(reading).failed == 0


def too_long(texts: dict[str, str], most: float, language: Language) -> dict[str, float]:
    found = {name: round(seconds(text, language), 1) for name, text in texts.items()}
    return {name: time for name, time in found.items() if time > most}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rubric_can_be_read_aloud_rung_by_rung(language: Language) -> None:
    found = rubrics(DATA / "rubrics")
    assert found
    for name, rubric in found.items():
        asked = {f"{name} {one.id}": one.question.of(language) for one in rubric.dimensions}
        rungs = {
            f"{name} {one.id} {anchor.level}": anchor.text.of(language)
            for one in rubric.dimensions
            for anchor in one.anchors
        }
        assert too_long(asked, PROMPT, language) == {}
        assert too_long(rungs, LEVEL, language) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_story_is_heard_in_a_minute(language: Language) -> None:
    stories = {
        f"{found.id} {one.id}": one.story.of(language)
        for found in vignette_sets(DATA / "vignettes").values()
        for one in found.vignettes
    }
    assert stories
    assert too_long(stories, STORY, language) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_and_every_choice_of_the_exercises_is_short(language: Language) -> None:
    prompts, choices = {}, {}
    for name, exercise in library(home() / "exercises").items():
        for step in exercise.steps:
            prompts[f"{name} {step.id}"] = step.prompt.of(language)
            for option in step.options:
                choices[f"{name} {step.id} {option.code}"] = option.label.of(language) + option.help.of(
                    language
                )
    for name, options in vocabulary_options(load_vocabularies(DATA / "vocabularies"), language).items():
        choices |= {f"{name} {one.code}": f"{one.label} {one.help}" for one in options}
    assert too_long(prompts, PROMPT, language) == {}
    assert too_long(choices, LEVEL, language) == {}
