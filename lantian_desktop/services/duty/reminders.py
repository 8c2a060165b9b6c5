"""Reminders: what is due now, what of it was never shown, and whom to call about it. The PC is offline: nothing is sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from lantian_desktop.domain.admin.calendar import Light, light
from lantian_desktop.domain.admin.people import Right, same_person
from lantian_desktop.domain.duty.log import CallOutcome
from lantian_desktop.domain.duty.reminders import (
    Reminder,
    ReminderKind,
    due_kind,
    due_reminder,
    due_sentence,
    shift_reminder,
)
from lantian_desktop.domain.issues.issue import Issue
from lantian_desktop.domain.issues.lists import IssueLine, IssueQuery, IssueView
from lantian_desktop.domain.roster.query import RosterQuery
from lantian_desktop.domain.roster.roster import PostRole, RosterEntry
from lantian_desktop.services.issues.detail import issue_detail
from lantian_desktop.services.issues.issues import issue_page
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import roster
from lantian_desktop.services.rota.duty import who_is_on_duty
from lantian_desktop.store.duty import log as stored_log
from lantian_desktop.store.duty import reminders as stored
from lantian_desktop.store.issues.columns import current_due

MOST = 500  # practice, in no regulation: issues of each kind looked at; an office with more due at once has other worries than reminders
AHEAD = timedelta(minutes=15)  # practice, in no regulation: before one's shift begins
_PRESSING = frozenset({Light.BLUE, Light.AMBER, Light.RED})
_DAY = timedelta(days=1)
_LOGGED_AS = "电话提醒"
_CALLED = (PostRole.LIAISON, PostRole.STREET_LIAISON, PostRole.DEPARTMENT_LIAISON, PostRole.CHIEF_LIAISON)


@dataclass(frozen=True, slots=True)
class CallToMake:
    """One call about an issue: to which unit and whom in it as what (属地, 牵头, 配合, 联络员), the number as this user may see it, what to say.

    `outcome` is what became of the last such call to that unit today, None while there was none.
    """

    issue_id: int
    party: str
    unit_id: int
    unit: str
    text: str
    name: str = ""
    post: str = ""
    phone: str = ""
    contact_id: int | None = None
    outcome: CallOutcome | None = None

    @property
    def log_line(self) -> str:
        """What the 值班日志 says of the call."""
        return f"{_LOGGED_AS}{self.unit}{self.name}：{self.text}"


def due_reminders(office: Office) -> tuple[Reminder, ...]:
    """Return all there is to be reminded of now, shown or not: one's shift first, then what is overdue, then what comes due."""
    if not office.may(Right.KEEP_LOG):
        return ()
    issues = [found for row in _due_rows(office) if (found := _of_issue(office, row)) is not None]
    issues.sort(key=lambda one: (one.kind is not ReminderKind.OVERDUE, one.on, one.key))
    return (*_own_shift(office), *issues)


def fresh_reminders(office: Office) -> tuple[Reminder, ...]:
    """Return those never shown; nothing while the store is read-only, because they could not be noted."""
    if office.read_only:
        return ()
    due = due_reminders(office)
    fresh = stored.not_yet_shown(office.session, (one.key for one in due))
    return tuple(one for one in due if one.key in fresh)


def note_shown(office: Office, *, reminders: Iterable[Reminder]) -> None:
    """Keep that reminders were shown, so that they never are again."""
    keys = [one.key for one in reminders]
    if keys and not office.read_only:
        with office.session.write_unjournalled():
            stored.note_shown(office.session, keys)


def calls_to_make(office: Office, *, issue_id: int) -> tuple[CallToMake, ...]:
    """Return whom to call about an issue's due date: the liaisons of 属地, 牵头 and 配合 units, and this office's own."""
    issue = issue_detail(office, issue_id=issue_id).issue
    text = _call_text(issue, office.today)
    wanted: list[tuple[str, int | None]] = [("属地", issue.territory_id), ("牵头", issue.lead_unit_id)]
    wanted += [("配合", unit_id) for unit_id in issue.supporting_unit_ids]
    own = next((unit.id for unit in roster.units(office) if unit.short_name == office.profile.short_name), None)
    wanted.append(("联络员", own))
    names = {unit.id: unit.name for unit in roster.units(office)}
    found: dict[int, CallToMake] = {}
    for party, unit_id in wanted:
        if unit_id is not None and unit_id not in found:
            blank = CallToMake(issue_id=issue_id, party=party, unit_id=unit_id, unit=names.get(unit_id, ""), text=text)
            found[unit_id] = _with_callee(office, blank)
    made = {line.unit_id: line.outcome for line in stored_log.calls_about(office.session, issue_id, office.today)}
    return tuple(replace(call, outcome=made.get(call.unit_id)) for call in found.values())


def is_pressing(office: Office, *, issue: Issue) -> bool:
    """Return whether what an issue is due for lies within the days of the office's lights or is overdue, and is not done."""
    due, done_on = current_due(issue)
    return done_on is None and light(due, office.today, settings=office.settings.lights) in _PRESSING


def _call_text(issue: Issue, today: date) -> str:
    due, done_on = current_due(issue)
    if due is None or done_on is not None:
        return f"{issue.number} {issue.caption}，请抓紧办理。"
    return due_sentence(number=issue.number, caption=issue.caption, state=issue.state, due=due, today=today)


def _with_callee(office: Office, call: CallToMake) -> CallToMake:
    """Return the call with the person to ask for in its unit, if the roster has one."""
    page = roster.roster_page(office, query=RosterQuery(unit_id=call.unit_id))
    entry = _first_called([entry for entry in page.rows if entry.unit_id == call.unit_id])
    if entry is None:
        return call
    post, phone = entry.title or entry.role.label, roster.shown_phone(office, entry)
    return replace(call, name=entry.shown_name, post=post, phone=phone, contact_id=entry.id)


def _first_called(entries: Sequence[RosterEntry]) -> RosterEntry | None:
    """Return the liaison who has a person, of the lower level first; failing that anybody with a person."""
    named = [entry for entry in entries if entry.name]
    liaisons = (entry for role in _CALLED for entry in named if entry.role is role)
    return next(liaisons, next(iter(named), None))


def _due_rows(office: Office) -> list[IssueLine]:
    rows: list[IssueLine] = []
    for view in (IssueView.OVERDUE, IssueView.DUE_SOON):
        rows += issue_page(office, query=IssueQuery(view=view, sort="due", limit=MOST)).rows
    return [row for row in rows if row.due is not None and row.due_done_on is None]


def _of_issue(office: Office, row: IssueLine) -> Reminder | None:
    if row.due is None or due_kind(row.due, office.today) is None:
        return None
    return due_reminder(
        issue_id=row.id, number=row.number, caption=row.site, state=row.state, due=row.due, today=office.today
    )


def _own_shift(office: Office) -> tuple[Reminder, ...]:
    """Return the reminder of the user's own shift, from a little before it begins until it ends."""
    answer = who_is_on_duty(office, at=office.clock() + AHEAD)
    mine = [one for one in answer.seated if same_person(one.member.name, office.user.name)] if answer else []
    if answer is None or not mine:
        return ()
    return (shift_reminder(answer.shift, name=mine[0].member.name, post=mine[0].seat.post.label),)
