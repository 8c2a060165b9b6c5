"""The keys of the whole window in one table: what they do and what they are called."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """A key sequence, the window's method it calls, and its words in the help."""

    sequence: str
    calls: str
    words: str


KEYS: tuple[Key, ...] = (
    Key("Ctrl+K", "find_anything", "查找任何内容"),
    Key("Ctrl+F", "search_list", "在当前列表里查找"),
    Key("Ctrl+N", "add_new", "新增一条"),
    Key("Ctrl+P", "print_shown", "打印"),
    Key("Ctrl+S", "save", "保存打开的表单"),
    Key("Ctrl+Z", "undo", "撤销上一步"),
    Key("Ctrl+,", "show_settings", "设置"),
    Key("F5", "refresh", "刷新"),
    Key("F1", "show_help", "帮助与全部快捷键"),
    Key("Ctrl+L", "lock", "锁定"),
    Key("Ctrl+Shift+U", "switch_user", "切换用户"),
)
