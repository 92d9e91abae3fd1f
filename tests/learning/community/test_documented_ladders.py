"""What a next rung could be comes from cases alone; a ladder says in words all that its drawing shows."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.app_context import content
from tests.properties import examples
from workshop.base.content import home
from workshop.base.errors import InputError
from workshop.base.text import LANGUAGES, Language
from workshop.learning.community.documented_ladders import load_ladders, next_rungs
from workshop.learning.community.ladder_chart import NARROW, WIDE, LadderLook, ladder_chart
from workshop.learning.community.ladder_text import ladder_text, next_lines
from workshop.model.ladder import (
    Climber,
    ClimberName,
    Giver,
    Ladder,
    LadderRung,
    Need,
    PlacedRung,
    Support,
    ToldWhere,
)

FILE = home() / "data" / "ladders" / "documented.toml"
SVG = "{http://www.w3.org/2000/svg}"


def ladder(*rungs: LadderRung) -> Ladder:
    placed = tuple(PlacedRung(f"r{number}", one) for number, one in enumerate(rungs))
    return Ladder("0123456789", "c", ClimberName(Climber.PERSON, "保安小周", agreed=True), None, placed)


DANCE = LadderRung(
    "带起一支舞蹈队",
    "own_group",
    "2025-03",
    (Support(Need.MORALE, Giver.SOCIAL_WORKER),),
    ToldWhere.SHARING_MEETING,
    "2025-04",
    "想办一次端午活动",
)
EVENT = LadderRung("张罗社区的端午活动", "event", "2025-05-31")


def test_the_articles_guard_went_from_team_to_event_to_guide() -> None:
    """Source: the article, “从鼓励喜爱跳舞的一名男保安成立舞蹈队，到动员其组织端午节社区活动，再到为其链接…讲解员”."""
    guard = next(one for one in content().ladders.ladders if one.case == "qingbaijiang")
    assert [one.kind for one in guard.rungs] == ["own_group", "event", "role"]


def test_what_comes_next_is_what_a_case_went_on_to() -> None:
    documented = content().ladders
    found = [(one.case, one.after.kind) for one in next_rungs(documented, "own_group")]
    assert found == [("qingbaijiang", "event"), ("puhan-dance", "learning")]
    assert next_rungs(documented, "association") == ()
    (none,) = next_lines((), "association", documented, {}, "en")
    assert "No case yet" in none


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ('case = "taomi"', 'case = "nowhere"', "ladder.no_case"),
        ('kind = "role"', 'kind = "throne"', "ladder.no_kind"),
        ('code = "role"', 'code = "event"', "ladder.kind_twice"),
    ],
)
def test_a_ladder_without_a_case_or_kind_is_no_content(
    tmp_path: Path, before: str, after: str, code: str
) -> None:
    written = tmp_path / "documented.toml"
    written.write_text(FILE.read_text("utf-8").replace(before, after, 1), "utf-8")
    with pytest.raises(InputError) as refused:
        load_ladders(written, {one.id for one in content().cases["zh"]})
    problems = getattr(refused.value, "problems", (refused.value,))
    assert code in {one.code for one in problems}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_say_each_rung_what_it_needed_from_whom_and_where_it_was_told(language: Language) -> None:
    lines = "\n".join(ladder_text(ladder(DANCE, EVENT), "保安小周", language))
    expected = {
        "zh": ("保安小周", "2025-03", "鼓劲（社工）", "自组织生活会", "2025-04", "还没讲"),
        "en": ("保安小周", "2025-03", "encouragement (social workers)", "sharing meeting", "not told"),
    }
    assert [one for one in expected[language] if one not in lines] == []


@pytest.mark.parametrize("look", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("language", LANGUAGES)
@examples(25)
@given(
    rungs=st.lists(
        st.builds(
            LadderRung,
            what=st.text("舞蹈队dance & <b> '", min_size=1, max_size=120),
            kind=st.just("event"),
            when=st.sampled_from(["2025", "2025-05", "2025-05-30"]),
            needs=st.lists(st.builds(Support, st.sampled_from(Need), st.sampled_from(Giver)), max_size=5).map(
                tuple
            ),
            told=st.sampled_from(ToldWhere),
            wish=st.text("想办活动", max_size=40),
        ),
        max_size=9,
    )
)
def test_nothing_of_the_drawing_lies_outside_it(
    rungs: list[LadderRung], look: LadderLook, language: Language
) -> None:
    drawing = ElementTree.fromstring(ladder_chart(ladder(*rungs), language, look))  # noqa: S314 – our own
    width, height = float(drawing.get("width", "0")), float(drawing.get("height", "0"))
    boxes = list(drawing.iter(f"{SVG}rect"))[1:]
    assert len(boxes) == len(rungs) + 1
    tops = []
    for one in boxes:
        x, y, w, h = (float(one.get(name, "0")) for name in ("x", "y", "width", "height"))
        assert min(x, y, width - x - w, height - y - h) >= 0
        tops.append((y, y + h))
    # The first rung lies lowest, and no two overlap.
    assert all(upper[1] <= lower[0] for lower, upper in pairwise(tops))
