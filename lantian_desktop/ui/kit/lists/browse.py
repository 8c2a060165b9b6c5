"""The frame the tabs share: views at the left, search and tools over a list, a detail pane that becomes an overlay at 特大."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from lantian_desktop.domain.queries import Page
from lantian_desktop.ui.kit.lists.detail import DetailPane
from lantian_desktop.ui.kit.lists.empty import EmptyState
from lantian_desktop.ui.kit.lists.rows import Column, RowsModel, Sort
from lantian_desktop.ui.kit.lists.search_box import SearchBox
from lantian_desktop.ui.kit.lists.table import RowsTable
from lantian_desktop.ui.kit.lists.views import View, ViewList
from lantian_desktop.ui.kit.paint.actions import Offer
from lantian_desktop.ui.kit.paint.text import set_role
from lantian_desktop.ui.kit.paint.theme import MEASURES, TextSize, measures_of
from lantian_desktop.ui.kit.work.memory import Memory

T = TypeVar("T")
ROOMY = 1700  # pixels: from here on the detail has room beside the list even in 特大 text


@dataclass(frozen=True, slots=True)
class PageRequest:
    """What the list is asked for: view, search text, order and the rows' range."""

    view: str
    text: str
    sort: Sort | None
    offset: int
    limit: int


@dataclass(frozen=True, slots=True)
class BrowseSpec(Generic[T]):
    """What a frame shows: `tools` are the buttons beside the search, `nothing_yet` says what to do when no row is there."""

    name: str
    columns: tuple[Column[T], ...]
    key: Callable[[T], object]
    page: Callable[[PageRequest], Page[T]]
    views: Callable[[], Sequence[View]]
    search_hint: str
    tools: tuple[Offer, ...] = ()
    nothing_title: str = "还没有内容"
    nothing_yet: str = ""
    nothing_offers: tuple[Offer, ...] = ()
    nothing_in: Mapping[str, tuple[str, str]] = field(
        default_factory=dict
    )  # title and sentence of an empty view, by key
    choose_title: str = "请在左侧选择一项"
    choose_hint: str = "方向键或 J / K 移动，空格标记，回车打开。"


class BrowsePane(QWidget, Generic[T]):
    """Views | search and list | detail. It emits requests; the tab answers with `show_record`."""

    current_changed = Signal()
    chosen_changed = Signal()
    tool_pressed = Signal(str)
    action_requested = Signal(str)
    opened = Signal()

    def __init__(self, spec: BrowseSpec[T], memory: Memory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec, self._memory = spec, memory
        self.views = ViewList()
        self.views.remember_in(memory, spec.name)
        self.search = SearchBox(spec.search_hint)
        self.rows: RowsModel[T] = RowsModel(spec.columns, spec.key)
        self.table: RowsTable[T] = RowsTable(self.rows, name=spec.name, memory=memory)
        self.table.setAccessibleName("列表")
        self.empty = EmptyState(spec.nothing_title, spec.nothing_yet, spec.nothing_offers)
        self.detail = DetailPane(EmptyState(spec.choose_title, spec.choose_hint))
        self._stack = QStackedWidget()
        self._tools: dict[str, QPushButton] = {}
        self._overlaid = False
        self._narrowed = ""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._arrange)
        self.setFocusProxy(self.table)
        self._build()
        self._connect()

    def refresh(self) -> None:
        """Read views and rows again and keep view, search, order and cursor; marks go, for what they meant may have moved on."""
        self.views.show_views(self.spec.views())
        self._load()
        self.rows.clear_marks()

    def page_request(self, sort: Sort | None, offset: int, limit: int) -> PageRequest:
        """Return what is asked for now."""
        return PageRequest(self.views.chosen(), self.search.text().strip(), sort, offset, limit)

    def current(self) -> T | None:
        """Return the row the cursor is on."""
        return self.table.current_row()

    def show_view(self, key: str, text: str = "") -> None:
        """Go to a view with a search text."""
        with QSignalBlocker(self.views):
            self.views.choose(key)
        self.search.show_text(text)
        self._narrowed = ""
        self._load()

    def go_to_record(self, views: Sequence[str], matches: Callable[[T], bool], text: str) -> bool:
        """Go to the first row that matches, in the first of the views that holds it.

        Where the row is not among the first ones, the list is narrowed to `text` until it is left.
        """
        for view in views:
            self.show_view(view)
            if self._go_where(matches):
                return True
            if self.rows.total <= self.rows.rowCount():
                continue
            self.show_view(view, text)
            self._narrowed = text
            if self._go_where(matches):
                return True
        return False

    def _go_where(self, matches: Callable[[T], bool]) -> bool:
        key = self.rows.key_where(matches)
        return key is not None and self.table.go_to(key)

    def _widen(self) -> bool:
        """Take away the search that only led to a record, and say whether there was one."""
        led = bool(self._narrowed) and self.search.text() == self._narrowed
        self._narrowed = ""
        if led:
            self.search.show_text("")
        return led

    def put_over_list(self, strip: QWidget) -> None:
        """Put a strip between search and list that says something about everything shown."""
        self._middle_column.insertWidget(1, strip)

    def put_under_views(self, widget: QWidget) -> None:
        """Put something below the views that does something with them."""
        self._left_column.addWidget(widget)
        self._left_column.setContentsMargins(0, 0, 0, 8)

    def tool(self, key: str) -> QPushButton:
        """Return the button of a tool."""
        return self._tools[key]

    @property
    def overlaid(self) -> bool:
        """Whether the detail lies over the list instead of beside it."""
        return self._overlaid

    def open_detail(self) -> None:
        """Show the detail, over the list where there is no room beside it."""
        if self._overlaid:
            self._panel.show()
            self._panel.raise_()
        self.opened.emit()

    def close_detail(self) -> None:
        """Take an overlaid detail away."""
        if self._overlaid and self.detail.form is None:
            self._panel.hide()
            self.table.setFocus()
            if self._widen():
                self._load()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes an overlaid detail away."""
        if event.key() == Qt.Key.Key_Escape and self._overlaid and self._panel.isVisible():
            self.close_detail()
        elif event.key() == Qt.Key.Key_Escape and self._widen():
            self._load()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size, but only afterwards: moving widgets while Qt walks over them ends the program."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and hasattr(self, "_later"):
            self._later.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the overlay at the right edge; whether there is one is decided afterwards, as in `changeEvent`."""
        super().resizeEvent(event)
        if self._overlaid:
            self._place_overlay()
        self._later.start()

    def _build(self) -> None:
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(10)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._build_middle())
        self._splitter.addWidget(self._build_panel())
        self._splitter.setStretchFactor(0, 56)
        self._splitter.setStretchFactor(1, 44)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 0, 0)
        row.setSpacing(6)
        row.addLayout(self._build_left())
        row.addWidget(self._splitter, 1)
        self.views.setContentsMargins(0, 10, 0, 0)
        self._recall_split()

    def _build_left(self) -> QVBoxLayout:
        self._left_column = QVBoxLayout()
        self._left_column.setSpacing(6)
        self._left_column.addWidget(self.views, 1)
        return self._left_column

    def _build_tools(self) -> QHBoxLayout:
        tools = QHBoxLayout()
        tools.setSpacing(6)
        tools.addWidget(self.search, 1)
        for offer in self.spec.tools:
            button = QPushButton(offer.label)
            button.setAccessibleName(offer.label)
            button.setToolTip(offer.shortcut)
            button.setProperty("role", "primary" if offer.primary else "")
            button.clicked.connect(partial(self._press, offer.key))
            self._tools[offer.key] = button
            tools.addWidget(button)
        return tools

    def _build_middle(self) -> QWidget:
        card = QFrame()
        card.setProperty("role", "card")
        QVBoxLayout(card).addWidget(self.empty)
        self._stack.addWidget(self.table)
        self._stack.addWidget(card)
        middle = QWidget()
        column = self._middle_column = QVBoxLayout(middle)
        column.setContentsMargins(0, 10, 0, 8)
        column.setSpacing(8)
        column.addLayout(self._build_tools())
        column.addWidget(self._stack, 1)
        return middle

    def _build_panel(self) -> QWidget:
        self._panel = QFrame()
        self._panel_column = QVBoxLayout(self._panel)
        self._panel_column.setContentsMargins(0, 10, 10, 8)
        self._back = QPushButton("返回列表（Esc）")
        self._back.setAccessibleName("返回列表")
        self._back.clicked.connect(self.close_detail)
        self._back.hide()
        self._panel_column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        self._panel_column.addWidget(self.detail, 1)
        return self._panel

    def _connect(self) -> None:
        self.views.view_chosen.connect(self._change_view)
        self.search.search_requested.connect(self._load)
        self.search.left_downwards.connect(self.table.setFocus)
        self.table.current_changed.connect(self.current_changed)
        self.table.chosen_changed.connect(self.chosen_changed)
        self.table.opened.connect(self.open_detail)
        self.table.offer_menu(self.detail.bar.fill_menu)
        self.empty.action_requested.connect(self.tool_pressed)
        self.detail.action_requested.connect(self.action_requested)
        self.detail.form_closed.connect(self._return_to_list)
        self._splitter.splitterMoved.connect(self._remember_split)

    def _return_to_list(self) -> None:
        self.table.setFocus()

    def _change_view(self) -> None:
        self._widen()
        self._load()

    def _load(self) -> None:
        self.rows.show_from(self._fetch)
        found = self.rows.total > 0
        self._stack.setCurrentIndex(0 if found else 1)
        if not found:
            self._say_nothing()
        if self.current() is None:
            self.detail.show_nothing()

    def _say_nothing(self) -> None:
        text = self.search.text().strip()
        if text:
            view = self.views.chosen_label()
            other = "可换个词再找。" if view.startswith("全部") else "可换个词或到“全部”里找。"
            self.empty.say("没有找到", f"“{view}”里没有与“{text}”相符的内容，{other}")
        elif self.views.chosen() in self.spec.nothing_in:
            self.empty.say(*self.spec.nothing_in[self.views.chosen()])
        else:
            self.empty.say(self.spec.nothing_title, self.spec.nothing_yet, self.spec.nothing_offers)

    def _fetch(self, sort: Sort | None, offset: int, limit: int) -> Page[T]:
        return self.spec.page(self.page_request(sort, offset, limit))

    def _press(self, key: str, _checked: bool = False) -> None:
        self.tool_pressed.emit(key)

    def _arrange(self) -> None:
        overlay = measures_of(self.font()).text >= MEASURES[TextSize.HUGE].text and self.width() < ROOMY
        if overlay == self._overlaid:
            return
        self._overlaid = overlay
        self._back.setVisible(overlay)
        self._middle_column.setContentsMargins(0, 10, 10 if overlay else 0, 8)
        self._panel_column.setContentsMargins(14 if overlay else 0, 10, 10, 8)
        set_role(self._panel, "overlay" if overlay else "")
        if overlay:
            self._panel.setParent(self)
            self._panel.setVisible(self.detail.form is not None)
            self._place_overlay()
        else:
            self._splitter.addWidget(self._panel)
            self._panel.show()
            self._recall_split()  # the panel comes back as wide as the overlay was

    def _place_overlay(self) -> None:
        width = min(self.width(), max(round(self.width() * 0.62), 640))
        self._panel.setGeometry(self.width() - width, 0, width, self.height())

    def _recall_split(self) -> None:
        share = float(self._memory.recall(f"split/{self.spec.name}") or 0.56)
        self._splitter.setSizes([round(1000 * share), round(1000 * (1 - share))])

    def _remember_split(self) -> None:
        left, *right = self._splitter.sizes()
        if right:
            self._memory.remember(f"split/{self.spec.name}", f"{left / max(left + right[0], 1):.3f}")
