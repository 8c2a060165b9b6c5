"""The list of a 交接班, which makes itself: what the last one carried over, what is open in the log, issues due and overdue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from lantian_desktop.domain.duty.log import EntryKind, Handover, HandoverItem, ItemKind, LogEntry
from lantian_desktop.domain.errors import NotFound
from lantian_desktop.domain.issues.lists import IssueLine, IssueQuery, IssueView
from lantian_desktop.domain.queries import Page
from lantian_desktop.services.duty.log import is_open_call
from lantian_desktop.services.issues.issues import issue_page
from lantian_desktop.services.office import Office
from lantian_desktop.store.duty import log as stored

ENTRY, ISSUE = "entry", "issue"
MOST_LISTED = 8  # practice, in no regulation: issues of one kind, so that both signatures stay in view; the rest is counted in one line
_DAY = timedelta(days=1)


def make_items(office: Office, *, last: Handover | None) -> tuple[HandoverItem, ...]:
    """Return what is to be handed over now: carried items first, then open lines and calls, then issues."""
    still_open = stored.open_entries(office.session)
    # Incidents lead the list, calls close it.
    lines = sorted(still_open, key=lambda line: (is_open_call(line), line.kind is not EntryKind.INCIDENT))
    present = (*(_of_line(line) for line in lines), *_of_issues(office))
    return (*_carried(office, last, present, still_open), *present)


def settle(given: Iterable[HandoverItem], fresh: Iterable[HandoverItem]) -> tuple[HandoverItem, ...]:
    """Return the items as they are signed: made anew, with the marks and notes given. An issue is done by its own steps only."""
    given = tuple(given)
    marks = {(item.kind, item.ref, item.text): item.done for item in given}
    made = tuple(
        replace(item, done=item.done or (may_be_marked(item) and marks.get((item.kind, item.ref, item.text), False)))
        for item in fresh
    )
    known = {(item.kind, item.text) for item in made}
    return (*made, *(item for item in given if item.kind is ItemKind.NOTE and (item.kind, item.text) not in known))


def unseen(given: Iterable[HandoverItem], fresh: Iterable[HandoverItem]) -> tuple[HandoverItem, ...]:
    """Return what came in after the list was made."""
    seen = {(item.kind, item.ref, item.text) for item in given}
    return tuple(item for item in fresh if (item.kind, item.ref, item.text) not in seen)


def may_be_marked(item: HandoverItem) -> bool:
    """Return whether somebody may mark an item done on the list: not an issue, whose state is its own."""
    return not item.ref.startswith(ISSUE) and item.kind not in _COUNTED


def entry_id_of(item: HandoverItem) -> int | None:
    """Return the line of the log an item speaks of, or None."""
    where, _, number = item.ref.partition(":")
    return int(number) if where == ENTRY else None


_COUNTED = frozenset({ItemKind.OVERDUE, ItemKind.DUE_TODAY, ItemKind.DUE_TOMORROW})


def _carried(
    office: Office, last: Handover | None, present: Iterable[HandoverItem], still_open: Iterable[LogEntry]
) -> tuple[HandoverItem, ...]:
    """Return the undone items of the last hand-over that no present item speaks of: notes as they were, the others as done."""
    if last is None:
        return ()
    shown = {item.ref for item in present if item.ref} | _ancestors(office, still_open)
    found = []
    for item in last.items:
        if item.done or item.kind in _COUNTED or (item.ref and item.ref in shown):
            continue
        found.append(replace(item, kind=ItemKind.CARRIED, done=bool(item.ref)))
    return tuple(found)


def _ancestors(office: Office, lines: Iterable[LogEntry]) -> frozenset[str]:
    """Return the references of every line that an open one goes on from."""
    found = set()
    for line in lines:
        before = line.follows_id
        while before is not None and f"{ENTRY}:{before}" not in found:
            found.add(f"{ENTRY}:{before}")
            try:
                before = stored.entry(office.session, before).follows_id
            except NotFound:
                break
    return frozenset(found)


def _of_line(line: LogEntry) -> HandoverItem:
    whom = " ".join(part for part in (line.unit, line.name) if part)
    source = f"（{whom}）" if whom and whom not in line.content and not is_open_call(line) else ""
    passed = f"，已转{line.passed_to}" if line.passed_to else ""
    content = line.content.rstrip("。") if passed else line.content
    text = f"{line.at.month}月{line.at.day}日 {line.at:%H:%M} {line.kind.label}{source}：{content}{passed}"
    kind = ItemKind.OPEN_CALL if is_open_call(line) else ItemKind.OPEN_ENTRY
    return HandoverItem(kind, text, f"{ENTRY}:{line.id}")


def _of_issues(office: Office) -> Iterable[HandoverItem]:
    today = office.today
    yield from _listed(ItemKind.OVERDUE, overdue_page(office, limit=MOST_LISTED))
    yield from _listed(ItemKind.DUE_TODAY, due_page(office, on=today, limit=MOST_LISTED))
    yield from _listed(ItemKind.DUE_TOMORROW, due_page(office, on=today + _DAY, limit=MOST_LISTED))


def overdue_page(office: Office, *, limit: int) -> Page[IssueLine]:
    """Return the issues that are overdue, the longest first."""
    return issue_page(office, query=IssueQuery(view=IssueView.OVERDUE, sort="due", limit=limit))


def due_page(office: Office, *, on: date, limit: int) -> Page[IssueLine]:
    """Return the issues due on a day and not done."""
    return issue_page(office, query=IssueQuery(due_on=on, sort="number", limit=limit))


def _listed(kind: ItemKind, page: Page[IssueLine]) -> Iterable[HandoverItem]:
    for row in page.rows:
        due = f"，{row.due.month}月{row.due.day}日到期" if row.due and kind is ItemKind.OVERDUE else ""
        yield HandoverItem(
            kind, f"{row.number} {row.site}（{row.territory}，{row.state.label}{due}）", f"{ISSUE}:{row.id}"
        )
    if page.total > len(page.rows):
        yield HandoverItem(kind, f"另有 {page.total - len(page.rows)} 件，见问题收件箱", "")
