"""谁在班: the one answer for the header, the desk, prints, exports and the command line, and the numbers of those on duty."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from lantian_desktop.domain.admin.people import Right, same_person
from lantian_desktop.domain.errors import NotFound
from lantian_desktop.domain.roster.roster import mask_mobiles
from lantian_desktop.domain.rota.rota import DutyMember, OnDuty, Rota, on_duty
from lantian_desktop.domain.rota.schemes import Shift, shift_at, shifts_between, shifts_of
from lantian_desktop.services.office import Office
from lantian_desktop.store.roster import roster
from lantian_desktop.store.rota import rota as stored

_DAY = timedelta(days=1)


def rota_between(office: Office, *, first: date, last: date) -> Rota:
    """Return all that answers 谁在班 for the days of duty from `first` to `last`, both included."""
    return stored.rota(office.session, first, last)


def who_is_on_duty(office: Office, *, at: datetime | None = None) -> OnDuty | None:
    """Return who is on duty at `at` (now); None where no shifts were set up for that day."""
    moment = at or office.clock()
    return on_duty(rota_between(office, first=moment.date() - _DAY, last=moment.date()), moment)


def who_is_next(office: Office, *, at: datetime | None = None) -> OnDuty | None:
    """Return who stands the shift after the one `at` (now) lies in; None where there is none."""
    shift = shift_now(office, at=at)
    return None if shift is None else who_is_on_duty(office, at=shift.ends_at)


def staff_between(office: Office, *, first: date, last: date) -> tuple[OnDuty, ...]:
    """Return who stands each shift of the days of duty from `first` to `last`, both included, in order."""
    rota = rota_between(office, first=first, last=last)
    answers = (on_duty(rota, shift.starts_at) for shift in shifts_between(rota.schemes, first, last))
    return tuple(answer for answer in answers if answer is not None)


def shift_now(office: Office, *, at: datetime | None = None) -> Shift | None:
    """Return the shift `at` (now) lies in, or None."""
    return shift_at(stored.schemes(office.session), at or office.clock())


def shift_named(office: Office, *, day: date, index: int) -> Shift:
    """Return a shift by its day of duty and its place in it; raise NotFound when that day has none such."""
    found = next((one for one in shifts_of(stored.schemes(office.session), day) if one.index == index), None)
    if found is None:
        raise NotFound(f"{day.month}月{day.day}日没有第 {index + 1} 班，请先核对班次设置。")
    return found


def duty_number(office: Office, member: DutyMember) -> str:
    """Return the number a member is reached at on duty, in full whoever asks (domain handbook §13); empty when there is none."""
    if member.phone or member.contact_id is None:
        return member.phone
    try:
        entry = roster.entry(office.session, member.contact_id)
    except NotFound:
        return ""
    if not same_person(entry.name, member.name):
        return ""  # the post has gone to somebody else: their number is not the member's
    return entry.phones.mobile or entry.phones.duty_phone or entry.phones.office_phone


def sees_numbers(office: Office) -> bool:
    """Return whether the signed-in user sees the numbers of all who take turns: who keeps the roster or arranges duty."""
    return office.may(Right.EDIT_ROSTER) or office.may(Right.ARRANGE_DUTY)


def shown_number(office: Office, member: DutyMember) -> str:
    """Return the number of somebody who takes turns as this user may see it, in full while they are on duty."""
    number = duty_number(office, member)
    if sees_numbers(office):
        return number
    answer = who_is_on_duty(office)
    on_duty_now = answer is not None and any(one.member.id == member.id for one in answer.seated)
    return number if on_duty_now else mask_mobiles(number)
