"""A rubric written as a file is the same rubric when it is read again."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.assessment.strategies import NEWER, RUBRIC, RUBRIC_FILE
from workshop.assessment.rubric.rubric import Rubric, load_rubric, read_rubric
from workshop.assessment.rubric.rubric_text import rubric_text
from workshop.base.content import Words
from workshop.base.errors import ContentError, SeveralErrors
from workshop.base.toml import toml

FILE = Path("copy.toml")
# Quotes, backslashes and line ends in every order are what a writer of TOML gets wrong.
awkward = st.text(st.sampled_from("\"'\\\n\r\t\x7f\x00a文]= ")) | st.text()


@pytest.mark.parametrize("rubric", [RUBRIC, NEWER], ids=lambda one: one.key)
def test_a_rubric_written_and_read_again_is_the_same(rubric: Rubric) -> None:
    assert read_rubric(rubric_text(rubric), FILE) == rubric


@given(awkward.filter(str.strip), awkward.filter(str.strip))
def test_any_text_survives(zh: str, en: str) -> None:
    dimension = RUBRIC.dimensions[0]
    changed = RUBRIC.model_copy(
        update={
            "method": Words(zh=zh, en=en),
            "dimensions": (
                dimension.model_copy(update={"name": Words(zh=en, en=zh)}),
                *RUBRIC.dimensions[1:],
            ),
        }
    )
    assert read_rubric(rubric_text(changed), FILE) == changed


plain = st.recursive(
    st.booleans() | st.integers(-(10**9), 10**9) | st.floats(allow_nan=False) | awkward,
    lambda inner: st.dictionaries(awkward, inner, max_size=3) | st.lists(awkward, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(awkward, plain | st.lists(st.dictionaries(awkward, plain), max_size=2), max_size=4))
def test_the_writer_loses_no_field_it_has_never_heard_of(data: dict[str, object]) -> None:
    assert tomllib.loads(toml(data)) == data


def test_what_the_form_wrote_is_checked_exactly_as_a_file_is(tmp_path: Path) -> None:
    """The same faults in the same rows, whether the text is in a file or comes from the desk."""
    text = RUBRIC_FILE.read_text(encoding="utf-8").replace("D9 = 3", "D99 = 3").replace("share = 0.7", "")
    path = tmp_path / "copy.toml"
    path.write_text(text, encoding="utf-8")

    def faults(read: object) -> list[tuple[str, int | None, str | None]]:
        with pytest.raises((ContentError, SeveralErrors)) as error:
            read()  # type: ignore[operator]
        found = error.value.problems if isinstance(error.value, SeveralErrors) else (error.value,)
        return [(one.code, one.where.row, one.where.key) for one in found]

    assert faults(lambda: load_rubric(path)) == faults(lambda: read_rubric(text, path))


@pytest.mark.parametrize("blank", ["", "  ", "\n"])
def test_a_text_that_is_empty_in_one_language_is_a_fault_with_its_place(blank: str) -> None:
    data = RUBRIC.model_dump(mode="json", exclude_none=True)
    data["dimensions"][2]["anchors"][1]["text"]["en"] = blank
    text = toml(data)
    with pytest.raises(ContentError) as error:
        read_rubric(text, FILE)
    assert (error.value.code, error.value.where.key) == (
        "assessment.text_empty",
        "dimensions.2.anchors.1.text.en",
    )
    row = error.value.where.row
    assert row is not None
    assert text.splitlines()[row - 1].startswith("text.en")


def test_a_field_the_writer_has_never_heard_of_is_refused_by_the_model() -> None:
    with pytest.raises(ContentError) as error:
        read_rubric(rubric_text(RUBRIC).replace("share = 0.7", "share = 0.7\nweight = 1"), FILE)
    assert error.value.code == "content.unknown_key"


def test_equal_rubrics_are_the_same_text() -> None:
    assert rubric_text(Rubric.model_validate(RUBRIC.model_dump())) == rubric_text(RUBRIC)
