"""Profile, settings, categories, calendar, templates, accounts, units and rounds come back as kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lantian_desktop.domain.admin.calendar import CalendarMissing, DayKind, LightSettings, YearCalendar
from lantian_desktop.domain.admin.office import Category, DueSetting, LegalBasis, Level, OfficeProfile, OfficeSettings
from lantian_desktop.domain.admin.people import Role, User
from lantian_desktop.domain.errors import InvalidInput, NotFound
from lantian_desktop.domain.plans.verification import ChecklistTemplate, ItemTemplate
from lantian_desktop.domain.roster.roster import Round, Unit, UnitKind
from lantian_desktop.store import users
from lantian_desktop.store.admin import settings
from lantian_desktop.store.roster import units
from lantian_desktop.store.session import Session
from tests.store.records import CATEGORIES, furnish, taken_back

PROFILE = OfficeProfile("高陵区铁腕治霾办", "高陵", Level.DISTRICT, "高治霾函", "高", "高陵区铁腕治霾办公室")


def test_the_profile_is_asked_for_before_it_is_set(db: Session) -> None:
    with pytest.raises(NotFound, match="尚未设置本单位"):
        settings.profile(db)
    with db.write("设置"):
        settings.save_profile(db, PROFILE)
    assert settings.profile(db) == PROFILE


def test_settings_have_the_handbooks_defaults_until_set(db: Session) -> None:
    assert settings.settings(db) == OfficeSettings()
    changed = OfficeSettings(
        plan_period=DueSetting(3, DayKind.NATURAL), lights=LightSettings(10, 5), lock_after_minutes=5, current_round=12
    )
    with db.write("设置"):
        settings.save_settings(db, changed)
    assert settings.settings(db) == changed


def test_what_is_remembered_does_not_outlive_a_failed_write(db: Session) -> None:
    with taken_back(db):
        settings.save_settings(db, OfficeSettings(current_round=13))
        assert settings.settings(db).current_round == 13
    assert settings.settings(db).current_round is None


def test_categories_come_in_their_order_and_are_replaced_by_id(db: Session) -> None:
    furnish(db)
    assert [category.id for category in settings.categories(db)] == ["boiler", "dust"]
    _boiler, dust = settings.categories(db)
    with db.write("设置"):
        settings.save_categories(db, [replace(dust, label="扬尘", order=0)])
    assert settings.categories(db) == (Category("dust", "扬尘", 0), CATEGORIES[1])


def test_a_year_of_the_calendar_is_kept_and_replaced(db: Session) -> None:
    year = YearCalendar(2019, {date(2019, 10, 1): "国庆节"}, frozenset({date(2019, 9, 29)}))
    with pytest.raises(CalendarMissing):
        settings.calendar(db).is_working(date(2019, 10, 1))
    with db.write("放假安排"):
        settings.save_year(db, YearCalendar(2019))
        settings.save_year(db, year)
    assert settings.calendar(db).years == {2019: year}
    assert settings.calendar(db).off_reason(date(2019, 10, 1)) == "国庆节"
    assert settings.calendar(db).is_working(date(2019, 9, 29))


def test_phrases_and_legal_bases_are_kept(db: Session) -> None:
    basis = LegalBasis("air_115", "大气污染防治法", 115, "工地扬尘", "第一百一十五条", ("dust",))
    with db.write("设置"):
        settings.save_phrases(db, {"supervision.title": "关于……的督办函"})
        settings.save_legal_bases(db, [basis])
    assert settings.phrases(db) == {"supervision.title": "关于……的督办函"}
    assert settings.legal_bases(db) == (basis,)


def test_every_version_of_a_template_is_kept(db: Session) -> None:
    first = ChecklistTemplate(0, "六个百分之百", 1, (ItemTemplate("围挡", "目测", "连续封闭"),), ("dust",))
    second = ChecklistTemplate(0, "六个百分之百", 2, (ItemTemplate("覆盖", "目测", "全部覆盖"),), ("dust",))
    with db.write("模板"):
        one = settings.save_checklist_template(db, first)
        two = settings.save_checklist_template(db, second)
        again = settings.save_checklist_template(db, first)
    assert again == one
    assert settings.checklist_templates(db) == (two, one)
    assert two.items == second.items


def test_users_and_their_roles(db: Session) -> None:
    with db.write("用户"):
        users.save_user(db, User("示例乙", frozenset({Role.CLERK})))
        users.save_user(db, User("示例乙", frozenset({Role.HEAD, Role.AUDITOR})))
    assert users.user(db, "示例乙") == User("示例乙", frozenset({Role.HEAD, Role.AUDITOR}))
    assert [user.name for user in users.users(db)] == ["示例乙", "示例甲"]
    with pytest.raises(NotFound, match="没有名为“示例丁”"):
        users.user(db, "示例丁")


def test_units_keep_their_order_and_are_found_by_any_calling(db: Session) -> None:
    furnish(db)
    assert [unit.name for unit in units.all_units(db)] == ["新城区", "高陵区", "通远街道"]
    for text in ("高陵区", " 高 陵 ", "610117", "高陵区人民政府"):
        assert units.find_unit(db, text) == units.unit(db, 1)
    assert units.find_unit(db, "新城") == units.unit(db, 2)
    assert units.find_unit(db, "") is None
    assert units.find_unit(db, "长安区") is None
    with pytest.raises(NotFound):
        units.unit(db, 99)


def test_a_surer_calling_goes_before_a_looser_one(db: Session) -> None:
    furnish(db)
    with db.write("单位"):
        units.save_unit(db, Unit(0, "高陵", "陵", UnitKind.ENTERPRISE, 99))
    found = units.find_unit(db, "高陵")
    assert found is not None
    assert found.kind is UnitKind.ENTERPRISE


def test_a_unit_is_changed_in_place_and_its_name_is_its_own(db: Session) -> None:
    furnish(db)
    unit = units.unit(db, 1)
    with db.write("单位"):
        units.save_unit(db, Unit(1, "高陵新区", unit.short_name, unit.kind, 5, unit.code, revision=unit.revision))
    assert units.all_units(db)[0].name == "高陵新区"
    with pytest.raises(InvalidInput, match="已有名为“新城区”"), db.write("单位"):
        units.save_unit(db, Unit(0, "新城区", "新", UnitKind.DISTRICT, 7))
    assert len(units.all_units(db)) == 3


def test_rounds(db: Session) -> None:
    with db.write("轮次"):
        units.save_round(db, Round(12))
        units.save_round(db, Round(11, date(2019, 6, 23), date(2019, 7, 8)))
        units.save_round(db, Round(12, date(2019, 7, 8), date(2019, 7, 22)))
    assert [round_.caption() for round_ in units.rounds(db)] == [
        "第11轮次（6月23日–7月8日）",
        "第12轮次（7月8日–7月22日）",
    ]
