"""The form of leave: whose, from when to when, what kind. Duty that falls into it is shown while one types."""

from __future__ import annotations

from lantian_desktop.domain.rota.rota import Leave, LeaveKind
from lantian_desktop.services.rota import rota
from lantian_desktop.services.rota.people import duties_within
from lantian_desktop.ui.kit.forms.choices import of_terms
from lantian_desktop.ui.kit.forms.date_field import DateField
from lantian_desktop.ui.kit.forms.drafts import OfficeDrafts
from lantian_desktop.ui.kit.forms.field import Choice, ChoiceField, TextField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.paint.text import plain_label
from lantian_desktop.ui.kit.work.shell import Shell

NAMED = 6  # shifts named; the rest are counted


class LeaveForm(Form):
    """Enters leave or changes it."""

    def __init__(self, shell: Shell, leave: Leave | None = None, *, member_id: int = 0) -> None:
        office = shell.office
        self._shell, self._leave = shell, leave
        number = leave.id if leave else 0
        super().__init__(
            "修改请假" if leave else "登记请假",
            key=f"duty_leave/{number}/{member_id}",
            drafts=OfficeDrafts(office),
            submit=self._store,
        )
        people = [Choice(str(one.id), one.name) for one in rota.members(office) if one.left_on is None or leave]
        self.member = self.add(ChoiceField("member_id", "值班人员", people, required=True))
        self.kind = self.add(ChoiceField("kind", "种类", of_terms(LeaveKind), required=True))
        self.first = DateField("first", "开始日期", today=office.today, required=True)
        self.last = DateField("last", "结束日期", today=office.today, required=True, hint="两头都算。")
        self.add(self.first, self.last)
        self.note = self.add(TextField("note", "备注"))
        self._overlap = plain_label("", "amber", wrap=True, selectable=True)
        self.add_widget(self._overlap)
        self.fill(_texts(leave, member_id))
        for field in (self.member, self.first, self.last):
            field.edited.connect(self._show_overlap)
        self._show_overlap()
        self.begin(self._reread if leave else None)

    def _reread(self) -> Form:
        assert self._leave is not None  # only leave that stands is read again
        self._leave = rota.leave(self._shell.office, leave_id=self._leave.id)
        return LeaveForm(self._shell, self._leave)

    @property
    def overlap(self) -> str:
        """What is said about duty that falls into the leave, or nothing."""
        return self._overlap.text()

    def _typed(self) -> Leave | None:
        first, last = self.first.day(), self.last.day()
        if first is None or last is None or not self.member.text():
            return None
        number, revision = (self._leave.id, self._leave.revision) if self._leave else (0, 0)
        kind, note = LeaveKind(self.kind.text()), self.note.text()
        return Leave(number, int(self.member.text()), first, last, kind, note, revision)

    def _show_overlap(self) -> None:
        typed = self._typed()
        duties = duties_within(self._shell.office, leave=typed) if typed else ()
        self._overlap.setText(overlap_words(duties))
        self._overlap.setVisible(bool(duties))

    def _store(self) -> None:
        typed = self._typed()
        assert typed is not None  # the form refuses empty required entries
        rota.save_leave(self._shell.office, leave=typed)
        duties = duties_within(self._shell.office, leave=typed)
        if duties:
            self._shell.warn(f"请假已登记。{overlap_words(duties)}")
        else:
            self._shell.say("请假已登记。")


def overlap_words(duties: tuple[str, ...]) -> str:
    """Return that these shifts fall into leave, and what to do."""
    if not duties:
        return ""
    named = "、".join(duties[:NAMED]) + (f" 等 {len(duties)} 班" if len(duties) > NAMED else "")
    return f"这些日期里已排值班：{named}，请换人或申请替班。"


def _texts(leave: Leave | None, member_id: int) -> dict[str, str]:
    if leave is None:
        return {"member_id": str(member_id or ""), "kind": LeaveKind.HOLIDAY.value}
    return {
        "member_id": str(leave.member_id),
        "kind": leave.kind.value,
        "first": leave.first.isoformat(),
        "last": leave.last.isoformat(),
        "note": leave.note,
    }
