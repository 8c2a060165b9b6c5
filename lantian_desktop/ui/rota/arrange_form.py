"""自动排班: which days and which seats, a preview that changes nothing, then 采用 or 放弃."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPushButton

from lantian_desktop.domain.errors import OfficeError, Refused
from lantian_desktop.domain.rota.arranging import Arrangement
from lantian_desktop.domain.rota.rota import Seat
from lantian_desktop.services.rota import arranging as rota_arranging
from lantian_desktop.services.rota import rota
from lantian_desktop.services.rota.calendar import first_open_day, month_end
from lantian_desktop.ui.kit.forms.date_field import DateField
from lantian_desktop.ui.kit.forms.drafts import OfficeDrafts
from lantian_desktop.ui.kit.forms.field import Choice, ChoiceField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.paint.text import set_role
from lantian_desktop.ui.kit.work.prompts import FileRequest
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.kit.work.undo import say_done
from lantian_desktop.ui.kit.work.worker import RunningJob
from lantian_desktop.ui.rota.arrangement_view import ArrangementView

FILL, ANEW = "fill", "anew"
SCOPES = (Choice(FILL, "只补空缺"), Choice(ANEW, "重排未锁定的"))
SHORT = timedelta(days=6)  # a month with fewer days left is arranged together with the next
NOT_YET = "请先点“预览”看过结果，再采用。"


class ArrangeForm(Form):
    """Non-modal: the calendar beside it stays in use and shows what is proposed."""

    proposed = Signal(object)  # Arrangement, or None when it no longer holds
    weights_requested = Signal()
    seat_requested = Signal(object)  # Seat

    def __init__(self, shell: Shell) -> None:
        office = shell.office
        super().__init__(
            "自动排班", key="duty_arrange", drafts=OfficeDrafts(office), submit=self._accept, save_label="采用"
        )
        self._shell = shell
        self._proposal: rota_arranging.ArrangementProposal | None = None
        begin = first_open_day(office)
        self.first = DateField("first", "从", today=office.today, required=True)
        self.last = DateField("last", "到", today=office.today, required=True)
        hint = "锁定的、有调班替班的、已交接的班都不动。"
        self.scope = ChoiceField("scope", "范围", SCOPES, required=True, hint=hint)
        self.add(self.first, self.last)
        self.add(self.scope)
        self.preview_button = QPushButton("预览")
        self.preview_button.setAccessibleName("预览")
        set_role(self.preview_button, "primary")
        self.preview_button.clicked.connect(self.preview)
        self.add_widget(self.preview_button)
        self.view = ArrangementView(shell.memory)
        self.view.seat_requested.connect(self.seat_requested)
        self.view.hide()
        self.add_widget(self.view)
        self._pressed = False
        self._reveal = QTimer(self)
        self._reveal.setSingleShot(True)
        self._reveal.setInterval(0)
        self._reveal.timeout.connect(self._scroll_to_view)
        self.first.set_day(begin)
        self.last.set_day(default_end(begin))
        for field in (self.first, self.last, self.scope):
            field.edited.connect(self._forget_preview)
        self._set_up_buttons()
        self.begin()

    def preview(self) -> None:
        """Work out the arrangement; nothing is written."""
        if not self.entries_valid():
            return
        office, first, last = self._shell.office, self.first.day(), self.last.day()
        assert first is not None  # the form refuses empty required dates
        assert last is not None
        redo = self.scope.text() == ANEW

        def job(_running: RunningJob) -> rota_arranging.ArrangementProposal:
            with office.connected():
                return rota_arranging.propose(office, first=first, last=last, redo=redo)

        self._pressed = self.preview_button.hasFocus()
        self.preview_button.setEnabled(False)
        self.preview_button.setText("正在排班…")
        self._shell.worker.run(job, self._show, self._fail, owner=self)

    @property
    def arrangement(self) -> Arrangement | None:
        """What is proposed now, or None."""
        return self._proposal.arrangement if self._proposal else None

    def show_seat(self, seat: Seat) -> None:
        """Say why the seat the calendar's cursor is on went to whom."""
        if self.arrangement is not None:
            self.view.show_seat(seat)

    def _set_up_buttons(self) -> None:
        self.close_button.setText("放弃（Esc）")
        self.close_button.setAccessibleName("放弃")
        self.close_button.setToolTip("排班保持原样。")
        self.export_button = QPushButton("导出说明…")
        self.export_button.setAccessibleName("导出说明")
        self.export_button.clicked.connect(self._ask_where)
        self.buttons.insertWidget(1, self.export_button)
        weights = QPushButton("分值…")
        weights.setAccessibleName("设置各类班次的分值")
        weights.clicked.connect(self.weights_requested)
        self.buttons.addWidget(weights)
        self._allow()

    def _allow(self) -> None:
        ready = self.arrangement is not None
        self.save_button.setEnabled(self._proposal is not None and changes_anything(self._proposal))
        self.save_button.setToolTip("" if ready else NOT_YET)
        self.export_button.setEnabled(ready)

    def _show(self, proposal: rota_arranging.ArrangementProposal) -> None:
        self._proposal, arrangement = proposal, proposal.arrangement
        self._settle_button()
        self.proposed.emit(arrangement)  # first: the cursor that follows it has not been asked about
        members = {member.id: member for member in rota.members(self._shell.office)}
        self.view.show_arrangement(arrangement, members)
        self.view.show()
        self._reveal.start()
        self._allow()

    def _scroll_to_view(self) -> None:
        self._scroll.ensureWidgetVisible(self.view, 0, 0)

    def _fail(self, error: OfficeError) -> None:
        self._settle_button()
        self.refuse(error)

    def _settle_button(self) -> None:
        self.preview_button.setEnabled(True)
        if self._pressed:  # a button that waits hands its focus on, here to one far away
            self.preview_button.setFocus()
        self._pressed = False
        self.preview_button.setText("重新预览" if self.arrangement else "预览")
        set_role(self.preview_button, "" if self.arrangement else "primary")

    def _forget_preview(self) -> None:
        """What was proposed does not answer what is asked now."""
        if self.arrangement is not None:
            self._proposal = None
            self.view.hide()
            self._settle_button()
            self._allow()
            self.proposed.emit(None)

    def _accept(self) -> None:
        if self._proposal is None:
            raise Refused(NOT_YET)
        count = rota_arranging.accept(self._shell.office, proposal=self._proposal)
        say_done(self._shell, f"已采用自动排班，共 {count} 席。")

    def _ask_where(self) -> None:
        if self.arrangement is not None:
            name = f"排班说明-{self.arrangement.first}至{self.arrangement.last}.xlsx"
            request = FileRequest("导出排班说明", "Excel 表格 (*.xlsx)", save_as=name)
            self._shell.prompts.choose_file(self, request, self._export)

    def _export(self, path: Path) -> None:
        if self._proposal is not None:
            export = rota_arranging.export_explanation
            service = partial(export, self._shell.office, proposal=self._proposal, path=path)
            self._shell.attempt(service, lambda _done: self._shell.say(f"已导出到 {path}。"), self.refuse)


def changes_anything(proposal: rota_arranging.ArrangementProposal) -> bool:
    """Return whether accepting a proposal would put anybody in or take anybody out."""
    seats, came = proposal.task.rota.seats, proposal.arrangement
    return any(seats.get(seat) != one for seat, one in came.given.items()) or any(
        one.slot.seat in seats for one in came.vacant
    )


def default_end(begin: date) -> date:
    """Return the end of the month of `begin`, or of the next where little of it is left."""
    end = month_end(begin)
    return end if end - begin >= SHORT else month_end(end + timedelta(days=1))
