"""Tables in rounds: exact where a construction is known, counted honestly where none is; nobody moves for latecomers."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties import examples
from workshop.base.errors import ContentError, InputError, SeveralErrors
from workshop.learning.seating.late_arrivals import arrive, leave
from workshop.learning.seating.latin_seating import (
    Paths,
    by_offsets,
    field_walking,
    meetings,
    repeat_free,
    searched_offsets,
    walking,
    with_columns_mixed,
)
from workshop.learning.seating.round_tables import load_table, ready_tables
from workshop.learning.seating.rounds import (
    Plan,
    Seating,
    count,
    fewest_repeats,
    fewest_same_organisation,
    seat,
)
from workshop.model.matching import Peer, both


def repeats(paths: Paths) -> int:
    met = meetings(paths, np.ones(paths.shape[1], dtype=bool))
    return int(np.maximum(np.triu(met) - 1, 0).sum())


def people(n: int, organisations: int = 0, roles: int = 0) -> list[Peer]:
    return [
        Peer(
            f"p{number:03}",
            organisation=f"o{number % organisations}" if organisations else "",
            role=f"r{number % roles}" if roles else "",
        )
        for number in range(n)
    ]


def test_the_walking_rule_is_exact_for_all_rooms() -> None:
    """q = 5 … 60, g = 3 … 5: no pair twice up to the formula's R, and one at R + 1 whenever R < q."""
    for tables in range(5, 61):
        for seats in (3, 4, 5):
            free = repeat_free(tables, seats)
            assert repeats(walking(tables, seats, free)) == 0
            if free < tables:
                assert repeats(walking(tables, seats, free + 1)) > 0


def test_the_formula_gives_the_published_table() -> None:
    tables = (8, 9, 10, 11, 12, 13, 15, 17, 20, 30, 50)  # reference table, four seats
    assert [repeat_free(q, 4) for q in tables] == [4, 3, 5, 11, 4, 13, 5, 17, 10, 10, 25]


@pytest.mark.parametrize("tables", [4, 5, 8, 9, 16, 25, 27])
def test_a_prime_power_of_tables_walks_as_many_rounds_as_tables(tables: int) -> None:
    paths = field_walking(tables, 4, tables)
    assert paths is not None
    assert repeats(paths) == 0


@pytest.mark.parametrize("tables", [6, 12, 10])
def test_no_field_has_so_many_elements(tables: int) -> None:
    assert field_walking(tables, 4, 2) is None


@pytest.mark.parametrize(("tables", "rounds"), [(6, 5), (10, 8), (12, 10), (14, 11), (20, 15)])
def test_searched_offsets_go_further_than_the_walking_rule(tables: int, rounds: int) -> None:
    offsets = searched_offsets(tables, 4, rounds)
    assert offsets is not None
    assert repeats(by_offsets(tables, np.array(offsets))) == 0
    assert rounds > repeat_free(tables, 4)


@pytest.mark.parametrize(
    ("tables", "seats", "rounds", "pairs"),
    # 16 people in 5 rounds and 27 in 13: every pair once (affine planes of order 4, space of order 3); 32 in 9 is known.
    [(4, 4, 5, 120), (9, 3, 13, 351), (8, 4, 9, 432)],
)
def test_columns_mix_among_themselves_after_walking(tables: int, seats: int, rounds: int, pairs: int) -> None:
    paths = with_columns_mixed(tables, seats, rounds)
    assert paths is not None
    assert (
        repeats(paths),
        int((np.triu(meetings(paths, np.ones(tables * seats, dtype=bool))) > 0).sum()),
    ) == (0, pairs)


def test_forty_people_meet_all_others_in_thirteen_rounds_and_fifteen_in_seven() -> None:
    found = {table.id: table for table in ready_tables()}
    assert repeats(found["forty"].paths) == repeats(found["fifteen"].paths) == 0
    for name, n in (("forty", 780), ("fifteen", 105)):
        seats = [table for seated in found[name].rounds for table in seated]
        assert len({pair for table in seats for pair in combinations(sorted(table), 2)}) == n


@pytest.mark.parametrize(
    ("rounds", "code"),
    [
        ("[[[1, 2], [3, 4]], [[1, 2], [3, 4]]]", "rounds.table_repeat"),
        ("[[[1, 2], [3, 3]]]", "rounds.table_people"),
        ("[[[1, 2, 3], [4]]]", "rounds.table_people"),
        ("[]", "content.value"),
    ],
)
def test_a_table_that_is_wrong_is_not_used(tmp_path: Path, rounds: str, code: str) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(f'id = "wrong"\ntables = 2\nseats = 2\nrounds = {rounds}\n', encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        load_table(path)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("n", "tables", "rounds", "method"),
    [
        (40, 10, 5, "walking"),
        (37, 10, 5, "walking"),
        (40, 10, 8, "offsets"),
        (40, 10, 13, "table"),
        (39, 10, 13, "table"),
        (37, 10, 12, "table"),
        (15, 5, 7, "table"),
        (16, 4, 5, "columns"),
        (32, 8, 9, "columns"),
        (36, 9, 9, "field"),
        (200, 50, 6, "walking"),
    ],
)
def test_known_rooms_have_no_repeats_and_no_table_lacks_two(
    n: int, tables: int, rounds: int, method: str
) -> None:
    found = seat(people(n), tables, rounds)
    assert (found.counts.repeats, found.plan.method.value, found.better_tables) == (0, method, None)
    assert found.counts.smallest == n // tables
    assert found.counts.largest == -(-n // tables)


@pytest.mark.slow
@examples(30)
@given(st.integers(2, 30), st.integers(1, 8), st.integers(1, 5), st.integers(0, 6))
def test_whatever_the_room_everybody_sits_once_a_round(
    n: int, tables: int, rounds: int, organisations: int
) -> None:
    room = people(n, organisations)
    if n < 2 * tables:
        with pytest.raises(InputError):
            seat(room, tables, rounds)
        return
    found = seat(room, tables, rounds)
    assert len(found.plan.rounds) == rounds
    for seated in found.plan.rounds:
        assert sorted(person for table in seated for person in table) == [one.id for one in room]
    assert found.counts.smallest >= n // tables
    assert found.counts.largest <= -(-n // tables)
    assert found.counts.repeats >= found.fewest_repeats
    assert found.counts.same_organisation >= found.fewest_same_organisation
    assert found == seat(room[::-1], tables, rounds)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("n", "tables", "rounds", "organisations", "why"),
    [
        (3, 1, 2, 0, ("one_table",)),
        (16, 4, 6, 0, ("repeats_counted",)),
        (24, 6, 7, 0, ("repeats_left",)),
        (40, 10, 5, 1, ("house_large",)),
        (4, 2, 2, 0, ("tables_of_two",)),
    ],
)
def test_what_cannot_be_had_is_said_with_the_reason(
    n: int, tables: int, rounds: int, organisations: int, why: tuple[str, ...]
) -> None:
    assert seat(people(n, organisations), tables, rounds).why == why


def test_sixteen_people_for_six_rounds_have_the_repeats_counting_demands_and_no_more() -> None:
    found = seat(people(16), 4, 6)
    assert found.counts.repeats == found.fewest_repeats == 6 * 24 - 120


@pytest.mark.slow
def test_a_number_of_tables_that_works_is_proposed() -> None:
    found = seat(people(24), 6, 7)
    assert found.counts.repeats > 0
    assert found.better_tables == 7
    assert seat(people(24), 7, 7).counts.repeats == 0


@pytest.mark.parametrize(("n", "tables", "organisations"), [(40, 10, 12), (120, 30, 7), (200, 50, 60)])
def test_organisations_are_kept_apart_without_a_repeat(n: int, tables: int, organisations: int) -> None:
    found = seat(people(n, organisations), tables, 5)
    assert (found.counts.repeats, found.counts.same_organisation, found.why) == (0, 0, ())


def test_three_large_organisations_meet_no_more_than_they_must() -> None:
    found = seat(people(40, 3), 10, 5)
    # 14, 13 and 13 people at ten tables: 4 + 3 + 3 pairs a round.
    assert found.counts.same_organisation == found.fewest_same_organisation == 50


def test_roles_are_mixed_and_two_who_are_apart_never_meet() -> None:
    assert seat(people(40, roles=4), 10, 5).counts.same_role == 0
    apart = frozenset({both("p000", "p010"), both("p001", "p022")})
    assert seat(people(40), 10, 5, apart).counts.apart == 0


def test_people_who_fit_meet_more_often_and_still_nobody_twice() -> None:
    pairs = [both(f"p{number:03}", f"p{number + 1:03}") for number in range(0, 40, 2)]

    def together(found: Seating) -> int:
        return sum(
            both(one, other) in pairs
            for seated in found.plan.rounds
            for table in seated
            for one, other in combinations(table, 2)
        )

    plain, fitted = seat(people(40), 10, 5), seat(people(40), 10, 5, fits=dict.fromkeys(pairs, 1.0))
    assert fitted.counts.repeats == 0
    assert (together(plain), together(fitted)) == (0, 20)  # neighbours of one column never meet by themselves


def test_who_stays_away_leaves_a_chair_and_who_comes_late_takes_it() -> None:
    before = seat(people(37), 10, 5).plan
    gone = leave(before, "p005")
    assert [person for person in before.sitting if person not in gone.sitting] == ["p005"]
    assert gone.paths == before.paths
    late = Peer("late")
    filled = arrive(gone, late, people(37))
    assert filled.paths == before.paths
    assert {one for one in filled.sitting if one} == {one for one in gone.sitting if one} | {"late"}
    assert all(filled.tables_of(one.id) == before.tables_of(one.id) for one in people(37) if one.id != "p005")
    assert count(filled.rounds, {}).repeats == 0
    assert leave(before, "nobody") == before
    assert arrive(filled, late, people(37)) == filled


def test_a_latecomer_takes_the_chair_away_from_their_own_house() -> None:
    room = people(38, 19)
    before = seat(room, 10, 5).plan
    late = Peer("late", organisation="o3")
    after = arrive(before, late, room)
    known = {one.id: one for one in [*room, late]}
    chairs = [chair for chair, person in enumerate(before.sitting) if person is None]
    possible = []
    for chair in chairs:
        sitting = tuple("late" if number == chair else one for number, one in enumerate(before.sitting))
        possible.append(count(Plan(before.method, 10, before.paths, sitting).rounds, known).same_organisation)
    assert count(after.rounds, known).same_organisation == min(possible)


def test_without_an_empty_chair_one_is_added_and_nobody_moves() -> None:
    before = seat(people(40), 10, 5).plan
    after = arrive(before, Peer("late"), people(40))
    assert all(after.tables_of(one.id) == before.tables_of(one.id) for one in people(40))
    assert count(after.rounds, {}).largest == 5
    assert count(after.rounds, {}).repeats == 0


def test_everybody_can_look_up_table_and_partners() -> None:
    plan = seat(people(8), 2, 2).plan
    for one in people(8):
        for number, table in enumerate(plan.tables_of(one.id)):
            assert set(plan.rounds[number][table]) == {one.id, *plan.partners_of(one.id)[number]}
    assert plan.tables_of("nobody") == plan.partners_of("nobody") == ()


@pytest.mark.parametrize(
    ("n", "tables", "rounds", "code"),
    [
        (0, 1, 1, "rounds.few"),
        (1, 1, 1, "rounds.few"),
        (8, 0, 1, "rounds.tables"),
        (8, 2, 0, "rounds.rounds"),
        (8, 2, 61, "rounds.rounds"),
        (8, 5, 1, "rounds.many_tables"),
        (501, 100, 1, "rounds.many_people"),
    ],
)
def test_what_means_no_round_is_refused(n: int, tables: int, rounds: int, code: str) -> None:
    with pytest.raises(InputError) as refused:
        seat(people(n), tables, rounds)
    assert refused.value.code == code
    assert not isinstance(refused.value, SeveralErrors)


def test_the_bounds_count_what_no_plan_avoids() -> None:
    assert fewest_repeats(16, 4, 5) == 0
    assert fewest_repeats(3, 1, 4) == 9
    assert fewest_same_organisation([11, 3], tables=10, rounds=3) == 3
