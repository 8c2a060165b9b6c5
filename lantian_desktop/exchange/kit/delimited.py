"""Text tables (csv): encoding, separator and the quoting tricks other systems use. Only text goes in and out."""

from __future__ import annotations

import codecs
import csv
import io
import re

from lantian_desktop.domain.errors import UnreadableFile
from lantian_desktop.exchange.kit.archive import damaged, too_many_rows
from lantian_desktop.exchange.kit.sheets import HEAD_ROWS, MAX_ROWS, Row, Sheet, trimmed

FORMULA_STARTS = ("=", "+", "-", "@")  # a spreadsheet would run these; written with a leading '
_AS_TEXT = re.compile(r'^="(.*)"$', re.DOTALL)  # ="0291234567": how some systems keep a number as text
_SEPARATORS = ",\t;"


def read_csv(data: bytes, name: str) -> Sheet:
    """Return the one sheet of a csv file; raise UnreadableFile when it is no text or too long."""
    text = _decoded(data, name)
    rows: list[Row] = []
    try:
        for fields in csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text)):
            rows.append(tuple(_without_guard(field) for field in fields))
            if len(rows) > MAX_ROWS + HEAD_ROWS:
                raise too_many_rows(name)
    except csv.Error as error:
        raise damaged(name) from error
    return Sheet(name.rpartition(".")[0] or name, trimmed(rows))


def guarded(text: str) -> str:
    """Return `text` with a leading ' where a spreadsheet would take it for a formula; `read_csv` takes it off again."""
    return f"'{text}" if text.lstrip("'").startswith(FORMULA_STARTS) or text.startswith(("\t", "\r")) else text


def _without_guard(field: str) -> str:
    wrapped = _AS_TEXT.match(field)
    if wrapped:
        return wrapped[1].replace('""', '"')
    if field.startswith("'") and field.lstrip("'").startswith((*FORMULA_STARTS, "\t", "\r")):
        return field[1:]
    return field


def _decoded(data: bytes, name: str) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif data.startswith(codecs.BOM_UTF8):
        encodings = ["utf-8-sig"]
    else:
        encodings = ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise UnreadableFile(f"“{name}”不是文本，或者编码无法识别，请用 WPS 打开后另存为 xlsx 再导入。")


def _separator(text: str) -> str:
    head = text[:4096]
    return max(_SEPARATORS, key=head.count)
