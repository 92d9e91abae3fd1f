"""Downloads of maps, printed sheets and exports behind signed links; each request is authorised by its
cookies.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from urllib.parse import quote

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from workshop.base.address import base_address
from workshop.base.errors import AccessError, MengyaError
from workshop.base.lazy_import import lazy_import
from workshop.base.settings import Settings
from workshop.base.text import LANGUAGES, Language, explain, say
from workshop.model.camp import Camp, Community
from workshop.network.interactive.interactive import map_page
from workshop.network.privacy.coded import coded
from workshop.paper.field import sizes_of
from workshop.paper.grant_sheet import grant_sheet, printed_grant
from workshop.paper.meeting import commitments_sheet, pairs_sheet, printed_list, rounds_sheet
from workshop.paper.page import printed
from workshop.paper.seat_cards import community_cards, person_cards, printed_cards
from workshop.paper.sheet import camp_sheet
from workshop.phone.error_page import noted
from workshop.phone.language import language_of
from workshop.report.graph_files import map_file
from workshop.services import workers
from workshop.services.app import access, links
from workshop.services.app.context import AppContext
from workshop.services.camp import camps
from workshop.services.export import paper
from workshop.services.map import networks
from workshop.services.seats import seats

Handler = Callable[[Request], Response]
Download = tuple[bytes, str, str]  # the file, its media type, its name
HTML = "text/html; charset=utf-8"
# A map to look at is some hundred kilobytes of text; files to keep are mostly compressed already.
COMPRESSED = [Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)]


def routes(context: AppContext, settings: Settings) -> list[Route]:
    """The routes for downloads."""
    return [
        Route(
            "/map/{token}",
            _errors_as_pages(lambda request: network_map(context, request)),
            methods=["GET"],
            middleware=COMPRESSED,
        ),
        Route(
            "/nodes/{token}",
            _errors_as_pages(lambda request: map_taken_out(context, request)),
            methods=["GET"],
        ),
        Route(
            "/paper/{token}",
            _errors_as_pages(lambda request: paper_sheet(context, request)),
            methods=["GET"],
            middleware=COMPRESSED,
        ),
        Route(
            "/paper/meeting/{token}",
            _errors_as_pages(lambda request: meeting(context, request)),
            methods=["GET"],
        ),
        Route(
            "/paper/grant/{token}",
            _errors_as_pages(lambda request: grant_to_print(context, request)),
            methods=["GET"],
        ),
        Route(
            "/paper/cards/{token}",
            _errors_as_pages(lambda request: cards_to_print(context, settings, request)),
            methods=["GET"],
            middleware=COMPRESSED,
        ),
        Route("/export/{token}", _errors_as_pages(lambda request: export(context, request)), methods=["GET"]),
    ]


def _errors_as_pages(handler: Handler) -> Handler:
    """Errors become a plain page that says what to do."""

    @wraps(handler)
    def answer(request: Request) -> Response:
        try:
            return handler(request)
        except MengyaError as error:
            status = 403 if isinstance(error, AccessError) else 404
            return _plain(explain(language_of(request), error), status)
        except Exception as error:  # noqa: BLE001 – a map that cannot be drawn is told here and goes no further
            noted("download_failed", error)
            return _plain(say(language_of(request), "phone.fault.page"), 500)

    return answer


def _plain(text: str, status: int) -> Response:
    return Response(text, status, media_type="text/plain; charset=utf-8")


def network_map(context: AppContext, request: Request) -> Response:
    """A community's interactive map, full screen; with `?download=1` as a file, for facilitators.

    Participants of the community may view it here; a file of individuals is only handed out by a facilitator.
    """
    community_id, language = _parts(context, "map", request, 2)
    community = camps.community(context, community_id)
    by = _allowed(context, request, community.camp, community.id)
    saved = networks.current(context, community.id)
    if saved is None:
        raise AccessError("access.no_map")
    tongue = _language(language)
    title = _titled(context, community, tongue)
    network, headers, earlier = saved.network, {}, networks.earlier_waves(context, community.id)
    if request.query_params.get("download"):
        if by == "seat":
            raise AccessError("access.map_home")
        # A downloaded file is beyond access control, so people are in it by code.
        network, headers, earlier = coded(network), _attachment(f"{community.name}.html"), ()
        camps.noted(context, community.camp, f"map html codes {saved.version.number}", by)
    html = map_page(network, title=title, language=tongue, earlier=earlier)
    return Response(html, media_type=HTML, headers=headers)


def _titled(context: AppContext, community: Community, language: Language) -> str:
    """The community's name, marked where the data are invented."""
    if not camps.find(context, community.camp).invented:
        return community.name
    return f"{community.name} · {say(language, 'common.invented')}"


def map_taken_out(context: AppContext, request: Request) -> Response:
    """A community's map, person by person, as a file: for facilitators; with nicknames for the organiser
    only.

    The link was made on confirmation and is valid for an hour; the download is recorded in the audit trail.
    """
    parts = links.read_in_time(context, "nodes", request.path_params["token"])
    if len(parts) != 4:
        raise AccessError("access.link")
    community_id, what, people, language = parts
    community = camps.community(context, community_id)
    by = _allowed(context, request, community.camp, None)
    if people != "codes" and by != "organiser":
        raise AccessError("access.names")
    saved = networks.current(context, community.id)
    if saved is None:
        raise AccessError("access.no_map")
    network = coded(saved.network) if people == "codes" else saved.network
    title = _titled(context, community, _language(language))
    body, media, filename = workers.run(None, map_file, network, what, title, _language(language))
    camps.noted(context, community.camp, f"map {what} {people} {saved.version.number}", by)
    return Response(body, media_type=media, headers=_attachment(filename))


def paper_sheet(context: AppContext, request: Request) -> Response:
    """A step's sheet to print, for facilitators; with a community's people where the link names one."""
    camp_id, step_id, language, size, community_id = _parts(context, "paper", request, 5)
    _allowed(context, request, camp_id, None)
    camp = camps.find(context, camp_id)
    whose = next((one for one in camps.communities(context, camp_id) if one.id == community_id), None)
    sheet = camp_sheet(context, camp, paper.step_of(context, camp, step_id), _language(language), whose)
    return Response(printed(sheet, sizes_of(size)), media_type=HTML)


LISTS = {"pairs": pairs_sheet, "rounds": rounds_sheet, "commitments": commitments_sheet}


def meeting(context: AppContext, request: Request) -> Response:
    """The list of pairs, of tables in rounds or of commitments to print, for facilitators; recorded in the audit trail."""
    camp_id, what, language = _parts(context, "meeting", request, 3)
    by = _allowed(context, request, camp_id, None)
    camp = camps.find(context, camp_id)
    made = LISTS.get(what, rounds_sheet)
    camps.noted(context, camp_id, f"export {what}", by)
    return Response(
        printed_list(made(context, camp, _language(language)), _language(language)), media_type=HTML
    )


def grant_to_print(context: AppContext, request: Request) -> Response:
    """A small grant's sheet, for facilitators; recorded in the audit trail."""
    community_id, grant_id, language = _parts(context, "grant", request, 3)
    community = camps.community(context, community_id)
    by = _allowed(context, request, community.camp, None)
    camp = camps.find(context, community.camp)
    sheet = grant_sheet(context, camp, community, grant_id, _language(language))
    camps.noted(context, camp.id, "export grant", by)
    return Response(printed_grant(sheet, _language(language)), media_type=HTML)


def cards_to_print(context: AppContext, settings: Settings, request: Request) -> Response:
    """Seat cards, or signs for the communities' tables, for facilitators; recorded in the audit trail."""
    camp_id, what, language = _parts(context, "seat_cards", request, 3)
    by = _allowed(context, request, camp_id, None)
    camp = camps.find(context, camp_id)
    base = base_address(settings.public_url, str(request.base_url), settings.port)
    cards = (
        community_cards(context, camp, base)
        if what == "communities"
        else person_cards(context, camp, base, _language(language))
    )
    camps.noted(context, camp_id, f"export {what}", by)
    return Response(printed_cards(camp, cards, _language(language)), media_type=HTML)


def export(context: AppContext, request: Request) -> Response:
    """A camp's report or data, for facilitators; recorded in the audit trail."""
    camp_id, what, language = _parts(context, "export", request, 3)
    by = _allowed(context, request, camp_id, None)
    camp = camps.find(context, camp_id)
    # Libraries for Word and Excel files; a starting room need not wait for them.
    make: Callable[[AppContext, Camp, str, Language], Download] = lazy_import("workshop.report.bundle:one")
    body, kind, filename = make(context, camp, what, _language(language))
    camps.noted(context, camp_id, f"export {what}", by)
    return Response(body, media_type=kind, headers=_attachment(filename))


def _parts(context: AppContext, purpose: str, request: Request, count: int) -> tuple[str, ...]:
    parts = links.read(context, purpose, request.path_params["token"])
    if len(parts) != count:
        raise AccessError("access.link")
    return parts


def _language(value: str) -> Language:
    return next((language for language in LANGUAGES if language == value), "zh")


def _allowed(context: AppContext, request: Request, camp_id: str, community_id: str | None) -> str:
    """Who asks: a facilitator of the camp, or a participant of the community. Raises AccessError
    `access.needed`.
    """
    right = access.right_of(context, request.cookies.get("desk"))
    if right is not None and right.covers(camp_id):
        return "organiser" if right.organiser else "facilitator"
    seat = seats.by_token(context, request.cookies.get("seat"))
    if seat is not None and community_id is not None and seat.community == community_id:
        return "seat"
    raise AccessError("access.needed")


def _attachment(filename: str) -> dict[str, str]:
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(filename)}"}
