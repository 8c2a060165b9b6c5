"""Names with 䶮, 㛃 and 𬱖 survive the whole way: sheet, list, search, issue, letter, and the text copied out of its PDF."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pdfplumber
import pytest
import xlsxwriter
from PySide6.QtCore import Qt
from PySide6.QtGui import QRawFont
from PySide6.QtTest import QTest

from lantian_desktop.domain.roster.query import RosterQuery
from lantian_desktop.services.letters import letters
from lantian_desktop.services.roster import roster
from lantian_desktop.ui.issues.issue_form import IssueForm
from lantian_desktop.ui.kit.imports.window import ImportWindow
from lantian_desktop.ui.kit.work.appearance import Appearance
from lantian_desktop.ui.letters.window import LetterWindow
from tests.factories import Wall
from tests.ui.hands import CTRL, click, enter, fill, search, text_of_widget, write
from tests.ui.walk import WAIT_MS, Walk, lines_of
from tests.ui.walk_letter import page_is_drawn, words_of

NAMES = {"李䶮": ("liyan", "ly"), "张㛃": ("zhangjie", "zj"), "王𬱖": ("wangwei", "ww")}
RARE = "䶮㛃𬱖"
SITE = "𬱖㛃䶮木器加工点"
HEADER = ("单位", "联络身份", "职务", "姓名", "手机", "备注")


@pytest.fixture
def walk(tmp_path: Path, appearance: Appearance) -> Iterator[Walk]:
    made = Walk(tmp_path, appearance, Wall(datetime(2019, 7, 17, 9, 0)))
    made.enter_office()
    yield made
    made.close()


def sheet_of(folder: Path, kind: str) -> Path:
    """Write the roster as a clerk's spreadsheet program does."""
    rows = [("高陵区", "联络员", "铁腕治霾办主任", name, f"1380000090{at}", "示例") for at, name in enumerate(NAMES, 1)]
    path = folder / f"名册.{kind}"
    if kind == "csv":
        path.write_bytes("\r\n".join(",".join(row) for row in (HEADER, *rows)).encode("gb18030"))
        return path
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("名册")
        for at, row in enumerate((HEADER, *rows)):
            page.write_row(at, 0, row)
    return path


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_rare_names_are_imported_shown_and_found(walk, qtbot, kind) -> None:
    the_names_come_in(walk, qtbot, sheet_of(walk.folder, kind))
    pane = walk.pane("roster")
    shown = " ".join(lines_of(pane))
    assert [name for name in NAMES if name in shown] == list(NAMES)
    assert QRawFont.fromFont(pane.table.font()).glyphIndexesForString(RARE) != [0] * len(RARE)
    for name, spellings in NAMES.items():
        for typed in (name[1], name, *spellings, name[0]):
            search(pane, typed)
            assert name in " ".join(lines_of(pane)), typed
        assert len(lines_of(pane)) < roster.roster_page(walk.office, query=RosterQuery()).total
    walk.shot("50-rare-roster")


def the_names_come_in(walk: Walk, qtbot, sheet: Path) -> None:
    walk.prompts.file = sheet
    click(walk.pane("roster").tool("import"))
    window = walk.find(ImportWindow)
    click(window.choose_button)
    qtbot.waitUntil(lambda: window.plan is not None, timeout=WAIT_MS)
    assert all(any(name in line for line in lines_of(window)) for name in NAMES)
    with qtbot.waitSignal(window.destroyed, timeout=WAIT_MS):
        click(window.apply_button)
    entered = {entry.name for entry in roster.roster_page(walk.office, query=RosterQuery()).rows}
    assert entered >= set(NAMES)


def test_rare_names_reach_the_letter_and_come_back_out_of_its_pdf(walk, qtbot) -> None:
    an_issue_is_registered(walk)
    it_is_found_anywhere(walk)
    pdf = a_letter_is_made(walk, qtbot)
    with pdfplumber.open(io.BytesIO(pdf)) as pages:
        plumbed = "".join("".join((page.extract_text() or "").split()) for page in pages.pages)
    for text in (plumbed, words_of(pdf)):
        assert SITE in text
        assert "李䶮" in text
        assert "张㛃和王𬱖" in text


def an_issue_is_registered(walk: Walk) -> None:
    walk.tab("inbox")
    walk.key(Qt.Key.Key_N, CTRL)
    form = walk.pane("inbox").detail.form
    assert isinstance(form, IssueForm)
    fill(
        form,
        site=SITE,
        description="现场由张㛃和王𬱖看守，仍在喷漆。",
        territory_id="高陵区",
        category="扬尘综合治理",
        responsible_person="李䶮",
    )
    click(form.save_button)
    pane = walk.pane("inbox")
    assert any(SITE in line and "李䶮" in line for line in lines_of(pane))
    assert "李䶮" in text_of_widget(pane.detail)
    walk.shot("51-rare-issue")


def it_is_found_anywhere(walk: Walk) -> None:
    pane = walk.pane("inbox")
    for typed in ("𬱖㛃", "weijieyan", "wjymq", "䶮"):
        search(pane, typed)
        assert len(lines_of(pane)) == 1, typed
    search(pane, "")
    walk.key(Qt.Key.Key_K, CTRL)
    finder = walk.window.header.finder
    for typed in ("李䶮", "㛃䶮"):
        write(finder, typed)
        finder.settle()
        assert [hit.title for hit in finder.hits if SITE in f"{hit.title}{hit.subtitle}"], typed
    QTest.keyClick(finder, Qt.Key.Key_Return)
    assert SITE in text_of_widget(walk.pane("inbox").detail)


def a_letter_is_made(walk: Walk, qtbot) -> bytes:
    pane = walk.pane("inbox")
    walk.press(pane, "confirm")
    walk.press(walk.look_at("inbox", "待交办", SITE), "assign")
    window = walk.find(LetterWindow)
    enter(window.form.contact_person, "李䶮")
    enter(window.form.contact_phone, "029-86900000")
    window.refresh()
    qtbot.waitUntil(lambda: "检查通过" in window.findings.sentences, timeout=WAIT_MS)
    page_is_drawn(qtbot, window.preview.view)
    walk.shot("52-rare-letter", window)
    walk.prompts.says_yes = True
    with qtbot.waitSignal(window.destroyed, timeout=WAIT_MS):
        click(window.form.save_button)
    letter = letters.letter_page(walk.office).rows[0]
    return letters.letter_pdf(walk.office, letter_id=letter.id)
