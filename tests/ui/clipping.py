"""What no screen may show: text wider than its space, controls cut off by their parent, focusable widgets without a name."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QTabBar,
    QToolButton,
    QWidget,
)

from lantian_desktop.ui.kit.paint.text import ElidedLabel

SLACK = 1  # a glyph may lean over its advance by less than this


def faults(window: QWidget) -> list[str]:
    """Return one line for every fault on a shown window."""
    found = []
    for widget in shown(window):
        found += [
            f"{describe(widget)}: {sentence}"
            for sentence in (*_clipped(widget), *_nameless(widget), *_cut(widget, window))
        ]
    return found


def shown(window: QWidget) -> Iterator[QWidget]:
    """Yield every visible widget of a window, itself first; Qt's own inner parts are passed over."""
    yield window
    for widget in window.findChildren(QWidget):
        if widget.isVisibleTo(window) and not isinstance(widget, QMenu) and not widget.objectName().startswith("qt_"):
            yield widget


def describe(widget: QWidget) -> str:
    """Return what a fault calls a widget."""
    text = getattr(widget, "text", None)
    words = text() if callable(text) and isinstance(widget, QLabel | QAbstractButton) else widget.accessibleName()
    return f"{type(widget).__name__}“{str(words)[:30]}”"


def _clipped(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel) and not isinstance(widget, ElidedLabel) and widget.text():
        yield from _label(widget)
    elif isinstance(widget, QPushButton | QCheckBox | QToolButton) and widget.text():
        if widget.width() < widget.sizeHint().width() - SLACK or widget.height() < widget.fontMetrics().height():
            yield f"{widget.width()}×{widget.height()} 小于需要的 {widget.sizeHint().width()}×{widget.sizeHint().height()}"
    elif isinstance(widget, QTabBar):
        last = widget.tabRect(widget.count() - 1)
        if last.right() > widget.width() + SLACK:
            yield f"标签超出 {last.right()} > {widget.width()}"
    elif isinstance(widget, QLineEdit) and not isinstance(widget.parent(), QComboBox):
        hint = widget.placeholderText()
        if hint and widget.fontMetrics().horizontalAdvance(hint) > widget.width() - 8:
            yield f"提示文字“{hint}”放不下"


def _label(label: QLabel) -> Iterator[str]:
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        if needed > label.height() + SLACK:
            yield f"高 {label.height()} 小于需要的 {needed}"
        return
    needed = max(label.fontMetrics().horizontalAdvance(line) for line in label.text().splitlines())
    if needed > label.width() + SLACK:
        yield f"宽 {label.width()} 小于需要的 {needed}"


def _nameless(widget: QWidget) -> Iterator[str]:
    if widget.focusPolicy() is Qt.FocusPolicy.NoFocus or not widget.isEnabled() or widget.focusProxy():
        return
    if isinstance(widget.parent(), QComboBox):
        return
    interface: QAccessibleInterface | None = QAccessible.queryAccessibleInterface(widget)
    name = interface.text(QAccessible.Text.Name) if interface else ""
    if not (name or widget.accessibleName()):
        yield "没有可供读屏的名称"


def _cut(widget: QWidget, window: QWidget) -> Iterator[str]:
    if not isinstance(widget, QAbstractButton | QLineEdit | QComboBox | QLabel) or _scrolls(widget, window):
        return
    rect = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    if not window.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(rect):
        yield f"伸出窗口之外 {rect.getRect()}"


def _scrolls(widget: QWidget, window: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None and parent is not window:
        if isinstance(parent, QAbstractScrollArea):
            return True
        parent = parent.parentWidget()
    return False
