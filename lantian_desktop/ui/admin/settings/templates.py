"""核查模板: what is checked, how and against which standard; every change is a new version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from lantian_desktop.domain.plans.verification import ChecklistTemplate, ItemTemplate
from lantian_desktop.services.plans import verification
from lantian_desktop.services.plans.templates import save_template
from lantian_desktop.ui.admin.settings.page import Item, ListPage, RecordForm, standing
from lantian_desktop.ui.kit.forms import choices
from lantian_desktop.ui.kit.forms.cards_field import CardsField, Rows
from lantian_desktop.ui.kit.forms.field import ChoicesField, LongTextField, TextField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.shell import Shell


def item_fields() -> Rows:
    """Return the entries of one item."""
    return (
        ((TextField("what", "核查内容", required=True), 1),),
        ((LongTextField("how", "检查方法", lines=2), 1), (LongTextField("standard", "达到的标准", lines=2), 1)),
    )


class TemplateForm(RecordForm):
    """Enters a template or changes one."""

    def __init__(self, shell: Shell, template: ChecklistTemplate | None) -> None:
        title = f"{template.name}（第 {template.version} 版）" if template else "新增核查模板"
        super().__init__(shell, title, f"template/{template.name if template else ''}", self._store)
        self._template = template or ChecklistTemplate(0, "", 0, ())
        if template is None:
            self.add(TextField("name", "名称", required=True, hint="以后不能更改"))
        self.add_text("保存后成为新版本，以后填写的核查清单用新版本；已填写的清单保留原来的版本。")
        self.categories = self.add(
            ChoicesField(
                "categories",
                "适用类别",
                choices.of_categories(shell.office),
                hint="都不勾选是通用模板，用于没有专用模板的类别。",
            )
        )
        self.items = self.add(CardsField("items", "核查项目", noun="核查项", make=item_fields))
        self.categories.set_text("\n".join(self._template.categories))
        self.items.show_entries([asdict(item) for item in self._template.items] or [{}])
        self.begin(self._reread if template else None)

    def _reread(self) -> Form:
        found = (one for one in verification.templates(self.shell.office) if one.name == self._template.name)
        self._template = standing(next(found, None))
        return TemplateForm(self.shell, self._template)

    def _store(self) -> None:
        template = self._template
        saved = save_template(
            self.shell.office,
            template=ChecklistTemplate(
                id=template.id,
                name=template.name or self.texts()["name"],
                version=template.version,
                items=tuple(ItemTemplate(**typed) for typed in self.items.entries),
                categories=self.categories.keys,
            ),
        )
        self.stored_key = saved.name


class TemplatesPage(ListPage):
    """核查模板."""

    noun = "模板"
    can_remove = False  # filled checklists name their template; one without use is given no category

    def items(self) -> Sequence[Item]:
        """Return the templates in use."""
        found = verification.templates(self.shell.office)
        return [Item(one.name, one.name, f"第 {one.version} 版 · {len(one.items)} 项") for one in found]

    def build_form(self, key: str) -> RecordForm:
        """Return the form of a template."""
        found = verification.templates(self.shell.office)
        return TemplateForm(self.shell, next((one for one in found if one.name == key), None))
