"""Who is on duty as everybody may read it: names, numbers in full, who comes next, and what is wrong; and whom the desk calls most."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from lantian_desktop.domain.admin.people import Role, Signature, SignedBy
from lantian_desktop.domain.rota.rota import ChangeKind, DutyMember, Seat
from lantian_desktop.domain.rota.schemes import DutyPost, DutyScheme
from lantian_desktop.services.duty.cards import UNARRANGED, duty_alarms, duty_cards, is_arranged
from lantian_desktop.services.duty.contacts import usual_contacts
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster.contact_index import note_recent
from lantian_desktop.services.roster.roster import save_entry
from lantian_desktop.services.rota import changes as rota_changes
from lantian_desktop.services.rota import rota
from tests.factories import Wall, make_office
from tests.services.duty.kit import arrange_days, fill_unit

NIGHT = date(2019, 7, 15)
CLERK_AND_HEAD = frozenset({Role.ADMIN, Role.CLERK, Role.HEAD})


@pytest.fixture
def clock() -> Wall:
    return Wall(datetime(2019, 7, 16, 3, 7))


@pytest.fixture
def office(tmp_path, clock):
    made = make_office(tmp_path / "office", clock, roles=CLERK_AND_HEAD)
    yield made
    made.session.close()


def test_a_card_for_each_post_with_numbers_in_full_and_who_comes_next(office: Office) -> None:
    arrange_days(office, NIGHT, 3)
    leader, officer = duty_cards(office)
    assert (leader.post, officer.post) == (DutyPost.LEADER, DutyPost.OFFICER)
    assert [(one.name, one.number) for one in leader.people] == [("示例甲", "13800000001")]
    assert (leader.until, leader.following, leader.alarm) == ("至 08:30", ("示例戊",), "")
    assert is_arranged(duty_cards(office))


def test_the_cards_follow_the_clock_and_the_approved_changes(office: Office, clock: Wall) -> None:
    members = arrange_days(office, NIGHT, 3)
    clock.at = datetime(2019, 7, 16, 8, 30)
    assert duty_cards(office)[0].people[0].name == "示例戊"
    clock.at = datetime(2019, 7, 15, 12, 0)
    seat = Seat(NIGHT, 0, DutyPost.OFFICER)
    change = rota_changes.ask_for_change(
        office, kind=ChangeKind.STAND_IN, seat=seat, other_id=members["示例丁"].id, reason="出差"
    )
    signed = Signature("示例丙", SignedBy.PAPER, NIGHT, "0" * 64)
    rota_changes.approve_change(office, change_id=change.id, signature=signed)
    (person,) = duty_cards(office)[1].people
    assert (person.name, person.number) == ("示例丁", "13800000004")
    assert (person.change, person.replaces) == (ChangeKind.STAND_IN, "示例乙")


def test_a_seat_nobody_has_is_an_alarm_on_its_own_card(office: Office) -> None:
    arrange_days(office, NIGHT, 3)
    rota.clear_seats(office, seats=[Seat(NIGHT, 0, DutyPost.LEADER)])
    leader, officer = duty_cards(office)
    assert leader.people == ()
    assert leader.alarm == "这一班没有安排带班领导，请立即请示并到“排班表”补上。"
    assert officer.alarm == ""
    assert not any("本班缺" in sentence for sentence in duty_alarms(office))


def test_of_two_officers_one_may_be_missing(office: Office) -> None:
    rota.save_scheme(office, scheme=DutyScheme(NIGHT, officers=2))
    members = {one.name: one for one in arrange_members(office)}
    rota.give_seats(office, given={Seat(NIGHT, 0, DutyPost.OFFICER): members["示例乙"].id}, title="排班")
    assert duty_cards(office)[1].alarm == "还缺 1 名值班员，请到“排班表”补上。"


def arrange_members(office: Office) -> list[DutyMember]:
    return [rota.save_member(office, member=DutyMember(0, "示例乙", frozenset({DutyPost.OFFICER}), "029-86900002"))]


def test_without_shifts_the_cards_say_so(office: Office) -> None:
    assert [card.alarm for card in duty_cards(office)] == [UNARRANGED, UNARRANGED]
    assert not is_arranged(duty_cards(office))


def test_a_missed_hand_over_is_an_alarm(office: Office, clock: Wall) -> None:
    arrange_days(office, NIGHT, 3)
    assert duty_alarms(office) == ()
    clock.at = datetime(2019, 7, 16, 9, 5)
    (sentence,) = duty_alarms(office)
    assert "应在7月16日 08:30 交接，至今未办" in sentence


def test_the_usual_contacts_are_the_last_ones_then_the_starred(office: Office) -> None:
    lines = fill_unit(office)
    assert usual_contacts(office) == ()
    save_entry(office, entry=replace(lines["示例辛"], starred=True))
    for name in ("示例壬", "示例庚"):
        note_recent(office, lines[name].id)
    assert [hit.name.text for hit in usual_contacts(office)] == ["示例庚", "示例壬", "示例辛"]
    starred = usual_contacts(office)[-1]
    assert (starred.unit.text, starred.number.text) == ("高新区", "13900000012")
    note_recent(office, lines["示例辛"].id)
    assert [hit.name.text for hit in usual_contacts(office)] == ["示例辛", "示例庚", "示例壬"]
    assert len(usual_contacts(office, limit=2)) == 2
