"""The demonstration's duty: who takes turns, a month's rota in days and nights, a 调班, a 替班 and leave, and its papers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from lantian_desktop.cli.demo_office import CLERK, HEAD, SECOND_CLERK, DemoOffice
from lantian_desktop.domain.duty import HANDOVER_AT, DutyPost, DutyScheme, ShiftPattern, even_starts
from lantian_desktop.domain.people import Signature, SignedBy
from lantian_desktop.domain.rota import ChangeKind, DutyMember, Leave, LeaveKind, RotaChange, Seat
from lantian_desktop.services import rota, rota_changes, rota_export
from lantian_desktop.services.office import Office
from lantian_desktop.services.rota_print import rota_file_name

FIRST, LAST = date(2019, 7, 1), date(2019, 7, 31)
PATTERN = ShiftPattern.DAY_AND_NIGHT
LEADERS = (HEAD, "示例丁", "示例戊")
OFFICERS = (CLERK, SECOND_CLERK, "示例己", "示例庚", "示例辛", "示例壬")
REASONS = {ChangeKind.SWAP: "外出培训", ChangeKind.STAND_IN: "参加会议"}
_L, _O = frozenset({DutyPost.LEADER}), frozenset({DutyPost.OFFICER})
_DAY = timedelta(days=1)


def arrange(demo: DemoOffice) -> None:
    """Fill the month on behalf of the clerk; the changes are approved by the head."""
    office = demo.signed_in_as(CLERK)
    rota.save_scheme(office, scheme=DutyScheme(FIRST, PATTERN, even_starts(PATTERN, HANDOVER_AT)))
    ids = _members(office)
    away = Leave(0, ids["示例庚"], date(2019, 7, 24), date(2019, 7, 26), LeaveKind.TRIP, "外出培训")
    rota.save_leave(office, leave=away)
    rota.give_seats(office, given=_turns(ids), title="排班")
    night = Seat(date(2019, 7, 25), 1, DutyPost.OFFICER)  # of 示例庚, who is away
    there = Seat(date(2019, 7, 27), 0, DutyPost.OFFICER)
    wanted = [
        _ask(office, ChangeKind.SWAP, night, there=there),
        _ask(office, ChangeKind.STAND_IN, Seat(date(2019, 7, 22), 0, DutyPost.OFFICER), other=ids["示例辛"]),
    ]
    office = demo.signed_in_as(HEAD)
    for change in wanted:
        signature = Signature(HEAD, SignedBy.LOGIN, office.today)
        rota_changes.approve_change(office, change_id=change.id, signature=signature)
    demo.signed_in_as(CLERK)


def write(office: Office, out: Path) -> list[Path]:
    """Write the month's rota as a document and as a sheet."""
    paths = [out / rota_file_name(first=FIRST, last=LAST, ending=ending) for ending in (".pdf", ".xlsx")]
    for path in paths:
        rota_export.export_rota(office, first=FIRST, last=LAST, path=path)
    return paths


def _members(office: Office) -> Mapping[str, int]:
    people = [(name, _L) for name in LEADERS] + [(name, _O) for name in OFFICERS]
    made = [
        DutyMember(0, name, posts, phone=f"138000000{number:02}", joined_on=FIRST)
        for number, (name, posts) in enumerate(people, 11)
    ]
    return {member.name: rota.save_member(office, member=member).id for member in made}


def _turns(ids: Mapping[str, int]) -> dict[Seat, int]:
    """Return the turns in order of the names: a leader has the whole day, the officers day and night by turns."""
    given: dict[Seat, int] = {}
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + number * _DAY
        for shift in range(len(PATTERN.shifts)):
            officer = OFFICERS[(2 * number + shift * 3) % len(OFFICERS)]
            given[Seat(day, shift, DutyPost.LEADER)] = ids[LEADERS[number % len(LEADERS)]]
            given[Seat(day, shift, DutyPost.OFFICER)] = ids[officer]
    return given


def _ask(office: Office, kind: ChangeKind, seat: Seat, *, there: Seat | None = None, other: int = 0) -> RotaChange:
    held = rota_changes.holder(office, seat=there) if there else None
    other_id = held.member.id if held else other
    return rota_changes.ask_for_change(
        office, kind=kind, seat=seat, other_id=other_id, other_seat=there, reason=REASONS[kind]
    )
