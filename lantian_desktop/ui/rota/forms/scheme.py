"""班次设置: how days are cut into shifts from a day on. What is refused is said by the service."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QPushButton

from lantian_desktop.domain.admin.calendar import cn_date
from lantian_desktop.domain.rota.schemes import (
    HANDOVER_AT,
    MOST_OFFICERS,
    DutyScheme,
    ShiftPattern,
    even_starts,
    scheme_on,
)
from lantian_desktop.services.rota import rota
from lantian_desktop.services.rota.calendar import last_arranged
from lantian_desktop.ui.kit.forms.choices import of_terms
from lantian_desktop.ui.kit.forms.date_field import DateField
from lantian_desktop.ui.kit.forms.drafts import OfficeDrafts
from lantian_desktop.ui.kit.forms.field import Choice, ChoiceField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.forms.time_field import TimeField
from lantian_desktop.ui.kit.work.shell import Shell

MOST_SHIFTS = max(len(pattern.shifts) for pattern in ShiftPattern)


class SchemeForm(Form):
    """Pattern, hand-over hour, the other shifts' beginnings, how many 值班员, and from when."""

    def __init__(self, shell: Shell) -> None:
        office = shell.office
        super().__init__("班次设置", key="duty_scheme", drafts=OfficeDrafts(office), submit=self._store)
        self._shell = shell
        self._filling = False
        schemes = rota.schemes(office)
        last = last_arranged(office)
        begin = office.today if last is None else max(office.today, type(last).fromordinal(last.toordinal() + 1))
        present = scheme_on(schemes, begin) or (schemes[0] if schemes else DutyScheme(begin))
        for scheme in schemes:
            self.add_text(scheme_words(scheme))
        self.pattern = self.add(ChoiceField("pattern", "班次", of_terms(ShiftPattern), required=True))
        counts = [Choice(str(count), f"{count} 人") for count in range(1, MOST_OFFICERS + 1)]
        self.officers = self.add(ChoiceField("officers", "每班值班员", counts, required=True))
        self.add_text("每班另有带班领导 1 人。")
        self.starts = [TimeField(f"start{at}", "", required=True) for at in range(MOST_SHIFTS)]
        self.starts[0] = TimeField("start0", "交接班时间", required=True)
        self.starts[1:] = [TimeField(f"start{at}", f"第{at + 1}班开始", required=True) for at in range(1, MOST_SHIFTS)]
        self.add(*self.starts)
        hint = "从这一天起按此排班；此前的班次不变。"
        self.starts_on = self.add(DateField("starts_on", "从何日起", today=office.today, required=True, hint=hint))
        self._fill_from(present, begin)
        self.pattern.edited.connect(self._share_evenly)
        self.starts[0].edited.connect(self._share_evenly)
        self._offer_removal(schemes)
        self._read_at = {one.starts_on: one.revision for one in schemes}
        self.begin(self._reread)

    def _reread(self) -> Form:
        twin = SchemeForm(self._shell)
        self._read_at = twin._read_at
        return twin

    def facts(self) -> dict[str, str]:
        """Return the schemes there are."""
        return {"已有的班次设置": "\n".join(map(scheme_words, rota.schemes(self._shell.office)))}

    def _fill_from(self, scheme: DutyScheme, begin: object) -> None:
        self.fill({"pattern": scheme.pattern.value, "officers": str(scheme.officers), "starts_on": str(begin)})
        for field, start in zip(self.starts, scheme.starts, strict=False):
            field.set_time(start)
        self._show_starts()

    def _offer_removal(self, schemes: tuple[DutyScheme, ...]) -> None:
        if not schemes:
            return
        button = QPushButton(f"删除 {cn_date(schemes[-1].starts_on)} 起的设置")
        button.setAccessibleName(button.text())
        button.clicked.connect(partial(self._remove, schemes[-1]))
        self.add_widget(button)

    def _remove(self, scheme: DutyScheme, _checked: bool = False) -> None:
        service = partial(rota.remove_scheme, self._shell.office, starts_on=scheme.starts_on)
        if self._shell.attempt(service, refused=self.refuse):
            self.forget()
            self._shell.say(f"已删除 {cn_date(scheme.starts_on)} 起的班次设置。")
            self.saved.emit()

    def _chosen(self) -> ShiftPattern:
        return ShiftPattern(self.pattern.text())

    def _show_starts(self) -> None:
        for at, field in enumerate(self.starts):
            needed = at < len(self._chosen().shifts)
            field.setVisible(needed)
            field.setEnabled(needed)

    def _share_evenly(self) -> None:
        """Let the shifts be equally long again when their number or the hand-over hour changed."""
        self._show_starts()
        first = self.starts[0].time() or HANDOVER_AT
        for field, start in zip(self.starts[1:], even_starts(self._chosen(), first)[1:], strict=False):
            field.set_time(start)

    def _store(self) -> None:
        begin = self.starts_on.day()
        assert begin is not None  # the form refuses an empty required date
        shown = self.starts[: len(self._chosen().shifts)]
        starts = tuple(start for field in shown if (start := field.time()) is not None)
        officers, read_at = int(self.officers.text()), self._read_at.get(begin, 0)
        scheme = DutyScheme(begin, self._chosen(), starts, officers, read_at)
        rota.save_scheme(self._shell.office, scheme=scheme)
        self._shell.say(f"已设置：{scheme_words(scheme)}")


def scheme_words(scheme: DutyScheme) -> str:
    """Return a scheme as one sentence."""
    names = scheme.pattern.shifts
    cut = "、".join(f"{name} {start:%H:%M}" for name, start in zip(names, scheme.starts, strict=True))
    return (
        f"{cn_date(scheme.starts_on)}起：{scheme.pattern.label}（{cut}），带班领导 1 人，值班员 {scheme.officers} 人。"
    )
