"""Reads phone numbers as people and spreadsheets leave them: 1.38E+10, 13800138000.0, full width, several in one cell."""

from __future__ import annotations

import re
import unicodedata

from lantian_desktop.exchange.kit.findings import BadCell, Repaired
from lantian_desktop.exchange.kit.sheets import Cell, cell_text

_SCIENTIFIC = re.compile(r"^(\d)(?:\.(\d+))?[eE]\+?(\d{1,2})$")
_POINT_ZERO = re.compile(r"^(\d{5,})\.0+$")
_EXTENSION = re.compile(r"(?:转|分机|ext\.?)[:\s]*(\d{1,6})$", re.IGNORECASE)
_LABEL = re.compile(r"^[^\d+(]{1,8}[::]\s*")
_HARD = re.compile(r"[、，,；;|/\n]+")
_NOISE = re.compile(r"[\s\-.·()_—–−]+")
_DIGITS = re.compile(r"^\d+$")
_MOBILE = re.compile(r"^1[3-9]\d{9}$")
_AREA = re.compile(r"^(0(?:10|2\d)|0[3-9]\d{2})(\d{7,8})(\d*)$")
_HOTLINE = re.compile(r"^([48]00)(\d{3})(\d{4})$")
_LOST_ZEROS = "000000"  # a mobile ending so has probably been rounded by a spreadsheet
_LOST = "号码已被表格软件改成科学计数法，末位数字丢失，请重新填写完整号码"


def read_phone(cell: Cell) -> str | Repaired:
    """Return the number or numbers of a cell in one form (029-86910000, several joined by 、); raise BadCell."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _from_number(cell)
    parts = [
        _parts(part) for part in _HARD.split(unicodedata.normalize("NFKC", cell_text(cell)).strip()) if part.strip()
    ]
    results = [result for part in parts for result in part]
    if not results:
        raise BadCell("没有号码")
    numbers = "、".join(
        dict.fromkeys(str(result.value) if isinstance(result, Repaired) else result for result in results)
    )
    reasons = [result.reason for result in results if isinstance(result, Repaired)]
    return Repaired(numbers, reasons[0]) if reasons else numbers


def read_mobile(cell: Cell) -> str | Repaired:
    """Return a mobile number as `read_phone` does, doubtful when none of the numbers is one."""
    result = read_phone(cell)
    numbers = str(result.value) if isinstance(result, Repaired) else result
    if any(_MOBILE.match(number) for number in numbers.split("、")):
        return result
    return Repaired(numbers, "不是 11 位手机号，请核对是否填错了列")


def _from_number(cell: float) -> str | Repaired:
    text = cell_text(cell)
    if not _DIGITS.match(text):
        raise BadCell("不是电话号码")
    if _MOBILE.match(text):
        return Repaired(text, "末尾是连续的 0，可能已丢失数字，请核对") if text.endswith(_LOST_ZEROS) else text
    if len(text) in {9, 10, 11} and not text.startswith("0") and _AREA.match(f"0{text}"):
        return Repaired(_digits(f"0{text}"), "区号开头的 0 被表格软件去掉，已补上")
    return _digits(text)


def _parts(text: str) -> list[str | Repaired]:
    """Return the numbers of a piece without hard separators; blanks separate numbers only when the whole is none."""
    try:
        return [_one(text)]
    except BadCell:
        pieces = text.split()
        if len(pieces) < 2:
            raise
        try:
            return [_one(piece) for piece in pieces]
        except BadCell as error:
            raise BadCell(f"“{text.strip()}”不是电话号码") from error


def _one(text: str) -> str | Repaired:
    text = _LABEL.sub("", text.strip()).lstrip("'")
    scientific = _SCIENTIFIC.match(text)
    if scientific:
        return Repaired(_digits(_unfolded(scientific)), "科学计数法已还原，请核对")
    mended = _POINT_ZERO.match(text)
    if mended:
        return Repaired(_digits(mended[1]), "已去掉末尾的 .0")
    extension = _EXTENSION.search(text)
    if extension:
        return f"{_digits(text[: extension.start()])}-{extension[1]}"
    tail = re.match(r"^(\(?0\d{2,3}\)?[-\s]?\d{7,8})-(\d{1,6})$", text)
    return f"{_digits(tail[1])}-{tail[2]}" if tail else _digits(text)


def _unfolded(found: re.Match[str]) -> str:
    whole, fraction, exponent = found[1], found[2] or "", int(found[3])
    kept, rest = fraction[:exponent], fraction[exponent:]
    if len(kept) < exponent or rest.strip("0"):
        raise BadCell(_LOST)
    return whole + kept


def _digits(text: str) -> str:
    digits = _NOISE.sub("", text).removeprefix("+86").removeprefix("0086")
    if digits.startswith("86") and _MOBILE.match(digits[2:]):
        digits = digits[2:]
    if not _DIGITS.match(digits):
        raise BadCell(f"“{text.strip()}”不是电话号码")
    area, hotline = _AREA.match(digits), _HOTLINE.match(digits)
    if area and not area[3]:
        return f"{area[1]}-{area[2]}"
    if hotline:
        return "-".join(hotline.groups())
    if _MOBILE.match(digits) or 3 <= len(digits) <= 8:
        return digits
    if digits.startswith("1"):
        raise BadCell(
            f"手机号应为 11 位，现为 {len(digits)} 位，请核对" if len(digits) != 11 else "手机号号段不存在，请核对"
        )
    raise BadCell(f"“{text.strip()}”位数不对，请写成 029-00000000 或 11 位手机号")
