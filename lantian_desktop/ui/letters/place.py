"""From a place in a letter's text, as the check counts it, to the place in the entry where it was typed."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit


def joined_body(raw: str) -> tuple[str, tuple[int, ...]]:
    """Return paragraphs without blanks around them and without empty ones, and where in `raw` each character stands."""
    body, places, start = "", [], 0
    for line in raw.split("\n"):
        text = line.strip()
        if text:
            if body:
                body += "\n"
                places.append(start - 1)
            first = start + line.index(text)
            body += text
            places += range(first, first + len(text))
        start += len(line) + 1
    return body, tuple(places)


def joined_title(raw: str) -> tuple[str, tuple[int, ...]]:
    """Return a title without its line breaks, and where in `raw` each character stands."""
    places = tuple(at for at, sign in enumerate(raw) if sign != "\n")
    return "".join(raw[at] for at in places), places


def select(area: QPlainTextEdit, start: int, end: int) -> None:
    """Select the characters from `start` to `end` of the text and bring them into view."""
    raw = area.toPlainText()
    cursor = area.textCursor()
    cursor.setPosition(_units(raw[:start]))
    cursor.setPosition(_units(raw[:end]), QTextCursor.MoveMode.KeepAnchor)
    area.setTextCursor(cursor)
    area.ensureCursorVisible()


def select_in_line(line: QLineEdit, start: int, end: int) -> None:
    """Select the characters from `start` to `end` of a line."""
    before = _units(line.text()[:start])
    line.setSelection(before, _units(line.text()[:end]) - before)


def _units(text: str) -> int:
    """Return how long Qt takes a text to be: a character above U+FFFF counts twice there."""
    return len(text.encode("utf-16-le")) // 2
