"""Five thousand invented contacts in a real store, the same ones every time: names with 示例 in them, numbers nobody chose."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice, product
from random import Random

from lantian_desktop.domain.roster.roster import Phones, PostRole, RosterEntry
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster.roster import store_entry
from lantian_desktop.store.roster import units

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂红玲华飞玉萍梅建国志文海斌波辉云峰兵健英琴丹凯成林鹏晓晨宇"
COUNT = 5_000


def add_contacts(office: Office) -> tuple[RosterEntry, ...]:
    """Enter the contacts, spread over every unit, and return them; no two have the same name or number."""
    with office.session.write("导入名册") as touched:
        entered = tuple(store_entry(office, entry) for entry in _contacts(office))
        touched.add("roster")
    return entered


def _contacts(office: Office) -> Iterator[RosterEntry]:
    numbers = Random(5).sample(range(10**8), COUNT)
    names = (f"{surname}示例{given}" for given, surname in product(GIVEN, SURNAMES))
    known = cycle(units.all_units(office.session))
    for at, (unit, name, number) in enumerate(islice(zip(known, names, numbers, strict=False), COUNT), 1):
        yield RosterEntry(0, unit.id, PostRole.STAFF, f"工作人员{at}", name, Phones(mobile=f"139{number:08}"))
