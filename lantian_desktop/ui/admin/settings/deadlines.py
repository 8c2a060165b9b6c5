"""期限与锁定: the periods a letter proposes, when lights change, and after how long the program locks itself."""

from __future__ import annotations

from dataclasses import replace

from lantian_desktop.domain.admin.calendar import DayKind, LightSettings
from lantian_desktop.domain.admin.office import DueSetting
from lantian_desktop.services.admin import settings as office_settings
from lantian_desktop.ui.admin.settings.page import FormPage, RecordForm, whole
from lantian_desktop.ui.kit.forms.field import Choice, ChoiceField, TextField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.shell import Shell

KINDS = (Choice(DayKind.WORKING.value, "工作日"), Choice(DayKind.NATURAL.value, "自然日"))


class DeadlinesForm(RecordForm):
    """Changes periods, lights and the lock."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "期限与锁定", "deadlines", self._store)
        self._settings = settings = shell.office.settings
        self.add_heading("督办函默认期限（制函时可逐件修改，已定的期限不变）")
        self.add(
            TextField("plan_count", "报送方案天数", required=True),
            ChoiceField("plan_kind", "报送方案按", KINDS, required=True),
        )
        self.add(
            TextField("rectify_count", "完成整改天数", required=True),
            ChoiceField("rectify_kind", "完成整改按", KINDS, required=True),
        )
        self.add_heading("临期提醒")
        self.add(
            TextField("blue_days", "提前几天显示“七日内”", required=True),
            TextField("amber_days", "提前几天显示“三日内”", required=True),
        )
        self.add_heading("自动锁定和名册核实")
        self.add(
            TextField("lock_after_minutes", "无操作几分钟后锁定", required=True, hint="1 至 120 分钟"),
            TextField("verify_after_days", "名册几天没核实算超期", required=True, hint="1 至 1000 天"),
        )
        self.fill(
            {
                "plan_count": str(settings.plan_period.count),
                "plan_kind": settings.plan_period.kind.value,
                "rectify_count": str(settings.rectify_period.count),
                "rectify_kind": settings.rectify_period.kind.value,
                "blue_days": str(settings.lights.blue_days),
                "amber_days": str(settings.lights.amber_days),
                "lock_after_minutes": str(settings.lock_after_minutes),
                "verify_after_days": str(settings.verify_after_days),
            }
        )
        self.begin(self._reread)

    def _reread(self) -> Form:
        self._settings = self.shell.office.settings
        return DeadlinesForm(self.shell)

    def _number(self, name: str) -> int:
        field = self.field(name)
        return whole(field.text(), field.label, name)

    def _store(self) -> None:
        office, typed = self.shell.office, self.texts()
        changed = replace(
            self._settings,
            plan_period=DueSetting(self._number("plan_count"), DayKind(typed["plan_kind"])),
            rectify_period=DueSetting(self._number("rectify_count"), DayKind(typed["rectify_kind"])),
            lights=LightSettings(self._number("blue_days"), self._number("amber_days")),
            lock_after_minutes=self._number("lock_after_minutes"),
            verify_after_days=self._number("verify_after_days"),
        )
        office_settings.change_settings(office, settings=changed)


class DeadlinesPage(FormPage):
    """期限与锁定."""

    def build_form(self) -> RecordForm:
        """Return the form of periods and lock."""
        return DeadlinesForm(self.shell)
