"""A large office for measuring: invented issues and contacts in a real store, the same ones every time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle, islice
from pathlib import Path

from lantian_desktop.domain.admin.office import Level
from lantian_desktop.domain.issues.issue import DueDates, Issue, IssueState
from lantian_desktop.domain.roster.roster import Phones, PostRole, RosterEntry, Unit
from lantian_desktop.domain.rota.rota import DutyMember, Seat
from lantian_desktop.domain.rota.schemes import DutyPost, DutyScheme
from lantian_desktop.paths import resources
from lantian_desktop.services.admin import presets
from lantian_desktop.services.desk import setup
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster.roster import store_entry
from lantian_desktop.services.rota import rota
from lantian_desktop.services.search_keys import KeyMaker
from lantian_desktop.store.admin import settings
from lantian_desktop.store.engine.slots import KdfCost
from lantian_desktop.store.issues import issues
from lantian_desktop.store.roster import units
from tests.benchmarks.signing import ADMIN, NOW, PASSWORD, now

# Signing in costs next to nothing with this: what is measured is a start with the key at hand.
KEY_AT_HAND = KdfCost(memory_kib=32, iterations=1, lanes=1)
BATCH = 5_000
STREETS = ("通远街道", "泾渭街道", "崇皇街道", "鹿苑街道", "耿镇街道", "张卜街道", "湾子街道")
TRADES = ("木器加工点", "砂石料场", "锅炉房", "印刷厂", "餐饮店", "建筑工地", "家具厂", "汽修厂", "煤场", "露天堆场")
SURNAMES = "王李张刘陈杨赵黄周吴单仇查解盖曾任华区朴"
# Of twenty issues, where they stand: most of a long campaign's are done.
STATES = (
    *([IssueState.CLOSED] * 12),
    IssueState.PENDING,
    IssueState.CONFIRMED,
    IssueState.ASSIGNED,
    IssueState.PLANNED,
    IssueState.RECTIFYING,
    IssueState.RECTIFYING,
    IssueState.REPORTED,
    IssueState.WITHDRAWN,
)


def build(folder: Path, *, issue_count: int, contact_count: int) -> None:
    """Make an office in `folder` and fill it."""
    profile = presets.suggest_profile(resources(), unit_name="高陵区", level=Level.DISTRICT)
    office, _ = setup.create_office(
        folder,
        profile=profile,
        admin=ADMIN,
        password=PASSWORD,
        clock=now,
        resources=resources(),
        cost=KEY_AT_HAND,
    )
    maker = KeyMaker(office)
    waiting = _issues(office, issue_count)
    while batch := list(islice(waiting, BATCH)):
        with office.session.write("期初录入") as touched:
            issues.add_many(office.session, [(issue, maker.keys(issue)) for issue in batch])
            touched.add("issues")
    with office.session.write("导入名册") as touched:
        for entry in _contacts(units.all_units(office.session), contact_count):
            store_entry(office, entry)
        touched.add("roster")
    _arrange_duty(office)
    office.session.close()


def _arrange_duty(office: Office) -> None:
    """Fill the rota of the two years before now and of the half year after."""
    first = NOW.date() - timedelta(days=730)
    rota.save_scheme(office, scheme=DutyScheme(first))
    people = [DutyMember(0, f"值班示例{number}", frozenset(DutyPost), f"138{number:08}") for number in range(12)]
    ids = [rota.save_member(office, member=member).id for member in people]
    days = [first + timedelta(days=number) for number in range(910)]
    given = {
        Seat(day, 0, post): ids[day.toordinal() % 6 + 6 * place] for day in days for place, post in enumerate(DutyPost)
    }
    rota.give_seats(office, given=given, title="排班")


def _issues(office: Office, count: int) -> Iterator[Issue]:
    categories = [category.id for category in settings.categories(office.session)]
    territories = [unit.id for unit in units.all_units(office.session) if unit.code][:20]
    for number in range(count):
        found = NOW.date() - timedelta(days=number % 700)
        yield Issue(
            id=0,
            number=f"高督-{number // 10_000 + 1}-{number % 10_000:04}",
            state=STATES[number % len(STATES)],
            found_on=found,
            territory_id=territories[number * 7 % len(territories)],
            category=categories[number * 3 % len(categories)],
            site=f"{STREETS[number % 7]}第{number % 997}号{TRADES[number * 3 % 10]}",
            description=f"检查时{TRADES[number % 10]}未落实抑尘措施，物料露天堆放，共{number % 83}处。",
            round_number=number // 10_000 + 1,
            street=STREETS[number % 7],
            responsible_person=f"{SURNAMES[number % 20]}示例",
            dues=_dues(found),
        )


def _dues(found: date) -> DueDates:
    return DueDates(plan_due=found + timedelta(days=9), rectify_due=found + timedelta(days=40))


def _contacts(known: tuple[Unit, ...], count: int) -> Iterator[RosterEntry]:
    for number, unit in enumerate(islice(cycle(known), count)):
        name = f"{SURNAMES[number % 20]}示例{'一二三四五六七八九十'[number % 10]}"
        phones = Phones(mobile=f"139{number:08}", office_phone=f"029-{80000000 + number}")
        yield RosterEntry(0, unit.id, PostRole.STAFF, f"工作人员{number}", name, phones, remark="示例")
