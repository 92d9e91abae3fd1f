"""A map leaves the house person by person only by who may steer, once confirmed, by code, and with a line about it."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from unittest.mock import patch

import pytest

from tests.server.conftest import MAP, Site
from tests.server.test_downloads import EVERYBODY, audit, export_link, map_link
from workshop.desk.map.map_disclosure import FILES
from workshop.model.network import Network
from workshop.network.io.parse import parse
from workshop.network.privacy.coded import coded
from workshop.report.graph_files import MAP_FILES
from workshop.services.app import links
from workshop.services.map import networks

NICKNAMES = ("王秀兰", "李建国")


def link(site: Site, what: str = "graphml", people: str = "codes") -> str:
    return "/nodes/" + links.sign_for_an_hour(site.context, "nodes", site.here.id, what, people, "zh")


def version(site: Site) -> int:
    return networks.versions(site.context, site.here.id)[0].number


def test_only_who_steers_the_camp_takes_a_map_out(site: Site) -> None:
    found = {who: site.get(link(site), who)[0] for who in EVERYBODY}
    assert found == {"": 403, "seat": 403, "other facilitator": 403, "facilitator": 200, "organiser": 200}


def test_only_the_organiser_takes_it_out_with_nicknames(site: Site) -> None:
    found = {who: site.get(link(site, people="names"), who)[0] for who in EVERYBODY}
    assert found == {"": 403, "seat": 403, "other facilitator": 403, "facilitator": 403, "organiser": 200}
    assert "王秀兰" in site.get(link(site, people="names"), "organiser")[2].decode()


def test_it_is_written_down_who_took_what_and_a_refusal_leaves_no_line(site: Site) -> None:
    before = audit(site)
    site.get(link(site), "facilitator")
    site.get(link(site, "html", "names"), "organiser")
    site.get(link(site, people="names"), "facilitator")
    site.get(link(site), "seat")
    assert audit(site)[len(before) :] == [
        (f"map graphml codes {version(site)}", "facilitator"),
        (f"map html names {version(site)}", "organiser"),
    ]


def test_the_longest_line_fits_the_trail(site: Site) -> None:
    assert max(len(f"map {what} names {10**12}") for what in MAP_FILES) <= 40


@pytest.mark.parametrize("what", MAP_FILES)
def test_no_nickname_is_in_any_file(site: Site, what: str) -> None:
    status, headers, body = site.get(link(site, what), "facilitator")
    assert status == 200
    assert "filename*" in headers["content-disposition"]
    contents = [body]
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            contents = [archive.read(name) for name in archive.namelist()]
    text = "".join(part.decode("utf-8", "replace") for part in contents)
    assert "R01" in text
    assert not [name for name in NICKNAMES if name in text]


def test_the_desk_offers_every_kind_of_file() -> None:
    assert tuple(MAP_FILES) == FILES


def test_a_file_read_again_is_the_coded_map(site: Site) -> None:
    _, _, body = site.get(link(site), "facilitator")
    assert parse("a.graphml", body) == coded(MAP)


def test_the_map_taken_home_from_the_screen_holds_codes_and_leaves_a_line(site: Site) -> None:
    before = audit(site)
    page = site.get(map_link(site, site.here.id) + "?download=1", "facilitator")[2].decode()
    assert "R01" in page
    assert not [name for name in NICKNAMES if name in page]
    assert audit(site)[len(before) :] == [(f"map html codes {version(site)}", "facilitator")]


def test_who_sits_in_a_community_looks_at_its_map_and_takes_none_home(site: Site) -> None:
    before = audit(site)
    assert site.get(map_link(site, site.here.id), "seat")[0] == 200
    assert site.get(map_link(site, site.here.id) + "?download=1", "seat")[0] == 403
    assert audit(site) == before


@pytest.mark.parametrize("what", ["networks.zip", "all.zip"])
def test_no_nickname_of_a_map_is_in_the_camps_export(site: Site, what: str) -> None:
    with zipfile.ZipFile(io.BytesIO(site.get(export_link(site, what), "facilitator")[2])) as archive:
        for name in archive.namelist():
            inside = [archive.read(name)]
            if name.endswith((".docx", ".xlsx")):
                with zipfile.ZipFile(io.BytesIO(inside[0])) as parts:
                    inside = [parts.read(part) for part in parts.namelist()]
            for part in inside:
                assert not [one for one in NICKNAMES if one.encode() in part], name


def test_a_link_is_good_for_an_hour(site: Site) -> None:
    old = link(site)
    with patch.object(links, "GOOD_FOR", timedelta(seconds=-1)):
        status, _, body = site.get(old, "facilitator")
    assert status == 403
    assert "重新打勾" in body.decode()
    assert site.get(old, "facilitator")[0] == 200


def test_a_link_made_for_something_else_takes_nothing_out(site: Site) -> None:
    for token in (
        links.sign(site.context, "nodes", site.here.id, "graphml", "codes", "zh"),
        links.sign(site.context, "nodes"),
        links.sign_for_an_hour(site.context, "map", site.here.id, "graphml", "codes", "zh"),
        links.sign_for_an_hour(site.context, "nodes", site.here.id),
    ):
        assert site.get(f"/nodes/{token}", "organiser")[0] == 403


def test_an_unknown_kind_of_file_is_told(site: Site) -> None:
    assert site.get(link(site, "exe"), "facilitator")[0] == 404


@pytest.mark.slow
def test_an_empty_map_can_be_taken_out(site: Site) -> None:
    networks.save(site.context, site.there.id, Network(), "facilitator")
    token = links.sign_for_an_hour(site.context, "nodes", site.there.id, "graphml", "codes", "zh")
    status = site.get(f"/nodes/{token}", "facilitator")[0]
    networks.undo(site.context, site.there.id)
    assert status == 200
