"""The demonstration's duty: who takes turns, a month's rota in days and nights, a 调班, a 替班 and leave, and its papers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from lantian_desktop.cli.demo.office import CLERK, HEAD, SECOND_CLERK, DemoOffice
from lantian_desktop.domain.admin.people import Signature, SignedBy
from lantian_desktop.domain.rota.rota import ChangeKind, DutyMember, Leave, LeaveKind, RotaChange, Seat
from lantian_desktop.domain.rota.schemes import HANDOVER_AT, DutyPost, DutyScheme, ShiftPattern, even_starts
from lantian_desktop.services.office import Office
from lantian_desktop.services.rota import (
    arranging as rota_arranging,
)
from lantian_desktop.services.rota import (
    changes as rota_changes,
)
from lantian_desktop.services.rota import (
    export as rota_export,
)
from lantian_desktop.services.rota import (
    rota,
)
from lantian_desktop.services.rota.print import rota_file_name

FIRST, LAST = date(2019, 7, 1), date(2019, 7, 31)
PATTERN = ShiftPattern.DAY_AND_NIGHT
LEADERS = (HEAD, "示例丁", "示例戊")
OFFICERS = (CLERK, SECOND_CLERK, "示例己", "示例庚", "示例辛", "示例壬")
REASONS = {ChangeKind.SWAP: "外出培训", ChangeKind.STAND_IN: "参加会议"}
_NIGHT = date(2019, 7, 21)
THE_DAY = Seat(date(2019, 7, 22), 0, DutyPost.OFFICER)
NIGHT_AWAY, DAY_AFTER = Seat(date(2019, 7, 25), 1, DutyPost.OFFICER), Seat(date(2019, 7, 28), 0, DutyPost.OFFICER)
REQUESTS = {  # put in by hand before the rest is arranged, so that the story finds its people on duty and rested
    Seat(_NIGHT, 1, DutyPost.LEADER): "示例戊",
    Seat(_NIGHT, 1, DutyPost.OFFICER): SECOND_CLERK,
    Seat(THE_DAY.day, 0, DutyPost.LEADER): HEAD,
    THE_DAY: CLERK,
    NIGHT_AWAY: "示例庚",
    DAY_AFTER: "示例壬",
    **{
        Seat(date(2019, 7, day), shift, DutyPost.OFFICER): name
        for day, shift, name in (
            (22, 1, "示例己"),
            (24, 1, "示例辛"),
            (25, 0, "示例己"),
            (26, 0, SECOND_CLERK),
            (26, 1, "示例辛"),
            (27, 1, CLERK),
            (28, 1, SECOND_CLERK),
        )
    },
}
_L, _O = frozenset({DutyPost.LEADER}), frozenset({DutyPost.OFFICER})


def arrange(demo: DemoOffice) -> None:
    """Fill the month on behalf of the clerk; the changes are approved by the head."""
    office = demo.signed_in_as(CLERK)
    rota.save_scheme(office, scheme=DutyScheme(FIRST, PATTERN, even_starts(PATTERN, HANDOVER_AT)))
    ids = _members(office)
    for seat, name in REQUESTS.items():
        rota.assign(office, seat=seat, member_id=ids[name])
    rota_arranging.accept(office, proposal=rota_arranging.propose(office, first=FIRST, last=LAST))
    away = Leave(0, ids["示例庚"], date(2019, 7, 25), date(2019, 7, 26), LeaveKind.TRIP, "外出培训")
    rota.save_leave(office, leave=away)
    wanted = [
        _ask(office, ChangeKind.SWAP, NIGHT_AWAY, there=DAY_AFTER),
        _ask(office, ChangeKind.STAND_IN, THE_DAY, other=ids["示例辛"]),
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


def _ask(office: Office, kind: ChangeKind, seat: Seat, *, there: Seat | None = None, other: int = 0) -> RotaChange:
    seated = rota_changes.holder(office, seat=there) if there else None
    other_id = seated.member.id if seated else other
    return rota_changes.ask_for_change(
        office, kind=kind, seat=seat, other_id=other_id, other_seat=there, reason=REASONS[kind]
    )
