"""Who comes through to Streamlit, how many screens and files at a time, and what everybody else reads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, Router, WebSocketRoute
from starlette.testclient import TestClient, WebSocketTestSession
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from tests.server.conftest import Site
from workshop.base.text import say
from workshop.server.desk_door import DeskDoor
from workshop.server.desk_sessions import Caps, DeskSessions, Holder

DOCUMENT = {"accept": "text/html"}
STREAM = "ws://localhost/_stcore/stream"


def come(site: Site, who: str) -> None:
    site.client.cookies.clear()
    for name, value in site.cookies.get(who, {}).items():
        site.client.cookies.set(name, value)


@contextmanager
def screen(site: Site, who: str, *resume: str) -> Iterator[tuple[WebSocketTestSession, str]]:
    """An open screen of somebody's, and the session it was given."""
    come(site, who)
    with site.client.websocket_connect(STREAM, subprotocols=["streamlit", *resume]) as connection:
        ask = BackMsg()
        ask.rerun_script.query_string = ""
        connection.send_bytes(ask.SerializeToString())
        while True:
            reply = ForwardMsg()
            reply.ParseFromString(connection.receive_bytes())
            if reply.WhichOneof("type") == "new_session":
                yield connection, reply.new_session.initialize.session_id
                return


def upload(site: Site, session: str, file: str = "f1", body: bytes = b"x") -> httpx.Response:
    """As Streamlit's page does it, with its own token against forged requests."""
    site.client.get("/_stcore/health")
    token = site.client.cookies.get("_streamlit_xsrf", "")
    reply: httpx.Response = site.client.put(
        f"/_stcore/upload_file/{session}/{file}",
        files={"file": ("a.csv", body)},
        headers={"X-Xsrftoken": token, "accept-language": "zh"},
    )
    return reply


def kept() -> int:
    """Files in Streamlit's memory."""
    manager = Runtime.instance().uploaded_file_mgr
    assert isinstance(manager, MemoryUploadedFileManager)
    return sum(len(files) for files in manager.file_storage.values())


def test_who_has_no_right_reads_what_this_is_and_the_ways_in(site: Site) -> None:
    for path, status in (("/", 200), ("/start", 200), ("/room", 403), ("/no/such/page", 403)):
        found, _, body = site.get(path, **DOCUMENT)
        page = body.decode()
        assert found == status
        assert 'href="/j"' in page
        assert 'href="/login"' in page
        assert (say("zh", "phone.door.sign_in") in page) is (status == 403)
        assert "/static/js/" not in page


def test_who_has_no_right_opens_no_screen_and_uploads_nothing(site: Site) -> None:
    come(site, "")
    with pytest.raises(WebSocketDisconnect) as caught, site.client.websocket_connect(STREAM):
        pass
    assert caught.value.code == 1008
    with screen(site, "facilitator") as (_, session):
        come(site, "")
        refused = upload(site, session)
        assert (refused.status_code, say("zh", "phone.door.no_right") in refused.text) == (403, True)
    assert site.get("/media/x.png")[0] == 403
    assert kept() == 0


def test_a_seat_opens_a_screen_and_uploads_nothing(site: Site) -> None:
    with screen(site, "seat") as (_, session):
        assert upload(site, session).status_code == 403


def test_a_file_is_taken_into_ones_own_session_only_and_freed_when_the_screen_closes(site: Site) -> None:
    with screen(site, "facilitator") as (_, session):
        assert upload(site, session).status_code == 204
        assert kept() == 1
        come(site, "organiser")
        assert upload(site, session, "f2").status_code == 403
        come(site, "facilitator")
        assert upload(site, "invented", "f3").status_code == 403
        assert kept() == 1
    assert kept() == 0


def test_nobody_goes_on_with_somebody_elses_session(site: Site) -> None:
    """Streamlit gives any session to whoever names it."""
    with screen(site, "organiser") as (_, session):
        pass
    with screen(site, "facilitator", "", session) as (_, other):
        assert other != session
    with screen(site, "organiser", "", session) as (_, own):
        assert own == session


def test_too_many_screens_are_told_in_words_and_closing_one_makes_room(site: Site) -> None:
    async def hold(websocket: WebSocket) -> None:
        await websocket.accept()
        await websocket.receive()

    async def page(_request: Request) -> Response:
        return PlainTextResponse("desk")

    inner = Router([WebSocketRoute("/_stcore/stream", hold), Route("/{path:path}", page)])
    client = TestClient(
        DeskDoor(inner, site.context, page, DeskSessions(Caps(screens_of_a_seat=2))),
        cookies=site.cookies["seat"],
    )
    with client.websocket_connect(STREAM):
        with client.websocket_connect(STREAM):
            with pytest.raises(WebSocketDisconnect), client.websocket_connect(STREAM):
                pass
            refused = client.get("/my_community", headers=DOCUMENT)
            assert (refused.status_code, say("zh", "phone.door.full") in refused.text) == (503, True)
        assert client.get("/my_community", headers=DOCUMENT).text == "desk"
        with client.websocket_connect(STREAM):
            pass


ONE, TWO = Holder("camp", "one"), Holder("camp", "two")


@pytest.mark.parametrize(
    ("caps", "takes"),
    [
        (Caps(), [True] * 6),
        (Caps(files_of_a_session=1), [True, False, True, False, True, False]),
        (Caps(bytes_of_a_session=15), [True, False, True, False, True, False]),
        (Caps(files_of_a_right=3), [True, True, True, False, True, True]),
        (Caps(bytes_of_a_right=39), [True, True, True, False, True, True]),
        (Caps(files=5), [True, True, True, True, True, False]),
        (Caps(bytes=59), [True, True, True, True, True, False]),
    ],
)
def test_files_are_capped_for_a_session_for_a_right_and_in_all(caps: Caps, takes: list[bool]) -> None:
    """Two files of ten bytes each into two sessions of one right and one of another; by hand."""
    sessions = DeskSessions(caps)
    for session, holder in (("a", ONE), ("b", ONE), ("c", TWO)):
        assert sessions.open(holder)
        sessions.named(session, holder)
    found = [sessions.add(session, str(number), 10) for session in ("a", "b", "c") for number in range(2)]
    assert found == takes


def test_what_is_taken_away_or_left_behind_makes_room() -> None:
    sessions = DeskSessions(Caps(files=1))
    for session in ("a", "b"):
        sessions.open(ONE)
        sessions.named(session, ONE)
    assert sessions.add("a", "1", 10)
    sessions.remove("a", "1")
    assert sessions.add("a", "2", 10)
    assert not sessions.add("b", "3", 10)
    assert not sessions.free("a")  # its screen is open
    sessions.close(ONE, "a")
    assert sessions.free("a")
    assert sessions.add("b", "3", 10)


def test_a_session_two_connections_share_keeps_its_files_until_both_are_closed() -> None:
    """A phone comes back before the server has noticed that it was gone."""
    sessions = DeskSessions()
    for _ in range(2):
        sessions.open(ONE)
        sessions.named("a", ONE)
    sessions.add("a", "1", 10)
    sessions.close(ONE, "a")
    assert not sessions.free("a")
    sessions.close(ONE, "a")
    assert sessions.free("a")
