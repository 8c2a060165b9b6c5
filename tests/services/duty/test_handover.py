"""交接班: two persons, in order, once; what is owed when; the list that makes itself; and what stays behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from lantian_desktop.domain.admin.people import Role, Signature, SignedBy, User
from lantian_desktop.domain.duty.handover import HandoverStatus
from lantian_desktop.domain.duty.log import CallOutcome, EntryKind, HandoverItem, ItemKind
from lantian_desktop.domain.errors import InvalidInput, LockedOut, NotAllowed, Refused
from lantian_desktop.domain.issues.issue import IssueSource
from lantian_desktop.domain.letters.letter import CoveredIssue, ReceivedLetter
from lantian_desktop.domain.rota.rota import ChangeKind, Seat
from lantian_desktop.domain.rota.schemes import DutyPost, DutyScheme, ShiftPattern, even_starts, shifts_between
from lantian_desktop.services import attachments
from lantian_desktop.services import undo as compensation
from lantian_desktop.services.admin import journal, users
from lantian_desktop.services.duty import handover
from lantian_desktop.services.duty import log as duty_log
from lantian_desktop.services.duty.desk import desk
from lantian_desktop.services.duty.handover import Signer, handover_draft, handover_state, sign_handover
from lantian_desktop.services.duty.log import add_entry, log_call
from lantian_desktop.services.issues import issues
from lantian_desktop.services.letters import letters
from lantian_desktop.services.office import Office
from lantian_desktop.services.rota import changes as rota_changes
from lantian_desktop.services.rota import rota
from tests.factories import PASSWORD, QUICK, Wall, new_issue
from tests.services.duty.kit import arrange_days

MONDAY = date(2019, 7, 15)
TUESDAY = date(2019, 7, 16)
END = datetime(2019, 7, 16, 8, 30)
_BY_DUE = (ItemKind.OVERDUE, ItemKind.DUE_TODAY, ItemKind.DUE_TOMORROW)
A, D = Signer("示例甲", PASSWORD), Signer("示例丁", PASSWORD)


@pytest.fixture
def duty(office: Office, wall: Wall) -> Office:
    """Duty arranged from Monday on (示例甲 and 示例乙, then 示例戊 and 示例丁), a minute after the first shift's end."""
    users.add_user(office, name="示例丁", roles={Role.DUTY_OFFICER}, password=PASSWORD, cost=QUICK)
    arrange_days(office, MONDAY, 9)
    wall.at = END + timedelta(minutes=1)
    return office


def owe(office: Office, due_in: dict[str, int]) -> None:
    """Have issues assigned from above, whose plan and rectification are due in so many days."""
    for serial, (site, days) in enumerate(due_in.items(), 1):
        issue = issues.register_issue(office, issue=new_issue(office, site=site, source=IssueSource.SELF_CHECK))
        covered = (CoveredIssue(issue.id, office.today + timedelta(days=days), office.today + timedelta(days=30)),)
        received = ReceivedLetter(
            0, f"环督〔2019〕{serial}号", "示例督察组", "督办函", date(2019, 7, 12), date(2019, 7, 12), covered
        )
        letters.register_received(office, received=received)


def texts(items: tuple[HandoverItem, ...], kind: ItemKind) -> list[str]:
    """Return what the items of a kind say."""
    return [item.text for item in items if item.kind is kind]


def test_both_sign_with_their_own_password_and_the_shift_is_closed(duty: Office) -> None:
    line = add_entry(duty, kind=EntryKind.CALL_IN, content="夜间来电", at=END - timedelta(hours=3))
    head = journal.head(duty)
    signed = sign_handover(duty, draft=handover_draft(duty), giver=A, taker=D, note="注意天气")
    assert (signed.day, signed.next_day, signed.giver.person, signed.taker.person) == (
        MONDAY,
        TUESDAY,
        "示例甲",
        "示例丁",
    )
    assert handover.handover_of(duty, day=MONDAY, shift=0) == signed
    assert (signed.journal_head, signed.note, signed.signed_at) == (head, "注意天气", duty.clock())
    assert duty_log.entry(duty, entry_id=line.id).locked
    journal_line = journal.entries(duty, limit=1)[0]
    assert (journal_line.title, journal_line.details["giver"], journal_line.details["taker"]) == (
        "交接班",
        "示例甲",
        "示例丁",
    )
    assert journal.verify(duty).sound


def test_a_shift_is_handed_over_once(duty: Office) -> None:
    draft = handover_draft(duty)
    sign_handover(duty, draft=draft, giver=A, taker=D)
    with pytest.raises(Refused, match="不能再次交接"):
        sign_handover(duty, draft=draft, giver=A, taker=D)


def test_one_person_cannot_sign_both_sides(duty: Office) -> None:
    with pytest.raises(InvalidInput, match="不能是同一人") as wrong:
        sign_handover(duty, draft=handover_draft(duty), giver=A, taker=replace(A, name=" 示例甲 "), reason="人手不够")
    assert wrong.value.field == "taker"


def test_a_wrong_password_says_whose_and_changes_nothing(duty: Office) -> None:
    draft = handover_draft(duty)
    with pytest.raises(InvalidInput, match="接班人示例丁") as wrong:
        sign_handover(duty, draft=draft, giver=A, taker=replace(D, password="not-the-password"))
    assert wrong.value.field == "taker_password"
    assert handover.handovers(duty).total == 0
    for _ in range(4):
        with pytest.raises(InvalidInput, match=r"已?连续输错|还可再试"):
            sign_handover(duty, draft=draft, giver=A, taker=replace(D, password="not-the-password"))
    with pytest.raises(LockedOut):
        sign_handover(duty, draft=draft, giver=A, taker=D)


def test_others_than_the_rota_names_give_a_reason(duty: Office) -> None:
    draft, other = handover_draft(duty), Signer("示例丙", PASSWORD)
    with pytest.raises(InvalidInput, match="示例戊、示例丁") as wrong:
        sign_handover(duty, draft=draft, giver=A, taker=other)
    assert wrong.value.field == "reason"
    assert sign_handover(duty, draft=draft, giver=A, taker=other, reason="示例丁堵在路上").reason == "示例丁堵在路上"


def test_a_signature_on_paper_keeps_its_scan(duty: Office, photo: Path) -> None:
    with pytest.raises(InvalidInput, match="扫描件"):
        sign_handover(duty, draft=handover_draft(duty), giver=A, taker=Signer("示例戊"))
    signed = sign_handover(duty, draft=handover_draft(duty), giver=A, taker=Signer("示例戊", scan=photo))
    assert (signed.taker.how, signed.giver.how) == (SignedBy.PAPER, SignedBy.LOGIN)
    kept = attachments.attachment_of(duty, sha256=signed.taker.scan)
    assert attachments.attachment_bytes(duty, attachment=kept) == photo.read_bytes()


def test_the_list_makes_itself(duty: Office) -> None:
    owe(duty, {"甲点": -2, "乙点": 0, "丙点": 1, "丁点": 2})
    add_entry(duty, kind=EntryKind.CALL_IN, content="待回复的来电", done=False)
    add_entry(duty, kind=EntryKind.INCIDENT, content="围堵检查组", done=False)
    log_call(
        duty,
        contact_id=None,
        unit="高新区",
        name="示例庚",
        post="",
        phone="13700000011",
        outcome=CallOutcome.UNANSWERED,
    )
    items = handover_draft(duty).items
    assert [text.partition("：")[2] for text in texts(items, ItemKind.OPEN_ENTRY)] == ["围堵检查组", "待回复的来电"]
    assert texts(items, ItemKind.OPEN_CALL)[0].endswith("致电高新区 示例庚，未接")
    sites = [[text.split()[1].partition("（")[0] for text in texts(items, kind)] for kind in _BY_DUE]
    assert sites == [["甲点"], ["乙点"], ["丙点"]]
    shown = desk(duty)
    assert ([row.site for row in shown.overdue.rows], [row.site for row in shown.due_today.rows]) == (
        ["甲点"],
        ["乙点"],
    )


def test_what_came_in_after_the_list_was_made_is_not_signed_over(duty: Office) -> None:
    draft = handover_draft(duty)
    add_entry(duty, kind=EntryKind.CALL_IN, content="刚打进来的", done=False)
    with pytest.raises(Refused, match="刷新清单"):
        sign_handover(duty, draft=draft, giver=A, taker=D)
    sign_handover(duty, draft=handover_draft(duty), giver=A, taker=D)


def test_what_is_marked_done_on_the_list_is_done_in_the_log(duty: Office) -> None:
    add_entry(duty, kind=EntryKind.CALL_IN, content="已经回复过", done=False)
    draft = handover_draft(duty)
    marked = replace(draft, items=tuple(replace(item, done=True) for item in draft.items))
    signed = sign_handover(duty, draft=marked, giver=A, taker=D)
    assert signed.items[0].done
    assert duty_log.open_entries(duty) == ()


def test_notes_are_carried_until_done_and_records_until_they_are(duty: Office, wall: Wall) -> None:
    line = add_entry(duty, kind=EntryKind.CALL_IN, content="待回复", done=False)
    draft = handover_draft(duty)
    note = HandoverItem(ItemKind.NOTE, "钥匙在抽屉里")
    sign_handover(duty, draft=replace(draft, items=(*draft.items, note)), giver=A, taker=D)
    carried = handover_draft(duty).items
    assert texts(carried, ItemKind.CARRIED) == ["钥匙在抽屉里"]
    assert len(texts(carried, ItemKind.OPEN_ENTRY)) == 1
    duty_log.close_entry(duty, entry_id=line.id, result="已回复")
    carried = handover_draft(duty).items
    assert [(item.kind, item.done) for item in carried] == [(ItemKind.CARRIED, True), (ItemKind.CARRIED, False)]
    wall.at = END + timedelta(days=1)
    settled = replace(handover_draft(duty), items=tuple(replace(item, done=True) for item in carried))
    sign_handover(duty, draft=settled, giver=D, taker=A)
    assert handover_draft(duty).items == ()


def test_how_it_stands_follows_the_clock(duty: Office, wall: Wall) -> None:
    def standing(at: datetime) -> tuple[HandoverStatus, int]:
        state = handover_state(duty, at=at)
        return state.status, state.minutes

    assert standing(END - timedelta(hours=9)) == (HandoverStatus.DONE, 540)
    assert standing(END - timedelta(minutes=25)) == (HandoverStatus.DUE, 25)
    assert standing(END + timedelta(minutes=29)) == (HandoverStatus.DUE, -29)
    late = handover_state(duty, at=END + timedelta(minutes=30))
    assert late.status is HandoverStatus.MISSED
    assert late.alarms == ("7月15日 24小时这一班应在7月16日 08:30 交接，至今未办，请补交接班。",)
    sign_handover(duty, draft=handover_draft(duty), giver=A, taker=D)
    state = handover_state(duty)
    assert (state.status, state.alarms) == (HandoverStatus.DONE, ())
    assert state.sentence == "08:31 示例甲已交给示例丁；本班 08:30 交接。"


def test_it_may_not_be_signed_hours_before(duty: Office, wall: Wall) -> None:
    wall.at = END - timedelta(hours=2)
    draft = handover_draft(duty)
    assert "07:30 起可以交接" in draft.refusal
    with pytest.raises(Refused, match="替班"):
        sign_handover(duty, draft=draft, giver=A, taker=D)


def test_missed_ones_are_made_up_for_in_order_with_a_reason(duty: Office, wall: Wall) -> None:
    sign_handover(duty, draft=handover_draft(duty), giver=A, taker=D)
    wall.at = END + timedelta(days=2, hours=1)
    state = handover_state(duty)
    assert [shift.day for shift in state.missed] == [TUESDAY, date(2019, 7, 17)]
    assert "另有 1 班" in state.alarms[0]
    draft = handover_draft(duty)
    assert (draft.outgoing.day, draft.late) == (TUESDAY, True)
    with pytest.raises(InvalidInput, match="补交接"):
        sign_handover(duty, draft=draft, giver=D, taker=A)
    sign_handover(duty, draft=draft, giver=D, taker=A, reason="检查组到现场")
    with pytest.raises(Refused, match="不能再次交接"):
        sign_handover(duty, draft=draft, giver=D, taker=A, reason="检查组到现场")
    assert handover_draft(duty).outgoing.day == date(2019, 7, 17)
    sign_handover(duty, draft=handover_draft(duty), giver=A, taker=D, reason="检查组到现场")
    assert handover_state(duty).missed == ()


def test_a_rota_for_days_gone_by_is_no_list_of_omissions(duty: Office) -> None:
    state = handover_state(duty, at=END + timedelta(days=5, hours=1))
    assert [shift.day for shift in state.missed] == [date(2019, 7, 20)]


def test_nobody_on_the_rota_is_reported_in_red(duty: Office, wall: Wall) -> None:
    last = datetime(2019, 7, 24, 6)
    assert any(alarm.startswith("下一班（7月24日 24小时）还没有排人") for alarm in handover_state(duty, at=last).alarms)
    empty = handover_state(duty, at=datetime(2019, 7, 24, 9)).alarms
    assert any(alarm.startswith("现在没有人值班：7月24日 24小时没有排人") for alarm in empty)
    rota.clear_seats(duty, seats=[Seat(TUESDAY, 0, DutyPost.OFFICER)])
    assert "本班缺值班员，请尽快补上。" in handover_state(duty).alarms


def test_without_shifts_nothing_is_owed(office: Office) -> None:
    state = handover_state(office)
    assert (state.status, state.alarms) == (HandoverStatus.NO_SHIFTS, ())
    with pytest.raises(Refused, match="设置班次"):
        handover_draft(office)


def test_the_desk_shows_who_how_long_and_what(duty: Office, wall: Wall) -> None:
    wall.at = datetime(2019, 7, 16, 3, 7)
    shown = desk(duty)
    assert [(one.post.label, one.name, one.number) for one in shown.on_duty] == [
        ("带班领导", "示例甲", "13800000001"),
        ("值班员", "示例乙", "029-86900002"),
    ]
    assert [one.name for one in shown.following] == ["示例戊", "示例丁"]
    assert shown.remaining_text == "还有 5 小时 23 分"
    add_entry(duty, kind=EntryKind.INCIDENT, content="群众聚集", done=False)
    shown = desk(duty)
    assert [line.content for line in shown.incidents] == ["群众聚集"]
    assert shown.last_entries == shown.open_entries == shown.incidents


def test_a_line_of_the_log_bars_no_undo_but_a_hand_over_bars_that_of_the_rota(duty: Office) -> None:
    issue = issues.register_issue(duty, issue=new_issue(duty))
    add_entry(duty, kind=EntryKind.CALL_IN, content="来电")
    assert compensation.title(duty) == f"登记 {issue.number}"
    rota.clear_seats(duty, seats=[Seat(TUESDAY, 0, DutyPost.OFFICER)])
    sign_handover(duty, draft=handover_draft(duty), giver=A, taker=D, reason="值班员临时空缺")
    with pytest.raises(Refused, match="之后又做了“交接班”"):
        compensation.undo_change(duty)


def test_who_and_when_are_judged_as_it_is_signed_not_as_the_list_was_made(duty: Office, wall: Wall) -> None:
    wall.at = END + timedelta(minutes=29)
    draft = handover_draft(duty)
    wall.at = END + timedelta(minutes=45)
    with pytest.raises(InvalidInput, match="补交接"):
        sign_handover(duty, draft=draft, giver=A, taker=D)
    seat = Seat(TUESDAY, 0, DutyPost.OFFICER)
    stand_in = next(member for member in rota.members(duty) if member.name == "示例乙")
    change = rota_changes.ask_for_change(duty, kind=ChangeKind.STAND_IN, seat=seat, other_id=stand_in.id, reason="生病")
    rota_changes.approve_change(duty, change_id=change.id, signature=Signature("示例丙", SignedBy.PAPER, duty.today))
    wall.at = END + timedelta(minutes=29)
    with pytest.raises(InvalidInput, match="示例丁不是值班表上接班的人"):
        sign_handover(duty, draft=draft, giver=A, taker=D)


def test_who_does_not_keep_the_log_reads_hand_overs_without_numbers_and_begins_none(duty: Office) -> None:
    add_entry(duty, kind=EntryKind.CALL_IN, content="群众13912345678来电", at=END - timedelta(hours=1), done=False)
    sign_handover(duty, draft=handover_draft(duty), giver=A, taker=D, note="回拨13912345678")
    (in_full,) = handover.handovers(duty).rows
    assert "13912345678" in in_full.items[0].text
    duty.switch_user(User("示例丁", frozenset({Role.AUDITOR})))
    (shown,) = handover.handovers(duty).rows
    assert "群众139****5678来电" in shown.items[0].text
    assert shown.note == "回拨139****5678"
    with pytest.raises(NotAllowed, match="登记值班日志"):
        handover_draft(duty)


def test_shifts_of_a_day_that_was_signed_are_not_cut_anew_even_where_nobody_was_put_in(
    office: Office, wall: Wall
) -> None:
    rota.save_scheme(office, scheme=DutyScheme(MONDAY))
    wall.at = END - timedelta(minutes=30)
    users.add_user(office, name="示例丁", roles={Role.DUTY_OFFICER}, password=PASSWORD, cost=QUICK)
    sign_handover(office, draft=handover_draft(office), giver=A, taker=D, reason="临时")
    night = ShiftPattern.DAY_AND_NIGHT
    for day in (MONDAY - timedelta(days=3), MONDAY):
        with pytest.raises(Refused, match="7月15日的班已经交接"):
            rota.save_scheme(office, scheme=DutyScheme(day, night, even_starts(night)))
    with pytest.raises(Refused, match="已经交接"):
        rota.remove_scheme(office, starts_on=MONDAY)
    rota.save_scheme(office, scheme=DutyScheme(TUESDAY, night, even_starts(night)))
    assert [shift.name for shift in shifts_between(rota.schemes(office), MONDAY, TUESDAY)] == ["24小时", "白班", "夜班"]
