"""The rota and the changes upon it: what is refused, what comes back, and whose number is shown."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from lantian_desktop.domain.duty import DutyPost, DutyScheme, ShiftPattern, even_starts
from lantian_desktop.domain.errors import InvalidInput, Refused
from lantian_desktop.domain.people import Signature, SignedBy
from lantian_desktop.domain.roster import Phones, PostRole, RosterEntry
from lantian_desktop.domain.rota import ChangeKind, DutyMember, Seat
from lantian_desktop.services import compensation, duty, roster, roster_merge, rota, rota_changes
from lantian_desktop.services.office import Office

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
    asked = rota_changes.ask_for_change(
        office, kind=ChangeKind.STAND_IN, seat=LEADER, other_id=people["示例乙"].id, reason="开会"
    )
    assert _on(office, at) == ["示例甲"]
    rota_changes.approve_change(office, change_id=asked.id, signature=SIGNED)
    assert _on(office, at) == ["示例乙"]
    assert _on(office, datetime(2019, 7, 16, 8, 30)) == []
    with pytest.raises(Refused, match="先撤销替班"):
        rota.assign(office, seat=LEADER, member_id=people["示例丁"].id)
    rota_changes.revoke_change(office, change_id=asked.id, reason="会议取消")
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
    asked = rota_changes.ask_for_change(
        office, kind=ChangeKind.STAND_IN, seat=LEADER, other_id=people["示例乙"].id, reason="开会"
    )
    with pytest.raises(Refused, match="当事人"):
        rota_changes.approve_change(office, change_id=asked.id, signature=Signature("示例乙", SignedBy.PAPER, FIRST))


def test_who_takes_turns_keeps_the_number_when_two_roster_lines_become_one(office: Office) -> None:
    unit = roster.find_unit(office, text="高陵区")
    line = RosterEntry(0, unit.id, PostRole.STAFF, "科员", "示例辛", Phones(mobile="13800000007"))
    kept, other = (roster.save_entry(office, entry=line) for _ in range(2))
    member = rota.save_member(office, member=DutyMember(0, "示例辛", BOTH, contact_id=other.id))
    merging = roster_merge.proposal(office, one=kept.id, other=other.id)
    merged = roster_merge.merge_entries(office, merging=merging, from_other=merging.from_other)
    (held,) = rota.members(office)
    assert (held.contact_id, duty.duty_number(office, held)) == (merged.id, "13800000007")
    compensation.undo_change(office)
    assert rota.members(office) == (member,)
