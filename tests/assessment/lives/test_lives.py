"""Groups are counted once, and what cannot be known yet is counted nowhere."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.assessment.lives.made import article, group, month
from tests.properties import examples
from workshop.assessment.lives.lives import AliveAfter, group_lives, living_in, spell_of
from workshop.assessment.lives.lives_text import lives_sentences
from workshop.assessment.lives.survival import Spell
from workshop.base.text import LANGUAGES, say
from workshop.model.community.groups import GroupEnd, after_months
from workshop.model.privacy import MIN_GROUP

FEWER = MIN_GROUP - 1
TODAY = date(2023, 2, 19)


def test_the_articles_community_goes_from_three_to_thirty_one_all_active_within_the_year() -> None:
    """S8–S10 of the article: 3 to 31 in one year, all active during the project."""
    lines = article()
    assert living_in(lines, month("2022-01")) == 3
    assert living_in(lines, month("2022-12")) == 31
    lives = group_lives(lines, TODAY)
    assert (lives.n, lives.living, lives.ended, lives.born_unknown) == (31, 31, 0, 3)
    assert lives.survival is not None
    assert lives.survival.steps == ()
    # In February nobody is a year old, and 10 are not half a year old; of 6 that are nobody has said since December.
    half, whole, two = lives.after
    assert half == AliveAfter(6, alive=12, ended=0, merged=0, unsaid=6, young=10)
    assert (whole.young, two.young) == (28, 28)


def test_counts_by_hand() -> None:
    """Six groups: one ended in its sixth month, one in its seventh, one merged in its third, one alive a year, one seen
    at three months, one never seen again."""
    lines = [
        group("a", "2022-01", ended="2022-07", end=GroupEnd.TASK_DONE),
        group("b", "2022-01", ended="2022-08", end=GroupEnd.MOVED_ON),
        group("c", "2022-01", ended="2022-04", end=GroupEnd.MERGED),
        group("d", "2022-01", seen="2023-01"),
        group("e", "2022-01", seen="2022-04"),
        group("f", "2022-01"),
    ]
    lives = group_lives(lines, TODAY)
    assert lives.after == (
        AliveAfter(6, alive=2, ended=1, merged=1, unsaid=2, young=0),
        AliveAfter(12, alive=1, ended=2, merged=1, unsaid=2, young=0),
        # Two that ended are not two years old: to count them here would leave out those that may still be alive.
        AliveAfter(24, alive=0, ended=0, merged=0, unsaid=0, young=6),
    )
    assert (lives.living, lives.ended, lives.merged) == (3, 2, 1)
    assert [spell_of(line.record) for line in lines] == [
        Spell(6, True),
        Spell(7, True),
        Spell(3, False),  # a group that merged is only known so far
        Spell(12, False),
        Spell(3, False),
        Spell(0, False),
    ]


def test_registering_is_a_sign_of_life_and_no_end() -> None:
    (one,) = group_lives([group("a", "2022-01", registered="2022-09")], TODAY).lines
    assert spell_of(one.record) == Spell(8, False)


def test_no_share_below_five_dated_groups() -> None:
    lines = [group(str(number), "2021-01", seen="2022-06") for number in range(FEWER)]
    lines.append(group("older than anybody remembers", seen="2022-06"))
    assert group_lives(lines, TODAY).survival is None
    for language in LANGUAGES:
        told = " ".join(lives_sentences(group_lives(lines, TODAY), language))
        assert "%" not in told
        assert say(language, "groups.too_few_for_share", least=MIN_GROUP) in told


def test_a_share_is_told_with_its_range_from_five_on() -> None:
    lines = [group(str(number), "2021-01", seen="2022-06") for number in range(FEWER)]
    lines.append(group("gone", "2021-01", ended="2021-05", end=GroupEnd.LEADER_LEFT))
    # By hand: S = 4/5, V = 1/(5·4), s = √V/|ln S| = 1.0021, S^exp(±1.96·s) = 0.204 and 0.969.
    told = lives_sentences(group_lives(lines, TODAY), "en")
    assert say("en", "groups.estimate", months=6, percent="80", low="20", high="97", n=5) in told
    # Nobody is known for two years: of that nothing is said.
    assert not any("24 months" in sentence and "%" in sentence for sentence in told)


MONTHS = st.integers(0, 40).map(lambda number: after_months(date(2020, 1, 1), number))


@st.composite
def made_groups(draw: st.DrawFn) -> list[object]:
    lines = []
    for number in range(draw(st.integers(0, 12))):
        born = draw(st.none() | MONTHS)
        later = after_months(born or date(2020, 1, 1), draw(st.integers(0, 30)))
        ended = draw(st.booleans())
        lines.append(
            group(
                str(number),
                f"{born:%Y-%m}" if born else "",
                seen="" if ended else draw(st.sampled_from(["", f"{later:%Y-%m}"])),
                ended=f"{later:%Y-%m}" if ended else "",
                end=draw(st.sampled_from(list(GroupEnd))) if ended else None,
            )
        )
    return lines


@given(made_groups())
@examples(100)
def test_every_group_is_counted_once_everywhere(lines: list) -> None:  # type: ignore[type-arg]
    lives = group_lives(lines, TODAY)
    assert lives.living + lives.ended + lives.merged == lives.n == len(lines)
    for after in lives.after:
        assert after.known + after.merged + after.unsaid + after.young == lives.n - lives.born_unknown
    half, whole, two = lives.after
    assert half.alive >= whole.alive >= two.alive
    assert half.young <= whole.young <= two.young
