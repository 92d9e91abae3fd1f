"""A command loads what it needs and nothing else. No time is measured here: what is loaded decides it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

import pytest

from workshop.base.content import home
from workshop.base.lazy_import import lazy_import
from workshop.base.text import LANGUAGES, has
from workshop.cli.app import CAMP_COMMANDS, COMMANDS

PACKAGE = home() / "workshop"
RUN = """
import json, sys
from workshop.cli.app import run
code = run(sys.argv[1:])
print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)
"""

SERVER = {"streamlit", "starlette", "uvicorn", "pandas"}
DATABASE = {"sqlalchemy", "alembic"}
# Readers and writers of files, and what draws tables, networks, and reports.
OFFICE = {"openpyxl", "xlsxwriter", "docx", "docxtpl", "vl_convert", "pyvis", "IPython"}
FIGURES = {"numpy", "scipy", "networkx", "numba"}
ALWAYS_TOO_MUCH = SERVER | OFFICE | {"babel", "numba"}

CASES: dict[str, set[str]] = {
    "--help": ALWAYS_TOO_MUCH | DATABASE | FIGURES | {"pydantic", "rich", "jinja2"},
    "camp --help": ALWAYS_TOO_MUCH | DATABASE | FIGURES | {"rich", "jinja2"},
    "rounds --people 12 --tables 3 --rounds 3": ALWAYS_TOO_MUCH | DATABASE | {"scipy", "networkx", "jinja2"},
    "rounds --people 12 --tables 3 --rounds 3 --json": ALWAYS_TOO_MUCH | DATABASE | {"scipy", "rich"},
    "agreement {table}": ALWAYS_TOO_MUCH | DATABASE | {"scipy", "networkx", "jinja2", "rich"},
    "network builtin:karate": ALWAYS_TOO_MUCH
    | DATABASE
    | {"jinja2", "rich", "pydantic_settings", "scipy.stats", "scipy.optimize", "workshop.network.io.parse"},
    "seeds builtin:karate -k 2": ALWAYS_TOO_MUCH | DATABASE | {"jinja2", "rich", "scipy.stats"},
    "check": ALWAYS_TOO_MUCH | DATABASE | {"scipy", "networkx", "jinja2", "rich"},
    "agenda camp-half": ALWAYS_TOO_MUCH | DATABASE | {"scipy", "networkx", "jinja2"},
    "match docs/examples/room.csv": ALWAYS_TOO_MUCH | DATABASE | {"networkx", "scipy.stats", "jinja2"},
    "assess docs/examples/position.csv": (ALWAYS_TOO_MUCH | DATABASE | {"scipy", "jinja2"}) - {"xlsxwriter"},
    "camp list": SERVER | OFFICE,
    "demo --help": SERVER | {"docx", "docxtpl", "pyvis", "IPython", "numba"},
}


def loaded(arguments: str, folder: Path) -> tuple[int, set[str]]:
    """The exit code of a command in an interpreter of its own, and the modules it left behind."""
    table = folder / "table.csv"
    table.write_text("unit,a,b,c\n1,1,2,3\n2,2,2,3\n3,3,3,1\n", encoding="utf-8")
    words = [word.format(table=table) for word in arguments.split()]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MENGYA_")}
    done = subprocess.run(
        [sys.executable, "-c", RUN, *words],
        capture_output=True,
        check=True,
        cwd=home(),
        timeout=120,
        env={**environment, "XDG_DATA_HOME": str(folder), "LC_ALL": "C.UTF-8", "PYTHONPATH": str(home())},
    )
    code, modules = json.loads(done.stderr.splitlines()[-1])
    return code, set(modules)


@pytest.mark.parametrize(("arguments", "too_much"), CASES.items(), ids=CASES)
def test_a_command_loads_only_what_it_needs(
    tmp_path: Path, arguments: str, too_much: Collection[str]
) -> None:
    code, modules = loaded(arguments, tmp_path)
    assert code == 0
    assert sorted(modules.intersection(too_much)) == []


def test_help_is_found_without_any_command(tmp_path: Path) -> None:
    _, modules = loaded("--help", tmp_path)
    ours = {name for name in modules if name.startswith("workshop.cli.")}
    assert ours == {"workshop.cli.app", "workshop.cli.frame"}


@pytest.mark.parametrize(
    ("key", "entry"),
    [*COMMANDS.items(), *((f"camp_{name}", entry) for name, entry in CAMP_COMMANDS.items())],
)
def test_every_command_in_the_table_is_there_and_has_its_help(key: str, entry: str) -> None:
    assert entry.startswith("workshop.cli.")
    assert callable(lazy_import(entry))
    assert all(has(language, f"cli.help.{key}") for language in LANGUAGES)


def test_modules_are_imported_by_name_in_one_place_only() -> None:
    named = re.compile(r"\bimport_module\b|\b__import__\b|importlib\.util")
    found = [
        path.relative_to(PACKAGE).as_posix()
        for path in sorted(PACKAGE.rglob("*.py"))
        if named.search(path.read_text(encoding="utf-8"))
    ]
    assert found == ["base/lazy_import.py"]
