"""The interactive map: one self-contained HTML file (pyvis / vis-network under our own page template).

A page holds one or several sheets: a large map begins with its buildings or groups, and each opens into its people.

The page that pyvis itself makes loads scripts from outside, writes headings unescaped and the file in the system's encoding, so only its
node and edge lists, its generator and its bundled script are used. Names reach the page as data, never as markup (no
XSS); ids are positions in the picture, so that residents' codes do not leak.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from workshop.base.lazy_import import lazy_import
from workshop.base.text import Language, say
from workshop.model.network import Network, PersonKind
from workshop.model.picture import LegendEntry, Line, Mark, Picture, Stroke
from workshop.network.draw.areas import areas, insides, is_large, overview
from workshop.network.draw.palette import BETWEEN, GROUP, INK, RIM, paler, relation_name
from workshop.network.draw.picture import HEIGHT, WIDTH, draw, short
from workshop.network.draw.svg import FADED, FONTS, LINE_ALPHA, sign, svg
from workshop.network.graph.wording import percent
from workshop.network.interactive.timeline import RemovalFrame, Wave, all_waves, removal_frames
from workshop.network.resilience.removal_curve import leaving_order

PAGE = "interactive.html"
SCRIPT = Path("templates", "lib", "vis-9.1.2", "vis-network.min.js")  # inside the installed pyvis
DASHES: dict[Stroke, bool | list[float]] = {
    Stroke.SOLID: False,
    Stroke.DASHED: [7, 4],
    Stroke.DOTTED: [1.5, 4],
    Stroke.DASH_DOTTED: [9, 3, 1.5, 3],
}
OPTIONS = """{
 "physics": {"enabled": false},
 "layout": {"improvedLayout": false},
 "interaction": {"hover": false, "dragNodes": false, "selectConnectedEdges": false, "zoomSpeed": 0.6,
   "keyboard": {"enabled": true, "bindToWindow": false}},
 "nodes": {"borderWidth": 1.5, "borderWidthSelected": 3, "scaling": {"label": false}},
 "edges": {"arrowStrikethrough": false, "selectionWidth": 0, "scaling": {"label": false}}
}"""


@dataclass(frozen=True)
class InteractiveSheet:
    """One drawing of a page. `opens` maps a mark (by id) to a later sheet, counted from 0."""

    name: str
    picture: Picture
    opens: Mapping[str, int]


def map_page(network: Network, *, title: str, language: Language, earlier: Sequence[Network] = ()) -> str:
    """The HTML page of a network: its people, with the supporters' withdrawal to play; above 500 nodes its areas first.

    With `earlier` maps (oldest first) the reader can step back through the waves. In a large network each area has a sheet
    with its people, the groups they are tied to and the ties among these.

    One HTML document (write it as UTF-8) that runs under the CSP `sandbox allow-scripts allow-downloads;
    default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:`.
    """
    if not is_large(network):
        leaving = [person.id for person in network.people if person.kind == PersonKind.SUPPORTER]
        film = removal_frames(network, leaving_order(network, leaving)) if leaving else ()
        picture, waves = all_waves(network, earlier) if earlier else (draw(network), ())
        return _written([InteractiveSheet("", picture, {})], title, language, {}, film, waves)
    parts = areas(network)
    first = overview(network, parts)
    opens = {area.id: number for number, area in enumerate(parts, 1)}
    sheets = [
        InteractiveSheet(mark.label, draw(within), {})
        for within, mark in zip(insides(network, parts), first.marks, strict=True)
    ]
    return _written([InteractiveSheet("", first, opens), *sheets], title, language, {}, (), ())


def _written(
    sheets: Sequence[InteractiveSheet],
    title: str,
    language: Language,
    details: Mapping[str, str],
    film: Sequence[RemovalFrame],
    waves: Sequence[Wave],
) -> str:
    first = sheets[0].picture
    # Imported late: pyvis pulls in IPython, which no other command should wait for.
    pyvis = lazy_import("pyvis.network")
    drawing = Path(pyvis.__file__).parent / SCRIPT
    vis = pyvis.Network(cdn_resources="in_line", directed=True)
    vis.templateEnv = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)
    vis.path = PAGE
    vis.set_options(OPTIONS)
    entries = list(dict.fromkeys(entry for sheet in sheets for entry in sheet.picture.legend))
    vis.templateEnv.globals.update(
        title=title,
        language="zh-CN" if language == "zh" else "en",
        fonts=Markup(FONTS[language]),  # noqa: S704  a constant of ours
        ink=INK,
        script=Markup(drawing.read_text(encoding="utf-8")),  # noqa: S704  the installed package's own file
        still=Markup(svg(first, language)),  # noqa: S704  escaped where it is made
        sheets=[_sheet(sheet, language, details) for sheet in sheets],
        film=_film(film, first, language),
        waves=[_wave(wave, number == len(waves), language) for number, wave in enumerate(waves, 1)],
        rungs=[say(language, f"network.rung.{rung}") for rung in range(5)],
        legend=[
            [_entry(entry, language) for entry in entries if bool(entry.shape) is kinds]
            for kinds in (True, False)
        ],
        words={name: say(language, f"network.map.{name}") for name in WORDS}
        | {name: say(language, f"withdrawal.page.{name}", **GAPS) for name in MORE_WORDS}
        | {name: say(language, f"waves.page.{name}") for name in WAVE_WORDS},
        paper={"width": WIDTH, "height": HEIGHT},
    )
    html: str = vis.generate_html("map.html")
    return html


def _sheet(sheet: InteractiveSheet, language: Language, details: Mapping[str, str]) -> dict[str, object]:
    picture = sheet.picture
    return {
        "name": sheet.name,
        "nodes": [_node(number, mark) for number, mark in enumerate(picture.marks)],
        "edges": _edges(picture.lines),
        "people": [_person(mark, language, details, sheet.opens) for mark in picture.marks],
        "ties": [
            [
                _relation(line, language),
                line.strength,
                line.since.isoformat() if line.since else "",
                _beside(line, language),
                line.both,
            ]
            for line in picture.lines
        ],
    }


def _wave(wave: Wave, newest: bool, language: Language) -> dict[str, object]:
    name = wave.name or say(language, "waves.page.now" if newest else "waves.page.unnamed")
    return {"name": name, "nodes": wave.marks, "edges": wave.lines}


def _film(film: Sequence[RemovalFrame], picture: Picture, language: Language) -> list[dict[str, object]]:
    """Frames by position in the picture, each with its sentence."""
    position = {mark.id: number for number, mark in enumerate(picture.marks)}
    frames: list[dict[str, object]] = []
    for frame in film:
        if frame.gone:
            words = say(
                language,
                "withdrawal.frame.some",
                gone=len(frame.gone),
                all=len(film) - 1,
                name=picture.marks[position[frame.gone[-1]]].label,
                percent=percent(frame.share),
            )
        else:
            words = say(language, "withdrawal.frame.none", percent=percent(frame.share))
        frames.append(
            {
                "gone": [position[who] for who in frame.gone],
                "adrift": [position[who] for who in frame.adrift],
                "words": words,
            }
        )
    return frames


WORDS = (
    "search", "none_found", "fit", "larger", "smaller", "legend", "close", "ties", "no_ties", "hint",
)  # fmt: skip
MORE_WORDS = (
    "filter", "relations", "rungs", "rung_unknown", "strength", "until", "undated", "shown", "all_again", "save_png",
    "save_svg", "full", "open", "back", "leave", "play", "pause", "adrift", "joiner", "shortcuts",
)  # fmt: skip

WAVE_WORDS = ("wave", "both", "both_said")
GAPS = {"shown": "{shown}", "all": "{all}"}  # filled in on the page


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
    """Parallel ties between two ends bend apart."""
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


def _person(
    mark: Mark, language: Language, details: Mapping[str, str], opens: Mapping[str, int]
) -> dict[str, object]:
    return {
        "name": mark.label,
        "short": short(mark.label),
        "kind": say(language, f"network.kind.{mark.kind}"),
        "strong": mark.kind != "resident",
        "faded": mark.faded,
        "about": details.get(mark.id, ""),
        "above": mark.above,
        "climbs": mark.kind == PersonKind.RESIDENT,
        "group": mark.kind == GROUP,
        "rung": mark.rung,
        "opens": opens.get(mark.id),
    }


def _relation(line: Line, language: Language) -> str:
    """The relation in the reader's words; a camp's own word for one stays as it is."""
    return relation_name(line.relation, language)


def _beside(line: Line, language: Language) -> str:
    """Text beside a name in the list of ties: the relation, or between areas the number of ties."""
    if line.relation == BETWEEN:
        return say(language, "withdrawal.page.count", n=round(line.strength))
    return _relation(line, language)


def _entry(entry: LegendEntry, language: Language) -> dict[str, object]:
    drawn = f'<svg width="40" height="18" viewBox="0 0 40 18" aria-hidden="true">{sign(entry, 0, 9)}</svg>'
    return {"sign": Markup(drawn), "text": say(language, entry.key)}  # noqa: S704  numbers and colours of ours
