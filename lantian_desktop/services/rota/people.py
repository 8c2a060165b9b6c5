"""Those who take turns as a list shows them: whose number it is and where it comes from, leave, and duty that falls into leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from lantian_desktop.domain.errors import NotFound
from lantian_desktop.domain.roster.roster import RosterEntry
from lantian_desktop.domain.rota.rota import DutyMember, Leave, Seat
from lantian_desktop.domain.rota.rules import BarKind, absence
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster.masks import shown_entry
from lantian_desktop.services.rota import rota
from lantian_desktop.services.rota.duty import duty_number, shown_number, staff_between
from lantian_desktop.services.rota.lines import seat_words
from lantian_desktop.store.roster import roster as stored

LOOKED_AHEAD = timedelta(days=92)
LONGEST_LOOK = timedelta(days=366)  # of leave; nobody is arranged further ahead
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One who takes turns: the number, where it comes from, and leave that is not over."""

    member: DutyMember
    number: str
    source: str
    leaves: tuple[Leave, ...] = ()
    away_today: bool = False


@dataclass(frozen=True, slots=True)
class LeaveLine:
    """Leave with whose it is and the duty that falls into it."""

    leave: Leave
    member: DutyMember
    duties: tuple[str, ...] = ()


def member_lines(office: Office) -> tuple[MemberLine, ...]:
    """Return everybody who takes or took turns, in their order; mobiles are masked to those who neither keep roster nor rota.

    Whoever is on duty now is shown in full all the same (domain handbook §13).
    """
    coming = rota.leaves(office, first=office.today, last=date.max)
    return tuple(_member_line(office, member, coming) for member in rota.members(office))


def leave_lines(office: Office, *, first: date | None = None, last: date | None = None) -> tuple[LeaveLine, ...]:
    """Return leave in the order it begins; between days: that which touches them."""
    known = {member.id: member for member in rota.members(office)}
    return tuple(
        LeaveLine(leave, known[leave.member_id], duties_within(office, leave=leave))
        for leave in rota.leaves(office, first=first, last=last)
    )


def duties_within(office: Office, *, leave: Leave) -> tuple[str, ...]:
    """Return the duty of a person, approved changes counted, that leave forbids: 7月15日夜班.

    A shift that ends on the first morning of the leave is one of them, as arranging and the list of conflicts have it.
    """
    if leave.last < leave.first:
        return ()
    schemes = rota.schemes(office)
    last = min(leave.last, leave.first + LONGEST_LOOK)
    found = []
    for answer in staff_between(office, first=leave.first - _DAY, last=last):
        for one in answer.seated:
            bar = absence(one.member, answer.shift, (leave,)) if one.member.id == leave.member_id else None
            if bar is not None and bar.kind is BarKind.ON_LEAVE:
                found.append(seat_words(one.seat, schemes))
    return tuple(found)


def duties_ahead(office: Office, *, member_id: int) -> tuple[Seat, ...]:
    """Return the seats a person has from today on, approved changes counted."""
    answers = staff_between(office, first=office.today, last=office.today + LOOKED_AHEAD)
    return tuple(one.seat for answer in answers for one in answer.seated if one.member.id == member_id)


def roster_line(office: Office, *, contact_id: int) -> RosterEntry | None:
    """Return a line of the roster as this user may see it; None when it is gone."""
    try:
        return shown_entry(office, stored.entry(office.session, contact_id))
    except NotFound:
        return None


def number_source(office: Office, member: DutyMember) -> str:
    """Return where the number of a member comes from."""
    if member.phone:
        return "在此填写"
    if member.contact_id is None:
        return "没有号码"
    line = roster_line(office, contact_id=member.contact_id)
    if line is None:
        return "名册条目已删除"
    if duty_number(office, member):
        return f"名册：{line.title or line.role.label}"
    return f"名册里{line.title or line.role.label}已不是{member.name}，或没有号码"


def _member_line(office: Office, member: DutyMember, coming: tuple[Leave, ...]) -> MemberLine:
    own = tuple(leave for leave in coming if leave.member_id == member.id)
    away = any(leave.first <= office.today <= leave.last for leave in own)
    return MemberLine(member, shown_number(office, member), number_source(office, member), own, away)
