"""A `Picture` as an ECharts graph, with its legend and the details of a selected person or group.

Positions, shapes, colours and strokes are the picture's; nothing is laid out here. The chart returns a
clicked person or group to Python; a list beside it does the same for people who cannot click.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping

import streamlit as st

from workshop.base.svg import INK, line, rect, sheet, text, width_of
from workshop.desk.ui.escape import escape
from workshop.desk.ui.visitor import Visitor, on_a_phone
from workshop.model.network import Group, Network, Person, Relation
from workshop.model.picture import LegendEntry, Line, Mark, Picture, Shape, Stroke
from workshop.network.graph.discord import DISCORD, shown_relation

LEGEND_ROW = 24.0
SIZE = 14.0
CORNERS = {
    Shape.DIAMOND: "12,3 21,12 12,21 3,12",
    Shape.TRIANGLE: "12,3 21,20 3,20",
    Shape.HEXAGON: "12,3 20,7.5 20,16.5 12,21 4,16.5 4,7.5",
}
DASH_DOTS = [9, 3, 1.5, 3]  # ECharts has a name for the other strokes only
DASHES = {Stroke.SOLID: "none", Stroke.DASHED: "7 4", Stroke.DOTTED: "2 4", Stroke.DASH_DOTTED: "9 3 1.5 3"}


def legend(visitor: Visitor, picture: Picture) -> None:
    """What shapes and strokes mean, as small pictures that wrap on a phone."""
    with st.container(horizontal=True, gap="small"):
        for entry in picture.legend:
            words = visitor.say(entry.key)
            st.image(_chip(entry, words), width=int(_width(entry, words)), alt=words)


def _width(entry: LegendEntry, words: str) -> float:
    return (30 if entry.shape else 42) + width_of(words, SIZE) + 6


def _chip(entry: LegendEntry, words: str) -> str:
    start = 30 if entry.shape else 42
    return sheet(
        _width(entry, words),
        LEGEND_ROW,
        [_sign(entry), text(start, 17, words, SIZE, fill=INK)],
    )


def _sign(entry: LegendEntry) -> str:
    match entry.shape:
        case None:
            dash = DASHES[entry.stroke or Stroke.SOLID]
            return line(4, 12, 36, 12, entry.colour, 2.5).replace("/>", f' stroke-dasharray="{dash}"/>')
        case Shape.CIRCLE:
            return f'<circle cx="12" cy="12" r="8.5" fill="{entry.colour}"/>'
        case Shape.SQUARE:
            return rect(4, 4, 16, 16, entry.colour)
        case shape:
            return f'<polygon points="{CORNERS[shape]}" fill="{entry.colour}"/>'


RELATIONS = frozenset((*Relation, DISCORD))


def details(visitor: Visitor, network: Network, id: str) -> None:
    """The person's or group's own facts, then their ties by relation."""
    person = next((one for one in network.people if one.id == id), None)
    group = next((one for one in network.groups if one.id == id), None)
    st.subheader(escape(network.label(id)), anchor=False)
    if person is not None:
        _person(visitor, person)
    if group is not None:
        _group(visitor, group)
    _ties(visitor, network, id)


def _person(visitor: Visitor, person: Person) -> None:
    parts = [visitor.say(f"network.kind.{person.kind.value}"), escape(person.id)]
    if person.building:
        parts.append(escape(person.building))
    if person.trust is not None:
        parts.append(visitor.say(f"network.rung.{person.trust}"))
    if person.answered is False:
        parts.append(visitor.say("desk.map.no_answer"))
    st.caption(" · ".join(parts))


def _group(visitor: Visitor, group: Group) -> None:
    parts = [visitor.say("network.kind.group"), visitor.say(f"network.life.{group.life.value}")]
    if group.purpose:
        parts.append(escape(group.purpose))
    if group.since:
        parts.append(f"{group.since:%Y-%m-%d}")
    st.caption(" · ".join(parts))


def _ties(visitor: Visitor, network: Network, id: str) -> None:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for tie in network.ties:
        if id in (tie.source, tie.target) and tie.source != tie.target:
            other = tie.target if tie.source == id else tie.source
            found[shown_relation(tie)][escape(network.label(other))] = None
    if not found:
        st.markdown(visitor.say("network.map.no_ties"))
    for relation, names in found.items():
        st.markdown(f"**{escape(relation_name(visitor, relation))}** ({len(names)})  \n{' · '.join(names)}")


def relation_name(visitor: Visitor, relation: str) -> str:
    """A relation in words; an imported one keeps its own word."""
    return visitor.say(f"network.relation.{relation}") if relation in RELATIONS else relation


# The canvas the picture was laid out for.
WIDTH, HEIGHT = 960.0, 680.0
PIXELS = 620.0  # canvas width on a medium screen: symbols do not scale with the frame
SMALLEST = 8.0
PHONE_HEIGHT = 300
FADED = 0.16
HEXAGON = "path://M50,0 L93,25 L93,75 L50,100 L7,75 L7,25 Z"
SYMBOLS = {
    Shape.CIRCLE: "circle",
    Shape.SQUARE: "rect",
    Shape.DIAMOND: "diamond",
    Shape.TRIANGLE: "triangle",
    Shape.HEXAGON: HEXAGON,
}

Option = dict[str, object]


def option(
    picture: Picture, relation: Callable[[str], str], *, selectable: bool, scale: float = 1.0
) -> Option:
    """The chart. `relation` names what a tie is made of; `scale` makes symbols smaller where several maps stand side by side."""
    marks = [_node(mark, scale) for mark in picture.marks]
    # Two invisible corners fix the canvas, so that maps side by side have one scale.
    corners = [_corner("corner.0", 0, 0), _corner("corner.1", WIDTH, HEIGHT)]
    series: Option = {
        "type": "graph",
        "layout": "none",
        "data": [*marks, *corners],
        "links": [_link(line, relation(line.relation)) for line in picture.lines],
        "roam": True,
        "preserveAspect": True,
        "left": 16,
        "right": 16,
        "top": 10,
        "bottom": 10,
        "labelLayout": {"hideOverlap": True},
        "emphasis": {"focus": "none", "scale": False},
        "scaleLimit": {"min": 0.6, "max": 8},
    }
    if selectable:
        series["selectedMode"] = "single"
        series["select"] = {"itemStyle": {"borderColor": "#23291f", "borderWidth": 3}}
    # The tooltip is drawn as rich text: the default one would render people's text as HTML (XSS).
    return {
        "animation": False,
        "tooltip": {"formatter": "{b}", "confine": True, "renderMode": "richText"},
        "series": [series],
    }


def _node(mark: Mark, scale: float) -> Option:
    opacity = FADED if mark.faded else 1.0
    return {
        "id": mark.id,
        "name": mark.label,
        "x": mark.x * WIDTH,
        "y": mark.y * HEIGHT,
        "symbol": SYMBOLS[mark.shape],
        "symbolSize": max(SMALLEST, 2 * mark.size * PIXELS) * scale,
        "itemStyle": {
            "color": mark.colour,
            "opacity": opacity,
            "borderColor": "#ffffff",
            "borderWidth": 1,
        },
        "label": {
            "show": mark.named and not mark.faded,
            "position": "top" if mark.above else "bottom",
            "distance": 2,
            "fontSize": 12,
            "color": "#1d2730",
            "textBorderColor": "#ffffff",
            "textBorderWidth": 3,
        },
    }


def _corner(id: str, x: float, y: float) -> Option:
    return {
        "id": id,
        "name": "",
        "x": x,
        "y": y,
        "symbolSize": 0,
        "itemStyle": {"opacity": 0},
        "label": {"show": False},
        "tooltip": {"show": False},
    }


def _link(line: Line, name: str) -> Option:
    return {
        "source": line.source,
        "target": line.target,
        "symbol": ["none", "arrow" if line.arrow else "none"],
        "symbolSize": [0, 7],
        "tooltip": {"formatter": name},
        "lineStyle": {
            "type": DASH_DOTS if line.stroke is Stroke.DASH_DOTTED else line.stroke.value,
            "color": line.colour,
            "width": 1.2 * line.width,
            "opacity": FADED if line.faded else 0.75,
            "curveness": 0.06 if line.arrow else 0,
        },
    }


def show_map(
    visitor: Visitor,
    picture: Picture,
    alt: str,
    key: str,
    chosen: Callable[[str | None], None] | None = None,
    height: int = 520,
) -> None:
    """Draw the chart, lower on a phone; with `chosen`, a click on a node is passed to it, a second click
    deselects.
    """

    def relation(code: str) -> str:
        return relation_name(visitor, code)

    height = min(height, PHONE_HEIGHT) if on_a_phone() else height
    if chosen is None:
        still = option(picture, relation, selectable=False, scale=0.8)
        st.echarts_chart(still, height=height, key=key, alt=alt)
        return

    def clicked() -> None:
        chosen(clicked_id(picture, st.session_state.get(key)))

    live = option(picture, relation, selectable=True)
    st.echarts_chart(live, height=height, key=key, on_select=clicked, alt=alt)


def clicked_id(picture: Picture, state: object) -> str | None:
    """The selected node in the chart; None for nobody, a tie, or an invisible corner."""
    selection = state.get("selection") if isinstance(state, Mapping) else None
    groups = selection.get("selected") if isinstance(selection, Mapping) else None
    for group in groups or ():
        if group.get("data_type") == "node":
            for place, mark in enumerate(picture.marks):
                if place in group.get("data_indices", ()):
                    return mark.id
    return None
