"""How an account of 轮休 and 换休 is shown: the columns of the list, their order, and the cards of one person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lantian_desktop.domain.admin.calendar import cn_date, cn_day
from lantian_desktop.domain.rota.rest_balance import RestBalance, RestKind, days_text
from lantian_desktop.ui.kit.lists.cards import Detail, Event, Fact, FactGroup
from lantian_desktop.ui.kit.lists.rows import Chip, Column, Sort
from lantian_desktop.ui.kit.paint.theme import Tone

TONES = {RestKind.EARNED: Tone.GREEN, RestKind.SPENT: Tone.AMBER, RestKind.BY_HAND: None}


def _overdrawn(account: RestBalance) -> Chip | None:
    return Chip(f"透支 {days_text(-account.balance)}", Tone.RED) if account.overdrawn else None


COLUMNS: tuple[Column[RestBalance], ...] = (
    Column("姓名", lambda one: one.member.name, "name", width=140),
    Column("结余", lambda one: days_text(one.balance), "balance", width=82, chip=_overdrawn, right=True),
    Column("挣得", lambda one: days_text(one.earned), "earned", width=52, right=True),
    Column("换休", lambda one: days_text(one.spent), "spent", width=52, right=True),
    Column("期初", lambda one: days_text(one.opening), width=52, right=True, hidden=True),
    Column("补记", lambda one: days_text(one.by_hand), width=52, right=True, hidden=True),
    Column("班数", lambda one: str(one.load.shifts), "shifts", width=52, right=True),
    Column("夜班", lambda one: str(one.load.nights), "nights", width=52, right=True),
    Column("工作日", lambda one: str(one.load.workdays), width=60, right=True, hidden=True),
    Column("休息日", lambda one: str(one.load.rest_days), "rest_days", width=60, right=True),
    Column("节假日", lambda one: str(one.load.holidays), "holidays", width=60, right=True),
    Column("分值", lambda one: str(one.points), "points", width=54, right=True),
)


def ordered(accounts: Sequence[RestBalance], sort: Sort | None) -> list[RestBalance]:
    """Return accounts in the order asked for; without one as they come, in the order of members."""
    if sort is None:
        return list(accounts)
    return sorted(accounts, key=lambda one: _rank(one, sort.order), reverse=sort.descending)


def _rank(account: RestBalance, order: str) -> int:
    if order == "name":
        return account.member.position
    return int(getattr(account.load if order in {"shifts", "rest_days", "holidays", "nights"} else account, order))


def account_detail(account: RestBalance, first: date, last: date) -> Detail:
    """Return the cards of one person: what was stood, what came and went, and every line, the newest first."""
    load = account.load
    chip = _overdrawn(account) or Chip(f"结余 {days_text(account.balance)} 天", Tone.GREEN)
    duty = (
        Fact("班数", f"{load.shifts} 班，其中夜班 {load.nights} 班"),
        Fact("按日别", f"工作日 {load.workdays}，休息日 {load.rest_days}，法定节假日 {load.holidays}"),
        Fact("分值", f"{account.points} 分"),
    )
    rest = (
        Fact("期初", f"{days_text(account.opening)} 天"),
        Fact("值班挣得", f"{days_text(account.earned)} 天"),
        Fact("换休用去", f"{days_text(account.spent)} 天"),
        Fact("补记", f"{days_text(account.by_hand, signed=True)} 天"),
        Fact("结余", f"{days_text(account.balance)} 天", Tone.RED if account.overdrawn else None),
    )
    return Detail(
        title=account.member.name,
        subtitle=f"{cn_date(first)}至{cn_date(last)}",
        chips=(chip,),
        groups=(FactGroup("值班（含已排未值的）", duty), FactGroup("换休（值完才计）", rest)),
        events=tuple(_events(account)),
        events_heading="明细",
    )


def _events(account: RestBalance) -> list[Event]:
    return [
        Event(
            cn_day(line.day),
            f"{days_text(line.tenths, signed=True)} 天　{line.words}",
            f"结余 {days_text(line.balance)} 天",
            TONES[line.kind],
        )
        for line in reversed(account.lines)
    ]
