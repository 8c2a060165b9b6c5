"""Makes resources/samples/: a liaison roster and a list of 120 problems as an office receives them. Every person and place is invented.

The wording stands in sample_texts.json beside this script, units and categories in resources/presets. The same input gives the same bytes.
Usage: python packaging/samples.py [FOLDER].
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import xlsxwriter

HERE = Path(__file__).resolve().parent
PRESETS = HERE.parent / "resources" / "presets"
TARGET = HERE.parent / "resources" / "samples"
ROUND, ROUND_FROM, ROUND_TO = 12, date(2019, 7, 8), date(2019, 7, 22)
CREATED = datetime.combine(ROUND_FROM, time(8, 30))
TEXTS = json.loads((HERE / "sample_texts.json").read_text(encoding="utf-8"))
EXAMPLE = "示例"
EXCEL_DAY_ZERO = date(1899, 12, 30)
HOME, HOME_ROWS, OTHER_ROWS = "高陵区", 20, 5


def preset(name: str, key: str) -> list[dict[str, Any]]:
    """Return the list in a preset file."""
    found: list[dict[str, Any]] = json.loads((PRESETS / name).read_text(encoding="utf-8"))[key]
    return found


UNITS = preset("units.json", "units")
TERRITORIES = [unit for unit in UNITS if unit["kind"] in {"district", "development_zone", "new_area"}]
DEPARTMENTS = [unit["name"] for unit in UNITS if unit["kind"] == "department"]
CATEGORIES = preset("categories.json", "categories")


# ---- the roster: what offices pass round, one unit's cells merged over its persons

ROSTER_HEADERS = ("序号", "单位", "层级", "联络身份", "职务", "姓名", "办公电话", "手机", "24小时值班电话", "传真", "邮箱", "微信号",
                  "轮次", "工作组", "负责区域", "核实日期", "备注")  # fmt: skip
ROSTER_WIDTHS = (6, 16, 9, 18, 26, 10, 15, 15, 16, 15, 22, 14, 6, 9, 12, 12, 12)


@dataclass(frozen=True)
class Post:
    """A line of the roster before a person is put into it; a vacant one is still to be reported."""

    unit: str
    level: str
    role: str
    title: str
    vacant: bool = False
    round: str = ""
    group: str = ""
    territory: str = ""


def posts() -> Iterator[Post]:
    """Yield every post in the fixed order of units."""
    yield Post("西安市", "市级", "总联络人", "副市长")
    yield Post("市铁腕治霾办", "市级", "工作人员", "综合组干部")
    yield Post("市铁腕治霾办", "市级", "工作人员", "督查组干部")
    yield Post("市铁腕治霾办", "市级", "24小时值班", "值班室", vacant=True)
    for number, unit in enumerate(TERRITORIES):
        yield from _territory_posts(unit["name"], unit["kind"] == "district", number)
    for number, name in enumerate(DEPARTMENTS):
        if name == "市生态环境局":
            yield Post(name, "市级", "联络员", "局长")
        yield Post(name, "市级", "行业部门联络人", "副局长" if name.endswith("局") else "副主任", vacant=number == 8)
    for group in ("中心组", *(f"第{number}组" for number in range(1, 11))):
        yield Post("强化监督工作组", "市级", "工作组组长", "组长", round=str(ROUND), group=group)
        for _ in range(2):
            yield Post("强化监督工作组", "市级", "工作组组员", "组员", round=str(ROUND), group=group)


def _territory_posts(name: str, district: bool, number: int) -> Iterator[Post]:
    body = "政府" if district else "管委会"
    head = "县长" if name.endswith("县") else "区长" if district else "主任"
    yield Post(name, "区县级", "第一责任人", head, vacant=number % 7 == 3)
    yield Post(name, "区县级", "总联络人", f"{body}分管负责同志（副{head}）", vacant=number % 9 == 5)
    yield Post(name, "区县级", "联络员", "铁腕治霾办主任")
    yield Post(name, "区县级", "24小时值班", "值班室", vacant=True)
    if name == HOME:
        yield Post(name, "区县级", "工作人员", "铁腕治霾办综合科干部")
        yield Post(name, "区县级", "工作人员", "铁腕治霾办督查科干部")
        for street in TEXTS["streets"][name]:
            yield Post(
                name,
                "区县级",
                "街道（镇）联络人",
                f"{street}办事处副主任",
                territory=street,
                vacant=street == "耿镇街道",
            )


def names() -> Iterator[str]:
    """Yield invented names; rare characters and surnames with two readings come early and then no more."""
    surnames, given, special = (TEXTS["names"][key] for key in ("surnames", "given", "special"))
    for index in count():
        if index % 6 == 2 and index // 6 < len(special):
            yield special[index // 6]
        else:
            yield surnames[index * 7 % len(surnames)] + given[index * 11 % len(given)]


def mobile(number: int) -> str | int:
    """Return an invented mobile the way people type them: text, a number cell, in groups, full width."""
    plain = f"13800000{number:03d}"
    if number % 11 == 4:
        return int(plain)
    if number % 13 == 6:
        return f"{plain[:3]} {plain[3:7]} {plain[7:]}"
    if number % 29 == 9:
        return plain.translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
    return plain


def roster_rows() -> Iterator[tuple[Post, list[Any]]]:
    """Yield every post with its cells from 联络身份 on."""
    people = names()
    for number, post in enumerate(posts(), 1):
        person = "" if post.vacant else next(people)
        duty = post.role == "24小时值班"
        has_mobile = bool(person) and number % 17 != 0
        cells: list[Any] = [post.role, post.title, person or ("" if duty else "待报")]
        cells += ["" if post.group else f"029-{number:08d}", mobile(number) if has_mobile else ""]
        cells += [
            f"029-00009{number:03d}" if duty and number % 5 else "",
            f"029-00008{number:03d}" if post.role == "联络员" else "",
        ]
        cells += [
            f"shili{number:03d}@example.com" if post.role == "联络员" else "",
            f"shili_{number:03d}" if has_mobile and number % 3 == 0 else "",
        ]
        cells += [
            post.round,
            post.group,
            post.territory,
            "" if not person else ("2018.12.3" if number % 23 == 0 else "2019-07-05"),
        ]
        yield post, [*cells, EXAMPLE if person else ""]


def write_roster(path: Path) -> None:
    """Write 联络名册.xlsx: the roster and, on a second sheet, the groups of the round."""
    book = _book(path)
    head, title, note = _formats(book)
    sheet = book.add_worksheet("联络名册")
    last = len(ROSTER_HEADERS) - 1
    sheet.merge_range(0, 0, 0, last, "西安市强化监督定点帮扶两级联络员名册", title)
    sheet.merge_range(
        1, 0, 1, last, "填报单位：市铁腕治霾办　　更新时间：2019年7月8日　　（人员、号码均为虚构示例）", note
    )
    for column, (header, width) in enumerate(zip(ROSTER_HEADERS, ROSTER_WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, header, head)
    rows = list(roster_rows())
    for row, (post, cells) in enumerate(rows, 3):
        sheet.write_number(row, 0, row - 2)
        sheet.write_string(row, 2, post.level)
        for column, cell in enumerate(cells, 3):
            _write(sheet, row, column, cell)
    _merge_units(sheet, [post.unit for post, _ in rows], 3, book.add_format({"valign": "vcenter", "text_wrap": True}))
    sheet.freeze_panes(3, 0)
    _write_groups(book, head, title)
    book.close()


def _merge_units(sheet: Any, units: list[str], first: int, form: Any) -> None:
    start = 0
    for index in range(1, len(units) + 1):
        if index < len(units) and units[index] == units[start]:
            continue
        if index - start > 1:
            sheet.merge_range(first + start, 1, first + index - 1, 1, units[start], form)
        else:
            sheet.write_string(first + start, 1, units[start], form)
        start = index


def _write_groups(book: Any, head: Any, title: Any) -> None:
    sheet = book.add_worksheet("轮次与工作组")
    headers = ("序号", "轮次", "进驻日期", "撤离日期", "组名", "组别", "负责区县", "备注")
    sheet.merge_range(0, 0, 0, len(headers) - 1, f"第{ROUND}轮次强化监督工作组安排", title)
    for column, header in enumerate(headers):
        sheet.write_string(1, column, header, head)
    sheet.set_column(2, 7, 16)
    shares = [[unit["name"] for unit in TERRITORIES[index::10]] for index in range(10)]
    lines = [("中心组", "中心组", ["西安市"]), *((f"第{n}组", "普通组", share) for n, share in enumerate(shares, 1))]
    for row, (group, kind, territories) in enumerate(lines, 2):
        cells = (
            row - 1,
            ROUND,
            ROUND_FROM.isoformat(),
            f"{ROUND_TO:%Y.%m.%d}",
            group,
            kind,
            "、".join(territories),
            EXAMPLE,
        )
        for column, cell in enumerate(cells):
            _write(sheet, row, column, cell)


# ---- the list of problems: two title rows, a header of two rows with merged cells, dates in every form

ISSUE_HEADERS = (
    ("序号", ()), ("编号", ()), ("轮次", ()), ("工作组", ()), ("发现日期", ()), ("属地", ("区县（开发区）", "街道（镇）")),
    ("点位", ("名称", "地址", "经度", "纬度")), ("问题类别", ()), ("问题描述", ()), ("对应任务", ()), ("法律依据", ()),
    ("责任分工", ("牵头单位", "配合单位", "责任人", "联系电话")), ("涉及数量", ("台数", "户数", "蒸吨")),
    ("来源", ()), ("期限", ("确认期限", "申诉期限")), ("备注", ()),
)  # fmt: skip
ISSUE_WIDTHS = (6, 14, 6, 9, 13, 13, 13, 22, 26, 10, 10, 22, 46, 22, 26, 14, 22, 9, 15, 6, 6, 6, 10, 12, 12, 10)


def territory_order() -> list[dict[str, Any]]:
    """Return the territory of every one of the 120 rows: 20 of the home district, the others in turn."""
    others = [unit for unit in TERRITORIES if unit["name"] != HOME]
    home = next(unit for unit in TERRITORIES if unit["name"] == HOME)
    mixed: list[dict[str, Any]] = []
    for _ in range(OTHER_ROWS):
        mixed += others
        mixed += [home] * (HOME_ROWS // OTHER_ROWS)
    return mixed


def issue_rows() -> Iterator[dict[str, Any]]:
    """Yield 120 problems as column text → cell; a few of them faulty on purpose."""
    serials: dict[str, Iterator[int]] = {unit["name"]: count(1) for unit in TERRITORIES}
    people = names()
    for index, unit in enumerate(territory_order()):
        serial = next(serials[unit["name"]])
        row = _issue(index, unit, serial, next(people))
        row.update(FAULTS.get(index, {}))
        yield row


def _issue(index: int, unit: dict[str, Any], serial: int, person: str) -> dict[str, Any]:
    name = unit["name"]
    category = CATEGORIES[_category(index, name, serial)]
    texts = TEXTS["categories"][category["id"]]
    case = texts["cases"][(index // len(CATEGORIES) + serial) % len(texts["cases"])]
    street = _pick(TEXTS["streets"][name], serial)
    if name == HOME and serial == 18:  # 高督-12-018, the one the manual shows
        case, street = texts["cases"][0], "通远街道"
    longitude, latitude = TEXTS["coordinates"][name]
    located = index % 3 != 2
    amount = 3 + index * 5 % 13
    return {
        "编号": "" if index % 15 == 14 else f"{unit['mark']}督-{ROUND}-{serial:03d}",
        "轮次": ROUND if index % 4 else f"第{ROUND}轮",
        "工作组": f"第{TERRITORIES.index(unit) % 10 + 1}组",
        "发现日期": _dated(ROUND_FROM + timedelta(days=index * 5 % 9), index),
        "区县（开发区）": unit["short_name"] if index % 16 == 7 else name,
        "街道（镇）": street,
        "名称": f"{_place(street)}{case['site']}" if index % 2 else case["site"],
        "地址": f"{name}{street}某路{index * 3 % 90 + 1}号" if located else "",
        "经度": round(longitude + (index * 17 % 41 - 20) / 2000, 4) if located else "",
        "纬度": round(latitude + (index * 23 % 37 - 18) / 2000, 4) if located else "",
        "问题类别": category["label"],
        "问题描述": case["text"].replace("{n}", str(amount)),
        "对应任务": texts["task"],
        "法律依据": texts["law"],
        "牵头单位": texts["lead"],
        "配合单位": texts["support"],
        "责任人": person if index % 5 else "",
        "联系电话": f"13800000{500 + index:03d}" if index % 5 else "",
        "台数": 1 if category["id"] == "coal_boiler" else "",
        "户数": amount if category["id"] == "clean_heating" else "",
        "蒸吨": (2, 4, 0.7)[index % 3] if category["id"] == "coal_boiler" else "",
        "来源": "信访" if category["id"] == "complaint" and index % 4 == 1 else "强化监督",
        "确认期限": "2019-07-24",
        "申诉期限": "2019年7月26日",
        "备注": EXAMPLE,
    }


def _category(index: int, name: str, serial: int) -> int:
    if name == HOME:
        return 0 if serial == 18 else (serial - 1) % len(CATEGORIES)
    return (index * 3 + serial) % len(CATEGORIES)


def _place(street: str) -> str:
    return street.removesuffix("街道") if street.endswith("街道") else street.removesuffix("镇")


def _pick(choices: list[str], number: int) -> str:
    return choices[number % len(choices)] if choices else ""


def _dated(day: date, index: int) -> object:
    forms: tuple[object, ...] = (
        day,
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
        (day - EXCEL_DAY_ZERO).days,
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日".translate({ord("0") + digit: ord("０") + digit for digit in range(10)}),
    )
    return forms[index % len(forms)]


FAULTS: dict[int, dict[str, object]] = {
    33: {"发现日期": "2019年7月38日"},
    55: {"区县（开发区）": "渭城区"},
    62: {"名称": "", "问题描述": ""},
    78: {"联系电话": "1.38E+10"},
    96: {"编号": "高督-12-002"},
}


def write_issues(path: Path) -> None:
    """Write 问题清单.xlsx."""
    book = _book(path)
    head, title, note = _formats(book)
    sheet = book.add_worksheet("问题清单")
    columns = [lower for upper, below in ISSUE_HEADERS for lower in (below or (upper,))]
    last = len(columns) - 1
    sheet.merge_range(0, 0, 0, last, f"强化监督定点帮扶第{ROUND}轮次交办问题清单", title)
    sheet.merge_range(1, 0, 1, last, "交办日期：2019年7月17日　　共120个问题　　（点位、人员均为虚构示例）", note)
    _write_issue_header(sheet, head)
    for column, width in enumerate(ISSUE_WIDTHS):
        sheet.set_column(column, column, width)
    day = book.add_format({"num_format": "yyyy/m/d"})
    for row, issue in enumerate(issue_rows(), 4):
        sheet.write_number(row, 0, row - 3)
        for column, header in enumerate(columns[1:], 1):
            _write(sheet, row, column, issue[header], day)
    sheet.freeze_panes(4, 2)
    sheet.write_string(4 + len(territory_order()), 0, "注：请于确认期限前反馈确认或申诉意见。", note)
    book.close()


def _write_issue_header(sheet: Any, head: Any) -> None:
    column = 0
    for upper, below in ISSUE_HEADERS:
        if below:
            sheet.merge_range(2, column, 2, column + len(below) - 1, upper, head)
            for offset, lower in enumerate(below):
                sheet.write_string(3, column + offset, lower, head)
        else:
            sheet.merge_range(2, column, 3, column, upper, head)
        column += len(below) or 1


def _book(path: Path) -> Any:
    book = xlsxwriter.Workbook(str(path), {"strings_to_urls": False})
    book.set_properties({"created": CREATED, "author": EXAMPLE})
    return book


def _formats(book: Any) -> tuple[Any, Any, Any]:
    head = book.add_format(
        {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True, "bg_color": "#E8EEF4"}
    )
    return head, book.add_format({"bold": True, "font_size": 18, "align": "center"}), book.add_format({"align": "left"})


def _write(sheet: Any, row: int, column: int, cell: object, day: Any = None) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(row, column, cell, day)
    elif isinstance(cell, (int, float)):
        sheet.write_number(row, column, cell)
    elif cell:
        sheet.write_string(row, column, str(cell))


def main(target: Path = TARGET) -> None:
    """Write both samples."""
    target.mkdir(parents=True, exist_ok=True)
    write_roster(target / "联络名册.xlsx")
    write_issues(target / "问题清单.xlsx")


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:2]))
