"""本单位: names, 发文机关标志, 代字, 编号简称 and whom to call."""

from __future__ import annotations

from dataclasses import replace

from lantian_desktop.services.admin import settings as office_settings
from lantian_desktop.ui.admin.settings.page import FormPage, RecordForm
from lantian_desktop.ui.kit.forms.field import TextField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.shell import Shell

NAMES = ("name", "short_name", "letterhead", "prefix", "report_prefix", "mark", "contact_person", "contact_phone")


class ProfileForm(RecordForm):
    """Changes 本单位."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "本单位", "profile", self._store)
        self._profile = profile = shell.office.profile
        self.add_text(f"层级：{profile.level.label}（建立时选定，不能更改）")
        self.add(
            TextField("name", "本单位名称", required=True),
            TextField("short_name", "简称", required=True),
            stretch=(2, 1),
        )
        self.add(TextField("letterhead", "发文机关标志（印在函头和落款）", required=True))
        self.add(
            TextField(
                "prefix",
                "发文机关代字",
                required=True,
                hint="如“高治霾函”。改用新代字后从 1 号编起，原代字的编号不变。",
            ),
            TextField(
                "report_prefix",
                "文件格式代字",
                hint="用于上报的整改方案和整改情况报告，如“高治霾”。不填时用左边的代字去掉“函”字，两种格式各自编号。",
            ),
        )
        self.add(
            TextField("mark", "编号简称", required=True, hint="如“高”：高督-12-018。已有编号不变。"),
        )
        self.add_heading("函件附注中的联系人")
        self.add(TextField("contact_person", "联系人"), TextField("contact_phone", "联系电话", sample="029-86900000"))
        self.fill({name: getattr(profile, name) for name in NAMES})
        self.begin(self._reread)

    def _reread(self) -> Form:
        self._profile = self.shell.office.profile
        return ProfileForm(self.shell)

    def _store(self) -> None:
        office, typed = self.shell.office, self.texts()
        changed = replace(
            self._profile,
            name=typed["name"],
            short_name=typed["short_name"],
            letterhead=typed["letterhead"],
            prefix=typed["prefix"],
            report_prefix=typed["report_prefix"],
            mark=typed["mark"],
            contact_person=typed["contact_person"],
            contact_phone=typed["contact_phone"],
        )
        office_settings.change_profile(office, profile=changed)


class ProfilePage(FormPage):
    """本单位."""

    def build_form(self) -> RecordForm:
        """Return the form of 本单位."""
        return ProfileForm(self.shell)
