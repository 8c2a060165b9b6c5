"""打印记录 as the office keeps it: after the printer took it, with the journal, letters counted, batches split; test page and offsets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lantian_desktop.domain.admin.people import Role, User
from lantian_desktop.domain.admin.printing import (
    NO_OFFSET,
    PaperOffset,
    PrintedPart,
    PrinterRefused,
    PrintOrder,
    Sides,
    faces_of,
)
from lantian_desktop.domain.errors import InvalidInput, NotAllowed, OfficeError, Refused
from lantian_desktop.domain.issues.issue import IssueAction
from lantian_desktop.domain.letters.letter import Letter
from lantian_desktop.services import printing
from lantian_desktop.services.admin import journal, print_log, printers
from lantian_desktop.services.issues import issues, steps
from lantian_desktop.services.letters import content as letter_content
from lantian_desktop.services.letters import letters
from lantian_desktop.services.office import Office
from tests.factories import new_issue
from tests.printing_kit import StandInLp

ORDER = PrintOrder("HP 二楼", (1, 2), copies=2, sides=Sides.LONG_EDGE)


def issued(office: Office, site: str) -> Letter:
    issue = issues.register_issue(office, issue=new_issue(office, site=site))
    steps.perform(office, issue_ids=[issue.id], action=IssueAction.CONFIRM)
    draft = letter_content.propose(office, issue_ids=[issue.id]).draft
    return letters.issue_letter(office, draft=draft)


def part_of(office: Office, letter: Letter) -> PrintedPart:
    pages = printing.page_count(letters.letter_pdf(office, letter_id=letter.id))
    return PrintedPart(f"督办函 {letter.number}", pages, letter.id)


def test_a_letter_counts_its_prints_and_is_journalled_in_the_same_breath(office: Office, wall) -> None:
    letter = issued(office, "一处")
    part = part_of(office, letter)
    before = len(journal.entries(office))
    (first,) = print_log.record_print(office, order=ORDER, parts=[part])
    wall.pass_days(1)
    (second,) = print_log.record_print(office, order=ORDER, parts=[part])
    assert (first.times, second.times) == (1, 2)
    assert letters.letter(office, letter_id=letter.id).reprints == 2
    assert letter.printed_words == "尚未打印"
    assert replace(letter, reprints=1).printed_words == "已打印"
    assert letters.letter(office, letter_id=letter.id).printed_words == "重印 1 次"
    assert (first.title, first.letter_id, first.printer) == (part.title, letter.id, "HP 二楼")
    assert (first.pages, first.copies, first.sides, first.user) == ("1-2", 2, Sides.LONG_EDGE, "示例甲")
    assert first.printed_at.date() == date(2019, 7, 15)
    assert print_log.records(office).rows == (second, first)
    assert print_log.records(office, text=str(letter.number)).total == 2
    journal_line = journal.entries(office)
    assert len(journal_line) == before + 2
    assert journal_line[0].title == f"打印 {part.title}"
    assert journal_line[0].details["times"] == 2
    assert journal_line[0].details["printer"] == "HP 二楼"
    assert journal_line[0].details["records"] == {"prints": [second.id], "letters": [letter.id]}


def test_of_a_batch_each_document_is_entered_with_its_own_pages(office: Office) -> None:
    made = [issued(office, site) for site in ("一处", "二处", "三处")]
    parts = [part_of(office, letter) for letter in made]
    first, second, third = (part.page_count for part in parts)
    whole = printing.joined([letters.letter_pdf(office, letter_id=letter.id) for letter in made])
    assert printing.page_count(whole) == first + second + third
    order = PrintOrder("HP 二楼", (first, first + 1, first + 2))  # the last page of one, the first two of the next
    lines = print_log.record_print(office, order=order, parts=parts)
    assert [(one.letter_id, one.pages) for one in lines] == [(made[0].id, str(first)), (made[1].id, "1-2")]
    counts = [letters.letter(office, letter_id=letter.id).reprints for letter in made]
    assert counts == [1, 1, 0]
    entry = journal.entries(office)[0]
    assert entry.title == "打印 2 件文书"
    assert entry.details["titles"] == [part.title for part in parts[:2]]


def test_on_both_sides_each_letter_of_a_batch_gets_sheets_of_its_own(office: Office, tmp_path, monkeypatch) -> None:
    lp = StandInLp.on_path(tmp_path, monkeypatch)
    pages = tuple(range(1, 4))
    one = printers.alignment_page(office, printer="HP 二楼")
    parts = [PrintedPart(f"测试页 {number}", 1) for number in pages]
    order = PrintOrder("HP 二楼", pages, sides=Sides.LONG_EDGE)

    def goes_on(_done: int, _total: int) -> bool:
        return True

    faces = faces_of(parts, order)
    whole = printing.joined([one] * 3)
    assert printers.send(whole, order=order, faces=faces, offset=NO_OFFSET, title="三张", goes_on=goes_on)
    assert printing.page_count(lp.given) == 5
    assert lp.arguments[lp.arguments.index("-P") + 1] == "1-5"
    assert [bool(words(lp.given, at)) for at in range(5)] == [True, False, True, False, True]


def test_a_void_letter_is_refused_before_it_is_printed(office: Office) -> None:
    letter, other = issued(office, "一处"), issued(office, "二处")
    letters.void_letter(office, letter_id=letter.id, reason="主送有误")
    print_log.check_printable(office, parts=[part_of(office, other), PrintedPart("台账", 1)])
    with pytest.raises(Refused, match=f"{letter.number} 已作废"):
        print_log.check_printable(office, parts=[part_of(office, other), part_of(office, letter)])


def test_a_print_that_cannot_be_entered_is_reported_as_printed(office: Office) -> None:
    pages = office.session.database.execute_sql("PRAGMA page_count").fetchone()[0]
    office.session.database.execute_sql(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(OfficeError, match=r"^已送到打印机，但没有记入打印记录：.*磁盘空间已满"):
        print_log.record_print(office, order=ORDER, parts=[PrintedPart("字" * 40_000, 2)])
    assert print_log.records(office).total == 0


def test_an_offset_is_set_by_a_clerk_for_one_printer(office: Office) -> None:
    printers.save_offset(office, printer=" HP 二楼 ", offset=PaperOffset(-12, 5))
    assert printers.offset(office, printer="HP 二楼") == PaperOffset(-12, 5)
    assert printers.offset(office, printer="奔图") == NO_OFFSET
    assert journal.entries(office)[0].details == {
        "printer": "HP 二楼",
        "right": "-1.2",
        "down": "0.5",
        "records": {"printers": []},
    }
    with pytest.raises(InvalidInput, match="打印机名称"):
        printers.save_offset(office, printer="  ", offset=NO_OFFSET)
    printers.remove_offset(office, printer="HP 二楼")
    printers.remove_offset(office, printer="从未校准")
    assert journal.entries(office)[0].title == "删除打印机校准"
    assert journal.entries(office)[1].title == "校准打印机"
    office.switch_user(User("示例丙", frozenset({Role.HEAD})))
    with pytest.raises(NotAllowed):
        printers.save_offset(office, printer="HP 二楼", offset=NO_OFFSET)


def test_the_test_page_tells_the_offset_it_is_printed_with(office: Office) -> None:
    printers.save_offset(office, printer="HP 二楼", offset=PaperOffset(-12, 5))
    assert "向右-1.2毫米，向下0.5毫米" in words(printers.alignment_page(office, printer="HP 二楼"))
    assert "向右0.0毫米，向下0.0毫米" in words(printers.alignment_page(office, printer="奔图"))


def words(pdf: bytes, page: int = 0) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    text = document[page].get_textpage().get_text_bounded()
    document.close()
    return "".join(text.split())


def test_what_the_print_service_gets_is_moved_and_the_stored_letter_is_not(
    office: Office, tmp_path, monkeypatch
) -> None:
    lp = StandInLp.on_path(tmp_path, monkeypatch)
    letter = issued(office, "一处")
    pdf = letters.letter_pdf(office, letter_id=letter.id)

    def goes_on(_done: int, _total: int) -> bool:
        return True

    assert printers.takes_pdf()
    assert printers.send(pdf, order=ORDER, offset=PaperOffset(20, -10), title="督办函", goes_on=goes_on)
    assert lp.given != pdf
    assert printing.page_count(lp.given) == printing.page_count(pdf)
    assert letters.letter_pdf(office, letter_id=letter.id) == pdf
    lp.fail("lp: stopped")
    with pytest.raises(PrinterRefused):
        printers.send(pdf, order=ORDER, offset=NO_OFFSET, title="督办函", goes_on=goes_on)
