"""Communities side by side: response rates evened out, places on the scale of the set, no ranking."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.network.networks import community, of
from workshop.base.errors import InputError
from workshop.base.text import LANGUAGES, say
from workshop.model.network import Network, Relation
from workshop.network.io.read import read
from workshop.network.measures.compare import (
    NAMES,
    AskedFor,
    Eight,
    compare,
    distances_between,
    drawn,
    standardised,
    without_size,
)
from workshop.network.measures.measures import indicators
from workshop.network.text.compare_text import difference_sentences, figure_rows


def _set(n: int) -> list[tuple[str, Network]]:
    return [(f"c{seed}", community(seed, 20 + seed)) for seed in range(n)]


def test_a_community_is_most_like_its_twin() -> None:
    twins = [*_set(7), ("twin", community(2, 22))]
    found = compare(twins)
    assert found.nearest["c2"][0].id == "twin"
    assert (found.nearest["c2"][0].distance, found.nearest["c2"][0].drivers) == (0.0, ())
    assert len(found.nearest["c0"]) == 3


def test_z_has_mean_nought_and_spread_one() -> None:
    found = compare(_set(8))
    for name in NAMES:
        places = [getattr(row.z, name) for row in found.communities]
        if None not in places:
            assert (np.mean(places), np.std(places)) == (pytest.approx(0, abs=1e-9), pytest.approx(1))


def test_the_distance_matrix_is_one_of_distances() -> None:
    apart = np.array(compare(_set(8)).distance)
    assert apart.shape == (8, 8)
    assert np.allclose(apart, apart.T)
    assert np.allclose(np.diag(apart), 0)


def test_everybody_is_thinned_to_the_lowest_response_rate() -> None:
    full, fewer = _answering(community(1), 45), _answering(community(2), 30)
    found = compare([("full", full), ("fewer", fewer)])
    thin, kept = found.communities
    assert found.common_response_rate == pytest.approx(30 / 45)
    assert thin.thinned is not None
    assert thin.low.mean_ties < thin.thinned.mean_ties < thin.high.mean_ties  # type: ignore[operator]
    assert kept.low == kept.indicators == kept.high
    assert "compare.rates_differ" in found.warnings
    assert "response.too_low" not in found.warnings


def _answering(network: Network, kept: int) -> Network:
    people = tuple(replace(person, answered=turn < kept) for turn, person in enumerate(network.people))
    return replace(network, people=people)


def test_thinning_lowers_mean_ties_as_measured() -> None:
    """Non-response of a fifth leaves about 0.84-0.87 of mean ties in real rosters of directed nominations."""
    network = of(
        *((a, b) for a in "abcdefghijklmnopqrst" for b in "abcdefghijklmnopqrst" if a < b), directed=True
    )
    thinned = drawn(_answering(network, 20), 0.8, seed=1, draws=60)[:, NAMES.index("mean_ties")].mean()
    assert thinned / 19 == pytest.approx(0.8, abs=0.03)  # one report a tie: a fifth of the reports is gone


def test_size_is_taken_out_only_with_twenty_communities() -> None:
    assert all(row.z_size_adjusted is None for row in compare(_set(3), draws=2).communities)
    found = compare(_set(20), draws=2)
    assert all(row.z_size_adjusted is not None for row in found.communities)
    assert "compare.size_not_adjusted" not in found.warnings


def test_what_size_explains_is_gone() -> None:
    sizes = [10, 20, 40, 80]
    values = np.log(sizes)[:, None] * 3 + 1
    assert without_size(values, sizes) == pytest.approx(np.zeros((4, 1)), abs=1e-9)


def test_a_figure_all_share_has_no_place_and_does_not_count() -> None:
    z = standardised(np.array([[1.0, 5.0], [3.0, 5.0]]))
    assert z[:, 0].tolist() == [-1.0, 1.0]
    assert np.isnan(z[:, 1]).all()
    assert distances_between(z)[0, 1] == pytest.approx(2 * np.sqrt(2))  # 2 over one of two figures, scaled up


def test_few_peers_are_a_caution() -> None:
    assert "compare.few_peers" in compare(_set(3), draws=2).warnings
    assert "compare.few_peers" not in compare(_set(8), draws=2).warnings


def test_the_comparison_repeats_with_its_seed() -> None:
    assert compare(_set(3), seed=4) == compare(_set(3), seed=4)


@pytest.mark.parametrize(
    ("networks", "code"),
    [
        ([("a", community())], "network.compare_few"),
        ([("a", community()), ("a", community())], "network.compare_double"),
        ([("a", community()), ("b", Network())], "network.compare_empty"),
    ],
)
def test_what_cannot_be_compared_is_said(networks: list[tuple[str, Network]], code: str) -> None:
    with pytest.raises(InputError) as caught:
        compare(networks)
    assert caught.value.code == code


def test_networks_without_some_figure_are_still_placed() -> None:
    known = [(name, read(f"builtin:{name}")) for name in ("karate", "kite", "florentine", "lesmis")]
    paths = [("path", of(("a", "b"), ("b", "c"))), ("star", of(("a", "b"), ("a", "c"), ("a", "d")))]
    found = compare([("pair", of(("a", "b"))), ("alone", of(people="abc")), *known, *paths])
    alone = found.communities[1]
    assert (alone.indicators.path_length, alone.z.path_length) == (None, None)
    assert np.isfinite(np.array(found.distance)).all()


def test_without_thinning_the_figures_are_those_of_the_community_alone() -> None:
    """One network shown on two screens shows one figure on both."""
    networks = [("karate", read("builtin:karate")), ("kite", read("builtin:kite"))]
    for row, (_, network) in zip(compare(networks).communities, networks, strict=True):
        alone = indicators(network)
        assert {name: getattr(row.indicators, name) for name in NAMES} == {
            name: getattr(alone, name) for name in NAMES
        }


def test_fewer_than_eight_have_their_own_figures_and_no_place() -> None:
    """Of two one is always the higher: the karate club's published figures stand as they are, and nothing more is said."""
    found = compare([("karate", read("builtin:karate")), ("florentine", read("builtin:florentine"))])
    karate = found.communities[0]
    assert karate.indicators.mean_ties == pytest.approx(2 * 78 / 34)
    assert karate.indicators.clustering == pytest.approx(0.5706, abs=5e-5)
    assert (karate.thinned, found.common_response_rate, found.placed) == (None, None, False)
    assert set(vars(karate.z).values()) == {None}
    assert found.nearest == {"karate": (), "florentine": ()}
    assert found.distance == ((None, None), (None, None))
    for language in LANGUAGES:
        told = difference_sentences(found, language)
        # That nothing here ranks, and why: not one sentence about either of the two.
        assert len(told) == 1 + len(found.warnings)
        assert say(language, "network.caution.compare.few_peers") in told
        assert not any("karate" in line or "florentine" in line for line in told)


def test_a_community_hardly_anybody_answered_in_thins_no_other() -> None:
    """Everybody of 64 is tied in the full map, so 0 % are without ties; a copy with 3 of 64 answering changes nothing of it."""
    ring = of(*((f"p{turn}", f"p{(turn + 1) % 64}") for turn in range(64)))
    full, few = _answering(ring, 64), _answering(ring, 3)
    found = compare([("full", full), ("few", few)])
    assert (found.communities[0].indicators.isolated_share, found.communities[0].thinned) == (0.0, None)
    assert found.common_response_rate == 1.0
    assert "compare.too_few_answered" in found.warnings


def test_real_and_thinned_figures_stand_beside_each_other_with_their_names() -> None:
    found = compare([("full", _answering(community(1), 45)), ("fewer", _answering(community(2), 30))])
    assert found.communities[0].indicators == _eight_of(community(1))
    assert [row.community for row in figure_rows(found, "en")] == ["full", "full", "fewer"]
    as_mapped, thinned, other = (row.how for row in figure_rows(found, "en"))
    assert as_mapped == other == "as on the map"
    assert "67%" in thinned
    ties = f"{found.communities[0].indicators.mean_ties:.2f}"
    assert figure_rows(found, "en")[0].cells[0] == ties


def _eight_of(network: Network) -> Eight:
    found = indicators(network)
    return Eight(*(getattr(found, name) for name in NAMES))


def test_who_hardly_answered_has_no_place_and_moves_nobodys() -> None:
    """The z scores of eight are the same with a ninth below 60 % beside them."""
    eight = [(name, _answering(network, len(network.people))) for name, network in _set(8)]
    ninth = ("ninth", _answering(community(9), 10))
    alone, beside = compare(eight), compare([*eight, ninth])
    assert [one.z for one in beside.communities[:8]] == [one.z for one in alone.communities]
    assert set(vars(beside.communities[8].z).values()) == {None}
    assert beside.nearest["ninth"] == ()
    assert all(other.id != "ninth" for near in beside.nearest.values() for other in near)


def test_different_relations_are_not_compared_unless_asked_for_by_name() -> None:
    eight = _set(8)
    only_trust = replace(
        eight[0][1], ties=tuple(tie for tie in eight[0][1].ties if tie.relation == Relation.TRUSTS)
    )
    mixed = [("c0", only_trust), *eight[1:]]
    found = compare(mixed, draws=2)
    assert "compare.relations_differ" in found.warnings
    assert (found.placed, found.nearest["c0"]) == (False, ())
    named = compare(mixed, draws=2, asked=AskedFor(relations=("trusts",)))
    assert "compare.relations_differ" not in named.warnings
    assert named.placed
    assert named.communities[1].indicators == _eight_of(
        replace(eight[1][1], ties=tuple(tie for tie in eight[1][1].ties if tie.relation == Relation.TRUSTS))
    )
    with pytest.raises(InputError) as caught:
        compare(mixed, asked=AskedFor(relations=("gossip",)))
    assert caught.value.code == "network.compare_relation"


def test_different_waves_are_not_compared_unless_asked_for_by_name() -> None:
    eight = _set(8)
    mixed = [
        ("c0", replace(eight[0][1], wave="2025")),
        *((n, replace(one, wave="2026")) for n, one in eight[1:]),
    ]
    assert "compare.waves_differ" in compare(mixed, draws=2).warnings
    assert compare(mixed, draws=2, asked=AskedFor(waves=("2025", "2026"))).placed
    unsaid = [("c0", replace(eight[0][1], wave="")), *mixed[1:]]
    assert "compare.waves_differ" not in compare(unsaid, draws=2).warnings


def test_a_rate_nobody_recorded_is_said_not_to_be_known() -> None:
    found = compare(_set(8), draws=2)
    assert {one.response_rate for one in found.communities} == {None}
    assert "response.unknown" in found.warnings
    for language, words in (
        ("zh", "谁作答没有记下"),
        ("en", "who of the map's list answered was not recorded"),
    ):
        assert any(words in line for line in difference_sentences(found, language))  # type: ignore[arg-type]
