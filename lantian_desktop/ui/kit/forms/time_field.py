"""The entry of an hour of the day: typed as 8:30, 0830 or 8点30分, shown as 08:30."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from lantian_desktop.ui.kit.forms.field import TextField

_WITH_MARK = re.compile(r"^(\d{1,2})[:点时](\d{1,2})?分?$")
_PACKED = re.compile(r"^(\d{1,2})(\d{2})$")
_HOUR = re.compile(r"^(\d{1,2})$")


class TimeField(TextField):
    """One hour with its minutes; its text is 08:30."""

    def time(self) -> dt.time | None:
        """Return the time, or None when nothing readable is entered."""
        return read_time(self.line.text())

    def set_time(self, at: dt.time) -> None:
        """Enter a time."""
        self.set_text(f"{at:%H:%M}")

    def complaint(self) -> str:
        """Return what is wrong with the entry."""
        if self.line.text().strip() and self.time() is None:
            return f"{self.label}“{self.line.text().strip()}”不是有效时间，请按“08:30”的样子填写。"
        return super().complaint()


def read_time(text: str) -> dt.time | None:
    """Return the time meant by `text`, or None when it means none."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    found = _WITH_MARK.match(plain) or _PACKED.match(plain) or _HOUR.match(plain)
    if found is None:
        return None
    figures = [int(figure) for figure in found.groups() if figure]
    try:
        return dt.time(figures[0], figures[1] if len(figures) > 1 else 0)
    except ValueError:
        return None
