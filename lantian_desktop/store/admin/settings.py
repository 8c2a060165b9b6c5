"""What the office has set: its profile, periods, categories, calendar, phrases, templates and legal bases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from peewee import SQL, fn

from lantian_desktop.domain.admin.calendar import DayKind, LightSettings, WorkCalendar, YearCalendar
from lantian_desktop.domain.admin.office import (
    Category,
    DueSetting,
    LegalBasis,
    Level,
    LoadWeights,
    OfficeProfile,
    OfficeSettings,
    RestRule,
)
from lantian_desktop.domain.errors import NotFound
from lantian_desktop.domain.plans.verification import ChecklistTemplate, ItemTemplate
from lantian_desktop.store.revisions import overwrite, put_revision
from lantian_desktop.store.rows import fetch, fetch_one, pack, run, scalar, unpack, unpack_texts
from lantian_desktop.store.session import Session
from lantian_desktop.store.tables import CalendarYearRow, CategoryRow, ChecklistTemplateRow, IssueRow, SettingRow

TOPIC = "settings"  # what is remembered between two changes of the settings
PROFILE, SETTINGS, PHRASES, LEGAL_BASES = "profile", "settings", "phrases", "legal_bases"


def read_json(db: Session, key: str) -> Any:
    """Return the value kept under `key`, or None."""
    row = fetch_one(db, SettingRow.select(SettingRow.value).where(SettingRow.key == key))
    return None if row is None else unpack(row["value"])


def write_json(db: Session, key: str, value: object) -> None:
    """Keep a value of plain lists, mappings, texts and numbers under `key`."""
    overwrite(db, SettingRow, {"key": key}, {"value": pack(value)})
    db.forget(TOPIC)


def revision(db: Session, key: str) -> int:
    """Return the revision of what is kept under `key`, 0 when nothing is."""
    return int(scalar(db, SettingRow.select(SettingRow.revision).where(SettingRow.key == key)) or 0)


def _load(db: Session, key: str) -> dict[str, Any]:
    """Return the record kept under `key` with its revision; empty when there is none."""
    row = fetch_one(db, SettingRow.select().where(SettingRow.key == key))
    return {} if row is None else {**unpack(row["value"]), "revision": row["revision"]}


def _save(db: Session, key: str, value: Mapping[str, Any]) -> None:
    """Keep a record under `key` in place of the one that was read."""
    message = {name: part for name, part in value.items() if name != "revision"}
    put_revision(db, SettingRow, {"key": key}, {"value": pack(message)}, expected=value["revision"])
    db.forget(TOPIC)


def profile(db: Session) -> OfficeProfile:
    """Return 本单位; raise NotFound before first run has set it."""
    kept = db.remember(TOPIC, PROFILE, lambda: _load(db, PROFILE))
    if not kept:
        raise NotFound("尚未设置本单位，请先完成首次设置。")
    return OfficeProfile(**{**kept, "level": Level(kept["level"])})


def save_profile(db: Session, profile: OfficeProfile) -> None:
    """Keep 本单位."""
    _save(db, PROFILE, asdict(profile))


def settings(db: Session) -> OfficeSettings:
    """Return the office's settings; what was never set has the handbook's default."""
    kept = dict(db.remember(TOPIC, SETTINGS, lambda: _load(db, SETTINGS)))
    for name in ("plan_period", "rectify_period"):
        if name in kept:
            kept[name] = DueSetting(kept[name]["count"], DayKind(kept[name]["kind"]))
    for name, kind in (("lights", LightSettings), ("duty_weights", LoadWeights), ("rest_rule", RestRule)):
        if name in kept:
            kept[name] = kind(**kept[name])
    return OfficeSettings(**kept)


def save_settings(db: Session, settings: OfficeSettings) -> None:
    """Keep the office's settings."""
    _save(db, SETTINGS, asdict(settings))


def phrases(db: Session) -> Mapping[str, str]:
    """Return the wording of letters by its name."""
    return dict(db.remember(TOPIC, PHRASES, lambda: read_json(db, PHRASES)) or {})


def save_phrases(db: Session, phrases: Mapping[str, str], *, expected: int | None = None) -> None:
    """Keep the wording of letters; with `expected` only in place of that revision of it."""
    _put_whole(db, PHRASES, dict(phrases), expected)


def legal_bases(db: Session) -> tuple[LegalBasis, ...]:
    """Return the legal bases offered, in their kept order."""
    read_at = revision(db, LEGAL_BASES)
    kept = read_json(db, LEGAL_BASES) or []
    return tuple(LegalBasis(**{**one, "categories": tuple(one["categories"]), "revision": read_at}) for one in kept)


def save_legal_bases(db: Session, bases: Iterable[LegalBasis], *, expected: int | None = None) -> None:
    """Keep the legal bases offered; with `expected` only in place of that revision of them."""
    message = [{name: part for name, part in asdict(basis).items() if name != "revision"} for basis in bases]
    _put_whole(db, LEGAL_BASES, message, expected)


def _put_whole(db: Session, key: str, value: object, expected: int | None) -> None:
    if expected is None:
        write_json(db, key, value)
        return
    put_revision(db, SettingRow, {"key": key}, {"value": pack(value)}, expected=expected)
    db.forget(TOPIC)


def categories(db: Session) -> tuple[Category, ...]:
    """Return the statistical headings in their order."""
    query = CategoryRow.select().order_by(CategoryRow.position, CategoryRow.id)
    return db.remember(TOPIC, "categories", lambda: tuple(_category(row) for row in fetch(db, query)))


def save_categories(db: Session, categories: Iterable[Category]) -> None:
    """Add headings or replace those of the same id; a heading records use cannot be taken away."""
    for category in categories:
        words = {
            "label": category.label,
            "position": category.order,
            "counts": pack(category.counts),
            "aliases": pack(category.aliases),
        }
        put_revision(db, CategoryRow, {"id": category.id}, words, expected=category.revision)
    db.forget(TOPIC)


def category_uses(db: Session, category_id: str) -> int:
    """Return how many issues bear a heading, those in the 回收站 included."""
    return int(scalar(db, IssueRow.select(fn.COUNT(SQL("*"))).where(IssueRow.category_id == category_id)) or 0)


def remove_category(db: Session, category_id: str) -> None:
    """Take away a heading no issue bears."""
    run(db, CategoryRow.delete().where(CategoryRow.id == category_id))
    db.forget(TOPIC)


def calendar(db: Session) -> WorkCalendar:
    """Return every year's notice that was entered."""
    return db.remember(TOPIC, "calendar", lambda: _calendar(fetch(db, CalendarYearRow.select())))


def save_year(db: Session, year: YearCalendar) -> None:
    """Add a year's notice or replace it."""
    notice = {
        "holidays": {day.isoformat(): name for day, name in sorted(year.holidays.items())},
        "makeup": sorted(day.isoformat() for day in year.makeup_workdays),
    }
    put_revision(db, CalendarYearRow, {"year": year.year}, {"notice": pack(notice)}, expected=year.revision)
    db.forget(TOPIC)


def checklist_templates(db: Session) -> tuple[ChecklistTemplate, ...]:
    """Return every version of every template, by name, newest version first."""
    query = ChecklistTemplateRow.select().order_by(ChecklistTemplateRow.name, ChecklistTemplateRow.version.desc())
    return tuple(_template(row) for row in fetch(db, query))


def newest_templates(db: Session) -> tuple[ChecklistTemplate, ...]:
    """Return the templates in use: the newest version of each name."""
    newest: dict[str, ChecklistTemplate] = {}
    for template in checklist_templates(db):  # of one name the newest comes first
        newest.setdefault(template.name, template)
    return tuple(newest.values())


def save_checklist_template(db: Session, template: ChecklistTemplate) -> ChecklistTemplate:
    """Add a version of a template, or replace the words of that very version."""
    words = {
        "items": pack([asdict(item) for item in template.items]),
        "categories": pack(template.categories),
    }
    key = {"name": template.name, "version": template.version}
    put_revision(db, ChecklistTemplateRow, key, words, expected=template.revision)
    same = (ChecklistTemplateRow.name == template.name) & (ChecklistTemplateRow.version == template.version)
    row = fetch_one(db, ChecklistTemplateRow.select().where(same))
    assert row is not None  # it was written just now
    return _template(row)


def _category(row: dict[str, Any]) -> Category:
    counts, aliases = unpack_texts(row["counts"]), unpack_texts(row["aliases"])
    return Category(row["id"], row["label"], row["position"], counts, aliases, row["revision"])


def _calendar(rows: list[dict[str, Any]]) -> WorkCalendar:
    return WorkCalendar({row["year"]: _year(row, unpack(row["notice"])) for row in rows})


def _year(row: Mapping[str, Any], notice: Mapping[str, Any]) -> YearCalendar:
    holidays = {date.fromisoformat(day): str(name) for day, name in notice["holidays"].items()}
    makeup = frozenset(date.fromisoformat(day) for day in notice["makeup"])
    return YearCalendar(row["year"], holidays, makeup, row["revision"])


def _template(row: dict[str, Any]) -> ChecklistTemplate:
    items = tuple(ItemTemplate(**item) for item in unpack(row["items"]))
    return ChecklistTemplate(
        row["id"], row["name"], row["version"], items, unpack_texts(row["categories"]), row["revision"]
    )
