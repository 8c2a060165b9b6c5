"""核查清单: what waits for verification, what was found, and what may be struck off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QWidget

from lantian_desktop.domain.issues.issue import IssueAction
from lantian_desktop.domain.issues.lists import IssueLine, IssueQuery, IssueView
from lantian_desktop.domain.plans.lists import ChecklistLine
from lantian_desktop.domain.plans.verification import PASSING, Checklist, Outcome
from lantian_desktop.domain.queries import Page
from lantian_desktop.services.issues import issues
from lantian_desktop.services.issues.detail import IssueDetail, issue_detail
from lantian_desktop.services.office import Office
from lantian_desktop.services.plans import checklist_print, verification
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.lists.browse import BrowsePane, BrowseSpec, PageRequest
from lantian_desktop.ui.kit.lists.rows import Chip, Column
from lantian_desktop.ui.kit.lists.views import View
from lantian_desktop.ui.kit.pages.document_viewer import DocumentViewer, Source
from lantian_desktop.ui.kit.paint.theme import Tone
from lantian_desktop.ui.kit.tab import Tab
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.plans.action_forms import form_for
from lantian_desktop.ui.plans.checklist_detail import (
    BLANK,
    FILL,
    FILLED,
    ISSUE,
    checklist_cards,
    checklist_detail,
    checklist_offers,
    outcome_chip,
)
from lantian_desktop.ui.plans.checklist_form import ChecklistForm
from lantian_desktop.ui.plans.measures import MeasuresCard

ALL = "all"
WAITING = {"reported": IssueView.REPORTED, "verified": IssueView.VERIFIED}


@dataclass(frozen=True, slots=True)
class ChecklistTabLine:
    """One line of the list; `checklist_id` is 0 for an issue that waits, whose last verification is shown."""

    checklist_id: int
    issue_id: int
    number: str
    site: str
    territory: str
    verified_at: datetime | None = None
    verifiers: str = ""
    outcome: Outcome | None = None
    unmet: int = 0
    waiting: str = ""

    @property
    def chip(self) -> Chip:
        """What was found, or what is waited for."""
        return Chip(self.waiting, Tone.ACCENT) if self.waiting else outcome_chip(self.outcome)


def waiting_line(row: IssueLine) -> ChecklistTabLine:
    """Return the line of an issue that waits for verification or for being struck off."""
    return ChecklistTabLine(0, row.id, row.number, row.site, row.territory, waiting=row.state.label)


def checklist_line(row: ChecklistLine) -> ChecklistTabLine:
    """Return the line of a verification."""
    return ChecklistTabLine(
        row.id,
        row.issue_id,
        row.number,
        row.site,
        row.territory,
        row.verified_at,
        row.verifiers,
        row.outcome,
        row.unmet,
    )


class ChecklistsTab(Tab):
    """The tab."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._detail: IssueDetail | None = None
        self._checklist: Checklist | None = None
        self.pane: BrowsePane[ChecklistTabLine] = BrowsePane(self._spec(), shell.memory)
        self.set_content(self.pane)
        self.pane.current_changed.connect(self._show_current)
        self.pane.chosen_changed.connect(self.status_changed)
        self.pane.action_requested.connect(self.act)

    def refresh(self) -> None:
        """Read the list again and keep the place."""
        self.pane.refresh()
        self._show_current()
        self.status_changed.emit()

    def status(self) -> Sequence[str]:
        """Return how many lines are shown and chosen."""
        chosen = len(self.pane.table.chosen_rows())
        return (f"共 {self.pane.rows.total} 项", *([f"已选 {chosen}"] if chosen > 1 else []))

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.pane.search.setFocus()

    def add_new(self) -> None:
        """Ctrl+N fills in a checklist for the issue the cursor is on, if it may be verified now."""
        self.pane.detail.bar.press(FILL)

    def print_shown(self) -> None:
        """Ctrl+P."""
        if isinstance(viewer := self.pane.detail.form, DocumentViewer):
            viewer.print_shown()
        elif self._detail is not None:
            self.act(FILLED if self._checklist else BLANK)

    def show_record(self, record_id: int) -> None:
        """Show the verifications of an issue, or that it waits for one."""
        if not self.pane.views.chosen():
            self.refresh()
        number = issue_detail(self._shell.office, issue_id=record_id).issue.number
        self.pane.go_to_record(("reported", "verified", ALL), lambda line: line.issue_id == record_id, number)
        self.pane.open_detail()

    def act(self, key: str) -> None:
        """Do what a button asks for."""
        detail = self._detail
        if detail is None:
            return
        issue_id = detail.issue.id
        if key == ISSUE:
            self._shell.show_record("issue", issue_id)
        elif key == FILL:
            self._open_form(lambda: ChecklistForm(self._shell, issue_id))
        elif key in {BLANK, FILLED}:
            self._print(detail, blank=key == BLANK)
        else:
            action = IssueAction(key)
            needs = next(offer.needs for offer in detail.offers if offer.action is action)
            self._open_form(lambda: form_for(self._shell, self._ids_for(action, issue_id), action, needs))

    def _ids_for(self, action: IssueAction, issue_id: int) -> tuple[int, ...]:
        """Return every chosen issue that waits for being struck off, or the one shown."""
        chosen = self.pane.table.chosen_rows()
        if action is IssueAction.STRIKE_OFF and self.pane.views.chosen() == "verified" and len(chosen) > 1:
            return tuple(line.issue_id for line in chosen)
        return (issue_id,)

    def _print(self, detail: IssueDetail, *, blank: bool) -> None:
        number, checklist = detail.issue.number, None if blank else self._checklist

        def make(office: Office) -> bytes:
            shown = checklist or verification.blank_checklist(office, issue_id=detail.issue.id)
            return checklist_print.form_pdf(office, checklist=shown)

        title = f"{'空白' if checklist is None else ''}核查清单 {number}"
        self._put(DocumentViewer(self._shell, Source(title, f"核查清单-{number}.pdf", make)))

    def _open_form(self, make: Callable[[], Form | None]) -> None:
        self._shell.attempt(make, self._show_form)

    def _show_form(self, form: Form | None) -> None:
        if form is not None:
            form.saved.connect(self.pane.detail.close_form)
            self._put(form)

    def _put(self, shown: Form | DocumentViewer) -> None:
        shown.closed.connect(self.pane.detail.close_form)
        self.pane.detail.show_form(shown)
        self.pane.open_detail()

    def _show_current(self) -> None:
        line = self.pane.current()
        if line is None:
            self._detail = self._checklist = None
            self.pane.detail.show_nothing()
            return
        self._shell.attempt(
            partial(issue_detail, self._shell.office, issue_id=line.issue_id), partial(self._show, line.checklist_id)
        )

    def _show(self, checklist_id: int, detail: IssueDetail) -> None:
        checklists = [one for one in detail.checklists if checklist_id in {0, one.id}]
        self._detail, self._checklist = detail, checklists[-1] if checklists else None
        office = self._shell.office
        shown = checklist_detail(detail, self._checklist, today=office.today, lights=office.settings.lights)
        extra = checklist_cards(self._checklist) if self._checklist else _reported(detail)
        self.pane.detail.show_record(shown, checklist_offers(detail, self._checklist), extra)

    def _spec(self) -> BrowseSpec[ChecklistTabLine]:
        columns: tuple[Column[ChecklistTabLine], ...] = (
            Column("编号", lambda line: line.number, width=118),
            Column("点位", lambda line: line.site, width=150),
            Column("属地", lambda line: line.territory, width=92),
            Column(
                "结果",
                lambda line: line.chip.text,
                width=120,
                chip=lambda line: line.chip,
            ),
            Column("未达到", lambda line: str(line.unmet) if line.unmet else "", width=70, right=True),
            Column("核查时间", _when, width=110),
            Column("核查人", lambda line: line.verifiers, width=130, hidden=True),
        )
        return BrowseSpec(
            name="checklists",
            columns=columns,
            key=lambda line: (line.checklist_id, line.issue_id),
            page=self._page,
            views=self._views,
            search_hint="查找核查：编号、点位、核查人、任意字…",
            nothing_title="这里没有核查",
            nothing_yet="整改报告完成后，在“待核查”里填写核查清单。",
            choose_title="请选择一项核查",
        )

    def _views(self) -> Sequence[View]:
        office = self._shell.office
        states = issues.view_counts(office)
        counted = {outcome: verification.checklist_page(office, outcome=outcome, limit=0).total for outcome in Outcome}
        return (
            View("reported", "待核查", states.get(IssueView.REPORTED, 0)),
            View("verified", "待销号", states.get(IssueView.VERIFIED, 0)),
            View(ALL, "全部核查", verification.checklist_page(office, limit=0).total),
            *(_outcome_view(number, outcome, counted[outcome]) for number, outcome in enumerate(Outcome)),
        )

    def _page(self, request: PageRequest) -> Page[ChecklistTabLine]:
        office = self._shell.office
        if request.view in WAITING:
            query = IssueQuery(
                view=WAITING[request.view], text=request.text, offset=request.offset, limit=request.limit
            )
            waiting = issues.issue_page(office, query=query)
            return Page(tuple(waiting_line(row) for row in waiting.rows), waiting.total, request.offset)
        outcome = None if request.view in {ALL, ""} else Outcome(request.view)
        page = verification.checklist_page(
            office, outcome=outcome, text=request.text, offset=request.offset, limit=request.limit
        )
        return Page(tuple(checklist_line(row) for row in page.rows), page.total, request.offset)


def _reported(detail: IssueDetail) -> list[QWidget]:
    """Return what the verifiers have to compare with: the measures as they were reported."""
    return [MeasuresCard(detail.plan.measures, reporting=False)] if detail.plan else []


def _outcome_view(number: int, outcome: Outcome, count: int) -> View:
    tone = None if outcome in PASSING else Tone.RED
    return View(outcome.value, outcome.label, count, tone, heading="" if number else "核查结果")


def _when(line: ChecklistTabLine) -> str:
    return f"{line.verified_at:%m-%d %H:%M}" if line.verified_at else ""
