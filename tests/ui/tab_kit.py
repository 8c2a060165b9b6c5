"""What the tests of tabs share: a shell over a real office, prompts that record, steps that bring an issue to a state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from PySide6.QtWidgets import QLabel, QWidget

from lantian_desktop.domain.admin.people import Role
from lantian_desktop.domain.issues.issue import Issue, IssueAction
from lantian_desktop.domain.letters.letter import CoveredIssue, ReceivedLetter
from lantian_desktop.services.admin import users
from lantian_desktop.services.issues import issues, steps
from lantian_desktop.services.issues.steps import PaperSignature, StepInput
from lantian_desktop.services.letters import letters
from lantian_desktop.services.office import Office
from lantian_desktop.services.plans import plans, verification
from lantian_desktop.ui.kit.work.memory import ShortMemory
from lantian_desktop.ui.kit.work.prompts import FileRequest, Question
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.kit.work.worker import InlineWorker
from tests.factories import PASSWORD, QUICK, Wall, answered, full_plan, make_office, new_issue

CLERK_AND_HEAD = frozenset({Role.ADMIN, Role.CLERK, Role.HEAD})
PLAN_DUE, RECTIFY_DUE = date(2019, 7, 22), date(2019, 8, 20)


@dataclass
class RecordedPrompts:
    """Prompts that remember what they were asked and answer at once."""

    asked: list[Question] = field(default_factory=list)
    requests: list[FileRequest] = field(default_factory=list)
    says_yes: bool = True
    text: str = ""
    file: Path | None = None

    def ask(self, parent: QWidget, question: Question, accepted: Callable[[], None]) -> None:
        self.asked.append(question)
        if self.says_yes:
            accepted()

    def tell(self, parent: QWidget, question: Question) -> None:
        self.asked.append(question)

    def ask_text(self, parent: QWidget, question: Question, answered: Callable[[str], None]) -> None:
        self.asked.append(question)
        answered(self.text)

    def choose_file(self, parent: QWidget, request: FileRequest, chosen: Callable[[Path], None]) -> None:
        self.requests.append(request)
        if self.file is not None:
            chosen(self.file)

    def choose_folder(self, parent: QWidget, title: str, chosen: Callable[[Path], None]) -> None:
        if self.file is not None:
            chosen(self.file)


@dataclass
class Stage:
    """An office, a shell over it, and what the window was told."""

    office: Office
    shell: Shell
    prompts: RecordedPrompts
    clock: Wall
    folder: Path
    messages: list[str] = field(default_factory=list)
    requested: list[tuple[str, int]] = field(default_factory=list)

    def at_the_beginning(self) -> Stage:
        """Return the stage with nothing asked, told or wanted yet; its records stay."""
        for recorded in (self.prompts.asked, self.messages, self.requested):
            recorded.clear()
        self.prompts.says_yes = True
        return self

    def file(self, name: str, data: bytes = b"evidence") -> Path:
        path = self.folder / name
        path.write_bytes(data)
        return path

    def issue(self, issue_id: int) -> Issue:
        from lantian_desktop.services.issues.detail import issue_detail

        return issue_detail(self.office, issue_id=issue_id).issue

    def confirmed(self, **changes: object) -> Issue:
        issue = issues.register_issue(self.office, issue=new_issue(self.office, **changes))
        return steps.perform(self.office, issue_ids=[issue.id], action=IssueAction.CONFIRM)[0]

    def assigned(self, **changes: object) -> Issue:
        issue = self.confirmed(**changes)
        letters.register_received(
            self.office,
            received=ReceivedLetter(
                id=0,
                number=f"市治霾函〔2019〕{issue.id}号",
                sender="市铁腕治霾办",
                title="关于做好突出问题整改的督办函",
                dated_on=self.office.today,
                received_on=self.office.today,
                covered=(CoveredIssue(issue.id, PLAN_DUE, RECTIFY_DUE),),
            ),
        )
        return self.issue(issue.id)

    def planned(self, *, author: str = "", **changes: object) -> Issue:
        issue = self.assigned(**changes)
        plans.submit_plan(self.office, plan=full_plan(self.office, issue.id, author=author))
        return self.issue(issue.id)

    def rectifying(self, **changes: object) -> Issue:
        issue = self.planned(**changes)
        sheet = PaperSignature("示例丙", self.office.today, self.file("签字页.jpg"))
        return steps.perform(
            self.office, issue_ids=[issue.id], action=IssueAction.APPROVE_PLAN, step=StepInput(paper=sheet)
        )[0]

    def finish_measures(self, issue_id: int) -> None:
        plan = plans.stored.current(self.office.session, issue_id)
        for measure in plan.measures:
            plans.record_progress(
                self.office,
                issue_id=issue_id,
                measure_id=measure.id,
                percent=100,
                evidence=[self.file("验收照片.jpg")],
            )

    def reported(self, **changes: object) -> Issue:
        issue = self.rectifying(**changes)
        self.finish_measures(issue.id)
        return steps.perform(self.office, issue_ids=[issue.id], action=IssueAction.REPORT_DONE)[0]

    def verified(self, **changes: object) -> Issue:
        issue = self.reported(**changes)
        return verification.conclude(self.office, checklist=answered(self.office, issue.id))


def make_stage(folder: Path) -> Stage:
    """Return an office on 2019-07-15 with 示例甲 signed in, who may do everything, and 示例丙, who signs."""
    clock = Wall(datetime(2019, 7, 15, 10, 0))
    office = make_office(folder / "office", clock, roles=CLERK_AND_HEAD)
    users.add_user(office, name="示例丙", roles={Role.HEAD}, password=PASSWORD, cost=QUICK)
    prompts = RecordedPrompts()
    shell = Shell(office, InlineWorker(), prompts, ShortMemory())
    stage = Stage(office, shell, prompts, clock, folder)
    shell.messages.posted.connect(lambda notice: stage.messages.append(notice.sentence))
    shell.messages.record_requested.connect(lambda kind, record_id: stage.requested.append((kind, record_id)))
    shell.messages.records_requested.connect(lambda kind, ids: stage.requested.extend((kind, one) for one in ids))
    return stage


def texts_of(widget: QWidget) -> str:
    """Return every label's text that could be seen, line by line."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def renamed(issue: Issue, site: str) -> Issue:
    """Return the issue at another place."""
    return replace(issue, site=site)
