"""类别: the statistical headings, their order, what they count and what else they are called."""

from __future__ import annotations

from collections.abc import Sequence

from lantian_desktop.domain.admin.office import Category
from lantian_desktop.services.admin import settings as office_settings
from lantian_desktop.services.admin.settings import CountKind
from lantian_desktop.ui.admin.settings.page import Item, ListPage, RecordForm, standing, whole
from lantian_desktop.ui.kit.forms.choices import of_terms
from lantian_desktop.ui.kit.forms.field import ChoicesField, LongTextField, TextField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.shell import Shell


class CategoryForm(RecordForm):
    """Enters a category or changes one."""

    def __init__(self, shell: Shell, category: Category) -> None:
        super().__init__(shell, category.label or "新增类别", f"category/{category.id}", self._store)
        self._category = category
        self.add(
            TextField("label", "名称", required=True, hint="改名后，台账、报表和以前的问题都用新名称。"),
            TextField("order", "排在第几位", required=True),
            stretch=(3, 1),
        )
        self.counts = self.add(
            ChoicesField("counts", "除问题个数外还统计", of_terms(CountKind), hint="登记这一类问题时填写。")
        )
        self.add(
            LongTextField("aliases", "别名", hint="导入表格时，写成这些名称的也归入本类。每行一个。", lines=5),
        )
        self.fill(
            {
                "label": category.label,
                "order": str(category.order),
                "counts": "\n".join(category.counts),
                "aliases": "\n".join(category.aliases),
            }
        )
        self.begin(self._reread if category.id else None)

    def _reread(self) -> Form:
        found = (one for one in office_settings.categories(self.shell.office) if one.id == self._category.id)
        self._category = standing(next(found, None))
        return CategoryForm(self.shell, self._category)

    def _store(self) -> None:
        typed = self.texts()
        lines = (line.strip() for line in typed["aliases"].splitlines())
        stored = office_settings.save_category(
            self.shell.office,
            category=Category(
                id=self._category.id,
                label=typed["label"],
                order=whole(typed["order"], "次序", "order"),
                counts=self.counts.keys,
                aliases=tuple(dict.fromkeys(line for line in lines if line)),
                revision=self._category.revision,
            ),
        )
        self.stored_key = stored.id


class CategoriesPage(ListPage):
    """类别."""

    noun = "类别"

    def items(self) -> Sequence[Item]:
        """Return the categories in their order."""
        return [Item(one.id, f"{one.order}. {one.label}") for one in office_settings.categories(self.shell.office)]

    def build_form(self, key: str) -> RecordForm:
        """Return the form of a category."""
        known = {one.id: one for one in office_settings.categories(self.shell.office)}
        return CategoryForm(self.shell, known.get(key) or Category("", "", len(known) + 1))

    def remove(self, key: str) -> None:
        """Take a category away."""
        office_settings.remove_category(self.shell.office, category_id=key)
