"""Online backup and restore of an SQLite database, and erasing a participant's words from saved maps.

PostgreSQL has its own tools for backups (pg_dump, pg_restore); the errors say so. Erasing is the only change
ever made to a saved version of a map.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, delete, make_url, select, update

from workshop.base.errors import InputError, SetupError, Where
from workshop.model.network import Network
from workshop.store.schema import network, person, remark, resident_group, tie
from workshop.store.serving_lock import refuse_if_served
from workshop.store.traces import ENDING

MARK = "alembic_version"  # a table every database of this program has


def backup(url: str, file: Path) -> int:
    """Copy the database into `file`, a consistent snapshot taken while in use; returns its size in bytes.

    Raises SetupError `copies.not_sqlite`, `copies.no_database`; InputError `copies.exists`,
    `copies.unwritable`.
    """
    source = _database(url)
    if not source.is_file():
        raise SetupError("copies.no_database", Where(str(source)))
    if file.exists():
        raise InputError("copies.exists", Where(str(file)))
    try:
        with closing(sqlite3.connect(source)) as opened, closing(sqlite3.connect(file)) as there:
            opened.backup(there)
    except (sqlite3.Error, OSError) as error:
        file.unlink(missing_ok=True)
        raise InputError("copies.unwritable", Where(str(file)), detail=str(error)) from error
    return file.stat().st_size


def restore(file: Path, url: str, *, replace: bool = False) -> Path | None:
    """Make `file` the database at `url`. An existing database is moved to another name, which is returned.

    Refused while a server has it open: that would go on writing into the database that was set aside.
    Raises SetupError `copies.not_sqlite`, `store.served`; InputError `copies.not_ours`, `copies.in_the_way`, `copies.unwritable`.
    """
    target = _database(url)
    refuse_if_served(url)
    _check(file)
    if target.exists() and not replace:
        raise InputError("copies.in_the_way", Where(str(target)))
    set_aside = _set_aside(target) if target.exists() else None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(file)) as opened, closing(sqlite3.connect(target)) as there:
            opened.backup(there)
    except (sqlite3.Error, OSError) as error:
        raise InputError("copies.unwritable", Where(str(target)), detail=str(error)) from error
    return set_aside


def _database(url: str) -> Path:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database:
        raise SetupError("copies.not_sqlite", backend=parsed.get_backend_name())
    return Path(parsed.database)


def _check(file: Path) -> None:
    """Raises InputError `copies.not_ours` unless `file` is an intact database of this program."""
    if not file.is_file():
        raise InputError("copies.no_file", Where(str(file)))
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
            intact = connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
    except sqlite3.Error as error:
        raise InputError("copies.not_ours", Where(str(file))) from error
    if MARK not in tables or not intact:
        raise InputError("copies.not_ours", Where(str(file)))


def _set_aside(target: Path) -> Path:
    """Move the database and its log files (WAL) to a free name; the log belongs to the database and must go
    along, and so must the mark that something in it is still to be erased.
    """
    number = 1
    while (kept := target.with_name(f"{target.name}.before-restore-{number}")).exists():
        number += 1
    for ending in ("", "-wal", "-shm", ENDING):
        part = target.with_name(target.name + ending)
        if part.exists():
            part.rename(kept.with_name(kept.name + ending))
    return kept


def every_version(connection: Connection, community: str) -> tuple[int, ...]:
    """The numbers of all versions of a community's map, undone ones too."""
    rows = connection.execute(
        select(network.c.number).where(network.c.community_id == community).order_by(network.c.number)
    )
    return tuple(row.number for row in rows)


def erase(
    connection: Connection, number: int, before: Network, after: Network, codes: Collection[str]
) -> None:
    """Rewrite version `number`: `after` is `before` without what was said under `codes`."""
    mine = list(codes)
    for table in (tie, remark):
        connection.execute(delete(table).where(table.c.network_number == number, table.c.reporter.in_(mine)))
    left = {one.id for one in after.people} | {one.id for one in after.groups}
    gone = [one.id for one in before.people if one.id not in left]
    gone += [one.id for one in before.groups if one.id not in left]
    for table in (person, resident_group):
        connection.execute(delete(table).where(table.c.network_number == number, table.c.id.in_(gone)))
    connection.execute(
        update(person).where(person.c.network_number == number, person.c.id.in_(mine)).values(answered=False)
    )
    extra = [[node, [list(pair) for pair in pairs]] for node, pairs in after.extra]
    spots = [list(spot) for spot in after.spots]
    connection.execute(update(network).where(network.c.number == number).values(extra=extra, spots=spots))
