"""The communities' maps as GraphML files, which other network programs read and `mengya` reads back unchanged."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

from workshop.network.write import graphml
from workshop.room.summary import CampSummary

UNFIT = re.compile(r"[\x00-\x1f<>:\"/\\|?*.\s]+")
LONGEST = 60


def graph_files(summary: CampSummary) -> dict[str, bytes]:
    """File name -> GraphML, for the communities that have a map; names that would meet get a number."""
    files: dict[str, bytes] = {}
    for one in summary.communities:
        if one.network is None:
            continue
        stem = file_name(one.community.name)
        name, number = f"{stem}.graphml", 1
        while name.lower() in {taken.lower() for taken in files}:
            number += 1
            name = f"{stem}-{number}.graphml"
        files[name] = graphml(one.network)
    return files


def file_name(text: str) -> str:
    """A name any file system takes: Chinese stays, separators and signs become a dash."""
    return UNFIT.sub("-", text).strip("-")[:LONGEST] or "camp"


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files by path, as one zip."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()
