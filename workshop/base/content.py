"""Content files: TOML, and Markdown with TOML front matter, validated against a pydantic model.

Content is edited by people without Python, so a fault names the file, the line and the field.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from workshop.base.errors import ContentError, InputError, SeveralErrors, Where
from workshop.base.text import Language

FENCE = "+++"
VALUES = re.compile(r"'([^']*)'|(-?\d+)")  # how pydantic lists what a field takes
Path_ = tuple[str | int, ...]


class Strict(BaseModel):
    """Base of every content model: unknown keys are errors, values never change after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Strict):
    """One text in every language of the product."""

    zh: str
    en: str

    def of(self, language: Language) -> str:
        """The text in `language`."""
        return self.zh if language == "zh" else self.en


Content = TypeVar("Content", bound=Strict)


def home() -> Path:
    """The folder that holds `exercises/` and `data/`: beside the package in a checkout, inside it in a wheel."""
    package = Path(__file__).parents[1]
    shipped = package / "_content"
    return shipped if shipped.is_dir() else package.parent


def load(path: Path, model: type[Content]) -> Content:
    """One TOML file as `model`. Raises ContentError (several as SeveralErrors)."""
    text = read(path)
    return check(parse(text, path), model, path, text)


def split(path: Path) -> tuple[str, str]:
    """Front matter and body of a Markdown file fenced by `+++` lines."""
    return split_text(read(path), path)


def split_text(text: str, path: Path) -> tuple[str, str]:
    """As `split`, of a text that need not be on the disk. `path` is what errors name."""
    lines = text.splitlines()
    if not lines or lines[0].strip() != FENCE:
        raise ContentError("content.front_matter", Where(str(path), row=1))
    for number, line in enumerate(lines[1:], start=1):
        if line.strip() == FENCE:
            # The blank first line keeps row numbers equal to those of the file.
            return "\n" + "\n".join(lines[1:number]), "\n".join(lines[number + 1 :]).strip()
    raise ContentError("content.front_matter", Where(str(path), row=len(lines)))


def parse(text: str, path: Path) -> dict[str, object]:
    """TOML text as plain data. Raises ContentError `content.toml` with the row."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = re.search(r"line (\d+)", str(error))
        row = int(match.group(1)) if match else text.count("\n") + 1
        raise ContentError("content.toml", Where(str(path), row=row), detail=str(error)) from error


def check(data: dict[str, object], model: type[Content], path: Path, text: str) -> Content:
    """Plain data validated as `model`; raises every fault in it at once."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        problems: list[InputError] = [
            ContentError(
                _code(fault["type"]),
                Where(str(path), row=row_of(text, fault["loc"]), key=_dotted(fault["loc"])),
                allowed=_allowed(fault.get("ctx", {})),
                **_mend(fault["type"], fault.get("ctx", {})),
            )
            for fault in error.errors()
        ]
        raise (SeveralErrors(problems) if len(problems) > 1 else problems[0]) from error


def _code(kind: str) -> str:
    return {
        "extra_forbidden": "content.unknown_key",
        "missing": "content.missing_key",
    }.get(kind, "content.value")


# What pydantic finds wrong with a value -> the sentence that says how to mend it.
MENDS = {
    "string_too_short": "content.value.empty",
    "string_too_long": "content.value.long",
    "too_short": "content.value.few",
    "too_long": "content.value.many",
    "greater_than_equal": "content.value.least",
    "greater_than": "content.value.more",
    "less_than_equal": "content.value.most",
    "less_than": "content.value.less",
    "int_type": "content.value.number",
    "int_parsing": "content.value.number",
    "int_from_float": "content.value.number",
    "float_type": "content.value.number",
    "float_parsing": "content.value.number",
    "bool_type": "content.value.truth",
    "bool_parsing": "content.value.truth",
    "string_type": "content.value.text",
    "tuple_type": "content.value.list",
    "list_type": "content.value.list",
    "dict_type": "content.value.table",
    "model_type": "content.value.table",
    "model_attributes_type": "content.value.table",
    "string_pattern_mismatch": "content.value.like",
    "value_error": "content.value.unfit",
}
EMPTY, FEW, SHORT = "content.value.empty", "content.value.few", "content.value.short"
LIKE, UNFIT = "content.value.like", "content.value.unfit"
BOUNDS = ("min_length", "max_length", "ge", "gt", "le", "lt")
# Of each way of writing that a file asks for, one that can be copied.
WRITTEN = ("net-map", "first_step", "09:30", "host", "after:commit", "2026-11", "2026-11-30", "D1", "3.0")


def _mend(kind: str, context: Mapping[str, object]) -> dict[str, str | int]:
    """How to mend a value, and the number or the example that the sentence needs; nothing where only the values it may
    have can be listed."""
    mend = MENDS.get(kind)
    if mend is None:
        return {}
    n = next(
        (int(str(context[one])) for one in BOUNDS if str(context.get(one, "")).lstrip("-").isdecimal()), 0
    )
    if mend in (EMPTY, FEW):
        return {"mend": EMPTY if n == 1 else mend if mend == FEW else SHORT, "n": n}
    if mend == LIKE:
        fitting = [one for one in WRITTEN if re.search(str(context.get("pattern", "")), one)]
        return {"mend": LIKE, "example": fitting[0]} if fitting else {"mend": UNFIT}
    return {"mend": mend, "n": n}


def _allowed(context: Mapping[str, object]) -> str:
    """The values a field takes, in brackets, where they can be listed.

    Without the sentence pydantic puts around them, which is English in whatever language the reader's is.
    """
    listed = [word or number for word, number in VALUES.findall(str(context.get("expected", "")))]
    return f" ({' · '.join(listed)})" if listed else ""


def _dotted(location: Path_) -> str:
    return ".".join(str(part) for part in location)


def read(path: Path) -> str:
    """A file's text. Raises ContentError `content.no_file`, `content.encoding`."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ContentError("content.no_file", Where(str(path))) from error
    except UnicodeDecodeError as error:
        raise ContentError("content.encoding", Where(str(path))) from error


def row_of(text: str, location: Path_) -> int:
    """The line of `text` (from 1) where the value at `location` begins, as near as TOML's layout shows it."""
    table: list[str | int] = []
    counts: dict[tuple[str | int, ...], int] = {}
    best, depth = 1, 0
    for number, line in enumerate(text.splitlines(), start=1):
        stripped = line.strip()
        if header := re.fullmatch(r"\[(\[?)\s*([^\[\]]+?)\s*\]?\](\s*#.*)?", stripped):
            table = _indexed(header.group(2).split("."), bool(header.group(1)), counts)
            key_path: tuple[str | int, ...] = tuple(table)
        elif key := re.match(r"([A-Za-z0-9_\-\"'.]+)\s*=", stripped):
            key_path = (*table, *key.group(1).replace('"', "").replace("'", "").split("."))
        else:
            continue
        shared = _shared(key_path, tuple(location))
        if shared == len(key_path) and shared > depth:
            best, depth = number, shared
    return best


def _indexed(names: list[str], array: bool, counts: dict[tuple[str | int, ...], int]) -> list[str | int]:
    """A table header as a path with array positions: the second `[[steps]]` is `steps, 1`."""
    path: list[str | int] = []
    for position, raw in enumerate(names):
        path.append(raw.strip().strip("\"'"))
        name = tuple(path)
        last = position == len(names) - 1
        if last and array:
            counts[name] = counts.get(name, -1) + 1
        if name in counts:
            path.append(counts[name])
    return path


def _shared(left_path: tuple[str | int, ...], right_path: tuple[str | int, ...]) -> int:
    shared = 0
    for left, right in zip(left_path, right_path, strict=False):
        if str(left) != str(right):
            break
        shared += 1
    return shared
