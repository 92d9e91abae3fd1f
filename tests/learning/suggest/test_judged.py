"""The measures of the retrieval kit. Expected values from scikit-learn 1.9.1 (`ndcg_score`, `cohen_kappa_score`)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.judged import hit, interval, ndcg, ranking, sheet, weighted_kappa

ASKERS = Path(__file__).parents[3] / "docs" / "retrieval-kit" / "askers"
GRADES = dict(zip("abcdef", (3.0, 2.0, 3.0, 0.0, 1.0, 2.0), strict=True))


@pytest.mark.parametrize(("top", "expected"), [(6, 0.9488107485678984), (3, 0.9594535145926796)])
def test_ndcg_of_a_known_order(top: int, expected: float) -> None:
    assert ndcg("abcdef", GRADES, top) == pytest.approx(expected)


def test_ndcg_of_the_best_order_is_one_and_of_nothing_useful_is_unknown() -> None:
    assert ndcg("acbfed", GRADES, 3) == pytest.approx(1)
    assert ndcg("ab", {"a": 0, "b": 0}, 2) is None


def test_a_hit_needs_something_good_to_be_there() -> None:
    assert hit("dab", GRADES, 1) == 0
    assert hit("dab", GRADES, 3) == 1
    assert hit("ab", {"a": 1, "b": 0}, 2) is None


def test_two_judges_agree_as_far_as_another_program_says() -> None:
    one = [3, 2, 0, 1, 0, 0, 2, 3, 1, 0, 0, 1, 2, 0, 3, 1]
    other = [3, 1, 0, 1, 0, 1, 2, 2, 1, 0, 0, 0, 3, 0, 3, 2]
    assert weighted_kappa(one, other) == pytest.approx(0.6981132075471699)
    assert weighted_kappa(one, one) == 1
    assert weighted_kappa([1, 1], [1, 1]) is None


def test_an_interval_holds_the_mean_and_is_a_point_where_all_are_alike() -> None:
    low, high = interval([0.2, 0.9, 1.0, 0.7, 0.4])
    assert low < 0.64 < high
    assert interval([0.5] * 4) == (0.5, 0.5)


def test_the_sheet_has_every_asker_and_case_and_tells_nothing_of_the_order(tmp_path: Path) -> None:
    out = tmp_path / "sheet.csv"
    sheet(ASKERS, out)
    lines = out.read_text(encoding="utf-8-sig").splitlines()
    asker = sorted(ASKERS.glob("*.toml"))[0]
    own = [line.split(",")[1] for line in lines if line.startswith(asker.as_posix())]
    assert sorted(own) == sorted(ranking(asker))
    assert own != ranking(asker)
