"""Several people's views on one map: replaced, never doubled; nothing merged by itself; taken out again whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from workshop.model.network import About, Group, Network, Person, PersonKind, Relation, Remark, Tie
from workshop.model.step import Ends, Option, Payload, Question, StepKind
from workshop.network.collect.merge_reports import (
    Added,
    Chosen,
    added,
    merge_duplicates,
    merge_reports,
    without,
)
from workshop.network.collect.reports import MapAnswer, PersonReport, person_report
from workshop.network.collect.tie_confirmation import Confirmation, confirmation_sentences, tie_confirmations
from workshop.network.measures.response import response
from workshop.network.privacy.coded import coded

DAY = date(2026, 3, 2)
RELATIONS = (Relation.KNOWS, Relation.TRUSTS)
LISTED = ("R01", "R02", "R03")
ROSTER = Network(
    people=(
        Person("R01", "王阿姨", answered=False),
        Person("R02", "李叔", answered=False),
        Person("R03"),
        Person("S1", "小林", PersonKind.SUPPORTER),
    ),
    groups=(Group("G1", "舞蹈队"),),
    ties=(
        Tie("R01", "R02", Relation.KNOWS, reporter="R01"),
        Tie("R01", "G1", Relation.LEADS, reporter="R01"),
        Tie("S1", "R02", Relation.TRUSTS, reporter="S1"),
        Tie("R02", "R03"),
    ),
)


def people(*picked: str, **marks: str) -> Payload:
    return {"people": [{"code": code, "marks": dict(marks)} for code in picked]}


def ties(*found: tuple[str, str, str]) -> Payload:
    return {"ties": [{"source": a, "target": b, "relation": c} for a, b, c in found]}


def roster(*columns: str) -> Question:
    return Question("who", StepKind.ROSTER, "", options=tuple(Option(one, one) for one in columns))


def asking(*relations: str) -> Question:
    return Question(
        "ties", StepKind.TIES, "", options=tuple(Option(one, one) for one in relations), ends=Ends.OTHERS
    )


def said(into: str, question: Question, payload: Payload, day: date = DAY) -> MapAnswer:
    return MapAnswer(into, question, payload, day)


def spoke(
    seat: str, me: str = "", *reports: tuple[str, str, str], picked: tuple[str, ...] = ()
) -> PersonReport:
    """A view of somebody asked who they are, who belongs on the map, and who knows or trusts whom."""
    found = [
        said("map_people", roster(), people(*picked)),
        said("map_ties", asking(*RELATIONS), ties(*reports)),
    ]
    if me:
        found.insert(0, said("map_self", roster(), people(me)))
    return person_report(seat, PersonKind.RESIDENT, found)


def test_what_is_said_of_oneself_is_signed_with_who_one_is_on_the_map() -> None:
    found = spoke("PAAAA", "R01", ("", "R03", "knows"))
    assert found.ties == (Tie("R01", "R03", Relation.KNOWS, reporter="R01", when=DAY),)
    nobody = spoke("PAAAA", "", ("", "R03", "knows"))
    assert nobody.ties == (Tie("PAAAA", "R03", Relation.KNOWS, reporter="PAAAA", when=DAY),)


def test_a_reporter_speaks_anew_only_of_what_they_were_asked() -> None:
    found = merge_reports(ROSTER, [spoke("PAAAA", "R01", ("", "R03", "knows"))])
    assert found.ties == (
        # never asked who leads what; the others' words are theirs
        Tie("R01", "G1", Relation.LEADS, reporter="R01"),
        Tie("S1", "R02", Relation.TRUSTS, reporter="S1"),
        Tie("R02", "R03"),
        Tie("R01", "R03", Relation.KNOWS, reporter="R01", when=DAY),
    )


def test_who_spoke_has_answered_and_who_was_only_named_has_not() -> None:
    found = merge_reports(ROSTER, [spoke("PAAAA", "R01", ("", "张婆婆", "knows"))])
    assert {one.id: one.answered for one in found.people} == {
        "R01": True,
        "R02": False,
        "R03": None,  # the map has ties of theirs: who told them was not recorded
        "S1": None,
        "张婆婆": False,
    }


def test_on_a_roster_without_ties_who_has_not_spoken_has_not_answered() -> None:
    found = merge_reports(Network(tuple(map(Person, "ABCD"))), [spoke("PAAAA", "A", ("", "B", "knows"))])
    assert [one.answered for one in found.people] == [True, False, False, False]
    assert response(found).rate == 0.25


def test_somebody_added_comes_last_as_a_resident_under_what_they_were_called() -> None:
    found = merge_reports(ROSTER, [spoke("PAAAA", "", picked=("R02", "张婆婆"))])
    assert found.people[-1] == Person("张婆婆", answered=False)
    assert len(found.people) == len(ROSTER.people) + 1


def test_an_onlooker_is_not_put_on_the_map_and_a_worker_who_speaks_of_themselves_is_one() -> None:
    onlooker = spoke("PAAAA", "", ("R01", "R02", "knows"))
    assert len(merge_reports(ROSTER, [onlooker]).people) == len(ROSTER.people)
    own = said("map_ties", asking(*RELATIONS), ties(("", "R01", "trusts")))
    worker = person_report("PBBBB", PersonKind.SUPPORTER, [own])
    assert merge_reports(ROSTER, [worker]).people[-1] == Person(
        "PBBBB", kind=PersonKind.SUPPORTER, answered=True
    )


def test_an_answer_changed_later_replaces_the_earlier_one_and_takes_its_slip_along() -> None:
    first = merge_reports(ROSTER, [spoke("PAAAA", "R01", ("", "张婆波", "knows"))])
    again = merge_reports(first, [spoke("PAAAA", "R01", ("", "张婆婆", "knows"))])
    assert [one.id for one in again.people][-1] == "张婆婆"
    assert "张婆波" not in {one.id for one in again.people}


def test_somebody_an_organiser_wrote_something_about_stays_though_nobody_names_them_now() -> None:
    first = merge_reports(ROSTER, [spoke("PAAAA", "R01", picked=("张婆婆",))])
    written = replace(first, people=(*first.people[:-1], replace(first.people[-1], building="3栋")))
    again = merge_reports(written, [spoke("PAAAA", "R01")])
    assert "张婆婆" in {one.id for one in again.people}


def test_who_says_later_who_they_are_is_not_there_twice() -> None:
    first = merge_reports(ROSTER, [spoke("PAAAA", "", ("", "R03", "knows"))])
    assert "PAAAA" in {one.id for one in first.people}
    again = merge_reports(first, [spoke("PAAAA", "R02", ("", "R03", "knows"))])
    assert "PAAAA" not in {one.id for one in again.people}
    assert [tie.reporter for tie in again.ties if tie.when] == ["R02"]


def test_who_corrects_who_they_are_speaks_no_more_under_the_first() -> None:
    first = merge_reports(ROSTER, [spoke("PAAAA", "R02", ("", "R03", "trusts"))])
    corrected = replace(spoke("PAAAA", "R01", ("", "R03", "trusts")), formerly=frozenset({"R02"}))
    again = merge_reports(first, [corrected])
    assert [(tie.source, tie.reporter) for tie in again.ties if tie.when] == [("R01", "R01")]


def test_two_who_say_they_are_the_same_person_speak_as_one() -> None:
    two = [
        spoke("PAAAA", "R01", ("", "R03", "knows"), ("R02", "R03", "knows")),
        spoke("PBBBB", "R01", ("", "R03", "knows"), ("", "R02", "trusts")),
    ]
    found = [(tie.source, tie.target, tie.relation) for tie in merge_reports(ROSTER, two).ties if tie.when]
    assert found == [("R01", "R03", "knows"), ("R02", "R03", "knows"), ("R01", "R02", "trusts")]


def test_a_rung_given_on_an_earlier_day_is_a_step_on_the_ladder_and_stays() -> None:
    before = replace(
        ROSTER,
        remarks=(
            Remark("R02", About.TRUST, 1, reporter="S1", when=date(2026, 1, 5)),
            Remark("R02", About.WILL, 1, reporter="S1", when=date(2026, 1, 5)),
            Remark("R02", About.TRUST, 2, reporter="S1", when=DAY),
        ),
    )
    marks = roster("trust", "will", "blocked", "colour")
    says = [
        said("map_self", roster(), people("S1")),
        said("map_marks", marks, people("R02", trust="3", will="unknown", blocked="O7", colour="red")),
    ]
    assert merge_reports(before, [person_report("PAAAA", PersonKind.SUPPORTER, says)]).remarks == (
        Remark("R02", About.TRUST, 1, reporter="S1", when=date(2026, 1, 5)),
        Remark("R02", About.TRUST, 3, reporter="S1", when=DAY),
        Remark("R02", About.BLOCKED, word="O7", reporter="S1", when=DAY),
    )


def test_a_nomination_is_a_remark() -> None:
    says = [said("map_follow", roster(), people("R01", "R02")), said("map_spread", roster(), people("R02"))]
    found = merge_reports(ROSTER, [person_report("PAAAA", PersonKind.RESIDENT, says)])
    assert [(one.of, one.about, one.value, one.reporter) for one in found.remarks] == [
        ("R01", About.FOLLOW, 1.0, "PAAAA"),
        ("R02", About.FOLLOW, 1.0, "PAAAA"),
        ("R02", About.SPREAD, 1.0, "PAAAA"),
    ]


def test_a_tie_of_another_wave_stays() -> None:
    earlier = Tie("R01", "R02", Relation.KNOWS, reporter="R01", wave="2025")
    before = replace(ROSTER, wave="2026", ties=(earlier,))
    assert merge_reports(before, [spoke("PAAAA", "R01")]).ties == (earlier,)


def test_those_added_are_listed_with_how_many_named_them() -> None:
    views = [
        spoke("PAAAA", "R01", picked=("R02", "王阿姨", "张婆婆")),
        spoke("PBBBB", "", ("张婆婆", "老赵", "knows")),
    ]
    # 王阿姨 is the one label of R01
    assert added(ROSTER, views) == (Added("张婆婆", 2), Added("老赵", 1))


def test_a_name_that_two_on_the_map_bear_is_nobody_until_somebody_says_who() -> None:
    twice = replace(ROSTER, people=(*ROSTER.people, Person("R09", "王阿姨")))
    assert added(twice, [spoke("PAAAA", "", picked=("王阿姨",))]) == (Added("王阿姨", 1),)


def test_a_name_chosen_to_be_somebody_is_known_at_the_next_gathering() -> None:
    views = [spoke("PAAAA", "", ("王姨", "R03", "knows"))]
    once = merge_reports(ROSTER, views, Chosen({"王姨": "R01"}))
    assert [(tie.source, tie.target) for tie in once.ties if tie.when] == [("R01", "R03")]
    later = [*views, spoke("PBBBB", "", ("王姨", "R02", "trusts"))]
    assert added(once, later) == ()
    assert [tie.source for tie in merge_reports(once, later).ties if tie.when] == ["R01", "R01"]


def test_two_names_added_for_one_person_become_one() -> None:
    views = [spoke("PAAAA", "", ("张婆婆", "R03", "knows")), spoke("PBBBB", "", ("张阿婆", "R02", "knows"))]
    found = merge_reports(ROSTER, views, Chosen({"张阿婆": "张婆婆", "张婆婆": "张阿婆"}))
    assert len(found.people) == len(ROSTER.people) + 1


def test_who_is_left_out_takes_along_what_was_said_of_them() -> None:
    views = [spoke("PAAAA", "R01", ("", "王二麻子", "knows"), ("", "R03", "knows"), picked=("王二麻子",))]
    found = merge_reports(ROSTER, views, Chosen(left_out=frozenset({"王二麻子"})))
    assert "王二麻子" not in {one.id for one in found.people}
    assert [tie.target for tie in found.ties if tie.when] == ["R03"]


def test_a_reporter_left_out_still_tells_of_others_under_their_seats_code() -> None:
    views = [spoke("PAAAA", "老王", ("", "R03", "knows"), ("R01", "R03", "knows"))]
    found = merge_reports(ROSTER, views, Chosen(left_out=frozenset({"老王"})))
    assert [(tie.source, tie.reporter) for tie in found.ties if tie.when] == [("R01", "PAAAA")]


def test_a_group_added_to_a_list_of_groups_is_a_group() -> None:
    says = [MapAnswer("map_people", roster(), people("晨练队"), DAY, groups=True)]
    found = merge_reports(ROSTER, [person_report("PAAAA", PersonKind.RESIDENT, says)])
    assert (found.groups[-1].id, len(found.people)) == ("晨练队", len(ROSTER.people))


def test_two_on_the_map_made_one_are_known_by_either_code_afterwards() -> None:
    whole = merge_duplicates(
        replace(ROSTER, remarks=(Remark("R03", About.FOLLOW, reporter="R03"),)), [("R01", "R03")]
    )
    assert whole.remarks == (Remark("R01", About.FOLLOW, reporter="R01"),)
    assert added(whole, [spoke("PAAAA", "", picked=("R03",))]) == ()


def test_what_goes_out_by_code_tells_neither_who_was_called_what_nor_who_named_whom() -> None:
    found = coded(
        merge_reports(ROSTER, [spoke("PAAAA", "", ("王姨", "老赵", "knows"))], Chosen({"王姨": "R01"}))
    )
    assert "王姨" not in repr(found)
    assert "老赵" not in repr(found)
    assert "PAAAA" not in repr(found)


def test_somebody_who_withdraws_is_taken_out_with_those_only_they_named() -> None:
    views = [
        spoke("PAAAA", "R01", ("", "张婆婆", "knows"), ("", "老赵", "knows")),
        spoke("PBBBB", "", ("老赵", "R02", "knows")),
    ]
    found = without(merge_reports(ROSTER, views), {"PAAAA", "R01"})
    assert {tie.reporter for tie in found.ties} == {"PBBBB", "S1", ""}
    assert [one.id for one in found.people][4:] == ["老赵"]
    assert not found.people[0].answered
    assert "PAAAA" not in repr(found)


# What anybody may say: those listed, some that are not, and oneself.
ENDS = st.sampled_from([*LISTED, "张婆婆", "老赵", "王 | 姨", "3 栋甲", "G1", "王阿姨"])
REPORTS = st.lists(st.tuples(st.just("") | ENDS, ENDS, st.sampled_from(["knows", "trusts"])), max_size=5)
VIEWS = st.lists(
    st.builds(
        lambda me, reports, picked: (me, reports, tuple(picked)),
        st.sampled_from(["", "R01", "R02", "老赵", "王 | 姨"]),
        REPORTS,
        st.lists(ENDS, max_size=3),
    ),
    max_size=4,
).map(
    lambda found: [
        spoke(f"P{number}", me, *reports, picked=picked) for number, (me, reports, picked) in enumerate(found)
    ]
)
CHOICES = st.builds(
    Chosen,
    st.dictionaries(st.sampled_from(["张婆婆", "老赵", "王 | 姨"]), ENDS, max_size=3),
    st.frozensets(st.sampled_from(["张婆婆", "3 栋甲"]), max_size=1),
)


@given(VIEWS, CHOICES)
def test_gathering_twice_is_gathering_once(views: list[PersonReport], chosen: Chosen) -> None:
    once = merge_reports(ROSTER, views, chosen)
    assert merge_reports(once, views, chosen) == once


@given(VIEWS, VIEWS)
def test_those_who_do_not_speak_keep_every_word(first: list[PersonReport], later: list[PersonReport]) -> None:
    before = merge_reports(ROSTER, first)
    after = merge_reports(before, later)
    speaking = {
        code for one in later for code in (*one.codes, *(name for name in LISTED if name == one.reporter))
    }
    kept = [tie for tie in before.ties if tie.reporter not in speaking]
    assert [tie for tie in after.ties if tie.reporter not in speaking] == kept


@given(VIEWS, CHOICES)
def test_every_end_of_what_is_said_is_on_the_map_and_nobody_is_there_twice(
    views: list[PersonReport], chosen: Chosen
) -> None:
    found = merge_reports(ROSTER, views, chosen)
    nodes = [*(one.id for one in found.people), *(one.id for one in found.groups)]
    assert len(nodes) == len(set(nodes))
    assert {end for tie in found.ties for end in (tie.source, tie.target)} <= set(nodes)
    assert {one.of for one in found.remarks} <= set(nodes)


@given(VIEWS)
def test_when_all_withdraw_the_map_is_what_it_was_but_for_what_they_replaced(
    views: list[PersonReport],
) -> None:
    codes = {code for one in views for code in one.codes}
    found = without(merge_reports(ROSTER, views), codes)
    assert [one.id for one in found.people] == [one.id for one in ROSTER.people]
    assert not {tie.reporter for tie in found.ties} & codes
    assert found.extra == ROSTER.extra


def test_a_tie_both_ends_reported_is_told_apart_from_one_that_only_one_did() -> None:
    network = Network(
        people=(*map(Person, "ABCD"), Person("E", answered=False)),
        groups=(Group("G"),),
        ties=(
            Tie("A", "B", Relation.KNOWS, reporter="A"),
            Tie("B", "A", Relation.KNOWS, reporter="B"),
            Tie("A", "B", Relation.KNOWS, reporter="C"),
            Tie("A", "B", Relation.TRUSTS, reporter="A"),
            Tie("C", "D", Relation.KNOWS, reporter="A"),
            Tie("D", "C", Relation.KNOWS, reporter="B"),
            Tie("A", "E", Relation.KNOWS, reporter="A"),
            Tie("B", "D", Relation.KNOWS),
            Tie("A", "G", Relation.LEADS, reporter="A"),
            Tie("A", "A", Relation.KNOWS, reporter="A"),
        ),
    )
    found = tie_confirmations(network)
    assert [(pair.one, pair.other, pair.relation, pair.known_by, pair.onlookers) for pair in found.pairs] == [
        ("A", "B", "knows", Confirmation.BOTH, 1),
        ("A", "B", "trusts", Confirmation.ONE, 0),
        ("C", "D", "knows", Confirmation.OTHERS, 2),
        ("A", "E", "knows", Confirmation.ONE, 0),
        ("B", "D", "knows", Confirmation.NOBODY, 0),
        ("A", "G", "leads", Confirmation.ONE, 0),
    ]
    assert (found.both, found.one, found.others, found.nobody, found.with_group) == (1, 2, 1, 1, 1)
    # E did not answer, so A–E cannot be confirmed
    assert (found.checkable, found.confirmed) == (2, 1)


def test_on_a_directed_map_each_way_is_said_on_its_own() -> None:
    network = Network(
        (Person("A"), Person("B")),
        ties=(Tie("A", "B", Relation.FUNDS, reporter="A"), Tie("B", "A", Relation.FUNDS, reporter="B")),
        directed=True,
    )
    assert [pair.known_by for pair in tie_confirmations(network).pairs] == [
        Confirmation.ONE,
        Confirmation.ONE,
    ]
    answered = replace(network, ties=(network.ties[0], Tie("A", "B", Relation.FUNDS, reporter="B")))
    assert [pair.known_by for pair in tie_confirmations(answered).pairs] == [Confirmation.BOTH]


def test_the_words_count_each_kind_and_say_what_is_usual() -> None:
    network = merge_reports(
        replace(ROSTER, ties=()),
        [
            spoke("PA", "R01", ("", "R02", "knows"), ("", "R03", "knows")),
            spoke("PB", "R02", ("", "R01", "knows")),
            spoke("PC", "R03"),
        ],
    )
    told = confirmation_sentences(tie_confirmations(network), "en")
    assert told[0] == "2 ties between people: 1 said by both, 1 said by one of the two."
    assert "Of 2 ties where both people answered, both said 1" in told[1]
    assert "15–23 %" in told[2]
    assert confirmation_sentences(tie_confirmations(Network()), "zh") == ("还没有人说过谁和谁有联系。",)
