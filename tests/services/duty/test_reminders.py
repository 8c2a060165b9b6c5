"""Reminders: at T−3, T−1, T0 and daily when overdue, each shown once ever, again after an extension, and nothing while reading only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from lantian_desktop.domain.admin.people import Role
from lantian_desktop.domain.duty.log import CallOutcome
from lantian_desktop.domain.duty.reminders import Reminder, ReminderKind, due_kind, message
from lantian_desktop.domain.roster.roster import Phones, PostRole, RosterEntry
from lantian_desktop.domain.rota.rota import DutyMember, Seat
from lantian_desktop.domain.rota.schemes import DutyPost, DutyScheme, ShiftPattern, even_starts
from lantian_desktop.paths import resources
from lantian_desktop.services.admin import journal, users
from lantian_desktop.services.desk import setup
from lantian_desktop.services.duty import log as duty_log
from lantian_desktop.services.duty import reminders
from lantian_desktop.services.issues import issues
from lantian_desktop.services.issues.issues import DueKind
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import roster, units
from lantian_desktop.services.rota import rota
from lantian_desktop.store.opening import open_store
from tests.factories import PASSWORD, QUICK, new_issue
from tests.ui.tab_kit import RECTIFY_DUE, Stage, make_stage

DAY = timedelta(days=1)
K = ReminderKind


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = make_stage(tmp_path)
    yield made
    made.office.session.close()


def take(office: Office) -> list[ReminderKind]:
    """Show what is fresh, as the tray does, and return of which kinds it was."""
    fresh = reminders.fresh_reminders(office)
    reminders.note_shown(office, reminders=fresh)
    return [one.kind for one in fresh]


def test_a_due_date_is_reported_on_its_days_and_never_twice(stage: Stage) -> None:
    stage.rectifying(number="甲-1")
    text: dict[int, list[ReminderKind]] = {}
    for left in range(5, -4, -1):
        stage.clock.at = datetime.combine(RECTIFY_DUE - left * DAY, datetime.min.time()) + timedelta(hours=9)
        text[left] = [*take(stage.office), *take(stage.office)]
        stage.clock.at += timedelta(hours=8)
        assert take(stage.office) == []
    assert text == {
        5: [], 4: [], 3: [K.SOON], 2: [], 1: [K.TOMORROW], 0: [K.TODAY], -1: [K.OVERDUE], -2: [K.OVERDUE], -3: [K.OVERDUE],
    }  # fmt: skip


def test_what_a_pc_slept_through_is_reported_when_it_wakes() -> None:
    due = date(2019, 7, 20)
    assert [due_kind(due, due - left * DAY) for left in (4, 3, 2, 1, 0, -1)] == [
        None, K.SOON, K.SOON, K.TOMORROW, K.TODAY, K.OVERDUE,
    ]  # fmt: skip


def test_an_extension_arms_it_again_and_no_journal_line_tells_of_showing(stage: Stage) -> None:
    issue = stage.rectifying(number="甲-1")
    stage.clock.at = datetime.combine(RECTIFY_DUE, datetime.min.time())
    head = journal.head(stage.office)
    assert take(stage.office) == [K.TODAY]
    assert journal.head(stage.office) == head
    new = RECTIFY_DUE + 3 * DAY
    set_dues = [which for which in DueKind if getattr(issue.dues, which.value) == RECTIFY_DUE]
    for which in set_dues:
        issues.change_due(stage.office, issue_id=issue.id, which=which, new=new, reason="降雨停工", approver="示例丙")
    (again,) = reminders.fresh_reminders(stage.office)
    assert again.text == "甲-1 通远街道某木器加工点：整改期限8月23日，剩 3 天。"
    assert again.issue_id == issue.id


def test_what_was_shown_stays_shown_after_a_new_start_and_a_reader_gets_no_reminder(tmp_path: Path) -> None:
    stage = make_stage(tmp_path)
    stage.rectifying(number="甲-1")
    stage.rectifying(number="甲-2")
    stage.clock.at = datetime.combine(RECTIFY_DUE, datetime.min.time())
    (first, _) = reminders.fresh_reminders(stage.office)
    reminders.note_shown(stage.office, reminders=[first])
    folder = stage.office.folder
    session = open_store(folder, user="示例甲", password=PASSWORD, clock=stage.clock, read_only_if_busy=True)
    reading = replace(stage.office, session=session)
    assert len(reminders.due_reminders(reading)) == 2
    assert reminders.fresh_reminders(reading) == ()
    reminders.note_shown(reading, reminders=reminders.due_reminders(reading))
    reading.session.close()
    stage.office.session.close()
    again = setup.sign_in(
        folder, user="示例甲", password=PASSWORD, clock=stage.clock, resources=resources(), window=True
    )
    assert [one.text[:3] for one in reminders.fresh_reminders(again)] == ["甲-2"]
    again.session.close()


def test_what_is_done_is_reported_no_more_and_who_works_on_nothing_gets_no_reminder(stage: Stage) -> None:
    stage.reported(number="甲-1")
    stage.assigned(number="甲-2")
    stage.clock.at = datetime.combine(RECTIFY_DUE, datetime.min.time())
    (only,) = reminders.due_reminders(stage.office)
    assert only.kind is K.OVERDUE
    assert only.text == "甲-2 通远街道某木器加工点：报送方案期限7月22日，超期 29 天。"
    users.add_user(stage.office, name="示例审", roles={Role.AUDITOR}, password=PASSWORD, cost=QUICK)
    setup.unlock(stage.office, user="示例审", password=PASSWORD)
    assert reminders.due_reminders(stage.office) == ()


def test_ones_own_shift_is_reported_a_little_before_it_begins_and_to_nobody_else(stage: Stage) -> None:
    office, nights = stage.office, ShiftPattern.DAY_AND_NIGHT
    rota.save_scheme(office, scheme=DutyScheme(date(2019, 7, 1), nights, even_starts(nights)))
    both = frozenset(DutyPost)
    mine = rota.save_member(office, member=DutyMember(0, "示例 甲", both))
    other = rota.save_member(office, member=DutyMember(0, "示例丁", both))
    night = Seat(date(2019, 7, 15), 1, DutyPost.OFFICER)
    rota.give_seats(office, given={night: mine.id, replace(night, post=DutyPost.LEADER): other.id}, title="排班")
    stage.clock.at = datetime(2019, 7, 15, 20, 14)
    assert take(office) == []
    stage.clock.at = datetime(2019, 7, 15, 20, 15)
    (own,) = reminders.fresh_reminders(office)
    assert own.text == "7月15日 夜班 示例 甲（值班员）20:30 起值班，到7月16日 08:30。"
    assert take(office) == [K.SHIFT]
    stage.clock.at = datetime(2019, 7, 16, 3, 0)
    assert take(office) == []
    setup.unlock(office, user="示例丙", password=PASSWORD)
    assert take(office) == []


def test_a_message_has_three_lines_and_names_nothing_while_locked() -> None:
    day = date(2019, 7, 20)
    many = [Reminder(f"k{n}", K.OVERDUE, f"甲-{n} 某加工点：整改期限7月19日，超期 1 天。", day, n) for n in range(5)]
    title, text = message(many, locked=False)
    assert title == "蓝天联络：5 项提醒"
    assert text.splitlines() == [*(one.text for one in many[:3]), "等 5 项"]
    own = Reminder("s", K.SHIFT, "7月15日 夜班 示例甲（值班员）20:30 起值班，到7月16日 08:30。", day)
    _, hidden = message([*many, own], locked=True)
    assert hidden == "超期 5 项，值班开始 1 项。"
    assert message(many[:3], locked=False)[1].count("\n") == 2


def test_whom_to_call_about_an_issue_with_what_to_say(stage: Stage) -> None:
    office = stage.office
    street = roster.find_unit(office, text="通远街道")
    lead = roster.find_unit(office, text="高陵区")
    for unit, name, role in ((street, "示例丁", PostRole.STAFF), (street, "示例戊", PostRole.STREET_LIAISON)):
        entry = RosterEntry(0, unit.id, role, name=name, phones=Phones(mobile="13800000007"))
        roster.save_entry(office, entry=entry)
    issue = issues.register_issue(
        office, issue=new_issue(office, number="甲-1", territory_id=street.id, lead_unit_id=lead.id)
    )
    calls = reminders.calls_to_make(office, issue_id=issue.id)
    assert [(one.party, one.unit) for one in calls] == [("属地", street.name), ("牵头", lead.name)]
    assert (calls[0].name, calls[0].phone) == ("示例戊", "13800000007")
    assert calls[1].name == calls[1].phone == ""
    assert calls[0].log_line == f"电话提醒{street.name}示例戊：甲-1 通远街道某木器加工点，请抓紧办理。"
    urgent = stage.rectifying(number="甲-2", territory_id=street.id)
    stage.clock.at = datetime.combine(RECTIFY_DUE - 7 * DAY, datetime.min.time())
    (early, *_) = reminders.calls_to_make(office, issue_id=urgent.id)
    assert early.text == "甲-2 通远街道某木器加工点：整改期限8月20日，剩 7 天。"
    stage.clock.at = datetime.combine(RECTIFY_DUE + DAY, datetime.min.time())
    (only, *_) = reminders.calls_to_make(office, issue_id=urgent.id)
    assert only.text == "甲-2 通远街道某木器加工点：整改期限8月20日，超期 1 天。"


def test_a_call_made_stays_made_when_its_words_are_corrected_and_its_unit_is_renamed(stage: Stage) -> None:
    office = stage.office
    street = roster.find_unit(office, text="通远街道")
    issue = stage.rectifying(number="甲-1", territory_id=street.id)
    call = reminders.calls_to_make(office, issue_id=issue.id)[0]
    line = duty_log.log_call(
        office,
        contact_id=None,
        unit=call.unit,
        name="",
        post="",
        phone="029-86900001",
        outcome=CallOutcome.ANSWERED,
        note=call.log_line,
        issue_id=call.issue_id,
        unit_id=call.unit_id,
    )
    duty_log.correct_entry(office, entry=replace(line, content="已通知到人", unit="高陵", phone="029-86900002"))
    again = reminders.calls_to_make(office, issue_id=issue.id)[0]
    assert (again.unit_id, again.outcome) == (call.unit_id, CallOutcome.ANSWERED)
    unit = next(one for one in roster.units(office) if one.id == call.unit_id)
    units.save_unit(office, unit=replace(unit, name="示例新名称"))
    assert reminders.calls_to_make(office, issue_id=issue.id)[0].outcome is CallOutcome.ANSWERED
    duty_log.correct_entry(office, entry=replace(duty_log.entry(office, entry_id=line.id), outcome=None))
    assert reminders.calls_to_make(office, issue_id=issue.id)[0].outcome is None


def test_words_that_look_like_a_reminder_are_none(stage: Stage) -> None:
    issue = stage.rectifying(number="甲-1")
    call = reminders.calls_to_make(stage.office, issue_id=issue.id)[0]
    duty_log.log_call(
        stage.office,
        contact_id=None,
        unit=call.unit,
        name="",
        post="",
        phone="029-86900001",
        outcome=CallOutcome.ANSWERED,
        note=call.log_line,
    )
    assert reminders.calls_to_make(stage.office, issue_id=issue.id)[0].outcome is None
