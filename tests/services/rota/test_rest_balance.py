"""轮休 and 换休: duty on days off earns for whoever stood it, 换休 spends working days, entries by hand open the account."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from lantian_desktop.domain.admin.office import RestRule
from lantian_desktop.domain.admin.people import Signature, SignedBy
from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.rota.rest_balance import RestBalance, RestKind
from lantian_desktop.domain.rota.rota import ChangeKind, DutyMember, Leave, LeaveKind, Seat
from lantian_desktop.domain.rota.schemes import DutyPost, DutyScheme, ShiftPattern, even_starts
from lantian_desktop.services.office import Office
from lantian_desktop.services.rota import changes as rota_changes
from lantian_desktop.services.rota import rest_balance, rota
from tests.factories import Wall

BOTH = frozenset(DutyPost)
SATURDAY = date(2019, 7, 6)
YEAR = {"first": date(2019, 1, 1), "last": date(2019, 12, 31)}
SIGNED = Signature("示例丙", SignedBy.PAPER, date(2019, 7, 5))
DAY = timedelta(days=1)


@pytest.fixture
def people(office: Office) -> dict[str, int]:
    rota.save_scheme(office, scheme=DutyScheme(date(2019, 7, 1)))
    names = ("示例甲", "示例乙", "示例丁")
    return {name: rota.save_member(office, member=DutyMember(0, name, BOTH)).id for name in names}


def _account(office: Office, name: str, **span: date) -> RestBalance:
    return next(one for one in rest_balance.accounts(office, **(span or YEAR)) if one.member.name == name)


def _leader(day: date) -> Seat:
    return Seat(day, 0, DutyPost.LEADER)


def test_the_stand_in_earns_and_a_shift_earns_once_it_is_over(
    office: Office, people: dict[str, int], wall: Wall
) -> None:
    given = {_leader(SATURDAY): people["示例甲"], _leader(SATURDAY + DAY * 14): people["示例甲"]}
    rota.give_seats(office, given=given, title="排班")
    assert (_account(office, "示例甲").earned, _account(office, "示例甲").load.rest_days) == (10, 2)
    change = rota_changes.ask_for_change(
        office, kind=ChangeKind.STAND_IN, seat=_leader(SATURDAY), other_id=people["示例乙"], reason="开会"
    )
    rota_changes.approve_change(office, change_id=change.id, signature=SIGNED)
    assert (_account(office, "示例甲").earned, _account(office, "示例乙").earned) == (0, 10)
    wall.at = datetime(2019, 7, 21, 8, 29)
    assert _account(office, "示例甲").earned == 0
    wall.at = datetime(2019, 7, 21, 8, 30)
    assert _account(office, "示例甲").earned == 10


def test_part_shifts_earn_by_their_hours_and_holidays_by_their_own_measure(
    office: Office, people: dict[str, int], wall: Wall
) -> None:
    three = ShiftPattern.THREE
    rota.save_scheme(office, scheme=DutyScheme(date(2019, 10, 1), three, even_starts(three)))
    holiday = date(2019, 10, 1)
    given = {_leader(holiday): people["示例甲"], Seat(date(2019, 10, 12), 1, DutyPost.LEADER): people["示例甲"]}
    rota.give_seats(office, given=given, title="排班")
    wall.at = datetime(2019, 11, 1, 9)
    assert _account(office, "示例甲").earned == 3, "12 October was worked"
    rest_balance.save_rule(office, rule=RestRule(holiday=30))
    assert _account(office, "示例甲").earned == 10
    with pytest.raises(InvalidInput) as refused:
        rest_balance.save_rule(office, rule=RestRule(rest_day=101))
    assert refused.value.field == "rest_day"


def test_rest_leave_spends_working_days_and_the_list_runs_to_the_balance(
    office: Office, people: dict[str, int]
) -> None:
    mine = people["示例甲"]
    rota.give_seats(office, given={_leader(SATURDAY): mine}, title="排班")
    rest_balance.enter_rest(office, member_id=mine, day=date(2018, 12, 31), tenths=15, reason="上年结转")
    rota.save_leave(office, leave=Leave(0, mine, date(2019, 7, 19), date(2019, 7, 22), LeaveKind.REST))
    rota.save_leave(office, leave=Leave(0, mine, date(2019, 8, 5), date(2019, 8, 9), LeaveKind.HOLIDAY))
    found = _account(office, "示例甲")
    assert (found.opening, found.earned, found.spent, found.by_hand, found.balance) == (15, 10, 20, 0, 5)
    assert [(line.kind, line.tenths, line.balance) for line in found.lines] == [
        (RestKind.EARNED, 10, 25),
        (RestKind.SPENT, -20, 5),
    ]
    rest_balance.enter_rest(office, member_id=mine, day=date(2019, 7, 30), tenths=-10, reason="更正")
    assert _account(office, "示例甲").overdrawn
    july = _account(office, "示例甲", first=date(2019, 7, 1), last=date(2019, 7, 20))
    later = _account(office, "示例甲", first=date(2019, 7, 21), last=date(2019, 12, 31))
    assert (july.balance, later.opening, later.balance) == (15, 15, -5), "leave across the border is cut there"


def test_an_entry_by_hand_needs_days_and_a_reason(office: Office, people: dict[str, int]) -> None:
    for field, tenths, reason in (("days", 0, "更正"), ("days", 2000, "更正"), ("reason", 10, " ")):
        with pytest.raises(InvalidInput) as refused:
            rest_balance.enter_rest(office, member_id=people["示例甲"], day=SATURDAY, tenths=tenths, reason=reason)
        assert refused.value.field == field


def test_accounts_leave_as_xlsx_and_csv(office: Office, people: dict[str, int], tmp_path: Path) -> None:
    rota.give_seats(office, given={_leader(SATURDAY): people["示例甲"]}, title="排班")
    rota.save_leave(office, leave=Leave(0, people["示例乙"], date(2019, 7, 8), date(2019, 7, 8), LeaveKind.REST))
    book = tmp_path / "换休.xlsx"
    assert rest_balance.export_accounts(office, path=book, **YEAR) == 3
    read = openpyxl.load_workbook(book)
    rows = {row[0]: row for row in read["轮休换休"].iter_rows(min_row=3, values_only=True)}
    assert (rows["示例甲"][11], rows["示例乙"][11], rows["示例乙"][12]) == ("1", "-1", "已透支")
    assert [row[3] for row in read["换休明细"].iter_rows(min_row=2, values_only=True)] == [
        "24小时（休息日，带班领导）",
        "换休 7月8日，1 个工作日",
    ]
    table = tmp_path / "换休.csv"
    rest_balance.export_accounts(office, path=table, **YEAR)
    lines = table.read_text(encoding="gb18030").splitlines()
    assert lines[0].startswith("姓名,工作日班")
    assert lines[2].startswith("示例乙,0,0,0,0,0,0,0,0,1,0,'-1")
    with pytest.raises(InvalidInput, match="xlsx"):
        rest_balance.export_accounts(office, path=tmp_path / "换休.pdf", **YEAR)
