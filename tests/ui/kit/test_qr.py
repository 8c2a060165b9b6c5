"""The QR code on the screen is the one of its text: black on white in both modes, with its quiet zone, in whole pixels."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage

from lantian_desktop.ui.kit.paint.qr import QUIET, QrCode, matrix_of
from lantian_desktop.ui.kit.paint.theme import Mode

TEXT = "tel:02986900000,8001"


def drawn(code: QrCode, side: int) -> QImage:
    code.resize(side, side)
    return code.grab().toImage()


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("module", [3, 7])
def test_every_module_is_drawn(qtbot, appearance, mode: Mode, module: int) -> None:
    appearance.choose(mode=mode)
    code = QrCode(TEXT)
    qtbot.addWidget(code)
    image = drawn(code, code.modules * module)
    seen = [
        [image.pixelColor(x * module + module // 2, y * module + module // 2) for x in range(code.modules)]
        for y in range(code.modules)
    ]
    white, black = QColor("white"), QColor("black")
    expected = [[white] * code.modules for _ in range(code.modules)]
    for y, row in enumerate(matrix_of(TEXT), QUIET):
        for x, dark in enumerate(row, QUIET):
            expected[y][x] = black if dark else white
    assert seen == expected


def test_without_a_text_there_is_no_code(qtbot) -> None:
    code = QrCode()
    qtbot.addWidget(code)
    assert (code.modules, code.sizeHint().width(), code.accessibleName()) == (0, 0, "没有二维码")
