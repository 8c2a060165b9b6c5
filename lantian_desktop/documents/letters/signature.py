"""署名 and 成文日期 (GB/T 9704-2012 7.3.5). The seal itself is never drawn: its place stays free."""

from __future__ import annotations

from datetime import date

from lantian_desktop.documents.kit.flow import BLANK, MEASURE, TextRow
from lantian_desktop.documents.kit.fonts import FaceRole
from lantian_desktop.documents.kit.marks import width
from lantian_desktop.documents.kit.page import LETTER_HEAD
from lantian_desktop.documents.kit.typeset import break_lines, ensure_one_line
from lantian_desktop.documents.kit.wording import written_date


def signature_rows(issuer: str, day: date, *, with_seal: bool) -> list[TextRow]:
    """Return the blank rows, the name and the date as rows of the grid."""
    place = _sealed if with_seal else _unsealed
    blanks = LETTER_HEAD.blank_rows_over_seal if with_seal else LETTER_HEAD.blank_rows_over_signature
    written = written_date(day)
    if width(issuer) > MEASURE:
        issuer, rest = _folded(issuer)
        return [BLANK] * blanks + [_row(issuer, 0.0), *place(rest, written)]
    return [BLANK] * blanks + place(issuer, written)


def _sealed(issuer: str, day: str) -> list[TextRow]:
    """With seal: the date four characters in, the name centred over it (7.3.5.1)."""
    date_left = MEASURE - 2 * LETTER_HEAD.date_inset_cells - width(day)
    name_left = date_left + (width(day) - width(issuer)) / 2
    overhang = max(0.0, name_left + width(issuer) - MEASURE)
    return [_row(issuer, name_left - overhang), _row(day, date_left - overhang)]


def _unsealed(issuer: str, day: str) -> list[TextRow]:
    """Without: the name two characters in, the date begins two characters after it; a longer date pushes the name left."""
    edge = MEASURE - 2 * LETTER_HEAD.signature_inset_cells
    step = 2 * LETTER_HEAD.signature_inset_cells
    name_left = min(edge - width(issuer), edge - width(day) - step)
    return [_row(issuer, max(name_left, 0)), _row(day, max(name_left, 0) + step)]


def _row(text: str, indent: float) -> TextRow:
    (line,) = break_lines(text, MEASURE)
    return TextRow(line, (FaceRole.BODY,) * len(text), indent)


def _folded(text: str) -> tuple[str, str]:
    first = break_lines(text, MEASURE, justify=False)[0].text
    rest = text[len(first) :].strip()
    ensure_one_line(rest, MEASURE, "署名")
    return first, rest
