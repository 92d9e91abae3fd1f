"""The levels of a rubric on paper: rungs with a box each, the parts of a level, and lines for real events."""

from __future__ import annotations

import math

from workshop.base.text import say
from workshop.model.step import Confidence, Option, Question, Started
from workshop.paper.field import LATIN, MM_A_POINT, WIDE
from workshop.paper.sheet import rates
from workshop.paper.sheet_block import GAP, LEVEL_WIDE, BlockShape, Measure, SheetBlock

BADGE = 8.0  # widest mark of a hypothesis behind it
EXTREMES = 2  # lines for the highest and the lowest dimension


def climbed(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """Levels in reading order: 1, 2, 3, and 0 only when level 1 does not hold."""
    return tuple(sorted(options, key=lambda option: (option.code == "0", option.code)))


def levels(question: Question, measure: Measure) -> SheetBlock:
    width = WIDE - measure.sizes.beside - LEVEL_WIDE - 3 if question.event else WIDE - LEVEL_WIDE
    # The line on how to write of residents is said once, in the head.
    ask = tuple(question.help.split("\n")[:1]) if question.help else ()
    rungs = sum(
        max(
            measure.text(
                _printed_level(option, measure), width - (BADGE if option.code in question.hypothesis else 0)
            ),
            measure.sizes.box,
        )
        + 0.6
        for option in question.options
    )
    writing = measure.sizes.pen * 3 if question.event else 0
    heading = measure.text(question.prompt + "　" + " ".join(ask)) + 0.8
    return SheetBlock(
        BlockShape.LEVELS,
        question.prompt,
        ask,
        climbed(question.options),
        heading + max(rungs, writing) + _under(question, measure) + GAP,
        hypothesis=question.hypothesis,
        evidence=question.event,
        unknown=True,
    )


def _printed_level(option: Option, measure: Measure) -> str:
    """What stands beside a level's number: the time it speaks of, and its sentence or its parts, each with a box."""
    box = " " * math.ceil(
        (measure.sizes.box + 3) / measure.sizes.type(measure.language).points / MM_A_POINT / LATIN
    )
    said = "".join(box + part.label for part in option.choices) or option.label
    return f"{option.help}　{said}" if option.help else said


def _under(question: Question, measure: Measure) -> float:
    """Height of the checkboxes under the levels: don't know, how sure, who started it."""
    language, sizes = measure.language, measure.sizes
    words = [say(language, "exercises.scale.unknown")]
    if question.event:
        words += [say(language, f"paper.sure.{code.value}") for code in Confidence]
        words += [say(language, f"paper.started.{code.value}") for code in Started]
        words.append(say(language, "paper.started"))
    return measure.row + (sizes.tick_lines(words, language) - 1) * measure.line


def last_without_event(questions: tuple[Question, ...]) -> str:
    """The last question about a level, where not each of them asks for an event of its own; "" otherwise."""
    rated = [one for one in questions if rates(one) and one.evidence]
    return rated[-1].id if any(not one.event for one in rated) else ""


def extremes(measure: Measure) -> SheetBlock:
    """Lines for the events of the highest and the lowest dimension, which only the person knows."""
    prompt, help_ = say(measure.language, "paper.extremes"), say(measure.language, "paper.extremes_help")
    height = measure.text(prompt) + measure.text(help_) + EXTREMES * measure.sizes.pen + GAP
    return SheetBlock(BlockShape.LINES, prompt, (help_,), (), height, count=EXTREMES, optional=True)
