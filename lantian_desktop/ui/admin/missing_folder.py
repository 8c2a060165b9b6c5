"""The page shown when the office is not where it was remembered: try again, choose its folder, or, asked twice, begin anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal

from lantian_desktop.domain.errors import OfficeError
from lantian_desktop.ui.admin.gate import Gate
from lantian_desktop.ui.kit.work.prompts import Prompts, Question


class MissingFolder(Gate):
    """Nothing is made or changed here but by the user's word."""

    new_folder_requested = Signal()

    def __init__(self, folder: Path, prompts: Prompts, use: Callable[[Path], None], damage: str = "") -> None:
        """`damage` is the store's own sentence where the folder is there but the office in it is not whole."""
        super().__init__(
            "数据不完整" if damage else "找不到数据文件夹",
            damage
            or f"上次使用的数据文件夹“{folder}”现在打不开。如果它在 U 盘或移动硬盘上，请插好后点“再试一次”；"
            "如果它移到了别处，请点“选择文件夹…”。",
            "再试一次",
        )
        self._folder, self._prompts, self._use = folder, prompts, use
        self.add_link("选择文件夹…", self.choose)
        self.add_link("另建新的数据…", self.begin_anew)

    def open(self) -> None:
        """Try the remembered folder again."""
        self._use(self._folder)

    def choose(self) -> None:
        """Let the user point to the folder."""
        self._prompts.choose_folder(self, "选择数据文件夹", self.take)

    def take(self, folder: Path) -> None:
        """Go on with the office in another folder, or say why not."""
        try:
            self._use(folder)
        except OfficeError as error:
            self.refuse(error)
            return
        self.passed.emit()

    def begin_anew(self) -> None:
        """Make a new office, once the user knows that the former one is not in it."""
        message = "新建的数据是空的，原来的问题、方案和文书都不在里面。找得到原来的文件夹或备份时，请不要新建。"
        self._prompts.ask(self, Question("另建新的数据", message, "另建", danger=True), self.new_folder_requested.emit)
