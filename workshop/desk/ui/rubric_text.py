"""Rubric paths, sources and origins in words."""

from __future__ import annotations

import re

from workshop.assessment.rubric.rubric import HYPOTHESIS, Anchor, Rubric
from workshop.base.errors import NOWHERE, MengyaError, RoomError
from workshop.base.text import LANGUAGES, Language, say
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import escape
from workshop.desk.ui.visitor import Visitor, on_their_clock
from workshop.model.camp import Camp
from workshop.services.camp.rubrics import Known, rubric_of

FaultPlace = tuple[str, ...]
# A stage's name has a dot of its own.
_STAGED = re.compile(r"(stages|gates)\.(0|\d\.0)(?:\.(.+))?")
# Kind of source -> the badge's colour; its letter says the same without colour.
KINDS = {"S": "green", "P": "blue", HYPOTHESIS: "orange"}
OWN_WORDS = (
    "title",
    "method",
    "limits",
    "share",
    "hypothesis_stages",
    "events",
    "sources",
    "name",
    "question",
    "axis",
    "window",
    "parts",
)


def place_of_fault(rubric: Rubric, key: str) -> FaultPlace:
    """The path of a fault's key, with ids instead of positions."""
    if staged := _STAGED.fullmatch(key):
        return tuple(part for part in staged.groups() if part)
    parts = key.split(".")
    if parts[0] == "dimensions" and len(parts) > 1 and parts[1].isdecimal():
        parts[1] = rubric.dimensions[int(parts[1])].id
    return tuple(parts)


def place_words(visitor: Visitor, rubric: Rubric, place: FaultPlace) -> str:
    """A path in words: `D3 Who acts · level 2 · Chinese`."""
    parts = list(place)
    words_said: list[str] = []
    if parts[0] == "dimensions" and len(parts) > 1:
        words_said.append(dimension_words(visitor, rubric, parts[1]))
        parts = parts[2:]
    elif parts[0] in ("stages", "gates") and len(parts) > 1:
        words_said.append(visitor.say(f"rubrics.place.{parts[0]}", stage=parts[1]))
        parts = parts[2:]
    while parts:
        part = parts.pop(0)
        if part == "anchors":
            if parts:
                words_said.append(visitor.say("desk.level", level=parts.pop(0)))
        elif part in LANGUAGES:
            words_said.append(visitor.say(f"rubrics.in.{part}"))
        elif part in OWN_WORDS:
            words_said.append(visitor.say(f"rubrics.place.{part}"))
        elif part == "provenance":
            words_said.append(visitor.say("rubrics.provenance"))
        elif part != "text":
            words_said.append(part)
    return " · ".join(words_said)


def dimension_words(visitor: Visitor, rubric: Rubric, id: str) -> str:
    """A dimension's number and name."""
    dimension = next((one for one in rubric.dimensions if one.id == id), None)
    name = dimension.name.of(visitor.language).strip() if dimension else ""
    return f"{id} {name}" if name else id


def fault_words(visitor: Visitor, rubric: Rubric, fault: MengyaError) -> str:
    """A fault of a draft: where in the form, and what to do. Its row number is left out, as there is no file."""
    sentence = visitor.explain(RoomError(fault.code, NOWHERE, **fault.values))
    if fault.where.key is None:
        return escape(sentence)
    return f"**{escape(place_words(visitor, rubric, place_of_fault(rubric, fault.where.key)))}**　{escape(sentence)}"


def level_words(language: Language, anchor: Anchor) -> str:
    """A level's sentence after the time it speaks of."""
    window = f":gray[{escape(say(language, f'exercises.window.{anchor.window}'))}]　" if anchor.window else ""
    return window + escape(anchor.text.of(language))


def badges(visitor: Visitor, anchor: Anchor) -> str:
    """The kinds of source behind an anchor's text, each once."""
    kinds = [kind for kind in KINDS if any(tag.partition(":")[0] == kind for tag in anchor.provenance)]
    return " ".join(f":{KINDS[kind]}-badge[{visitor.say(f'rubrics.kind.{kind}')}]" for kind in kinds)


def source_words(visitor: Visitor, rubric: Rubric, tag: str) -> str:
    """A provenance tag, in full."""
    if tag == HYPOTHESIS:
        return f":orange-badge[{visitor.say('rubrics.kind.H')}]　{visitor.say('rubrics.kind.H.explained')}"
    kind, _, number = tag.partition(":")
    match = next((source for source in rubric.sources if source.tag == tag), None)
    head = f":{KINDS.get(kind, 'gray')}-badge[{visitor.say(f'rubrics.kind.{kind}')} {escape(number)}]"
    if match is None:
        return head
    grade = visitor.say(f"learning.grade.{match.grade}")
    return f"{head}　{escape(match.says.of(visitor.language))}  \n  :gray[{escape(match.reference)} · {escape(grade)}]"


def tag_words(visitor: Visitor, rubric: Rubric, tag: str) -> str:
    """A provenance tag as an option."""
    if tag == HYPOTHESIS:
        return visitor.say("rubrics.kind.H")
    kind, _, number = tag.partition(":")
    match = next((source for source in rubric.sources if source.tag == tag), None)
    says = f"　{match.says.of(visitor.language)}" if match else ""
    return f"{visitor.say(f'rubrics.kind.{kind}')} {number}{says}"


def origin_words(visitor: Visitor, known: Known) -> str:
    """Where a version comes from, when and why it was saved, and how many camps use it."""
    saved = known.saved
    parts = [visitor.say("rubrics.from_file")]
    if saved is not None:
        parts = [visitor.say("rubrics.from_desk", when=f"{on_their_clock(saved.at):%Y-%m-%d %H:%M}")]
        if saved.base:
            parts.append(visitor.say("rubrics.based_on", rubric=escape(saved.base)))
        if known.in_file:
            parts.append(visitor.say("rubrics.also_file"))
    parts.append(
        visitor.say("rubrics.camps", n=known.camps) if known.camps else visitor.say("rubrics.no_camp")
    )
    return " · ".join(parts)


def camp_rubric(visitor: Visitor, camp: Camp) -> str:
    """The rubric a camp's answers are given on."""
    try:
        rubric = rubric_of(app_context(), camp.rubric)
    except RoomError:
        return visitor.say("rubrics.of_camp_gone", rubric=camp.rubric)
    return visitor.say("rubrics.of_camp", title=rubric.title.of(visitor.language), version=rubric.version)
