"""Long lists: nothing lost, nothing doubled, no heading with more than a screen under it, one's own choice open."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.properties import examples
from workshop.phone.folding import FEW, MANY, RUN, folds

LINES = st.lists(st.tuples(st.sampled_from(["", "甲", "乙"]), st.integers(0, 999)), max_size=90, unique=True)


@given(LINES, st.sets(st.integers(0, 999)))
@examples(60)
def test_every_line_is_there_once_and_no_fold_is_a_long_scroll(
    lines: list[tuple[str, int]], chosen: set[int]
) -> None:
    found = folds(
        lines, title=lambda one: one[0], label=lambda one: str(one[1]), taken=lambda one: one[1] in chosen
    )
    assert sorted(line for fold in found for line in fold.lines) == sorted(lines)
    assert len(lines) > FEW or len(found) == 1
    assert all(len(fold.lines) <= max(FEW, MANY) for fold in found)
    for fold in found:
        taken = sum(line[1] in chosen for line in fold.lines)
        assert fold.taken == taken
        assert fold.opened or not taken


def test_a_list_without_headings_is_named_by_its_ends() -> None:
    names = [f"第{number:02}社区" for number in range(25)]
    found = folds(names, title=lambda _: "", label=str, taken=lambda _: False)
    assert [(one.first, one.last, len(one.lines)) for one in found] == [
        ("第00社区", "第08社区", 9),
        ("第09社区", "第17社区", 9),
        ("第18社区", "第24社区", 7),
    ]
    assert max(len(one.lines) for one in found) <= RUN
    assert not any(one.opened for one in found)


def test_what_is_likely_is_open_before_anything_is_chosen() -> None:
    people = [(place, number) for place in ("甲", "乙") for number in range(8)]
    found = folds(
        people,
        title=lambda one: one[0],
        label=str,
        taken=lambda _: False,
        opened=lambda one: one[0] == "乙",
    )
    assert [(one.title, one.opened) for one in found] == [("甲", False), ("乙", True)]
