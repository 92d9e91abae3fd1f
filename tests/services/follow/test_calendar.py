"""The calendar file, read back by the rules of RFC 5545 (3.1 lines and folding, 3.3.11 escaping), written here a second time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from tests.properties import examples
from workshop.base.text import LANGUAGES
from workshop.exercises.cleaning import clean
from workshop.model.camp import Role, Seat
from workshop.model.commitment import PULSES, Commitment
from workshop.services.follow.calendar import calendar
from workshop.services.follow.commitments import Witnessed
from workshop.services.follow.pulses import Followed
from workshop.services.learn.trials import asks_of

NOW = datetime(2026, 3, 2, 9, 30, 15)
SEAT = Seat("s" * 32, "c", "小林", "p", Role.RESIDENT, "ABCD2345", NOW, "1")
ADDRESS = "https://camp.example/s/promise"


def held(what: str = "办一次摄影展", first: str = "先问他", day: date | None = date(2026, 3, 6)) -> Followed:
    commitment = Commitment(
        SEAT,
        "commit",
        "promise",
        0,
        {"what": what},
        what,
        first,
        "",
        day,
        "",
        "",
        NOW,
        listed=True,
        named=True,
    )
    return Followed(Witnessed(commitment, None, None), (), asks_of(date(2026, 3, 2), (), NOW, PULSES))


def events(text: str) -> list[dict[str, str]]:
    """Events by property name with its parameters, unfolded and unescaped; what an alarm says is left out."""
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    lines: list[str] = []
    for line in text.split("\r\n")[:-1]:
        assert len(line.encode()) <= 75
        if line.startswith(" "):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    found: list[dict[str, str]] = []
    inside: list[str] = []
    for line in lines:
        name, _, value = line.partition(":")
        if name == "BEGIN":
            inside.append(value)
            if value == "VEVENT":
                found.append({})
        elif name == "END":
            assert inside.pop() == value
        elif inside[-1] == "VEVENT":
            assert name not in found[-1]
            found[-1][name] = unescaped(value)
    return found


def unescaped(value: str) -> str:
    text, at = "", 0
    while at < len(value):
        if value[at] == "\\":
            text += {"n": "\n", "N": "\n"}.get(value[at + 1], value[at + 1])
            at += 2
        else:
            assert value[at] not in ";,"
            text += value[at]
            at += 1
    return text


def test_the_first_step_and_the_three_days_to_look_back() -> None:
    """By the calendar: 7, 30 and 90 days after 2 March 2026 are 9 March, 1 April and 31 May."""
    found = events(calendar([held()], ADDRESS, "zh", NOW))
    assert [one["DTSTART;VALUE=DATE"] for one in found] == ["20260306", "20260309", "20260401", "20260531"]
    assert {one["DTSTAMP"] for one in found} == {"20260302T093015Z"}
    assert found[0]["SUMMARY"] == "第一步：办一次摄影展"
    assert ADDRESS in found[1]["DESCRIPTION"]
    assert len({one["UID"] for one in found}) == 4


def test_a_changed_day_keeps_its_uid_and_another_person_has_others() -> None:
    def uids(followed: Followed) -> list[str]:
        return [one["UID"] for one in events(calendar([followed], ADDRESS, "en", NOW))]

    other = held()
    somebody = replace(other.held.commitment, seat=replace(SEAT, id="t" * 32))
    elsewhere = replace(other, held=replace(other.held, commitment=somebody))
    assert uids(held()) == uids(held(what="别的事", day=date(2026, 3, 9)))
    assert not set(uids(held())) & set(uids(elsewhere))


def test_without_a_day_only_the_three_are_there() -> None:
    assert len(events(calendar([held(day=None)], ADDRESS, "zh", NOW))) == 3


@examples(200)
@given(what=st.text(min_size=1, max_size=160).map(clean).filter(bool), first=st.text(max_size=160).map(clean))
def test_whatever_somebody_wrote_comes_back_as_it_was(what: str, first: str) -> None:
    for language in LANGUAGES:
        found = events(calendar([held(what, first)], ADDRESS, language, NOW))
        assert found[0]["SUMMARY"].endswith(what)
        assert found[0].get("DESCRIPTION", "") == first
