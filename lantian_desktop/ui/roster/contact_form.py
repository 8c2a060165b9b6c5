"""The form of a roster line: a post, who holds it, and how to reach them."""

from __future__ import annotations

from dataclasses import fields, replace

from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.roster.roster import Phones, PostRole, RosterEntry, Side
from lantian_desktop.services.roster import roster
from lantian_desktop.ui.kit.forms import choices
from lantian_desktop.ui.kit.forms.date_field import DateField
from lantian_desktop.ui.kit.forms.drafts import OfficeDrafts
from lantian_desktop.ui.kit.forms.field import CheckField, ChoiceField, LongTextField, TextField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.kit.work.undo import say_done

MOST_ROUNDS = 999  # as in the roster's sheet
PHONE_NAMES = tuple(field.name for field in fields(Phones))

MOVED = "岗位的单位或身份已改，以前的任职也随之算在新岗位上；如果是人员调动，请按 Ctrl+Z 撤销，再为新岗位另建一条。"


class ContactForm(Form):
    """Enters a new roster line or changes one."""

    def __init__(self, shell: Shell, entry: RosterEntry, *, first: str = "") -> None:
        super().__init__(
            "新增名册条目" if entry.id == 0 else f"修改：{entry.title or entry.role.label} {entry.shown_name}",
            key=f"contact/{entry.id}",
            drafts=OfficeDrafts(shell.office),
            submit=self._store,
        )
        self._shell, self._entry = shell, entry
        self.entry_id = entry.id
        self._since = DateField("held_since", "任职自", today=shell.office.today)
        self._verified = DateField("verified_on", "最近核实日期", today=shell.office.today)
        self._add_post(entry)
        self._add_reach()
        self.fill(_texts(entry))
        self.begin(self._reread if entry.id else None)
        if first and not self.draft_offered:
            self.setFocusProxy(self.field(first))

    def _reread(self) -> Form:
        self._entry = roster.roster_entry(self._shell.office, entry_id=self._entry.id)
        return ContactForm(self._shell, self._entry)

    def _add_post(self, entry: RosterEntry) -> None:
        unit = ChoiceField(
            "unit_id",
            "单位",
            choices.of_units(self._shell.office),
            required=True,
            searchable=True,
            nothing="输入名称或拼音首字母",
        )
        role = ChoiceField("role", "联络身份", choices.of_terms(PostRole), required=True)
        self.add(unit, role)
        self.add(
            TextField("name", "姓名", hint="空着表示“待报”"), TextField("title", "职务", sample="如 铁腕治霾办主任")
        )
        self.add(ChoiceField("side", "AB角", choices.of_terms(Side), required=True), self._since)
        if entry.id and entry.name:
            self.add(CheckField("correcting", "只更正写错的姓名，不算换人"))

    def _add_reach(self) -> None:
        self.add_heading("联系方式")
        self.add(TextField("mobile", "手机"), TextField("duty_phone", "24小时电话", sample="029-86900000"))
        self.add(TextField("office_phone", "办公电话", sample="029-86900000"), TextField("extension", "分机"))
        self.add(TextField("fax", "传真"), TextField("email", "邮箱"), TextField("wechat", "微信"))
        self.add_heading("其他")
        self.add(
            TextField("round_number", "轮次", sample="督导帮扶组填写"), TextField("group", "工作组", sample="如 第3组")
        )
        self.add(self._verified, CheckField("starred", "常用联系人（排在最前）"))
        self.add(LongTextField("remark", "备注", lines=2))

    def _store(self) -> None:
        typed = self.texts()
        entry = replace(
            self._entry,
            unit_id=int(typed["unit_id"] or 0),
            role=PostRole(typed["role"]),
            title=typed["title"],
            name=typed["name"],
            phones=roster.written_numbers(Phones(**{name: typed[name] for name in PHONE_NAMES})),
            round_number=_round(typed["round_number"]),
            group=typed["group"],
            remark=typed["remark"],
            verified_on=self._verified.day(),
            starred=bool(typed["starred"]),
            side=Side(typed["side"]),
            held_since=self._since.day(),
        )
        saved = roster.save_entry(self._shell.office, entry=entry, correcting=bool(typed.get("correcting")))
        self.entry_id = saved.id
        say_done(self._shell, f"已保存：{saved.title or saved.role.label} {saved.shown_name}。")
        if (
            self._entry.id
            and self._entry.name
            and (saved.unit_id, saved.role) != (self._entry.unit_id, self._entry.role)
        ):
            self._shell.warn(MOVED)


def _round(text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal() or not 0 < int(text) <= MOST_ROUNDS:
        raise InvalidInput(f"轮次“{text}”应为 1 到 {MOST_ROUNDS} 的整数，如 12。", field="round_number")
    return int(text)


def _texts(entry: RosterEntry) -> dict[str, str]:
    texts = {name: getattr(entry.phones, name) for name in PHONE_NAMES}
    return texts | {
        "unit_id": str(entry.unit_id or ""),
        "role": entry.role.value,
        "title": entry.title,
        "name": entry.name,
        "round_number": str(entry.round_number or ""),
        "group": entry.group,
        "remark": entry.remark,
        "verified_on": entry.verified_on.isoformat() if entry.verified_on else "",
        "starred": "1" if entry.starred else "",
        "side": entry.side.value,
        "held_since": entry.held_since.isoformat() if entry.held_since else "",
    }
