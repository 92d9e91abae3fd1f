"""Then and now: expected numbers counted by hand on small maps."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.network.networks import community, networks, of
from workshop.base.text import LANGUAGES, Language, say
from workshop.model.network import Group, GroupLife, LifeChange, Network, Person, Relation, Tie
from workshop.model.picture import Stroke
from workshop.network.change.change import (
    ALL,
    LifeMove,
    NetworkChange,
    TieChange,
    TrustChange,
    network_change,
)
from workshop.network.change.change_chart import CAME, WENT, change_maps, union_network
from workshop.network.change.change_text import change_sentences, relation_sentences
from workshop.network.graph.graph import ids


def everybody_answered(network: Network, but: str = "") -> Network:
    """The network with a full record of who answered."""
    people = tuple(replace(one, answered=one.id != but) for one in network.people)
    return replace(network, people=people)


THEN = Network(
    people=(
        Person("a", "甲", trust=1),
        Person("b", "乙", trust=2),
        Person("c", "丙", trust=3),
        Person("d", "丁", trust=2),
        Person("e", "戊", trust=2),
        Person("gone", "己", trust=0),
    ),
    groups=(Group("G1", "舞蹈队", life=GroupLife.SPROUT), Group("G2", "书法社"), Group("G3", "合唱团")),
    ties=(
        Tie("a", "b", Relation.TRUSTS, reporter="a"),
        Tie("b", "c", Relation.TRUSTS, reporter="b"),
        Tie("c", "d", Relation.KNOWS, reporter="c"),
        Tie("d", "gone", Relation.KNOWS, reporter="d"),
        Tie("a", "G1", Relation.MEMBER, reporter="a"),
    ),
    directed=True,
)
NOW = Network(
    people=(
        Person("a", "甲", trust=2),
        Person("b", "乙", trust=2),
        Person("c", "丙", trust=2, answered=False),
        Person("d", "丁", trust=3),
        Person("e", "戊", trust=4),
        Person("new", "庚", trust=1),
    ),
    groups=(
        Group("G1", "舞蹈队", life=GroupLife.RUNNING),
        Group("G2", "书法社", life=GroupLife.CLOSED),
        Group("G4", "花园小组"),
    ),
    ties=(
        Tie("a", "b", Relation.TRUSTS, reporter="a"),
        Tie("b", "a", Relation.TRUSTS, reporter="b"),
        Tie("a", "new", Relation.KNOWS, reporter="a"),
        Tie("a", "G1", Relation.MEMBER, reporter="a"),
    ),
    directed=True,
)


def found() -> NetworkChange:
    return network_change(THEN, NOW)


def test_who_came_and_who_is_no_longer_on_the_map() -> None:
    assert (found().came, found().left, found().stayed) == (("new",), ("gone",), 5)


def test_ties_are_counted_over_everybody_and_kept_among_those_on_both_maps() -> None:
    # Then 5, now 4; a→b and a–G1 in both. Among those on both maps 5 differ: a→b, b→a, b→c, c→d, a–G1; 2 stayed.
    assert found().ties[0] == TieChange(ALL, appeared=2, vanished=3, stayed=2, share=2 / 5, n=5)
    assert [row.relation for row in found().ties] == [ALL, "knows", "trusts", "member"]
    assert found().ties[2] == TieChange("trusts", appeared=1, vanished=1, stayed=1, share=1 / 3, n=3)


def test_the_relations_add_up_to_the_whole() -> None:
    whole, *rows = found().ties
    for field in ("appeared", "vanished", "stayed", "n"):
        assert getattr(whole, field) == sum(getattr(row, field) for row in rows)


def test_a_tie_whose_teller_did_not_answer_again_has_not_ended() -> None:
    # c told of c→d and did not answer the second time; d told of d→gone, who is not on the map any more.
    assert (found().unheard, found().with_leavers, found().with_newcomers, found().first_heard) == (
        1,
        1,
        1,
        0,
    )
    back = network_change(NOW, THEN)
    assert (back.first_heard, back.with_newcomers, back.with_leavers) == (1, 1, 1)


def test_trust_is_counted_person_by_person() -> None:
    # a, d and e rose, b stayed, c fell; "gone" and "new" are on one map only.
    assert found().trust == TrustChange(up=3, same=1, down=1, unknown=0)


def test_a_rung_nobody_asked_for_is_not_rung_nought() -> None:
    unasked = replace(NOW, people=(replace(NOW.people[0], trust=None), *NOW.people[1:]))
    assert network_change(THEN, unasked).trust == TrustChange(up=2, same=1, down=1, unknown=1)


def test_a_group_that_closed_ended_and_one_that_is_not_drawn_is_only_missing() -> None:
    assert (found().born, found().ended, found().missing) == (("G4",), ("G2",), ("G3",))
    assert found().lives == (LifeMove("G1", GroupLife.SPROUT, GroupLife.RUNNING),)


# The same two maps, with the groups' lives by date.
SAW = LifeChange("G1", GroupLife.SPROUT, date(2025, 3, 1), "three came")
GREW = LifeChange("G1", GroupLife.RUNNING, date(2026, 2, 1), "a room")
PAUSED = LifeChange("G1", GroupLife.DORMANT, date(2025, 8, 1), "too hot")
CLOSED = LifeChange("G2", GroupLife.CLOSED, date(2026, 1, 5), "teacher moved")
BEGAN = LifeChange("G4", GroupLife.SPROUT, date(2026, 3, 3), "a bench")
DATED = (
    replace(THEN, changes=(SAW,)),
    replace(NOW, changes=(GREW, SAW, LifeChange("G4", GroupLife.BURIED), CLOSED, PAUSED, BEGAN)),
)


def test_dated_changes_say_when_a_group_began_ended_and_went_on_and_why() -> None:
    dated = network_change(*DATED)
    assert (dated.born, dated.ended) == (("G4",), ("G2",))
    assert dated.told == (BEGAN, CLOSED)
    assert dated.lives == (LifeMove("G1", GroupLife.SPROUT, GroupLife.RUNNING, GREW),)
    # What the earlier map had told is not told again.
    assert dated.passed == (PAUSED, LifeChange("G4", GroupLife.BURIED))


def test_a_group_that_began_before_the_earlier_map_was_only_not_drawn() -> None:
    then = replace(THEN, ties=(*THEN.ties, Tie("a", "c", when=date(2026, 3, 3))))
    assert (network_change(then, DATED[1]).born, network_change(then, DATED[1]).older) == ((), ("G4",))
    then = replace(THEN, ties=(*THEN.ties, Tie("a", "c", when=date(2026, 3, 2))))
    assert (network_change(then, DATED[1]).born, network_change(then, DATED[1]).older) == (("G4",), ())
    # A need somebody had long before is no group yet.
    need = replace(NOW, changes=(LifeChange("G4", GroupLife.BURIED, date(2020, 1, 1)), BEGAN))
    assert network_change(then, need).born == ("G4",)


@pytest.mark.parametrize("language", LANGUAGES)
def test_when_and_why_stand_behind_the_group(language: Language) -> None:
    told = change_sentences(network_change(*DATED), language, union_network(*DATED).label)
    whole = "\n".join(told)
    assert "{" not in whole
    for day, why in (("2026-03-03", "a bench"), ("2026-01-05", "teacher moved"), ("2026-02-01", "a room")):
        (line,) = [line for line in told if why in line]
        assert day in line
    assert "three came" not in whole
    (on_the_way,) = [line for line in told if "too hot" in line]
    assert "舞蹈队" in on_the_way


def test_the_rung_of_a_tie_is_compared_with_the_same_tellers_last_one() -> None:
    a, b = Person("a"), Person("b")
    then = Network(
        (a, b),
        ties=(
            Tie("a", "b", reporter="a", trust=3, when=date(2025, 2, 1)),
            Tie("a", "b", reporter="a", trust=1, when=date(2025, 1, 1)),
            Tie("a", "b", reporter="b", trust=4),
            Tie("a", "b", reporter="c", trust=2),
            Tie("a", "b", reporter="d"),
        ),
    )
    now = Network(
        (a, b),
        ties=(
            Tie("b", "a", reporter="a", trust=4),
            Tie("a", "b", reporter="b", trust=2),
            Tie("a", "b", reporter="d"),
        ),
    )
    # a: 3 → 4 up; b: 4 → 2 down; c told only then; d gave no rung either time.
    assert network_change(then, now).tie_trust == TrustChange(up=1, same=0, down=1, unknown=1)
    told = "\n".join(change_sentences(network_change(then, now), "zh"))
    assert "两次都问到的只有 2 条" in told


def test_different_response_rates_are_a_caution() -> None:
    all_but_one = network_change(everybody_answered(THEN), everybody_answered(NOW, but="c"))
    assert (all_but_one.response_before.rate, all_but_one.response_after.rate) == (1.0, 5 / 6)
    assert all_but_one.warnings == ("rates_differ",)
    assert network_change(everybody_answered(THEN), everybody_answered(THEN)).warnings == ()


def test_waves_of_which_nobody_recorded_who_answered_say_so() -> None:
    found = network_change(THEN, everybody_answered(THEN))
    assert (found.response_before.rate, found.response_after.rate) == (None, 1.0)
    assert found.warnings == ("unknown",)
    for language, words in (
        ("zh", "谁作答没有记下"),
        ("en", "who of the map's list answered was not recorded"),
    ):
        told = change_sentences(found, language)  # type: ignore[arg-type]
        assert words in told[0]
        assert "None" not in "".join(told)


def test_few_who_answered_and_changed_codes_are_cautions() -> None:
    silent = replace(THEN, people=tuple(replace(one, answered=False) for one in THEN.people))
    assert network_change(silent, silent).warnings == ("too_low",)
    assert network_change(
        everybody_answered(of(("a", "b"))), everybody_answered(of(("x", "y")))
    ).warnings == ("few_again",)


def test_without_directions_a_tie_turned_round_is_the_same_tie() -> None:
    assert network_change(of(("a", "b")), of(("b", "a"))).ties[0].stayed == 1
    assert network_change(of(("a", "b"), directed=True), of(("b", "a"), directed=True)).ties[0].stayed == 0


@pytest.mark.slow
@given(networks(), networks())
def test_backwards_what_came_is_what_left(one: Network, other: Network) -> None:
    there, back = network_change(one, other), network_change(other, one)
    assert (there.came, there.left) == (back.left, back.came)
    for row, again in zip(there.ties, back.ties, strict=True):
        assert (row.appeared, row.vanished, row.stayed, row.share) == (
            again.vanished,
            again.appeared,
            again.stayed,
            again.share,
        )
    assert (there.trust.up, there.trust.same) == (back.trust.down, back.trust.same)


@given(networks())
def test_a_map_has_not_changed_against_itself(network: Network) -> None:
    same = network_change(network, network)
    assert (same.came, same.left, same.born, same.ended, same.missing, same.lives) == ((),) * 6
    assert same.ties[0].share in (1.0, None)
    assert same.ties[0].appeared == same.ties[0].vanished == 0


@given(st.randoms(use_true_random=False))
def test_other_codes_and_another_order_change_no_number(chance: random.Random) -> None:
    names = [*ids(THEN), *(who for who in ids(NOW) if who not in ids(THEN))]
    new = dict(zip(names, chance.sample([f"x{n}" for n in range(99)], len(names)), strict=True))

    def renamed(network: Network) -> Network:
        people = [replace(one, id=new[one.id]) for one in network.people]
        ties = [
            replace(tie, source=new[tie.source], target=new[tie.target], reporter=new[tie.reporter])
            for tie in network.ties
        ]
        chance.shuffle(people)
        chance.shuffle(ties)
        groups = tuple(replace(one, id=new[one.id]) for one in network.groups)
        return replace(network, people=tuple(people), groups=groups, ties=tuple(ties))

    moved = network_change(renamed(THEN), renamed(NOW))
    assert (moved.ties, moved.trust, moved.unheard, moved.with_leavers) == (
        found().ties,
        found().trust,
        found().unheard,
        found().with_leavers,
    )


def test_everybody_keeps_their_place_on_all_three_pictures() -> None:
    earlier = community()
    later = replace(
        earlier,
        people=(*earlier.people[3:], Person("n1", "新人")),
        ties=tuple(
            tie
            for tie in (*earlier.ties[10:], Tie("n1", "t0", Relation.MEMBER))
            if not {tie.source, tie.target} & {one.id for one in earlier.people[:3]}
        ),
    )
    drawn = change_maps(earlier, later)
    places = {mark.id: (mark.x, mark.y, mark.size, mark.shape) for mark in drawn.changes.marks}
    assert set(places) == {*ids(earlier), *ids(later)}
    for picture, network in ((drawn.then, earlier), (drawn.now, later)):
        assert {mark.id for mark in picture.marks} == set(ids(network))
        assert all(places[mark.id] == (mark.x, mark.y, mark.size, mark.shape) for mark in picture.marks)
    assert len(drawn.then.lines) == len(change_maps(earlier, earlier).now.lines)


def test_the_stroke_alone_tells_what_came_went_and_stayed() -> None:
    drawn = change_maps(THEN, NOW).changes
    names = [mark.id for mark in drawn.marks]
    looks = {
        frozenset({names[line.source], names[line.target]}): (line.stroke, line.width) for line in drawn.lines
    }
    came, went, stayed = (looks[frozenset(pair)] for pair in (("a", "new"), ("b", "c"), ("a", "G1")))
    assert (came[0], went[0], stayed[0]) == (Stroke.SOLID, Stroke.DASHED, Stroke.SOLID)
    assert came[1] > 2 * stayed[1]
    assert {entry.key for entry in drawn.legend if entry.stroke} == {
        "waves.tie.appeared",
        "waves.tie.vanished",
        "waves.tie.stayed",
    }


def test_who_came_and_went_says_so_in_the_label() -> None:
    label = {mark.id: mark.label for mark in change_maps(THEN, NOW).changes.marks}
    assert (label["new"], label["gone"], label["a"]) == (f"{CAME}庚", f"{WENT}己", "甲")


def test_a_code_that_was_a_persons_and_is_a_groups_is_drawn_once() -> None:
    whole = union_network(of(("a", "b")), Network((Person("b"),), (Group("a"),)))
    assert sorted(ids(whole)) == ["a", "b"]


@pytest.mark.slow
@given(networks(), networks())
def test_any_two_maps_can_be_drawn_and_told(one: Network, other: Network) -> None:
    change_maps(one, other)
    assert change_sentences(network_change(one, other), "zh")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_is_told_with_how_many_it_is_about(language: Language) -> None:
    name = union_network(THEN, NOW).label
    told = "\n".join(change_sentences(found(), language, name))
    assert "40%" in told
    assert "n=5" in told
    for group in ("舞蹈队", "书法社", "合唱团", "花园小组"):
        assert group in told
    assert "{" not in told
    assert len(relation_sentences(found(), language)) == 3


def test_a_handful_of_ties_or_rungs_gets_no_share() -> None:
    few = network_change(of(("a", "b"), ("b", "c")), of(("a", "b"), people="c"))
    told = "\n".join(change_sentences(few, "zh"))
    assert "50%" not in told
    assert "n=2" in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_relations_of_fewer_than_five_ties_get_no_percentage(language: Language) -> None:
    """Trust has three ties to compare, knowing and belonging one each."""
    assert "%" not in "".join(relation_sentences(found(), language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("people", "few"), [("abcd", True), ("abcde", False)])
def test_who_moved_on_the_ladder_is_told_of_five_and_more(people: str, few: bool, language: Language) -> None:
    """Of fewer, "one moved down" would point at somebody; so for people's rungs and for those of ties."""
    way = Network(tuple(Person(one, trust=1) for one in (*people, "z")))
    ties = tuple(Tie(one, "z", reporter=one, trust=1) for one in people)
    network = replace(way, people=(*way.people[:-1], Person("z")), ties=ties, directed=True)
    told = change_sentences(network_change(network, network), language)
    n = len(people)
    assert (say(language, "waves.trust_few", n=n) in told) is few
    assert (say(language, "waves.tie_trust_few", n=n) in told) is few


def test_the_caution_stands_before_the_counts() -> None:
    told = change_sentences(found(), "zh")
    assert told[1].startswith("要小心")
