"""What tests are made of: a clock that is moved by hand, offices, issues, plans and checklists that are complete."""

from __future__ import annotations

import atexit
import shutil
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from lantian_desktop.domain.admin.office import Level
from lantian_desktop.domain.admin.people import Role
from lantian_desktop.domain.issues.issue import Issue, IssueState
from lantian_desktop.domain.plans.plan import Measure, RectificationPlan
from lantian_desktop.domain.plans.verification import Checklist, ItemResult, Outcome
from lantian_desktop.paths import resources
from lantian_desktop.services.admin import presets
from lantian_desktop.services.desk import setup
from lantian_desktop.services.office import Office
from lantian_desktop.services.plans import plans, verification
from lantian_desktop.services.roster.roster import find_unit
from lantian_desktop.store.engine.slots import KdfCost

PASSWORD = "example-password"
QUICK = KdfCost(memory_kib=32, iterations=1, lanes=1)
CLERK_ADMIN = frozenset({Role.ADMIN, Role.CLERK})


@dataclass
class Wall:
    """A clock on the wall: stands still until somebody moves it."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at

    def pass_days(self, days: int) -> None:
        """Move the clock on."""
        self.at += timedelta(days=days)


def make_office(folder: Path, clock: Wall, *, unit: str = "高陵区", roles: frozenset[Role] = CLERK_ADMIN) -> Office:
    """Make a district office with 示例甲 as its first user; equal ones are made once and copied."""
    shutil.copytree(_made_before(unit, roles, clock()), folder, dirs_exist_ok=True)
    return setup.sign_in(folder, user="示例甲", password=PASSWORD, clock=clock, resources=resources(), window=True)


@cache
def _made_before(unit: str, roles: frozenset[Role], at: datetime) -> Path:
    folder = Path(mkdtemp(prefix="lantian-office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    profile = presets.suggest_profile(resources(), unit_name=unit, level=Level.DISTRICT)
    profile = replace(profile, contact_person="示例甲", contact_phone="029-86900000")
    made, _ = setup.create_office(
        folder / "office",
        profile=profile,
        admin="示例甲",
        password=PASSWORD,
        clock=Wall(at),
        resources=resources(),
        roles=roles,
        cost=QUICK,
    )
    made.session.close()
    return folder / "office"


def new_issue(office: Office, **changes: object) -> Issue:
    """Return an issue to register: complete, of 通远街道, found on 2019-07-10."""
    territory = find_unit(office, text="高陵区")
    issue = Issue(
        id=0,
        number="",
        state=IssueState.PENDING,
        found_on=date(2019, 7, 10),
        territory_id=territory.id,
        category="scattered_polluter",
        site="通远街道某木器加工点",
        description="现场检查时仍在喷漆作业，未安装污染防治设施，原辅材料露天堆放。",
        round_number=12,
        responsible_person="示例丁",
        responsible_phone="13800000004",
    )
    return replace(issue, **changes)


def full_plan(office: Office, issue_id: int, *, author: str = "") -> RectificationPlan:
    """Return a plan that lacks nothing."""
    blank = plans.blank_plan(office, issue_id=issue_id)
    measure = Measure(0, "拆除喷漆设备，清运原辅材料", "通远街道办事处", "示例丁", date(2019, 8, 1), "13800000004")
    return replace(
        blank, goal="关停取缔到位", standard="两断三清", measures=(measure,), author=author or office.user.name
    )


def answered(office: Office, issue_id: int, *, outcome: Outcome = Outcome.DONE) -> Checklist:
    """Return a checklist with every item met by two verifiers today."""
    blank = verification.blank_checklist(office, issue_id=issue_id)
    return replace(
        blank,
        answers=tuple(replace(answer, result=ItemResult.MET) for answer in blank.answers),
        verifiers=("示例己", "示例庚"),
        verified_at=office.clock() - timedelta(hours=1),
        place="通远街道",
        outcome=outcome,
        follow_up_on=None if outcome is Outcome.DONE else office.today + timedelta(days=10),
    )
