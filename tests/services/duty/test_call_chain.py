"""呼叫链: the order in a unit, what was tried in this shift, what is proposed next, and whose number is masked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from lantian_desktop.domain.admin.people import Role, User
from lantian_desktop.domain.duty.log import CallOutcome
from lantian_desktop.domain.phones import dialling, grouped
from lantian_desktop.domain.roster.roster import Phones, RosterEntry, Side
from lantian_desktop.services.admin import users
from lantian_desktop.services.duty import handover
from lantian_desktop.services.duty.call_chain import call_chain, next_number
from lantian_desktop.services.duty.log import log_call, open_entries
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import roster
from tests.factories import PASSWORD, QUICK, Wall
from tests.services.duty.kit import arrange_days, fill_unit

MONDAY = date(2019, 7, 15)


@pytest.fixture
def unit(office: Office) -> dict[str, RosterEntry]:
    """The roster of 高新区."""
    return fill_unit(office)


def call(office: Office, contact_id: int, outcome: CallOutcome) -> str:
    """Call the number that is proposed next; return it."""
    link = next_number(office, contact_id=contact_id).link
    assert link is not None
    log_call(
        office,
        contact_id=link.contact_id,
        unit=link.unit,
        name=link.name,
        post=link.post,
        phone=link.number,
        outcome=outcome,
    )
    return link.number


def test_the_order_of_a_unit(office: Office, unit: dict[str, RosterEntry]) -> None:
    chain = call_chain(office, contact_id=unit["示例庚"].id)
    assert [(link.name, link.label, link.number) for link in chain] == [
        ("示例庚", "手机", "13700000011"),
        ("示例庚", "24小时", "029-88330009"),
        ("示例庚", "办公", "029-88330002"),
        ("", "24小时", "029-88330000"),
        ("示例壬", "手机", "13700000013"),
        ("示例辛", "手机", "13900000012"),
        ("示例辛", "办公", "029-88330001"),
    ]


def test_who_was_looked_for_comes_first(office: Office, unit: dict[str, RosterEntry]) -> None:
    chain = call_chain(office, contact_id=unit["示例辛"].id)
    assert [link.number for link in chain[:3]] == ["13900000012", "029-88330001", "13700000011"]


def test_the_second_of_the_liaisons_comes_before_the_line_of_the_unit(
    office: Office, unit: dict[str, RosterEntry]
) -> None:
    first = roster.save_entry(office, entry=replace(unit["示例庚"], side=Side.A))
    second = replace(unit["示例壬"], side=Side.B, phones=Phones(mobile="13700000014"))
    roster.save_entry(office, entry=second)
    chain = call_chain(office, contact_id=first.id)
    assert [(link.name, link.post) for link in chain[2:5]] == [
        ("示例庚", "联络员 A角"),
        ("示例壬", "科员 B角"),
        ("", "24小时值班"),
    ]


def test_every_number_is_proposed_in_turn_and_then_whom_to_tell(office: Office, unit: dict[str, RosterEntry]) -> None:
    arrange_days(office, MONDAY, 2)
    wanted = unit["示例庚"].id
    chain = call_chain(office, contact_id=wanted)
    called = [call(office, wanted, CallOutcome.UNANSWERED) for _ in chain]
    assert called == [link.number for link in chain]
    sentence = next_number(office, contact_id=wanted).sentence
    assert sentence == "号码都拨过了，均未接：请再从头拨起，同时报带班领导示例甲 138 0000 0001，必要时联系上一级单位。"
    assert [call(office, wanted, CallOutcome.UNANSWERED) for _ in range(2)] == called[:2]
    assert len(open_entries(office)) == 1
    call(office, wanted, CallOutcome.ANSWERED)
    assert next_number(office, contact_id=wanted).sentence == "本班已接通：高新区联络员示例庚 办公 029-8833 0002。"
    assert open_entries(office) == ()


def test_what_was_tried_counts_in_this_shift_only(office: Office, unit: dict[str, RosterEntry], wall: Wall) -> None:
    arrange_days(office, MONDAY, 3)
    wanted = unit["示例庚"].id
    call(office, wanted, CallOutcome.UNANSWERED)
    assert call_chain(office, contact_id=wanted)[0].tried is CallOutcome.UNANSWERED
    wall.at = datetime(2019, 7, 16, 9)
    assert call_chain(office, contact_id=wanted)[0].tried is None


def test_mobiles_are_masked_by_role_and_dialled_ones_are_recorded_in_full(
    office: Office, unit: dict[str, RosterEntry]
) -> None:
    office.switch_user(User("示例丙", frozenset({Role.HEAD})))
    wanted = unit["示例庚"].id
    chain = call_chain(office, contact_id=wanted)
    assert [link.number for link in chain[:3]] == ["137****0011", "029-88330009", "029-88330002"]
    call(office, wanted, CallOutcome.UNANSWERED)
    assert open_entries(office)[0].phone == "13700000011"
    assert call_chain(office, contact_id=wanted)[0].tried is CallOutcome.UNANSWERED


@pytest.mark.parametrize(
    ("number", "shown", "dialled"),
    [
        ("13800000001", "138 0000 0001", "tel:13800000001"),
        ("138-0000-0001", "138 0000 0001", "tel:13800000001"),
        ("138****0001", "138 **** 0001", ""),
        ("029-86900002", "029-8690 0002", "tel:02986900002"),
        ("0919-3180000", "0919-318 0000", "tel:09193180000"),
        ("029-86900000-8001", "029-8690 0000 转 8001", "tel:02986900000,8001"),
        ("86900000", "8690 0000", "tel:86900000"),
        ("12369", "12369", "tel:12369"),
        ("", "", ""),
    ],
)
def test_numbers_are_read_out_in_groups(number: str, shown: str, dialled: str) -> None:
    assert (grouped(number), dialling(number)) == (shown, dialled)


def test_a_mobile_that_is_the_24_hour_number_is_meant_for_everybody(
    office: Office, unit: dict[str, RosterEntry]
) -> None:
    line = unit["24小时值班"]
    roster.save_entry(office, entry=replace(line, phones=Phones(duty_phone="13900000099")))
    office.switch_user(User("示例丁", frozenset({Role.AUDITOR})))
    numbers = [link.number for link in call_chain(office, contact_id=unit["示例庚"].id)]
    assert "13900000099" in numbers
    assert "137****0011" in numbers


def test_after_an_early_hand_over_the_calls_of_those_who_took_over_count(
    office: Office, unit: dict[str, RosterEntry], wall: Wall
) -> None:
    users.add_user(office, name="示例戊", roles={Role.DUTY_OFFICER}, password=PASSWORD, cost=QUICK)
    arrange_days(office, MONDAY, 3)
    wall.at = datetime(2019, 7, 16, 8, 20)
    giver, taker = (handover.Signer(name, PASSWORD) for name in ("示例甲", "示例戊"))
    handover.sign_handover(office, draft=handover.handover_draft(office), giver=giver, taker=taker)
    wanted = unit["示例庚"].id
    first = call(office, wanted, CallOutcome.UNANSWERED)
    assert call(office, wanted, CallOutcome.UNANSWERED) != first
