"""The whole server around a house with two camps, two communities and their maps."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from unittest.mock import patch

import pytest
from starlette.testclient import TestClient
from streamlit.runtime import Runtime

from tests.app_context import ORGANISER_PASSWORD, QUICK, make_context
from workshop.base.settings import Settings
from workshop.model.camp import Camp, Community, Seat
from workshop.model.network import Group, Network, Person, Relation, Tie
from workshop.server import build
from workshop.services.app import access
from workshop.services.app.context import AppContext
from workshop.services.camp import camps
from workshop.services.map import networks
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival


@contextmanager
def entered(context: AppContext) -> Iterator[TestClient]:
    """A client of the whole server, started and stopped. Streamlit takes one server a process, one after another."""
    with TestClient(
        build(context, Settings()),
        base_url="http://localhost",
        follow_redirects=False,
        raise_server_exceptions=False,
        headers={"origin": "http://localhost"},  # as a browser sends it with every form
    ) as client:
        yield client
    Runtime._instance = None


MAP = Network(
    people=(Person("R01", "王秀兰"), Person("R02", "李建国")),
    groups=(Group("G1", "舞蹈队"),),
    ties=(Tie("R01", "G1", Relation.LEADS), Tie("R02", "G1", Relation.MEMBER)),
)


@dataclass(frozen=True)
class Site:
    """Who holds which cookie. `here` is the seat's community, `there` another of the same camp."""

    context: AppContext
    client: TestClient
    camp: Camp
    here: Community
    there: Community
    seat: Seat
    cookies: dict[str, dict[str, str]]

    def get(self, path: str, who: str = "", **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of an address as somebody sees it, in Chinese."""
        self.client.cookies.clear()
        for name, value in self.cookies.get(who, {}).items():
            self.client.cookies.set(name, value)
        reply = self.client.get(path, headers={"accept-language": "zh-CN", **headers})
        return reply.status_code, dict(reply.headers), reply.content


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    with patch.object(access, "_HASHER", QUICK), make_context(folder) as context:
        recipe = next(iter(context.content.recipes))
        one = camps.new_camp(context, "共创营 一期", recipe)
        other = camps.new_camp(context, "另一个营", recipe)
        here, there = (camps.add_community(context, one.camp.id, name) for name in ("桂花园社区", "西门社区"))
        for community in (here, there):
            networks.save(context, community.id, MAP, "facilitator")
        taken = seats.join(
            context, one.camp.code, Arrival("a" * 32, "小林", here.name, "resident", consent=True)
        )
        cookies = {
            "facilitator": {"desk": access.sign_in(context, one.camp.code, one.facilitator_password)},
            "other facilitator": {
                "desk": access.sign_in(context, other.camp.code, other.facilitator_password)
            },
            "organiser": {"desk": access.sign_in(context, "", ORGANISER_PASSWORD)},
            "seat": {"seat": taken.token},
        }
        with entered(context) as client:
            yield Site(context, client, one.camp, here, there, taken.seat, cookies)
