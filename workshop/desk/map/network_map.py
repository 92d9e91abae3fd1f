"""A community's relationship map: draw, select, edit, import, measure, and test for withdrawal."""

from __future__ import annotations

import streamlit as st

from workshop.base.errors import MengyaError
from workshop.desk.map.map_areas import large_map
from workshop.desk.map.map_chart import details, legend, show_map
from workshop.desk.map.map_disclosure import disclosure_view
from workshop.desk.map.map_editor import editor
from workshop.desk.map.map_figures import measures_view
from workshop.desk.map.map_gather import gather_view, may_gather, note_words
from workshop.desk.map.map_import import import_form, template
from workshop.desk.map.map_names import names_view
from workshop.desk.map.map_outreach import outreach_view
from workshop.desk.map.map_seeds import seeds_view, willing_view
from workshop.desk.map.map_timeline import timeline_view
from workshop.desk.map.map_withdrawal import withdrawal_view
from workshop.desk.ui.actions import attempt, leave_note, show_note, tapped_twice
from workshop.desk.ui.cache import Kept
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import escape, paragraphs
from workshop.desk.ui.visitor import Visitor, on_their_clock
from workshop.model.camp import Community
from workshop.model.network import Network
from workshop.model.picture import Picture
from workshop.network.draw.areas import is_large
from workshop.network.draw.picture import draw
from workshop.network.graph.discord import counts
from workshop.network.graph.wording import counted, labels
from workshop.services.app import links
from workshop.services.map import networks
from workshop.services.map.networks import Saved

# The views, by what the visitor wants to know.
PARTS: dict[str, tuple[str, ...]] = {
    "look": ("map", "figures"),
    "ask": ("withdrawal", "movers", "seeping", "waves"),
    "fill": ("edit", "import", "history"),
    "leave": ("disclosure",),
}
# For who may steer the camp.
STEERING = {"fill": ("room",), "leave": ("names",)}
# Laying out 250 people takes half a second, so a picture is cached for all viewers.
_PICTURES = Kept(60)


def network_map(visitor: Visitor, community: Community) -> None:
    """Everything about one community's map. An error in it is shown here and goes no further."""
    place = f"map.{community.id}"
    show_note(place)
    try:
        saved = networks.current(app_context(), community.id)
        if saved is None:
            _nothing_yet(visitor, community, place)
        else:
            _views(visitor, community, saved, place)
    except MengyaError as error:
        st.error(paragraphs(visitor.explain(error)))


def _nothing_yet(visitor: Visitor, community: Community, place: str) -> None:
    st.info(visitor.say("desk.map.none"))
    way = st.segmented_control(
        visitor.say("desk.map.how"),
        ("edit", "import", *(("room",) if may_gather(visitor, community) else ())),
        default="edit",
        format_func=lambda view: visitor.say(f"desk.map.{view}"),
        key=f"{place}.start",
        label_visibility="collapsed",
    )
    if way == "import":
        import_form(visitor, community, place)
        return
    if way == "room":
        gather_view(visitor, community, place)
        return
    st.button(
        visitor.say("desk.map.example"),
        key=f"{place}.example",
        on_click=_save_example,
        args=(visitor, community, place),
    )
    editor(visitor, community, Network(name=community.name), 0, place)


def _save_example(visitor: Visitor, community: Community, place: str) -> None:
    note = visitor.say("desk.map.example_note")
    attempt(
        visitor,
        place,
        lambda: networks.save(app_context(), community.id, template(visitor), visitor.by, note),
        visitor.say("desk.map.example_saved"),
    )


def _views(visitor: Visitor, community: Community, saved: Saved, place: str) -> None:
    part = st.segmented_control(
        visitor.say("desk.map.parts"),
        tuple(PARTS),
        default="look",
        format_func=lambda name: visitor.say(f"desk.map.part.{name}"),
        key=f"{place}.part",
        label_visibility="collapsed",
        required=True,
    )
    steering = STEERING.get(part, ()) if may_gather(visitor, community) else ()
    views = (*PARTS[part], *steering)
    view = views[0]
    if len(views) > 1:
        view = st.segmented_control(
            visitor.say("desk.map.views"),
            views,
            default=view,
            format_func=lambda name: visitor.say(f"desk.map.{name}"),
            key=f"{place}.view.{part}",
            label_visibility="collapsed",
            required=True,
        )
    match view:
        case "figures" | "withdrawal" | "movers" | "seeping" | "waves":
            _asked(visitor, community, saved, place, view)
        case "edit":
            editor(visitor, community, saved.network, saved.version.number, place)
        case "import":
            import_form(visitor, community, place)
        case "disclosure" | "room" | "names" | "history":
            _around(visitor, community, saved, place, view)
        case _:
            _drawn(visitor, community, saved, place)


def _around(visitor: Visitor, community: Community, saved: Saved, place: str, view: str) -> None:
    """What lies around the map: reports, names, history, export."""
    match view:
        case "room":
            gather_view(visitor, community, place)
        case "names":
            names_view(visitor, community, saved, place)
        case "history":
            _history(visitor, community, place)
        case _:
            disclosure_view(visitor, community, saved, f"{place}.disclosure")


def _asked(visitor: Visitor, community: Community, saved: Saved, place: str, view: str) -> None:
    """The analyses of the map."""
    match view:
        case "withdrawal":
            withdrawal_view(
                visitor,
                saved.network,
                f"{place}.leave",
                lambda gone: _without(visitor, community, saved, gone),
            )
        case "movers":
            seeds_view(visitor, saved.network, f"{place}.movers")
            if may_gather(visitor, community):
                willing_view(visitor, community)
        case "seeping":
            outreach_view(visitor, community, saved, place)
        case "waves":
            timeline_view(visitor, community, f"{place}.waves")
        case _:
            measures_view(visitor, saved.network)


def picture_of(community: Community, saved: Saved, focus: str | None, gone: tuple[str, ...] = ()) -> Picture:
    """The drawing of a saved version, cached."""
    return _PICTURES.get(
        community.camp,
        (saved.version.number, focus, gone),
        lambda: draw(saved.network, focus=focus, removed=gone),
    )


def described(visitor: Visitor, community: Community, network: Network) -> str:
    """The map in a sentence, as its text alternative."""
    return f"{community.name}: {counted(counts(network), visitor.language)}"


def _drawn(visitor: Visitor, community: Community, saved: Saved, place: str) -> None:
    if is_large(saved.network):
        large_map(visitor, community, saved, place)
        _take_away(visitor, community)
        return
    focus = _focus(saved.network, place)
    picture = picture_of(community, saved, focus)
    alt = described(visitor, community, saved.network)
    left, right = st.columns([3, 1], gap="medium")
    with left:
        # Another version is another chart: the old selection is void.
        key = f"{place}.chart.{saved.version.number}"
        show_map(visitor, picture, alt, key, lambda code: _choose(place, code))
        legend(visitor, picture)
    with right:
        _chooser(visitor, saved.network, place)
        if focus is None:
            st.caption(visitor.say("desk.map.click"))
        else:
            details(visitor, saved.network, focus)
        _take_away(visitor, community)
        st.button(
            visitor.say("waves.lay_out"),
            key=f"{place}.anew",
            help=visitor.say("waves.lay_out_help"),
            on_click=_anew,
            args=(visitor, community, place),
            width="stretch",
        )


def _anew(visitor: Visitor, community: Community, place: str) -> None:
    note = visitor.say("waves.lay_out_note")
    attempt(
        visitor,
        place,
        lambda: networks.lay_out_anew(app_context(), community.id, visitor.by, note),
        visitor.say("waves.laid_out"),
    )


def _focus(network: Network, place: str) -> str | None:
    focus = st.session_state.get(f"{place}.focus")
    ids = {*(one.id for one in network.people), *(one.id for one in network.groups)}
    return focus if focus in ids else None


def _choose(place: str, id: str | None) -> None:
    st.session_state[f"{place}.focus"] = id


def _chooser(visitor: Visitor, network: Network, place: str) -> None:
    """The same as a click, for keyboards and small screens."""
    name = labels(network)
    ids = sorted([*(one.id for one in network.people), *(one.id for one in network.groups)], key=name)
    key = f"{place}.chooser"
    st.session_state[key] = _focus(network, place)
    st.selectbox(
        visitor.say("network.map.search"),
        ids,
        index=None,
        format_func=name,
        placeholder=visitor.say("desk.choose"),
        key=key,
        on_change=lambda: _choose(place, st.session_state[key]),
    )


def _take_away(visitor: Visitor, community: Community) -> None:
    token = links.sign(app_context(), "map", community.id, visitor.language)
    st.link_button(visitor.say("desk.map.full_screen"), f"/map/{token}", width="stretch")
    if may_gather(visitor, community):
        st.link_button(visitor.say("desk.map.download"), f"/map/{token}?download=1", width="stretch")


def _without(visitor: Visitor, community: Community, saved: Saved, gone: tuple[str, ...]) -> None:
    picture = picture_of(community, saved, None, gone)
    show_map(
        visitor,
        picture,
        described(visitor, community, saved.network),
        f"map.without.{saved.version.number}",
        height=440,
    )
    legend(visitor, picture)


def _history(visitor: Visitor, community: Community, place: str) -> None:
    versions = networks.versions(app_context(), community.id)
    for version in versions:
        who = version.by.split(":", 1)[0]
        st.markdown(
            visitor.say(
                "desk.map.version",
                number=version.number,
                time=f"{on_their_clock(version.at):%Y-%m-%d %H:%M}",
                by=visitor.say(f"desk.by.{who}")
                if who in ("organiser", "facilitator", "seat")
                else escape(who),
                note=escape(note_words(visitor, version.note)),
            )
        )
    st.caption(visitor.say("desk.map.undo_help"))
    st.button(
        visitor.say("desk.map.undo", number=versions[0].number),
        key=f"{place}.undo",
        on_click=_undo,
        args=(visitor, community, place, versions[0].number),
    )


def _undo(visitor: Visitor, community: Community, place: str, shown: int) -> None:
    """Take back the version named on the button, never one saved since."""
    if tapped_twice(visitor, place, f"{place}.undo"):
        return
    saved = networks.current(app_context(), community.id)
    if saved is None or saved.version.number != shown:
        leave_note(place, "note", visitor.say("desk.press.moved"))
        return
    attempt(
        visitor, place, lambda: networks.undo(app_context(), community.id), visitor.say("desk.map.undone")
    )
