"""Templates of checklists as the office may change them: every change is a new version."""

from __future__ import annotations

from dataclasses import replace

from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.plans.verification import ChecklistTemplate
from lantian_desktop.services.office import Office
from lantian_desktop.services.plans import verification
from lantian_desktop.store.admin import settings as stored
from lantian_desktop.store.revisions import changed_meanwhile


def save_template(office: Office, *, template: ChecklistTemplate) -> ChecklistTemplate:
    """Keep a template as a new version; checklists filled in from an older one keep theirs. The same words make none."""
    office.require(Right.ADMINISTER)
    items = tuple(replace(item, what=item.what.strip()) for item in template.items)
    plain = replace(template, name=template.name.strip(), items=items)
    if not plain.name:
        raise InvalidInput("请填写模板名称。", field="name")
    if not items or not all(item.what for item in items):
        raise InvalidInput("模板至少要有一项，每一项都要写明核查内容。", field="items")
    _check_claims(office, plain)
    former = next((one for one in verification.templates(office) if one.name == plain.name), None)
    if former is not None and template.id and template.name == former.name and template.id != former.id:
        raise changed_meanwhile(office.session, former.revision)  # a newer version was saved since
    if former is not None and template.id != former.id:
        raise InvalidInput(f"已有名为“{plain.name}”的模板，请换一个名称。", field="name")
    if former is not None and (former.items, former.categories) == (plain.items, plain.categories):
        return former
    version = former.version + 1 if former else 1
    with office.session.write("修改核查模板" if former else "新增核查模板") as touched:
        saved = stored.save_checklist_template(office.session, replace(plain, version=version, revision=0))
        touched.note(name=saved.name, version=version)
        touched.add("settings")
    return saved


def _check_claims(office: Office, template: ChecklistTemplate) -> None:
    labels = {one.id: one.label for one in stored.categories(office.session)}
    for other in verification.templates(office):
        both = set(other.categories) & set(template.categories)
        if other.name != template.name and both:
            label = labels.get(min(both), min(both))
            raise InvalidInput(f"类别“{label}”已由“{other.name}”使用，一个类别只用一个模板。", field="categories")
        if other.name != template.name and not other.categories and not template.categories:
            raise InvalidInput(f"通用模板已有“{other.name}”，请为这个模板选择类别。", field="categories")
