"""The map one can touch, as one HTML file that needs no network: pyvis under our own page.

pyvis' own page fetches scripts from outside, writes headings raw and the file in the system's encoding, so only its
node and edge lists, its generator and the drawing script it brings are used. Names reach the page as data,
never as markup; ids are positions in the picture, so that no code of a resident leaves by the back door.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyvis
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from pyvis.network import Network as Vis

from workshop.model.picture import LegendEntry, Line, Mark, Picture, Stroke
from workshop.network.palette import INK, RIM, paler
from workshop.network.picture import HEIGHT, WIDTH, short
from workshop.network.svg import FADED, FONTS, LINE_ALPHA, sign, svg
from workshop.text import Language, has, say

PAGE = "interactive.html"
SCRIPT = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
DASHES: dict[Stroke, bool | list[float]] = {
    Stroke.SOLID: False,
    Stroke.DASHED: [7, 4],
    Stroke.DOTTED: [1.5, 4],
}
OPTIONS = """{
 "physics": {"enabled": false},
 "layout": {"improvedLayout": false},
 "interaction": {"hover": false, "dragNodes": false, "selectConnectedEdges": false, "zoomSpeed": 0.6,
   "keyboard": {"enabled": true, "bindToWindow": false}},
 "nodes": {"borderWidth": 1.5, "borderWidthSelected": 3, "scaling": {"label": false}},
 "edges": {"arrowStrikethrough": false, "selectionWidth": 0, "scaling": {"label": false}}
}"""


def page(picture: Picture, *, title: str, language: Language, details: Mapping[str, str]) -> str:
    """One HTML document (write it as UTF-8). `details` gives plain text by person or group id.

    Runs under `sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src
    'unsafe-inline'; img-src data:`.
    """
    vis = Vis(cdn_resources="in_line", directed=True)
    vis.templateEnv = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)
    vis.path = PAGE
    vis.nodes = [_node(number, mark) for number, mark in enumerate(picture.marks)]
    vis.edges = _edges(picture.lines)
    vis.set_options(OPTIONS)
    vis.templateEnv.globals.update(
        title=title,
        language="zh-CN" if language == "zh" else "en",
        fonts=Markup(FONTS),  # noqa: S704  a constant of ours
        ink=INK,
        script=Markup(SCRIPT.read_text(encoding="utf-8")),  # noqa: S704  the installed package's own file
        still=Markup(svg(picture, language)),  # noqa: S704  escaped where it is made
        people=[_person(mark, language, details) for mark in picture.marks],
        relations=[_relation(line, language) for line in picture.lines],
        legend=[
            [_entry(entry, language) for entry in picture.legend if bool(entry.shape) is kinds]
            for kinds in (True, False)
        ],
        words={name: say(language, f"network.map.{name}") for name in WORDS},
        paper={"width": WIDTH, "height": HEIGHT},
    )
    html: str = vis.generate_html("map.html")
    return html


WORDS = (
    "search", "none_found", "fit", "larger", "smaller", "legend", "close", "ties", "no_ties", "hint",
)  # fmt: skip


def _node(number: int, mark: Mark) -> dict[str, object]:
    colour = paler(mark.colour) if mark.faded else mark.colour
    return {
        "id": number,
        "x": round(mark.x * WIDTH, 1),
        "y": round(mark.y * HEIGHT, 1),
        "size": round(mark.size * WIDTH, 1),
        "shape": "dot" if mark.shape == "circle" else str(mark.shape),
        "color": {
            "background": colour,
            "border": RIM,
            "highlight": {"background": colour, "border": INK},
        },
    }


def _edges(lines: tuple[Line, ...]) -> list[dict[str, object]]:
    """Several ties between two ends bend apart."""
    seen: dict[tuple[int, int], int] = {}
    edges: list[dict[str, object]] = []
    for number, line in enumerate(lines):
        ends = (min(line.source, line.target), max(line.source, line.target))
        turn = seen[ends] = seen.get(ends, -1) + 1
        way = "curvedCW" if (line.source < line.target) == (turn % 2 == 1) else "curvedCCW"
        bend: bool | dict[str, object] = (
            False if turn == 0 else {"enabled": True, "type": way, "roundness": 0.08 * ((turn + 1) // 2)}
        )
        edges.append(
            {
                "id": number,
                "from": line.source,
                "to": line.target,
                "width": round(line.width, 2),
                "dashes": DASHES[line.stroke],
                "smooth": bend,
                "color": {
                    "color": line.colour,
                    "opacity": FADED if line.faded else LINE_ALPHA,
                    "inherit": False,
                },
                "arrows": {"to": {"enabled": line.arrow, "scaleFactor": 0.45}},
            }
        )
    return edges


def _person(mark: Mark, language: Language, details: Mapping[str, str]) -> dict[str, object]:
    return {
        "name": mark.label,
        "short": short(mark.label),
        "kind": say(language, f"network.kind.{mark.kind}"),
        "strong": mark.kind != "resident",
        "faded": mark.faded,
        "about": details.get(mark.id, ""),
    }


def _relation(line: Line, language: Language) -> str:
    """The relation in the reader's words; a camp's own word for one stays as it is."""
    return relation_name(line.relation, language)


def relation_name(relation: str, language: Language) -> str:
    """What a relation is called; a camp's own word for one stays as it is."""
    key = f"network.relation.{relation}"
    return say(language, key) if has(language, key) else relation


def _entry(entry: LegendEntry, language: Language) -> dict[str, object]:
    drawn = f'<svg width="40" height="18" viewBox="0 0 40 18" aria-hidden="true">{sign(entry, 0, 9)}</svg>'
    return {"sign": Markup(drawn), "text": say(language, entry.key)}  # noqa: S704  numbers and colours of ours
