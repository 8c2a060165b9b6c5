"""调班与替班: what was asked for, what was decided, and the decision itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from lantian_desktop.domain.queries import Page
from lantian_desktop.domain.rota.rota import ChangeStatus, RotaChange, Seat
from lantian_desktop.services.pinyin import keys
from lantian_desktop.services.rota import changes as rota_changes
from lantian_desktop.services.rota import paper as rota_paper
from lantian_desktop.services.rota import rota
from lantian_desktop.services.rota.lines import change_words, seat_words
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.linked import DutyPageRequest, LinkedPage
from lantian_desktop.ui.kit.lists.browse import BrowsePane, BrowseSpec, PageRequest
from lantian_desktop.ui.kit.lists.rows import Chip, Column
from lantian_desktop.ui.kit.lists.views import View
from lantian_desktop.ui.kit.pages.attachment_view import open_attachment
from lantian_desktop.ui.kit.paint.actions import Offer
from lantian_desktop.ui.kit.paint.theme import Tone
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.rota.changes_detail import (
    APPROVE,
    CALENDAR,
    REFUSE,
    REVOKE,
    SHEET,
    change_detail,
    change_offers,
)
from lantian_desktop.ui.rota.forms.change import ChangeForm
from lantian_desktop.ui.rota.forms.decision import DecisionForm, RevokeForm
from lantian_desktop.ui.rota.seat_detail import STATUS_TONES

ALL = "all"
ASK = Offer("ask", "申请调班、替班", primary=True, shortcut="Ctrl+N")


class ChangesPage(LinkedPage):
    """Views by where a change stands, the list, and one in full."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._names: dict[int, str] = {}
        self._changes: tuple[RotaChange, ...] = ()
        self.pane: BrowsePane[RotaChange] = BrowsePane(self._spec(), shell.memory)
        self.set_content(self.pane)
        self.pane.current_changed.connect(self._show_current)
        self.pane.tool_pressed.connect(self._use_tool)
        self.pane.action_requested.connect(self.act)
        self.pane.opened.connect(self._show_current)
        self.pane.detail.link_followed.connect(self._open_sheet)

    def refresh(self) -> None:
        """Read the changes again and keep the place."""
        office = self._shell.office
        self._names = {member.id: member.name for member in rota.members(office)}
        self._changes = tuple(reversed(rota_changes.changes(office)))
        self.pane.refresh()
        self._show_current()
        self.status_changed.emit()

    def status(self) -> Sequence[str]:
        """Return how many are shown and how many wait."""
        waiting = sum(change.status is ChangeStatus.REQUESTED for change in self._changes)
        return (f"共 {self.pane.rows.total} 条", f"待批准 {waiting}" if waiting else "")

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.pane.search.setFocus()

    def add_new(self) -> None:
        """Ctrl+N: ask for a change."""
        self._open_form(partial(ChangeForm, self._shell))

    def act(self, key: str) -> None:
        """Do what a button asks for."""
        change = self.pane.current()
        if change is None:
            return
        words = self._words(change)
        if key in {APPROVE, REFUSE}:
            self._open_form(lambda: DecisionForm(self._shell, change, words, agree=key == APPROVE))
        elif key == REVOKE:
            self._open_form(lambda: RevokeForm(self._shell, change, words))
        elif key == CALENDAR:
            self.page_requested.emit(DutyPageRequest("rota", change.seat))

    def show_seat(self, seat: Seat) -> None:
        """Show the newest change of a seat."""
        self.pane.show_view(ALL)
        found = self.pane.rows.key_where(lambda change: seat in change.seats)
        if found is not None:
            self.pane.table.go_to(found)

    def _use_tool(self, key: str) -> None:
        if key == ASK.key:
            self.add_new()

    def _open_form(self, make: Callable[[], Form]) -> None:
        self._shell.attempt(make, self._show_form)

    def _show_form(self, form: Form) -> None:
        form.saved.connect(self.pane.detail.close_form)
        form.closed.connect(self.pane.detail.close_form)
        self.pane.detail.show_form(form)
        self.pane.open_detail()

    def _open_sheet(self, target: str) -> None:
        change = self.pane.current()
        paper = rota_paper.signed_sheet(self._shell.office, change) if change and target == SHEET else None
        if paper is not None:
            open_attachment(self._shell, paper, self)

    def _show_current(self) -> None:
        change = self.pane.current()
        self.status_changed.emit()
        if change is None:
            self.pane.detail.show_nothing()
            return
        office = self._shell.office
        shown = change_detail(office, change, self._names)
        self.pane.detail.show_record(shown, change_offers(office, change))

    def _words(self, change: RotaChange) -> str:
        names = self._names
        words = change_words(change, names[change.member_id], names[change.other_id], rota.schemes(self._shell.office))
        return words + "。"

    def _spec(self) -> BrowseSpec[RotaChange]:
        return BrowseSpec(
            name="rota_changes",
            columns=(
                Column("种类", lambda change: change.kind.label, width=56),
                Column("原班次", self._seat_words, width=120),
                Column("原值班人", lambda change: self._names[change.member_id], width=84),
                Column("换为", lambda change: self._names[change.other_id], width=84),
                Column("对调班次", self._other_words, width=110),
                Column("状态", lambda change: change.status.label, width=84, chip=_status_chip),
                Column("申请人", lambda change: change.asked_by, width=84, hidden=True),
                Column("原因", lambda change: change.reason, width=140, hidden=True),
            ),
            key=lambda change: change.id,
            page=self._page,
            views=self._views,
            search_hint="查找姓名",
            tools=(ASK,),
            nothing_title="这里没有调班或替班",
            nothing_yet="按 Ctrl+N 申请，或在排班表里选中一班后申请。",
            nothing_offers=(ASK,),
            choose_title="请选择一条调班或替班",
        )

    def _seat_words(self, change: RotaChange) -> str:
        return seat_words(change.seat, rota.schemes(self._shell.office))

    def _other_words(self, change: RotaChange) -> str:
        other = change.other_seat
        return seat_words(other, rota.schemes(self._shell.office)) if other else "—"

    def _views(self) -> Sequence[View]:
        counted = {status: sum(one.status is status for one in self._changes) for status in ChangeStatus}
        tones = {ChangeStatus.REQUESTED: Tone.AMBER}
        return (
            *(View(status.value, status.label, counted[status], tones.get(status)) for status in ChangeStatus),
            View(ALL, "全部", len(self._changes)),
        )

    def _page(self, request: PageRequest) -> Page[RotaChange]:
        found = [
            change
            for change in self._changes
            if request.view in {ALL, "", change.status.value} and self._matches(change, request.text)
        ]
        return Page(tuple(found[request.offset : request.offset + request.limit]), len(found), request.offset)

    def _matches(self, change: RotaChange, text: str) -> bool:
        wanted = text.casefold()
        if not wanted:
            return True
        people = [self._names[change.member_id], self._names[change.other_id]]
        spelling = [word for name in people for word in _name_spellings(name)]
        return any(wanted in word for word in (*spelling, self._words(change), change.reason))


def _name_spellings(name: str) -> tuple[str, ...]:
    found = keys("", person=name)
    return (*found.pinyin, *found.initials)


def _status_chip(change: RotaChange) -> Chip:
    return Chip(change.status.label, STATUS_TONES[change.status])
