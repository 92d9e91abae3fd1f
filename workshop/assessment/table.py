"""Ratings from a long table: one row a rater and dimension. Nothing is taken from a table with a fault in it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from workshop.assessment.rubric import Rubric
from workshop.errors import InputError, SeveralErrors, TableError, Where
from workshop.model.camp import Role
from workshop.model.rating import Rating
from workshop.model.step import Confidence

Row = Mapping[str, str]

COLUMNS = ("community", "rater", "role", "dimension", "level", "confidence", "when", "evidence")
NEEDED = ("community", "rater", "dimension", "level")
HEADERS = {
    "community": ("社区", "社区名称", "小区"),
    "rater": ("评价人", "评分人", "填写人", "编号"),
    "role": ("角色", "身份"),
    "dimension": ("方面", "维度", "指标"),
    "level": ("等级", "级别", "级", "分数"),
    "confidence": ("把握", "信心"),
    "when": ("时间", "最近一次", "最近一次时间"),
    "evidence": ("例子", "证据", "依据", "说明"),
}
UNKNOWN = frozenset({"", "unknown", "don't know", "dont know", "不知道", "不清楚", "不了解"})
SURE = frozenset({"sure", "有把握", "确定", "肯定"})
UNSURE = frozenset({"unsure", "没把握", "不确定", "说不准"})
ROLES = {
    "两委": Role.COMMITTEE,
    "社区书记": Role.COMMITTEE,
    "书记": Role.COMMITTEE,
    "社工": Role.SOCIAL_WORKER,
    "社会组织": Role.SOCIAL_WORKER,
    "网格员": Role.GRID_WORKER,
    "居民骨干": Role.RESIDENT_LEADER,
    "骨干": Role.RESIDENT_LEADER,
    "居民": Role.RESIDENT,
    "其他": Role.OTHER,
}


def read_ratings(name: str, rows: Sequence[Row], rubric: Rubric) -> tuple[Rating, ...]:
    """The ratings in `rows` (header to text; row 1 of the file is the header), Chinese headers included.

    An empty level is "don't know". `name` is the file's, for messages. Raises TableError, or SeveralErrors
    with every fault found: `assessment.table_empty`, `column_missing`, `column_twice`, `cell_missing`,
    `row_dimension`, `row_level`, `row_confidence`, `row_twice`.
    """
    if not rows:
        raise TableError("assessment.table_empty", Where(name))
    headers = _headers(name, rows)
    ratings: list[Rating] = []
    problems: list[InputError] = []
    seen: dict[tuple[str, str, str], int] = {}
    for number, row in enumerate(rows, start=2):
        cells = {column: (row.get(header) or "").strip() for column, header in headers.items()}
        for column in ("dimension", "level"):
            cells[column] = _plain(cells[column])
        if not any(cells.values()):
            continue
        faults = list(_faults(name, number, cells, headers, rubric, seen))
        problems += faults
        if not faults:
            ratings.append(_rating(cells))
    if not problems and not ratings:
        problems.append(TableError("assessment.table_empty", Where(name)))
    if problems:
        raise SeveralErrors(problems) if len(problems) > 1 else problems[0]
    return tuple(ratings)


def _headers(name: str, rows: Sequence[Row]) -> dict[str, str]:
    """Our column names to the table's own headers."""
    found: dict[str, str] = {}
    problems: list[InputError] = []
    for header in rows[0]:
        column = _column(header)
        if column is not None and column in found:
            problems.append(
                TableError("assessment.column_twice", Where(name, row=1, column=header), other=found[column])
            )
        elif column is not None:
            found[column] = header
    problems += [
        TableError("assessment.column_missing", Where(name, row=1), column=column, chinese=HEADERS[column][0])
        for column in NEEDED
        if column not in found
    ]
    if problems:
        raise SeveralErrors(problems) if len(problems) > 1 else problems[0]
    return found


def _column(header: str) -> str | None:
    tidy = header.strip().lstrip("\ufeff").lower()
    for column, synonyms in HEADERS.items():
        if tidy == column or tidy in synonyms:
            return column
    return None


def _faults(
    name: str,
    number: int,
    cells: Mapping[str, str],
    headers: Mapping[str, str],
    rubric: Rubric,
    seen: dict[tuple[str, str, str], int],
) -> Iterator[TableError]:
    def fault(code: str, column: str, **values: str | int) -> TableError:
        return TableError(code, Where(name, row=number, column=headers[column]), **values)

    for column in ("community", "rater"):
        if not cells[column]:
            yield fault("assessment.cell_missing", column)
    known = [dimension.id for dimension in rubric.dimensions]
    if cells["dimension"].upper() not in known:
        yield fault("assessment.row_dimension", "dimension", found=cells["dimension"], known=", ".join(known))
    if _level(cells["level"]) is None and cells["level"].lower() not in UNKNOWN:
        yield fault("assessment.row_level", "level", found=cells["level"])
    confidence = cells.get("confidence", "").lower()
    if confidence not in SURE | UNSURE | UNKNOWN:
        yield fault("assessment.row_confidence", "confidence", found=cells["confidence"])
    key = (cells["community"], cells["rater"], cells["dimension"].upper())
    if all(key) and key in seen:
        yield fault("assessment.row_twice", "dimension", rater=key[1], dimension=key[2], first=seen[key])
    seen.setdefault(key, number)


def _plain(text: str) -> str:
    """Full-width digits and letters, which Chinese keyboards give, as plain ones."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def _level(text: str) -> int | None:
    """0-3, also as a spreadsheet writes it ("2.0"); None for anything else."""
    whole = text.removesuffix(".0")
    return int(whole) if whole in {"0", "1", "2", "3"} else None


def _rating(cells: Mapping[str, str]) -> Rating:
    role = cells.get("role", "")
    return Rating(
        community=cells["community"],
        rater=cells["rater"],
        role=ROLES.get(role, role.lower()),
        dimension=cells["dimension"].upper(),
        level=_level(cells["level"]),
        confidence=_confidence(cells.get("confidence", "")),
        when=cells.get("when", ""),
        evidence=cells.get("evidence", ""),
    )


def _confidence(text: str) -> Confidence | None:
    if text.lower() in SURE:
        return Confidence.SURE
    return Confidence.UNSURE if text.lower() in UNSURE else None
