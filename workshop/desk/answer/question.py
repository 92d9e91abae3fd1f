"""One question as Streamlit widgets, and the widgets' values as a posted form.

The desk has no answering rules of its own: fields go through `exercises.form`, as a phone's posted form
does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from workshop.desk.answer.naming import posted, roster, ties
from workshop.desk.ui.escape import escape, paragraphs
from workshop.desk.ui.visitor import Visitor
from workshop.exercises.climbing import UNKNOWN, climbed, kept_at, part_words, rungs
from workshop.exercises.columns import OTHER, read_day
from workshop.exercises.form import STANCES
from workshop.exercises.grouping import most_on_one
from workshop.exercises.placing import NOT_KNOWN, STEPS, axes_of
from workshop.model.step import ColumnKind, Option, Question, Started, StepKind

Fields = dict[str, list[str]]
Change = Callable[[], None]

SPARE_ROWS = 3
CARDS_SHOWN = 5


def ask(visitor: Visitor, question: Question, key: str, start: Fields, changed: Change) -> None:
    """Draw the fields of `question`; `start` fills those that were not touched yet, `changed` saves a draft."""
    if question.kind in DRAWN:
        DRAWN[question.kind](visitor, question, key, start, changed)
        return
    match question.kind:
        case StepKind.STANCE:
            options = [Option(code, visitor.say(f"exercises.stance.{code}")) for code in STANCES]
            _radio(question.prompt, options, _name(key, "stance"), start.get("stance"), changed)
        case StepKind.TEXT:
            _text(
                question.prompt, _name(key, "text"), start.get("text"), question.max_chars, changed, hide=True
            )
        case StepKind.ROSTER:
            roster(visitor, question, lambda field: _name(key, field), start, changed)
        case StepKind.TIES:
            ties(visitor, question, lambda field: _name(key, field), start, changed)
        case StepKind.DOTS:
            _dots(visitor, question, key, start, changed)
        case _:
            _elsewhere(visitor, question)


def _dots(visitor: Visitor, question: Question, key: str, start: Fields, changed: Change) -> None:
    items = question.items or question.options
    st.caption(
        visitor.say("phone.dots.have", n=question.max_items) if items else visitor.say("phone.dots.nothing")
    )
    for item in items:
        name = _name(key, f"dot.{item.code}")
        _once(name, int((start.get(f"dot.{item.code}") or ["0"])[0]))
        st.number_input(escape(item.label), 0, most_on_one(question), key=name, on_change=changed)


def _elsewhere(visitor: Visitor, question: Question) -> None:
    """Where what is not answered here takes place."""
    if question.kind is StepKind.CLUSTER:
        st.info(visitor.say("board.on_phone"))
        st.link_button(visitor.say("board.remote"), "/s")
        return
    if question.kind is not StepKind.LOG:
        st.info(visitor.say("exercises.paper_only"))
        return
    # Several hands type a dialogue at once, and everybody follows: the plain pages do that.
    st.info(visitor.say("dialogue.on_phone"))
    st.link_button(visitor.say("dialogue.all"), "/s/log")


def fields_of(question: Question, key: str) -> Fields:
    """The widgets' values under the form's field names."""
    state = st.session_state
    prefix = _name(key, "")
    fields: Fields = {}
    for name, value in state.items():
        if not isinstance(name, str) or not name.startswith(prefix):
            continue
        values = value if isinstance(value, list) else [value]
        fields[name.removeprefix(prefix)] = [str(one) for one in values if one is not None and one != ""]
    cards = sorted((name for name in fields if name.startswith("card.")), key=lambda name: int(name[5:]))
    if cards:
        fields["card"] = [text for name in cards for text in fields.pop(name)]
    if not question.ordered:
        fields.pop("first", None)
    if question.kind is StepKind.ROSTER:
        fields = posted(fields)
    return {name: values for name, values in fields.items() if values}


def _name(key: str, field: str) -> str:
    return f"answer.{key}.{field}"


def _once(name: str, value: object) -> None:
    """Give a widget its initial value; a value the person has changed stays."""
    if name not in st.session_state:
        st.session_state[name] = value


def _radio(label: str, options: list[Option], name: str, start: list[str] | None, changed: Change) -> None:
    by_code = {option.code: option for option in options}
    _once(name, start[0] if start else None)
    st.radio(
        label,
        list(by_code),
        index=None,
        format_func=lambda code: escape(by_code[code].label),
        captions=[escape(option.help) for option in options] if any(o.help for o in options) else None,
        key=name,
        on_change=changed,
        label_visibility="collapsed",
    )


def _scale(visitor: Visitor, question: Question, key: str, start: Fields, changed: Change) -> None:
    labels = {option.code: _rung(visitor, question, option) for option in rungs(question)}
    labels[UNKNOWN] = f"**{visitor.say('exercises.scale.unknown')}**"
    name, part = _name(key, "level"), _name(key, "part")
    _once(name, start["level"][0] if start.get("level") else None)

    def chose() -> None:
        level, ticked = st.session_state[name], st.session_state.get(part)
        if ticked and level not in (None, UNKNOWN):
            st.session_state[part] = list(kept_at(question, int(level), ticked))
        changed()

    def ticked_one() -> None:
        level = st.session_state[name]
        if level != UNKNOWN and (
            up := climbed(question, int(level) if level else None, st.session_state[part])
        ):
            st.session_state[name] = str(up)
        changed()

    if question.climb:
        st.caption(visitor.say("exercises.scale.climb"))
    chosen = st.radio(
        visitor.say("exercises.scale.level"),
        list(labels),
        index=None,
        format_func=labels.__getitem__,
        captions=_beside(visitor, question) if question.climb else None,
        key=name,
        on_change=chose,
        label_visibility="collapsed" if question.climb else "visible",
    )
    if question.climb and (below := _below(visitor, chosen)):
        st.caption(f":material/check: {below}")
    _parts(visitor, question, key, start, ticked_one)
    if question.hypothesis:
        st.caption(
            f":orange-badge[{visitor.say('desk.hypothesis.badge')}] {visitor.say('phone.hypothesis_levels')}"
        )
    if question.evidence and (chosen == UNKNOWN or not question.event):
        # Collapsed, not removed: text typed before is still submitted.
        fold = "unknown_next" if chosen == UNKNOWN else "event_optional"
        with st.expander(visitor.say(f"exercises.scale.{fold}")):
            _evidence(visitor, question, key, start, changed)
    elif question.evidence:
        _evidence(visitor, question, key, start, changed)


def _rung(visitor: Visitor, question: Question, option: Option) -> str:
    badge = (
        f" :orange-badge[{visitor.say('desk.hypothesis.badge')}]"
        if option.code in question.hypothesis
        else ""
    )
    if question.climb and option.code == "0":
        return f"**{visitor.say('exercises.scale.not_first')}**{badge}"
    window = f":gray[{escape(option.help)}]　" if question.climb and option.help else ""
    return f"**{visitor.say('desk.level', level=int(option.code))}**　{window}{escape(option.label)}{badge}"


def _parts(visitor: Visitor, question: Question, key: str, start: Fields, changed: Change) -> None:
    """The parts of levels that can be ticked one by one."""
    words = part_words(question.options, visitor.language)
    if not words:
        return
    name = _name(key, "part")
    _once(name, [one for one in start.get("part", []) if one in words])
    st.pills(
        visitor.say("exercises.scale.which_parts"),
        list(words),
        selection_mode="multi",
        format_func=lambda one: escape(words[one]),
        key=name,
        on_change=changed,
    )


def _beside(visitor: Visitor, question: Question) -> list[str]:
    """Explanations: what level 0 looks like, and that "don't know" is no level. The other levels explain
    themselves.
    """
    ground = question.options[0]
    return [
        *("" for _ in question.options[1:]),
        escape(ground.label),
        visitor.say("exercises.scale.unknown_help"),
    ]


def _below(visitor: Visitor, chosen: str | None) -> str:
    """The levels implied by the chosen one."""
    if chosen in (None, UNKNOWN):
        return ""
    lower = [visitor.say("desk.level", level=level) for level in range(1, int(chosen))]
    return (
        visitor.say("exercises.scale.below", levels=visitor.say("exercises.joiner").join(lower))
        if lower
        else ""
    )


def _evidence(visitor: Visitor, question: Question, key: str, start: Fields, changed: Change) -> None:
    sure = {code: visitor.say(f"exercises.scale.{code}") for code in ("sure", "unsure")}
    _one_of(
        visitor.say("exercises.scale.confidence"),
        sure,
        _name(key, "confidence"),
        start.get("confidence"),
        changed,
    )
    when = _name(key, "when")
    _once(when, (start.get("when") or [""])[0])
    st.text_input(
        visitor.say("exercises.scale.when"),
        key=when,
        placeholder=visitor.say("exercises.scale.when_example"),
        on_change=changed,
    )
    people = {one.value: visitor.say(f"exercises.started.{one.value}") for one in Started}
    _one_of(
        visitor.say("exercises.scale.started"), people, _name(key, "started"), start.get("started"), changed
    )
    _text(
        visitor.say("exercises.scale.evidence"),
        _name(key, "evidence"),
        start.get("evidence"),
        question.max_chars,
        changed,
    )


def _one_of(
    label: str, answers: Mapping[str, str], name: str, start: list[str] | None, changed: Change
) -> None:
    """A choice of short answers; optional."""
    _once(name, start[0] if start else None)
    st.segmented_control(label, list(answers), format_func=answers.__getitem__, key=name, on_change=changed)


def _place(visitor: Visitor, question: Question, key: str, start: Fields, changed: Change) -> None:
    for axis, words in zip(axes_of(question), ("across", "up"), strict=True):
        name = _name(key, axis.code)
        _once(name, start[axis.code][0] if start.get(axis.code) else None)
        label = visitor.say(f"exercises.place.{words}", axis=axis.label)
        st.segmented_control(escape(label), STEPS, key=name, on_change=changed)
        st.caption(escape(f"1 = {axis.low}　{STEPS[-1]} = {axis.high}"))
    _one_of(
        visitor.say("exercises.scale.unknown"),
        {"1": visitor.say("exercises.place.unknown")},
        _name(key, NOT_KNOWN),
        start.get(NOT_KNOWN),
        changed,
    )
    sure = {code: visitor.say(f"exercises.scale.{code}") for code in ("sure", "unsure")}
    name = _name(key, "confidence")
    _one_of(visitor.say("exercises.scale.confidence"), sure, name, start.get("confidence"), changed)


def _match(visitor: Visitor, question: Question, key: str, start: Fields, changed: Change) -> None:  # noqa: ARG001 – as the others
    yes = {"1": visitor.say("exercises.match.yes")}
    _one_of(visitor.say("exercises.match.look"), yes, _name(key, "met"), start.get("met"), changed)


def _choice(visitor: Visitor, question: Question, key: str, start: Fields, changed: Change) -> None:
    options = list(question.options)
    if question.max_items == 1:
        _radio(question.prompt, options, _name(key, "chosen"), start.get("chosen"), changed)
        return
    by_code = {option.code: option for option in options}
    name = _name(key, "chosen")
    _once(name, start.get("chosen") or [])
    chosen = st.pills(
        visitor.say("exercises.choice.most", n=question.max_items),
        list(by_code),
        selection_mode="multi",
        format_func=lambda code: escape(by_code[code].label),
        key=name,
        on_change=changed,
    )
    st.markdown("  \n".join(f"**{escape(by_code[c].label)}**　{escape(by_code[c].help)}" for c in chosen))
    first = _name(key, "first")
    if question.ordered and len(chosen) > 1:
        if st.session_state.get(first) not in chosen:
            ranked_first = (start.get("first") or [""])[0]
            st.session_state[first] = ranked_first if ranked_first in chosen else None
        st.radio(
            visitor.say("exercises.choice.first"),
            chosen,
            index=None,
            format_func=lambda code: escape(by_code[code].label),
            key=first,
            on_change=changed,
        )


def _text(
    label: str, name: str, start: list[str] | None, most: int, changed: Change, *, hide: bool = False
) -> None:
    _once(name, start[0] if start else "")
    st.text_area(
        label,
        key=name,
        max_chars=most,
        height=110,
        on_change=changed,
        label_visibility="collapsed" if hide else "visible",
    )


def _cards(visitor: Visitor, question: Question, key: str, start: Fields, changed: Change) -> None:
    given = start.get("card", [])
    st.caption(visitor.say("exercises.cards.one"))
    for number in range(min(question.max_items, max(CARDS_SHOWN, len(given) + 1))):
        name = _name(key, f"card.{number}")
        _once(name, given[number] if number < len(given) else "")
        st.text_input(
            visitor.say("desk.answer.card", n=number + 1),
            key=name,
            max_chars=question.max_chars,
            on_change=changed,
        )


def _rows(visitor: Visitor, question: Question, key: str, start: Fields, changed: Change) -> None:
    filled = sum(name.startswith("row.") for name in start) // max(len(question.options), 1)
    for number in range(min(question.max_items, max(filled + 1, SPARE_ROWS))):
        with st.container(border=question.max_items > 1):
            for column in question.options:
                _cell(visitor, question, column, f"row.{number}.{column.code}", key, start, changed)
                if column.help:
                    st.caption(paragraphs(column.help))


def _cell(
    visitor: Visitor,
    question: Question,
    column: Option,
    field: str,
    key: str,
    start: Fields,
    changed: Change,
) -> None:
    """One column of one row: words, a day from the calendar, or a person of the room or outside."""
    name, label, given = _name(key, field), escape(column.label), (start.get(field) or [""])[0]
    if column.column is ColumnKind.DATE:
        _once(name, read_day(given, None))
        st.date_input(label, key=name, format="YYYY-MM-DD", on_change=changed)
        return
    if column.column is ColumnKind.PERSON:
        labels = {one.code: f"{one.label} · {one.help}" for one in question.people}
        _once(name, given if given in labels else None)
        st.selectbox(
            label,
            list(labels),
            format_func=labels.__getitem__,
            key=name,
            placeholder=visitor.say("desk.choose"),
            on_change=changed,
        )
        field = f"{field}.{OTHER}"
        label = visitor.say("phone.question.person_outside")
        name, given = _name(key, field), (start.get(field) or [""])[0]
    _once(name, given)
    st.text_input(label, key=name, max_chars=question.max_chars, on_change=changed)


DRAWN: dict[StepKind, Callable[[Visitor, Question, str, Fields, Change], None]] = {
    StepKind.SCALE: _scale,
    StepKind.CHOICE: _choice,
    StepKind.CARDS: _cards,
    StepKind.ROWS: _rows,
    StepKind.PLACE: _place,
    StepKind.MATCH: _match,
}
