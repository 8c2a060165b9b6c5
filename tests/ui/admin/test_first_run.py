"""The first-run wizard: its pages, the folder that is remembered, what is done when that folder is gone, the recovery code."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QPushButton

from lantian_desktop import paths
from lantian_desktop.domain.errors import UnusableFolder
from lantian_desktop.paths import resources
from lantian_desktop.services.desk import setup
from lantian_desktop.services.printing import page_count
from lantian_desktop.ui.admin.first_run import FirstRun
from lantian_desktop.ui.admin.gate import SECRECY, PasswordGate
from lantian_desktop.ui.admin.missing_folder import MissingFolder
from lantian_desktop.ui.admin.recovery_sheet import RecoverySheet
from lantian_desktop.ui.kit.pages.preview import as_qimage
from lantian_desktop.ui.kit.work.worker import InlineWorker
from lantian_desktop.ui.shell.desk import Desk, OfficePlace
from tests.factories import PASSWORD, QUICK, Wall, make_office
from tests.ui.clipping import faults
from tests.ui.tab_kit import RecordedPrompts, texts_of


@pytest.fixture
def clock() -> Wall:
    return Wall(datetime(2019, 7, 15, 9, 30))


@pytest.fixture
def place(tmp_path, clock) -> OfficePlace:
    return OfficePlace(tmp_path / "office", resources(), clock)


@pytest.fixture
def desk(qtbot, place, appearance) -> Desk:
    made = Desk(place, appearance, InlineWorker(), RecordedPrompts(), None)
    qtbot.addWidget(made)
    made.show()
    return made


def standing_office(place: OfficePlace, clock: Wall) -> None:
    make_office(place.folder, clock).session.close()


def test_the_first_start_makes_an_office(desk, place) -> None:
    desk.begin()
    wizard = desk.currentWidget()
    assert isinstance(wizard, FirstRun)
    assert SECRECY in texts_of(wizard)
    wizard.go_on()
    assert wizard.fields["unit"].error or wizard.fields["name"].error
    wizard.fields["unit"].set_text("高陵区")
    assert wizard.fields["prefix"].text() == "高治霾函"
    assert wizard.fields["name"].text() == "高陵区铁腕治霾办"
    wizard.go_on()
    wizard.fields["admin"].set_text("示例甲")
    wizard.fields["password"].set_text("short")
    wizard.fields["password2"].set_text("short")
    wizard.go_on()
    assert "至少 8 位" in wizard.fields["password"].error
    wizard.fields["password"].set_text(PASSWORD)
    wizard.go_on()
    assert "不一致" in wizard.fields["password2"].error
    wizard.fields["password2"].set_text(PASSWORD)
    wizard.go_on()
    assert wizard.page() == 2
    assert not setup.store_exists(place.folder)
    wizard.go_on()
    assert (wizard.page(), wizard.error) == (3, "")
    assert setup.store_exists(place.folder)
    assert wizard.code.count("-") >= 3
    wizard.go_on()
    wizard.go_on()
    assert desk.window_shown is desk.currentWidget()
    assert "示例甲" in desk.windowTitle()


def fill_wizard(wizard: FirstRun) -> None:
    wizard.fields["unit"].set_text("高陵区")
    wizard.go_on()
    wizard.fields["admin"].set_text("示例甲")
    wizard.fields["password"].set_text(PASSWORD)
    wizard.fields["password2"].set_text(PASSWORD)
    wizard.go_on()


def started(qtbot, appearance, place, prompts=None) -> Desk:
    made = Desk(place, appearance, InlineWorker(), prompts or RecordedPrompts(), None)
    qtbot.addWidget(made)
    made.show()
    made.begin()
    return made


def test_a_folder_chosen_in_the_wizard_is_remembered_for_the_next_start(qtbot, appearance, place, tmp_path) -> None:
    note = tmp_path / "config" / "data-folder.txt"
    chosen = tmp_path / "移动硬盘" / "治霾办数据"
    create = partial(setup.create_office, cost=QUICK)
    first = started(qtbot, appearance, replace(place, create=create, note_folder=partial(paths.remember_folder, note)))
    fill_wizard(first.currentWidget())
    first.currentWidget().fields["folder"].set_text(str(chosen))
    with qtbot.waitSignal(first.moved) as moved:
        first.currentWidget().go_on()
    assert moved.args == [chosen]
    assert not setup.store_exists(place.folder)
    first.leave()
    assert paths.remembered_folder(note) == chosen
    again = started(qtbot, appearance, replace(place, folder=chosen, expected=True))
    assert isinstance(again.currentWidget(), PasswordGate)


def test_a_remembered_folder_that_is_gone_is_asked_for_and_never_made_anew(
    qtbot, appearance, place, tmp_path, clock
) -> None:
    received: list[Path] = []
    gone = replace(place, expected=True, note_folder=received.append)
    prompts = RecordedPrompts(says_yes=False)
    desk = started(qtbot, appearance, gone, prompts)
    page = desk.currentWidget()
    assert isinstance(page, MissingFolder)
    assert str(place.folder) in texts_of(page)
    page.go()
    assert "没有蓝天联络的数据" in page.error
    page.begin_anew()
    assert prompts.asked[-1].danger
    prompts.file = tmp_path
    page.choose()
    assert desk.currentWidget() is page
    assert not place.folder.exists()
    assert received == []
    elsewhere = tmp_path / "另一处"
    standing_office(replace(place, folder=elsewhere), clock)
    prompts.file = elsewhere
    page.choose()
    assert isinstance(desk.currentWidget(), PasswordGate)
    assert received == [elsewhere]


def test_a_stick_put_in_again_goes_on(qtbot, appearance, place, clock) -> None:
    desk = started(qtbot, appearance, replace(place, expected=True))
    standing_office(place, clock)
    desk.currentWidget().go()
    assert isinstance(desk.currentWidget(), PasswordGate)


def test_the_wizard_opens_an_office_that_is_already_somewhere(qtbot, appearance, place, tmp_path, clock) -> None:
    received: list[Path] = []
    prompts = RecordedPrompts(file=tmp_path)
    desk = started(qtbot, appearance, replace(place, note_folder=received.append), prompts)
    wizard = desk.currentWidget()
    wizard.existing_button.click()
    assert "office.db" in wizard.error
    prompts.file = tmp_path / "另一处"
    standing_office(replace(place, folder=prompts.file), clock)
    wizard.existing_button.click()
    assert isinstance(desk.currentWidget(), PasswordGate)
    assert received == [prompts.file]


def test_a_folder_that_cannot_be_remembered_is_reported_and_the_office_is_there(
    qtbot, appearance, place, tmp_path
) -> None:
    def refuse(folder: Path) -> None:
        raise UnusableFolder(f"没有记住“{folder}”。")

    prompts = RecordedPrompts()
    create = partial(setup.create_office, cost=QUICK)
    desk = started(qtbot, appearance, replace(place, create=create, note_folder=refuse), prompts)
    wizard = desk.currentWidget()
    fill_wizard(wizard)
    wizard.go_on()
    assert wizard.page() == 3
    assert "没有记住" in prompts.asked[-1].text
    assert setup.store_exists(place.folder)


def test_each_page_of_the_wizard_is_as_high_as_what_stands_on_it(qtbot, appearance, place) -> None:
    wizard = started(qtbot, appearance, place).currentWidget()
    first = card_height(wizard)
    wizard._show(2)
    assert card_height(wizard) < first * 2 // 3


def test_the_whole_sentence_about_a_missing_folder_is_seen(qtbot, appearance, place) -> None:
    desk = started(qtbot, appearance, replace(place, expected=True))
    QCoreApplication.processEvents()
    assert faults(desk) == []
    message = next(label for label in desk.findChildren(QLabel) if str(place.folder) in label.text())
    assert message.height() >= message.heightForWidth(message.width())


def card_height(wizard: FirstRun) -> int:
    for _turn in range(3):
        QCoreApplication.processEvents()
    return next(frame for frame in wizard.findChildren(QFrame) if frame.property("role") == "card").height()


def test_going_back_keeps_what_was_typed(desk) -> None:
    desk.begin()
    wizard = desk.currentWidget()
    wizard.fields["unit"].set_text("碑林区")
    wizard.fields["letterhead"].set_text("碑林区治霾办公室")
    wizard.go_on()
    wizard.go_back()
    assert wizard.fields["letterhead"].text() == "碑林区治霾办公室"


def test_contact_and_code_are_taken_care_of_in_the_wizard(qtbot, appearance, place, tmp_path) -> None:
    create = partial(setup.create_office, cost=QUICK)
    desk = started(qtbot, appearance, replace(place, create=create))
    wizard = desk.currentWidget()
    wizard.fields["contact_person"].set_text("示例丁")
    wizard.fields["contact_phone"].set_text("029-86900001")
    fill_wizard(wizard)
    wizard.go_on()
    print_button = next(b for b in wizard.findChildren(QPushButton) if b.text() == "打印恢复码…")
    assert print_button.isVisible()
    print_button.click()
    dialog = wizard.findChild(QPrintDialog)
    dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog.printer().setOutputFileName(str(tmp_path / "code.pdf"))
    dialog.done(QDialog.DialogCode.Accepted)
    assert page_count((tmp_path / "code.pdf").read_bytes()) == 1
    wizard.go_on()
    wizard.go_on()
    profile = desk.office.profile
    assert (profile.contact_person, profile.contact_phone) == ("示例丁", "029-86900001")


def test_the_sheet_of_the_code_is_filled_within_its_margins(qapp) -> None:
    image = as_qimage(RecoverySheet("示例单位", "ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345-6789").band(0, 72, 0, 842))
    ink = [(x, y) for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y).value() < 128]
    columns, rows = [x for x, _y in ink], [y for _x, y in ink]
    assert (image.width(), image.height()) == (595, 842)
    margin = 79  # 28 mm at 72 dots an inch
    assert min(columns) >= margin - 1
    assert max(columns) <= image.width() - margin + 1
    assert min(rows) >= margin
    assert max(rows) < image.height() // 2


def test_a_city_office_needs_no_district(desk) -> None:
    desk.begin()
    wizard = desk.currentWidget()
    wizard.fields["level"].set_text("city")
    assert wizard.fields["unit"].isHidden()
    assert wizard.fields["name"].text() == "市铁腕治霾办"
    wizard.go_on()
    assert wizard.page() == 1


@pytest.mark.parametrize("lost", ["office.db", "keys.json"])
def test_half_an_office_asks_for_its_other_half_and_not_for_a_new_one(qtbot, appearance, place, clock, lost) -> None:
    standing_office(place, clock)
    for left_over in place.folder.glob(f"{lost}*"):
        left_over.unlink()
    desk = Desk(place, appearance, InlineWorker(), RecordedPrompts())
    qtbot.addWidget(desk)
    desk.begin()
    page = desk.currentWidget()
    assert isinstance(page, MissingFolder)
    assert "备份" in texts_of(page)
