"""Units, posts and the persons who hold them (联络名册), rounds and inspection groups. No phone formatting for screens."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from lantian_desktop.domain.admin.office import VERIFY_AFTER_DAYS
from lantian_desktop.domain.terms import Labelled

_MOBILE = re.compile(r"^1[3-9][0-9]{9}$")
# Groups of 3-4-4, 4-3-4 and 3-3-5, full-width digits (folded first), wide and unbreakable blanks, and the country's code.
_MOBILE_IN_TEXT = re.compile(
    r"(?<![0-9])(?:(?:\+|00)?86[ .-]?)?(?P<number>1[3-9](?:[0-9][ .-]?[0-9]{4}[ .-]?[0-9]{4}"
    r"|[0-9]{2}[ .-][0-9]{3}[ .-][0-9]{4}|[0-9][ .-][0-9]{3}[ .-][0-9]{5}))(?![0-9])"
)
_FOLDED = str.maketrans("０１２３４５６７８９－—．＋\u3000\u00a0", "0123456789--.+  ")
_LANDLINE = re.compile(r"^0[0-9]{2,3}-?[0-9]{7,8}(-[0-9]{1,6})?$")
_SHORT = re.compile(r"^(1[0-9]{2,4}|[0-9]{7,8}|[48]00-?[0-9]{3}-?[0-9]{4})$")
_LOCAL = re.compile(r"^[0-9]{7,8}$")  # cannot be dialled from a mobile
_EXTENSION = re.compile(r"^[0-9]{1,6}$")


class UnitKind(Labelled):
    """What a unit is; the fixed order of units follows the presets, not this."""

    CITY = "city", "市级"
    DISTRICT = "district", "区县"
    DEVELOPMENT_ZONE = "development_zone", "开发区"
    NEW_AREA = "new_area", "新区"
    DEPARTMENT = "department", "部门"
    STREET = "street", "街道（镇）"
    ENTERPRISE = "enterprise", "企业"
    INSPECTION = "inspection", "督导帮扶组"
    OWN_GROUP = "own_group", "配合保障"


class PostRole(Labelled):
    """What a post is in the liaison mechanism (domain handbook §1)."""

    CHIEF_LIAISON = "chief_liaison", "总联络人"
    LIAISON = "liaison", "联络员"
    STAFF = "staff", "工作人员"
    STREET_LIAISON = "street_liaison", "街道（镇）联络人"
    DEPARTMENT_LIAISON = "department_liaison", "行业部门联络人"
    FIRST_RESPONSIBLE = "first_responsible", "第一责任人"
    GROUP_LEADER = "group_leader", "工作组组长"
    GROUP_MEMBER = "group_member", "工作组组员"
    DUTY_PHONE = "duty_phone", "24小时值班"
    OTHER = "other", "其他"


class Side(Labelled):
    """Which of two holders of the same duty is called first (A/B 角)."""

    NONE = "none", "不分"
    A = "a", "A角"
    B = "b", "B角"


class GroupKind(Labelled):
    """What an inspection group of a round is."""

    CENTRAL = "central_group", "中心组"
    ORDINARY = "ordinary_group", "普通组"
    SPECIAL = "special_group", "特别组"


@dataclass(frozen=True, slots=True)
class Unit:
    """A government, zone, department, street or other body, in the office's fixed order."""

    id: int
    name: str
    short_name: str
    kind: UnitKind
    order: int
    code: str = ""
    parent_id: int | None = None
    formal_name: str = ""
    aliases: tuple[str, ...] = ()
    revision: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Round:
    """A round of inspection (轮次); consecutive rounds may overlap for hand-over."""

    number: int
    starts_on: date | None = None
    ends_on: date | None = None
    revision: int = field(default=0, compare=False)

    def caption(self) -> str:
        """Return 第12轮次 (7月8日–7月22日)."""
        if self.starts_on is None or self.ends_on is None:
            return f"第{self.number}轮次"
        first, last = self.starts_on, self.ends_on
        return f"第{self.number}轮次（{first.month}月{first.day}日–{last.month}月{last.day}日）"


@dataclass(frozen=True, slots=True)
class InspectionGroup:
    """A group of a round (1 中心组 and 10 普通组 as a rule, setting) and the units it inspects, in the order it was given."""

    round_number: int
    name: str
    kind: GroupKind = GroupKind.ORDINARY
    territory_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Phones:
    """Every way to reach a person or post; each an empty string when unknown."""

    office_phone: str = ""
    mobile: str = ""
    duty_phone: str = ""
    extension: str = ""
    fax: str = ""
    email: str = ""
    wechat: str = ""


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """One line of the roster: a post and whoever holds it now. An empty `name` is a post nobody was reported for (待报)."""

    id: int
    unit_id: int
    role: PostRole
    title: str = ""
    name: str = ""
    phones: Phones = Phones()
    round_number: int | None = None
    group: str = ""
    remark: str = ""
    verified_on: date | None = None
    held_since: date | None = None
    starred: bool = False
    side: Side = Side.NONE
    revision: int = field(default=0, compare=False)

    @property
    def shown_name(self) -> str:
        """The person's name, or 待报; a duty phone needs none."""
        return self.name or ("" if self.role is PostRole.DUTY_PHONE else "待报")


class Gap(Labelled):
    """What is missing or doubtful on a roster line, in the order it is dealt with."""

    NO_PERSON = "no_person", "缺人员"
    NO_PHONE = "no_phone", "缺可用电话"
    MALFORMED = "malformed", "号码格式有误"
    CONFLICT = "conflict", "任职冲突"
    SAME_PHONE = "same_phone", "手机重复"
    SAME_NAME = "same_name", "同单位重名"
    UNVERIFIED = "unverified", "超过核实期限"
    NEVER_VERIFIED = "never_verified", "尚未核实"


def gaps(entry: RosterEntry, as_of: date, *, verify_after_days: int = VERIFY_AFTER_DAYS) -> tuple[Gap, ...]:
    """Return what one line by itself lacks as seen on `as_of`; what lines have with each other tells `roster_gaps`."""
    found: list[Gap] = []
    if not entry.name and entry.role is not PostRole.DUTY_PHONE:
        found.append(Gap.NO_PERSON)
    others = (entry.phones.duty_phone, entry.phones.office_phone)
    if (entry.name or entry.role is PostRole.DUTY_PHONE) and not any((entry.phones.mobile, *others)):
        found.append(Gap.NO_PHONE)
    if malformed(entry.phones):
        found.append(Gap.MALFORMED)
    if entry.name and entry.verified_on is None:
        found.append(Gap.NEVER_VERIFIED)
    elif entry.name and entry.verified_on is not None and (as_of - entry.verified_on).days > verify_after_days:
        found.append(Gap.UNVERIFIED)
    return tuple(found)


def malformed(phones: Phones) -> tuple[str, ...]:
    """Return the names of the fields whose number has no usable form; empty ones are fine, several are parted by 、."""
    mobiles = all(_MOBILE.match(number) for number in _numbers(phones.mobile))
    landlines = (name for name in ("office_phone", "duty_phone", "fax") if not _dialled(getattr(phones, name)))
    extension = not phones.extension or _EXTENSION.match(phones.extension)
    return (*(() if mobiles else ("mobile",)), *landlines, *(() if extension else ("extension",)))


def _dialled(numbers: str) -> bool:
    """Return whether every number of a field can be dialled from anywhere: a landline with its area code."""
    return all(well_formed(number) and not _LOCAL.match(number) for number in _numbers(numbers))


def _numbers(field: str) -> list[str]:
    return [number for part in field.split("、") if (number := part.replace(" ", ""))]


def well_formed(number: str) -> bool:
    """Return whether `number` looks like a mobile (11 digits from 13 to 19), a landline with area code or a short number."""
    plain = number.replace(" ", "")
    return bool(_MOBILE.match(plain) or _LANDLINE.match(plain) or _SHORT.match(plain))


def mask_mobiles(text: str) -> str:
    """Return `text` with every mobile in it masked, however it is written; what calls it from abroad (+86) stays."""
    masked, at = [], 0
    for found in _MOBILE_IN_TEXT.finditer(text.translate(_FOLDED)):
        masked += [text[at : found.start("number")], mask_mobile(found["number"])]
        at = found.end()
    return "".join((*masked, text[at:]))


def mobiles_within(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return every mobile in a text: start, end and its plain digits; full-width digits and groups count too."""
    found = _MOBILE_IN_TEXT.finditer(text.translate(_FOLDED))
    return tuple((one.start(), one.end(), _plain_digits(one["number"])) for one in found)


def mask_mobile(number: str) -> str:
    """Return a number with the mobile that it is, or that is within it, as 138****0000; office numbers stay as they are."""
    plain = _plain_digits(number)
    return f"{plain[:3]}****{plain[-4:]}" if _MOBILE.match(plain) else mask_mobiles(number)


def _plain_digits(number: str) -> str:
    return re.sub("[ .-]", "", number)


@dataclass(frozen=True, slots=True)
class Tenure:
    """Who held a post: from `since` on (None: nobody knows) until the day `until`, when the successor began (None: still)."""

    id: int
    post_id: int
    name: str
    since: date | None = None
    until: date | None = None
    revision: int = field(default=0, compare=False)

    def covers(self, on: date) -> bool:
        """Return whether the post was held so on a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)

    def overlaps(self, other: Tenure) -> bool:
        """Return whether two tenures contradict each other; an unknown beginning never does."""
        return self._from() < other._to() and other._from() < self._to()

    def _from(self) -> date:
        return self.since or (self._to() - timedelta(days=1))

    def _to(self) -> date:
        return self.until or date.max
