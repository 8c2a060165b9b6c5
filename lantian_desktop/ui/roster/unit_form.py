"""The form of a unit: what it is, what it stands below, and everything it may be called."""

from __future__ import annotations

import re
from dataclasses import replace

from lantian_desktop.domain.roster.roster import Unit, UnitKind
from lantian_desktop.domain.roster.unit_rules import PARENTS
from lantian_desktop.services.roster import units
from lantian_desktop.ui.kit.forms import choices
from lantian_desktop.ui.kit.forms.drafts import OfficeDrafts
from lantian_desktop.ui.kit.forms.field import ChoiceField, TextField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.kit.work.undo import say_done

_BETWEEN = re.compile("[、，,；;]")


class UnitForm(Form):
    """Enters a new unit or changes one; afterwards `unit_id` is its number."""

    def __init__(self, shell: Shell, unit: Unit) -> None:
        super().__init__(
            f"修改单位：{unit.name}" if unit.id else "新增单位",
            key=f"unit/{unit.id}",
            drafts=OfficeDrafts(shell.office),
            submit=self._store,
        )
        self._shell, self._unit = shell, unit
        self.unit_id = unit.id
        self._kind = ChoiceField("kind", "类别", choices.of_terms(UnitKind), required=True)
        self._parent = ChoiceField("parent_id", "上级单位", (), searchable=True, nothing="没有")
        self.add(TextField("name", "名称", required=True, sample="如 泾渭街道"))
        self.add(self._kind, self._parent)
        self.add(TextField("short_name", "简称", hint="空着就用名称"), TextField("code", "代码", hint="没有就空着"))
        self.add(TextField("formal_name", "规范全称", sample="如 泾渭街道办事处", hint="文书上主送、抄送用的名称"))
        self.add(TextField("aliases", "别称", sample="如 泾渭镇、泾渭街办", hint="几个之间用“、”；导入和查找时都认得"))
        self._kind.edited.connect(self._offer_parents)
        self.fill({"kind": unit.kind.value})
        self._offer_parents()
        self.fill(_texts(unit))
        self.begin(self._reread if unit.id else None)

    def _reread(self) -> Form:
        self._unit = units.unit(self._shell.office, unit_id=self._unit.id)
        return UnitForm(self._shell, self._unit)

    def fill(self, texts: dict[str, str]) -> None:
        """Enter texts; the kind goes first, for it says what the unit may stand below."""
        if "kind" in texts:
            self._kind.set_text(texts["kind"])
        super().fill(texts)

    def _offer_parents(self) -> None:
        """Offer what a unit of the chosen kind may stand below."""
        kinds = PARENTS.get(UnitKind(self._kind.text()), ())
        offered = choices.of_units(self._shell.office, kinds) if kinds else ()
        self._parent.offer([one for one in offered if one.key != str(self._unit.id)], nothing="没有")
        self._parent.setEnabled(bool(kinds))

    def _store(self) -> None:
        typed = self.texts()
        unit = replace(
            self._unit,
            name=typed["name"],
            short_name=typed["short_name"],
            kind=UnitKind(typed["kind"]),
            code=typed["code"],
            parent_id=int(typed["parent_id"]) if typed["parent_id"] else None,
            formal_name=typed["formal_name"],
            aliases=tuple(filter(None, map(str.strip, _BETWEEN.split(typed["aliases"])))),
        )
        saved = units.save_unit(self._shell.office, unit=unit)
        self.unit_id = saved.id
        say_done(self._shell, f"已保存单位“{saved.name}”。")


def _texts(unit: Unit) -> dict[str, str]:
    return {
        "name": unit.name,
        "short_name": "" if unit.short_name == unit.name else unit.short_name,
        "kind": unit.kind.value,
        "code": unit.code,
        "parent_id": str(unit.parent_id or ""),
        "formal_name": unit.formal_name,
        "aliases": "、".join(unit.aliases),
    }
