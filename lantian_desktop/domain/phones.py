"""Telephone numbers as they are read out, compared and dialled. Which are well formed and how they are masked lives in `roster`."""

from __future__ import annotations

import re

WITH_EXTENSION = re.compile(r"^(0[0-9]{2,3}-?[0-9]{7,8})-([0-9]{1,6})$")
_AREA = re.compile(r"^(0(?:10|2[0-9])|0[3-9][0-9]{2})-?([0-9]{3,4})([0-9]{4})$")
_MOBILE = re.compile(r"^(1[0-9]{2})([0-9*]{4})([0-9]{4})$")


def number_digits(number: str) -> str:
    """Return the digits of a number, and the signs of a mask."""
    return "".join(sign for sign in number if sign.isdigit() or sign == "*")


def first_of(numbers: str) -> str:
    """Return the first of several numbers parted by 、, the one to call."""
    return numbers.split("、", maxsplit=1)[0].strip()


def grouped(number: str) -> str:
    """Return a number in groups that are read out: 138 0000 0001, 029-8690 0002; others as they are."""
    digits = number.replace(" ", "").replace("-", "")
    extended = WITH_EXTENSION.match(number.replace(" ", ""))
    if extended:
        return f"{grouped(extended[1])} 转 {extended[2]}"
    if mobile := _MOBILE.match(digits):
        return " ".join(mobile.groups())
    if landline := _AREA.match(digits):
        return f"{landline[1]}-{landline[2]} {landline[3]}"
    return f"{digits[:4]} {digits[4:]}" if len(digits) == 8 and digits.isdigit() else number


def dialling(number: str) -> str:
    """Return a number as a telephone takes it from a QR code, tel:02986900000,8001; empty for one that is masked."""
    if "*" in number:
        return ""
    extended = WITH_EXTENSION.match(number.replace(" ", ""))
    if extended:
        return f"tel:{number_digits(extended[1])},{extended[2]}"
    return f"tel:{number_digits(number)}" if number_digits(number) else ""
