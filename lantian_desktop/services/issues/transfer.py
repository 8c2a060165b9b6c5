"""属地移交: another territory answers for an issue, with the reason stamped as a step that changes no state."""

from __future__ import annotations

from dataclasses import replace

from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.errors import InvalidInput, Refused
from lantian_desktop.domain.issues.issue import Issue, IssueState, Step, StepKind
from lantian_desktop.services import undo as compensation
from lantian_desktop.services.office import Office
from lantian_desktop.services.search_keys import issue_keys
from lantian_desktop.store.issues import issues
from lantian_desktop.store.roster import units

ENDED = frozenset({IssueState.CLOSED, IssueState.WITHDRAWN})


def transfer(office: Office, *, issue_id: int, territory_id: int, reason: str) -> Issue:
    """Hand an issue over to another territory; raise InvalidInput without a reason or another unit, Refused once it ended."""
    office.require(Right.EDIT_RECORDS)
    issue = issues.load(office.session, issue_id)
    if issue.state in ENDED:
        raise Refused(f"{issue.number} {issue.state.label}，不能再移交属地。")
    if not reason.strip():
        raise InvalidInput("请说明移交属地的理由。", field="reason")
    if territory_id == issue.territory_id:
        raise InvalidInput("属地没有变化，请选择另一个单位。", field="territory_id")
    old, new = (units.unit(office.session, unit_id) for unit_id in (issue.territory_id, territory_id))
    title = f"属地移交 {issue.number}"
    with office.session.write(title) as touched:
        before = compensation.images(office, (issue_id,))
        moved = replace(issue, territory_id=new.id, street="")
        issues.save(office.session, moved, keys=issue_keys(office, moved))
        note = f"属地移交：{old.short_name} → {new.short_name}"
        issues.add_step(office.session, _step(office, moved, reason.strip(), note))
        compensation.offer(office, title=title, before=before)
        touched.add("issues", issue_id)
    return moved


def _step(office: Office, issue: Issue, reason: str, note: str) -> Step:
    return Step(
        id=0,
        issue_id=issue.id,
        kind=StepKind.TRANSFERRED,
        action=None,
        from_state=issue.state,
        to_state=issue.state,
        happened_on=office.today,
        entered_at=office.clock(),
        user=office.user.name,
        reason=reason,
        note=note,
    )
