"""Rounds of inspection with their groups and territories, and which round is the current one. Reading lives in `roster`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.roster.roster import GroupKind, InspectionGroup, Round
from lantian_desktop.services.admin.settings import as_read
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster.roster import find_unit, groups, rounds
from lantian_desktop.store.admin import settings as stored_settings
from lantian_desktop.store.roster import units as stored

ORDINARY_GROUPS = 10  # beside one 中心组, as the province's notices set them up (setting, domain handbook §1)
HIGHEST_ROUND = 999


@dataclass(frozen=True, slots=True)
class GroupEntry:
    """A group as typed: its territories are names with 、 between, in the order they were given."""

    name: str
    kind: GroupKind
    territories: str = ""


def usual_groups() -> tuple[GroupEntry, ...]:
    """Return the groups a round has as a rule: one 中心组 and ten 普通组."""
    ordinary = (GroupEntry(f"第{number}组", GroupKind.ORDINARY) for number in range(1, ORDINARY_GROUPS + 1))
    return (GroupEntry("中心组", GroupKind.CENTRAL), *ordinary)


def group_entries(office: Office, *, round_number: int) -> tuple[GroupEntry, ...]:
    """Return a round's groups as they would be typed."""
    names = {unit.id: unit.short_name or unit.name for unit in stored.all_units(office.session)}
    return tuple(
        GroupEntry(group.name, group.kind, "、".join(names[one] for one in group.territory_ids if one in names))
        for group in groups(office, round_number=round_number)
    )


def save_round(
    office: Office,
    *,
    round_: Round,
    entries: Iterable[GroupEntry],
    current: bool,
    new: bool = False,
    read_at: int | None = None,
) -> Round:
    """Add or change a round with its groups, and make it the current one or let the dates decide, in one step.

    With `read_at` another round becomes the current one only where the settings still are at that revision.
    """
    office.require(Right.EDIT_RECORDS)
    _check(office, round_, new=new)
    wanted = _groups(office, round_.number, entries)
    gone = {group.name for group in groups(office, round_number=round_.number)} - {group.name for group in wanted}
    with office.session.write(f"维护第{round_.number}轮次") as touched:
        saved = stored.save_round(office.session, round_)
        for name in gone:
            stored.remove_group(office.session, InspectionGroup(round_.number, name))
        for group in wanted:
            stored.save_group(office.session, group)
        if _choose(office, round_.number, current=current, read_at=read_at):
            touched.add("settings")
        touched.note(groups=len(wanted), current=current)
        touched.add("units", round_.number)
    return saved


def _check(office: Office, round_: Round, *, new: bool) -> None:
    if not 1 <= round_.number <= HIGHEST_ROUND:
        raise InvalidInput("轮次应为 1 至 999 的整数。", field="number")
    if new and round_.number in {known.number for known in rounds(office)}:
        raise InvalidInput(f"第{round_.number}轮次已经存在，请在左边选中它来修改。", field="number")
    if round_.starts_on and round_.ends_on and round_.ends_on < round_.starts_on:
        raise InvalidInput("轮次结束日期早于开始日期，请更正。", field="ends_on")


def _groups(office: Office, number: int, entries: Iterable[GroupEntry]) -> tuple[InspectionGroup, ...]:
    found: list[InspectionGroup] = []
    for entry in entries:
        name = entry.name.strip()
        if not name:
            raise InvalidInput("请填写每个工作组的名称，或移除空的一组。", field="groups")
        if name in {group.name for group in found}:
            raise InvalidInput(f"工作组“{name}”写了两次，请删去一次。", field="groups")
        names = (one.strip() for one in entry.territories.replace("，", "、").replace(",", "、").split("、"))
        ids = (find_unit(office, text=one, field="groups").id for one in names if one)
        found.append(InspectionGroup(number, name, entry.kind, tuple(dict.fromkeys(ids))))
    return tuple(found)


def _choose(office: Office, number: int, *, current: bool, read_at: int | None) -> bool:
    """Keep which round is the current one and say whether that changed; without a choice the dates decide."""
    settings = as_read(office, read_at)
    chosen = number if current else (None if settings.current_round == number else settings.current_round)
    if chosen == settings.current_round:
        return False
    stored_settings.save_settings(office.session, replace(settings, current_round=chosen))
    return True
