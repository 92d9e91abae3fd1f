"""README's first picture, laid out from the pictures that are there: `python -m tests.browser.readme_picture docs/screens`.

The remote and a phone on the left; on the right the wall, and below it a community's position and map at the desk.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

PAPER = "#ece6d6"
SIZE = (1640, 884)
COLOURS = 128


@dataclass(frozen=True)
class Pane:
    """A picture, the part of it that is shown, and where; its width follows from the height."""

    name: str
    part: tuple[float, float, float, float]  # left, top, right, bottom, each as a share
    left: int
    top: int
    width: int


WHOLE = (0.0, 0.0, 1.0, 1.0)
PANES = (
    Pane("remote-phone-zh", WHOLE, 20, 20, 390),
    Pane("phone-question-phone-zh", WHOLE, 430, 20, 390),
    Pane("wall-stages-laptop-zh", WHOLE, 840, 20, 780),
    Pane("positions-laptop-zh", (0.03, 0.27, 0.5, 1.0), 840, 528, 346),
    Pane("map-laptop-zh", (0.0, 0.0, 0.775, 1.0), 1204, 528, 416),
)


def readme_picture(folder: Path) -> Image.Image:
    """All panes on paper."""
    sheet = Image.new("RGB", SIZE, PAPER)
    for pane in PANES:
        with Image.open(folder / f"{pane.name}.png") as picture:
            across, down = picture.size
            left, top, right, bottom = pane.part
            cut = picture.convert("RGB").crop(
                (int(left * across), int(top * down), int(right * across), int(bottom * down))
            )
        height = round(cut.height * pane.width / cut.width)
        sheet.paste(cut.resize((pane.width, height), Image.Resampling.LANCZOS), (pane.left, pane.top))
    return sheet


def main(folder: Path) -> None:
    picture = readme_picture(folder).quantize(COLOURS)
    picture.save(folder / "readme.png", optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
