"""The rota and the changes upon it: what is refused, what comes back, and whose number is shown."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, time

import openpyxl
import pytest

from lantian_desktop.domain.admin.people import Role, Signature, SignedBy, User
from lantian_desktop.domain.errors import InvalidInput, NotAllowed, NotFound, Refused
from lantian_desktop.domain.roster.roster import Phones, PostRole, RosterEntry
from lantian_desktop.domain.rota.rota import ChangeKind, ChangeStatus, DutyMember, Leave, LeaveKind, Seat
from lantian_desktop.domain.rota.schemes import DutyPost, DutyScheme, ShiftPattern, even_starts
from lantian_desktop.services import undo as compensation
from lantian_desktop.services.admin import journal
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import merge as roster_merge
from lantian_desktop.services.roster import roster
from lantian_desktop.services.rota import (
    changes as rota_changes,
)
from lantian_desktop.services.rota import (
    duty,
    rest_balance,
    rota,
)
from lantian_desktop.services.rota import (
    export as rota_export,
)
from lantian_desktop.services.rota import (
    lines as rota_lines,
)
from lantian_desktop.services.rota import (
    print as rota_print,
)
from lantian_desktop.services.rota.calendar import duty_days
from lantian_desktop.services.rota.people import member_lines
from tests.services.letters.papers import words_of

BOTH = frozenset(DutyPost)
FIRST = date(2019, 7, 15)
LEADER, OFFICER = (Seat(FIRST, 0, post) for post in DutyPost)
SIGNED = Signature("示例丙", SignedBy.PAPER, FIRST)


@pytest.fixture
def people(office: Office) -> dict[str, DutyMember]:
    rota.save_scheme(office, scheme=DutyScheme(date(2019, 7, 1)))
    named = ("示例甲", "示例乙", "示例丁")
    return {name: rota.save_member(office, member=DutyMember(0, name, BOTH, phone="13800000001")) for name in named}


def _on(office: Office, at: datetime) -> list[str]:
    answer = duty.who_is_on_duty(office, at=at)
    assert answer is not None
    return [one.member.name for one in answer.seated]


def test_a_stand_in_counts_when_approved_and_its_revocation_restores(
    office: Office, people: dict[str, DutyMember]
) -> None:
    rota.assign(office, seat=LEADER, member_id=people["示例甲"].id)
    at = datetime(2019, 7, 16, 3, 7)
    change = rota_changes.ask_for_change(
        office, kind=ChangeKind.STAND_IN, seat=LEADER, other_id=people["示例乙"].id, reason="开会"
    )
    assert _on(office, at) == ["示例甲"]
    rota_changes.approve_change(office, change_id=change.id, signature=SIGNED)
    assert _on(office, at) == ["示例乙"]
    assert _on(office, datetime(2019, 7, 16, 8, 30)) == []
    with pytest.raises(Refused, match="先撤销替班"):
        rota.assign(office, seat=LEADER, member_id=people["示例丁"].id)
    rota_changes.revoke_change(office, change_id=change.id, reason="会议取消")
    assert _on(office, at) == ["示例甲"]


def test_moving_people_is_one_undo(office: Office, people: dict[str, DutyMember]) -> None:
    rota.give_seats(office, given={LEADER: people["示例甲"].id, OFFICER: people["示例乙"].id}, title="排班")
    rota.move(office, source=OFFICER, target=Seat(date(2019, 7, 16), 0, DutyPost.OFFICER))
    assert _on(office, datetime(2019, 7, 15, 9)) == ["示例甲"]
    compensation.undo_change(office)
    assert _on(office, datetime(2019, 7, 15, 9)) == ["示例甲", "示例乙"]


def test_another_hand_over_hour_leaves_no_gap(office: Office, people: dict[str, DutyMember]) -> None:
    days_and_nights = ShiftPattern.DAY_AND_NIGHT
    later = DutyScheme(date(2019, 8, 1), days_and_nights, even_starts(days_and_nights, time(9)))
    rota.save_scheme(office, scheme=later)
    shift = duty.shift_now(office, at=datetime(2019, 8, 1, 8, 59))
    assert shift is not None
    assert (shift.day, shift.ends_at) == (date(2019, 7, 31), datetime(2019, 8, 1, 9))
    too_early = DutyScheme(date(2019, 9, 1), days_and_nights, even_starts(days_and_nights, time(20)))
    rota.save_scheme(office, scheme=too_early)
    with pytest.raises(InvalidInput, match="前一天最后一班"):
        rota.save_scheme(
            office, scheme=DutyScheme(date(2019, 9, 2), days_and_nights, even_starts(days_and_nights, time(7)))
        )


def test_a_scheme_set_in_between_swallows_no_shift_either(office: Office) -> None:
    three = ShiftPattern.THREE
    rota.save_scheme(office, scheme=DutyScheme(date(2019, 7, 1)))
    rota.save_scheme(office, scheme=DutyScheme(date(2019, 9, 1), three, even_starts(three, time(0, 15))))
    rota.save_scheme(office, scheme=DutyScheme(date(2019, 8, 1), three, even_starts(three, time(8))))
    with pytest.raises(InvalidInput, match="前一天最后一班"):
        rota.save_scheme(office, scheme=DutyScheme(date(2019, 8, 1), three, even_starts(three, time(8, 30))))
    rota.save_scheme(office, scheme=DutyScheme(date(2019, 8, 15), three, even_starts(three, time(7))))
    rota.save_scheme(office, scheme=DutyScheme(date(2019, 7, 20), three, even_starts(three, time(8, 30))))
    rota.remove_scheme(office, starts_on=date(2019, 8, 1))
    with pytest.raises(InvalidInput, match="前一天最后一班"):
        rota.remove_scheme(office, starts_on=date(2019, 8, 15))


def test_nobody_approves_their_own_change(office: Office, people: dict[str, DutyMember]) -> None:
    rota.assign(office, seat=LEADER, member_id=people["示例甲"].id)
    change = rota_changes.ask_for_change(
        office, kind=ChangeKind.STAND_IN, seat=LEADER, other_id=people["示例乙"].id, reason="开会"
    )
    with pytest.raises(Refused, match="当事人"):
        rota_changes.approve_change(office, change_id=change.id, signature=Signature("示例乙", SignedBy.PAPER, FIRST))


def test_who_takes_turns_keeps_the_number_when_two_roster_lines_become_one(office: Office) -> None:
    unit = roster.find_unit(office, text="高陵区")
    line = RosterEntry(0, unit.id, PostRole.STAFF, "科员", "示例辛", Phones(mobile="13800000007"))
    kept, other = (roster.save_entry(office, entry=line) for _ in range(2))
    member = rota.save_member(office, member=DutyMember(0, "示例辛", BOTH, contact_id=other.id))
    merging = roster_merge.proposal(office, one=kept.id, other=other.id)
    merged = roster_merge.merge_entries(office, merging=merging, from_other=merging.from_other)
    (stored,) = rota.members(office)
    assert (stored.contact_id, duty.duty_number(office, stored)) == (merged.id, "13800000007")
    compensation.undo_change(office)
    assert rota.members(office) == (member,)


def test_a_member_is_kept_without_stray_blanks_once_and_with_a_number_that_can_be_dialled(
    office: Office, people: dict[str, DutyMember]
) -> None:
    added = rota.save_member(office, member=DutyMember(0, " 示例戊 ", BOTH, phone=" 13800000005、029-86900000 "))
    assert (added.name, added.phone) == ("示例戊", "13800000005、029-86900000")
    with pytest.raises(InvalidInput, match="已有"):
        rota.save_member(office, member=DutyMember(0, "示例 甲", BOTH))
    with pytest.raises(InvalidInput, match="格式不对") as refused:
        rota.save_member(office, member=replace(people["示例甲"], phone="1380000000"))
    assert refused.value.field == "phone"


def test_the_journal_tells_who_was_renamed_whose_leave_went_and_no_number(
    office: Office, people: dict[str, DutyMember]
) -> None:
    rota.save_member(office, member=replace(people["示例甲"], name="示例午"))
    assert (_noted(office)["was"], _noted(office)["name"]) == ("示例甲", "示例午")
    kept = rota.save_leave(office, leave=Leave(0, people["示例乙"].id, FIRST, FIRST))
    rota.remove_leave(office, leave_id=kept.id)
    assert (_noted(office)["name"], _noted(office)["first"]) == ("示例乙", "2019-07-15")
    with pytest.raises(NotFound):
        rota.remove_leave(office, leave_id=kept.id)
    rota.assign(office, seat=LEADER, member_id=people["示例甲"].id)
    change = rota_changes.ask_for_change(
        office, kind=ChangeKind.STAND_IN, seat=LEADER, other_id=people["示例乙"].id, reason="开会"
    )
    rota_changes.revoke_change(office, change_id=change.id, reason="改由13912345678联系")
    assert _noted(office)["why"] == "改由139****5678联系"


def test_the_numbers_of_those_not_on_duty_are_masked_as_in_the_roster(
    office: Office, people: dict[str, DutyMember]
) -> None:
    second = date(2019, 7, 16)
    rota.assign(office, seat=LEADER, member_id=people["示例甲"].id)
    rota.assign(office, seat=replace(LEADER, day=second), member_id=people["示例乙"].id)
    office.switch_user(User("示例辛", frozenset({Role.AUDITOR})))
    shown = {line.member.name: line.number for line in member_lines(office)}
    assert (shown["示例甲"], shown["示例乙"]) == ("13800000001", "138****0001")
    lines = rota_lines.rota_lines(office, first=FIRST, last=second)
    assert [one.phone for line in lines for one in line.people] == ["13800000001", "138****0001"]
    assert "手机号已隐去中间四位" in words_of(rota_print.rota_sheet_pdf(office, first=FIRST, last=second))
    title = openpyxl.load_workbook(io.BytesIO(rota_export.rota_workbook(office, lines))).active.cell(1, 1).value
    assert "手机号已隐去中间四位" in title
    now = rota_lines.line_at(office)
    assert now is not None
    assert [one.phone for one in now.people] == ["13800000001"]


def _noted(office: Office) -> Mapping[str, object]:
    return journal.entries(office, limit=1)[0].details


def test_every_step_with_people_leave_and_locks_is_taken_back(office: Office, people: dict[str, DutyMember]) -> None:
    first, second, *_ = members = rota.members(office)
    rota.assign(office, seat=LEADER, member_id=first.id)
    leave = rota.save_leave(office, leave=Leave(0, second.id, FIRST, FIRST, LeaveKind.SICK, "感冒"))
    rest_balance.enter_rest(office, member_id=second.id, day=FIRST, tenths=10, reason="上年结转")
    steps: dict[str, Callable[[], object]] = {
        "新增值班人员": lambda: rota.save_member(office, member=DutyMember(0, "示例戊", BOTH)),
        "修改值班人员": lambda: rota.save_member(office, member=replace(first, share=50, left_on=FIRST)),
        "调整值班人员顺序": lambda: rota.place_members(office, member_ids=[one.id for one in reversed(members)]),
        "删除值班人员": lambda: rota.remove_member(office, member_id=second.id),
        "登记请假": lambda: rota.save_leave(office, leave=Leave(0, first.id, FIRST, FIRST)),
        "修改请假": lambda: rota.save_leave(
            office, leave=replace(rota.leave(office, leave_id=leave.id), last=date(2019, 7, 20))
        ),
        "删除请假": lambda: rota.remove_leave(office, leave_id=leave.id),
        "解除锁定值班安排": lambda: rota.pin_seat(office, seat=LEADER, pinned=False),
    }
    before = _rota_state(office)
    for title, step in steps.items():
        step()
        assert _rota_state(office) != before, title
        assert compensation.undo_change(office) == title
        assert _rota_state(office) == before, title


def _rota_state(office: Office) -> tuple[object, ...]:
    """Return everything that steps with people, leave and locks may change."""
    rest = rest_balance.accounts(office, first=FIRST, last=FIRST)
    pinned = [seat.pinned for day in duty_days(office, first=FIRST, last=FIRST) for seat in day.seats]
    return rota.members(office), rota.leaves(office), [account.balance for account in rest], pinned


def test_what_a_form_saw_when_it_was_opened_does_not_overrule_what_was_done_since(
    office: Office, people: dict[str, DutyMember]
) -> None:
    first, second, third = people.values()
    rota.assign(office, seat=LEADER, member_id=first.id)
    rota.assign(office, seat=LEADER, member_id=second.id)
    with pytest.raises(Refused, match="7月15日的这一班现在是示例乙"):
        rota_changes.ask_for_change(
            office, kind=ChangeKind.STAND_IN, seat=LEADER, other_id=third.id, reason="开会", holder_id=first.id
        )
    rota.place_members(office, member_ids=[third.id, second.id, first.id])
    rota.save_member(office, member=replace(first, share=50))
    assert [one.name for one in rota.members(office)] == ["示例丁", "示例乙", "示例甲"]


def test_what_a_third_person_approved_is_not_taken_back_by_the_two_alone(
    office: Office, people: dict[str, DutyMember]
) -> None:
    rota.assign(office, seat=LEADER, member_id=people["示例甲"].id)
    arranging, officer = office.user, User("示例乙", frozenset({Role.DUTY_OFFICER}))
    office.switch_user(officer)
    request = {"kind": ChangeKind.STAND_IN, "seat": LEADER, "other_id": people["示例乙"].id, "reason": "开会"}
    withdrawn = rota_changes.ask_for_change(office, **request)
    assert rota_changes.revoke_change(office, change_id=withdrawn.id, reason="不用了").status is ChangeStatus.REVOKED
    change = rota_changes.ask_for_change(office, **request)
    rota_changes.approve_change(office, change_id=change.id, signature=SIGNED)
    with pytest.raises(NotAllowed, match="排班"):
        rota_changes.revoke_change(office, change_id=change.id, reason="不想值")
    office.switch_user(arranging)
    rota_changes.revoke_change(office, change_id=change.id, reason="会议取消")
    assert _on(office, datetime(2019, 7, 15, 9)) == ["示例甲"]
