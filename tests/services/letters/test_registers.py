"""The registers as they are read and as they leave: every letter, gaps in their places, nothing a spreadsheet would run."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.letters.register import RegisterGap, RegisterKind
from lantian_desktop.services.letters import letters, registers
from lantian_desktop.services.office import Office
from tests.documents.ink import faults, title_place, unbroken
from tests.services.letters.papers import cells_of, confirmed, issue_letter, lose_number, receive_letter, words_of

ISSUED, RECEIVED = RegisterKind.ISSUED, RegisterKind.RECEIVED
ISSUED_HEADS = [
    *[
        "文号",
        "成文日期",
        "标题",
        "文种",
        "主送",
        "抄送",
        "签发人",
        "涉及问题数",
        "登记时间",
        "登记人",
        "重印次数",
        "作废（原因）",
    ],
    "PDF SHA-256",
]


@pytest.fixture
def register(office: Office) -> Office:
    """An office with letters 1, 3 (void) and 4; the number 2 was lost."""
    issue_letter(office, title="=HYPERLINK(关于一处问题的督办函)")
    assert lose_number(office) == 2
    void = issue_letter(office)
    letters.void_letter(office, letter_id=void.id, reason="主送单位有误")
    reprinted = issue_letter(office)
    for _print in ("the first", "once more"):
        letters.reprint(office, letter_id=reprinted.id)
    return office


def labels(page: object) -> list[str]:
    return [
        line.label if isinstance(line, RegisterGap) else f"{line.letter.number.serial}"
        for line in page.rows  # type: ignore[attr-defined]  # a page of the register
    ]


def test_the_list_shows_a_gap_in_its_place_on_every_page(register: Office) -> None:
    assert labels(registers.issued_page(register)) == ["4", "3", "缺号 2", "1"]
    parts = [registers.issued_page(register, offset=offset, limit=2) for offset in (0, 2)]
    assert [labels(part) for part in parts] == [["4", "3"], ["缺号 2", "1"]]
    assert {part.total for part in parts} == {4}
    assert labels(registers.issued_page(register, text="HYPERLINK")) == ["1"]
    assert labels(registers.issued_page(register, text="缺号")) == ["缺号 2"]
    assert labels(registers.issued_page(register, year=2018)) == []


def test_the_sheet_has_every_line_as_text(register: Office, tmp_path: Path) -> None:
    path = tmp_path / "发文登记簿.xlsx"
    assert registers.export_register(register, kind=ISSUED, path=path) == 4
    title, heads, first, gap, void, last = cells_of(path)
    assert title[0] == "高陵区铁腕治霾办发文登记簿（截至2019年7月15日）"
    assert heads == ISSUED_HEADS
    letter = letters.letter_page(register).rows[-1]
    assert first[0] == "高治霾函〔2019〕1号"
    assert first[2] == "=HYPERLINK(关于一处问题的督办函)"
    assert first[5:11] == ["市生态环境局", "示例丙", "1", "2019-07-15 09:30", "示例甲", "0"]
    assert first[12] == letter.pdf_sha256
    assert (gap[0], gap[3:]) == ("缺号 2", [None] * 10)
    assert void[11] == "作废：主送单位有误"
    assert last[10] == "1"
    sheet = openpyxl.load_workbook(path).active
    assert {cell.data_type for row in sheet.iter_rows(min_row=3) for cell in row if cell.value is not None} == {"s"}
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A3", "A2:M6")


def test_the_document_has_the_same_lines(register: Office, tmp_path: Path) -> None:
    path = tmp_path / "发文登记簿.pdf"
    registers.export_register(register, kind=ISSUED, path=path)
    pdf = path.read_bytes()
    text = words_of(pdf)
    assert faults(pdf) == []
    assert abs(title_place(pdf, "高陵区铁腕治霾办发文登记簿")[1]) < 1.0
    places = [text.index(word) for word in ("〔2019〕1号", "缺号2", "〔2019〕3号", "作废：主送单", "〔2019〕4号")]
    assert places == sorted(places)
    for letter in letters.letter_page(register).rows:
        assert letter.pdf_sha256 in text
    assert "共3件" in text
    assert registers.register_pdf(register, kind=ISSUED) == pdf


@pytest.mark.parametrize("sparse", [True, False])
def test_numbers_dates_and_names_stay_on_one_line(office: Office, sparse: bool) -> None:
    """Blank columns are narrowed and leave the others more room, and larger letters with it."""
    left_out: dict[str, object] = {"copied_to": (), "signatory": ""} if sparse else {}
    letter = [issue_letter(office, **left_out) for _ in range(4)][-1]
    receive_letter(office, "市治霾函〔2019〕135号", confirmed(office))
    issued = registers.register_pdf(office, kind=ISSUED)
    assert unbroken(issued, "2019-07-15") == 2 * 4  # 成文日期 and the day of registering
    assert unbroken(issued, "〔2019〕4号") == unbroken(issued, letter.pdf_sha256[:16]) == 1
    assert unbroken(issued, "示例甲") == 4
    received = registers.register_pdf(office, kind=RECEIVED)
    days = ("2019-07-10", "2019-07-11", "2019-07-20", "2019-08-20")
    assert [unbroken(received, day) for day in days] == [1] * 4
    assert unbroken(received, "〔2019〕135号") == 1


def test_a_search_narrows_what_leaves(register: Office, tmp_path: Path) -> None:
    path = tmp_path / "查找.xlsx"
    assert registers.export_register(register, kind=ISSUED, path=path, text="HYPERLINK") == 1
    assert registers.export_register(register, kind=ISSUED, path=path, year=2018) == 0
    assert cells_of(path)[0][0] == "高陵区铁腕治霾办2018年发文登记簿（截至2019年7月15日）"


def test_received_letters_tell_their_due_dates_issues_and_scans(office: Office, tmp_path: Path, photo: Path) -> None:
    issues = [confirmed(office), confirmed(office, site="另一处")]
    receive_letter(office, "市治霾函〔2019〕35号", *issues, scan=photo)
    receive_letter(office, "市治霾函〔2019〕36号")
    path = tmp_path / "收文登记簿.xlsx"
    assert registers.export_register(office, kind=RECEIVED, path=path) == 2
    _, heads, first, second = cells_of(path)
    assert heads == [
        "来文字号",
        "来文单位",
        "标题",
        "成文日期",
        "收文日期",
        "方案期限",
        "整改期限",
        "涉及问题",
        "扫描件有无",
    ]
    dates = ["2019-07-10", "2019-07-11", "2019-07-20", "2019-08-20"]
    assert first[:2] == ["市治霾函〔2019〕35号", "市铁腕治霾办"]
    assert first[3:] == [*dates, "、".join(issue.number for issue in issues), "有"]
    assert second[5:] == [None, None, None, "无"]
    pdf = registers.register_pdf(office, kind=RECEIVED, text="36")
    assert "36号" in words_of(pdf)
    assert "35号" not in words_of(pdf)
    assert registers.register_rows(office, kind=RECEIVED, year=2018) == []


def test_another_ending_is_refused(office: Office, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"\.xlsx 或 \.pdf"):
        registers.export_register(office, kind=ISSUED, path=tmp_path / "登记簿.doc")


def test_a_void_letter_is_found_by_its_reason(office: Office) -> None:
    letter = issue_letter(office)
    letters.void_letter(office, letter_id=letter.id, reason="主送单位写错")
    for typed in ("作废", "写错", str(letter.number)):
        assert [one.id for one in letters.letter_page(office, text=typed).rows] == [letter.id]
