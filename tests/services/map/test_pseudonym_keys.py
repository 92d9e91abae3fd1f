"""The name key: for who may steer the camp, noted at each look, gone when deleted, and in nothing that leaves."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from sqlalchemy import delete

from tests.app_context import context_on
from tests.mapping import EXERCISE, MapCamp, mapping_camp, sit, speak, with_mapping
from workshop.base.errors import AccessError, InputError
from workshop.base.text import LANGUAGES
from workshop.desk.map.map_disclosure import FILES
from workshop.network.interactive.interactive import map_page
from workshop.network.privacy.coded import coded
from workshop.report.bundle import KINDS
from workshop.report.graph_files import map_file
from workshop.services import erase
from workshop.services.app import audit
from workshop.services.app.access import Right
from workshop.services.export.summary import camp_summary
from workshop.services.map import map_updates, networks, pseudonym_keys
from workshop.services.map.map_updates import put_on_map
from workshop.store import schema
from workshop.store.engine import Store

CANARY = "欧阳金丝雀"
SPELLINGS = (CANARY.encode(), CANARY.encode("utf-16-le"), CANARY.encode("unicode_escape"))
ORGANISER = Right(None)


@pytest.fixture
def made(store: Store) -> MapCamp:
    return mapping_camp(with_mapping(context_on(store)))


def keep(made: MapCamp, person: str = "R01", name: str = CANARY) -> None:
    pseudonym_keys.keep(made.context, ORGANISER, made.community, person, name)


def names(made: MapCamp) -> list[tuple[str, str]]:
    found = pseudonym_keys.look_up(made.context, ORGANISER, made.community)
    return [(one.person, one.name) for one in found]


def test_a_name_is_kept_changed_and_deleted_one_by_one_and_all(made: MapCamp) -> None:
    keep(made)
    keep(made, "R02", "  李  四 ")
    keep(made, "R01", "王五")
    assert names(made) == [("R01", "王五"), ("R02", "李 四")]
    pseudonym_keys.forget(made.context, ORGANISER, made.community, "R01")
    assert names(made) == [("R02", "李 四")]
    assert pseudonym_keys.forget_all(made.context, ORGANISER, made.community) == 1
    assert pseudonym_keys.how_many(made.context, ORGANISER, made.community) == 0


@pytest.mark.parametrize(
    ("person", "name", "code"),
    [("R01", "  ", "names.blank"), ("R01", "长" * 41, "names.too_long"), ("R99", "王五", "names.not_on_map")],
)
def test_what_cannot_be_kept_is_refused(made: MapCamp, person: str, name: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        keep(made, person, name)
    assert refused.value.code == code


@pytest.mark.parametrize("right", [None, Right("another camp")])
def test_nobody_else_reads_or_writes_a_name(made: MapCamp, right: Right | None) -> None:
    keep(made)
    for use in (
        lambda: pseudonym_keys.how_many(made.context, right, made.community),
        lambda: pseudonym_keys.look_up(made.context, right, made.community),
        lambda: pseudonym_keys.keep(made.context, right, made.community, "R01", "x"),
        lambda: pseudonym_keys.forget(made.context, right, made.community, "R01"),
        lambda: pseudonym_keys.forget_all(made.context, right, made.community),
    ):
        with pytest.raises(AccessError, match=r"access\.needed"):
            use()
    assert names(made) == [("R01", CANARY)]


def test_every_look_and_change_stands_in_the_trail_without_the_name(made: MapCamp) -> None:
    keep(made)
    names(made)
    pseudonym_keys.forget(made.context, Right(made.camp.id), made.community, "R01")
    lines = audit.lines(made.context, ORGANISER)
    assert [(one.what, one.by, one.community) for one in lines] == [
        ("names_deleted", "facilitator", "西门里"),
        ("names_shown", "organiser", "西门里"),
        ("names_kept", "organiser", "西门里"),
    ]
    assert CANARY not in repr(lines)


def test_who_withdraws_takes_their_name_along(made: MapCamp) -> None:
    seat = sit(made, "甲")
    speak(made, seat, me={"pick": ["R01"]}, here={"pick": ["R02"]}, mine={"tie.R02": ["knows"]})
    put_on_map(made.context, made.community, map_updates.Decided(), "facilitator")
    keep(made)
    keep(made, "R02", "留下的人")
    erase.erase_participant(made.context, seat.id, "self")
    assert names(made) == [("R02", "留下的人")]


def test_who_withdraws_before_the_room_was_put_on_the_map_takes_their_name_along(made: MapCamp) -> None:
    """Their words stand on no map yet, but the name key knows who they said to be."""
    seat = sit(made, "甲")
    speak(made, seat, me={"pick": ["R03"]}, here={"pick": ["R02"]})
    keep(made, "R03")
    keep(made, "R02", "留下的人")
    erase.erase_participant(made.context, seat.id, "self")
    assert names(made) == [("R02", "留下的人")]


def test_names_go_with_their_camp(made: MapCamp) -> None:
    keep(made)

    def erase(connection):  # type: ignore[no-untyped-def]
        connection.execute(delete(schema.network))
        connection.execute(delete(schema.camp).where(schema.camp.c.id == made.camp.id))
        return connection.execute(schema.name_key.select()).all()

    assert made.context.store.write(erase) == []


def inside(data: bytes) -> bytes:
    """Everything written in a file, also what an archive has packed."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return b"".join(inside(packed.read(name)) for name in packed.namelist())


def hides(data: bytes) -> bool:
    """Whether the name is nowhere in a file, however it may be spelt there."""
    whole = inside(data)
    return not any(one in whole for one in SPELLINGS)


def test_a_name_would_be_found_in_a_file_that_has_it() -> None:
    with io.BytesIO() as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("a.xml", f"<a>{CANARY}</a>")
        assert not hides(file.getvalue())
    assert not hides(json.dumps({"a": CANARY}).encode())


def test_no_way_out_of_the_house_carries_a_name(made: MapCamp) -> None:
    seat = sit(made, "甲")
    speak(made, seat, me={"pick": ["R01"]}, here={"pick": ["R02"]}, mine={"tie.R02": ["knows"]})
    put_on_map(made.context, made.community, map_updates.Decided(), "facilitator")
    keep(made)
    saved = networks.current(made.context, made.community.id)
    assert saved is not None
    for language in LANGUAGES:
        summary = camp_summary(made.context, made.camp, language)
        for what, (make, _) in KINDS.items():
            assert hides(make(summary)), what
        for network in (saved.network, coded(saved.network)):
            for what in FILES:
                assert hides(map_file(network, what, "西门里", language)[0]), what
            assert hides(map_page(network, title="西门里", language=language).encode())
    assert EXERCISE in repr(camp_summary(made.context, made.camp, "zh").answers)
