"""A number as a QR code in a popup: whose it is, the number, and the code a telephone dials by."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from lantian_desktop.domain.phones import dialling, grouped
from lantian_desktop.ui.kit.paint.qr import QrCode
from lantian_desktop.ui.kit.paint.text import plain_label


class CodePopup(QFrame):
    """Closes at any click beside it and at Esc."""

    def __init__(self, whom: str, number: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "popup")
        self.code = QrCode(dialling(number))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        for text, role in ((whom, "muted"), (grouped(number), "title")):
            label = plain_label(text, role)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addWidget(self.code, 1)
        hint = plain_label("用手机扫码即可拨号。" if self.code.modules else "这个号码不能扫码拨打。", "small")
        hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(hint)

    def show_below(self, button: QWidget) -> None:
        """Show the popup under a button, wholly on its screen."""
        self.adjustSize()
        at = button.mapToGlobal(QPoint(0, button.height() + 4))
        screen = button.screen() or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        left = max(room.left(), min(at.x(), room.right() - self.width()))
        top = at.y() if at.y() + self.height() <= room.bottom() else max(room.top(), at.y() - self.height() - 40)
        self.move(left, top)
        self.show()
        self.setFocus()
