"""Dates as clerks type them, read into days. A day without its year takes the year it is read in."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_WITH_YEAR = re.compile(r"^(\d{4})[年./\-](\d{1,2})[月./\-](\d{1,2})日?$")
_PACKED = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_WITHOUT_YEAR = re.compile(r"^(\d{1,2})[月./\-](\d{1,2})日?$")


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
