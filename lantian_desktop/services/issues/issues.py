"""问题收件箱: registering, editing and listing issues. Steps of the workflow live in `steps`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

from lantian_desktop.domain.admin.office import Category
from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.attachment import AttachmentPurpose
from lantian_desktop.domain.errors import InvalidInput, NotFound, Refused
from lantian_desktop.domain.issues.issue import (
    SELF_STARTED,
    DueDates,
    DueMove,
    Issue,
    IssueState,
    IssueTag,
    Step,
    StepKind,
)
from lantian_desktop.domain.issues.lists import IssueLine, IssueQuery, IssueView
from lantian_desktop.domain.letters.numbering import plain_issue_number
from lantian_desktop.domain.queries import Page
from lantian_desktop.domain.terms import Labelled
from lantian_desktop.services import attachments
from lantian_desktop.services import undo as compensation
from lantian_desktop.services.masking import shown_issue
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster.roster import current_round
from lantian_desktop.services.search_keys import issue_keys
from lantian_desktop.store import attachments as stored_papers
from lantian_desktop.store.admin import settings as stored_settings
from lantian_desktop.store.issues import issues as stored
from lantian_desktop.store.revisions import require_unchanged

DELETABLE = frozenset({IssueState.FOUND, IssueState.PENDING})


class DueKind(Labelled):
    """Which due date of an issue is meant; the identifier is the field's name."""

    CONFIRM_BY = "confirm_by", "确认期限"
    APPEAL_BY = "appeal_by", "申诉期限"
    PLAN_DUE = "plan_due", "本级方案期限"
    RECTIFY_DUE = "rectify_due", "本级整改期限"
    SUPERIOR_PLAN_DUE = "superior_plan_due", "上级方案期限"
    SUPERIOR_RECTIFY_DUE = "superior_rectify_due", "上级整改期限"


def issue_page(office: Office, *, query: IssueQuery) -> Page[IssueLine]:
    """Return one page of the issue list."""
    return stored.page(office.session, query, as_of=office.today)


def existing_issues(office: Office, *, issue_ids: Sequence[int]) -> tuple[Issue, ...]:
    """Return those of the issues that do not lie in the 回收站, in the order asked for."""
    return tuple(shown_issue(office, issue) for issue in stored.load_many(office.session, issue_ids))


def issue_ids(office: Office, *, query: IssueQuery) -> tuple[int, ...]:
    """Return the ids of every issue the query finds, in its order."""
    return stored.ids(office.session, query, as_of=office.today)


def view_counts(office: Office) -> dict[IssueView, int]:
    """Return the count beside each view."""
    return stored.view_counts(office.session, as_of=office.today)


def categories(office: Office) -> tuple[Category, ...]:
    """Return the categories in their order."""
    return stored_settings.categories(office.session)


def issue_by_number(office: Office, *, number: str) -> Issue:
    """Return the issue called `number`; raise NotFound when there is none."""
    issue = stored.by_number(office.session, plain_issue_number(number))
    if issue is None:
        raise NotFound(f"没有编号为“{number}”的问题，请核对编号。")
    return issue


def any_issue(office: Office, *, issue_id: int) -> Issue:
    """Return an issue, also one that lies in the 回收站; raise NotFound when there is none."""
    try:
        return stored.load(office.session, issue_id)
    except NotFound:
        return stored.load_removed(office.session, issue_id)


def register_issue(office: Office, *, issue: Issue, photos: Sequence[Path] = ()) -> Issue:
    """Enter a new issue with its photos; without a number it gets our own. 自查 and 信访 start 已确认, others 待确认."""
    office.require(Right.EDIT_RECORDS)
    check_issue(office, issue)
    _check_dues(issue)
    begun = issue if issue.state is IssueState.FOUND else starting_state(issue)
    papers = [(path.name, attachments.read_file(path)) for path in photos]
    with office.session.write("登记问题") as touched:
        added = enter_issue(office, begun)
        touched.note(number=added.number)
        touched.add("issues", added.id)
        for name, data in papers:
            purpose = AttachmentPurpose.PHOTO
            paper = stored_papers.add(office.session, data=data, name=name, purpose=purpose, issue_id=added.id)
            touched.add("attachments", paper.id)
        compensation.offer(office, title=f"登记 {added.number}", created=(added.id,))
    return added


def enter_issue(office: Office, issue: Issue) -> Issue:
    """Store a new issue with its number and first step inside the caller's transaction."""
    numbered = prepare(office, issue)
    if stored.by_number(office.session, numbered.number) is not None:
        raise InvalidInput(f"编号“{numbered.number}”已经存在，请核对，不要重复登记。", field="number")
    added = stored.add(office.session, numbered, keys=issue_keys(office, numbered))
    stored.add_step(office.session, first_step(office, added, kind=StepKind.REGISTERED))
    return added


def prepare(office: Office, issue: Issue) -> Issue:
    """Return `issue` with its round and number filled in; a number taken here is never taken again."""
    round_number = issue.round_number
    if round_number is None:
        running = current_round(office, on=issue.found_on)
        round_number = running.number if running else None
    number = plain_issue_number(issue.number)
    if not number:
        profile = office.profile
        series = round_number or issue.found_on.year  # before any round is known the year stands in its place
        number = stored.take_number(office.session, profile.mark, series)
    return replace(issue, id=0, number=number, round_number=round_number)


def first_step(office: Office, issue: Issue, *, kind: StepKind, reason: str = "") -> Step:
    """Return the step that stamps how the issue came in."""
    return Step(
        id=0,
        issue_id=issue.id,
        kind=kind,
        action=None,
        from_state=None,
        to_state=issue.state,
        happened_on=min(issue.found_on, office.today),
        entered_at=office.clock(),
        user=office.user.name,
        reason=reason,
    )


def starting_state(issue: Issue) -> Issue:
    """Return `issue` in the state its source starts in (domain handbook §2)."""
    state = IssueState.CONFIRMED if issue.source in SELF_STARTED else IssueState.PENDING
    return replace(issue, state=state)


def edit_issue(office: Office, *, issue: Issue) -> Issue:
    """Store changed fields of an issue; state, number and due dates have their own ways."""
    office.require(Right.EDIT_RECORDS)
    stored_issue = stored.load(office.session, issue.id)
    require_unchanged(office.session, stored_issue.revision, issue.revision)
    check_issue(office, issue)
    if issue.territory_id != stored_issue.territory_id and stored_issue.state not in DELETABLE:
        raise InvalidInput("确认后的问题变更属地，请用“属地移交”办理并说明理由。", field="territory_id")
    changed = replace(
        issue,
        number=stored_issue.number,
        state=stored_issue.state,
        dues=stored_issue.dues if stored_issue.state not in DELETABLE else issue.dues,
        due_moves=stored_issue.due_moves,
        plan_submitted_on=stored_issue.plan_submitted_on,
        reported_on=stored_issue.reported_on,
        closed_on=stored_issue.closed_on,
        needs_new_measure=stored_issue.needs_new_measure,
    )
    return _save(office, changed, title=f"修改 {stored_issue.number}")


def set_blocked(office: Office, *, issue_id: int, reason: str, read_at: int | None = None) -> Issue:
    """Mark an issue as 受阻 with its reason, or clear the mark with an empty one; with `read_at` only at that revision."""
    office.require(Right.EDIT_RECORDS)
    issue = _as_read(office, issue_id, read_at)
    title = f"标记受阻 {issue.number}" if reason.strip() else f"解除受阻 {issue.number}"
    return _save(office, replace(issue, blocked_reason=reason.strip()), title=title)


def set_tags(office: Office, *, issue_id: int, tags: frozenset[IssueTag], read_at: int | None = None) -> Issue:
    """Set the marks 突出问题, 区域性 and 共性; with `read_at` only at that revision."""
    office.require(Right.EDIT_RECORDS)
    issue = _as_read(office, issue_id, read_at)
    return _save(office, replace(issue, tags=tags), title=f"标注 {issue.number}")


def change_due(
    office: Office, *, issue_id: int, which: DueKind, new: date, reason: str, approver: str, read_at: int | None = None
) -> Issue:
    """Move a due date and record old, new, reason and approver; with `read_at` only at that revision of the issue."""
    office.require(Right.EDIT_RECORDS)
    if not reason.strip() or not approver.strip():
        raise InvalidInput("调整期限须写明理由和批准人。", field="reason")
    issue = _as_read(office, issue_id, read_at)
    if new < issue.found_on:
        raise InvalidInput("新期限早于发现日期，请更正。", field="new")
    if new == getattr(issue.dues, which.value):
        raise InvalidInput(f"新期限与原来的{which.label}相同，请更正。", field="new")
    with office.session.write(f"调整{which.label} {issue.number}") as touched:
        touched.note(new=new.isoformat())
        before = compensation.images(office, (issue_id,))
        moved = move_due(office, issue, which, new, reason=reason, approver=approver)
        compensation.offer(office, title=f"调整{which.label} {issue.number}", before=before)
        touched.add("issues", issue_id)
    return moved


def move_due(office: Office, issue: Issue, which: DueKind, new: date, *, reason: str, approver: str) -> Issue:
    """Write a moved due date with its record inside the caller's transaction."""
    old: date | None = getattr(issue.dues, which.value)
    moves = issue.due_moves + (1 if old is not None else 0)
    moved = replace(issue, dues=_with_due(issue.dues, which, new), due_moves=moves)
    move = DueMove(issue.id, which.value, old, new, reason, approver, office.clock())
    stored.add_due_move(office.session, move)
    return stored.save(office.session, moved, keys=issue_keys(office, moved))


def delete_issues(office: Office, *, issue_ids: Sequence[int]) -> int:
    """Put unconfirmed issues into the 回收站; raise Refused for any other."""
    office.require(Right.EDIT_RECORDS)
    doomed = tuple(stored.load(office.session, issue_id) for issue_id in issue_ids)
    kept = next((issue for issue in doomed if issue.state not in DELETABLE), None)
    if kept is not None:
        raise Refused(
            f"{kept.number} 已经{kept.state.label}，只有未确认的问题可以删除；如确属错误，请按“上级撤销”办理。"
        )
    with office.session.write(f"删除 {len(doomed)} 件") as touched:
        touched.note(numbers=[issue.number for issue in doomed])
        for issue in doomed:
            stored.remove(office.session, issue.id)
            touched.add("issues", issue.id)
        compensation.offer(office, title=f"删除 {len(doomed)} 件", removed=[issue.id for issue in doomed])
    return len(doomed)


def removed_page(office: Office, *, query: IssueQuery) -> Page[IssueLine]:
    """Return one page of what lies in the 回收站."""
    return stored.page(office.session, replace(query, view=IssueView.ALL, removed=True), as_of=office.today)


def removed_count(office: Office) -> int:
    """Return how many issues lie in the 回收站."""
    return stored.removed_count(office.session)


def restore_issues(office: Office, *, issue_ids: Sequence[int]) -> int:
    """Take issues out of the 回收站; raise Refused, and take none, when the number of one is in use meanwhile."""
    office.require(Right.EDIT_RECORDS)
    back = tuple(stored.load_removed(office.session, issue_id) for issue_id in issue_ids)
    numbers = [issue.number for issue in back]
    taken = next((n for n in numbers if stored.by_number(office.session, n) or numbers.count(n) > 1), None)
    if taken is not None:
        raise Refused(f"编号“{taken}”已由另一个问题使用，不能还原；请先删除那一个，或按新编号重新登记这一件。")
    with office.session.write(f"还原 {len(back)} 件") as touched:
        touched.note(numbers=numbers)
        for issue in back:
            stored.restore(office.session, issue.id)
            touched.add("issues", issue.id)
        compensation.offer(office, title=f"还原 {len(back)} 件", created=[issue.id for issue in back])
    return len(back)


def check_issue(office: Office, issue: Issue) -> None:
    """Raise InvalidInput naming the first field that keeps the issue from being entered."""
    if not (issue.site.strip() or issue.description.strip()):
        raise InvalidInput("点位名称和问题描述至少填写一项。", field="site")
    if not issue.territory_id:
        raise InvalidInput("请选择属地单位。", field="territory_id")
    if issue.category not in {category.id for category in categories(office)}:
        raise InvalidInput("请选择问题类别。", field="category")
    if issue.found_on > office.today:
        raise InvalidInput("发现日期晚于今天，请更正。", field="found_on")


def _check_dues(issue: Issue) -> None:
    for kind in DueKind:
        due: date | None = getattr(issue.dues, kind.value)
        if due is not None and due < issue.found_on:
            raise InvalidInput(f"{kind.label}早于发现日期，请更正。", field=kind.value)


def _as_read(office: Office, issue_id: int, read_at: int | None) -> Issue:
    issue = stored.load(office.session, issue_id)
    return issue if read_at is None else replace(issue, revision=read_at)


def _save(office: Office, issue: Issue, *, title: str) -> Issue:
    with office.session.write(title) as touched:
        stored_issue = stored.load(office.session, issue.id)
        touched.note(
            fields=[one.name for one in fields(issue) if getattr(stored_issue, one.name) != getattr(issue, one.name)]
        )
        before = compensation.images(office, (issue.id,))
        saved = stored.save(office.session, issue, keys=issue_keys(office, issue))
        compensation.offer(office, title=title, before=before)
        touched.add("issues", issue.id)
    return saved


def _with_due(dues: DueDates, which: DueKind, new: date) -> DueDates:
    return replace(dues, **{which.value: new})
