"""The keys of the whole window and of duty mode, one table each: what they do and what they are called."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QMetaObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton


@dataclass(frozen=True, slots=True)
class Key:
    """A key sequence, the window's method it calls, its words in the help, and those on its button where it has one."""

    sequence: str
    calls: str
    words: str
    button: str = ""


KEYS: tuple[Key, ...] = (
    Key("Ctrl+K", "find_anything", "查找任何内容"),
    Key("Ctrl+F", "search_list", "在当前列表里查找"),
    Key("Ctrl+N", "add_new", "新增一条"),
    Key("Ctrl+P", "print_shown", "打印"),
    Key("Ctrl+S", "save", "保存打开的表单"),
    Key("Ctrl+Z", "undo", "撤销上一步"),
    Key("Ctrl+,", "show_settings", "设置"),
    Key("F5", "refresh", "刷新"),
    Key("F11", "show_duty_mode", "值班模式：全屏显示在班号码，查号码、记日志"),
    Key("F1", "show_help", "帮助与全部快捷键"),
    Key("Ctrl+L", "lock", "锁定"),
    Key("F12", "lock", "锁定（与值班模式相同）"),
    Key("Ctrl+Shift+U", "switch_user", "切换用户"),
)

MODE_KEYS: tuple[Key, ...] = (
    Key("F2", "answered", "接通：把这次通话记入日志"),
    Key("F3", "unanswered", "未接：记入日志，并转到呼叫链的下一个号码"),
    Key("F4", "passed_on", "转达：写明转达给谁，记入日志"),
    Key("F6", "reveal", "显示隐去的手机号码，记入操作日志"),
    Key("Ctrl+L", "write_note", "记一笔；按 Esc 收起，内容留作草稿", "记一笔"),
    Key("Ctrl+J", "write_note", "记一笔，和“在班”页的按键一样"),
    Key("Ctrl+R", "show_code", "当前号码的二维码", "二维码"),
    Key("F8", "hand_over", "交接班", "交接班"),
    Key("F12", "ask_lock", "锁定，在班号码仍显示", "锁定"),
    Key("Esc", "step_back", "退一步：先收起、清空，再按退出值班模式", "退出"),
)


def press_by_enter(event: QEvent) -> bool:
    """Press the button that has the focus when Enter is typed, and say so: Qt itself listens only to the blank, dialogs apart."""
    if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress or event.isAutoRepeat():
        return False
    button = QApplication.focusWidget()
    if (
        event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    ):
        return False
    if not isinstance(button, QPushButton) or QApplication.activePopupWidget() is not None:
        return False
    QMetaObject.invokeMethod(
        button, "click", Qt.ConnectionType.QueuedConnection
    )  # a menu of its own would wait in here
    return True
