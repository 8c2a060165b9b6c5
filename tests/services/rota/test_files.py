"""The rota as files: printed with names, numbers, changes and vacancies; taken in from the sheets offices really have."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pdfplumber
import pytest
import xlsxwriter

from lantian_desktop.domain.admin.people import Role, User
from lantian_desktop.domain.errors import InvalidInput, NotAllowed, NotFound
from lantian_desktop.domain.rota.rota import ChangeKind, DutyMember, Leave, LeaveKind, RotaChange, Seat
from lantian_desktop.domain.rota.schemes import DutyPost, DutyScheme, ShiftPattern, even_starts
from lantian_desktop.services import undo as compensation
from lantian_desktop.services.admin import calendar as office_calendar
from lantian_desktop.services.desk import blank_forms, imports
from lantian_desktop.services.import_plan import ImportKind, ImportPlan, RowVerdict
from lantian_desktop.services.office import Office
from lantian_desktop.services.rota import (
    changes as rota_changes,
)
from lantian_desktop.services.rota import (
    duty,
    rota,
)
from lantian_desktop.services.rota import (
    export as rota_export,
)
from lantian_desktop.services.rota import (
    print as rota_print,
)
from tests.documents.ink import faults
from tests.services.letters.papers import words_of
from tests.services.rota.random_rotas import sign

BOTH = frozenset(DutyPost)
NAMES = ("示例甲", "示例乙", "示例丁", "示例戊", "示例己")
FIRST, LAST = date(2019, 7, 1), date(2019, 7, 31)
NIGHTS = ShiftPattern.DAY_AND_NIGHT
TURN = date(2019, 7, 22)  # from then on in days and nights
LEADER, OFFICER = (Seat(date(2019, 7, 15), 0, post) for post in DutyPost)
HEAD = ("日期", "班次", "带班领导", "值班员")


@pytest.fixture
def people(office: Office) -> dict[str, int]:
    rota.save_scheme(office, scheme=DutyScheme(FIRST))
    rota.save_scheme(office, scheme=DutyScheme(TURN, NIGHTS, even_starts(NIGHTS, time(8)), officers=2))
    made = [DutyMember(0, name, BOTH, phone=f"1380000000{at}") for at, name in enumerate(NAMES, 1)]
    return {member.name: rota.save_member(office, member=member).id for member in made}


def arrange(office: Office, people: dict[str, int], *seats: tuple[Seat, str]) -> None:
    rota.give_seats(office, given={seat: people[name] for seat, name in seats}, title="排班")


def approved(office: Office, people: dict[str, int], seat: Seat, other: str, there: Seat | None = None) -> RotaChange:
    kind = ChangeKind.SWAP if there else ChangeKind.STAND_IN
    change = rota_changes.ask_for_change(
        office, kind=kind, seat=seat, other_id=people[other], other_seat=there, reason="有事"
    )
    signed = rota_changes.on_paper(person="示例丙", signed_on=office.today, scan="")
    return rota_changes.approve_change(office, change_id=change.id, signature=signed)


def sheet(path: Path, rows: Sequence[Sequence[object]], head: Sequence[str] = HEAD) -> Path:
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("七月")
        page.write(0, 0, "高陵区铁腕治霾办值班表")
        for at, row in enumerate((head, *rows), 1):
            page.write_row(at, 0, row)
    return path


def read(office: Office, path: Path) -> ImportPlan:
    return imports.precheck(office, kind=ImportKind.ROTA, path=path)


def verdicts(plan: ImportPlan) -> list[RowVerdict]:
    return [row.verdict for row in plan.rows]


def reasons(plan: ImportPlan) -> list[str]:
    return ["；".join((*row.reasons, *row.warnings)) for row in plan.rows]


def on(office: Office, at: datetime) -> list[str]:
    answer = duty.who_is_on_duty(office, at=at)
    return [one.member.name for one in answer.seated] if answer else []


def test_a_month_is_printed_as_it_actually_stands(office: Office, people: dict[str, int]) -> None:
    night = Seat(date(2019, 7, 23), 1, DutyPost.OFFICER)
    arrange(office, people, (LEADER, "示例甲"), (OFFICER, "示例乙"), (night, "示例丁"))
    arrange(office, people, (replace(OFFICER, day=date(2019, 7, 16)), "示例戊"))
    approved(office, people, OFFICER, "示例己")
    approved(office, people, night, "示例戊", replace(OFFICER, day=date(2019, 7, 16)))
    pdf = rota_print.rota_sheet_pdf(office, first=date(2019, 7, 1), last=date(2019, 8, 2))
    assert faults(pdf) == []
    with pdfplumber.open(io.BytesIO(pdf)) as book:
        pages = ["".join(page.extract_text().split()) for page in book.pages]
    assert len(pages) == 3
    assert "高陵区铁腕治霾办2019年7月值班表" in pages[0]
    assert "7月15日一示例甲13800000001示例己13800000005" in pages[0]
    assert "7月20日六休息日" in pages[0]
    assert "7月15日：示例己替示例乙（替班）" in pages[0]
    assert "7月16日：示例丁替示例戊，7月23日夜班：示例戊替示例丁（调班）" in pages[0]
    assert "空缺：7月1日至7月14日、7月16日带班领导、7月17日至7月21日。" in pages[0]
    assert "空缺：7月22日白班至7月23日白班、7月23日夜班带班领导、值班员、7月24日白班至7月31日夜班。" in pages[1]
    assert "白班8:00、夜班20:00开始" in pages[1]
    assert "7月23日二示例戊" in pages[1]
    assert "电话：示例戊13800000004" in pages[1]
    assert "2019年8月值班表" in pages[2]
    assert "空缺：各班都还没有排人" in pages[2]
    assert "8:30交接班" in pages[0]


def test_a_long_list_of_changes_goes_on_over_the_page(office: Office, people: dict[str, int]) -> None:
    seats = [replace(OFFICER, day=date(2019, 7, day)) for day in range(1, 22)]
    arrange(office, people, *((seat, "示例乙") for seat in seats))
    for seat in seats:
        approved(office, people, seat, "示例己")
    pdf = rota_print.rota_sheet_pdf(office, first=FIRST, last=TURN)
    assert faults(pdf) == []
    assert words_of(pdf).count("示例己替示例乙（替班）") == len(seats)


def test_a_year_nobody_entered_is_reported_and_a_wrong_period_is_refused(
    office: Office, people: dict[str, int]
) -> None:
    text = words_of(rota_print.rota_sheet_pdf(office, first=date(2031, 2, 1), last=date(2031, 2, 28)))
    assert "2031年节假日安排未录入，本表未标注节假日" in text
    assert office_calendar.holiday_reminder(office, first=date(2026, 12, 1), last=date(2027, 1, 31)).startswith(
        "2027 年"
    )
    assert office_calendar.holiday_reminder(office, first=FIRST, last=LAST) == ""
    with pytest.raises(InvalidInput, match="早于"):
        rota_print.rota_sheet_pdf(office, first=LAST, last=FIRST)
    with pytest.raises(InvalidInput, match="一年"):
        rota_print.rota_sheet_pdf(office, first=FIRST, last=date(2021, 7, 1))
    with pytest.raises(NotFound, match="还没有设置班次"):
        rota_print.rota_sheet_pdf(office, first=date(2018, 1, 1), last=date(2018, 1, 31))


def test_next_years_days_off_are_asked_for_in_late_autumn(office: Office, wall) -> None:
    wall.at = datetime(2026, 11, 1, 9)
    assert office_calendar.holiday_reminder(office).startswith("2027 年节假日安排尚未录入")
    wall.at = datetime(2026, 10, 31, 9)
    assert office_calendar.holiday_reminder(office) == ""


def test_the_rota_with_names_stands_before_the_blank_ones(office: Office, people: dict[str, int]) -> None:
    assert not [form for form in blank_forms.blank_forms(office, month=FIRST) if form.note]
    arrange(office, people, (LEADER, "示例甲"))
    (first, *_) = blank_forms.blank_forms(office, month=date(2019, 7, 9))
    assert (first.file_name, first.note) == ("值班表-2019年7月.pdf", "已排班")
    assert "示例甲" in words_of(first.make(office))


def test_what_is_exported_reads_back_as_the_same(office: Office, people: dict[str, int], tmp_path: Path) -> None:
    night = Seat(date(2019, 7, 23), 1, DutyPost.OFFICER)
    arrange(
        office, people, (LEADER, "示例甲"), (OFFICER, "示例乙"), (night, "示例丁"), (replace(night, number=1), "示例戊")
    )
    approved(office, people, OFFICER, "示例己")
    path = tmp_path / "值班表.xlsx"
    assert rota_export.export_rota(office, first=FIRST, last=LAST, path=path) == 21 + 2 * 10
    rows = list(openpyxl.load_workbook(path).active.iter_rows(min_row=2, values_only=True))
    assert rows[15][1:] == (
        "2019-07-15", "一", None, "24小时", "示例甲", "13800000001", "示例己", "13800000005", "示例己替示例乙",
    )  # fmt: skip
    plan = read(office, path)
    assert set(verdicts(plan)) == {RowVerdict.SAME}
    assert len(plan.rows) == 21 + 2 * 10
    with pytest.raises(InvalidInput, match=r"\.xlsx 或 \.pdf"):
        rota_export.export_rota(office, first=FIRST, last=LAST, path=tmp_path / "值班表.txt")


def test_a_sheet_comes_in_whatever_its_form_and_goes_out_by_one_undo(
    office: Office, people: dict[str, int], tmp_path: Path
) -> None:
    head = ("序号", "值班日期", "星期", "班别", "值班领导", "值班人员", "联系电话")
    rows = [
        (1, "2019.7.15", "一", "", "示例　甲 13800000001", "示例乙", "x"),
        (2, "2019年7月16日（星期二）", "二", "全天", "示例甲", "示例丁\n示例戊"),
        (3, "20190722", "一", "白", "示例甲", "示例乙，示例丁"),
        (4, 43668, "一", "晚班（20:00-8:00）", "示例戊", "示例乙/示例丁 示例己"),
        (5, "2019-07-23", "二", "日班", "", "示例己"),
    ]
    arrange(office, people, (LEADER, "示例己"))
    plan = read(office, sheet(tmp_path / "表.xlsx", rows, head))
    assert verdicts(plan) == [RowVerdict.CHANGED, *[RowVerdict.NEW] * 4], reasons(plan)
    assert "每班设 1 名值班员，表中有 2 名" in reasons(plan)[1]
    result = imports.apply_import(office, plan=plan)
    assert (result.new, result.changed) == (4, 1)
    assert on(office, datetime(2019, 7, 15, 12)) == ["示例甲", "示例乙"]
    assert on(office, datetime(2019, 7, 17, 3)) == ["示例甲", "示例丁", "示例戊"]
    assert on(office, datetime(2019, 7, 23, 3)) == ["示例戊", "示例乙", "示例丁", "示例己"]
    assert on(office, datetime(2019, 7, 23, 9)) == ["示例己"]
    assert set(verdicts(read(office, plan.path))) == {RowVerdict.SAME}
    assert compensation.undo_change(office) == "导入 表.xlsx"
    assert on(office, datetime(2019, 7, 15, 12)) == ["示例己"]
    assert on(office, datetime(2019, 7, 23, 3)) == []


def test_a_sheet_without_people_is_no_rota(office: Office, people: dict[str, int], tmp_path: Path) -> None:
    path = sheet(tmp_path / "表.xlsx", [("2019-07-15", "", "x")], ("日期", "班次", "地点"))
    assert reasons(read(office, path)) == ["带班领导：表中没有“带班领导”和“值班员”列"]


def test_a_csv_of_an_old_pc_comes_in_too(office: Office, people: dict[str, int], tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_bytes("日期,带班领导,值班员\r\n2019/7/15,示例甲,示例乙\r\n".encode("gb18030"))
    imports.apply_import(office, plan=read(office, path))
    assert on(office, datetime(2019, 7, 15, 12)) == ["示例甲", "示例乙"]


def test_officers_who_stay_keep_their_places_and_an_empty_cell_takes_nobody_out(
    office: Office, people: dict[str, int], tmp_path: Path
) -> None:
    second = replace(OFFICER, number=1)
    arrange(office, people, (LEADER, "示例甲"), (OFFICER, "示例乙"), (second, "示例丁"))
    approved(office, people, second, "示例己")
    plan = read(office, sheet(tmp_path / "表.xlsx", [("2019-07-15", "", "", "示例己、示例戊")]))
    assert verdicts(plan) == [RowVerdict.CHANGED]
    imports.apply_import(office, plan=plan)
    assert on(office, datetime(2019, 7, 15, 12)) == ["示例甲", "示例戊", "示例己"]
    assert verdicts(read(office, sheet(tmp_path / "反.xlsx", [("2019-07-15", "", "", "示例己 示例戊")]))) == [
        RowVerdict.SAME
    ]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (("2019-07-15", "", "示例癸", ""), "带班领导：值班人员里没有“示例癸”，请先在“人员与请假”里加入"),
        (("2019-07-15", "夜班", "示例甲", ""), "班次：7月15日没有“夜班”，这一天的班次有：24小时"),
        (("2019-07-22", "", "示例甲", ""), "班次：7月22日分白班、夜班，请填写班次"),
        (("2018-07-15", "", "示例甲", ""), "日期：2018年7月15日还没有设置班次，请先在“排班表”里设置班次"),
        (("2019-07-15", "", "示例甲、示例乙", ""), "带班领导：一班最多 1 名带班领导"),
        (("2019-07-15", "", "", "示例甲、示例乙、示例丁、示例戊"), "值班员：一班最多 3 名值班员"),
        (("7月15日", "", "示例甲", ""), "日期：日期没有年份"),
        (("2019-07-15", "", "", "示例庚"), "值班员：示例庚没有设为值班员，请先在“人员与请假”里勾选"),
    ],
)
def test_what_cannot_be_taken_says_why_and_goes_to_the_error_list(
    office: Office, people: dict[str, int], tmp_path: Path, row: tuple[str, ...], why: str
) -> None:
    leads = frozenset({DutyPost.LEADER})
    rota.save_member(office, member=DutyMember(0, "示例庚", leads))
    plan = read(office, sheet(tmp_path / "表.xlsx", [row, ("2019-07-16", "", "示例甲", "")]))
    assert verdicts(plan) == [RowVerdict.FAULTY, RowVerdict.NEW]
    assert reasons(plan)[0].startswith(why)
    imports.write_error_list(office, plan=plan, path=tmp_path / "错误.xlsx")
    listed = list(openpyxl.load_workbook(tmp_path / "错误.xlsx").active.iter_rows(min_row=2, values_only=True))
    assert [line[0] for line in listed] == ["3"]
    assert why.split("：", 1)[1][:6] in listed[0][1]
    imports.apply_import(office, plan=plan)
    assert on(office, datetime(2019, 7, 16, 12)) == ["示例甲"]


def test_a_seat_under_a_change_is_left_alone(office: Office, people: dict[str, int], tmp_path: Path) -> None:
    arrange(office, people, (LEADER, "示例甲"), (OFFICER, "示例乙"))
    change = approved(office, people, OFFICER, "示例己")
    path = sheet(tmp_path / "表.xlsx", [("2019-07-15", "", "示例甲", "示例乙"), ("2019-07-15", "", "示例甲", "示例乙")])
    plan = read(office, path)
    assert verdicts(plan) == [RowVerdict.FAULTY] * 2
    assert reasons(plan)[0] == "值班员：这一班有替班记录，请先撤销替班再改排班"
    assert reasons(plan)[1] == "日期：与第 3 行是同一班，几名值班员请写在一个单元格里，用顿号分隔"
    rota_changes.revoke_change(office, change_id=change.id, reason="不需要了")
    assert verdicts(read(office, path))[0] is RowVerdict.SAME


def test_a_shift_handed_over_is_left_alone(office: Office, people: dict[str, int], tmp_path: Path) -> None:
    arrange(office, people, (LEADER, "示例甲"))
    sign(office, LEADER)
    plan = read(office, sheet(tmp_path / "表.xlsx", [("2019-07-15", "", "示例乙", "")]))
    assert reasons(plan) == ["带班领导：这一班已经交接，不能再改排班"]
    same = read(office, sheet(tmp_path / "同.xlsx", [("2019-07-15", "", "示例甲（科长）", "")]))
    assert verdicts(same) == [RowVerdict.SAME]


def test_conflicts_are_pointed_out_and_taken(office: Office, people: dict[str, int], tmp_path: Path) -> None:
    rota.save_leave(office, leave=Leave(0, people["示例丁"], FIRST, LAST, LeaveKind.TRIP))
    stored = rota.member(office, member_id=people["示例戊"])
    rota.save_member(office, member=replace(stored, posts=BOTH, left_on=date(2019, 7, 10)))
    rows = [("2019-07-15", "", "示例甲", "示例甲"), ("2019-07-16", "", "示例丁", "示例戊")]
    plan = read(office, sheet(tmp_path / "表.xlsx", rows))
    assert verdicts(plan) == [RowVerdict.NEW] * 2
    assert "示例甲同时是带班领导和值班员" in reasons(plan)[0]
    assert "示例丁7月1日至7月31日出差" in reasons(plan)[1]
    assert "示例戊这一天不在值班人员之列" in reasons(plan)[1]


def test_only_who_may_arrange_takes_a_sheet_in_and_not_after_others_changed_it(
    office: Office, people: dict[str, int], tmp_path: Path
) -> None:
    plan = read(office, sheet(tmp_path / "表.xlsx", [("2019-07-15", "", "示例甲", "")]))
    keeper = User("示例值", frozenset({Role.DUTY_OFFICER}))
    arranger, office.user = office.user, keeper
    with pytest.raises(NotAllowed):
        imports.apply_import(office, plan=plan)
    office.user = arranger
    arrange(office, people, (LEADER, "示例乙"))
    with pytest.raises(imports.Refused, match="重新预检"):
        imports.apply_import(office, plan=plan)


def test_the_template_offers_shifts_and_names_and_reads_as_a_rota(
    office: Office, people: dict[str, int], tmp_path: Path
) -> None:
    path = tmp_path / "模板.xlsx"
    imports.write_template(office, kind=ImportKind.ROTA, path=path)
    book = openpyxl.load_workbook(path)
    words = {cell.value for row in book["选项"].iter_rows() for cell in row}
    assert {"24小时", "白班", "夜班", *NAMES} <= words
    page = book["值班表"]
    for at, text in enumerate(("2019-07-15", "24小时", "示例甲", "示例乙、示例丁")):
        column = next(cell.column for cell in page[1] if str(cell.value).rstrip("*") == HEAD[at])
        page.cell(2, column, text)
    book.save(path)
    assert verdicts(read(office, path)) == [RowVerdict.NEW]
