"""What one office is and has set: its name, level, prefix, categories and settings."""

from __future__ import annotations

from dataclasses import dataclass, field

from lantian_desktop.domain.admin.calendar import DayKind, LightSettings
from lantian_desktop.domain.terms import Labelled

VERIFY_AFTER_DAYS = 180  # 名册核实周期 (setting, domain handbook §1)


class Level(Labelled):
    """The level an office or a post belongs to."""

    CITY = "city", "市级"
    DISTRICT = "district", "区县级"


@dataclass(frozen=True, slots=True)
class OfficeProfile:
    """本单位, chosen at first run. `mark` is the short word in issue numbers (高 → 高督-12-018).

    `prefix` is the 代字 of letters in 信函格式, `report_prefix` that of 文件格式; without one it is `prefix` without 函.
    """

    name: str
    short_name: str
    level: Level
    prefix: str
    mark: str
    letterhead: str
    contact_person: str = ""
    contact_phone: str = ""
    report_prefix: str = ""
    revision: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class DueSetting:
    """A default period offered for a due date (setting, domain handbook §3)."""

    count: int
    kind: DayKind


@dataclass(frozen=True, slots=True)
class LoadWeights:
    """Points of one shift by its day of duty, and what a night adds (setting; kinds of load: domain handbook §10)."""

    workday: int = 10
    rest_day: int = 15
    holiday: int = 20
    night: int = 5


@dataclass(frozen=True, slots=True)
class RestRule:
    """Tenths of a day that 24 hours of duty earn, by the kind of the day of duty (setting; 轮休 / 换休: domain handbook §10)."""

    rest_day: int = 10
    holiday: int = 10


@dataclass(frozen=True, slots=True)
class OfficeSettings:
    """Editable settings with the handbook's defaults."""

    plan_period: DueSetting = DueSetting(5, DayKind.WORKING)
    rectify_period: DueSetting = DueSetting(30, DayKind.NATURAL)
    lights: LightSettings = field(default_factory=LightSettings)
    lock_after_minutes: int = 10
    current_round: int | None = None
    verify_after_days: int = VERIFY_AFTER_DAYS
    duty_weights: LoadWeights = field(default_factory=LoadWeights)
    rest_rule: RestRule = field(default_factory=RestRule)
    revision: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Category:
    """A statistical heading (setting). `counts` names the quantities it counts: sets, households, tonnage."""

    id: str
    label: str
    order: int
    counts: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    revision: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """An article offered for an issue (setting): `subject` helps to find it, `text` is what goes into the record."""

    id: str
    law: str
    article: int
    subject: str
    text: str
    categories: tuple[str, ...] = ()
    revision: int = field(default=0, compare=False)
