"""The communities' maps as GraphML files, which other network programs read and `mengya` reads back
unchanged.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping

from workshop.base.errors import InputError
from workshop.base.text import Language
from workshop.model.network import Network
from workshop.network.interactive.interactive import map_page
from workshop.network.io.to_tables import csv_tables, graphml, workbook
from workshop.network.io.write_gexf import gexf
from workshop.services.export.summary import CampSummary

UNFIT = re.compile(r"[\x00-\x1f<>:\"/\\|?*.\s]+")
LONGEST = 60


def graph_files(summary: CampSummary) -> dict[str, bytes]:
    """File name -> GraphML, for the communities that have a map; clashing names get a number."""
    files: dict[str, bytes] = {}
    for community in summary.communities:
        if community.network is None:
            continue
        stem = file_name(community.community.name)
        name, number = f"{stem}.graphml", 1
        while name.lower() in {taken.lower() for taken in files}:
            number += 1
            name = f"{stem}-{number}.graphml"
        files[name] = graphml(community.network)
    return files


def file_name(text: str) -> str:
    """A name valid on any file system: Chinese stays, separators and signs become a dash."""
    return UNFIT.sub("-", text).strip("-")[:LONGEST] or "camp"


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files by path, as one zip archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def _graphml(network: Network, _title: str, _language: Language) -> bytes:
    return graphml(network)


def _gexf(network: Network, _title: str, _language: Language) -> bytes:
    return gexf(network)


def _workbook(network: Network, _title: str, language: Language) -> bytes:
    return workbook(network, language)


def _tables(network: Network, _title: str, _language: Language) -> bytes:
    return zipped(csv_tables(network))


def _page(network: Network, title: str, language: Language) -> bytes:
    return map_page(network, title=title, language=language).encode()


# Kind -> how it is made, its media type, how its name ends.
MAP_FILES: dict[str, tuple[Callable[[Network, str, Language], bytes], str, str]] = {
    "graphml": (_graphml, "application/xml", ".graphml"),
    "gexf": (_gexf, "application/xml", ".gexf"),
    "xlsx": (_workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
    "csv": (_tables, "application/zip", ".zip"),
    "html": (_page, "text/html; charset=utf-8", ".html"),
}


def map_file(network: Network, what: str, title: str, language: Language) -> tuple[bytes, str, str]:
    """One community's map as a file: the bytes, the media type, the name. Raises InputError
    `report.no_map_file`.

    The network is written as it is: the caller decides whether it is pseudonymised.
    """
    if what not in MAP_FILES:
        raise InputError("report.no_map_file", what=what, known=", ".join(MAP_FILES))
    make, media, ending = MAP_FILES[what]
    return make(network, title, language), media, f"{file_name(title)}{ending}"
