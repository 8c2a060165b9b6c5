"""What stands over the duty calendar: turning, the month's name, tools, and the sentence about missing days off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QWidget

from lantian_desktop.ui.kit.forms.date_field import month_popup
from lantian_desktop.ui.kit.paint.flow import FlowLayout
from lantian_desktop.ui.kit.paint.text import plain_label, set_role
from lantian_desktop.ui.kit.paint.theme import Tone
from lantian_desktop.ui.rota.calendar_layout import week_of

LEGEND = "每班先带班（粗体）、后值班员　替、调：已批准的变动　待：待批　!：有冲突　虚线：预览　缺：尚未排人　角标：已锁定　人名旁：本季负荷分值"
TOOLS = (
    ("back", "‹", "上一月（PgUp）"),
    ("choose", "", "选择月份（Ctrl+F）"),
    ("on", "›", "下一月（PgDn）"),
    ("today", "今天", "今天（Home）"),
    ("month", "月", "按月查看"),
    ("week", "周", "按周查看，每人一行"),
    ("arrange", "自动排班…", "按负荷公平排班"),
    ("import", "导入", "从表格导入值班表"),
    ("export", "导出", "导出为 Excel 表格：值班表或各人负荷"),
    ("print", "打印", "打印（Ctrl+P）"),
    ("scheme", "班次设置…", "一天分几班、几点交接、每班几人"),
)
MENUS = {"export": (("sheet", "值班表…"), ("loads", "本季各人负荷…"))}


class RotaBar(QWidget):
    """Buttons in a row that wraps."""

    tool_pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._buttons: dict[str, QPushButton] = {}
        flow = FlowLayout(self, gap=6)
        for key, label, tip in TOOLS:
            button = QPushButton(label)
            button.setToolTip(tip)
            button.setAccessibleName(tip.split("（")[0] if len(label) < 2 else label)
            if key in MENUS:
                button.setMenu(self._menu(button, key))
            else:
                button.clicked.connect(partial(self._press, key))
            self._buttons[key] = button
            flow.addWidget(button)
        set_role(self._buttons["arrange"], "primary")

    def button(self, key: str) -> QPushButton:
        """Return the button of a tool."""
        return self._buttons[key]

    def show_span(self, day: date, *, mode: str) -> None:
        """Show which month or week is in view, and how."""
        monday, sunday = week_of(day)
        week = f"{monday.month}月{monday.day}日—{sunday.month}月{sunday.day}日"
        words = week if mode == "week" else f"{day.year}年{day.month}月"
        self._buttons["choose"].setText(words)
        self._buttons["choose"].setAccessibleName(f"{words}，选择月份")
        for key in ("month", "week"):
            set_role(self._buttons[key], "chosen" if key == mode else "")
        self.updateGeometry()

    def choose_day(self, day: date, taken: Callable[[date], None]) -> None:
        """Let a day be chosen whose month is shown."""
        button = self._buttons["choose"]
        popup = month_popup(self, day, taken)
        popup.move(button.mapToGlobal(QPoint(0, button.height())))
        popup.show()

    def _menu(self, button: QPushButton, key: str) -> QMenu:
        menu = QMenu(button.text(), button)
        for entry, label in MENUS[key]:
            menu.addAction(label).triggered.connect(partial(self._press, entry))
        return menu

    def _press(self, key: str, _checked: bool = False) -> None:
        self.tool_pressed.emit(key)


class Banner(QFrame):
    """One sentence with the way to what it asks for; hidden while there is nothing to say."""

    pressed = Signal()

    def __init__(self, label: str, name: str, tone: Tone = Tone.AMBER) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self.setProperty("tone", tone.value)
        self._text = plain_label("", wrap=True, selectable=True)
        self.button = QPushButton(label)
        self.button.setAccessibleName(name)
        self.button.clicked.connect(self.pressed)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 6, 4)
        row.addWidget(self._text, 1)
        row.addWidget(self.button)
        self.hide()

    @property
    def sentence(self) -> str:
        """What is said now."""
        return self._text.text()

    def say(self, sentence: str, *, refusal: str = "") -> None:
        """Show a sentence or nothing; a `refusal` says why the button is not for this user."""
        self._text.setText(sentence)
        self.button.setEnabled(not refusal)
        self.button.setToolTip(refusal)
        self.setVisible(bool(sentence))
