"""Anchoring vignettes: short stories that everybody rates, so that strict raters can be told from weaker communities.

A vignette is an entry of a content file, tied to a rubric. It names the dimensions its text says enough about and the
level its authors meant there, which is shown only after the room has answered, as something to discuss.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field

from workshop.assessment.rubric.rubric import LEVELS, Rubric
from workshop.base.content import Strict, Words, load, row_of
from workshop.base.errors import ContentError, SeveralErrors, Where

FEWEST = 4  # vignettes in a set: two are shared, others are kept for the next time
SHARED = 2


class Meant(Strict):
    """The level the authors meant for one dimension, and which part of the story bears it."""

    level: int
    because: Words


class Vignette(Strict):
    """One story. `meant` holds the dimensions that are rated, in the order they are asked."""

    id: Annotated[str, Field(pattern=r"^V\d+$")]
    title: Words
    story: Words
    meant: dict[str, Meant] = Field(min_length=1)


class VignetteSet(Strict):
    """One file. `shared` are the two that everybody rates at the start of a camp."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    version: Annotated[int, Field(ge=1)]
    rubric: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    shared: tuple[str, ...] = Field(min_length=SHARED)
    vignettes: tuple[Vignette, ...] = Field(min_length=FEWEST)

    def vignette(self, id: str) -> Vignette:
        """The vignette `id`; KeyError when there is none."""
        for vignette in self.vignettes:
            if vignette.id == id:
                return vignette
        raise KeyError(id)

    @property
    def asked(self) -> tuple[Vignette, ...]:
        """The vignettes everybody rates."""
        return tuple(self.vignette(name) for name in self.shared)

    def fits(self, rubric: Rubric) -> bool:
        """Whether every dimension it asks about is in the rubric."""
        known = {dimension.id for dimension in rubric.dimensions}
        return rubric.id == self.rubric and all(set(vignette.meant) <= known for vignette in self.vignettes)


def load_vignettes(path: Path) -> VignetteSet:
    """One file, checked. Raises ContentError, or SeveralErrors when more than one thing is wrong."""
    content = load(path, VignetteSet)
    problems = list(_contradictions(content, path, path.read_text(encoding="utf-8")))
    if problems:
        raise SeveralErrors(problems) if len(problems) > 1 else problems[0]
    return content


def vignette_sets(folder: Path) -> dict[str, VignetteSet]:
    """Every set of a folder by the id of its rubric; the newest version of each. No folder: none."""
    newest: dict[str, VignetteSet] = {}
    for path in sorted(folder.glob("*.toml")):
        vignette_set = load_vignettes(path)
        before = newest.get(vignette_set.rubric)
        if before is None or before.version < vignette_set.version:
            newest[vignette_set.rubric] = vignette_set
    return newest


def _contradictions(vignette_set: VignetteSet, path: Path, text: str) -> Iterator[ContentError]:
    def fault(code: str, *location: str | int, **values: str | int) -> ContentError:
        key = ".".join(str(part) for part in location)
        return ContentError(code, Where(str(path), row=row_of(text, location), key=key), **values)

    known: set[str] = set()
    for index, vignette in enumerate(vignette_set.vignettes):
        if vignette.id in known:
            yield fault("assessment.vignette_twice", "vignettes", index, "id", vignette=vignette.id)
        known.add(vignette.id)
        for dimension, meant in vignette.meant.items():
            if meant.level not in LEVELS:
                yield fault(
                    "assessment.vignette_level", "vignettes", index, "meant", dimension, level=meant.level
                )
    for name in vignette_set.shared:
        if name not in known:
            yield fault("assessment.vignette_unknown", "shared", vignette=name)
