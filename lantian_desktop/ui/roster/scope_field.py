"""The entries that say which lines of the roster are meant and in which form of the numbers: shared by export and print."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.roster.export import NumberForm, RosterScope
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import roster
from lantian_desktop.ui.kit.forms import choices
from lantian_desktop.ui.kit.forms.field import Choice, ChoiceField
from lantian_desktop.ui.kit.forms.form import Form

EVERYTHING = RosterScope()
ALL, UNIT, ROUND, CHOSEN = "all", "unit", "round", "chosen"


class ScopeFields(QObject):
    """范围, with the unit or the round it needs, and 号码. Lines that are marked in the list can be the range too."""

    def __init__(self, form: Form, office: Office, *, shown: RosterScope, chosen: Sequence[int] = ()) -> None:
        super().__init__(form)
        self._chosen = tuple(chosen)
        self._range = ChoiceField("range", "范围", self._ranges(), required=True)
        self._unit = ChoiceField(
            "unit_id", "单位（含下级单位）", choices.of_units(office), searchable=True, nothing="输入名称或拼音首字母"
        )
        rounds = tuple(Choice(str(one.number), one.caption()) for one in reversed(roster.rounds(office)))
        self._round = ChoiceField("round", "轮次", rounds)
        self._numbers = ChoiceField("numbers", "手机号", _forms(office), required=True)
        form.add(self._range)
        form.add(self._unit)
        form.add(self._round)
        form.add(self._numbers)
        self._range.edited.connect(self._follow)
        self._propose(office, shown)
        self._follow()

    def _propose(self, office: Office, shown: RosterScope) -> None:
        """Enter what the list shows; lines that are marked go before it."""
        current = roster.current_round(office)
        number = shown.round_number or (current.number if current else None)
        self._unit.set_text(str(shown.unit_id or ""))
        self._round.set_text(str(number or ""))
        wanted = UNIT if shown.unit_id is not None else ROUND if shown.round_number is not None else ALL
        self._range.set_text(CHOSEN if self._chosen else wanted)

    def choose(self, wanted: str) -> None:
        """Choose a range."""
        self._range.set_text(wanted)

    def scope(self) -> RosterScope:
        """Return the lines meant; raise InvalidInput naming the entry that is missing."""
        wanted = self._range.text()
        if wanted == UNIT and not self._unit.text():
            raise InvalidInput("请选择单位。", field="unit_id")
        if wanted == ROUND and not self._round.text():
            raise InvalidInput("请选择轮次。", field="round")
        return RosterScope(
            unit_id=int(self._unit.text()) if wanted == UNIT else None,
            round_number=int(self._round.text()) if wanted == ROUND else None,
            entry_ids=self._chosen if wanted == CHOSEN else (),
        )

    def numbers(self) -> NumberForm:
        """Return the form of the numbers."""
        return NumberForm(self._numbers.text())

    def _ranges(self) -> tuple[Choice, ...]:
        marked = (Choice(CHOSEN, f"选中的 {len(self._chosen)} 条"),) if self._chosen else ()
        return (Choice(ALL, "全部"), Choice(UNIT, "一个单位"), Choice(ROUND, "一个轮次"), *marked)

    def _follow(self) -> None:
        self._unit.setVisible(self._range.text() == UNIT)
        self._round.setVisible(self._range.text() == ROUND)


def _forms(office: Office) -> tuple[Choice, ...]:
    """Return the forms this user may take: whoever may see full numbers can still leave them out."""
    forms = (NumberForm.FULL, NumberForm.MASKED) if office.may(Right.EDIT_ROSTER) else (NumberForm.MASKED,)
    words = {NumberForm.FULL: "完整号码（记入日志）", NumberForm.MASKED: "隐去中间四位"}
    return tuple(Choice(form.value, words[form]) for form in forms)
