"""The 值班日志: what lands in which shift, what is locked, who corrects, and when a call that nobody answered is settled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from peewee import IntegrityError

from lantian_desktop.domain.admin.people import Role, User
from lantian_desktop.domain.duty.log import CallOutcome, EntryKind, ShiftKey
from lantian_desktop.domain.errors import InvalidInput, NotAllowed, OfficeError, Refused
from lantian_desktop.services.admin import journal
from lantian_desktop.services.duty import handover
from lantian_desktop.services.duty import log as duty_log
from lantian_desktop.services.duty.handover import Signer
from lantian_desktop.services.duty.log import add_entry, log_call, open_entries
from lantian_desktop.services.office import Office
from tests.factories import PASSWORD, Wall
from tests.services.duty.kit import arrange_days

MONDAY = date(2019, 7, 15)
HIGH_TECH = {"unit": "高新区", "name": "示例庚", "post": "联络员"}


def sign(office: Office, giver: str = "示例甲", taker: str = "示例丙", reason: str = "临时调整") -> None:
    """Hand over what is next in order."""
    draft = handover.handover_draft(office)
    by = (Signer(giver, PASSWORD), Signer(taker, PASSWORD))
    handover.sign_handover(office, draft=draft, giver=by[0], taker=by[1], reason=reason)


def test_without_shifts_a_line_is_filed_under_its_day(office: Office) -> None:
    line = add_entry(office, kind=EntryKind.CALL_IN, content="群众反映夜间施工")
    assert (line.day, line.shift, line.recorder) == (MONDAY, 0, "示例甲")
    assert line.entered_at == office.clock() == line.at


def test_small_hours_belong_to_the_shift_of_the_day_before(office: Office, wall: Wall) -> None:
    arrange_days(office, MONDAY, 3)
    wall.at = datetime(2019, 7, 16, 3, 7)
    assert add_entry(office, kind=EntryKind.CALL_IN, content="来电").day == MONDAY


def test_a_line_entered_late_keeps_its_time_and_is_filed_in_the_running_shift(office: Office, wall: Wall) -> None:
    arrange_days(office, MONDAY, 3)
    first = add_entry(office, kind=EntryKind.CALL_IN, content="第一条")
    wall.at = datetime(2019, 7, 16, 8, 31)
    sign(office)
    late = add_entry(office, kind=EntryKind.CALL_IN, content="补记夜里的来电", at=datetime(2019, 7, 16, 3))
    assert (late.day, late.at, late.entered_at) == (date(2019, 7, 16), datetime(2019, 7, 16, 3), wall.at)
    assert [duty_log.is_late(line) for line in (first, late)] == [False, True]
    assert [line.id for line in duty_log.entries(office, day=MONDAY).rows] == [first.id]


def test_what_comes_after_an_early_signature_goes_to_those_who_took_over(office: Office, wall: Wall) -> None:
    arrange_days(office, MONDAY, 3)
    wall.at = datetime(2019, 7, 16, 8, 15)
    sign(office)
    wall.at += timedelta(minutes=5)
    assert add_entry(office, kind=EntryKind.CALL_IN, content="交接后到点前").day == date(2019, 7, 16)


def test_handed_over_lines_are_locked_for_good(office: Office, wall: Wall) -> None:
    arrange_days(office, MONDAY, 3)
    line = add_entry(office, kind=EntryKind.INSTRUCTION, content="请核实木器点")
    wall.at = datetime(2019, 7, 16, 8, 31)
    sign(office)
    with pytest.raises(Refused, match="另记一笔"):
        duty_log.correct_entry(office, entry=replace(line, content="改写"))
    rows = office.session.database
    for statement in (
        "UPDATE duty_entry SET content = '改写'",
        "DELETE FROM duty_entry",
        "UPDATE handover SET note = '改写'",
    ):
        with pytest.raises(IntegrityError, match=r"locked|forbids"):
            rows.execute_sql(statement)
    assert duty_log.entry(office, entry_id=line.id).content == "请核实木器点"


def test_a_correction_stays_in_its_shift_and_the_journal_keeps_both(office: Office) -> None:
    line = add_entry(office, kind=EntryKind.CALL_IN, content="通运街道 13800000009", phone="13800000009")
    fixed = duty_log.correct_entry(
        office, entry=replace(line, content="通远街道", recorder="别人", day=date(2019, 1, 1))
    )
    assert (fixed.content, fixed.recorder, fixed.day) == ("通远街道", "示例甲", MONDAY)
    journal_line = journal.entries(office, limit=1)[0].details
    assert (journal_line["before"], journal_line["after"]) == (
        {"content": "通运街道 138****0009"},
        {"content": "通远街道"},
    )


def test_only_who_wrote_a_line_or_stands_the_shift_corrects_it(office: Office) -> None:
    line = add_entry(office, kind=EntryKind.CALL_IN, content="来电")
    office.switch_user(User("示例乙", frozenset({Role.CLERK})))
    with pytest.raises(Refused, match="示例甲登记"):
        duty_log.correct_entry(office, entry=replace(line, content="改写"))
    office.switch_user(User("示例甲", frozenset({Role.CLERK})))
    arrange_days(office, MONDAY, 2)
    office.switch_user(User("示例乙", frozenset({Role.CLERK})))
    assert duty_log.correct_entry(office, entry=replace(line, content="同班更正")).content == "同班更正"


def test_an_open_line_is_closed_by_a_following_one(office: Office) -> None:
    line = add_entry(office, kind=EntryKind.INCIDENT, content="某工地冒烟", done=False)
    assert open_entries(office) == (line,)
    closed = duty_log.close_entry(office, entry_id=line.id, result="已扑灭")
    assert (closed.follows_id, closed.result, closed.kind) == (line.id, "已扑灭", EntryKind.INCIDENT)
    assert open_entries(office) == ()
    with pytest.raises(Refused, match="已经办结"):
        duty_log.close_entry(office, entry_id=line.id, result="再办一次")


@pytest.mark.parametrize("outcome", [CallOutcome.ANSWERED, CallOutcome.PASSED_ON])
@pytest.mark.parametrize("same", [{"contact_id": 1}, {"phone": "137-0000-0011"}, {"unit": "高新区"}])
def test_a_call_stays_open_until_the_same_one_is_reached(
    office: Office, outcome: CallOutcome, same: dict[str, object]
) -> None:
    first = {"contact_id": 1, "phone": "13700000011", "unit": "高新区", "name": "示例庚", "post": "联络员"}
    log_call(office, **first, outcome=CallOutcome.UNANSWERED)
    again = log_call(office, **first, outcome=CallOutcome.UNANSWERED)
    assert [line.id for line in open_entries(office)] == [again.id]
    other = {"contact_id": 2, "phone": "02900000000", "unit": "别处", "name": "别人", "post": ""}
    log_call(office, **other, outcome=CallOutcome.ANSWERED)
    assert [line.id for line in open_entries(office)] == [again.id]
    log_call(office, **{**other, **same}, outcome=outcome)
    assert open_entries(office) == ()


def test_one_call_settles_every_one_it_takes_up(office: Office) -> None:
    log_call(office, contact_id=None, phone="13700000011", unit="", name="", post="", outcome=CallOutcome.UNANSWERED)
    log_call(office, contact_id=None, phone="02988330000", **HIGH_TECH, outcome=CallOutcome.UNANSWERED)
    assert len(open_entries(office)) == 2
    log_call(office, contact_id=None, phone="13700000011", **HIGH_TECH, outcome=CallOutcome.ANSWERED)
    assert open_entries(office) == ()


def test_passing_on_names_to_whom(office: Office) -> None:
    line = log_call(
        office, contact_id=None, phone="02988330000", **HIGH_TECH, outcome=CallOutcome.PASSED_ON, passed_to="值班室王某"
    )
    assert (line.passed_to, line.passed_at, line.done) == ("值班室王某", office.clock(), True)
    assert line.content == "致电高新区 联络员 示例庚，转达"


def test_what_cannot_be_entered_names_its_entry(office: Office) -> None:
    with pytest.raises(InvalidInput) as empty:
        add_entry(office, kind=EntryKind.CALL_IN, content="  ")
    with pytest.raises(InvalidInput) as ahead:
        add_entry(office, kind=EntryKind.CALL_IN, content="来电", at=office.clock() + timedelta(minutes=1))
    assert (empty.value.field, ahead.value.field) == ("content", "at")


def test_who_does_not_keep_the_log_reads_it_masked_and_enters_nothing(office: Office) -> None:
    add_entry(office, kind=EntryKind.CALL_IN, content="回电 13800000009", phone="138 0000 0009")
    office.switch_user(User("示例甲", frozenset({Role.AUDITOR})))
    line = duty_log.entries(office).rows[0]
    assert (line.phone, line.content) == ("138****0009", "回电 138****0009")
    with pytest.raises(NotAllowed):
        add_entry(office, kind=EntryKind.CALL_IN, content="来电")


def test_words_find_lines(office: Office) -> None:
    add_entry(office, kind=EntryKind.CALL_IN, content="扬尘投诉", unit="通远街道")
    add_entry(office, kind=EntryKind.DOCUMENT, content="收文一件", unit="高新区")
    assert [line.unit for line in duty_log.entries(office, text="扬尘 通远").rows] == ["通远街道"]
    assert isinstance(duty_log.entries(office, text="没有").total, int)
    with pytest.raises(OfficeError):
        duty_log.close_entry(office, entry_id=999, result="无")


def test_a_corrected_time_files_the_line_in_the_shift_it_lies_in(office: Office) -> None:
    arrange_days(office, date(2019, 7, 14), 3)
    line = add_entry(office, kind=EntryKind.CALL_IN, content="夜里来电", at=datetime(2019, 7, 15, 9, 0))
    assert line.day == date(2019, 7, 15)
    night = duty_log.correct_entry(office, entry=replace(line, at=datetime(2019, 7, 15, 3, 0)))
    assert night.day == date(2019, 7, 14)
    shift = ShiftKey(date(2019, 7, 14), 0)
    assert [one.id for one in duty_log.entries_of_shift(office, shift=shift)] == [line.id]
