"""One page of a community: known communities, put together by hand, and the parts that have to come out.

Expected parts are read off the article: its four conditions in their order (people known one by one, trust, support with a
little money, residents' own matter, "the fourth may be more decisive"), the doubts it names (whether advanced money is
repaid, whether there is a direction, whether it is real), and who was willing but held back by circumstances.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest

from tests.app_context import content
from workshop.assessment.scoring.scoring import CommunityResult, assess
from workshop.model.camp import Role, Seat
from workshop.model.commitment import Became, Commitment, Pulse, PulseWord
from workshop.model.direction import Condition
from workshop.model.rating import Rating
from workshop.services.community.conditions import ConditionSeen, LackFrom
from workshop.services.community.lives.obstacles import VoicedObstacle
from workshop.services.community.one_page import (
    LookFrom,
    MeantCard,
    OnePage,
    PageFacts,
    ProposedStep,
    SmallThing,
    StepFrom,
    needs_proposal,
    one_page,
)
from workshop.services.community.one_page_text import PageLine, PageWords, page_lines
from workshop.services.follow.commitments import Witnessed
from workshop.services.follow.pulses import Followed
from workshop.services.learn.trials import Ask, State

TODAY = date(2026, 3, 2)
RUBRIC = content().rubrics["self-organisation@1"]
SAYS = ("没有", "有一点", "有了", "很稳")


def page(**facts: object) -> OnePage:
    return one_page(PageFacts(TODAY, **facts), RUBRIC)  # type: ignore[arg-type]


def lines(made: OnePage, language: str = "zh", names: dict[str, str] | None = None) -> dict[str, PageLine]:
    shipped = content()
    words = PageWords(
        "zh" if language == "zh" else "en",
        RUBRIC,
        shipped.vocabularies,
        shipped.exercises,
        TODAY,
        names or {},
    )
    return {line.part: line for line in page_lines(made, words)}


def at_meetings(*codes: str, people: int = 1) -> tuple[VoicedObstacle, ...]:
    return tuple(VoicedObstacle(code, people, 0, (TODAY,)) for code in codes)


def test_what_was_voiced_at_meetings_counts_with_its_source() -> None:
    """By hand: chosen comes before voiced; of two chosen equally often the one more people voiced is first."""
    both = page(chosen=(("O3",), ("O5",)), voiced=at_meetings("O5"))
    assert both.held is not None
    assert ([one.code for one in both.held.first], both.held.then, both.held.people) == (["O5"], ("O3",), 2)
    assert "自组织生活会上也有人说到它。" in lines(both)["held"].text
    many = lines(page(chosen=(("O5",),) * 6, voiced=at_meetings("O5", people=7)))["held"].text
    assert "自组织生活会上另有 7 人说到它。" in many


def test_what_only_meetings_named_is_a_lead_and_not_nothing() -> None:
    one = page(voiced=at_meetings("O3"))
    assert one.held is not None
    assert (one.held.first[0].code, one.held.people) == ("O3", 0)
    text = lines(one)["held"].text
    assert "练习里还没有人选过，先当线索" in text
    assert "一样多" not in lines(page(voiced=at_meetings("O3", "O5")))["held"].text


def conditions(**levels: tuple[int, ...]) -> tuple[ConditionSeen, ...]:
    return tuple(ConditionSeen(Condition(name), tuple(sorted(given)), SAYS) for name, given in levels.items())


def seat(number: int, role: Role = Role.RESIDENT_LEADER) -> Seat:
    return Seat(f"s{number}", "c", f"人{number}", "p", role, "", datetime(2026, 3, 1), "")


def promise(
    number: int,
    first: date | None,
    on: date | None,
    state: State = State.LATER,
    *,
    became: Became | None = None,
    following: str = "",
) -> Followed:
    """A promise of one person: the day of the first step, the day of the next look and how that stands."""
    held = Commitment(
        seat(number), "commit", "promise", 0, {}, f"办成{number}", f"先走{number}。", "院子里挂出了照片。", first, None, "王老师",
        datetime(2026, 3, 1), listed=True, named=True,
    )  # fmt: skip
    said = Pulse(became, following=following) if became else None
    words = (PulseWord(1, f"s{number}", held.place, 7, said, datetime(2026, 3, 1, 12)),) if said else ()
    return Followed(Witnessed(held, None, None), words, (Ask(7, on, state),) if on else ())


def result(**levels: int) -> CommunityResult:
    ratings = [Rating("p", "r", "resident", dimension, level) for dimension, level in levels.items()]
    return assess(ratings, RUBRIC)[0]


# --- what holds them


def test_the_obstacle_most_people_want_solved_first_holds_them() -> None:
    """Two of three put the repayment first (S36): it weighs 2 + 2, the buried need 1 + 1 + 2."""
    held = page(chosen=(("O3", "O1"), ("O3",), ("O1",))).held
    assert held is not None
    assert ([one.code for one in held.first], held.then, held.people) == (["O3"], ("O1",), 3)


def test_obstacles_chosen_equally_are_put_to_the_people_not_decided_by_code() -> None:
    held = page(chosen=(("O9",), ("O2",))).held
    assert held is not None
    assert [one.code for one in held.first] == ["O2", "O9"]
    assert "一样多" in lines(page(chosen=(("O9",), ("O2",))))["held"].text


# --- which condition lacks


@pytest.mark.parametrize(
    ("seen", "lacks"),
    [
        # "The fourth may be more decisive": three conditions met, and residents still do it for us.
        ({"capillaries": (2,), "trust": (2,), "support": (2,), "own": (0,)}, "own"),
        # Of two that stand equally the earlier: without knowing people there is no trust.
        ({"capillaries": (1,), "trust": (1,), "support": (2,), "own": (2,)}, "capillaries"),
        # Money ran ahead of trust.
        ({"capillaries": (2,), "trust": (0,), "support": (3,), "own": (1,)}, "trust"),
        # The lower of two middle answers: 1 of 1, 2.
        ({"capillaries": (2, 2), "trust": (1, 2), "support": (2, 2), "own": (2, 2)}, "trust"),
        # Everything really happened once: nothing lacks.
        ({"capillaries": (2,), "trust": (2,), "support": (2,), "own": (3,)}, None),
    ],
)
def test_the_lowest_condition_lacks_and_of_two_the_earlier(
    seen: dict[str, tuple[int, ...]], lacks: str | None
) -> None:
    lack = page(conditions=conditions(**seen)).lack
    assert lack is not None
    assert (lack.read_off, lack.condition) == (LackFrom.CONDITIONS, lacks)


def test_where_one_condition_was_not_judged_it_is_not_said_that_all_are_there() -> None:
    assert page(conditions=conditions(capillaries=(2,), trust=(2,), support=(3,), own=())).lack is None


def test_views_two_sentences_apart_are_to_be_talked_over_first() -> None:
    made = page(conditions=conditions(capillaries=(2,), trust=(0, 0, 3), support=(2,), own=(2,)))
    assert made.lack is not None
    assert made.lack.apart
    assert "各讲一件真事" in lines(made)["lack"].text


@pytest.mark.parametrize(
    ("obstacle", "condition"),
    [
        ("O1", "capillaries"),
        ("O2", "trust"),
        ("O3", "trust"),
        ("O5", "site"),
        ("O6", "support"),
        ("O9", "own"),
    ],
)
def test_not_looked_at_the_condition_is_read_off_what_holds_them(obstacle: str, condition: str) -> None:
    """Theory 5.4, column "basis": S40, S35–S36, S16, S37, S43."""
    lack = page(chosen=((obstacle,),)).lack
    assert lack is not None
    assert (lack.read_off, lack.condition) == (LackFrom.OBSTACLE, condition)


def test_or_off_the_lowest_level_of_the_self_assessment() -> None:
    """Strangers who stand and watch (D2 at 0, S35), while some have said what they would like to do (D1 at 1)."""
    lack = page(chosen=(("O11",),), result=result(D1=1, D2=0, D3=1)).lack
    assert lack is not None
    assert (lack.read_off, lack.condition) == (LackFrom.ASSESSMENT, "trust")


def test_a_community_past_1_0_is_not_asked_for_the_conditions_of_budding() -> None:
    two = result(D1=2, D2=2, D3=2, D5=2, D7=2, D8=2, D9=2)
    made = page(chosen=(("O12",),), result=two)
    assert made.lack is not None
    assert made.lack.read_off is LackFrom.PAST
    assert not lines(made)["lack"].empty


# --- the next step, who, when


def test_the_promise_whose_turn_comes_next_gives_step_doer_and_day() -> None:
    soon, later = TODAY + timedelta(days=3), TODAY + timedelta(days=5)
    look = TODAY + timedelta(days=7)
    made = page(promises=(promise(1, later, look), promise(2, soon, look)))
    assert made.step is not None
    assert made.look is not None
    assert (made.step.found, made.step.seat, made.step.more) == (StepFrom.PROMISE, "s2", 1)
    assert (made.look.first, made.look.on, made.look.state) == (soon, look, LookFrom.AHEAD)
    said = lines(made)
    assert said["step"].text == "先走这一步：先走2。要做成的事：办成2。"
    assert (
        said["look"].text
        == "3月5日（周四）走出第一步。3月9日（周一）回头看。看到这个就算做成了：院子里挂出了照片。"
    )


def test_what_is_due_comes_before_what_is_still_ahead() -> None:
    past = TODAY - timedelta(days=4)
    made = page(
        promises=(promise(1, TODAY, TODAY + timedelta(days=9)), promise(2, past, past, State.OVERDUE))
    )
    assert made.look is not None
    assert (made.step and made.step.seat, made.look.state) == ("s2", LookFrom.OVERDUE)


def test_after_a_kept_promise_what_its_author_means_to_do_next_is_the_step() -> None:
    made = page(promises=(promise(1, None, None, became=Became.KEPT, following="再请两个院子"),))
    assert made.step is not None
    assert made.look is not None
    assert (made.step.found, made.step.text) == (StepFrom.FOLLOWING, "再请两个院子")
    assert (made.look.state, made.look.said) == (LookFrom.OVER, Became.KEPT)


def test_without_a_promise_a_card_then_a_small_thing_then_a_case_then_the_remedy() -> None:
    meant = MeantCard("先去问三户", "轮着来", "s1", Role.RESIDENT, TODAY + timedelta(days=30), due=False)
    small = SmallThing("去三号院坐一个下午", "s2", Role.SOCIAL_WORKER)
    every: dict[str, object] = {
        "chosen": (("O3",),),
        "meant": (meant,),
        "small": (small,),
        "proposal": ProposedStep("先报一笔", "一次公开的报销"),
    }
    found = []
    for name in ("meant", "small", "proposal", "chosen"):
        step = page(**every).step
        found.append(step.found if step else None)
        del every[name]
    assert found == [StepFrom.CARD, StepFrom.SMALL, StepFrom.PROPOSAL, StepFrom.REMEDY]
    assert page(**every).step is None


def test_a_case_is_only_searched_where_nobody_promised_tries_or_wrote_a_step() -> None:
    assert needs_proposal(PageFacts(TODAY, chosen=(("O3",),)))
    assert not needs_proposal(PageFacts(TODAY, promises=(promise(1, TODAY, None),)))


def test_a_step_nobody_took_up_says_so_and_what_to_do() -> None:
    said = lines(page(chosen=(("O3",),)))
    assert "还没有人认下来" in said["who"].text
    assert "承诺与回访" in said["who"].text
    assert (said["step"].empty, said["who"].empty, said["look"].empty) == (False, True, True)


def test_a_report_names_nobody_and_the_desk_names_whom_to_ask() -> None:
    made = page(promises=(promise(1, TODAY, TODAY),))
    assert "王老师" not in lines(made)["who"].text
    assert "人1" not in lines(made)["who"].text
    named = lines(made, names={"s1": "人1"})["who"].text
    assert ("人1" in named, "王老师" in named) == (True, True)


# --- in words


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_empty_community_is_told_which_exercise_gives_each_part(language: str) -> None:
    said = lines(page(), language)
    titles = {
        name: content().exercises[name].title.of("zh" if language == "zh" else "en")
        for name in ("stage-check", "soil-check", "commit", "direction")
    }
    assert all(line.empty for line in said.values())
    assert [next(name for name, title in titles.items() if title in said[part].text) for part in said] == [
        "stage-check",
        "soil-check",
        "commit",
        "commit",
        "commit",
        "direction",
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("people", "figures"), [(1, 0), (2, 0), (4, 0), (5, 1), (7, 1)])
def test_of_fewer_than_five_people_no_figure_is_said(language: str, people: int, figures: int) -> None:
    seen = conditions(
        capillaries=(2,) * people, trust=(1,) * people, support=(2,) * people, own=(2,) * people
    )
    said = lines(page(chosen=(("O3",),) * people, conditions=seen), language)
    assert [len(re.findall(r"\d+", said[part].text)) for part in ("held", "lack")] == [figures, figures]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_sentence_never_ends_in_two_stops_and_no_gap_stays_open(language: str) -> None:
    made = page(
        chosen=(("O8", "O3"), ("O8",), ("O8",), ("O3",), ("O1",)),
        conditions=conditions(capillaries=(1,), trust=(1, 3), support=(2,), own=(2,)),
        result=result(D1=1, D2=1, D3=1, D5=1, D7=1, D8=1, D9=1),
        promises=(promise(1, TODAY, TODAY, State.DUE, became=Became.NOT_YET), promise(2, None, TODAY)),
    )
    for line in lines(made, language).values():
        assert not re.search(r"[。.]{2}|[{}]|。[；;]|““|””", line.text), line.text


def test_what_fewer_than_half_chose_is_put_to_the_people() -> None:
    """Five people, four difficulties: two chose the same one, and three something else."""
    made = page(chosen=(("O11",), ("O9",), ("O14",), ("O2",), ("O2",)))
    assert "不到一半" in lines(made)["held"].text
    most = page(chosen=(("O2",), ("O2",), ("O2",), ("O9",), ("O14",)))
    assert "不到一半" not in lines(most)["held"].text


def test_what_was_said_last_is_of_the_promise_the_step_follows() -> None:
    """One kept their promise and said what comes next; another dropped theirs."""
    kept = promise(1, None, None, became=Became.KEPT, following="端午再办一次")
    made = page(promises=(promise(2, None, None, became=Became.DROPPED), kept))
    assert made.look is not None
    assert (made.step and made.step.seat, made.look.said) == ("s1", Became.KEPT)


def test_beside_a_condition_no_level_is_set_as_a_second_beginning() -> None:
    budding = result(D1=1, D2=1, D3=1, D5=1, D7=1, D8=1, D9=1)
    assert "照自评" not in lines(page(chosen=(("O3",),), result=budding))["lack"].text
    assert "照自评" in lines(page(chosen=(("O11",),), result=budding))["lack"].text
