"""轮休 and 换休 of those on duty: everybody's account over some days, entries by hand, and both as a sheet."""

from __future__ import annotations

from dataclasses import asdict, fields, replace
from datetime import date, timedelta
from pathlib import Path

from lantian_desktop.domain.admin.calendar import cn_date
from lantian_desktop.domain.admin.office import RestRule
from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.rota.load import SeatSlot, holders, missing_years, slots_between
from lantian_desktop.domain.rota.rest_balance import (
    RestBalance,
    RestKind,
    RestLine,
    balance_of,
    days_text,
    duty_lines,
    spent_lines,
)
from lantian_desktop.services.admin.settings import as_read, keep_settings
from lantian_desktop.services.files import write_file
from lantian_desktop.services.office import Office
from lantian_desktop.services.rota.arranging import load_table
from lantian_desktop.store.rota import members as duty_members
from lantian_desktop.store.rota import rota as stored

_DAY = timedelta(days=1)
MOST_TENTHS = 100  # of a day for 24 hours of duty
LARGEST_ENTRY = 1000  # tenths of a day entered at once; more is a slip of the pen


def rule(office: Office) -> RestRule:
    """Return what duty on days off earns in this office."""
    return office.settings.rest_rule


def save_rule(office: Office, *, rule: RestRule, read_at: int | None = None) -> RestRule:
    """Change what duty on days off earns; all accounts are counted anew by it.

    With `read_at` only where the settings still are at that revision.
    """
    office.require(Right.ARRANGE_DUTY)
    for entry in fields(rule):
        if not 0 <= getattr(rule, entry.name) <= MOST_TENTHS:
            raise InvalidInput(f"每 24 小时折算的天数应为 0 至 {days_text(MOST_TENTHS)}，请更正。", field=entry.name)
    changed = replace(as_read(office, read_at), rest_rule=rule)
    keep_settings(office, title="设置换休折算", settings=changed, **asdict(rule))
    return rule


def accounts(office: Office, *, first: date, last: date) -> tuple[RestBalance, ...]:
    """Return everybody's account from `first` to `last`, both included; what lies before is brought forward.

    Duty counts for whoever stood it, and once it is over. People who neither stood duty nor have lines or service then are left out.
    """
    if last < first:
        raise InvalidInput("结束日期早于开始日期，请更正。", field="last")
    stood = _stood(office, last)
    lines = _lines(office, stood, first, last)
    found = []
    for member in duty_members.members(office.session):
        mine = [slot for slot, member_id in stood if member_id == member.id]
        account = balance_of(member, lines.get(member.id, ()), mine, office.settings.duty_weights, (first, last))
        serves = not (member.left_on and member.left_on < first) and not (member.joined_on and member.joined_on > last)
        if serves or account.lines or account.balance or account.load.shifts:
            found.append(account)
    return tuple(found)


def guessed_years(office: Office, *, first: date, last: date) -> tuple[int, ...]:
    """Return the years of a period whose days off were not entered, so that weekdays had to do."""
    return missing_years(office.calendar, first, last)


def enter_rest(office: Office, *, member_id: int, day: date, tenths: int, reason: str) -> None:
    """Enter days by hand, in tenths (below 0: taken away), with the reason: a balance brought along, or a correction."""
    office.require(Right.ARRANGE_DUTY)
    member = duty_members.member(office.session, member_id)
    if not tenths or abs(tenths) > LARGEST_ENTRY:
        raise InvalidInput(f"天数不能为 0，也不能超过 {days_text(LARGEST_ENTRY)} 天，请更正。", field="days")
    if not reason.strip():
        raise InvalidInput("请填写补记原因，如“上年结转”。", field="reason")
    with office.session.write("补记换休", name=member.name, days=days_text(tenths, signed=True)) as touched:
        duty_members.add_rest_entry(office.session, member_id=member_id, day=day, tenths=tenths, reason=reason.strip())
        touched.add("duty", member_id)


def export_accounts(office: Office, *, first: date, last: date, path: Path) -> int:
    """Write the accounts as .xlsx (sums, every line, loads by post) or .csv (sums); return how many people there are."""
    from lantian_desktop.exchange.kit.writing import csv_bytes
    from lantian_desktop.exchange.rota.load_sheet import (  # only where a file leaves
        ACCOUNTS,
        account_rows,
        accounts_bytes,
    )

    found = accounts(office, first=first, last=last)
    title = f"{office.profile.name}轮休换休（{cn_date(first)}至{cn_date(last)}）"
    if path.suffix.lower() == ".xlsx":
        loads, weights = load_table(office, first=first, last=last), office.settings.duty_weights
        write_file(path, accounts_bytes(found, loads, weights, created=office.clock(), title=title))
    elif path.suffix.lower() == ".csv":
        headers = [column.header for column in ACCOUNTS.columns]
        rows = [[row[column.key] for column in ACCOUNTS.columns] for row in account_rows(found)]
        write_file(path, csv_bytes(headers, rows))
    else:
        raise InvalidInput("轮休换休只能导出为 .xlsx 或 .csv，请改文件名。", field="path")
    return len(found)


def _stood(office: Office, last: date) -> list[tuple[SeatSlot, int]]:
    """Return every seat stood from the first rota on, changes counted."""
    first = stored.first_day(office.session)
    if first is None or first > last:
        return []
    rota = stored.rota(office.session, first, last)
    slots = slots_between(rota, office.calendar, office.settings.duty_weights, first, last)
    stands = holders(rota, slots.values())
    return [(slot, stands[seat]) for seat, slot in slots.items() if seat in stands]


def _lines(office: Office, stood: list[tuple[SeatSlot, int]], first: date, last: date) -> dict[int, list[RestLine]]:
    work = office.calendar
    lines: dict[int, list[RestLine]] = {}
    for entry in duty_members.rest_entries(office.session):
        line = RestLine(entry.day, RestKind.BY_HAND, entry.tenths, f"{entry.reason}（{entry.entered_by}补记）")
        lines.setdefault(entry.member_id, []).append(line)
    leaves = duty_members.leaves(office.session, date.min, last)
    earned = duty_lines(work, rule(office), stood, office.clock())
    for found in (earned, spent_lines(work, leaves, date.min, first - _DAY), spent_lines(work, leaves, first, last)):
        for member_id, more in found.items():
            lines.setdefault(member_id, []).extend(more)
    return lines
