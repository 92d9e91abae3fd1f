"""Reading content files: what is wrong is told with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.base.content import Strict, load, row_of, split
from workshop.base.errors import ContentError, SeveralErrors
from workshop.base.text import LANGUAGES, explain


class Leaf(Strict):
    name: str


class Tree(Strict):
    height: int
    leaves: tuple[Leaf, ...] = ()


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "tree.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def test_a_file_is_read_as_its_model(tmp_path: Path) -> None:
    text = "height = 2\n[[leaves]]\nname = '叶'\n"
    assert load(write(tmp_path, text), Tree) == Tree(height=2, leaves=(Leaf(name="叶"),))


@pytest.mark.parametrize(
    ("text", "code", "row", "key"),
    [
        ("height = 2\nwidth = 3\n", "content.unknown_key", 2, "width"),
        ("# nothing\n", "content.missing_key", 1, "height"),
        ("\n\nheight = 'tall'\n", "content.value", 3, "height"),
        ("height = 2\nname = = 'x'\n", "content.toml", 2, None),
        (
            "height = 1\n[[leaves]]\nname = 'a'\n[[leaves]]\nnmae = 'b'\nname = 'b'",
            "content.unknown_key",
            5,
            "leaves.1.nmae",
        ),
        (b"height = 1\n# \xff\n", "content.encoding", None, None),
    ],
)
def test_a_fault_names_its_line_and_field(
    tmp_path: Path, text: str | bytes, code: str, row: int | None, key: str | None
) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ContentError) as error:
        load(path, Tree)
    assert (error.value.code, error.value.where.row, error.value.where.key) == (code, row, key)
    assert error.value.where.file == str(path)
    assert all("tree.toml" in explain(language, error.value) for language in LANGUAGES)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(SeveralErrors) as error:
        load(write(tmp_path, "height = 'x'\nwidth = 1\n"), Tree)
    assert [problem.code for problem in error.value.problems] == ["content.value", "content.unknown_key"]


def test_a_file_that_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as error:
        load(tmp_path / "none.toml", Tree)
    assert error.value.code == "content.no_file"


def test_front_matter_keeps_the_lines_of_its_file(tmp_path: Path) -> None:
    path = write(tmp_path, "+++\nheight = 1\n+++\n\n# Body\n")
    front, body = split(path)
    assert (front.splitlines()[1], body) == ("height = 1", "# Body")


@pytest.mark.parametrize("text", ["", "# no fence\n", "+++\nheight = 1\n"])
def test_a_file_without_both_fences_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ContentError) as error:
        split(write(tmp_path, text))
    assert error.value.code == "content.front_matter"


@given(st.integers(1, 6), st.data())
def test_the_line_of_an_entry_is_found_however_many_stand_before_it(count: int, data: st.DataObject) -> None:
    blanks = [data.draw(st.integers(0, 2)) for _ in range(count)]
    text = "height = 1\n" + "".join("\n" * blank + "[[leaves]]\nname = 'x'\n" for blank in blanks)
    lines = text.splitlines()
    names = [number for number, line in enumerate(lines, start=1) if line.startswith("name")]
    assert [row_of(text, ("leaves", index, "name")) for index in range(count)] == names
