"""IPC protocol of the reader subprocess: request and result as JSON. No pickle, because the child is not trusted."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from pydantic import TypeAdapter

from workshop.base.errors import ContentError, InputError, TableError, Where
from workshop.model.network import Network
from workshop.network.io.codes import known_about, known_relation
from workshop.network.io.imported import Alike, Choices, Imported, Note, Seen

_CLASSES: dict[str, type[InputError]] = {
    kind.__name__: kind for kind in (InputError, TableError, ContentError)
}
Problem = tuple[str, str, dict[str, str | int | None], dict[str, str | int | float]]


@dataclass(frozen=True)
class _Answer:
    """An `Imported` with its errors as plain values."""

    network: Network | None
    problems: list[Problem]
    seen: tuple[Seen, ...]
    notes: tuple[Note, ...]
    alike: tuple[Alike, ...]


@dataclass(frozen=True)
class ReadRequest:
    """A request to the child: files by name and length, in the order their bytes follow, and the choices."""

    files: tuple[tuple[str, int], ...]
    choices: Choices


_ANSWER = TypeAdapter(_Answer)
_REQUEST = TypeAdapter(ReadRequest)


def request_to_json(request: ReadRequest) -> bytes:
    """A request on one line."""
    return json.dumps(asdict(request)).encode()


def request_from_json(line: bytes) -> ReadRequest:
    """Undo `request_to_json`."""
    return _REQUEST.validate_json(line)


def imported_to_json(imported: Imported) -> bytes:
    """The result, network or problems, as one JSON object."""
    problems = _problems(imported.problems)
    return _ANSWER.dump_json(
        _Answer(imported.network, problems, imported.seen, imported.notes, imported.alike)
    )


def imported_from_json(text: bytes) -> Imported:
    """Undo `imported_to_json`. Raises ValueError for anything else."""
    answer = _ANSWER.validate_json(text)
    problems = tuple(
        _CLASSES.get(kind, InputError)(code, Where(**where), **values)  # type: ignore[arg-type]
        for kind, code, where, values in answer.problems
    )
    network = answer.network
    if network is None and not problems:
        raise ValueError("neither a network nor problems")
    if network is not None:
        ties = tuple(replace(tie, relation=known_relation(tie.relation)) for tie in network.ties)
        remarks = tuple(replace(one, about=known_about(one.about)) for one in network.remarks)
        network = replace(network, ties=ties, remarks=remarks)
    return Imported(network, problems, answer.seen, answer.notes, answer.alike)


def _problems(problems: Sequence[InputError]) -> list[Problem]:
    return [(type(one).__name__, one.code, asdict(one.where), dict(one.values)) for one in problems]
