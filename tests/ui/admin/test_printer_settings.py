"""打印机校准 and 打印记录 as somebody meets them: typed into, refused beside the entry, measured again, searched."""

from __future__ import annotations

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog

from lantian_desktop.domain.admin.people import Role, User
from lantian_desktop.domain.admin.printing import NO_OFFSET, PaperOffset, PrintedPart, PrintOrder, Sides
from lantian_desktop.services.admin import journal, print_log, printers
from lantian_desktop.ui.admin.settings.window import SettingsWindow
from lantian_desktop.ui.kit.pages.printing import TO_FILE
from lantian_desktop.ui.kit.paint.theme import TextSize
from lantian_desktop.ui.shell.journal_window import details_text
from tests.ui.admin.settings_kit import enter, error, labels, press, save, settle
from tests.ui.clipping import faults
from tests.ui.hands import click, write
from tests.ui.tab_kit import make_stage, texts_of


@pytest.fixture
def stage(tmp_path):
    made = make_stage(tmp_path)
    yield made
    made.office.session.close()


@pytest.fixture
def window(qtbot, stage) -> SettingsWindow:
    made = SettingsWindow(stage.shell)
    qtbot.addWidget(made)
    made.show()
    return made


def test_an_offset_is_typed_as_people_type_and_stored(stage, window) -> None:
    page = window.show_page("printers")
    press(page.add_button)
    assert not page.test_button.isEnabled()  # nothing is chosen that could be measured
    enter(page, name="HP 二楼", right="１，５", down="－0。8")
    save(window)
    assert window.notices.sentence == "已保存。"
    assert printers.offset(stage.office, printer="HP 二楼") == PaperOffset(15, -8)
    assert labels(page) == ["HP 二楼\n向右 1.5，向下 -0.8"]
    assert page.form.field("right").text() == "1.5"
    assert page.test_button.isEnabled()
    entry = journal.entries(stage.office)[0]
    assert (entry.title, details_text(entry.details)) == ("校准打印机", "向下移：-0.8；打印机：HP 二楼；向右移：1.5")


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("right", "20.1", "-20 至 20 毫米"),
        ("right", "-21", "-20 至 20 毫米"),
        ("down", "２００", "-20 至 20 毫米"),
        ("down", "1.25", "最多一位小数"),
        ("down", "偏右一点", "最多一位小数"),
        ("right", "", "请填写向右移"),
    ],
)
def test_what_no_printer_is_off_by_is_refused_beside_its_entry(stage, window, field, typed, sentence) -> None:
    printers.save_offset(stage.office, printer="HP 二楼", offset=PaperOffset(3, 4))
    page = window.show_page("printers")
    enter(page, **{field: typed})
    save(window)
    assert sentence in error(page, field)
    assert page.form.field(field).text() == typed  # what was typed is not lost
    assert printers.offset(stage.office, printer="HP 二楼") == PaperOffset(3, 4)


def test_an_offset_is_taken_away_again(stage, window) -> None:
    printers.save_offset(stage.office, printer="HP 二楼", offset=PaperOffset(3, 4))
    page = window.show_page("printers")
    press(page.remove_button)
    assert "确定删除“HP 二楼”吗" in stage.prompts.asked[-1].text
    assert labels(page) == []
    assert printers.offset(stage.office, printer="HP 二楼") == NO_OFFSET


def test_the_test_page_is_printed_as_letters_are_and_measures_what_was_entered(stage, window) -> None:
    printers.save_offset(stage.office, printer=TO_FILE, offset=PaperOffset(-12, 5))
    page = window.show_page("printers")
    press(page.test_button)
    (dialog,) = page.findChildren(QPrintDialog)
    dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog.printer().setOutputFileName(str(stage.folder / "test.pdf"))
    dialog.done(QDialog.DialogCode.Accepted)
    picture = pypdfium2.PdfDocument(stage.folder / "test.pdf")[0].render(scale=600 / 72).to_pil().convert("L")
    row = [x for x in range(1100, 1300) if picture.getpixel((x, round(72.5 / 25.4 * 600))) < 128]
    column = [y for y in range(1100, 1300) if picture.getpixel((round(72.5 / 25.4 * 600), y)) < 128]
    assert thickest_middle(row) / 600 * 25.4 == pytest.approx(50 - 1.2, abs=0.1)
    assert thickest_middle(column) / 600 * 25.4 == pytest.approx(50 + 0.5, abs=0.1)
    (line,) = print_log.records(stage.office).rows
    assert (line.title, line.printer, line.letter_id) == ("打印测试页", TO_FILE, None)


def thickest_middle(places: list[int]) -> float:
    """Return the middle of the longest run of neighbouring places, their far edges counted in."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    longest = max(runs, key=len)
    return (longest[0] + longest[-1] + 1) / 2


def test_a_printer_whose_name_cannot_be_set_is_reported(stage, window) -> None:
    printers.save_offset(stage.office, printer="\U0001f5a8", offset=PaperOffset(1, 1))
    page = window.show_page("printers")
    press(page.test_button)
    assert "打印机名称" in window.notices.sentence
    assert not page.findChildren(QPrintDialog)


def print_some(stage) -> None:
    for title, printer in (("督办函 甲", "HP 二楼"), ("台账", "奔图"), ("督办函 乙", "奔图")):
        order = PrintOrder(printer, (1, 2, 3, 5), copies=3, sides=Sides.LONG_EDGE)
        print_log.record_print(stage.office, order=order, parts=[PrintedPart(title, 6)])


def shown(page) -> list[str]:
    return [page.rows.row(at).title for at in range(page.rows.total)]


def test_the_record_is_listed_newest_first_and_searched(stage, window) -> None:
    page = window.show_page("print_log")
    assert "还没有打印过文书。" in texts_of(page)
    print_some(stage)
    window.show_page("profile")
    page = window.show_page("print_log")
    settle()
    assert shown(page) == ["督办函 乙", "台账", "督办函 甲"]
    cells = [page.rows.index(0, at).data() for at in range(len(page.rows.columns))]
    assert cells == ["2019-07-15 10:00", "督办函 乙", "", "示例甲", "奔图", "1-3,5", "3", "双面（长边）"]
    write(page.search, "督办 奔图")
    page.search.settle()
    assert shown(page) == ["督办函 乙"]
    assert "共 1 条" in texts_of(page)
    write(page.search, "没有打印过")
    page.search.settle()
    assert "没有符合的记录" in texts_of(page)


def test_everybody_may_read_the_record_and_nobody_change_it(qtbot, stage) -> None:
    print_some(stage)
    stage.office.switch_user(User("示例戊", frozenset({Role.DUTY_OFFICER})))
    window = SettingsWindow(stage.shell)
    qtbot.addWidget(window)
    window.show()
    assert len(shown(window.show_page("print_log"))) == 3
    page = window.show_page("printers")
    assert "办理问题" in page.refusal
    assert not page.add_button.isEnabled()


@pytest.mark.parametrize("size", list(TextSize))
@pytest.mark.parametrize("key", ["printers", "print_log"])
def test_filled_pages_fit(qtbot, appearance, stage, key, size) -> None:
    print_some(stage)
    printers.save_offset(stage.office, printer="HP LaserJet Pro MFP M428fdn（三楼打印室）", offset=PaperOffset(-120, 5))
    appearance.choose(size=size)
    window = SettingsWindow(stage.shell)
    qtbot.addWidget(window)
    window.show()
    page = window.show_page(key)
    if key == "printers":
        settle()
        enter(page, right="999")
        click(page.form.save_button)
    settle()
    assert faults(window) == []
