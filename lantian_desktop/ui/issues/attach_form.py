"""The form that adds photos and papers to an issue: what they are for and on which day a photo was taken."""

from __future__ import annotations

from lantian_desktop.domain.attachment import AttachmentPurpose
from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.issues.issue import Issue
from lantian_desktop.services import attachments
from lantian_desktop.ui.kit.forms import choices
from lantian_desktop.ui.kit.forms.date_field import DateField
from lantian_desktop.ui.kit.forms.drafts import OfficeDrafts
from lantian_desktop.ui.kit.forms.field import ChoiceField
from lantian_desktop.ui.kit.forms.files_field import FilesField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.shell import Shell

OFFERED = (AttachmentPurpose.PHOTO, AttachmentPurpose.EVIDENCE, AttachmentPurpose.APPEAL)


class AttachForm(Form):
    """Adds files to an issue."""

    def __init__(self, shell: Shell, issue: Issue) -> None:
        super().__init__(
            f"添加附件：{issue.number}",
            key=f"attach/{issue.id}",
            drafts=OfficeDrafts(shell.office),
            submit=self._store,
            save_label="添加",
        )
        self._shell, self._issue = shell, issue
        self._purpose = ChoiceField("purpose", "用途", choices.of_terms(OFFERED), required=True)
        self._taken = DateField("taken_on", "拍摄日期", today=shell.office.today, hint="与添加日期分开记录，核查时对照")
        self._files = FilesField("files", "文件", shell.prompts)
        self.add(self._purpose, self._taken)
        self.add(self._files)
        self.begin()

    def _store(self) -> None:
        if not self._files.paths:
            raise InvalidInput("请至少选择一个文件。", field="files")
        for path in self._files.paths:
            attachments.attach(
                self._shell.office,
                issue_id=self._issue.id,
                path=path,
                purpose=AttachmentPurpose(self._purpose.text()),
                taken_on=self._taken.day(),
            )
        self._shell.say(f"已为 {self._issue.number} 添加 {len(self._files.paths)} 个附件。")
