"""Communities side by side: response rates evened out, places on the scale of the set, no ranking."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.network.networks import community, of
from workshop.base.errors import InputError
from workshop.model.network import Network
from workshop.network.io.read import read
from workshop.network.measures.compare import (
    NAMES,
    compare,
    distances_between,
    drawn,
    standardised,
    without_size,
)
from workshop.network.measures.measures import indicators


def _set(n: int) -> list[tuple[str, Network]]:
    return [(f"c{seed}", community(seed, 20 + seed)) for seed in range(n)]


def test_a_community_is_most_like_its_twin() -> None:
    twins = [*_set(5), ("twin", community(2, 22))]
    found = compare(twins)
    assert found.nearest["c2"][0].id == "twin"
    assert (found.nearest["c2"][0].distance, found.nearest["c2"][0].drivers) == (0.0, ())
    assert len(found.nearest["c0"]) == 3


def test_z_has_mean_nought_and_spread_one() -> None:
    found = compare(_set(6))
    for name in NAMES:
        places = [getattr(row.z, name) for row in found.communities]
        if None not in places:
            assert (np.mean(places), np.std(places)) == (pytest.approx(0, abs=1e-9), pytest.approx(1))


def test_the_distance_matrix_is_one_of_distances() -> None:
    apart = np.array(compare(_set(5)).distance)
    assert apart.shape == (5, 5)
    assert np.allclose(apart, apart.T)
    assert np.allclose(np.diag(apart), 0)


def test_everybody_is_thinned_to_the_lowest_response_rate() -> None:
    full, fewer = _answering(community(1), 45), _answering(community(2), 30)
    found = compare([("full", full), ("fewer", fewer)])
    thin, kept = found.communities
    assert found.common_response_rate == pytest.approx(30 / 45)
    assert thin.low.mean_ties < thin.indicators.mean_ties < thin.high.mean_ties  # type: ignore[operator]
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
    found = compare(
        [("pair", of(("a", "b"))), ("alone", of(people="abc")), ("karate", read("builtin:karate"))]
    )
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
