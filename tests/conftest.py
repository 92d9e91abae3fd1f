"""What all tests share: databases, how properties are tried, and what a run says it did without.

Databases are SQLite in a temporary folder and PostgreSQL in a private cluster on a socket. None of them outlives its
test, so none waits for the disk; `tests/store/test_engine.py` holds what a real one is opened with.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Generator, Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from tests.app_context import fast_databases, migrated, quick_passwords
from tests.network.networks import ABSENT, REAL
from tests.properties import SECONDS, Budget, OutOfTime, fuzzing, register_profiles
from workshop.store.engine import Store, open_store
from workshop.store.migrate import migrate

register_profiles()
# A day that ends elsewhere is told of in tests/base/test_local_time.py; everything else stands in one zone.
os.environ["TZ"] = "UTC"
time.tzset()
quick_passwords()
fast_databases()

_numbers = count(1)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    """In `make fuzz` a property stops looking when its seconds are over."""
    handle = getattr(getattr(item, "obj", None), "hypothesis", None)
    if handle is None or not fuzzing():
        return (yield)
    plain, budget = handle.inner_test, Budget(SECONDS)
    handle.inner_test = budget.around(plain)
    try:
        return (yield)
    except OutOfTime:
        item.user_properties.append(("tried", budget.tried))
    finally:
        handle.inner_test = plain


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The last lines name every test that did not run, and the networks that are not on this machine."""
    reasons: dict[str, list[str]] = {}
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reasons.setdefault(reason.removeprefix("Skipped: "), []).append(report.nodeid)
    for reason, tests in sorted(reasons.items()):
        shown = tests[0] if len(tests) == 1 else f"{len(tests)} tests, {tests[0]} among them"
        terminalreporter.write_line(f"Not run: {shown}. {reason}")
    for report in terminalreporter.stats.get("passed", []):
        if tried := dict(report.user_properties).get("tried"):
            terminalreporter.write_line(f"Out of time after {tried} examples: {report.nodeid}")
    if ABSENT:
        terminalreporter.write_line(
            f"Not on this machine: the networks {', '.join(ABSENT)} ({REAL}; see MENGYA_TEST_NETWORKS). "
            "What they guard is guarded by made ones."
        )


def missing(what: str) -> None:
    """Skip on a developer's machine; in CI something missing is a failure."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing; CI must have it")
    pytest.skip(f"{what} is missing; `make system` installs it where it may")


def _postgres_bin() -> Path | None:
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A private PostgreSQL cluster; the URL of its `postgres` database without the database name."""
    binaries = _postgres_bin()
    if binaries is None:
        missing("PostgreSQL")
        return
    folder = Path(tempfile.mkdtemp(prefix="mengya-pg-"))
    # PostgreSQL refuses to run as root.
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    data = folder / "data"

    def run(*command: str) -> None:
        subprocess.run(command, user=user, check=True, cwd=folder, capture_output=True, timeout=120)

    run(str(binaries / "initdb"), "-D", str(data), "-A", "trust", "-U", "mengya", "-E", "UTF8", "--no-locale")
    options = (
        f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c max_connections=200 "
        "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    )
    run(str(binaries / "pg_ctl"), "-D", str(data), "-w", "-o", options, "-l", str(folder / "log"), "start")
    try:
        yield f"postgresql+psycopg://mengya@/{{database}}?host={folder}"
    finally:
        run(str(binaries / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _new_database(server: str, template: str = "template0") -> str:
    """A new database in the private cluster, as another one is; its URL."""
    name = f"t{os.getpid()}_{next(_numbers)}"
    host = server.split("host=")[1]
    with psycopg.connect(f"host={host} user=mengya dbname=postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
    return server.format(database=name)


@pytest.fixture(scope="session")
def postgres_migrated(postgres: str) -> str:
    """The name of a migrated database, which others are copied from."""
    url = _new_database(postgres)
    opened = open_store(url)
    migrate(opened)
    opened.close()
    return url.split("@/")[1].split("?")[0]


KINDS = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(params=KINDS)
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind we support."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'mengya.sqlite3'}"
    return _new_database(request.getfixturevalue("postgres"))


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A migrated store of each kind."""
    if request.param == "sqlite":
        file = tmp_path / "mengya.sqlite3"
        file.write_bytes(migrated())
        url = f"sqlite:///{file}"
    else:
        url = _new_database(request.getfixturevalue("postgres"), request.getfixturevalue("postgres_migrated"))
    opened = open_store(url)
    try:
        yield opened
    finally:
        opened.close()
