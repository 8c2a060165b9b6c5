"""Two roster lines side by side, to be made one: each field that differs is taken from the left or the right."""

from __future__ import annotations

from datetime import date
from functools import partial

from lantian_desktop.domain.admin.calendar import cn_date
from lantian_desktop.domain.roster.gaps import caption
from lantian_desktop.domain.roster.merge import FIELDS, Merging, value_of
from lantian_desktop.domain.terms import Labelled
from lantian_desktop.services.roster import merge as roster_merge
from lantian_desktop.services.roster import roster
from lantian_desktop.ui.kit.forms.drafts import OfficeDrafts
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.kit.work.undo import say_done
from lantian_desktop.ui.roster.either_field import EitherField, side_headings

LABELS = {
    "unit_id": "单位",
    "role": "联络身份",
    "side": "AB角",
    "title": "职务",
    "name": "姓名",
    "held_since": "任职自",
    "mobile": "手机",
    "duty_phone": "24小时电话",
    "office_phone": "办公电话",
    "extension": "分机",
    "fax": "传真",
    "email": "邮箱",
    "wechat": "微信",
    "round_number": "轮次",
    "group": "工作组",
    "verified_on": "核实日期",
    "remark": "备注",
}
HOW_MERGING_WORKS = (
    "左边的条目保留，右边的进入“已删除”，可以恢复；历任任职一并保留。已替您选了较全、较新的一边，可以改选。"
)


class RosterMergeForm(Form):
    """Chooses field by field and merges."""

    def __init__(self, shell: Shell, merging: Merging) -> None:
        keep, other = merging.keep, merging.other
        super().__init__(
            "合并两条名册条目",
            key=f"merge/{keep.id}/{other.id}",
            drafts=OfficeDrafts(shell.office),
            submit=partial(self._store, shell, merging),
            save_label="合并",
        )
        self.entry_id = keep.id
        names = {unit.id: unit.short_name or unit.name for unit in roster.units(shell.office)}
        self.add_text(HOW_MERGING_WORKS)
        self.add_widget(side_headings(f"保留：{caption(keep, names)}", f"并入：{caption(other, names)}"))
        for field in merging.differing:
            values = {
                side: _shown(value_of(line, field), field, names) for side, line in (("left", keep), ("right", other))
            }
            entry = self.add(EitherField(field, LABELS[field], **values))
            entry.set_text("right" if field in merging.from_other else "left")
        same = [LABELS[field] for field in FIELDS if field not in merging.differing and value_of(keep, field)]
        self.add_text(f"两条相同：{'、'.join(same)}。" if same else "两条没有相同的内容，请确认确实是同一条。")
        self.begin()

    def _store(self, shell: Shell, merging: Merging) -> None:
        taken = frozenset(name for name, side in self.texts().items() if side == "right")
        saved = roster_merge.merge_entries(shell.office, merging=merging, from_other=taken)
        say_done(shell, f"已合并为：{saved.title or saved.role.label} {saved.shown_name}。")


def _shown(value: object, field: str, units: dict[int, str]) -> str:
    if field == "unit_id" and isinstance(value, int):
        return units.get(value, "")
    if isinstance(value, Labelled):
        return value.label
    return cn_date(value) if isinstance(value, date) else str(value or "")
