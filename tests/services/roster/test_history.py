"""Who held a post on a day, where holders went before others came, days are not known, and lines were merged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.roster.roster import Phones, PostRole, RosterEntry
from lantian_desktop.services.issues import steps
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import history as roster_history
from lantian_desktop.services.roster import merge as roster_merge
from lantian_desktop.services.roster import roster
from tests.factories import Wall

NUMBER = Phones(mobile="13800000001")


def entered(office: Office, **changes: object) -> RosterEntry:
    """Enter somebody of 高陵区 on the day it is."""
    unit = roster.find_unit(office, text="高陵区")
    entry = RosterEntry(0, unit.id, PostRole.STAFF, "科员", "示例辛", NUMBER)
    return roster.save_entry(office, entry=replace(entry, **changes))


def changed(office: Office, line: RosterEntry, **changes: object) -> RosterEntry:
    return roster.save_entry(office, entry=replace(line, **changes))


def then(office: Office, line: RosterEntry, day: date) -> list[str]:
    return [one.name for one in roster_history.roster_at(office, on=day) if one.id == line.id]


@pytest.mark.parametrize("kept", [Phones(), NUMBER])
def test_who_fills_a_vacancy_was_not_there_before(office: Office, wall: Wall, kept: Phones) -> None:
    line = entered(office)
    wall.pass_days(5)
    vacant = changed(office, line, name="", phones=kept)
    assert vacant.held_since is None
    wall.pass_days(5)
    vacant = changed(office, vacant, remark="无人")
    filled = changed(office, vacant, name="示例壬", phones=Phones(mobile="13900000002"))
    assert filled.held_since == office.today
    assert [then(office, line, date(2019, 7, day)) for day in (1, 19, 20, 24, 25)] == [
        ["示例辛"],
        ["示例辛"],
        [""],
        [""],
        ["示例壬"],
    ]
    steps.undo_last(office)
    assert then(office, line, office.today) == [""]


def test_a_vacancy_is_filled_from_the_day_that_is_given(office: Office, wall: Wall) -> None:
    line = entered(office, held_since=date(2019, 1, 1))
    vacant = changed(office, line, name="")
    wall.pass_days(9)
    filled = changed(office, vacant, name="示例壬", held_since=date(2019, 7, 20))
    assert filled.held_since == date(2019, 7, 20)
    assert [then(office, line, date(2019, 7, day)) for day in (14, 19, 20)] == [["示例辛"], [""], ["示例壬"]]
    with pytest.raises(InvalidInput, match="示例辛"):
        changed(office, roster.roster_entry(office, entry_id=filled.id), name="", held_since=date(2019, 7, 1))


def test_of_two_whose_beginning_nobody_knows_the_one_who_left_was_there(office: Office, wall: Wall) -> None:
    line = entered(office)
    wall.pass_days(5)
    now = changed(office, line, name="示例壬", held_since=office.today)
    (lasting, _left) = roster_history.tenures(office, entry_id=now.id)
    roster_history.correct_tenure(office, tenure_id=lasting.id, since=None, until=None, reason="到任日期不详")
    assert then(office, line, date(2019, 7, 19)) == ["示例辛"]
    assert then(office, line, date(2019, 7, 20)) == ["示例壬"]


def test_a_predecessor_both_merged_lines_name_is_reported_once(office: Office, wall: Wall) -> None:
    one, other = (entered(office, name="前任示例", held_since=date(2019, 1, 1)) for _ in "ab")
    wall.pass_days(5)
    one, other = (changed(office, line, name="示例辛", held_since=date(2019, 7, 18)) for line in (one, other))
    merging = roster_merge.proposal(office, one=one.id, other=other.id)
    kept = roster_merge.merge_entries(office, merging=merging, from_other=merging.from_other)

    def named(day: date) -> list[str]:
        return [line.name for line in roster_history.roster_at(office, on=day) if line.title == "科员"]

    assert named(date(2019, 3, 1)) == ["前任示例"]
    assert named(office.today) == ["示例辛"]
    assert [one.name for one in roster_history.tenures(office, entry_id=kept.id)] == ["示例辛", "前任示例"]
    steps.undo_last(office)
    assert named(date(2019, 3, 1)) == ["前任示例", "前任示例"]
