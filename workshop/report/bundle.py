"""Export of a camp: the report, the workbook, the answers, the maps, or everything in one zip archive."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from workshop.assessment.rubric.rubric_text import rubric_text
from workshop.base.errors import InputError, Where
from workshop.base.text import Language
from workshop.model.camp import Camp
from workshop.report.answers_csv import answers_csv
from workshop.report.camp_json import camp_json
from workshop.report.docx import report_docx
from workshop.report.graph_files import file_name, graph_files, zipped
from workshop.report.ratings_csv import ratings_csv
from workshop.report.xlsx import camp_xlsx
from workshop.services import workers
from workshop.services.app.context import AppContext
from workshop.services.export.summary import CampSummary, camp_summary

Download = tuple[bytes, str, str]  # the file, its media type, its name

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP, JSON, CSV = "application/zip", "application/json", "text/csv; charset=utf-8"


def every_file(summary: CampSummary) -> dict[str, bytes]:
    """All files of a camp by their path inside the export."""
    return {
        "report.docx": report_docx(summary),
        "camp.xlsx": camp_xlsx(summary),
        "answers.csv": answers_csv(summary),
        "ratings.csv": ratings_csv(summary),
        # A version saved at the desk is in no file: with this one the results can be recomputed anywhere.
        "rubric.toml": rubric_text(summary.rubric).encode(),
        "camp.json": camp_json(summary),
        **{f"networks/{name}": data for name, data in graph_files(summary).items()},
    }


def _networks_zip(summary: CampSummary) -> bytes:
    return zipped(graph_files(summary))


def _all_zip(summary: CampSummary) -> bytes:
    return zipped(every_file(summary))


KINDS: dict[str, tuple[Callable[[CampSummary], bytes], str]] = {
    "report.docx": (report_docx, WORD),
    "camp.xlsx": (camp_xlsx, EXCEL),
    "answers.csv": (answers_csv, CSV),
    "ratings.csv": (ratings_csv, CSV),
    "networks.zip": (_networks_zip, ZIP),
    "camp.json": (camp_json, JSON),
    "all.zip": (_all_zip, ZIP),
}


def one(context: AppContext, camp: Camp, what: str, language: Language) -> Download:
    """One of KINDS, made in the worker process so that phones do not wait. Raises InputError
    `report.unknown`.
    """
    if what not in KINDS:
        raise InputError("report.unknown", what=what, known=", ".join(KINDS))
    make, media = KINDS[what]
    data = workers.run(None, make, camp_summary(context, camp, language))
    return data, media, f"{file_name(camp.title)}-{what}"


def export(context: AppContext, camp: Camp, out: Path, language: Language) -> tuple[Path, ...]:
    """Write every file into the folder `out`, created if missing; returns the files written.

    Raises InputError `report.not_a_folder`, `report.not_writable`.
    """
    if out.exists() and not out.is_dir():
        raise InputError("report.not_a_folder", Where(str(out)))
    files = every_file(camp_summary(context, camp, language))
    written = []
    try:
        for name, data in files.items():
            path = out / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            written.append(path)
    except OSError as error:
        raise InputError("report.not_writable", Where(str(out)), detail=str(error.strerror)) from error
    return tuple(written)
