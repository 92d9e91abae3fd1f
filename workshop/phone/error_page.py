"""Internal server errors: the log gets the kind and the place, the person a page with a way on."""

from __future__ import annotations

from pathlib import Path

import structlog

log = structlog.get_logger()


def noted(event: str, error: Exception) -> None:
    """Log kind and place of a fault; not its text, which may hold a name."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    where = f"{Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}" if frame else ""
    log.error(event, kind=type(error).__name__, where=where)
