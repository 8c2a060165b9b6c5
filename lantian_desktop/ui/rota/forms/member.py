"""The form of somebody who takes turns on duty: from the roster or by name, what they serve as, and how much of a full load."""

from __future__ import annotations

from dataclasses import replace

from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.roster.roster import RosterEntry
from lantian_desktop.domain.rota.rota import DutyMember
from lantian_desktop.domain.rota.schemes import DutyPost
from lantian_desktop.services.rota import rota
from lantian_desktop.ui.kit.forms.choices import of_terms
from lantian_desktop.ui.kit.forms.date_field import DateField
from lantian_desktop.ui.kit.forms.drafts import OfficeDrafts
from lantian_desktop.ui.kit.forms.field import ChoicesField, TextField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.rota.forms.contact_field import ContactField

BLANK = DutyMember(0, "", frozenset({DutyPost.OFFICER}))


class MemberForm(Form):
    """Enters a new one or changes one."""

    def __init__(self, shell: Shell, member: DutyMember = BLANK) -> None:
        super().__init__(
            f"修改：{member.name}" if member.id else "加入值班人员",
            key=f"duty_member/{member.id}",
            drafts=OfficeDrafts(shell.office),
            submit=self._store,
        )
        self._shell, self._member = shell, member
        self.member_id = member.id
        today = shell.office.today
        hint = "从名册选择后，值班电话随名册更新。"
        self.contact = self.add(ContactField(shell.office, "contact_id", "从名册选择", hint=hint))
        self.name = self.add(TextField("name", "姓名", required=True))
        self.add(ChoicesField("posts", "担任", of_terms(DutyPost)))
        self.phone = self.add(TextField("phone", "值班电话", hint="可不填；填写后以此为准，不用名册里的号码。"))
        self.add(TextField("share", "分担比例（%）", required=True, hint="100 为满额；例如只分担一半的填 50。"))
        self.joined, self.left = (
            DateField("joined_on", "加入日期", today=today),
            DateField("left_on", "退出日期", today=today),
        )
        self.add(self.joined, self.left)
        self.fill(_texts(member))
        self.contact.contact_taken.connect(self._take_contact)
        self.begin(self._reread if member.id else None)

    def _reread(self) -> Form:
        self._member = rota.member(self._shell.office, member_id=self._member.id)
        return MemberForm(self._shell, self._member)

    def _take_contact(self, entry: RosterEntry) -> None:
        self.name.set_text(entry.name)

    def _store(self) -> None:
        typed = self.texts()
        if not typed["share"].isdigit():
            raise InvalidInput("分担比例应为 1 至 100 的整数，请更正。", field="share")
        member = replace(
            self._member,
            name=typed["name"],
            posts=frozenset(DutyPost(key) for key in typed["posts"].split("\n") if key),
            phone=typed["phone"],
            contact_id=int(typed["contact_id"]) if typed["contact_id"] else None,
            share=int(typed["share"]),
            joined_on=self.joined.day(),
            left_on=self.left.day(),
        )
        saved = rota.save_member(self._shell.office, member=member)
        self.member_id = saved.id
        self._shell.say(f"已保存：{saved.name}。")


def _texts(member: DutyMember) -> dict[str, str]:
    return {
        "contact_id": str(member.contact_id or ""),
        "name": member.name,
        "posts": "\n".join(sorted(post.value for post in member.posts)),
        "phone": member.phone,
        "share": str(member.share),
        "joined_on": member.joined_on.isoformat() if member.joined_on else "",
        "left_on": member.left_on.isoformat() if member.left_on else "",
    }
