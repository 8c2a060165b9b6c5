"""Reads one cell as the kind its column has. Phone numbers have their own module."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial

from lantian_desktop.domain.letters.numbering import plain_issue_number
from lantian_desktop.exchange.kit.columns import CellKind, SheetColumn, normalised
from lantian_desktop.exchange.kit.findings import BadCell, Repaired
from lantian_desktop.exchange.kit.phones import read_mobile, read_phone
from lantian_desktop.exchange.kit.sheets import Cell, cell_text

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2099, 12, 31)
_EPOCH = date(1899, 12, 30)  # day 0 of spreadsheet serial numbers
_HOW = "请写成 2019-07-05 的形式"
_DATE = re.compile(r"^(\d{4})\s*[-./年、]\s*(\d{1,2})\s*[-./月、]\s*(\d{1,2})\s*[日号]?\.?(?:[T\s]+\d{1,2}[:时].*)?$")
_WEEKDAY = re.compile(r"\s*\(?(?:星期|周)[一二三四五六日天]\)?$")
_EIGHT = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:\.0+)?$")
_SERIAL = re.compile(r"^(\d{5})(?:\.\d+)?$")
_NO_YEAR = re.compile(r"^\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?$")
_NO_DAY = re.compile(r"^\d{4}\s*[年./-]\s*\d{1,2}\s*月?$")
_SHORT_YEAR = re.compile(r"^\d{1,2}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,4}\s*日?$")
_UNIT = r"(?:台|户|家|个|座|轮次?|次|项|条|蒸吨(?:/小?时)?|吨(?:/小?时)?|t/h|°|度)"
_NUMBER = re.compile(rf"^第?([-+]?(?:\d+|\d{{1,3}}(?:,\d{{3}})+)(?:\.\d+)?){_UNIT}?$")
_CONTROL = re.compile("_x000D_|[\x00-\x08\x0b-\x1f\x7f\ufeff\u200b-\u200f\u2028-\u202e]")
_SEPARATORS = re.compile(r"[、，,；;|/\s]+")
_IDEOGRAPHS = re.compile(r"^[\u2e80-\u9fff\U00020000-\U0003ffff\uf900-\ufaff\s]+$")
_MASKED = re.compile(r"1[3-9]\d\*{4}\d{4}")
_EMPTY = frozenset({"/", "\\", "-", "--", "—", "——", "－", "无", "暂无"})


def reader(column: SheetColumn) -> Callable[[Cell], object]:
    """Return the function that reads a cell of `column`: its value, a Repaired value or the empty value; it raises BadCell."""
    parse = _parser(column)
    blanks = frozenset(column.blanks) | (frozenset() if column.kind is CellKind.TEXT else _EMPTY)
    empty = column.empty

    def read(cell: Cell) -> object:
        if isinstance(cell, str):
            plain = cell.strip()
            if not plain or plain in blanks:
                return empty
            if column.skips_masked and _MASKED.search(plain):
                return Repaired(empty, "号码已隐去中间四位，没有导入")
        return parse(cell)

    return read


def _parser(column: SheetColumn) -> Callable[[Cell], object]:
    plain: dict[CellKind, Callable[[Cell], object]] = {
        CellKind.SERIAL: read_text,
        CellKind.TEXT: read_text,
        CellKind.CODE: read_code,
        CellKind.NAME: read_name,
        CellKind.LIST: read_list,
        CellKind.DATE: read_date,
        CellKind.PHONE: read_phone,
        CellKind.MOBILE: read_mobile,
        CellKind.INTEGER: partial(_integer, column),
        CellKind.DECIMAL: partial(_decimal, column),
        CellKind.PERCENT: read_percent,
    }
    return plain[column.kind] if column.kind in plain else partial(_choice, _spellings(column), column)


def read_text(cell: Cell) -> str:
    """Return a cell's text without control characters and outer blanks; full-width forms stay as they are."""
    text = cell if isinstance(cell, str) else cell_text(cell)
    if text.isprintable() and "_x000D_" not in text:
        return text.strip()
    lines = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\xa0", " ")).split("\n")
    return "\n".join(line.strip() for line in lines).strip()


def read_code(cell: Cell) -> str:
    """Return a 编号; full-width digits, letters and dashes become narrow, so that one number is not two."""
    return plain_issue_number(read_text(cell))


def read_name(cell: Cell) -> str:
    """Return a name; blanks inside a Chinese name (李　四) fall away."""
    text = read_text(cell)
    return "".join(text.split()) if _IDEOGRAPHS.match(text) else " ".join(text.split())


def read_list(cell: Cell) -> tuple[str, ...]:
    """Return the parts of a cell that holds several things, each once."""
    parts = (part.strip() for part in _SEPARATORS.split(read_text(cell)))
    return tuple(dict.fromkeys(part for part in parts if part))


def read_date(cell: Cell) -> date:
    """Return the day of a date cell, a serial number or one of the written forms; raise BadCell with the reason."""
    if isinstance(cell, datetime):
        return _in_range(cell.date())
    if isinstance(cell, date):
        return _in_range(cell)
    if isinstance(cell, (bool, time, timedelta)):
        raise BadCell(f"不是日期，{_HOW}")
    text = unicodedata.normalize("NFKC", cell_text(cell)).strip()
    text = _WEEKDAY.sub("", text)
    serial = _SERIAL.match(text)
    if serial:
        return _in_range(_EPOCH + timedelta(days=int(serial[1])))
    found = _DATE.match(text) or _EIGHT.match(text)
    if found is None:
        raise BadCell(_why_no_date(text))
    try:
        return _in_range(date(int(found[1]), int(found[2]), int(found[3])))
    except ValueError as error:
        raise BadCell(f"没有“{text}”这一天，请核对") from error


def _in_range(day: date) -> date:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise BadCell(f"日期 {day.isoformat()} 不合理，请核对")
    return day


def _why_no_date(text: str) -> str:
    if _NO_DAY.match(text):
        return f"日期只有年月，缺少日，{_HOW}"
    if _NO_YEAR.match(text):
        return f"日期没有年份，{_HOW}"
    if _SHORT_YEAR.match(text):
        return f"日期的年份不是四位，{_HOW}"
    return f"“{text}”不是日期，{_HOW}"


def _number(cell: Cell) -> Decimal:
    if isinstance(cell, (date, time, timedelta, bool)):
        raise BadCell("不是数字，可能被表格软件改成了日期，请核对")
    text = unicodedata.normalize("NFKC", cell_text(cell)).strip()
    found = _NUMBER.match(re.sub(r"\s+", "", text))
    if found is None:
        raise BadCell(f"“{text}”不是数字")
    return Decimal(found[1].replace(",", ""))


def _decimal(column: SheetColumn, cell: Cell) -> Decimal:
    number = _number(cell)
    low, high = column.low, column.high
    if (low is not None and number < low) or (high is not None and number > high):
        raise BadCell(f"应在 {low} 至 {high} 之间，请核对" if high is not None else f"不应小于 {low}，请核对")
    return number


def _integer(column: SheetColumn, cell: Cell) -> int:
    number = _decimal(column, cell)
    if number != int(number):
        raise BadCell("应为整数，请核对")
    return int(number)


def read_percent(cell: Cell) -> int:
    """Return whole percent, 0–100: 35%, 35 and 0.35 are the same; a bare 1 could be 1 % or 100 % and is refused."""
    text = unicodedata.normalize("NFKC", cell_text(cell)).strip() if isinstance(cell, str) else ""
    number = _number(text.removesuffix("%") if text else cell)
    if not text.endswith("%"):
        if number == 1:
            raise BadCell("无法判断是 1% 还是 100%，请写成 1% 或 100%")
        number = number * 100 if 0 < number < 1 else number
    if not 0 <= number <= 100:
        raise BadCell("应在 0% 至 100% 之间，请核对")
    return round(number)


def _spellings(column: SheetColumn) -> dict[str, str]:
    return {
        normalised(word): choice.value
        for choice in column.choices
        for word in (*choice.aliases, choice.value, choice.label)
    }


def _choice(spellings: dict[str, str], column: SheetColumn, cell: Cell) -> str:
    text = read_text(cell)
    value = spellings.get(normalised(text))
    if value is None:
        raise BadCell(f"“{text}”不在可选项内，应为：{'、'.join(choice.label for choice in column.choices)}")
    return value
