"""记一笔: the form of one line of the 值班日志, entered anew or corrected; and the short one that closes an open line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta

from lantian_desktop.domain.duty.log import CallOutcome, EntryKind, LogEntry
from lantian_desktop.domain.errors import InvalidInput, NotFound
from lantian_desktop.domain.roster.contact_search import ContactHit
from lantian_desktop.services.duty import log as duty_log
from lantian_desktop.services.duty.call_chain import callee
from lantian_desktop.services.issues.issues import any_issue, issue_by_number
from lantian_desktop.ui.duty.caller_field import CallerField
from lantian_desktop.ui.kit.forms import choices
from lantian_desktop.ui.kit.forms.date_field import DateField
from lantian_desktop.ui.kit.forms.dates import read_time
from lantian_desktop.ui.kit.forms.drafts import OfficeDrafts
from lantian_desktop.ui.kit.forms.field import CheckField, ChoiceField, LongTextField, TextField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.shell import Shell

_TEXTS = ("unit", "name", "post", "phone", "content", "passed_to", "result")
_MINUTE = timedelta(minutes=1)


class EntryTimeField(TextField):
    """A time of day; its text is 03:07, or what was typed when it cannot be read."""

    def __init__(self, name: str, label: str, *, required: bool = False) -> None:
        super().__init__(name, label, required=required, sample="如 03:07")

    def time(self) -> time | None:
        """Return the time, or None when nothing readable is entered."""
        return read_time(self.line.text())

    def complaint(self) -> str:
        """Return what is wrong with the entry."""
        typed = self.line.text().strip()
        if typed and self.time() is None:
            return f"{self.label}“{typed}”不是有效时间，请按“03:07”的样子填写。"
        return super().complaint()


class EntryForm(Form):
    """Enters a line of the log or corrects one; the time stands at now until it is changed."""

    saved_line: LogEntry | None = None

    def __init__(self, shell: Shell, line: LogEntry | None = None, *, kind: EntryKind = EntryKind.CALL_IN) -> None:
        super().__init__(
            f"更正：{line.at:%H:%M} {line.kind.label}" if line else "记一笔",
            key=f"duty_entry/{line.id if line else 0}",
            drafts=OfficeDrafts(shell.office),
            submit=self._store,
        )
        self._shell, self._line = shell, line
        self._opened = shell.office.clock().replace(second=0, microsecond=0)
        office = shell.office
        self.content = LongTextField("content", "内容", required=True, lines=3)
        self.kind = ChoiceField("kind", "类型", choices.of_terms(EntryKind), required=True)
        self.day = DateField("day", "日期", today=office.today, required=True)
        self.time = EntryTimeField("time", "时间", required=True)
        self.outcome = ChoiceField("outcome", "通话结果", choices.of_terms(CallOutcome), nothing="（不填）")
        self.contact = CallerField("contact", "从名册选来电、来文的人", office)
        self.passed_at = EntryTimeField("passed_at", "转办时间")
        self.open = CheckField("open", "还要继续办（列入未办结，交班时移交）")
        self._lay_out()
        self.contact.chosen.connect(self._take_contact)
        self.kind.edited.connect(self._show_outcome)
        self.fill(self._texts_of(line) if line else self._blank(kind))
        self._show_outcome()
        self.begin(self._reread if line else None)

    def _reread(self) -> Form:
        assert self._line is not None  # only a line that stands is read again
        self._line = duty_log.entry(self._shell.office, entry_id=self._line.id)
        return EntryForm(self._shell, self._line)

    def _lay_out(self) -> None:
        self.add(self.content)
        self.add(self.kind, self.day, self.time, stretch=(3, 4, 2))
        self.add(self.outcome)
        self.add(TextField("issue", "关于问题（编号，可不填）", sample="如 高督-12-018"))
        self.add_heading("来自")
        self.add(self.contact)
        self.add(TextField("unit", "单位"), TextField("name", "姓名"))
        self.add(TextField("post", "职务"), TextField("phone", "电话"))
        self.add_heading("办理")
        self.add(TextField("passed_to", "转给谁"), self.passed_at, stretch=(3, 1))
        self.add(TextField("result", "结果"))
        self.add(self.open)

    def _blank(self, kind: EntryKind) -> dict[str, str]:
        return {"kind": kind.value, "day": self._opened.date().isoformat(), "time": f"{self._opened:%H:%M}"}

    def _take_contact(self, hit: ContactHit) -> None:
        found = callee(self._shell.office, contact_id=hit.id)
        for name, text in (("unit", found.unit), ("name", found.name), ("post", found.post), ("phone", found.number)):
            self.field(name).set_text(text)

    def _show_outcome(self) -> None:
        out = self.kind.text() == EntryKind.CALL_OUT.value
        self.outcome.setVisible(out)
        self.outcome.setEnabled(out)

    def _store(self) -> None:
        office, typed = self._shell.office, self.texts()
        texts = {name: typed[name] for name in _TEXTS}
        at = self._at()
        passed_at = self._passed_at(at)
        out = typed["kind"] == EntryKind.CALL_OUT.value and typed["outcome"]
        outcome = CallOutcome(typed["outcome"]) if out else None
        issue_id = self._issue_id(typed["issue"])
        kind, done = EntryKind(typed["kind"]), not typed["open"]
        if self._line is None:
            saved = duty_log.add_entry(
                office,
                kind=kind,
                at=at,
                passed_at=passed_at,
                done=done,
                outcome=outcome,
                contact_id=self.contact.contact_id,
                issue_id=issue_id,
                content=texts["content"],
                unit=texts["unit"],
                name=texts["name"],
                post=texts["post"],
                phone=texts["phone"],
                passed_to=texts["passed_to"],
                result=texts["result"],
            )
        else:
            changed = replace(
                self._line, kind=kind, at=at, passed_at=passed_at, done=done, outcome=outcome, issue_id=issue_id
            )
            saved = duty_log.correct_entry(office, entry=_retold(changed, texts))
        self._shell.say("已记入值班日志。" if self._line is None else "已更正，原来的内容留在操作日志里。")
        self.saved_line = saved

    def _texts_of(self, line: LogEntry) -> dict[str, str]:
        issue = any_issue(self._shell.office, issue_id=line.issue_id) if line.issue_id is not None else None
        return _texts(line) | {"issue": issue.number if issue else ""}

    def _issue_id(self, typed: str) -> int | None:
        """Return the issue whose number is typed; the one the line speaks of already may lie in the 回收站."""
        number, office = typed.strip(), self._shell.office
        if not number:
            return None
        if self._line is not None and self._texts_of(self._line)["issue"] == number:
            return self._line.issue_id
        try:
            return issue_by_number(office, number=number).id
        except NotFound as error:
            raise InvalidInput(error.sentence, field="issue") from error

    def _at(self) -> datetime:
        """Return when it happened; left at the minute the form was opened it keeps the seconds a corrected line had."""
        day, clock = self.day.day(), self.time.time()
        if day is None or clock is None:
            raise InvalidInput("请填写日期和时间。", field="time")
        typed = datetime.combine(day, clock)
        if self._line is not None and self._line.at.replace(second=0, microsecond=0) == typed:
            return self._line.at
        return typed

    def _passed_at(self, at: datetime) -> datetime | None:
        """Return when it was passed on: the first such time at or after the event; now where only to whom is told."""
        clock = self.passed_at.time()
        if clock is None:
            typed_now = self._shell.office.clock() if self.texts()["passed_to"] else None
            return (self._line.passed_at or typed_now) if self._line and self._line.passed_to else typed_now
        same_day = datetime.combine(at.date(), clock)
        return same_day if same_day + _MINUTE > at else same_day + timedelta(days=1)


class CloseForm(Form):
    """Ends an open line with its result."""

    saved_line: LogEntry | None = None

    def __init__(self, shell: Shell, line: LogEntry) -> None:
        super().__init__(
            f"办结：{line.at:%H:%M} {line.kind.label}",
            key=f"duty_close/{line.id}",
            drafts=OfficeDrafts(shell.office),
            submit=self._store,
            save_label="办结",
        )
        self._shell, self._line = shell, line
        self.add_text(line.content, "")
        self.result = LongTextField("result", "结果", required=True, lines=3)
        self.add(self.result)
        self.begin()

    def _store(self) -> None:
        saved = duty_log.close_entry(self._shell.office, entry_id=self._line.id, result=self.result.text())
        self._shell.say("已办结，结果另记一行。")
        self.saved_line = saved


def _retold(line: LogEntry, texts: Mapping[str, str]) -> LogEntry:
    return replace(
        line,
        unit=texts["unit"],
        name=texts["name"],
        post=texts["post"],
        phone=texts["phone"],
        content=texts["content"],
        passed_to=texts["passed_to"],
        result=texts["result"],
    )


def _texts(line: LogEntry) -> dict[str, str]:
    texts = {name: str(getattr(line, name)) for name in _TEXTS}
    return texts | {
        "kind": line.kind.value,
        "day": line.at.date().isoformat(),
        "time": f"{line.at:%H:%M}",
        "outcome": line.outcome.value if line.outcome else "",
        "contact": str(line.contact_id or ""),
        "passed_at": f"{line.passed_at:%H:%M}" if line.passed_at else "",
        "open": "" if line.done else "1",
    }
