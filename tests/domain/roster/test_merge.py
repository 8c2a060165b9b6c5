"""Which of two lines stays, which field is proposed from where, and that nothing is lost by choosing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lantian_desktop.domain.roster.merge import FIELDS, merged, proposal, value_of
from lantian_desktop.domain.roster.roster import Phones, PostRole, RosterEntry, Side

FULL = RosterEntry(
    1,
    1,
    PostRole.LIAISON,
    "主任",
    "示例甲",
    Phones("029-86900000", "13800000001"),
    remark="示例",
    verified_on=date(2019, 1, 1),
)
THIN = RosterEntry(
    2,
    1,
    PostRole.STAFF,
    "",
    "示例甲",
    Phones(mobile="13800000002", email="a@example.cn"),
    verified_on=date(2019, 7, 1),
    starred=True,
    side=Side.A,
)


def test_the_fuller_line_stays_whichever_is_named_first() -> None:
    assert proposal(FULL, THIN).keep == proposal(THIN, FULL).keep == FULL
    twin = replace(FULL, id=7)
    assert proposal(twin, FULL).keep == FULL  # of equal ones the first entered
    newer = replace(FULL, id=7, verified_on=date(2019, 7, 2))
    assert proposal(FULL, newer).keep == newer


def test_empty_fields_are_filled_and_newer_numbers_preferred() -> None:
    found = proposal(FULL, THIN)
    assert set(found.differing) == {
        "role", "side", "title", "mobile", "office_phone", "email", "verified_on", "remark",
    }  # fmt: skip
    assert found.from_other == {"email", "mobile", "side", "verified_on"}
    line = merged(found, found.from_other)
    assert line == replace(
        FULL,
        phones=Phones("029-86900000", "13800000002", email="a@example.cn"),
        verified_on=date(2019, 7, 1),
        starred=True,
        side=Side.A,
    )


def test_each_field_can_be_taken_from_either_side() -> None:
    found = proposal(FULL, THIN)
    assert replace(merged(found, frozenset()), starred=False) == FULL
    other = merged(found, frozenset(found.differing))
    assert all(value_of(other, field) == value_of(THIN, field) for field in FIELDS)
    assert other.id == FULL.id
