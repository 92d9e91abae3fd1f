"""A posted form is read by what a question is, not by its words: nothing is worded before a page is shown."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from unittest.mock import patch

import pytest

from tests.room_test.forms import Fields
from tests.room_test.handset import Handset
from tests.room_test.run import seat_of
from tests.room_test.stage import CHECK, EVERY_KIND, NET_MAP, Room
from workshop.base import text
from workshop.base.content import Words
from workshop.base.text import LANGUAGES, Language, say
from workshop.model.network import Group, Network, Person
from workshop.model.step import OptionStructure, QuestionStructure
from workshop.services.camp import questions
from workshop.services.camp.participant_view import participant_standing
from workshop.services.camp.progress import progress
from workshop.store import networks

RATED: Fields = {"level": ["2"], "confidence": ["sure"]}
MAP = Network(people=(Person("R1", "1 栋甲"), Person("R2", "1 栋乙")), groups=(Group("G1", "舞蹈队"),))


@contextmanager
def counted() -> Iterator[list[str]]:
    """What is put into words meanwhile: sentences of the catalogue, and texts of the content."""
    said: list[str] = []
    words, sentences = Words.of, text.catalogue
    # As in a server that has just started: nothing worded earlier is at hand.
    questions.asked.cache_clear()
    with (
        patch.object(Words, "of", lambda self, language: said.append(self.zh) or words(self, language)),
        patch.object(text, "catalogue", lambda language: said.append("say") or sentences(language)),
    ):
        yield said


@pytest.fixture
def seated(room: Room, phone: Handset) -> Handset:
    """A phone in a room with everything open, and two people and a group on its community's map."""
    community = seat_of(room, phone).community
    room.context.store.write(
        lambda connection: networks.add_network(connection, community, MAP, "主持", "", room.context.now())
    )
    for step in (CHECK, NET_MAP, EVERY_KIND):
        room.open(step)
    return phone


def form(step: str, question: str, number: int, **more: list[str]) -> Fields:
    return {"step": [step], "question": [question], "key": [f"posted-without-words-{number}"], **more}


def test_no_answer_is_put_into_words_before_it_is_kept(seated: Handset) -> None:
    posts = [
        form(CHECK, "rate.D1", 1) | RATED,
        form(CHECK, "rate.D1", 2, then=["review"]) | RATED,
        form(CHECK, "rate.D2", 3, go=["back"]) | RATED,
        form(CHECK, "rate.review", 4),
        form(NET_MAP, "who", 5, pick=["R1", "1 栋乙", "G1"], add=["门卫"]),
        form(NET_MAP, "ties", 6, **{"pair.0.source": ["R1"], "pair.0.target": ["门卫"], "go": ["1"]}),
        form(NET_MAP, "towers", 7, go=["back"]),
    ]
    with counted() as said:
        replies = [seated.post("/s", post) for post in posts]
    assert ([reply.status_code for reply in replies], said) == ([303] * len(posts), [])
    assert replies[1].headers["location"] == "/s?step=stage-check&question=rate.review&told=replaced"
    assert replies[6].headers["location"] == "/s?step=net-map&question=ties"


def test_no_draft_is_put_into_words(seated: Handset) -> None:
    with counted() as said:
        reply = seated.post("/s/draft", form(NET_MAP, "who", 8, pick=["R1"]), json=True)
    assert (reply.status_code, said) == (204, [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_wrong_is_said_in_the_readers_language(seated: Handset, language: Language) -> None:
    seated.client.cookies.set("lang", language)
    reply = seated.post("/s", form(CHECK, "rate.D1", 9, level=["7"]))
    sentence = say(language, "errors.exercises.option_unknown", option="7", question="rate.D1")
    assert (reply.status_code, sentence in reply.text) == (422, True)


def test_progress_and_the_place_of_a_seat_need_no_words(room: Room, seated: Handset) -> None:
    seat = seat_of(room, seated)
    with counted() as said:
        shown = participant_standing(room.context, seat).current
        counts = progress(room.context, room.camp, CHECK)
    assert shown is not None
    assert (shown.question.id, counts.total, said) == ("energy", 11, [])


def bare(question: QuestionStructure) -> dict[str, object]:
    """What a question is apart from its words."""
    values = {one.name: getattr(question, one.name) for one in fields(QuestionStructure)}
    return values | {"options": tuple(codes(one) for one in question.options)}


def codes(option: OptionStructure) -> tuple[object, ...]:
    return option.code, tuple(codes(one) for one in option.choices)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_is_the_same_with_and_without_its_words(room: Room, language: Language) -> None:
    reference = room.camp.rubric
    for name, exercise in room.context.content.exercises.items():
        apart = questions.asked_structures(room.context, name, exercise.version, reference)
        worded = questions.asked(room.context, name, exercise.version, reference, language)
        assert [bare(one) for one in worded] == [bare(one) for one in apart]
