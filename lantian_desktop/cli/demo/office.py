"""The demonstration office: its folder, its people, and the samples it imports. What happens in it is `demo_story`'s."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from lantian_desktop.cli.demo.clock import LAST_DAY, DemoClock
from lantian_desktop.domain.admin.office import Level
from lantian_desktop.domain.admin.people import Role
from lantian_desktop.domain.errors import OfficeError, StoreBusy, UnusableFolder
from lantian_desktop.services.admin import presets, users
from lantian_desktop.services.desk import imports, setup
from lantian_desktop.services.desk.imports import ImportKind, ImportPlan
from lantian_desktop.services.office import Office

MARK_FILE = "示例数据.txt"
MARK_TEXT = "本文件夹是蓝天联络的示例数据，人员和问题均为虚构，重新生成示例时会整个删除。\n"
CLERK, SECOND_CLERK, HEAD = "示例甲", "示例乙", "示例丙"
PASSWORD = "lantian-2019"  # noqa: S105 - shown to everybody who makes a demonstration
ROLES = {
    CLERK: frozenset({Role.ADMIN, Role.CLERK}),
    SECOND_CLERK: frozenset({Role.CLERK}),
    HEAD: frozenset({Role.HEAD}),
}
UNIT = "西安市"  # the list of the samples covers all districts, as the city's office receives it
SAMPLES = {ImportKind.ROSTER: "联络名册.xlsx", ImportKind.ISSUES: "问题清单.xlsx"}


@dataclass(frozen=True, slots=True)
class DemoOffice:
    """The opened demonstration office, and what the imports said."""

    office: Office
    imported: tuple[ImportPlan, ...] = ()

    def signed_in_as(self, name: str) -> Office:
        """Let a person sign in by password, as at the lock screen, unless they are at work already."""
        if self.office.user.name != name:
            setup.unlock(self.office, user=name, password=PASSWORD)
        return self.office


def make(folder: Path, resources: Path) -> DemoOffice:
    """Make a fresh demonstration office in `folder` and import the samples; an older demonstration there is replaced."""
    clear(folder, resources)
    folder.mkdir(parents=True)
    (folder / MARK_FILE).write_text(MARK_TEXT, encoding="utf-8")
    clock = DemoClock(LAST_DAY)
    profile = presets.suggest_profile(resources, unit_name=UNIT, level=Level.CITY)
    office, _ = setup.create_office(
        folder,
        profile=replace(profile, contact_person=CLERK, contact_phone="029-86900000"),
        admin=CLERK,
        password=PASSWORD,
        clock=clock,
        resources=resources,
        roles=ROLES[CLERK],
    )
    for name in (SECOND_CLERK, HEAD):
        users.add_user(office, name=name, roles=ROLES[name], password=PASSWORD)
    return DemoOffice(office, tuple(_import(office, kind) for kind in SAMPLES))


def _import(office: Office, kind: ImportKind) -> ImportPlan:
    plan = imports.precheck(office, kind=kind, path=office.resources / "samples" / SAMPLES[kind])
    imports.apply_import(office, plan=plan)
    return plan


def clear(folder: Path, resources: Path) -> None:
    """Remove an older demonstration office; raise when the folder holds anything else or a window has it open."""
    if not folder.exists() or not any(folder.iterdir()):
        if folder.exists():
            folder.rmdir()
        return
    if not (folder / MARK_FILE).exists():
        raise UnusableFolder(f"“{folder}”中已有文件，且不是示例数据；为免误删，请换一个文件夹生成示例。")
    _require_unused(folder, resources)
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise UnusableFolder(f"旧的示例数据“{folder}”删除不了，请关闭使用它的程序后重试。") from error


def _require_unused(folder: Path, resources: Path) -> None:
    if not setup.store_exists(folder):
        return
    try:
        office = setup.sign_in(
            folder, user=CLERK, password=PASSWORD, clock=DemoClock(LAST_DAY), resources=resources, window=True
        )
    except StoreBusy:
        raise
    except OfficeError:
        return  # damaged, half made or with other passwords: a demonstration all the same, and nobody has it open
    office.session.close()
