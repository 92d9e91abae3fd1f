"""What the docs say exists: links, files named on the way, and the answers to "where is …?"."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
# Paths in code font that are clearly files or folders of this repository.
NAMED = re.compile(r"`((?:workshop|tests|docs|exercises|data|deploy)/[\w./*-]*)`")


def anchors(page: Path) -> set[str]:
    """Headings as a reader's browser addresses them."""
    found = set()
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            words = re.sub(r"[^\w\- ]", "", line.lstrip("#").strip().lower())
            found.add(words.replace(" ", "-"))
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    lost = []
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", link):
            continue
        address, _, anchor = link.partition("#")
        target = (page.parent / address).resolve() if address else page
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in anchors(target)):
            lost.append(link)
    assert lost == []


# History may name what is gone.
@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if page.name != "CHANGELOG.md"],
    ids=lambda page: page.relative_to(ROOT).as_posix(),
)
def test_every_file_that_is_named_is_there(page: Path) -> None:
    lost = [
        name
        for name in NAMED.findall(page.read_text(encoding="utf-8"))
        # ID and NAME stand for the reader's own.
        if not re.search(r"\b(ID|NAME)\b", name)
        and not any(ROOT.glob(name.rstrip("/")))
        and not any(ROOT.glob(f"{name}.py"))
    ]
    assert lost == []
