"""Uploaded exercises: what was downloaded comes back the same; everything else is refused with its place, in time."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.exercises.files import BODY, FRONT
from workshop.base.content import home
from workshop.base.errors import InputError, SeveralErrors
from workshop.exercises.editing import ExerciseText, from_files, to_files, with_text
from workshop.exercises.read_child import MOST_BYTES, in_child, read_files

FOLDER = home() / "exercises"
SHIPPED = sorted(path.name.removesuffix(".zh.md") for path in FOLDER.glob("*.zh.md"))
SMALL = f"+++\n{FRONT}+++\n{BODY}\n".encode()


def files_of(id: str) -> dict[str, bytes]:
    return {f"{id}.{language}.md": (FOLDER / f"{id}.{language}.md").read_bytes() for language in ("zh", "en")}


def zipped(files: dict[str, bytes]) -> dict[str, bytes]:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return {"upload.zip": packed.getvalue()}


def written(text: ExerciseText) -> dict[str, bytes]:
    chinese, english = to_files(text)
    return {f"{text.id}.zh.md": chinese.encode(), f"{text.id}.en.md": english.encode()}


@pytest.mark.parametrize("id", SHIPPED)
def test_what_was_downloaded_comes_back_the_same(id: str) -> None:
    text = read_files(zipped(files_of(id)))
    assert read_files(written(text)) == text
    assert text == read_files(files_of(id))


def test_the_child_reads_as_this_process_does() -> None:
    assert in_child(zipped(files_of("net-map"))) == read_files(files_of("net-map"))


def test_endings_of_other_systems_and_what_they_add_to_a_zip_are_no_fault() -> None:
    windows = {
        f"camp/{name}": b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n")
        for name, data in files_of("commit").items()
    }
    assert read_files(zipped({**windows, "__MACOSX/camp/._commit.zh.md": b"\x00"})) == read_files(
        files_of("commit")
    )


def test_signs_that_cannot_be_seen_are_dropped_as_if_typed() -> None:
    data = SMALL.replace("说一个词".encode(), "说\\u0000一\\u202e个词".encode())
    assert "说一个词" in str(read_files({"try.zh.md": data}).front)


@pytest.mark.parametrize(
    ("files", "code", "row"),
    [
        ({"try.zh.md": SMALL.replace(b'level = "move"', b'levle = "move"')}, "content.missing_key", None),
        ({"try.zh.md": SMALL.replace(b"minutes = 3", b"minutes = three", 1)}, "content.toml", 23),
        ({"try.zh.md": SMALL.replace(b"minutes = 3", b"minutes = -3", 1)}, "content.value", 23),
        ({"try.zh.md": b"no front matter"}, "content.front_matter", 1),
        ({"try.zh.md": b"+++\n\xff\xfe\n+++\n"}, "content.encoding", None),
        ({"other.zh.md": SMALL}, "exercises.file_name", 2),
        ({"try.md": SMALL}, "editor.upload_strange", None),
        ({"try.en.md": b"+++\n+++\n"}, "editor.upload_which", None),
        ({"try.zh.md": SMALL, "two.zh.md": SMALL}, "editor.upload_which", None),
        ({"try.zh.md": SMALL, "try.en.md": b"+++\nlevel = 1\n+++\n"}, "content.unknown_key", 2),
        ({"x.zip": b"PK\x05\x06" + b"\x00" * 18}, "editor.upload_which", None),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_place(
    files: dict[str, bytes], code: str, row: int | None
) -> None:
    for read in (read_files, in_child):
        with pytest.raises(InputError) as refused:
            read(files)
        error = refused.value
        found = error.problems if isinstance(error, SeveralErrors) else (error,)
        assert code in {one.code for one in found}
        assert row is None or row in {one.where.row for one in found}


def test_a_zip_that_unpacks_to_too_much_is_refused_unread() -> None:
    with pytest.raises(InputError) as refused:
        read_files(zipped({"try.zh.md": SMALL + b" " * MOST_BYTES}))
    assert refused.value.code == "table.too_big"
    with pytest.raises(InputError) as refused:
        read_files(zipped({f"{n}.zh.md": b"x" for n in range(40)}))
    assert refused.value.code == "editor.upload_which"
    with pytest.raises(InputError) as refused:
        in_child({"try.zh.md": b" " * (MOST_BYTES + 1)})
    assert refused.value.code == "table.too_big"


@pytest.mark.parametrize("deep", [b"[" * 200_000, b"a." * 200_000 + b"a = 1", b"a = " + b"{b=" * 100_000])
def test_a_file_made_to_bring_the_reader_down_brings_down_the_child_only(deep: bytes) -> None:
    with pytest.raises(InputError):
        in_child({"try.zh.md": b"+++\nx = " + deep + b"\n+++\n"})


def test_words_that_look_like_the_files_own_marks_come_back() -> None:
    text = from_files(SMALL.decode(), "", Path("try.zh.md"))
    for words in ("+++", "a\n+++\nb", '"""', "## 看什么\n假的", "\\", "''' \"\"\" \\u0041"):
        changed = with_text(
            with_text(text, ("steps", "word", "prompt"), "zh", f"词{words}"), ("body", "why"), "zh", words
        )
        again = (
            in_child({"try.zh.md": to_files(changed)[0].encode()})
            if words == "+++"
            else read_files({"try.zh.md": to_files(changed)[0].encode()})
        )
        assert again == changed
