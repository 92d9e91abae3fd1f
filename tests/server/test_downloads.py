"""A link names a thing; who may have it is decided when it is asked for."""

from __future__ import annotations

import io
import re
import zipfile
from unittest.mock import patch
from urllib.parse import unquote

import pytest
from sqlalchemy import select

from tests.server.conftest import Site
from workshop.base.text import say
from workshop.model.camp import Role
from workshop.model.grant import GrantTerms, Handing
from workshop.server import downloads
from workshop.services.app import links
from workshop.services.app.access import Right
from workshop.services.community import grants
from workshop.services.seats import seat_cards
from workshop.services.seats.roster import Expected
from workshop.store import schema

EVERYBODY = ("", "seat", "other facilitator", "facilitator", "organiser")


def export_link(site: Site, what: str = "answers.csv", camp: str | None = None) -> str:
    return "/export/" + links.sign(site.context, "export", camp or site.camp.id, what, "zh")


def map_link(site: Site, community: str) -> str:
    return "/map/" + links.sign(site.context, "map", community, "zh")


def paper_link(
    site: Site, step: str = "stage-check", size: str = "standard", language: str = "zh", whose: str = ""
) -> str:
    return "/paper/" + links.sign(site.context, "paper", site.camp.id, step, language, size, whose)


def audit(site: Site) -> list[tuple[str, str]]:
    rows = site.context.store.read(
        lambda connection: connection.execute(
            select(schema.audit.c.what, schema.audit.c.by).order_by(schema.audit.c.number)
        ).all()
    )
    return [(row.what, row.by) for row in rows]


def test_only_who_steers_the_camp_takes_its_data_home(site: Site) -> None:
    found = {who: site.get(export_link(site), who)[0] for who in EVERYBODY}
    assert found == {"": 403, "seat": 403, "other facilitator": 403, "facilitator": 200, "organiser": 200}


def test_only_who_steers_the_camp_prints_a_grant_sheet(site: Site) -> None:
    terms = GrantTerms("旗袍队", "布料", 100, 100, 100, 0, Handing.REIMBURSED, None)
    grant = grants.agree(site.context, Right(None), site.here, "grant-to-print", terms)
    link = "/paper/grant/" + links.sign(site.context, "grant", site.here.id, grant, "zh")
    found = {who: site.get(link, who)[0] for who in EVERYBODY}
    assert found == {"": 403, "seat": 403, "other facilitator": 403, "facilitator": 200, "organiser": 200}
    assert "旗袍队" in site.get(link, "organiser")[2].decode()
    other = "/paper/grant/" + links.sign(site.context, "grant", site.there.id, grant, "zh")
    assert site.get(other, "organiser")[0] == 404
    assert ("export grant", "organiser") in audit(site)


def test_who_is_refused_is_told_what_to_do(site: Site) -> None:
    status, headers, body = site.get(export_link(site))
    assert (status, headers["content-type"]) == (403, "text/plain; charset=utf-8")
    assert body.decode() == say("zh", "errors.access.needed")


def test_a_community_sees_its_own_map_and_not_its_neighbours(site: Site) -> None:
    own = {who: site.get(map_link(site, site.here.id), who)[0] for who in EVERYBODY}
    assert own == {"": 403, "seat": 200, "other facilitator": 403, "facilitator": 200, "organiser": 200}
    assert site.get(map_link(site, site.there.id), "seat")[0] == 403


def test_every_export_leaves_a_line_that_says_who_and_what_and_a_refusal_none(site: Site) -> None:
    before = audit(site)
    site.get(export_link(site, "camp.json"), "organiser")
    site.get(export_link(site, "answers.csv"), "facilitator")
    site.get(export_link(site), "other facilitator")
    assert audit(site)[len(before) :] == [
        ("export camp.json", "organiser"),
        ("export answers.csv", "facilitator"),
    ]


def test_a_file_is_saved_under_its_chinese_name(site: Site) -> None:
    _, headers, _ = site.get(export_link(site), "facilitator")
    disposition = headers["content-disposition"]
    assert disposition.isascii()  # RFC 6266: other letters only percent-encoded after filename*
    assert unquote(disposition) == "attachment; filename*=UTF-8''共创营-一期-answers.csv"
    _, headers, _ = site.get(map_link(site, site.here.id) + "?download=1", "facilitator")
    assert unquote(headers["content-disposition"]) == "attachment; filename*=UTF-8''桂花园社区.html"


def test_everything_in_one_opens_and_holds_the_maps_with_chinese_names(site: Site) -> None:
    _, headers, body = site.get(export_link(site, "all.zip"), "facilitator")
    assert headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert archive.testzip() is None
        assert set(archive.namelist()) == {
            "report.docx",
            "camp.xlsx",
            "answers.csv",
            "ratings.csv",
            "rubric.toml",
            "camp.json",
            "networks/桂花园社区.graphml",
            "networks/西门社区.graphml",
        }


def test_a_map_stands_in_a_sandbox_and_asks_for_nothing_elsewhere(site: Site) -> None:
    _, headers, body = site.get(map_link(site, site.here.id), "seat")
    assert headers["content-security-policy"].startswith(
        "sandbox allow-scripts allow-downloads; default-src 'none'"
    )
    assert "王秀兰" in body.decode()
    assert re.findall(r"""(?:src|href)=["']?(?:https?:)?//""", body.decode()) == []


@pytest.mark.parametrize("kind", ["export", "map", "paper"])
def test_a_link_somebody_changed_is_refused(site: Site, kind: str) -> None:
    link = {"export": export_link(site), "map": map_link(site, site.here.id), "paper": paper_link(site)}[kind]
    body, _, signature = link.rpartition(".")
    end = "A" if signature[0] != "A" else "B"
    for changed in (f"{body}.{end}{signature[1:]}", body, f"/{kind}/x", link + "x"):
        status, _, text = site.get(changed, "organiser", accept="*/*")
        assert status == 403, changed
        assert "桂花园".encode() not in text


def test_only_who_steers_the_camp_prints_its_sheets(site: Site) -> None:
    found = {who: site.get(paper_link(site), who)[0] for who in EVERYBODY}
    assert found == {"": 403, "seat": 403, "other facilitator": 403, "facilitator": 200, "organiser": 200}


@pytest.mark.parametrize("what", ["seat_cards", "communities"])
def test_only_who_steers_the_camp_prints_its_seat_cards(site: Site, what: str) -> None:
    """A card takes a seat, so nobody else may see one."""
    people = (Expected("林秀英", "桂花园", Role.RESIDENT),)
    seat_cards.prepare(site.context, site.camp, people, "t")
    link = "/paper/cards/" + links.sign(site.context, "seat_cards", site.camp.id, what, "zh")
    found = {who: site.get(link, who)[0] for who in EVERYBODY}
    assert found == {"": 403, "seat": 403, "other facilitator": 403, "facilitator": 200, "organiser": 200}
    _, headers, body = site.get(link, "facilitator")
    assert headers["content-security-policy"].startswith("default-src 'none'; style-src")
    assert ("林秀英" in body.decode()) == (what == "seat_cards")
    assert site.get("/paper/cards/x", "organiser")[0] == 403


def test_a_sheet_is_a_page_under_a_policy_of_its_own(site: Site) -> None:
    _, headers, body = site.get(paper_link(site, language="en", size="large"), "facilitator")
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert headers["content-security-policy"].startswith("default-src 'none'; style-src")
    assert '<html lang="en">' in body.decode()
    assert site.camp.title in body.decode()


def test_a_sheet_of_a_step_or_size_that_is_not_there_is_told(site: Site) -> None:
    assert site.get(paper_link(site, step="gone"), "facilitator")[0] == 404
    assert site.get(paper_link(site, size="huge"), "facilitator")[0] == 404


def test_a_link_for_one_purpose_opens_nothing_else(site: Site) -> None:
    token = links.sign(site.context, "map", site.camp.id, "answers.csv", "zh")
    assert site.get(f"/export/{token}", "organiser")[0] == 403


def test_a_kind_of_file_that_does_not_exist_is_not_found(site: Site) -> None:
    assert site.get(export_link(site, "answers.exe"), "organiser")[0] == 404
    assert site.get(export_link(site, camp="gone"), "organiser")[0] == 404


def test_a_map_that_cannot_be_drawn_stops_nobody_from_answering(site: Site) -> None:
    with patch.object(downloads, "map_page", side_effect=RuntimeError("secret name")):
        status, _, body = site.get(map_link(site, site.here.id), "seat")
        assert (status, body.decode()) == (500, say("zh", "phone.fault.page"))
        assert site.get("/s", "seat")[0] == 200
        assert site.get(export_link(site), "facilitator")[0] == 200


def test_a_sheet_is_printed_for_a_community_of_this_camp(site: Site) -> None:
    filled = f'<b class="filled">{site.here.name}</b>'
    assert filled in site.get(paper_link(site, whose=site.here.id), "facilitator")[2].decode()
    assert 'class="filled"' not in site.get(paper_link(site), "facilitator")[2].decode()
    assert 'class="filled"' not in site.get(paper_link(site, whose="elsewhere"), "facilitator")[2].decode()
