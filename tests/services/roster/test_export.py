"""What leaves of the roster: every form says which numbers it carries, full ones are journalled, and a cell is never a formula."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lantian_desktop.domain.admin.people import Role
from lantian_desktop.domain.errors import InvalidInput, NotAllowed, StoreBusy
from lantian_desktop.domain.roster.export import BookOptions, BookOrder, CsvEncoding, NumberForm, RosterScope
from lantian_desktop.domain.roster.roster import Phones, PostRole, RosterEntry
from lantian_desktop.services.admin import journal, users
from lantian_desktop.services.desk import blank_forms, exports, imports, setup
from lantian_desktop.services.import_plan import ImportKind, RowVerdict
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import print as roster_print
from lantian_desktop.services.roster import roster
from lantian_desktop.services.roster.export import SUFFIXES, file_name
from tests.documents.ink import faults, ink_pages
from tests.factories import PASSWORD, QUICK
from tests.services.letters.papers import words_of

FULL, MASKED = "含完整手机号", "手机号已隐去中间四位"
NUMBER, HIDDEN = "13812345678", "138****5678"


@pytest.fixture
def filled_office(office: Office) -> Office:
    """A roster with members of two rounds and cells that look like formulas; 示例审 may not see mobiles."""
    here, group = roster.find_unit(office, text="高陵区"), roster.find_unit(office, text="强化监督工作组")
    street = roster.find_unit(office, text="通远街道")
    phones = Phones(mobile=NUMBER, duty_phone="029-86900009", wechat="@wx")
    for entry in (
        RosterEntry(0, here.id, PostRole.CHIEF_LIAISON, "=1+1", "示例甲", phones, remark=f"+另有 {NUMBER}"),
        RosterEntry(0, here.id, PostRole.LIAISON, "主任", "示例乙"),
        RosterEntry(0, street.id, PostRole.STREET_LIAISON, "副主任", "示例丙"),
        RosterEntry(0, group.id, PostRole.GROUP_LEADER, "组长", "示例丁", round_number=12, group="第1组"),
        RosterEntry(0, group.id, PostRole.GROUP_MEMBER, "组员", "示例戊", round_number=12, group="第1组"),
        RosterEntry(0, group.id, PostRole.GROUP_MEMBER, "组员", "示例己", round_number=13, group="第2组"),
    ):
        roster.save_entry(office, entry=entry)
    users.add_user(office, name="示例审", roles={Role.AUDITOR}, password=PASSWORD, cost=QUICK)
    return office


def text_of(path: Path) -> str:
    data = path.read_bytes()
    if path.suffix == ".pdf":
        return words_of(data)
    if path.suffix == ".xlsx":
        rows = list(openpyxl.load_workbook(io.BytesIO(data)).worksheets[0])
        assert {cell.data_type for row in rows for cell in row} <= {"s", "n"}  # n: empty
        return "\n".join(str(cell.value) for row in rows for cell in row)
    text = data.decode("gb18030" if path.suffix == ".csv" else "utf-8")
    return text.replace("\r\n ", "")


def journalled(office: Office) -> list[dict[str, object]]:
    setup.unlock(office, user="示例甲", password=PASSWORD)
    return [dict(entry.details) for entry in journal.entries(office) if entry.title == "导出名册（完整号码）"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_says_which_numbers_it_carries_and_full_ones_are_journalled(
    filled_office: Office, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"名册{suffix}"
    count = exports.export_roster(filled_office, path=path)
    message = text_of(path)
    assert FULL in message
    assert NUMBER in message
    assert MASKED not in message
    (line,) = journalled(filled_office)
    assert (line["numbers"], line["lines"], line["mobiles"], line["file"]) == ("full", count, 1, path.name)
    assert NUMBER not in repr(line)
    exports.export_roster(filled_office, path=path, numbers=NumberForm.MASKED)
    message = text_of(path)
    assert MASKED in message
    assert NUMBER not in message
    assert FULL not in message
    assert (HIDDEN in message) is (suffix != ".vcf" or "另有" in message)
    assert len(journalled(filled_office)) == 1


def test_who_may_not_see_numbers_gets_them_masked_and_is_refused_the_full_ones(
    filled_office: Office, tmp_path: Path
) -> None:
    setup.unlock(filled_office, user="示例审", password=PASSWORD)
    for suffix in SUFFIXES:
        path = tmp_path / f"名册{suffix}"
        exports.export_roster(filled_office, path=path)
        assert NUMBER not in text_of(path)
        with pytest.raises(NotAllowed):
            exports.export_roster(filled_office, path=path, numbers=NumberForm.FULL)
    assert journalled(filled_office) == []


def test_full_numbers_do_not_leave_unjournalled(filled_office: Office, tmp_path: Path) -> None:
    second = setup.sign_in(
        filled_office.folder,
        user="示例甲",
        password=PASSWORD,
        clock=filled_office.clock,
        resources=filled_office.resources,
        window=False,
    )
    try:
        with pytest.raises(StoreBusy, match="隐去手机号的名册现在也能导出"):
            exports.export_roster(second, path=tmp_path / "名册.vcf")
        assert not (tmp_path / "名册.vcf").exists()
        assert exports.export_roster(second, path=tmp_path / "名册.vcf", numbers=NumberForm.MASKED) > 0
    finally:
        second.session.close()


def test_a_part_of_the_roster_leaves(filled_office: Office, tmp_path: Path) -> None:
    here = roster.find_unit(filled_office, text="高陵区")
    path = tmp_path / "名册.csv"

    def names(**scope: Any) -> list[str]:
        exports.export_roster(filled_office, path=path, scope=RosterScope(**scope), csv=CsvEncoding.UTF8)
        message = path.read_bytes().decode("utf-8-sig")
        return [name for name in ("示例甲", "示例乙", "示例丙", "示例丁", "示例戊", "示例己") if name in message]

    assert names(unit_id=here.id) == ["示例甲", "示例乙", "示例丙"]
    assert names(round_number=12) == ["示例丁", "示例戊"]
    by_name = {line.name: line.id for line in roster_print.shown_lines(filled_office, numbers=NumberForm.FULL)}
    assert names(entry_ids=(by_name["示例己"], by_name["示例甲"])) == ["示例甲", "示例己"]
    lines = path.read_bytes().decode("utf-8-sig").splitlines()
    assert "联络名册（选定人员）" in lines[0]
    assert [line.split(",")[0] for line in lines[2:]] == ["1", "2"]
    assert "示例己" in lines[2]


@pytest.mark.parametrize("encoding", list(CsvEncoding))
def test_a_csv_runs_no_formula_and_comes_back(filled_office: Office, tmp_path: Path, encoding: CsvEncoding) -> None:
    path = tmp_path / "名册.csv"
    count = exports.export_roster(filled_office, path=path, csv=encoding)
    text = path.read_bytes().decode(encoding.value)
    assert ",'=1+1," in text
    assert ",'@wx," in text
    assert f",'+另有 {NUMBER}" in text
    plan = imports.precheck(filled_office, kind=ImportKind.ROSTER, path=path)
    assert (len(plan.rows), plan.count(RowVerdict.SAME)) == (count, count)


def test_a_masked_file_erases_nothing_when_it_comes_back(filled_office: Office, tmp_path: Path) -> None:
    for suffix in (".xlsx", ".csv", ".vcf"):
        path = tmp_path / f"名册{suffix}"
        count = exports.export_roster(filled_office, path=path, numbers=NumberForm.MASKED)
        plan = imports.precheck(filled_office, kind=ImportKind.ROSTER, path=path)
        assert plan.count(RowVerdict.SAME) == count, plan.caption()


def test_another_ending_is_refused_with_those_there_are(filled_office: Office, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"\.xlsx、\.pdf、\.csv、\.vcf、\.html"):
        exports.export_roster(filled_office, path=tmp_path / "名册.doc")


def test_a_name_tells_what_a_file_holds(filled_office: Office) -> None:
    scope = RosterScope(unit_id=roster.find_unit(filled_office, text="高陵区").id)
    assert (
        file_name(filled_office, suffix=".vcf", scope=scope, numbers=NumberForm.MASKED)
        == "联络名册-高陵区-已隐去手机号-2019-07-15.vcf"
    )
    assert file_name(filled_office, suffix=".xlsx", numbers=NumberForm.FULL) == "联络名册-2019-07-15.xlsx"


def test_a_book_by_unit_names_a_unit_once_and_by_round_a_group(filled_office: Office) -> None:
    whole = words_of(roster_print.roster_pdf(filled_office))
    by_unit = roster_print.roster_pdf(filled_office, book=BookOptions(BookOrder.BY_UNIT))
    text = words_of(by_unit)
    assert faults(by_unit) == []
    assert by_unit == roster_print.roster_pdf(filled_office, book=BookOptions(BookOrder.BY_UNIT))
    assert text.count("强化监督工作组") == 1
    assert whole.count("强化监督工作组") == 2  # once for each of its groups, which are said with it
    assert "第12轮次第1组工作组组长" in text
    one = BookOptions(BookOrder.BY_ROUND, RosterScope(round_number=12))
    of_round = words_of(roster_print.roster_pdf(filled_office, book=one))
    assert "联络名册（第12轮次）" in of_round
    assert of_round.count("第1组") == 1
    assert ("示例丁" in of_round, "示例己" in of_round, "示例甲" in of_round) == (True, False, False)


def test_each_unit_can_have_its_own_page(filled_office: Office) -> None:
    here = RosterScope(unit_id=roster.find_unit(filled_office, text="高陵区").id)
    together = ink_pages(roster_print.roster_pdf(filled_office, book=BookOptions(BookOrder.BY_UNIT, here)))
    apart = ink_pages(roster_print.roster_pdf(filled_office, book=BookOptions(BookOrder.BY_UNIT, here, page_each=True)))
    assert len(apart) > len(together)
    assert sum("示例丙" in page.text and "示例甲" in page.text for page in apart) == 0


def test_the_forms_offer_the_book_whole_by_unit_and_by_each_round(filled_office: Office) -> None:
    forms = blank_forms.roster_forms(filled_office)
    assert [form.file_name for form in forms] == [
        "联络名册-2019-07-15.pdf",
        "联络名册-按单位-2019-07-15.pdf",
        "联络名册-第13轮次-2019-07-15.pdf",
        "联络名册-第12轮次-2019-07-15.pdf",
    ]
    assert [form.title.partition("联络名册")[2] for form in forms] == ["", "（按单位）", "（第13轮次）", "（第12轮次）"]
    for form in forms:
        assert faults(form.make(filled_office)) == []


@pytest.mark.parametrize(
    "line",
    [
        RosterEntry(0, 0, PostRole.STAFF, name="示例戊", phones=Phones(office_phone=NUMBER)),
        RosterEntry(0, 0, PostRole.STAFF, name="示例戊", phones=Phones(wechat=NUMBER)),
        RosterEntry(0, 0, PostRole.STAFF, name="示例戊", remark=f"家属 +86{NUMBER}"),
    ],
)
def test_a_mobile_outside_its_column_leaves_journalled_too(office: Office, tmp_path: Path, line: RosterEntry) -> None:
    kept = roster.save_entry(office, entry=replace(line, unit_id=roster.find_unit(office, text="高陵区").id))
    scope = RosterScope(entry_ids=(kept.id,))
    exports.export_roster(office, path=tmp_path / "名册.csv", scope=scope, numbers=NumberForm.FULL)
    (journal_line,) = journalled(office)
    assert journal_line["mobiles"] == 1


def test_no_card_is_written_of_nobody(office: Office, tmp_path: Path) -> None:
    nobody = tmp_path / "没有人.vcf"
    with pytest.raises(InvalidInput, match="没有名片可写"):
        exports.export_roster(office, path=nobody, scope=RosterScope(round_number=99))
    assert not nobody.exists()
