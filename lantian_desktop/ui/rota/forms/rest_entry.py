"""补记换休: days brought along from before the program, or a correction, each with its reason."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.services.rota import rest_balance, rota
from lantian_desktop.ui.kit.forms.date_field import DateField
from lantian_desktop.ui.kit.forms.drafts import OfficeDrafts
from lantian_desktop.ui.kit.forms.field import Choice, ChoiceField, LongTextField, TextField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.shell import Shell

_DAYS = re.compile(r"[+-]?\d{1,4}(\.\d)?")
_SAME = str.maketrans("－−＋．。", "--+..")  # as Chinese keyboards write them


class RestEntryForm(Form):
    """Adds days to somebody's account, or takes them away."""

    def __init__(self, shell: Shell, member_id: int = 0) -> None:
        super().__init__(
            "补记换休", key="rest-entry", drafts=OfficeDrafts(shell.office), submit=self._store, save_label="补记"
        )
        self._shell = shell
        people = tuple(Choice(str(one.id), one.name) for one in rota.members(shell.office))
        self.add_text("用于结转以前的换休、更正差错。值班挣得的和登记为“换休”的请假自动计算，不必补记。")
        self.person = self.add(ChoiceField("member_id", "人员", people, required=True))
        self.days = self.add(
            TextField("days", "天数", required=True, hint="可到一位小数；减少的填负数，如 -1", sample="如 2.5")
        )
        self.day = self.add(DateField("day", "记在哪一天", today=shell.office.today, required=True))
        self.reason = self.add(LongTextField("reason", "原因", required=True, lines=3, sample="如：上年结转"))
        if member_id:
            self.person.set_text(str(member_id))
        self.day.set_day(shell.office.today)
        self.begin()

    def _store(self) -> None:
        typed = self.texts()
        rest_balance.enter_rest(
            self._shell.office,
            member_id=int(typed["member_id"]),
            day=date.fromisoformat(typed["day"]),  # the form refuses what is no day
            tenths=_tenths(typed["days"]),
            reason=typed["reason"],
        )
        self._shell.say("已补记。")


def _tenths(text: str) -> int:
    plain = text.translate(_SAME).replace(" ", "")
    if not _DAYS.fullmatch(plain):
        raise InvalidInput("天数应是数字，最多一位小数，如 2.5 或 -1。", field="days")
    return int(Decimal(plain) * 10)
