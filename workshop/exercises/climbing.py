"""Scales that are climbed: a form read as a level, its parts ticked one by one, and back.

The parts of a level are the `choices` of its option; `part` (field, and `parts` in the payload) holds `<level>.<part>`.
Whoever chooses a level says that everything up to it is true. Parts ticked above it count for themselves: where they
make the next level whole, that level is reached too.
"""

from __future__ import annotations

from collections.abc import Iterable

from workshop.base.text import Language, say
from workshop.exercises.cleaning import Form, cleaned, last, unknown
from workshop.model.step import Confidence, Option, Payload, Question, QuestionStructure, Started

UNKNOWN = "unknown"
SHORT = 80  # characters of "when was the last time"


def read_scale(question: QuestionStructure, form: Form) -> Payload:
    """The payload of a posted scale. Raises InputError `exercises.option_unknown`, `too_long`."""
    payload: Payload = {}
    chosen = last(form, "level")
    if chosen and chosen not in {option.code for option in question.options} | {UNKNOWN}:
        raise unknown(question, chosen)
    ticked = _ticked(question, form)
    if chosen == UNKNOWN:
        payload["level"] = None
    else:
        level = climbed(question, int(chosen) if chosen else None, ticked)
        if level is not None:
            payload["level"] = level
            # What lies at or below the level is said by it already.
            ticked = tuple(one for one in ticked if _level_of(one) > level)
    if ticked:
        payload["parts"] = list(ticked)
    return payload | _example(question, form)


def _example(question: QuestionStructure, form: Form) -> Payload:
    confidence, started = last(form, "confidence"), last(form, "started")
    if confidence and confidence not in list(Confidence):
        raise unknown(question, confidence)
    if started and started not in list(Started):
        raise unknown(question, started)
    return {
        "confidence": confidence or None,
        "when": cleaned(last(form, "when"), SHORT),
        "started": started or None,
        "evidence": cleaned(last(form, "evidence"), question.max_chars),
    }


def _ticked(question: QuestionStructure, form: Form) -> tuple[str, ...]:
    """The parts ticked, each once, in the order of the levels."""
    known = [part_code(option.code, part.code) for option in question.options for part in option.choices]
    given = {one for one in form.get("part", ()) if one}
    for one in given - set(known):
        raise unknown(question, one)
    return tuple(one for one in known if one in given)


def climbed(question: QuestionStructure, chosen: int | None, ticked: Iterable[str]) -> int | None:
    """The highest level that is wholly true: the chosen one, and every next one of which each part is ticked.

    Without a chosen level the parts of level 1 tell where it begins: 0 where some and not all of them are true. None
    where nothing has been said of level 1.
    """
    parts = {
        int(option.code): {part_code(option.code, part.code) for part in option.choices}
        for option in question.options
        if option.choices
    }
    given = set(ticked)
    if chosen is None and not given & parts.get(1, set()):
        return None
    level = chosen or 0
    while (above := parts.get(level + 1)) and above <= given:
        level += 1
    return level


def kept_at(question: QuestionStructure, chosen: int, ticked: Iterable[str]) -> tuple[str, ...]:
    """The parts that stay ticked when a level is chosen after them: who goes down a level takes back what made a higher
    one whole, else it would be reached again at once."""
    given = tuple(ticked)
    whole = {
        option.code
        for option in question.options
        if option.choices
        and int(option.code) > chosen
        and {part_code(option.code, part.code) for part in option.choices} <= set(given)
    }
    return tuple(one for one in given if str(_level_of(one)) not in whole)


def part_code(level: str, part: str) -> str:
    """What a part is called in a form and in an answer."""
    return f"{level}.{part}"


def _level_of(part: str) -> int:
    return int(part.partition(".")[0])


def part_words(options: Iterable[Option], language: Language) -> dict[str, str]:
    """Every part of a scale's levels in words, by its code."""
    return {
        part_code(option.code, part.code): say(
            language, "exercises.scale.part", level=option.code, part=part.label
        )
        for option in options
        for part in option.choices
    }


def parts_ticked(payload: Payload) -> tuple[str, ...]:
    """The parts above an answer's level that are true; none in an answer on a rubric without parts."""
    parts = payload.get("parts")
    return tuple(one for one in parts if isinstance(one, str)) if isinstance(parts, list) else ()


def ticked_labels(options: Iterable[Option], payload: Payload) -> dict[str, list[str]]:
    """The words of the parts an answer ticked, under their level, as far as the rubric still has them."""
    given = set(parts_ticked(payload))
    labels = {
        option.code: [part.label for part in option.choices if part_code(option.code, part.code) in given]
        for option in options
    }
    return {level: words for level, words in labels.items() if words}


def scale_fields(payload: Payload) -> dict[str, list[str]]:
    """The form fields that restore a scale's payload, empty ones too."""
    level = payload.get("level")
    texts = {name: payload.get(name) for name in ("confidence", "when", "started", "evidence")}
    return {
        "level": [UNKNOWN if level is None else str(level)] if "level" in payload else [],
        "part": list(parts_ticked(payload)),
        **{name: [text] for name, text in texts.items() if isinstance(text, str) and text},
    }


def rungs(question: Question) -> tuple[Option, ...]:
    """The levels of a scale in reading order: upwards from 1, then 0, "not all of level 1 is true".

    A scale without `climb` keeps the order of its options.
    """
    return (*question.options[1:], *question.options[:1]) if question.climb else question.options
