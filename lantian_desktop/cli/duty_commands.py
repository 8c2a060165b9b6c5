"""Commands about duty: who is on duty, and the rota of a period."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from lantian_desktop.cli.arguments import day, moment
from lantian_desktop.cli.call import Call
from lantian_desktop.cli.output import OutputField, Reply, facts, listing
from lantian_desktop.cli.targets import require_writable, target
from lantian_desktop.domain.admin.calendar import cn_date, cn_day
from lantian_desktop.domain.errors import NotFound
from lantian_desktop.services.rota import export as rota_export
from lantian_desktop.services.rota import lines as rota_lines
from lantian_desktop.services.rota.lines import DutyPerson, RotaLine
from lantian_desktop.services.rota.print import rota_file_name

ROTA_FIELDS = (
    OutputField("day", "日期"),
    OutputField("weekday", "星期"),
    OutputField("mark", "节假日"),
    OutputField("shift", "班次"),
    OutputField("leader", "带班领导"),
    OutputField("officers", "值班员"),
    OutputField("note", "备注"),
)


def declare_duty(parser: ArgumentParser) -> None:
    """Declare the arguments of duty."""
    parser.add_argument("--at", metavar="DATETIME", type=moment, help="什么时刻，如 2019-07-22T03:00，默认现在")


def duty(call: Call) -> Reply:
    """Tell who is on duty with their numbers, until when, and who comes next."""
    with call.office() as office:
        at: datetime = call.options.at or office.clock()
        line = rota_lines.line_at(office, at=at)
        if line is None:
            raise NotFound(f"{cn_date(at.date())}还没有设置班次，请先在窗口的“值班台 → 排班表”里设置班次并排班。")
        if not line.people:
            raise NotFound(f"{_called(line)}无人值班，请立即安排人员到岗并在“值班台 → 排班表”里补排。")
        following = rota_lines.line_after(office, at=at)
    value = {"at": at, **_line_values(line), "next": _line_values(following) if following else None}
    return Reply("\n".join(_duty_lines(line, following)), value)


def _duty_lines(line: RotaLine, following: RotaLine | None) -> list[str]:
    ends = line.shift.ends_at
    lines = [f"{_called(line)}，到 {cn_day(ends.date())} {ends:%H:%M}。", *_people(line.people)]
    if line.vacant:
        lines.append(f"空缺：{'、'.join(seat.post.label for seat in line.vacant)}，请补排。")
    if following is not None:
        lines += [f"下一班：{_called(following)}", *(_people(following.people) or ["还没有排人"])]
    return lines


def _called(line: RotaLine) -> str:
    return f"{cn_date(line.shift.day)} {line.shift.name}"


def _people(people: Sequence[DutyPerson]) -> list[str]:
    return facts((person.post.label, _person(person)) for person in people)


def _person(person: DutyPerson) -> str:
    replaces = f"（替{person.replaces}）" if person.replaces else ""
    return f"{person.name}{replaces}　{person.phone or '没有登记电话'}"


def _line_values(line: RotaLine) -> dict[str, object]:
    shift = line.shift
    return {
        "day": shift.day,
        "index": shift.index,
        "shift": shift.name,
        "mark": line.mark,
        "starts_at": shift.starts_at,
        "ends_at": shift.ends_at,
        "on_duty": [
            {
                "post": one.post,
                "number": one.seat.number,
                "name": one.name,
                "phone": one.phone,
                "replaces": one.replaces,
            }
            for one in line.people
        ],
        "vacant": [{"post": seat.post, "number": seat.number} for seat in line.vacant],
    }


def declare_rota(parser: ArgumentParser) -> None:
    """Declare the arguments of rota."""
    parser.add_argument("--from", metavar="DATE", type=day, required=True, dest="first", help="从哪一天起")
    parser.add_argument("--to", metavar="DATE", type=day, required=True, dest="last", help="到哪一天止，含这一天")
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE.pdf|.xlsx",
        type=Path,
        help="写到这个 PDF 或表格；写文件夹时写 PDF；不写时只列出",
    )


def rota(call: Call) -> Reply:
    """List the rota of a period, or write it as a PDF or a sheet."""
    options = call.options
    if options.output is not None:
        require_writable(options.output, suffixes=(".pdf", ".xlsx"))
    with call.office() as office:
        first, last = options.first, options.last
        if options.output is None:
            return _listed(rota_lines.rota_lines(office, first=first, last=last))
        path = target(options.output, rota_file_name(first=first, last=last))
        count = rota_export.export_rota(office, first=first, last=last, path=path)
    return Reply(f"值班表 {count} 班，已写到“{path}”。", {"file": path, "shifts": count})


def _listed(lines: Sequence[RotaLine]) -> Reply:
    shown = listing(ROTA_FIELDS, map(rota_export.line_values, lines), footer=_vacancies(lines))
    return Reply(shown.text, [_line_values(line) for line in lines])


def _vacancies(lines: Sequence[RotaLine]) -> str:
    count = sum(len(line.vacant) for line in lines)
    return f"共 {len(lines)} 班，空缺 {count} 处。" if count else f"共 {len(lines)} 班，没有空缺。"
