"""What the room answered, on the wall: counts with their n, approved words, nobody out of fewer than five."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.live.test_wall_chart import frame, texts
from workshop.base.svg import whole_words, width_of, wrapped
from workshop.base.text import LANGUAGES, Language, say
from workshop.learning.statements.statement_text import room_sentences
from workshop.learning.statements.statements import Tally
from workshop.live.wall_answers import FOOT, MOST_STATEMENTS, bars_chart, cards_chart, statements_chart
from workshop.live.wall_frame import EDGE, WIDTH
from workshop.model.privacy import MIN_GROUP
from workshop.services.learn.statements import Statements
from workshop.services.room.walls import BarQuestion


def made(agree: int, disagree: int, count: int = 8) -> Statements:
    """`count` statements answered alike."""
    ids = [f"s{number}" for number in range(count)]
    tallies = tuple(Tally(one, agree, disagree, 0, 0) for one in ids)
    return Statements({one: f"第{one}句话" for one in ids}, tallies, agree + disagree)


def test_the_wall_has_what_is_agreed_with_its_n_and_the_rest_by_number() -> None:
    found = made(20, 4)
    shown = texts(statements_chart(frame(), found, ()))
    assert sum(one.startswith("第s") for one in shown) == MOST_STATEMENTS
    assert shown.count(say("zh", "statements.n", n=24)) == MOST_STATEMENTS
    assert say("zh", "opinions.wall.more", n=2) in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_wall_counts_nobody_out_of_fewer_than_five(language: Language) -> None:
    few = made(MIN_GROUP - 1, 0)
    sentences = room_sentences(few.tallies, few.people, few.texts, language)
    picture = statements_chart(frame(language), few, sentences)
    assert "第s" not in picture
    assert sentences == (say(language, "statements.too_few_people", n=MIN_GROUP - 1),)


def test_every_bar_has_its_number_and_a_long_list_says_what_is_left_out() -> None:
    labels = tuple(f"选项{number}" for number in range(20))
    shown = texts(bars_chart(frame(), [BarQuestion("选哪个？", labels, tuple(range(20)), 30)]))
    assert {"19", "18", "13"} <= set(shown)
    assert "选项0" not in shown
    assert say("zh", "live.wall.more_options", n=13) in shown


@pytest.mark.parametrize("count", [2, 3, 5, 7, 9, 11, 12, 13, 30])
def test_many_questions_do_not_stand_on_each_other_and_the_rest_is_counted(count: int) -> None:
    labels = ("没有", "一两位", "每栋楼都有", "都认得，还有人记下来")
    asked = [BarQuestion(f"第{number}题" + "问" * 30, labels, (5, 4, 3, 2), 14) for number in range(count)]
    picture = bars_chart(frame(), asked)
    left = count - sum(one.startswith("第") for one in texts(picture))
    assert left == 0 if count <= 12 else say("zh", "live.wall.more_questions", n=left) in texts(picture)
    ends: dict[str, float] = {}  # of each column
    for x, y, body in re.findall(r'<g transform="translate\(([\d.]+)[ ,]+([\d.]+)\)">(.*?)</g>', picture):
        assert float(y) >= ends.get(x, 0)
        bars = re.findall(r'<rect[^>]* y="([\d.]+)"[^>]* height="([\d.]+)"', body)
        ends[x] = float(y) + max(float(top) + float(high) for top, high in bars)
    assert len(ends) == 2
    assert max(ends.values()) <= FOOT


def test_bars_of_fewer_than_five_are_not_drawn() -> None:
    shown = texts(bars_chart(frame(), [BarQuestion("选哪个？", ("甲", "乙"), (), MIN_GROUP - 1)]))
    assert not {"甲", "乙"} & set(shown)


@pytest.mark.parametrize("count", [1, 6, 7, 40, 200])
def test_cards_stay_on_the_wall_and_the_rest_is_counted(count: int) -> None:
    words = [f"第{number}句，" + "话" * (number % 60) for number in range(count)]
    picture = cards_chart(frame(), words, 0)
    shown = [one for one in texts(picture) if one.startswith("第")]
    left = count - len(shown)
    assert shown
    assert left == 0 or say("zh", "live.wall.more_cards", n=left) in texts(picture)


def test_without_approved_words_the_wall_says_what_it_waits_for() -> None:
    assert "7 条" in "".join(texts(cards_chart(frame(), [], 7)))
    assert say("zh", "live.wall.no_cards") in texts(cards_chart(frame(), [], 0))


LONG_WORDS = {
    "word": "Pneumono" * 10,
    "address": "https://example.org/a/very/long/path/" + "segment-" * 12 + "?code=ABCDEFGH",
    "between Chinese": "见" + "x" * 90 + "这里",
    "marks": "！" * 120,
}


@pytest.mark.parametrize("words", LONG_WORDS.values(), ids=LONG_WORDS)
@pytest.mark.parametrize("count", [1, 8])
def test_a_word_longer_than_its_card_is_broken_and_loses_no_letter(words: str, count: int) -> None:
    picture = cards_chart(frame(), [words] * count, 0)
    cards = [
        (float(left), float(width))
        for left, width in re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', picture)
    ]
    written = re.findall(r'<text x="([\d.]+)"[^>]*font-size="([\d.]+)"[^>]*>([^<]+)<', picture)
    lines = [(float(x), float(size), unescape(one)) for x, size, one in written if unescape(one) in words]
    assert "".join(one for _, _, one in lines).count(words) >= 1
    for x, size, one in lines:
        ends = [left + width for left, width in cards if left == x - 22]
        assert x + width_of(one, size) <= min(ends)
    assert all(width_of(line, 48) <= WIDTH - 2 * EDGE for line in wrapped(words, 48, WIDTH - 2 * EDGE))


def test_a_word_that_fits_a_line_is_never_broken() -> None:
    words = "we knocked on neighbourhood doors"
    assert wrapped(words, 10, width_of("neighbourhood ", 10)) == ["we knocked on", "neighbourhood", "doors"]
    assert whole_words("a neighbourhood", 10, 30) == ["a", "neighbourhood"]
