"""Pseudonymisation: a map for sharing, with people by code and without free text that could hold a name."""

from __future__ import annotations

import re
from dataclasses import replace

from workshop.model.network import About, Network, Remark, Tie

# What a code looks like: a few Latin letters and a number. Anything else may be a person's name.
CODE = re.compile(r"[A-Za-z]{0,4}[-_. ]?[0-9]{1,6}")


def coded(network: Network) -> Network:
    """Pseudonymised copy: the same people and ties with codes only.

    Every person's label is dropped; an id that does not look like a code gets one (P001 …, in the order of the map).
    Left out are reporters who are not on the map, every attribute without a field of ours (an imported column may hold a
    name or a telephone number, a group's its contact), labels of buildings, reasons of group changes, and remarks in
    people's own words. Groups keep their names. Idempotent.

    >>> from workshop.model.network import Person
    >>> [person.id for person in coded(Network((Person("R01", "Wang"), Person("Aunt Li")))).people]
    ['R01', 'P001']
    """
    code = _codes(network)
    people = tuple(replace(person, id=code[person.id], label="") for person in network.people)
    groups = {group.id for group in network.groups}
    return replace(
        network,
        people=people,
        ties=tuple(_tie(tie, code, groups) for tie in network.ties),
        extra=(),
        buildings=tuple(replace(context, label="") for context in network.buildings),
        remarks=tuple(_remark(one, code, groups) for one in network.remarks if isinstance(one.about, About)),
        changes=tuple(replace(change, reason="") for change in network.changes),
        spots=tuple((code.get(who, who), x, y) for who, x, y in network.spots),
    )


def _codes(network: Network) -> dict[str, str]:
    taken = {person.id for person in network.people if CODE.fullmatch(person.id)}
    taken |= {group.id for group in network.groups}
    codes: dict[str, str] = {}
    number = 0
    for person in network.people:
        if CODE.fullmatch(person.id):
            codes[person.id] = person.id
            continue
        number += 1
        while f"P{number:03d}" in taken:
            number += 1
        codes[person.id] = f"P{number:03d}"
    return codes


def _tie(tie: Tie, code: dict[str, str], groups: set[str]) -> Tie:
    return replace(
        tie,
        source=code.get(tie.source, tie.source),
        target=code.get(tie.target, tie.target),
        reporter=_reporter(tie.reporter, code, groups),
    )


def _remark(remark: Remark, code: dict[str, str], groups: set[str]) -> Remark:
    return replace(
        remark,
        of=code.get(remark.of, remark.of),
        word=remark.word if CODE.fullmatch(remark.word) else "",
        reporter=_reporter(remark.reporter, code, groups),
    )


def _reporter(who: str, code: dict[str, str], groups: set[str]) -> str:
    return code.get(who, who if who in groups else "")
