"""What the presets loaded at first run, changed afterwards: profile, periods, categories, phrases, templates, legal bases.

Days off live in `office_calendar`, rounds and groups in `rounds`, accounts in `users`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain

from lantian_desktop.domain.admin.office import Category, DueSetting, LegalBasis, OfficeProfile, OfficeSettings
from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.errors import InvalidInput, Refused
from lantian_desktop.domain.letters.numbering import check_prefix
from lantian_desktop.domain.terms import Labelled
from lantian_desktop.services.office import Office
from lantian_desktop.store.admin import settings as stored
from lantian_desktop.store.revisions import require_unchanged

TOPIC = "settings"
LONGEST_PERIOD = 365  # days; longer ones are slips of the pen
LOCK_MINUTES = range(1, 121)
VERIFY_DAYS = range(1, 1001)  # 名册核实周期
NAMELESS = "新"  # form keys of what is not stored yet


class CountKind(Labelled):
    """What a category counts beside issues."""

    SETS = "sets", "台数"
    HOUSEHOLDS = "households", "户数"
    TONNAGE = "tonnage", "蒸吨"


def change_profile(office: Office, *, profile: OfficeProfile) -> OfficeProfile:
    """Change 本单位. A new 代字 begins a register of its own; the register of the old one stays as it is."""
    office.require(Right.ADMINISTER)
    plain = replace(profile, **{name: getattr(profile, name).strip() for name in _profile_texts()})
    for name, label in (("name", "单位名称"), ("short_name", "简称"), ("letterhead", "发文机关标志")):
        if not getattr(plain, name):
            raise InvalidInput(f"请填写{label}。", field=name)
    check_prefix(plain.prefix)
    if plain.report_prefix:
        check_prefix(plain.report_prefix, field="report_prefix")
    if plain.report_prefix == plain.prefix:
        raise InvalidInput("两种格式各用一个代字、分别编号，请把文件格式的代字改成另一个。", field="report_prefix")
    if not re.fullmatch(r"[^\s0-9\-督]{1,4}", plain.mark):
        raise InvalidInput("编号简称应为 1 至 4 个字，不含数字、空格和“督”字，如“高”。", field="mark")
    before = office.profile
    require_unchanged(office.session, before.revision, profile.revision)
    changed = {name: getattr(plain, name) for name in _profile_texts() if getattr(plain, name) != getattr(before, name)}
    with office.session.write("修改本单位信息") as touched:
        stored.save_profile(office.session, plain)
        touched.note(**changed)
        touched.add(TOPIC)
    return office.profile


def _profile_texts() -> tuple[str, ...]:
    return ("name", "short_name", "prefix", "mark", "letterhead", "contact_person", "contact_phone", "report_prefix")


def change_settings(office: Office, *, settings: OfficeSettings) -> OfficeSettings:
    """Change the default periods, the lights and the lock; due dates already set stay as they are."""
    office.require(Right.ADMINISTER)
    _check_period(settings.plan_period, "plan_count")
    _check_period(settings.rectify_period, "rectify_count")
    if not 0 <= settings.lights.amber_days <= settings.lights.blue_days <= LONGEST_PERIOD:
        raise InvalidInput("黄灯天数不能大于蓝灯天数，也不能小于 0。", field="amber_days")
    if settings.lock_after_minutes not in LOCK_MINUTES:
        raise InvalidInput(f"自动锁定应为 {LOCK_MINUTES[0]} 至 {LOCK_MINUTES[-1]} 分钟。", field="lock_after_minutes")
    if settings.verify_after_days not in VERIFY_DAYS:
        raise InvalidInput(f"名册核实周期应为 {VERIFY_DAYS[0]} 至 {VERIFY_DAYS[-1]} 天。", field="verify_after_days")
    with office.session.write("修改期限与锁定") as touched:
        stored.save_settings(office.session, settings)
        touched.note(plan=_period_text(settings.plan_period), rectify=_period_text(settings.rectify_period))
        touched.note(blue_days=settings.lights.blue_days, amber_days=settings.lights.amber_days)
        touched.note(lock_after_minutes=settings.lock_after_minutes, verify_after_days=settings.verify_after_days)
        touched.add(TOPIC)
    return settings


def as_read(office: Office, read_at: int | None) -> OfficeSettings:
    """Return the settings to be changed: as they are, or only if they still are at the revision `read_at`."""
    present = office.settings
    return present if read_at is None else replace(present, revision=read_at)


def keep_settings(office: Office, *, title: str, settings: OfficeSettings, **noted: int) -> None:
    """Keep settings about duty that their own room has checked, under its own title."""
    with office.session.write(title) as touched:
        stored.save_settings(office.session, settings)
        touched.note(**noted)
        touched.add(TOPIC)
        touched.add("duty")


def _check_period(period: DueSetting, field: str) -> None:
    if not 1 <= period.count <= LONGEST_PERIOD:
        raise InvalidInput(f"期限应为 1 至 {LONGEST_PERIOD} 天。", field=field)


def _period_text(period: DueSetting) -> str:
    return f"{period.count} {period.kind.label}"


def categories(office: Office) -> tuple[Category, ...]:
    """Return the statistical headings in their order."""
    return stored.categories(office.session)


def save_category(office: Office, *, category: Category) -> Category:
    """Change a heading, or add one when its id is empty; two headings never share a label."""
    office.require(Right.ADMINISTER)
    known = categories(office)
    present = next((one for one in known if one.id == category.id), category)
    require_unchanged(office.session, present.revision, category.revision)
    plain = replace(category, label=category.label.strip(), id=category.id or _free_id(known))
    if not plain.label:
        raise InvalidInput("请填写类别名称。", field="label")
    same = next((one for one in known if one.id != plain.id and plain.label in {one.label, *one.aliases}), None)
    if same is not None:
        raise InvalidInput(f"“{plain.label}”已是类别“{same.label}”的名称或别名，请换一个名称。", field="label")
    with office.session.write("修改类别" if category.id else "新增类别") as touched:
        before = {one.id: one for one in known}
        stored.save_categories(office.session, (one for one in _in_order(known, plain) if one != before.get(one.id)))
        touched.note(label=plain.label)
        touched.add(TOPIC)
    return next(one for one in categories(office) if one.id == plain.id)


def _free_id(known: tuple[Category, ...]) -> str:
    """Return an identifier nobody sees: own_1, own_2 …"""
    taken = {one.id for one in known}
    return next(f"own_{number}" for number in range(1, len(known) + 2) if f"own_{number}" not in taken)


def _in_order(known: tuple[Category, ...], placed: Category) -> tuple[Category, ...]:
    """Return all headings numbered from 1, `placed` at the place its order says."""
    others = [one for one in known if one.id != placed.id]
    others.insert(max(placed.order, 1) - 1, placed)
    return tuple(replace(one, order=number) for number, one in enumerate(others, 1))


def remove_category(office: Office, *, category_id: str) -> None:
    """Take a heading away; raise Refused while issues, a template or a legal basis bear it."""
    office.require(Right.ADMINISTER)
    category = next((one for one in categories(office) if one.id == category_id), None)
    if category is None:
        return
    if uses := stored.category_uses(office.session, category_id):
        raise Refused(f"类别“{category.label}”已有 {uses} 件问题使用，不能删除；可以改名，或先把这些问题改到别的类别。")
    templates = (one.name for one in stored.newest_templates(office.session) if category_id in one.categories)
    bases = (one.subject for one in legal_bases(office) if category_id in one.categories)
    if used := next(chain(templates, bases), None):
        raise Refused(f"类别“{category.label}”用在“{used}”中，请先在那里取消选择。")
    with office.session.write("删除类别") as touched:
        stored.remove_category(office.session, category_id)
        touched.note(label=category.label)
        touched.add(TOPIC)


def legal_bases(office: Office) -> tuple[LegalBasis, ...]:
    """Return the legal bases offered, in their order."""
    return stored.legal_bases(office.session)


def save_legal_basis(office: Office, *, basis: LegalBasis) -> LegalBasis:
    """Change a legal basis, or add one when its id is empty."""
    office.require(Right.ADMINISTER)
    known = legal_bases(office)
    if basis.id in {one.id for one in known}:
        require_unchanged(office.session, known[0].revision, basis.revision)
    plain = replace(basis, law=basis.law.strip(), subject=basis.subject.strip(), text=basis.text.strip())
    for name, label in (("law", "法律名称"), ("subject", "适用情形"), ("text", "引用文字")):
        if not getattr(plain, name):
            raise InvalidInput(f"请填写{label}。", field=name)
    if plain.article < 1:
        raise InvalidInput("条号应为大于 0 的整数。", field="article")
    taken = {one.id for one in known}
    if not plain.id:
        plain = replace(plain, id=next(f"own_{n}" for n in range(1, len(known) + 2) if f"own_{n}" not in taken))
    kept = tuple(plain if one.id == plain.id else one for one in known)
    with office.session.write("修改法律依据" if plain.id in taken else "新增法律依据") as touched:
        read_at = plain.revision if plain.id in taken else None  # a new one takes nothing away
        stored.save_legal_bases(office.session, kept if plain.id in taken else (*kept, plain), expected=read_at)
        touched.note(text=plain.text)
        touched.add(TOPIC)
    return next(one for one in legal_bases(office) if one.id == plain.id)


def remove_legal_basis(office: Office, *, basis_id: str) -> None:
    """Offer a legal basis no more; records that cite it keep their words."""
    office.require(Right.ADMINISTER)
    known = legal_bases(office)
    doomed = next((one for one in known if one.id == basis_id), None)
    if doomed is None:
        return
    with office.session.write("删除法律依据") as touched:
        stored.save_legal_bases(office.session, (one for one in known if one.id != basis_id))
        touched.note(text=doomed.text)
        touched.add(TOPIC)
