"""The recovery code on paper: one page that is printed and kept nowhere. Making and checking codes is the services' business."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QWidget

from lantian_desktop.domain.errors import OfficeError
from lantian_desktop.ui.kit.pages.printing import PrintDialog, PrintJob, print_pages
from lantian_desktop.ui.kit.work.prompts import Prompts, Question
from lantian_desktop.ui.kit.work.worker import InlineWorker

WIDTH_MM, HEIGHT_MM = 210.0, 297.0  # A4
MARGIN_MM = 28.0
MM_PER_INCH = 25.4
KEEP = (
    "所有密码都忘记时，在登录页点“忘记密码”，输入这个恢复码，就可以重新设置密码。",
    "没有恢复码和密码，任何人都打不开数据。拿到它的人能打开数据，请密封后交单位保密保管，不要和电脑放在一起。",
    "更换恢复码后，这一张作废，请收回销毁。",
)


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page of pixels: blue, green, red and padding."""

    width: int
    height: int
    stride: int
    pixels: bytes


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """One page: whose code it is, the code, and what it is for."""

    office: str
    code: str

    def count(self) -> int:
        """Return how many pages there are."""
        return 1

    def band(self, _number: int, dpi: float, top: int, rows: int) -> DrawnPage:
        """Return rows of pixels of the page, from row `top` on."""
        dots = dpi / MM_PER_INCH
        wide, high = round(WIDTH_MM * dots), round(HEIGHT_MM * dots)
        if top >= high:
            return DrawnPage(wide, 0, 0, b"")
        image = QImage(wide, min(rows, high - top), QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        self._draw(image, top, dots)
        return DrawnPage(wide, image.height(), image.bytesPerLine(), bytes(image.constBits()))

    def _draw(self, image: QImage, top: int, dots: float) -> None:
        painter = QPainter(image)
        painter.translate(0, -top)
        painter.setPen(Qt.GlobalColor.black)
        place = MARGIN_MM
        for text, high_mm in ((f"{self.office}　恢复码", 7.0), (self.code, 6.0), *((line, 4.2) for line in KEEP)):
            place += _draw(painter, text, high_mm, place, dots) + 7.0
        painter.end()


def _draw(painter: QPainter, text: str, high_mm: float, top_mm: float, dots: float) -> float:
    """Draw a paragraph and return how high it came out, in millimetres."""
    font = QFont(QGuiApplication.font())
    font.setPixelSize(round(high_mm * dots))
    painter.setFont(font)
    room = QRectF(MARGIN_MM, top_mm, WIDTH_MM - 2 * MARGIN_MM, HEIGHT_MM - top_mm)
    pixels = QRectF(room.x() * dots, room.y() * dots, room.width() * dots, room.height() * dots)
    wrapped = int(Qt.TextFlag.TextWordWrap) | int(Qt.TextFlag.TextWrapAnywhere)
    return float(painter.drawText(pixels, wrapped, text).height()) / dots


def print_code(parent: QWidget, prompts: Prompts, office: str, code: str) -> PrintDialog:
    """Open the system's print dialog for the sheet; a printer that does not answer is told."""

    def failed(error: OfficeError) -> None:
        prompts.tell(parent, Question("打印恢复码", error.sentence))

    return print_pages(parent, InlineWorker(), PrintJob("恢复码", RecoverySheet(office, code)), failed)
