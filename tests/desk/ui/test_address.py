"""The code on the wall is a drawing."""

from __future__ import annotations

from workshop.desk.ui.address import qr_svg


def test_the_code_is_a_drawing_with_its_quiet_zone() -> None:
    drawing = qr_svg("http://192.0.2.7:8501/j/K7QM2XWP")
    assert drawing.startswith("<svg")
    assert 'fill="#ffffff"' in drawing or "#fff" in drawing
