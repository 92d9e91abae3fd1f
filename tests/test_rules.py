"""Rules that hold the product together, read off its source."""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "workshop"
SURFACES = [*sorted((PACKAGE / "desk").rglob("*.py"))]


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def test_no_streamlit_call_stands_inside_a_transaction() -> None:
    """Streamlit may abort a script at any `st.` access, which would leave a transaction open."""
    guilty = []
    for path in SURFACES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            opens = isinstance(node, ast.Attribute) and node.attr in {"write", "read", "engine", "begin"}
            if opens and "store" in ast.unparse(node.value):
                guilty.append(f"{path.name}:{node.lineno}")
    assert guilty == []


@pytest.mark.parametrize("name", ["pickle", "joblib", "shelve", "marshal", "yaml"])
def test_nothing_can_be_made_to_run_by_reading_a_file(name: str) -> None:
    importing = [
        path.name
        for path in modules()
        if re.search(rf"^\s*(import|from) {name}\b", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert importing == []


def test_user_text_never_meets_raw_html_at_the_desk() -> None:
    found = [
        f"{path.name}: {match.group()}"
        for path in SURFACES
        for match in re.finditer(
            r"unsafe_allow_html|components\.html|st\.html\(|components\.v1", path.read_text("utf-8")
        )
    ]
    assert found == []


def test_imports_stand_at_the_top() -> None:
    """An import hidden in a function hides a cycle."""
    hidden = []
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                hidden += [
                    f"{path.name}:{inner.lineno}"
                    for inner in ast.walk(node)
                    if isinstance(inner, ast.Import | ast.ImportFrom)
                ]
    assert hidden == []


def test_nothing_catches_everything() -> None:
    """A handler for all exceptions hides faults. Named here: the writer, which hands them to their caller, and the two
    outermost places, where a fault is logged and told to one person so that the room goes on answering."""
    allowed = {"engine.py", "request.py", "downloads.py"}
    found = []
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler) and path.name not in allowed:
                caught = "" if node.type is None else ast.unparse(node.type)
                if caught in {"", "Exception", "BaseException"}:
                    found.append(f"{path.name}:{node.lineno}")
    assert found == []


def test_the_product_carries_no_foreign_address_to_load_from() -> None:
    loads = re.compile(r"""(src|href)=["']https?://|@import|url\(\s*["']?https?://""")
    found = [
        path.name
        for kind in ("*.html", "*.css", "*.js")
        for path in PACKAGE.rglob(kind)
        if loads.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_every_setting_is_described() -> None:
    from workshop.base.settings import Settings

    page = (PACKAGE.parent / "docs" / "settings.md").read_text(encoding="utf-8")
    assert [name for name in Settings.model_fields if f"`MENGYA_{name.upper()}`" not in page] == []


def test_from_how_many_people_on_is_said_once() -> None:
    """`MIN_GROUP` is set in one place; no other constant of five hides, or speaks of people behind a figure."""
    setting = re.compile(r"^MIN_GROUP\b.*=", re.MULTILINE)
    double = re.compile(
        r"^(?:(?:HIDDEN|SMALLEST|FEWEST|ENOUGH|LEAST|MIN_)\w*|\w+(?= = 5 +#.*(?:people|raters|recogni)))"
        r" = 5(?![.\d]).*",
        re.MULTILINE,
    )
    texts = {path.name: path.read_text("utf-8") for path in modules()}
    doubles = [
        f"{name}: {match.group()}"
        for name, text in texts.items()
        for match in double.finditer(text)
        if name != "privacy.py"
    ]
    assert ([name for name, text in texts.items() if setting.search(text)], doubles) == (["privacy.py"], [])


# --- the house: docs/decisions/0007-folders-by-feature.md

MOST_MODULES = 20
MOST_LINES = 400
CRUMB = 40  # lines below which a module earns its place only by having several readers
# One file a format; one a change of the schema.
MAY_HOLD_MORE = {"network/io", "store/migrations/versions"}
# Read by no import: entries, scripts and steps of a schema.
ENTRIES = re.compile(r"(^|/)(__init__|__main__|read_child)\.py$|^desk/screens/|^store/migrat")


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def inside(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def importers() -> dict[str, set[str]]:
    """Module -> the modules that import it or something from it."""
    known = {f"workshop.{inside(path)[:-3].replace('/', '.')}": path for path in modules()}
    found: dict[str, set[str]] = defaultdict(set)
    for name, path in known.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("workshop"):
                for alias in node.names:
                    whole = f"{node.module}.{alias.name}"
                    found[whole if whole in known else node.module].add(name)
    return found


def test_a_folder_holds_one_feature() -> None:
    counts = Counter(inside(path.parent) for path in modules() if path.name != "__init__.py")
    assert {folder for folder, n in counts.items() if n > MOST_MODULES} <= MAY_HOLD_MORE


def test_a_module_has_one_subject() -> None:
    assert {inside(path): lines_of(path) for path in modules() if lines_of(path) > MOST_LINES} == {}


def test_no_crumbs_lie_beside_their_only_reader() -> None:
    crumbs = [
        inside(path)
        for path in modules()
        if not ENTRIES.search(inside(path))
        and lines_of(path) < CRUMB
        and len(importers()[f"workshop.{inside(path)[:-3].replace('/', '.')}"]) <= 1
    ]
    assert crumbs == []


# What changes while a hand is on its way: the number of an event or version, what others have done, the state itself.
CHANGING = {
    "moved",
    "seen",
    "seq",
    "pulse",
    "revision",
    "locked",
    "state",
    "lines",
    "version",
    "versions",
    "now",
}
# Widgets that have to begin anew with another version of the map, and hold nothing that anybody typed: a picture and
# what is picked in it, which versions to compare, a consent or a decision that is for this version only. The tables of
# the editor are named by the version they were begun from, and stay with it.
BEGIN_ANEW = {
    "map_areas.py",
    "map_disclosure.py",
    "map_editor.py",
    "map_gather.py",
    "map_outreach.py",
    "map_timeline.py",
    "network_map.py",
}


def test_no_button_or_field_changes_under_the_hand() -> None:
    """Streamlit knows a widget by its key: with another key, a press on its way reaches nothing and what is typed is
    gone, without a word. Keys of the desk are made of what the widget is about, never of what it was drawn from.
    """
    changing = [
        f"{inside(path)}:{node.lineno}"
        for path in modules()
        if inside(path).startswith("desk/") and path.name not in BEGIN_ANEW
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for value in keys_in(node)
        if names_in(value) & CHANGING
    ]
    assert changing == []


def keys_in(node: ast.AST) -> list[ast.expr]:
    """The expressions a widget's key is made of: given as `key=`, kept in a variable, or made by a function for it."""
    if isinstance(node, ast.keyword) and node.arg == "key":
        return [node.value]
    if isinstance(node, ast.Assign) and any(ast.unparse(one) in {"key", "name"} for one in node.targets):
        return [node.value] if isinstance(node.value, ast.JoinedStr) else []
    if isinstance(node, ast.FunctionDef) and node.name.strip("_") == "key":
        return [one.value for one in ast.walk(node) if isinstance(one, ast.Return) and one.value is not None]
    return []


def names_in(value: ast.expr) -> set[str]:
    """Every name and attribute inside the holes of an f-string."""
    holes = [one for one in ast.walk(value) if isinstance(one, ast.FormattedValue)]
    inner = [one for hole in holes for one in ast.walk(hole.value)]
    return {one.id for one in inner if isinstance(one, ast.Name)} | {
        one.attr for one in inner if isinstance(one, ast.Attribute)
    }


def test_no_class_name_is_used_twice() -> None:
    where: dict[str, list[str]] = defaultdict(list)
    for path in modules():
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                where[node.name].append(inside(path))
    assert {name: paths for name, paths in where.items() if len(paths) > 1} == {}


def test_tests_stand_where_what_they_test_stands() -> None:
    """A folder of tests that bears a layer's name has no subfolder the layer does not have."""
    tests = PACKAGE.parent / "tests"
    strange = [
        folder.relative_to(tests).as_posix()
        for layer in PACKAGE.iterdir()
        if layer.is_dir() and (tests / layer.name).is_dir()
        for folder in (tests / layer.name).rglob("*")
        if folder.is_dir()
        and any(folder.glob("test_*.py"))
        and not (PACKAGE / folder.relative_to(tests)).is_dir()
    ]
    assert strange == []
