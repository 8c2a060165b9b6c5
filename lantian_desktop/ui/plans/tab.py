"""整改方案: who owes a plan, which wait for approval, how far the approved ones are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from lantian_desktop.domain.issues.issue import IssueAction, IssueState
from lantian_desktop.domain.issues.lists import IssueLine, IssueQuery, IssueView
from lantian_desktop.domain.plans.lists import PlanLine
from lantian_desktop.domain.plans.plan import PlanStatus
from lantian_desktop.domain.queries import Page
from lantian_desktop.services.issues import issues, steps
from lantian_desktop.services.issues.detail import IssueDetail, StepNeeds, issue_detail
from lantian_desktop.services.plans import plans
from lantian_desktop.ui.issues.due_words import due_chip
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.lists.browse import BrowsePane, BrowseSpec, PageRequest
from lantian_desktop.ui.kit.lists.rows import Chip, Column
from lantian_desktop.ui.kit.lists.views import View
from lantian_desktop.ui.kit.pages.attachment_view import open_attachment
from lantian_desktop.ui.kit.paint.theme import Tone
from lantian_desktop.ui.kit.tab import Tab
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.kit.work.undo import say_done
from lantian_desktop.ui.plans.action_forms import form_for
from lantian_desktop.ui.plans.at_once_form import ImmediateRectificationForm
from lantian_desktop.ui.plans.measures import MeasuresCard
from lantian_desktop.ui.plans.plan_detail import (
    IMMEDIATE,
    ISSUE,
    PROGRESS,
    SETBACK,
    plan_detail,
    plan_offers,
    status_chip,
)
from lantian_desktop.ui.plans.progress_form import ProgressForm
from lantian_desktop.ui.plans.setback_form import SetbackForm

OWED, ALL = "owed", "all"


@dataclass(frozen=True, slots=True)
class PlanTabLine:
    """One line of the list; `status` is None where the plan is still owed."""

    issue_id: int
    number: str
    site: str
    territory: str
    status: PlanStatus | None
    percent: int | None
    due: date | None
    done_on: date | None
    overdue: bool
    state: IssueState = IssueState.ASSIGNED


def owed_line(row: IssueLine) -> PlanTabLine:
    """Return the line of an issue whose plan is owed."""
    return PlanTabLine(row.id, row.number, row.site, row.territory, None, None, row.due, row.due_done_on, row.overdue)


def plan_line(row: PlanLine) -> PlanTabLine:
    """Return the line of a plan: until it is submitted its own due date counts, then that of the rectification."""
    written = row.status in {PlanStatus.DRAFT, PlanStatus.RETURNED}
    percent = row.percent if row.status is PlanStatus.APPROVED else None
    due, done_on = (row.plan_due, None) if written else (row.rectify_due, row.reported_on)
    return PlanTabLine(
        row.issue_id, row.number, row.site, row.territory, row.status, percent, due, done_on, row.overdue, row.state
    )


class PlansTab(Tab):
    """The tab."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._detail: IssueDetail | None = None
        self.pane: BrowsePane[PlanTabLine] = BrowsePane(self._spec(), shell.memory)
        self.set_content(self.pane)
        self.pane.current_changed.connect(self._show_current)
        self.pane.chosen_changed.connect(self.status_changed)
        self.pane.action_requested.connect(self.act)
        self.pane.opened.connect(self._show_current)
        self.pane.detail.link_followed.connect(self._follow)

    def refresh(self) -> None:
        """Read the list again and keep the place."""
        self.pane.refresh()
        self._show_current()
        self.status_changed.emit()

    def status(self) -> Sequence[str]:
        """Return how many plans are shown and chosen."""
        chosen = len(self.pane.table.chosen_rows())
        return (f"共 {self.pane.rows.total} 项", *([f"已选 {chosen}"] if chosen > 1 else []))

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.pane.search.setFocus()

    def add_new(self) -> None:
        """Ctrl+N writes the plan of the issue the cursor is on, if it may be written now."""
        for action in (IssueAction.SUBMIT_PLAN, IssueAction.REVISE_PLAN):
            self.pane.detail.bar.press(action.value)

    def show_record(self, record_id: int) -> None:
        """Show the plan of an issue, or that it is still owed."""
        if not self.pane.views.chosen():
            self.refresh()
        number = issue_detail(self._shell.office, issue_id=record_id).issue.number
        self.pane.go_to_record((ALL, OWED), lambda line: line.issue_id == record_id, number)
        self.pane.open_detail()

    def act(self, key: str) -> None:
        """Do what a button asks for."""
        detail = self._detail
        if detail is None:
            return
        issue_id = detail.issue.id
        if key == ISSUE:
            self._shell.show_record("issue", issue_id)
        elif key == PROGRESS:
            self._report(0)
        elif key == SETBACK:
            self._open_form(lambda: SetbackForm(self._shell, issue_id))
        elif key == IMMEDIATE:
            self._open_form(lambda: ImmediateRectificationForm(self._shell, issue_id))
        else:
            self._step(IssueAction(key), detail)

    def _step(self, action: IssueAction, detail: IssueDetail) -> None:
        ids = self._ids_for(action, detail.issue.id)
        needs = next(offer.needs for offer in detail.offers if offer.action is action)
        if needs is StepNeeds.NOTHING:
            done = partial(steps.perform, self._shell.office, issue_ids=ids, action=action)
            self._shell.attempt(done, lambda moved: say_done(self._shell, f"{moved[0].number} 已{action.label}。"))
        else:
            self._open_form(lambda: form_for(self._shell, ids, action, needs))

    def _ids_for(self, action: IssueAction, issue_id: int) -> tuple[int, ...]:
        """Return every chosen plan that waits for the same decision, or the one shown."""
        chosen = self.pane.table.chosen_rows()
        decided = action in {IssueAction.APPROVE_PLAN, IssueAction.RETURN_PLAN}
        if decided and len(chosen) > 1 and all(line.status is PlanStatus.SUBMITTED for line in chosen):
            return tuple(line.issue_id for line in chosen)
        return (issue_id,)

    def _report(self, measure_id: int) -> None:
        if self._detail is not None:
            issue_id = self._detail.issue.id
            self._open_form(lambda: ProgressForm(self._shell, issue_id, measure_id))

    def _open_form(self, make: Callable[[], Form | None]) -> None:
        self._shell.attempt(make, self._show_form)

    def _show_form(self, form: Form | None) -> None:
        if form is None:
            return
        form.saved.connect(self.pane.detail.close_form)
        form.closed.connect(self.pane.detail.close_form)
        self.pane.detail.show_form(form)
        self.pane.open_detail()

    def _follow(self, target: str) -> None:
        papers = self._detail.attachments if self._detail else ()
        for paper in papers:
            if target == f"attachment:{paper.id}":
                open_attachment(self._shell, paper, self)

    def _show_current(self) -> None:
        line = self.pane.current()
        if line is None:
            self._detail = None
            self.pane.detail.show_nothing()
            return
        self._shell.attempt(partial(issue_detail, self._shell.office, issue_id=line.issue_id), self._show)

    def _show(self, detail: IssueDetail) -> None:
        self._detail = detail
        office = self._shell.office
        differences = plans.plan_diff(office, issue_id=detail.issue.id)
        shown = plan_detail(detail, differences, today=office.today, lights=office.settings.lights)
        extra = []
        if detail.plan is not None:
            card = MeasuresCard(detail.plan.measures, reporting=_reporting(detail))
            card.progress_requested.connect(self._report)
            extra.append(card)
        self.pane.detail.show_record(shown, plan_offers(detail), extra)

    def _spec(self) -> BrowseSpec[PlanTabLine]:
        office = self._shell.office

        def chip(line: PlanTabLine) -> Chip | None:
            return due_chip(line.due, office.today, done_on=line.done_on, lights=office.settings.lights)

        columns: tuple[Column[PlanTabLine], ...] = (
            Column("编号", lambda line: line.number, width=118),
            Column("点位", lambda line: line.site, width=168),
            Column("属地", lambda line: line.territory, width=92),
            Column(
                "方案", lambda line: status_chip(line.status).text, width=96, chip=lambda line: status_chip(line.status)
            ),
            Column("状态", lambda line: line.state.label, width=84, hidden=True),
            Column("进展", _percent, width=64, right=True),
            Column("期限", lambda line: line.due.isoformat() if line.due else "", width=110, chip=chip),
        )
        return BrowseSpec(
            name="plans",
            columns=columns,
            key=lambda line: line.issue_id,
            page=self._page,
            views=self._views,
            search_hint="查找方案：编号、点位、拼音首字母、任意字…",
            nothing_title="这里没有方案",
            nothing_yet="问题交办之后，在“待报方案”里填写整改方案。",
            choose_title="请选择一个方案",
        )

    def _views(self) -> Sequence[View]:
        office = self._shell.office
        owed = issues.view_counts(office).get(IssueView.ASSIGNED, 0)
        counted = {status: plans.plan_page(office, status=status, limit=0).total for status in PlanStatus}
        tones = {PlanStatus.RETURNED: Tone.AMBER}
        order = (PlanStatus.SUBMITTED, PlanStatus.RETURNED, PlanStatus.DRAFT, PlanStatus.APPROVED)
        return (
            View(OWED, "待报方案", owed),
            *(View(status.value, status.label, counted[status], tones.get(status)) for status in order),
            View(ALL, "全部方案", sum(counted.values())),
        )

    def _page(self, request: PageRequest) -> Page[PlanTabLine]:
        office = self._shell.office
        if request.view == OWED:
            query = IssueQuery(view=IssueView.ASSIGNED, text=request.text, offset=request.offset, limit=request.limit)
            owed = issues.issue_page(office, query=query)
            return Page(tuple(owed_line(row) for row in owed.rows), owed.total, request.offset)
        status = None if request.view in {ALL, ""} else PlanStatus(request.view)
        page = plans.plan_page(office, status=status, text=request.text, offset=request.offset, limit=request.limit)
        return Page(tuple(plan_line(row) for row in page.rows), page.total, request.offset)


def _percent(line: PlanTabLine) -> str:
    return "" if line.percent is None else f"{line.percent}%"


def _reporting(detail: IssueDetail) -> bool:
    return any(offer.key == PROGRESS for offer in plan_offers(detail))
