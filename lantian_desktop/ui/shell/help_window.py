"""F1: the manual as chapters of Markdown, with a list of them and a search over all. Reads files, knows nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextBlockFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QTextBrowser, QVBoxLayout, QWidget

from lantian_desktop.ui.kit.lists.search_box import SearchBox
from lantian_desktop.ui.kit.paint.text import plain_label

CHAPTER_ROLE = int(Qt.ItemDataRole.UserRole) + 1
EXCERPT = 26


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: its file's name, its title and its Markdown."""

    name: str
    title: str
    text: str


def read_chapters(folder: Path) -> tuple[Chapter, ...]:
    """Return the chapters of a folder in the order of their file names."""
    return tuple(_chapter(path) for path in sorted(folder.glob("*.md")))


def _chapter(path: Path) -> Chapter:
    text = path.read_text(encoding="utf-8")
    heading = next((line[2:].strip() for line in text.splitlines() if line.startswith("# ")), path.stem)
    return Chapter(path.stem, heading, text)


def hits_in(chapters: tuple[Chapter, ...], wanted: str) -> tuple[tuple[Chapter, str], ...]:
    """Return each chapter that holds the text, with the words around its first place."""
    found = []
    for chapter in chapters:
        plain = chapter.text.replace("*", "").replace("`", "").replace("|", " ").replace("#", "")
        at = plain.casefold().find(wanted.casefold())
        if at >= 0:
            found.append((chapter, " ".join(plain[max(at - 8, 0) : at + EXCERPT].split())))
    return tuple(found)


class HelpWindow(QWidget):
    """Chapters at the left, the text at the right, a search over both."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle("蓝天联络 使用手册")
        self.resize(980, 680)
        self._chapters = read_chapters(folder)
        self.search = SearchBox("在手册里查找")
        self.search.search_requested.connect(self._list)
        self.chapters = QListWidget()
        self.chapters.setAccessibleName("手册目录")
        self.chapters.setWordWrap(True)
        self.chapters.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.chapters.currentItemChanged.connect(self._show)
        self.page = QTextBrowser()
        self.page.setAccessibleName("手册正文")
        self.page.setOpenExternalLinks(False)
        self._nothing = plain_label("", "muted", wrap=True)
        left = QVBoxLayout()
        left.addWidget(self.search)
        left.addWidget(self.chapters, 1)
        left.addWidget(self._nothing)
        row = QHBoxLayout(self)
        row.addLayout(left, 3)
        row.addWidget(self.page, 7)
        self._list("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the manual."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _list(self, wanted: str) -> None:
        found = hits_in(self._chapters, wanted) if wanted else tuple((chapter, "") for chapter in self._chapters)
        self.chapters.clear()
        for chapter, excerpt in found:
            item = QListWidgetItem(f"{chapter.title}\n…{excerpt}…" if excerpt else chapter.title)
            item.setData(CHAPTER_ROLE, chapter)
            self.chapters.addItem(item)
        self._nothing.setText("" if found else f"手册里没有“{wanted}”，请换一个词。")
        self._nothing.setVisible(not found)
        self.chapters.setCurrentRow(0)

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        chapter: Chapter = item.data(CHAPTER_ROLE)
        self.page.setMarkdown(chapter.text)
        _set_apart(self.page.document())
        wanted = self.search.text().strip()
        if wanted:
            self.page.find(wanted, QTextDocument.FindFlag(0))


def _set_apart(document: QTextDocument) -> None:
    """Give paragraphs the air that Markdown leaves out: lines at 1.5, headings further from what stands before them."""
    document.setDocumentMargin(12)
    block = document.begin()
    while block.isValid():
        form = block.blockFormat()
        heading = form.headingLevel()
        form.setLineHeight(150, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        form.setTopMargin(14 if heading else 3)
        form.setBottomMargin(6 if heading else 3)
        QTextCursor(block).setBlockFormat(form)
        block = block.next()
