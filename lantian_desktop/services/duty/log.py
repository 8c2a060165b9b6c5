"""值班日志: entering, correcting and closing lines, and calls made from the desk. Handing over lives in `handover`.

A line is filed in the shift its event lies in. Where that shift has been handed over, its lines are locked: the line is filed
in the running shift and keeps the event's own time, so that what is told late is neither lost nor slipped in unseen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from lantian_desktop.domain.admin.people import Right, same_person
from lantian_desktop.domain.duty.call_chain import REACHED
from lantian_desktop.domain.duty.log import CallOutcome, EntryKind, LogEntry, ShiftKey
from lantian_desktop.domain.errors import InvalidInput, NotFound, Refused
from lantian_desktop.domain.phones import number_digits
from lantian_desktop.domain.queries import Page
from lantian_desktop.domain.roster.roster import mask_mobile, mask_mobiles
from lantian_desktop.domain.terms import Labelled
from lantian_desktop.services.office import Office
from lantian_desktop.services.rota.duty import shift_named, shift_now, who_is_on_duty
from lantian_desktop.store.duty import log as stored
from lantian_desktop.store.revisions import require_unchanged
from lantian_desktop.store.roster import roster
from lantian_desktop.store.session import Touched

_DAY = timedelta(days=1)
_CLOSED_BY_CALL = "已在其后的通话中接通"
_QUOTED = 40  # characters of an earlier line that the one which closes it repeats


def shift_for(office: Office, *, at: datetime) -> ShiftKey:
    """Return the shift an instant is filed under; where no shifts were set up: its calendar day, shift 0."""
    shift = shift_now(office, at=at)
    return ShiftKey(shift.day, shift.index) if shift else ShiftKey(at.date(), 0)


def open_shift(office: Office, *, at: datetime) -> ShiftKey:
    """Return the shift a line of an event at `at` is filed in: its own, or when that is handed over the running one."""
    key = shift_for(office, at=at)
    if not _is_closed(office, key):
        return key
    now = office.clock()
    key = shift_for(office, at=now)
    while _is_closed(office, key):  # signed before its end: what still comes belongs to those who took over
        shift = shift_now(office, at=now)
        now = shift.ends_at if shift else now + _DAY
        key = shift_for(office, at=now)
    return key


def entries(
    office: Office,
    *,
    day: date | None = None,
    shift: int | None = None,
    text: str = "",
    offset: int = 0,
    limit: int = 200,
) -> Page[LogEntry]:
    """Return one page of the log, newest first: of a day of duty, of a shift of it, and with these words only."""
    page = stored.entries(office.session, day=day, shift=shift, text=text, offset=offset, limit=limit)
    return replace(page, rows=tuple(shown_line(office, line) for line in page.rows))


def entries_of_shift(office: Office, *, shift: ShiftKey) -> tuple[LogEntry, ...]:
    """Return the lines of one shift in the order of their time."""
    return tuple(shown_line(office, line) for line in stored.of_shift(office.session, shift.day, shift.index))


def entry(office: Office, *, entry_id: int) -> LogEntry:
    """Return one line; raise NotFound when there is none."""
    return shown_line(office, stored.entry(office.session, entry_id))


def open_entries(office: Office) -> tuple[LogEntry, ...]:
    """Return the lines with something still to do, calls nobody answered among them, in the order of their time."""
    return tuple(shown_line(office, line) for line in stored.open_entries(office.session))


def is_late(line: LogEntry) -> bool:
    """Return whether a line was entered more than a quarter of an hour after its event."""
    return line.entered_at is not None and line.entered_at - line.at > timedelta(minutes=15)


def shown_line(office: Office, line: LogEntry) -> LogEntry:
    """Return a line as this user may see it: to those who do not keep the log mobiles are masked."""
    if office.may(Right.KEEP_LOG):
        return line
    return replace(
        line,
        phone=mask_mobile(line.phone),
        content=mask_mobiles(line.content),
        passed_to=mask_mobiles(line.passed_to),
        result=mask_mobiles(line.result),
    )


def add_entry(
    office: Office,
    *,
    kind: EntryKind,
    content: str,
    at: datetime | None = None,
    unit: str = "",
    name: str = "",
    post: str = "",
    phone: str = "",
    passed_to: str = "",
    passed_at: datetime | None = None,
    result: str = "",
    done: bool = True,
    outcome: CallOutcome | None = None,
    contact_id: int | None = None,
    follows_id: int | None = None,
    issue_id: int | None = None,
) -> LogEntry:
    """Enter a line about an event at `at` (now), in the user's name; raise InvalidInput without content or for a time to come."""
    moment = at or office.clock()
    line = LogEntry(
        0, moment, moment.date(), 0, kind, content.strip(), unit.strip(), name.strip(), post.strip(), phone.strip(),
        passed_to.strip(), passed_at, result.strip(), done, outcome, contact_id, follows_id=follows_id, issue_id=issue_id,
    )  # fmt: skip
    office.require(Right.KEEP_LOG)
    _check(office, line)
    in_full = replace(line, phone=_in_full(office, contact_id, line.phone))
    with office.session.write("登记值班日志") as touched:
        return file_line(office, in_full, touched)


def file_line(office: Office, line: LogEntry, touched: Touched) -> LogEntry:
    """Enter a line inside the caller's transaction, in the shift that is still open for it."""
    key = open_shift(office, at=line.at)
    signed = replace(line, day=key.day, shift=key.index, recorder=office.user.name, entered_at=office.clock())
    saved = stored.save_entry(office.session, signed)
    touched.note(kind=saved.kind.label, day=key.day.isoformat(), shift=key.index)
    touched.add("duty_log", saved.id)
    return saved


def correct_entry(office: Office, *, entry: LogEntry) -> LogEntry:
    """Replace the wording of a line not handed over yet, by who wrote it or who stands that shift; the journal keeps both.

    Recorder and time of entry stay; another time files it in the shift it lies in. Raise Refused for a locked line: what
    changes later is a line of its own.
    """
    office.require(Right.KEEP_LOG)
    stored_entry = stored.entry(office.session, entry.id)
    _require_own(office, stored_entry)
    require_unchanged(office.session, stored_entry.revision, entry.revision)
    fixed = ("day", "shift", "recorder", "entered_at", "follows_id", "locked", "contact_id", "unit_id")
    changed = replace(entry, **{name: getattr(stored_entry, name) for name in fixed})
    _check(office, changed)
    if changed.at != stored_entry.at:
        key = open_shift(office, at=changed.at)
        changed = replace(changed, day=key.day, shift=key.index)
    with office.session.write("更正值班日志") as touched:
        touched.note(before=_changed_fields(stored_entry, changed), after=_changed_fields(changed, stored_entry))
        saved = stored.save_entry(office.session, changed)
        touched.add("duty_log", saved.id)
    return saved


def close_entry(office: Office, *, entry_id: int, result: str) -> LogEntry:
    """Enter the line that ends an open one, with its result; raise Refused when it is not open."""
    office.require(Right.KEEP_LOG)
    if not result.strip():
        raise InvalidInput("请填写办理结果。", field="result")
    stored_entry = stored.entry(office.session, entry_id)
    if stored_entry.id not in {line.id for line in stored.open_entries(office.session)}:
        raise Refused("这条记录已经办结，请刷新后查看。")
    with office.session.write("办结值班事项") as touched:
        return file_line(office, closing(office, stored_entry, result.strip()), touched)


def closing(office: Office, stored_entry: LogEntry, result: str) -> LogEntry:
    """Return the line, not entered yet, that ends `held` with `result`."""
    quoted = stored_entry.content if len(stored_entry.content) <= _QUOTED else f"{stored_entry.content[:_QUOTED]}…"
    return replace(
        stored_entry,
        id=0,
        at=office.clock(),
        content=f"续 {stored_entry.at.month}月{stored_entry.at.day}日 {stored_entry.at:%H:%M}：{quoted}",
        passed_to="",
        passed_at=None,
        result=result,
        done=True,
        outcome=None,
        follows_id=stored_entry.id,
        locked=False,
    )


def log_call(
    office: Office,
    *,
    contact_id: int | None,
    unit: str,
    name: str,
    post: str,
    phone: str,
    outcome: CallOutcome,
    note: str = "",
    passed_to: str = "",
    issue_id: int | None = None,
    unit_id: int | None = None,
) -> LogEntry:
    """Enter a call made now, about an issue if it is for one.

    未接 stays open until the same contact, number or unit is reached (接通 or 转达), which closes it.
    """
    office.require(Right.KEEP_LOG)
    number = _in_full(office, contact_id, phone.strip())
    now = office.clock()
    reached = outcome in REACHED
    whom = " ".join(part for part in (unit, post, name) if part)
    content = note.strip() or f"致电{whom or phone}，{outcome.label}"
    line = LogEntry(
        0, now, now.date(), 0, EntryKind.CALL_OUT, content, unit, name, post, number, passed_to.strip(),
        now if outcome is CallOutcome.PASSED_ON else None, "", reached, outcome, contact_id, issue_id=issue_id, unit_id=unit_id,
    )  # fmt: skip
    waiting = _unanswered(office, line)
    with office.session.write("登记去电") as touched:
        touched.note(outcome=outcome.label)
        for other in waiting[:-1] if reached else ():
            file_line(office, closing(office, other, _CLOSED_BY_CALL), touched)
        follows = waiting[-1].id if waiting else None
        return file_line(office, replace(line, follows_id=follows), touched)


def is_open_call(line: LogEntry) -> bool:
    """Return whether a line tells of a call nobody answered."""
    return line.kind is EntryKind.CALL_OUT and line.outcome is CallOutcome.UNANSWERED


def _unanswered(office: Office, call: LogEntry) -> Sequence[LogEntry]:
    """Return the open calls that one more call to the same contact, number or unit takes up, the latest last."""
    waiting = (line for line in stored.open_entries(office.session) if is_open_call(line))
    return [line for line in waiting if _same_callee(line, call)]


def _same_callee(one: LogEntry, other: LogEntry) -> bool:
    same_contact = one.contact_id is not None and one.contact_id == other.contact_id
    same_number = bool(number_digits(one.phone)) and number_digits(one.phone) == number_digits(other.phone)
    return same_contact or same_number or bool(one.unit and one.unit == other.unit)


def _in_full(office: Office, contact_id: int | None, phone: str) -> str:
    """Return the number behind a masked one: the record names what was dialled, and is masked again where it is shown."""
    if "*" not in phone or contact_id is None:
        return phone
    try:
        phones = roster.entry(office.session, contact_id).phones
    except NotFound:
        return phone
    numbers = (part.strip() for field in (phones.mobile, phones.office_phone) for part in field.split("、"))
    return next((number for number in numbers if mask_mobile(number) == phone), phone)


def _is_closed(office: Office, key: ShiftKey) -> bool:
    """Return whether a shift was handed over, or lies before one that was: nobody hands it over any more."""
    last = stored.handovers(office.session, limit=1).rows
    return bool(last) and key <= ShiftKey(last[0].day, last[0].shift)


def _require_own(office: Office, stored_entry: LogEntry) -> None:
    key = ShiftKey(stored_entry.day, stored_entry.shift)
    if stored_entry.locked or _is_closed(office, key):
        raise Refused("这条记录已随交接班锁定，不能更正；请另记一笔说明。")
    if not any(same_person(name, office.user.name) for name in (stored_entry.recorder, *_names_on_duty(office, key))):
        raise Refused(f"这条记录由{stored_entry.recorder}登记，只能由其本人或同班值班人员更正；请另记一笔说明。")


def _names_on_duty(office: Office, key: ShiftKey) -> tuple[str, ...]:
    """Return the names of those who stand a shift."""
    try:
        shift = shift_named(office, day=key.day, index=key.index)
    except NotFound:
        return ()
    answer = who_is_on_duty(office, at=shift.starts_at)
    return tuple(one.member.name for one in answer.seated) if answer else ()


def _changed_fields(one: LogEntry, other: LogEntry) -> dict[str, str | bool]:
    """Return what `one` says where `other` says otherwise."""
    names = (
        "at",
        "kind",
        "content",
        "unit",
        "name",
        "post",
        "phone",
        "passed_to",
        "passed_at",
        "result",
        "done",
        "outcome",
        "issue_id",
    )
    return {name: _word(getattr(one, name)) for name in names if getattr(one, name) != getattr(other, name)}


def _word(value: object) -> str | bool:
    """Return a value as the journal tells it, mobiles masked."""
    if isinstance(value, bool):
        return value
    return value.label if isinstance(value, Labelled) else mask_mobiles(str(value or ""))


def _check(office: Office, line: LogEntry) -> None:
    if not line.content:
        raise InvalidInput("请填写内容。", field="content")
    if line.at > office.clock():
        raise InvalidInput("时间晚于现在，请更正。", field="at")
    if line.passed_at is not None and line.passed_at > office.clock():
        raise InvalidInput("转办时间晚于现在，请更正。", field="passed_at")
