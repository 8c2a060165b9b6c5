"""The entry of files: chosen one by one, listed by name, taken off again."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from lantian_desktop.ui.kit.forms.field import Field
from lantian_desktop.ui.kit.paint.text import ElidedLabel
from lantian_desktop.ui.kit.work.prompts import FileRequest, Prompts

PICTURES_AND_PAPERS = "图片和文件 (*.jpg *.jpeg *.png *.bmp *.pdf *.docx *.doc *.xlsx *.xls *.wps *.et);;所有文件 (*)"


class FilesField(Field):
    """Files by their paths, kept with line breaks between."""

    def __init__(
        self, name: str, label: str, prompts: Prompts, *, single: bool = False, required: bool = False, hint: str = ""
    ) -> None:
        super().__init__(name, label, required=required, hint=hint)
        self._prompts, self._single = prompts, single
        self._paths: list[Path] = []
        box = QWidget()
        self._list = QVBoxLayout(box)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(4)
        self.add_button = QPushButton("选择文件…" if single else "添加文件…")
        self.add_button.clicked.connect(self._choose)
        self._rows: list[QWidget] = []
        row = QHBoxLayout()
        row.addWidget(self.add_button)
        row.addStretch(1)
        self._list.addLayout(row)
        self.put(box)
        self.add_button.setAccessibleName(f"{label}：添加文件")
        self.setFocusProxy(self.add_button)

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files chosen."""
        return tuple(self._paths)

    def text(self) -> str:
        """Return the paths."""
        return "\n".join(str(path) for path in self._paths)

    def set_text(self, text: str) -> None:
        """Choose these files."""
        self._paths = [Path(line) for line in text.split("\n") if line]
        self._show()

    def complaint(self) -> str:
        """Return what is wrong with the entry."""
        return f"请添加{self.label}。" if self.required and not self._paths else ""

    def add(self, path: Path) -> None:
        """Add a file, or put it in the place of the only one."""
        if self._single:
            self._paths = [path]
        elif path not in self._paths:
            self._paths.append(path)
        self._show()
        self._tell()

    def _choose(self) -> None:
        self._prompts.choose_file(self, FileRequest(f"选择{self.label}", PICTURES_AND_PAPERS), self.add)

    def _take_off(self, path: Path, _checked: bool = False) -> None:
        self._paths.remove(path)
        self._show()
        self._tell()

    def _show(self) -> None:
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = [self._row(path) for path in self._paths]
        for at, row in enumerate(self._rows):
            self._list.insertWidget(at, row)

    def _row(self, path: Path) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(ElidedLabel(path.name), 1)
        off = QPushButton("移除")
        off.setProperty("role", "plain")
        off.setAccessibleName(f"移除 {path.name}")
        off.clicked.connect(partial(self._take_off, path))
        line.addWidget(off)
        return row
