"""Sandboxed reading of an uploaded exercise: a subprocess with limits on memory and time, as for networks.

`in_child` starts this very module. Standard input: the files as JSON, base64; standard output: the exercise's text, or
what is wrong with it. Nothing is unpickled, and a crash here does not touch the server.
"""

from __future__ import annotations

import base64
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

from pydantic import TypeAdapter

from workshop.base.errors import ContentError, InputError, SeveralErrors, Where
from workshop.exercises.cleaning import clean
from workshop.exercises.editing import ExerciseText, from_files, to_files
from workshop.exercises.library import read_exercise

if sys.platform != "win32":
    import resource

MEMORY = 400_000_000  # bytes of address space
SECONDS = 5  # of processor time
WALL = 15.0  # seconds until the child is stopped from outside
MOST_BYTES = 1_000_000
MOST_FILES = 6  # in a zip: two, and what some systems add
CHINESE, ENGLISH = ".zh.md", ".en.md"
# What systems put into a zip by themselves.
ADDED = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
Problem = tuple[str, str, dict[str, str | int], dict[str, str | int | float]]
_REPLY = TypeAdapter(tuple[dict[str, object] | None, list[Problem]])
_CLASSES: dict[str, type[InputError]] = {kind.__name__: kind for kind in (InputError, ContentError)}


def in_child(files: Mapping[str, bytes]) -> ExerciseText:
    """The exercise in uploaded files: a zip, or the Chinese file with or without the English one.

    Raises InputError, ContentError, SeveralErrors with file and row; `network.too_heavy` when the child had to be
    stopped, `network.reader_failed` when it ended without an answer.
    """
    first = Where(next(iter(files), None))
    if sum(map(len, files.values())) > MOST_BYTES:
        raise InputError("table.too_big", first, megabytes=MOST_BYTES // 1_000_000)
    asked = {name: base64.b64encode(data).decode() for name, data in files.items()}
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "workshop.exercises.read_child"],
            input=json.dumps(asked).encode(),
            capture_output=True,
            timeout=WALL,
            check=False,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        )
        content, problems = _REPLY.validate_json(ended.stdout)
    except subprocess.TimeoutExpired as error:
        raise InputError("network.too_heavy", first) from error
    except ValueError as error:  # no answer: the limits stopped it, or something went wrong in it
        over = ended.returncode < 0 or b"MemoryError" in ended.stderr
        raise InputError("network.too_heavy" if over else "network.reader_failed", first) from error
    found = [
        _CLASSES.get(kind, InputError)(code, Where(**where), **values)  # type: ignore[arg-type]
        for kind, code, where, values in problems
    ]
    if found or content is None:
        raise SeveralErrors(found) if len(found) > 1 else found[0]
    return TypeAdapter(ExerciseText).validate_python(content)


def read_files(files: Mapping[str, bytes]) -> ExerciseText:
    """What `in_child` does, in this process. Text is cleaned as if it had been typed."""
    texts = {name: text for name, data in files.items() for name, text in _texts(name, data)}
    chinese = [name for name in texts if name.endswith(CHINESE)]
    english = [name for name in texts if name.endswith(ENGLISH)]
    strange = [name for name in texts if name not in {*chinese, *english}]
    if strange:
        raise InputError("editor.upload_strange", Where(strange[0]))
    if len(chinese) != 1 or len(english) > 1:
        raise InputError("editor.upload_which", Where(next(iter(texts), None)))
    translated = texts[english[0]] if english else ""
    read = from_files(texts[chinese[0]], translated, Path(chinese[0]))
    # What is wrong is named by the rows of the file as it was uploaded.
    read_exercise(texts[chinese[0]], translated, Path(chinese[0]))
    text = ExerciseText(
        _cleaned(read.front), _cleaned(read.english), clean(read.body), clean(read.english_body)
    )
    read_exercise(*to_files(text), Path(chinese[0]))
    return text


def _texts(name: str, data: bytes) -> list[tuple[str, str]]:
    """The texts in one uploaded file under their bare names."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return [(Path(name).name, _decoded(name, data))]
    found: list[tuple[str, str]] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [
                one
                for one in archive.infolist()
                if not one.is_dir() and not any(part in one.filename for part in ADDED)
            ]
            if len(entries) > MOST_FILES:
                raise InputError("editor.upload_which", Where(name))
            for entry in entries:
                with archive.open(entry) as opened:
                    inner = opened.read(MOST_BYTES + 1)
                if len(inner) > MOST_BYTES:
                    raise InputError("table.too_big", Where(name), megabytes=MOST_BYTES // 1_000_000)
                bare = Path(entry.filename).name
                found.append((bare, _decoded(bare, inner)))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise InputError("network.reader_failed", Where(name)) from error
    return found


def _decoded(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise ContentError("content.encoding", Where(name)) from error


def _cleaned(table: Mapping[str, object]) -> dict[str, object]:
    return {key: _clean_value(value) for key, value in table.items()}


def _clean_value(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {str(key): _clean_value(inner) for key, inner in value.items()}
    return [_clean_value(inner) for inner in value] if isinstance(value, list) else value


def main() -> None:
    """Set the limits of this process, then read the files and answer."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    asked: dict[str, str] = json.loads(sys.stdin.buffer.read())
    first = Where(next(iter(asked), None))
    text: ExerciseText | None = None
    faults: tuple[InputError, ...] = ()
    try:
        text = read_files({name: base64.b64decode(data) for name, data in asked.items()})
    except SeveralErrors as several:
        faults = several.problems
    except InputError as error:
        faults = (error,)
    except (MemoryError, RecursionError) as error:
        heavy = isinstance(error, MemoryError)
        faults = (InputError("network.too_heavy" if heavy else "network.reader_failed", first),)
    problems = [(type(one).__name__, one.code, one.where.parts(), one.values) for one in faults]
    sys.stdout.write(json.dumps((vars(text) if text else None, problems)))


if __name__ == "__main__":
    main()
