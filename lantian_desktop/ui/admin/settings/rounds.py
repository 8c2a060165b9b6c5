"""轮次与工作组: a round's days, its groups with their territories, and which round is the current one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from functools import partial

from PySide6.QtWidgets import QPushButton

from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.roster.roster import GroupKind, Round
from lantian_desktop.services.roster import roster, rounds
from lantian_desktop.services.roster.rounds import GroupEntry
from lantian_desktop.ui.admin.settings.page import Item, ListPage, RecordForm, standing, whole
from lantian_desktop.ui.kit.forms.cards_field import CardsField, Rows
from lantian_desktop.ui.kit.forms.choices import of_terms
from lantian_desktop.ui.kit.forms.date_field import DateField
from lantian_desktop.ui.kit.forms.field import CheckField, ChoiceField, TextField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.shell import Shell


def group_fields() -> Rows:
    """Return the entries of one group."""
    return (
        (
            (TextField("name", "名称", required=True), 2),
            (ChoiceField("kind", "性质", of_terms(GroupKind), required=True), 2),
            (TextField("territories", "负责的区县、开发区", sample="如 临潼、高陵"), 4),
        ),
    )


class RoundForm(RecordForm):
    """Enters a round or changes one."""

    def __init__(self, shell: Shell, round_: Round | None) -> None:
        title = f"第{round_.number}轮次" if round_ else "新增轮次"
        super().__init__(shell, title, f"round/{round_.number if round_ else ''}", self._store)
        self._round = round_
        if round_ is None:
            self.add(TextField("number", "轮次", required=True, sample="如 12"))
        today = shell.office.today
        self._starts = DateField("starts_on", "开始日期", today=today)
        self._ends = DateField("ends_on", "结束日期", today=today)
        self.add(self._starts, self._ends)
        self.add(CheckField("current", "当前轮次", hint="都不勾选时，按日期取已开始的最近一轮。"))
        self.usual_button = QPushButton("按 1 个中心组、10 个普通组建立")
        self.usual_button.setAccessibleName(self.usual_button.text())
        self.usual_button.clicked.connect(self._fill_usual)
        self.groups = CardsField(
            "groups", "督导帮扶工作组", noun="工作组", hint="区县按次序填写，用顿号隔开。", make=group_fields
        )
        self.add(self.groups)
        self.add_widget(self.usual_button)
        self._show_round()
        self._read_at = shell.office.settings.revision
        self.begin(self._reread if round_ else None)

    def _reread(self) -> Form:
        known = {one.number: one for one in roster.rounds(self.shell.office)}
        self._round = standing(known.get(self._round.number if self._round else 0))
        self._read_at = self.shell.office.settings.revision
        return RoundForm(self.shell, self._round)

    def _show_round(self) -> None:
        if self._round is None:
            return
        office, round_ = self.shell.office, self._round
        self._starts.set_day(round_.starts_on)
        self._ends.set_day(round_.ends_on)
        self.field("current").set_text("1" if office.settings.current_round == round_.number else "")
        self._show_groups(rounds.group_entries(office, round_number=round_.number))

    def _show_groups(self, entries: Sequence[GroupEntry]) -> None:
        self.groups.show_entries([asdict(entry) for entry in entries])
        self.usual_button.setVisible(not entries)

    def _fill_usual(self) -> None:
        self._show_groups(rounds.usual_groups())
        self.groups.edited.emit()

    def _store(self) -> None:
        number = self._round.number if self._round else whole(self.field("number").text(), "轮次", "number")
        entries = [
            GroupEntry(typed["name"], GroupKind(typed["kind"] or GroupKind.ORDINARY), typed["territories"])
            for typed in self.groups.entries
        ]
        rounds.save_round(
            self.shell.office,
            round_=Round(number, self._starts.day(), self._ends.day(), self._round.revision if self._round else 0),
            entries=entries,
            current=bool(self.field("current").text()),
            new=self._round is None,
            read_at=self._read_at,
        )
        self.stored_key = str(number)


class RoundsPage(ListPage):
    """轮次与工作组: a clerk's daily work, so no administrator is needed."""

    noun = "轮次"
    can_remove = False
    right = Right.EDIT_RECORDS

    def items(self) -> Sequence[Item]:
        """Return the rounds, the newest first."""
        office = self.shell.office
        current = roster.current_round(office)
        groups = partial(roster.groups, office)
        return [
            Item(
                str(round_.number),
                f"第{round_.number}轮次{'（当前）' if round_ == current else ''}",
                f"{_days(round_)} · {len(groups(round_number=round_.number))} 组",
            )
            for round_ in reversed(roster.rounds(office))
        ]

    def build_form(self, key: str) -> RecordForm:
        """Return the form of a round."""
        known = {str(round_.number): round_ for round_ in roster.rounds(self.shell.office)}
        return RoundForm(self.shell, known.get(key))


def _days(round_: Round) -> str:
    if round_.starts_on is None or round_.ends_on is None:
        return "日期未填"
    return f"{round_.starts_on.month}.{round_.starts_on.day}–{round_.ends_on.month}.{round_.ends_on.day}"
