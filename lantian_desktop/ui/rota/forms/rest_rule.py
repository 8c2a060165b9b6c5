"""换休折算: how many days 24 hours of duty on a day off earn."""

from __future__ import annotations

import re
from decimal import Decimal

from lantian_desktop.domain.admin.office import RestRule
from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.rota.rest_balance import days_text
from lantian_desktop.services.rota import rest_balance
from lantian_desktop.ui.kit.forms.drafts import OfficeDrafts
from lantian_desktop.ui.kit.forms.field import TextField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.shell import Shell

_DAYS = re.compile(r"\d{1,3}(\.\d)?")


class RestRuleForm(Form):
    """Changes what duty on days off earns."""

    def __init__(self, shell: Shell) -> None:
        super().__init__("换休折算", key="rest-rule", drafts=OfficeDrafts(shell.office), submit=self._store)
        self._shell = shell
        self.add_text("值满 24 小时折算几天换休；不满的按小时折算，到十分之一天。改了以后，以前的值班也按新规定计算。")
        self.add(TextField("rest_day", "休息日值班（天）", required=True))
        self.add(TextField("holiday", "法定节假日值班（天）", required=True))
        rule = rest_balance.rule(shell.office)
        self.fill({"rest_day": days_text(rule.rest_day), "holiday": days_text(rule.holiday)})
        self._read_at = shell.office.settings.revision
        self.begin(self._reread)

    def _reread(self) -> Form:
        twin = RestRuleForm(self._shell)
        self._read_at = twin._read_at
        return twin

    def _store(self) -> None:
        rule = RestRule(*(self._tenths(name) for name in ("rest_day", "holiday")))
        rest_balance.save_rule(self._shell.office, rule=rule, read_at=self._read_at)
        self._shell.say("换休折算已保存。")

    def _tenths(self, name: str) -> int:
        text = self.field(name).text()
        if not _DAYS.fullmatch(text):
            raise InvalidInput("天数应是数字，最多一位小数，如 1 或 1.5。", field=name)
        return int(Decimal(text) * 10)
