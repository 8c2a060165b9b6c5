"""Dates and times as clerks type them, read into days and minutes. A day without its year takes the year it is read in."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time

_WITH_YEAR = re.compile(r"^(\d{4})[年./\-](\d{1,2})[月./\-](\d{1,2})日?$")
_PACKED = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_WITHOUT_YEAR = re.compile(r"^(\d{1,2})[月./\-](\d{1,2})日?$")
_CLOCK = re.compile(r"^(\d{1,2})[:时点.](\d{1,2})分?$")
_HOUR = re.compile(r"^(\d{1,2})[时点]$")
_PACKED_CLOCK = re.compile(r"^(\d{1,2})(\d{2})$")


def read_date(text: str, *, today: date) -> date | None:
    """Return the day meant by `text` (2019年7月5日, 2019.7.5, 20190705, 7月5日, 7.5 …), or None when it means none."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    found = _WITH_YEAR.match(plain) or _PACKED.match(plain)
    short = _WITHOUT_YEAR.match(plain)
    if found is None and short is None:
        return None
    figures = found.groups() if found else (str(today.year), *(short.groups() if short else ()))
    year, month, day = (int(figure) for figure in figures)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_time(text: str) -> time | None:
    """Return the time of day meant by `text` (03:07, 3点7分, 3时, 0307), or None when it means none."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    found = _CLOCK.match(plain) or _PACKED_CLOCK.match(plain)
    whole = _HOUR.match(plain)
    if found is None and whole is None:
        return None
    hours, minutes = (int(figure) for figure in found.groups()) if found else (int(whole[1]) if whole else 0, 0)
    return time(hours, minutes) if hours < 24 and minutes < 60 else None
