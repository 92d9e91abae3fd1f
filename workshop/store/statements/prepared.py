"""Statements that every page needs, made once and run on the driver itself.

SQLAlchemy finds a statement's text anew at each execution, by a key made of all its parts, and wraps what comes back
twice over: several times the work of the question itself. A prepared statement keeps its text, the order of its parameters
and what turns values into the database's and back. Only SQLite is asked this way; elsewhere it runs as any other.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Sequence
from typing import Any, cast

from sqlalchemy import Connection, Dialect, Select, UpdateBase
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.type_api import TypeEngine

Convert = Callable[[Any], Any]
Wanted = Select[*tuple[Any, ...]]


class _Plan:
    """A statement as one dialect runs it."""

    def __init__(self, statement: Wanted | UpdateBase, sets: Sequence[str] | None, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=sets)
        self.dialect = dialect
        self.text = str(compiled)
        fixed = compiled.params
        self.parameters = [
            (name, fixed.get(name), _inward(compiled.binds[name].type, dialect))
            for name in compiled.positiontup or ()
        ]
        columns = statement.selected_columns.items() if isinstance(statement, Select) else ()
        self.outward = [
            (place, convert)
            for place, (_, column) in enumerate(columns)
            if (convert := _outward(column.type, dialect)) is not None
        ]
        # By name, as SQLAlchemy gives them; names it makes up itself are not used.
        names = [str(name) for name, _ in columns]
        self.row: Callable[[Iterable[Any]], Any] = namedtuple("Row", names, rename=True)._make  # type: ignore[attr-defined]

    def values(self, given: dict[str, Any]) -> tuple[Any, ...]:
        return tuple(
            [
                given.get(name, fixed) if convert is None else convert(given.get(name, fixed))
                for name, fixed, convert in self.parameters
            ]
        )

    def rows(self, fetched: Sequence[Any]) -> list[Any]:
        if not self.outward:
            return list(map(self.row, fetched))
        found = []
        for values in map(list, fetched):
            for place, convert in self.outward:
                values[place] = convert(values[place])
            found.append(self.row(values))
        return found


class PreparedStatement:
    """A statement to be run often. `sets`: the columns that its values name, where it writes."""

    def __init__(self, statement: Wanted | UpdateBase, sets: Sequence[str] | None = None) -> None:
        self.statement = statement
        self._sets = sets
        self._known: _Plan | None = None

    def all(self, connection: Connection, **values: Any) -> Sequence[Any]:
        """Every row."""
        plan = self._plan(connection)
        if plan is None:
            return connection.execute(self.statement, values).all()
        return plan.rows(_run(connection, plan, values).fetchall())

    def one_or_none(self, connection: Connection, **values: Any) -> Any:
        """The only row there can be."""
        found = self.all(connection, **values)
        return found[0] if found else None

    def scalar(self, connection: Connection, **values: Any) -> Any:
        """The first value of the first row; None where there is none."""
        found = self.all(connection, **values)
        return found[0][0] if found else None

    def run(self, connection: Connection, **values: Any) -> None:
        """Change something."""
        plan = self._plan(connection)
        if plan is None:
            connection.execute(self.statement, values)
        else:
            _run(connection, plan, values)

    def add(self, connection: Connection, **values: Any) -> int:
        """Add a row; the number the database gave it."""
        plan = self._plan(connection)
        if plan is None:
            return int(connection.execute(self.statement, values).inserted_primary_key[0])  # type: ignore[index]
        return int(cast(Any, _run(connection, plan, values)).lastrowid)

    def _plan(self, connection: Connection) -> _Plan | None:
        dialect = connection.dialect
        if dialect.name != "sqlite":
            return None
        if self._known is None or self._known.dialect is not dialect:
            self._known = _Plan(self.statement, self._sets, dialect)
        return self._known


def _run(connection: Connection, plan: _Plan, given: dict[str, Any]) -> DBAPICursor:
    return _execute(connection, plan.text, plan.values(given))


def command(connection: Connection, text: str) -> None:
    """What begins a transaction and what divides it."""
    _execute(connection, text, ())


def _execute(connection: Connection, text: str, values: Any) -> DBAPICursor:
    """As SQLAlchemy would: who listens to statements hears of it, and a failure is one of its errors."""
    cursor = connection.connection.cursor()
    for told in connection.dispatch.before_cursor_execute:
        text, values = told(connection, cursor, text, values, None, False)
    broken = connection.dialect.loaded_dbapi.Error
    try:
        cursor.execute(text, values)
    except broken as error:
        raise DBAPIError.instance(text, values, error, broken, dialect=connection.dialect) from error
    return cursor


def _inward(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _outward(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    return kind.dialect_impl(dialect).result_processor(dialect, None)
