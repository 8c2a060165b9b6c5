"""分值: what a shift weighs by the kind of its day, and what a night adds. Seats already given stay."""

from __future__ import annotations

from dataclasses import asdict

from lantian_desktop.domain.admin.office import LoadWeights
from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.services.rota import arranging as rota_arranging
from lantian_desktop.ui.kit.forms.drafts import OfficeDrafts
from lantian_desktop.ui.kit.forms.field import TextField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.shell import Shell

LABELS = {"workday": "工作日", "rest_day": "休息日", "holiday": "法定节假日", "night": "夜班另加"}


class WeightsForm(Form):
    """Four numbers."""

    def __init__(self, shell: Shell) -> None:
        super().__init__("值班分值", key="duty_weights", drafts=OfficeDrafts(shell.office), submit=self._store)
        self._shell = shell
        self.add_text("自动排班按分值求均衡：一班的分值是当天的分值，夜班（含24小时班）另加。改了以后，已排的班不变。")
        fields = [TextField(name, label, required=True) for name, label in LABELS.items()]
        self.add(*fields[:2])
        self.add(*fields[2:])
        weights = rota_arranging.weights(shell.office)
        self._read_at = shell.office.settings.revision
        self.fill({name: str(points) for name, points in asdict(weights).items()})
        self.begin(self._reread)

    def _reread(self) -> Form:
        twin = WeightsForm(self._shell)
        self._read_at = twin._read_at
        return twin

    def _store(self) -> None:
        typed = self.texts()
        for name in LABELS:
            if not typed[name].isdigit():
                raise InvalidInput("分值应为整数，请更正。", field=name)
        weights = LoadWeights(**{name: int(typed[name]) for name in LABELS})
        rota_arranging.save_weights(self._shell.office, weights=weights, read_at=self._read_at)
        self._shell.say("值班分值已保存。")
