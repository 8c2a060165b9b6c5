"""自动排班 over some hundred made-up offices: no rule broken, level within a shift, explained to the last point, the same everywhere."""

from __future__ import annotations

import os
import subprocess
import sys
from fractions import Fraction

import pytest

from lantian_desktop.domain.rota.arranging import Arrangement, Arranging, arrange
from lantian_desktop.domain.rota.schemes import DutyPost
from tests.domain.rota.offices import Kind, office
from tests.domain.rota.words_checked import Check
from tests.source_tree import TREE

BLOCK = 40
WITH_LEAVE, WITHOUT = Kind(), Kind(leave=False, standing=False)
EQUAL = Kind(leave=False, standing=False, shares=False)


def _no_rule_is_broken(task: Arranging, came: Arrangement, check: Check) -> None:
    members = task.rota.members
    for seat, member_id in came.given.items():
        assert check.legal(members[member_id], seat), f"{members[member_id].name} {seat}"
    vacant = {one.slot.seat for one in came.vacant}
    assert vacant | set(came.given) == set(task.open)
    assert not vacant & set(came.given)
    for seat in vacant:
        able = [one.name for one in members.values() if check.legal(one, seat)]
        assert not able, f"{seat} stays vacant although {able} may take it"


def _sums_match(came: Arrangement, check: Check) -> None:
    for table in came.tables:
        here = [seat for seat in check.stands if seat.post is table.post and table.first <= seat.day <= table.last]
        assert table.points == sum(map(check.points, here))
        assert table.total.shifts == len(here)
        for line in table.lines:
            mine = [seat for seat in here if check.stands[seat] == line.member.id]
            assert (line.load.shifts, line.points) == (len(mine), sum(map(check.points, mine)))
        strangers = [seat for seat in here if check.stands[seat] not in {line.member.id for line in table.lines}]
        assert table.points == sum(line.points for line in table.lines) + sum(map(check.points, strangers))
        assert sum((line.deviation * line.share for line in table.lines), Fraction(0)) == 0


def _explained(came: Arrangement) -> None:
    assert [why.slot.seat for why in came.reasons] == list(came.given)
    for why in came.reasons:
        holder = why.member_id
        if why.steps:
            last = why.steps[-1]
            holder = last.taker if last.slot is why.slot else last.giver
        assert holder == why.member_id == came.given[why.slot.seat]
        if not why.steps and why.ground.value != "filled_later":
            assert next(one for one in why.candidates if one.member_id == holder).bar is None
    for vacancy in came.vacant:
        assert all(one.bar is not None for one in vacancy.candidates)


@pytest.mark.parametrize("block", range(4))
def test_with_leave_no_rule_is_broken_and_no_single_step_is_left_undone(block: int) -> None:
    for number in range(block * BLOCK, (block + 1) * BLOCK):
        task = office(number, WITH_LEAVE)
        came = arrange(task)
        check = Check(task, came)
        _no_rule_is_broken(task, came, check)
        _sums_match(came, check)
        _explained(came)
        for quarter in check.quarters():
            for post in DutyPost:
                levels = check.levels(quarter, post)
                if not levels:
                    continue
                table = next(one for one in came.tables if (one.first, one.post) == (quarter[0], post))
                assert table.spread == (max(levels.values()) - min(levels.values())) * _fullest(check, levels)
                if max(levels.values()) - min(levels.values()) > check.one_shift(quarter, post, levels):
                    assert check.step_that_helps(quarter, post, came) == "", f"office {number}"


def _fullest(check: Check, levels: dict[int, Fraction]) -> Fraction:
    return max(check.part(check.task.rota.members[one]) for one in levels)


@pytest.mark.parametrize("kind", [WITHOUT, EQUAL])
@pytest.mark.parametrize("block", range(2))
def test_without_leave_every_quarter_is_level_within_one_shift(kind: Kind, block: int) -> None:
    for number in range(block * BLOCK, (block + 1) * BLOCK):
        task = office(number, kind)
        came = arrange(task)
        check = Check(task, came)
        assert not came.vacant, f"office {number}"
        _no_rule_is_broken(task, came, check)
        for quarter in check.quarters():
            for post in DutyPost:
                levels = check.levels(quarter, post)
                spread = max(levels.values()) - min(levels.values())
                assert spread <= check.one_shift(quarter, post, levels), f"office {number}"


def test_two_processes_explain_the_same_rota_with_the_same_bytes() -> None:
    """Names hash differently in every process; nothing may follow their order."""
    code = (
        "import sys, datetime, hashlib\n"
        "from tests.domain.rota.offices import Kind, office\n"
        "from lantian_desktop.domain.rota.arranging import arrange\n"
        "from lantian_desktop.exchange.rota.load_sheet import explanation_bytes\n"
        "for number in (3, 17, 29, 51):\n"
        "    task = office(number, Kind())\n"
        "    made = explanation_bytes(arrange(task), task.rota.members, task.weights,\n"
        "        created=datetime.datetime(2019, 7, 1), title='排班')\n"
        "    print(len(made), hashlib.sha256(made).hexdigest())\n"
    )
    answers = set()
    for seed in ("1", "4711"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=TREE,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        answers.add(done.stdout)
    assert len(answers) == 1
    assert len(answers.pop().splitlines()) == 4
