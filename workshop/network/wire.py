"""A network, or what is wrong with a file, as JSON between two processes. No pickle: a child is not trusted."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date

from pydantic import TypeAdapter

from workshop.errors import ContentError, InputError, SeveralErrors, TableError, Where
from workshop.model.network import Network, Tie
from workshop.network.foreign import known_relation

_NETWORK = TypeAdapter(Network)
_CLASSES: dict[str, type[InputError]] = {
    kind.__name__: kind for kind in (InputError, TableError, ContentError)
}
Problem = tuple[str, str, dict[str, str | int | None], dict[str, str | int | float]]
_PROBLEMS = TypeAdapter(list[Problem])


def network_to_json(network: Network) -> str:
    """A network as one JSON object."""
    return json.dumps(asdict(network), ensure_ascii=False, default=date.isoformat)


def network_from_json(text: str | bytes) -> Network:
    """Undo `network_to_json`. Raises ValueError for anything else."""
    found = _NETWORK.validate_json(text)
    return Network(
        found.people,
        found.groups,
        tuple(
            Tie(tie.source, tie.target, known_relation(tie.relation), tie.strength, tie.reporter, tie.when)
            for tie in found.ties
        ),
        found.directed,
        found.name,
        found.wave,
        found.extra,
    )


def error_to_json(error: InputError) -> str:
    """One or several problems as JSON."""
    problems = error.problems if isinstance(error, SeveralErrors) else (error,)
    return json.dumps([(type(one).__name__, one.code, asdict(one.where), one.values) for one in problems])


def error_from_json(text: str | bytes) -> InputError:
    """Undo `error_to_json`. Raises ValueError for anything else."""
    problems = [
        _CLASSES.get(kind, InputError)(code, Where(**where), **values)  # type: ignore[arg-type]
        for kind, code, where, values in _PROBLEMS.validate_json(text)
    ]
    if not problems:
        raise ValueError("no problems")
    return problems[0] if len(problems) == 1 else SeveralErrors(problems)
