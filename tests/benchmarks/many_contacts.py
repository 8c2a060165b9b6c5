"""Five thousand invented contacts as a district might have them: thousands of different names, posts and numbers, the same every time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

from lantian_desktop.domain.admin.office import Level
from lantian_desktop.domain.roster.roster import Phones, PostRole, RosterEntry
from lantian_desktop.paths import resources
from lantian_desktop.services.admin import presets
from lantian_desktop.services.desk import setup
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster.roster import store_entry
from lantian_desktop.store.roster import units
from tests.benchmarks.large_office import KEY_AT_HAND
from tests.benchmarks.signing import ADMIN, PASSWORD, now

# As frequent as they are in the country, roughly; the rare ones are those that are read in more than one way.
COMMON = "王王王王李李李李张张张张刘刘刘陈陈陈杨杨赵赵黄黄周周吴吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾"
LESS_COMMON = (
    "丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
SURNAMES = (
    *COMMON,
    *LESS_COMMON,
    *"单仇查解盖区朴翟覃",
    "欧阳",
    "尉迟",
    "上官",
    "单于",
)  # the last ones for their readings
GIVEN = "明建国志伟文海军晓东红丽华强敏静磊洋艳勇杰娟涛超秀霞平刚桂英玉兰萍婷雪峰浩宇子轩一诺思涵俊辉鹏飞燕春梅冬宝庆祥瑞成龙新民安康宁长乐重行朝晖"
POSTS = (
    "综合协调",
    "信息报送",
    "扬尘治理",
    "锅炉整治",
    "散乱污整治",
    "网格管理",
    "执法检查",
    "应急响应",
    "督查督办",
    "数据统计",
)
ROLES = (PostRole.STAFF, PostRole.STREET_LIAISON, PostRole.DEPARTMENT_LIAISON, PostRole.LIAISON, PostRole.GROUP_MEMBER)


def build(folder: Path, *, count: int) -> None:
    """Make an office in `folder` with so many contacts."""
    profile = presets.suggest_profile(resources(), unit_name="高陵区", level=Level.DISTRICT)
    office, _ = setup.create_office(
        folder, profile=profile, admin=ADMIN, password=PASSWORD, clock=now, resources=resources(), cost=KEY_AT_HAND
    )
    with office.session.write("导入名册") as touched:
        for entry in _entries(office, count):
            store_entry(office, entry)
        touched.add("roster")
    office.session.close()


def _entries(office: Office, count: int) -> Iterator[RosterEntry]:
    chance = Random(20190715)
    known = units.all_units(office.session)
    for _ in range(count):
        name = chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2, 2))))
        phones = Phones(
            mobile=f"1{chance.choice('3578')}{chance.randrange(10**9):09}",
            office_phone=f"029-86{chance.randrange(10**6):06}",
        )
        title = f"{chance.choice(POSTS)}组{chance.choice(('组长', '副组长', '组员', ''))}"
        starred = chance.random() < 0.01
        yield RosterEntry(0, chance.choice(known).id, chance.choice(ROLES), title, name, phones, starred=starred)
