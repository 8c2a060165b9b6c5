"""The rota leaves as a file: PDF or xlsx. The sheet reads back as the same rota."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.rota.schemes import DutyPost
from lantian_desktop.services.files import write_file
from lantian_desktop.services.office import Office
from lantian_desktop.services.rota.duty import sees_numbers
from lantian_desktop.services.rota.lines import MASKED, DutyPerson, RotaLine, rota_lines
from lantian_desktop.services.rota.print import rota_sheet_pdf

WEEKDAYS = "一二三四五六日"


def export_rota(office: Office, *, first: date, last: date, path: Path) -> int:
    """Write the rota of the days of duty from `first` to `last` as .pdf or .xlsx by the ending of `path`; return how many shifts.

    Raises InvalidInput for another ending or a wrong period, NotFound when no shifts were set up for it.
    """
    lines = rota_lines(office, first=first, last=last)
    if path.suffix.lower() == ".pdf":
        write_file(path, rota_sheet_pdf(office, first=first, last=last))
    elif path.suffix.lower() == ".xlsx":
        write_file(path, rota_workbook(office, lines))
    else:
        raise InvalidInput("值班表只能导出为 .xlsx 或 .pdf，请改文件名。", field="path")
    return len(lines)


def rota_workbook(office: Office, lines: Sequence[RotaLine]) -> bytes:
    """Return shifts as an xlsx, people as they actually stand, with their numbers as this user may see them."""
    from lantian_desktop.exchange.kit.writing import sheet_bytes
    from lantian_desktop.exchange.rota.sheet import ROTA  # spreadsheets: only where a file leaves

    rows = (line_values(line, serial) for serial, line in enumerate(lines, 1))
    title = f"{office.profile.name}值班表{'' if sees_numbers(office) else f'（{MASKED}）'}"
    return sheet_bytes(ROTA, rows, created=office.clock(), title=title, sheet="值班表")


def line_values(line: RotaLine, serial: int | None = None) -> dict[str, object]:
    """Return one shift by the keys of the sheet."""
    leaders, officers = line.of(DutyPost.LEADER), line.of(DutyPost.OFFICER)
    return {
        "serial": serial,
        "day": line.shift.day,
        "weekday": WEEKDAYS[line.shift.day.weekday()],
        "mark": line.mark,
        "shift": line.shift.name,
        "leader": _names(leaders),
        "leader_phone": _phones(leaders),
        "officers": _names(officers),
        "officer_phones": _phones(officers),
        "note": "，".join(f"{person.name}替{person.replaces}" for person in line.people if person.replaces),
    }


def _names(people: Sequence[DutyPerson]) -> tuple[str, ...]:
    return tuple(person.name for person in people)


def _phones(people: Sequence[DutyPerson]) -> tuple[str, ...]:
    return tuple(person.phone for person in people if person.phone)
