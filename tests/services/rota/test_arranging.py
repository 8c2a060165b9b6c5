"""自动排班 on a real store: proposed without a trace, accepted as one change, fixed seats untouched, loads of who stands there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from lantian_desktop.domain.admin.office import LoadWeights
from lantian_desktop.domain.admin.people import Role, Signature, SignedBy, User
from lantian_desktop.domain.errors import InvalidInput, NotAllowed, Refused
from lantian_desktop.domain.rota.conflicts import ConflictKind
from lantian_desktop.domain.rota.rota import ChangeKind, DutyMember, Leave, LeaveKind, Seat
from lantian_desktop.domain.rota.schemes import DutyPost, DutyScheme
from lantian_desktop.services import undo as compensation
from lantian_desktop.services.admin import journal
from lantian_desktop.services.office import Office
from lantian_desktop.services.rota import (
    arranging as rota_arranging,
)
from lantian_desktop.services.rota import (
    changes as rota_changes,
)
from lantian_desktop.services.rota import (
    conflicts as rota_conflicts,
)
from lantian_desktop.services.rota import (
    duty,
    rota,
)

BOTH = frozenset(DutyPost)
FIRST, LAST = date(2019, 8, 1), date(2019, 9, 30)
SIGNED = Signature("示例丙", SignedBy.PAPER, date(2019, 7, 15))
DAY = timedelta(days=1)


@pytest.fixture
def people(office: Office) -> dict[str, int]:
    rota.save_scheme(office, scheme=DutyScheme(date(2019, 7, 1)))
    named = ("示例甲", "示例乙", "示例丁", "示例戊", "示例己", "示例庚")
    return {name: rota.save_member(office, member=DutyMember(0, name, BOTH, "13800000001")).id for name in named}


def _seats(office: Office) -> dict[Seat, int]:
    return {
        one.seat: one.member.id
        for answer in duty.staff_between(office, first=FIRST, last=LAST)
        for one in answer.seated
    }


def _lines(office: Office) -> int:
    return len(journal.entries(office, limit=500))


def test_a_proposal_writes_nothing_and_is_accepted_as_one_change(office: Office, people: dict[str, int]) -> None:
    before = _lines(office)
    proposal = rota_arranging.propose(office, first=FIRST, last=LAST)
    assert (_lines(office), _seats(office)) == (before, {})
    assert len(proposal.arrangement.given) == 122
    assert rota_arranging.accept(office, proposal=proposal) == 122
    assert _seats(office) == proposal.arrangement.given
    assert _lines(office) == before + 1
    assert rota_conflicts.conflicts(office, first=FIRST, last=LAST) == ()
    for table in rota_arranging.load_table(office, first=FIRST, last=LAST):
        assert table.spread <= table.allowed
        assert table.points == sum(line.points for line in table.lines)
    assert compensation.undo_change(office) == "自动排班"
    assert _seats(office) == {}


def test_what_stands_is_left_alone_and_redone_only_when_it_may_be(office: Office, people: dict[str, int]) -> None:
    pinned, changed, plain = (Seat(FIRST + DAY * number, 0, DutyPost.LEADER) for number in (3, 5, 7))
    rota.assign(office, seat=pinned, member_id=people["示例甲"])
    rota.give_seats(office, given={changed: people["示例甲"], plain: people["示例甲"]}, title="排班")
    change = rota_changes.ask_for_change(
        office, kind=ChangeKind.STAND_IN, seat=changed, other_id=people["示例乙"], reason="开会"
    )
    rota_changes.approve_change(office, change_id=change.id, signature=SIGNED)
    kept = rota_arranging.propose(office, first=FIRST, last=LAST)
    assert not {pinned, changed, plain} & set(kept.arrangement.given)
    redone = rota_arranging.propose(office, first=FIRST, last=LAST, redo=True)
    assert {pinned, changed, plain} & set(redone.arrangement.given) == {plain}
    rota_arranging.accept(office, proposal=redone)
    after = _seats(office)
    assert (after[pinned], after[changed]) == (people["示例甲"], people["示例乙"])
    table = rota_arranging.load_table(office, first=changed.day, last=changed.day)[0]
    assert {line.member.name for line in table.lines if line.load.shifts} == {"示例乙"}, "the stand-in has the load"


def test_a_proposal_is_refused_once_anything_moved(office: Office, people: dict[str, int]) -> None:
    proposal = rota_arranging.propose(office, first=FIRST, last=LAST)
    leave = rota.save_leave(office, leave=Leave(0, people["示例乙"], FIRST, FIRST + DAY * 4))
    with pytest.raises(Refused, match="重新自动排班"):
        rota_arranging.accept(office, proposal=proposal)
    anew = rota_arranging.propose(office, first=FIRST, last=LAST)
    away = {seat.day for seat, member in anew.arrangement.given.items() if member == leave.member_id}
    assert not away & {FIRST + DAY * number for number in range(5)}
    rota_arranging.accept(office, proposal=anew)


def test_a_seat_nobody_may_take_stays_vacant_with_everybodys_reason(office: Office, people: dict[str, int]) -> None:
    for member_id in people.values():
        rota.save_leave(office, leave=Leave(0, member_id, FIRST, FIRST, LeaveKind.TRIP))
    proposal = rota_arranging.propose(office, first=FIRST, last=FIRST + DAY)
    assert [one.slot.seat.day for one in proposal.arrangement.vacant] == [FIRST, FIRST]
    assert all(len(one.candidates) == len(people) for one in proposal.arrangement.vacant)
    rota_arranging.accept(office, proposal=proposal)
    found = rota_conflicts.conflicts(office, first=FIRST, last=FIRST)
    assert [one.kind for one in found] == [ConflictKind.VACANT, ConflictKind.VACANT]


def test_the_explanation_leaves_as_a_sheet_that_adds_up(office: Office, people: dict[str, int], tmp_path: Path) -> None:
    proposal = rota_arranging.propose(office, first=FIRST, last=LAST)
    path = tmp_path / "说明.xlsx"
    assert rota_arranging.export_explanation(office, proposal=proposal, path=path) == 122
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["值班负荷", "排班理由", "规则"]
    loads = [row for row in book["值班负荷"].iter_rows(min_row=3, values_only=True) if row[0]]
    for table in {row[0] for row in loads}:
        mine = [row for row in loads if row[0] == table]
        total = next(row for row in mine if row[1] == "合计")
        assert int(total[8]) == sum(int(row[8] or 0) for row in mine if row is not total)
    reasons = list(book["排班理由"].iter_rows(min_row=2, values_only=True))
    assert sum(int(row[4]) for row in reasons) == sum(int(row[8]) for row in loads if row[1] == "合计")
    assert all(row[3] and row[5] for row in reasons)
    rota_arranging.accept(office, proposal=proposal)
    assert rota_arranging.export_load(office, first=FIRST, last=LAST, path=tmp_path / "负荷.xlsx") == 12


def test_weights_are_kept_and_the_wrong_one_is_named(office: Office, people: dict[str, int]) -> None:
    with pytest.raises(InvalidInput) as refused:
        rota_arranging.save_weights(office, weights=LoadWeights(holiday=0))
    assert refused.value.field == "holiday"
    heavier = LoadWeights(holiday=40)
    rota_arranging.save_weights(office, weights=heavier)
    assert (rota_arranging.weights(office), office.settings.rest_rule.rest_day) == (heavier, 10)
    office.switch_user(User("示例审", frozenset({Role.AUDITOR})))
    with pytest.raises(NotAllowed):
        rota_arranging.save_weights(office, weights=LoadWeights())


def test_conflicts_are_shown_on_who_actually_stands(office: Office, people: dict[str, int]) -> None:
    first, second, third = (Seat(FIRST + DAY * number, 0, DutyPost.LEADER) for number in range(3))
    officer = replace(first, post=DutyPost.OFFICER)
    one, two = people["示例甲"], people["示例乙"]
    mute = rota.save_member(office, member=DutyMember(0, "示例辛", BOTH, left_on=second.day)).id
    given = {first: one, officer: one, second: one, third: mute}
    rota.give_seats(office, given=given, title="排班")
    rota.save_leave(office, leave=Leave(0, two, second.day + DAY, second.day + DAY))

    def found() -> list[tuple[ConflictKind, date | None, str]]:
        answer = rota_conflicts.conflicts(office, first=first.day, last=third.day)
        return [(each.kind, each.seat and each.seat.day, each.member.name if each.member else "") for each in answer]

    assert found() == [
        (ConflictKind.SAME_SHIFT, first.day, "示例甲"),
        (ConflictKind.TWO_NIGHTS, second.day, "示例甲"),
        (ConflictKind.TWO_NIGHTS, second.day, "示例甲"),
        (ConflictKind.VACANT, second.day, ""),
        (ConflictKind.NOT_SERVING, third.day, "示例辛"),
        (ConflictKind.VACANT, third.day, ""),
        (ConflictKind.NO_NUMBER, None, "示例辛"),
    ]
    change = rota_changes.ask_for_change(office, kind=ChangeKind.STAND_IN, seat=second, other_id=two, reason="开会")
    rota_changes.approve_change(office, change_id=change.id, signature=SIGNED)
    kinds = [(kind, name) for kind, _, name in found()]
    assert (ConflictKind.ON_LEAVE, "示例乙") in kinds, "24 hours from the eve of leave reach into it"
    assert (ConflictKind.TWO_NIGHTS, "示例甲") not in kinds


def test_a_year_without_its_days_off_is_reported(office: Office, people: dict[str, int]) -> None:
    far = date(2031, 3, 3)
    found = rota_conflicts.conflicts(office, first=far, last=far)
    assert [one.kind for one in found] == [ConflictKind.VACANT, ConflictKind.VACANT, ConflictKind.NO_CALENDAR]
    proposal = rota_arranging.propose(office, first=far, last=far)
    assert {table.missing_years for table in proposal.arrangement.tables} == {(2031,)}
