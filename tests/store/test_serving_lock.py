"""A database that a server has open is not changed under it by a command."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from workshop.base.errors import SetupError
from workshop.base.text import LANGUAGES, explain
from workshop.store.copies import backup, restore
from workshop.store.engine import opened
from workshop.store.migrate import migrate
from workshop.store.serving_lock import refuse_if_served, serving

SERVER = """
import sys, time
from workshop.store.serving_lock import serving
with serving(sys.argv[1]):
    print("serving", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'camp.sqlite3'}"
    with opened(url) as store:
        migrate(store)
    return url


@pytest.fixture
def server(url: str) -> Iterator[subprocess.Popen[str]]:
    """Another process that serves the database."""
    with subprocess.Popen([sys.executable, "-c", SERVER, url], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "serving\n"
        yield process
        process.kill()


def test_a_copy_is_not_put_back_under_a_running_server(
    url: str, server: subprocess.Popen[str], tmp_path: Path
) -> None:
    backup(url, tmp_path / "copy.sqlite3")
    before = (tmp_path / "camp.sqlite3").stat().st_ino
    with pytest.raises(SetupError) as error:
        restore(tmp_path / "copy.sqlite3", url, replace=True)
    assert (error.value.code, error.value.values["pid"]) == ("store.served", server.pid)
    assert (tmp_path / "camp.sqlite3").stat().st_ino == before
    assert all(str(server.pid) in explain(language, error.value) for language in LANGUAGES)


def test_a_killed_server_leaves_nothing_in_the_way(
    url: str, server: subprocess.Popen[str], tmp_path: Path
) -> None:
    backup(url, tmp_path / "copy.sqlite3")
    server.kill()
    server.wait()
    assert restore(tmp_path / "copy.sqlite3", url, replace=True) is not None


def test_two_servers_do_not_share_one_file(url: str, server: subprocess.Popen[str]) -> None:
    with pytest.raises(SetupError) as error, serving(url):
        pass
    assert error.value.code == "store.served"


def test_an_outdated_database_is_not_brought_up_to_date_under_a_server(
    url: str, server: subprocess.Popen[str]
) -> None:
    with opened(url) as store:
        migrate(store)  # nothing to do: allowed
        store.write(
            lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = 'm0001'"))
        )
        with pytest.raises(SetupError) as error:
            migrate(store)
    assert error.value.code == "store.served"


def test_who_serves_may_change_what_it_serves_and_is_gone_afterwards(url: str, tmp_path: Path) -> None:
    with serving(url):
        refuse_if_served(url)
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".serving")] == []


def test_a_database_server_needs_no_lock() -> None:
    with serving("postgresql://somebody@localhost/none"):
        refuse_if_served("postgresql://somebody@localhost/none")
