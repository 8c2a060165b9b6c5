"""The form of marks beside the state: 受阻 with its reason, 突出问题, 区域性, 共性."""

from __future__ import annotations

from lantian_desktop.domain.issues.issue import Issue, IssueTag
from lantian_desktop.services.issues import issues
from lantian_desktop.ui.kit.forms import choices
from lantian_desktop.ui.kit.forms.drafts import OfficeDrafts
from lantian_desktop.ui.kit.forms.field import ChoicesField, LongTextField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.kit.work.undo import say_done


class MarkForm(Form):
    """Sets tags and 受阻 of an issue."""

    def __init__(self, shell: Shell, issue: Issue) -> None:
        super().__init__(
            f"标注：{issue.number}", key=f"mark/{issue.id}", drafts=OfficeDrafts(shell.office), submit=self._store
        )
        self._shell, self._issue = shell, issue
        self._tags = ChoicesField("tags", "标注", choices.of_terms(IssueTag))
        self._blocked = LongTextField("blocked", "受阻原因", hint="写明原因即标为受阻，清空即解除；状态不变", lines=3)
        self.add(self._tags)
        self.add(self._blocked)
        self._tags.set_text("\n".join(sorted(tag.value for tag in issue.tags)))
        self._blocked.set_text(issue.blocked_reason)
        self.begin(self._reread)

    def _reread(self) -> Form:
        (self._issue,) = issues.existing_issues(self._shell.office, issue_ids=(self._issue.id,))
        return MarkForm(self._shell, self._issue)

    def facts(self) -> dict[str, str]:
        """Return the state, which steps change."""
        return {"办理状态": self._issue.state.label}

    def _store(self) -> None:
        office, marked = self._shell.office, self._issue
        tags = frozenset(IssueTag(key) for key in self._tags.keys)
        if tags != marked.tags:
            marked = issues.set_tags(office, issue_id=marked.id, tags=tags, read_at=marked.revision)
        if self._blocked.text() != marked.blocked_reason:
            reason = self._blocked.text()
            issues.set_blocked(office, issue_id=marked.id, reason=reason, read_at=marked.revision)
        say_done(self._shell, f"{self._issue.number} 的标注已保存。")
