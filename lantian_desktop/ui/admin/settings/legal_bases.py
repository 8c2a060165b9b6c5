"""法律依据: the articles offered for an issue, found by what they are about."""

from __future__ import annotations

from collections.abc import Sequence

from lantian_desktop.domain.admin.office import LegalBasis
from lantian_desktop.services.admin import settings as office_settings
from lantian_desktop.ui.admin.settings.page import Item, ListPage, RecordForm, standing, whole
from lantian_desktop.ui.kit.forms import choices
from lantian_desktop.ui.kit.forms.field import ChoicesField, LongTextField, TextField
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.shell import Shell

EMPTY = LegalBasis("", "", 0, "", "")


class LegalBasisForm(RecordForm):
    """Enters a legal basis or changes one."""

    def __init__(self, shell: Shell, basis: LegalBasis) -> None:
        super().__init__(shell, basis.subject or "新增法律依据", f"legal basis/{basis.id}", self._store)
        self._basis = basis
        self.add(
            TextField("law", "法律名称", required=True, sample="带书名号"),
            TextField("article", "第几条", required=True, sample="如 108"),
            stretch=(3, 1),
        )
        self.add(TextField("subject", "适用情形", required=True, hint="便于查找的简短说明，不印在文书里"))
        self.add(LongTextField("text", "引用文字", required=True, lines=3, hint="写进问题记录的文字，请核对现行文本。"))
        self.categories = self.add(ChoicesField("categories", "常用于类别", choices.of_categories(shell.office)))
        self.fill(
            {
                "law": basis.law,
                "article": str(basis.article or ""),
                "subject": basis.subject,
                "text": basis.text,
                "categories": "\n".join(basis.categories),
            }
        )
        self.begin(self._reread if basis.id else None)

    def _reread(self) -> Form:
        found = (one for one in office_settings.legal_bases(self.shell.office) if one.id == self._basis.id)
        self._basis = standing(next(found, None))
        return LegalBasisForm(self.shell, self._basis)

    def _store(self) -> None:
        typed = self.texts()
        stored = office_settings.save_legal_basis(
            self.shell.office,
            basis=LegalBasis(
                id=self._basis.id,
                law=typed["law"],
                article=whole(typed["article"], "条号", "article"),
                subject=typed["subject"],
                text=typed["text"],
                categories=self.categories.keys,
                revision=self._basis.revision,
            ),
        )
        self.stored_key = stored.id


class LegalBasesPage(ListPage):
    """法律依据."""

    noun = "依据"

    def items(self) -> Sequence[Item]:
        """Return the legal bases."""
        found = office_settings.legal_bases(self.shell.office)
        return [Item(one.id, f"第{one.article}条", one.subject) for one in found]

    def build_form(self, key: str) -> RecordForm:
        """Return the form of a legal basis."""
        found = office_settings.legal_bases(self.shell.office)
        return LegalBasisForm(self.shell, next((one for one in found if one.id == key), EMPTY))

    def remove(self, key: str) -> None:
        """Offer a legal basis no more."""
        office_settings.remove_legal_basis(self.shell.office, basis_id=key)
