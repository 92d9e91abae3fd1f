"""A small exercise to change in tests, and the ones that ship."""

from __future__ import annotations

from pathlib import Path

from workshop.base.content import home
from workshop.exercises.exercise import Exercise
from workshop.exercises.library import library, load_exercise

SHIPPED = library(home() / "exercises")

FRONT = """id = "try"
version = 1
title = "试一试"
heart = "一句话"
level = "move"
phase = "see"
purpose = "看看"
done = "看过了"
minutes = { min = 5, plan = 6, max = 9 }
people = { min = 1, max = 9, form = "solo" }
paper = "lines"
produces = ["words"]
privacy = { level = "open", names = "none", residents = "code", keep_days = 30 }
inspired_by = ["我们"]
licence = "CC-BY-4.0"
authors = ["我们"]

[[steps]]
id = "word"
kind = "text"
who = "solo"
minutes = 3
prompt = "说一个词"

[[steps]]
id = "pick"
kind = "choice"
who = "solo"
minutes = 3
prompt = "选一个"
options = [{ code = "a", label = "甲" }, { code = "b", label = "乙" }]
"""
HEADINGS_ZH = (
    "为什么",
    "怎么做",
    "主持人的话",
    "看什么",
    "容易走偏",
    "变体",
    "纸面做法",
    "收口三问",
    "自查清单",
)
BODY = "\n\n".join(f"## {heading}\n写在这里。" for heading in HEADINGS_ZH)
ENGLISH = """title = "Try"
heart = "One line"

[steps.pick.options.b]
label = "second"
"""


def write(folder: Path, front: str = FRONT, english: str | None = ENGLISH, body: str = BODY) -> Path:
    """The exercise `try` as files; the path of its Chinese one."""
    path = folder / "try.zh.md"
    path.write_text(f"+++\n{front}+++\n{body}\n", encoding="utf-8")
    if english is not None:
        (folder / "try.en.md").write_text(f"+++\n{english}+++\n## Why\nHere.\n", encoding="utf-8")
    return path


def small(folder: Path, old: str = "", new: str = "") -> Exercise:
    """The exercise `try` with one place of its front matter changed."""
    assert old in FRONT
    return load_exercise(write(folder, FRONT.replace(old, new, 1)))
