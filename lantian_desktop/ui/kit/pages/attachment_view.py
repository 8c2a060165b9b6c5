"""Opening an attachment: pictures in a window of the program, everything else saved where the user says."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lantian_desktop.domain.admin.calendar import cn_date
from lantian_desktop.domain.attachment import Attachment
from lantian_desktop.services import attachments
from lantian_desktop.services.files import write_file
from lantian_desktop.ui.kit.paint.text import plain_label
from lantian_desktop.ui.kit.work.prompts import FileRequest
from lantian_desktop.ui.kit.work.shell import Shell

PICTURES = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".gif"})


def open_attachment(shell: Shell, paper: Attachment, parent: QWidget) -> None:
    """Show a picture, or ask where to save another kind of file."""
    show = _show_picture if Path(paper.name).suffix.lower() in PICTURES else _ask_where
    read = partial(attachments.attachment_bytes, shell.office, attachment=paper)
    shell.attempt(read, partial(show, shell, paper, parent))


class Picture(QWidget):
    """A picture that fills its window."""

    def __init__(self, pixmap: QPixmap) -> None:
        super().__init__()
        self._pixmap = pixmap

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it as large as it fits."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._pixmap.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
        painter.drawPixmap(left, top, size.width(), size.height(), self._pixmap)


class PictureWindow(QWidget):
    """A picture with the facts that matter when a rectification is doubted; Esc closes it."""

    def __init__(self, paper: Attachment, pixmap: QPixmap, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(paper.name)
        self.resize(900, 640)
        taken = f"拍摄 {cn_date(paper.taken_on)}　" if paper.taken_on else "拍摄日期未填　"
        facts = f"{paper.purpose.label}　{taken}添加 {cn_date(paper.added_at.date())} {paper.added_by}　SHA-256 {paper.sha256[:12]}…"
        column = QVBoxLayout(self)
        column.addWidget(Picture(pixmap), 1)
        column.addWidget(plain_label(facts, "muted", wrap=True, selectable=True))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


def _show_picture(shell: Shell, paper: Attachment, parent: QWidget, data: bytes) -> None:
    pixmap = QPixmap()
    if pixmap.loadFromData(data):
        PictureWindow(paper, pixmap, parent).show()
    else:
        _ask_where(shell, paper, parent, data)


def _ask_where(shell: Shell, paper: Attachment, parent: QWidget, data: bytes) -> None:
    request = FileRequest("附件另存为", save_as=paper.name)
    shell.prompts.choose_file(parent, request, partial(_save, shell, data))


def _save(shell: Shell, data: bytes, path: Path) -> None:
    shell.attempt(partial(write_file, path, data), lambda _done: shell.say(f"已保存到 {path}。"))
