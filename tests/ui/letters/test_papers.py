"""What leaves the letter desk before registering: the draft for WPS and the 发文稿纸, for one letter and for several."""

from __future__ import annotations

from collections.abc import Iterator

import docx
import pypdfium2
import pytest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from lantian_desktop.services.admin import journal
from lantian_desktop.services.letters import letters
from lantian_desktop.services.roster.roster import find_unit
from lantian_desktop.ui.letters.papers import SheetWindow
from lantian_desktop.ui.letters.window import LetterWindow
from tests.ui.hands import click, enter
from tests.ui.tab_kit import Stage, make_stage


@pytest.fixture
def stage(tmp_path) -> Iterator[Stage]:
    made = make_stage(tmp_path)
    yield made
    made.office.session.close()


@pytest.fixture
def window(qapp, stage):
    streets = ("鹿苑街道", "通远街道")
    ids = [stage.confirmed(site=f"{s}某堆场", territory_id=find_unit(stage.office, text=s).id).id for s in streets]
    made = LetterWindow(stage.shell, ids)
    made.show()
    yield made
    if isValid(made):
        made.form.forget()
        made.close()


def words_of(path) -> str:
    return "".join(paragraph.text for paragraph in docx.Document(path).paragraphs)


def test_the_draft_holds_what_is_typed_and_registers_nothing(stage, window, tmp_path) -> None:
    enter(window.form.title_words, "关于两处堆场问题整改工作的督办函")
    head = journal.head(stage.office)
    stage.prompts.file = tmp_path / "稿.docx"
    click(window.papers.word_button)
    assert stage.prompts.requests[-1].save_as == "督办函-征求意见稿-关于两处堆场问题整改工作的督办函.docx"
    assert "关于两处堆场问题整改工作的督办函" in words_of(tmp_path / "稿.docx").replace("\n", "")
    assert "没有登记，也没有编号" in stage.messages[-1]
    assert letters.letter_page(stage.office).total == 0
    assert journal.head(stage.office) == head


def test_each_unit_gets_a_draft_of_its_own(stage, window, tmp_path) -> None:
    window.form.per_unit.box.click()
    stage.prompts.file = tmp_path
    click(window.papers.word_button)
    found = sorted(tmp_path.glob("*.docx"))
    assert [path.name[:2] for path in found] == ["01", "02"]
    assert ["鹿苑街道" in words_of(path) for path in found] == [True, False]


def test_the_sheet_for_signing_is_shown_beside_the_desk(stage, window) -> None:
    click(window.papers.sheet_button)
    (sheet,) = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, SheetWindow)]
    pages = sheet.viewer.pages
    assert pages is not None
    text = pypdfium2.PdfDocument(pages.pdf)[0].get_textpage().get_text_range()
    assert "发文稿纸" in text
    assert window.form.title_words.text().replace("\n", "")[:12] in text.replace("\n", "").replace("\r", "")
    assert sheet.viewer.print_button.isEnabled()
    sheet.close()


def test_without_issues_the_buttons_say_what_is_missing(qapp, stage) -> None:
    window = LetterWindow(stage.shell)
    window.show()
    click(window.papers.word_button)
    assert "至少列入一个问题" in stage.messages[-1]
    window.form.forget()
    window.close()
