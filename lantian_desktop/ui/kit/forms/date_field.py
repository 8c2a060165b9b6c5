"""The entry of a day: typed in any common form, shown in Chinese, or picked from a month."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, Qt
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from lantian_desktop.domain.admin.calendar import cn_date
from lantian_desktop.ui.kit.forms.dates import read_date
from lantian_desktop.ui.kit.forms.field import Field

SAMPLE = "如 7月5日"


class DateField(Field):
    """One day or none; its text is ISO 8601."""

    def __init__(self, name: str, label: str, *, today: date, required: bool = False, hint: str = "") -> None:
        super().__init__(name, label, required=required, hint=hint)
        self._today = today
        self._month: QFrame | None = None
        self.line = QLineEdit()
        self.line.setPlaceholderText(SAMPLE)
        self.line.installEventFilter(self)
        pick = QPushButton("选")
        pick.setAccessibleName(f"从日历选择{label}")
        pick.setToolTip("从日历选择")
        pick.setFixedWidth(44)
        pick.setStyleSheet("padding: 0")
        pick.clicked.connect(self._open_month)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(pick)
        self.put(both)
        self.line.setAccessibleName(self.label + ("（必填）" if required else ""))
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._tell)

    def day(self) -> date | None:
        """Return the day, or None when nothing readable is entered."""
        return read_date(self.line.text(), today=self._today)

    def set_day(self, day: date | None) -> None:
        """Enter a day, or nothing."""
        self.line.setText(cn_date(day) if day else "")

    def text(self) -> str:
        """Return the day in ISO 8601, or what was typed when it cannot be read."""
        day = self.day()
        return day.isoformat() if day else self.line.text().strip()

    def set_text(self, text: str) -> None:
        """Enter a day by any of its forms."""
        day = read_date(text, today=self._today)
        self.line.setText(cn_date(day) if day else text)

    def words(self, text: str) -> str:
        """Return a day in Chinese."""
        day = read_date(text, today=self._today)
        return cn_date(day) if day else text

    def complaint(self) -> str:
        """Return what is wrong with the entry."""
        if self.line.text().strip() and self.day() is None:
            return f"{self.label}“{self.line.text().strip()}”不是有效日期，请按“2019年7月5日”的样子填写。"
        return super().complaint()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Write the day out when the entry is left."""
        if event.type() is QEvent.Type.FocusOut and self.day() is not None:
            self.set_day(self.day())
        return super().eventFilter(watched, event)

    def _open_month(self) -> None:
        self._month = month_popup(self, self.day() or self._today, self._take)
        self._month.move(self.mapToGlobal(QPoint(0, self.height())))
        self._month.show()

    def _take(self, day: date) -> None:
        self.set_day(day)
        self.line.setFocus()


def month_popup(parent: QWidget, day: date, taken: Callable[[date], None]) -> QFrame:
    """Return a month in a popup that hands on the day clicked and closes."""
    popup = QFrame(parent, Qt.WindowType.Popup)
    popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    popup.setProperty("role", "popup")
    month = QCalendarWidget(popup)
    month.setAccessibleName("日历")
    month.setLocale(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    month.setSelectedDate(QDate(day.year, day.month, day.day))
    column = QVBoxLayout(popup)
    column.setContentsMargins(4, 4, 4, 4)
    column.addWidget(month)

    def hand_on(chosen: QDate) -> None:
        taken(date(chosen.year(), chosen.month(), chosen.day()))
        popup.close()

    month.clicked.connect(hand_on)
    month.activated.connect(hand_on)
    return popup
