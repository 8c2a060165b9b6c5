"""Cards come in by the same way as sheets: verdicts, persons known again, units by their names, one undo, an error list to mend."""

from __future__ import annotations

import io
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lantian_desktop.domain.roster.export import CsvEncoding
from lantian_desktop.domain.roster.roster import Phones, PostRole, RosterEntry, Round, Side
from lantian_desktop.services.desk import exports, imports
from lantian_desktop.services.import_plan import ImportKind, ImportPlan, RowVerdict
from lantian_desktop.services.issues import steps
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import roster
from lantian_desktop.services.roster.lines import whole_roster
from tests.exchange.roster.test_vcard import card, qp
from tests.factories import Wall, make_office

PHONES = Phones("029-86910000", "13800000001", "029-86910001", "12", "029-86910002", "a@example.com", "wx_1")


def check(office: Office, path: Path, data: bytes, *, unit: str = "") -> ImportPlan:
    path.write_bytes(data)
    return imports.precheck(office, kind=ImportKind.ROSTER, path=path, unit=unit)


def person(office: Office, **changes: object) -> RosterEntry:
    entry = RosterEntry(
        0, roster.find_unit(office, text="高陵区").id, PostRole.STAFF, "科员", "示例丁", Phones(mobile="13800000004")
    )
    return roster.save_entry(office, entry=replace(entry, **changes))


def verdicts(plan: ImportPlan) -> list[str]:
    return [row.verdict.value for row in plan.rows]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a telephone's file lies."""
    return tmp_path / "通讯录.vcf"


def test_a_person_is_known_again_by_mobile_or_name_whatever_the_post(office: Office, path: Path) -> None:
    stored = person(office)
    other = person(office, name="示例己", phones=Phones(mobile="13800000006"), title="副主任")
    data = (
        card("FN:示例丁", "ORG:高陵区", "TEL;CELL:13800000004", "TITLE:科员")
        + card("FN:示例己", "ORG:高陵", "TEL;CELL:13800000007")
        + card("FN:示例庚", "ORG:高陵区", "TEL;CELL:13800000008")
        + card("FN:示例庚", "ORG:高陵区", "TEL;CELL:13800000008")
        + card("FN:示例辛", "ORG:阎良区", "TEL;CELL:13800000004", "TITLE:科长")
    )
    plan = check(office, path, data)
    assert verdicts(plan) == ["same", "changed", "new", "faulty", "new"]
    assert plan.rows[2].warnings == ("名片上没有职务和联络身份，按“工作人员”导入",)
    assert "与第 3 张名片重复" in plan.rows[3].reasons[0]
    assert plan.rows[4].warnings == ("手机与名册中的“示例丁”相同，请核对是否为同一人",)
    imports.apply_import(office, plan=plan)
    assert roster.roster_entry(office, entry_id=stored.id) == stored
    changed = roster.roster_entry(office, entry_id=other.id)
    assert (changed.role, changed.title, changed.phones.mobile) == (PostRole.STAFF, "副主任", "13800000007")
    assert verdicts(check(office, path, data)) == ["same", "same", "same", "faulty", "same"]


def test_one_undo_takes_all_cards_back(office: Office, path: Path) -> None:
    before = whole_roster(office)
    data = card("FN:示例庚", "ORG:高陵区", "TEL;CELL:13800000008") + card("FN:示例辛", "ORG:阎良区", "TITLE:科长")
    imports.apply_import(office, plan=check(office, path, data))
    assert len(whole_roster(office)) == len(before) + 2
    steps.undo_last(office)
    assert whole_roster(office) == before


def test_a_unit_is_found_by_any_of_its_names_and_by_its_narrower_part(office: Office, path: Path) -> None:
    formal = roster.find_unit(office, text="高陵区").formal_name
    names = (formal, "高陵区", "高陵区;通远街道", "某某集团;高陵区")
    data = b"".join(
        card(f"FN:示例{sign}", f"ORG:{name}", "TITLE:科员") for sign, name in zip("甲乙丙丁", names, strict=True)
    )
    plan = check(office, path, data)
    assert verdicts(plan) == ["new"] * 4
    imports.apply_import(office, plan=plan)
    known = {unit.id: unit.name for unit in roster.units(office)}
    where = {line.name: known[line.unit_id] for line in whole_roster(office)}
    assert [where[f"示例{sign}"] for sign in "甲乙丙丁"] == ["高陵区", "高陵区", "通远街道", "高陵区"]


def test_cards_without_a_known_unit_are_errors_that_can_be_mended(office: Office, path: Path, tmp_path: Path) -> None:
    data = (
        card("FN:示例庚", "ORG:某某公司", "TEL;CELL:13800000008", "TITLE:经理")
        + card("FN:示例辛", "TEL;CELL:13800000009", "TITLE:科长")
        + b"BEGIN:VCARD\r\nFN:broken\r\n"
    )
    plan = check(office, path, data)
    assert verdicts(plan) == ["faulty"] * 3
    assert "没有名为“某某公司”的单位，请导出错误清单" in plan.rows[0].reasons[0]
    assert "名片上没有单位" in plan.rows[1].reasons[0]
    assert plan.rows[2].reasons[0].startswith("第 3 张名片（FN:broken）：名片不完整")
    assert not plan.mappable
    errors = tmp_path / "错误清单.xlsx"
    imports.write_error_list(office, plan=plan, path=errors)
    book = openpyxl.load_workbook(io.BytesIO(errors.read_bytes()))
    sheet = book.active
    assert sheet is not None
    at = [cell.value for cell in sheet[1]].index("单位") + 1
    for row in (2, 3):
        sheet.cell(row, at).value = "高陵区"
    book.save(errors)
    mended = imports.precheck(office, kind=ImportKind.ROSTER, path=errors)
    assert verdicts(mended) == ["new", "new"]  # what could not be read at all has nothing to mend
    assert [row.caption for row in mended.rows[:2]] == ["高陵区 经理 示例庚", "高陵区 科长 示例辛"]


def test_cards_without_a_unit_can_be_given_one(office: Office, path: Path) -> None:
    data = card("FN:示例庚", "ORG:某某公司", "TITLE:经理", "NOTE:夜间") + card("FN:示例辛", "TITLE:科长")
    plan = check(office, path, data, unit="高陵区")
    assert verdicts(plan) == ["new", "new"]
    imports.apply_import(office, plan=plan)
    remarks = {line.name: line.remark for line in whole_roster(office)}
    assert (remarks["示例庚"], remarks["示例辛"]) == ("夜间\n名片单位：某某公司", "")


def test_an_old_telephone_in_gbk_comes_in(office: Office, path: Path) -> None:
    data = card(
        f"N;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:{qp('欧阳')};{qp('某')};;;",
        f"ORG;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:{qp('高陵')}=",
        qp("区"),
        f"TITLE;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:{qp('科员')}",
        "TEL;CELL:+8613800000011",
    )
    imports.apply_import(office, plan=check(office, path, data))
    (line,) = (line for line in whole_roster(office) if line.name == "欧阳某")
    assert (line.title, line.phones.mobile) == ("科员", "13800000011")


def full_line(office: Office) -> RosterEntry:
    """Return a line with something in every field."""
    unit = roster.find_unit(office, text="强化监督工作组")
    roster.save_round(office, round_=Round(13, date(2019, 7, 22), date(2019, 8, 5)))
    values: dict[str, Any] = {
        "unit_id": unit.id, "role": PostRole.GROUP_MEMBER, "title": "组员，兼联络", "name": "尉迟某", "phones": PHONES, "round_number": 13,
        "group": "第2组", "remark": "夜间先打值班室\n再打手机", "verified_on": date(2019, 7, 1), "held_since": date(2019, 6, 1), "starred": True,
        "side": Side.B,
    }  # fmt: skip
    entry = RosterEntry(id=0, **values)
    assert [
        field.name
        for field in fields(RosterEntry)
        if field.name not in {"id", "revision"} and getattr(entry, field.name) == field.default
    ] == []
    return roster.save_entry(office, entry=entry)


@pytest.mark.parametrize("suffix", [".vcf", ".xlsx", ".csv"])
def test_nothing_is_lost_on_the_way_out_and_in(office: Office, wall: Wall, tmp_path: Path, suffix: str) -> None:
    imports.apply_import(
        office,
        plan=imports.precheck(office, kind=ImportKind.ROSTER, path=office.resources / "samples" / "联络名册.xlsx"),
    )
    full_line(office)
    path = tmp_path / f"名册{suffix}"
    count = exports.export_roster(office, path=path, csv=CsvEncoding.UTF8)
    again = imports.precheck(office, kind=ImportKind.ROSTER, path=path)
    assert verdicts(again) == [RowVerdict.SAME.value] * count
    assert [row.warnings for row in again.rows if row.warnings] == []
    other = make_office(tmp_path / "other", wall)
    try:
        plan = imports.precheck(other, kind=ImportKind.ROSTER, path=path)
        assert plan.count(RowVerdict.FAULTY) == 0
        imports.apply_import(other, plan=plan)
        names = [{unit.id: unit.name for unit in roster.units(each)} for each in (office, other)]
        here, there = (
            sorted(
                repr((known[line.unit_id], replace(line, id=0, unit_id=0, revision=0))) for line in whole_roster(each)
            )
            for known, each in zip(names, (office, other), strict=True)
        )
        assert there == here
    finally:
        other.session.close()


def test_five_thousand_cards_are_judged_in_one_go(office: Office, path: Path) -> None:
    data = b"".join(card(f"FN:示例{number}", "ORG:高陵区", f"TEL;CELL:138{number:08}") for number in range(5000))
    plan = check(office, path, data)
    assert plan.count(RowVerdict.NEW) == 5000
