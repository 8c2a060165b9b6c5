"""The shelves of the documents tab: registers with gaps that leave as files, summaries by form, forms for the pen."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QPushButton

from lantian_desktop.domain.issues.issue import IssueTag
from lantian_desktop.services.issues import issues
from lantian_desktop.services.letters import letters
from lantian_desktop.services.summaries import summaries
from lantian_desktop.ui.kit.lists.rows import CHIP_ROLE
from lantian_desktop.ui.kit.pages.document_viewer import DocumentViewer
from lantian_desktop.ui.kit.paint.theme import Mode, TextSize
from lantian_desktop.ui.kit.work.worker import PoolWorker
from lantian_desktop.ui.roster.tab import RosterTab
from lantian_desktop.ui.shell.main_window import MainWindow
from lantian_desktop.ui.shell.screenshots import settle
from lantian_desktop.ui.shell.tabs import TABS
from lantian_desktop.ui.summaries.lines import Shelf
from lantian_desktop.ui.summaries.notes_form import SummaryNotesForm
from lantian_desktop.ui.summaries.tab import EXPORT_PAGES, EXPORT_SHEET, DocumentsTab
from tests.services.letters.papers import cells_of, issue_letter, lose_number, receive_letter, words_of
from tests.ui.clipping import faults
from tests.ui.tab_kit import make_stage, texts_of


@pytest.fixture
def stage(tmp_path):
    made = make_stage(tmp_path)
    yield made
    made.office.session.close()


@pytest.fixture
def tab(qtbot, stage) -> DocumentsTab:
    made = DocumentsTab(stage.shell)
    qtbot.addWidget(made)
    made.resize(1366, 650)
    made.show()
    stage.office.session.on_change(lambda _changes: made.refresh())
    made.refresh()
    return made


def press(tab: DocumentsTab, key: str):
    found = tab.pane.detail.bar.findChildren(QPushButton, f"offer-{key}")
    next(button for button in found if not button.isHidden()).click()
    return tab.pane.detail.form


def column(tab: DocumentsTab, number: int) -> list[str]:
    rows = tab.pane.rows
    return [str(rows.data(rows.index(row, number))) for row in range(rows.rowCount())]


def choose(tab: DocumentsTab, beginning: str) -> None:
    """Put the cursor on the line whose title begins so."""
    key = tab.pane.rows.key_where(lambda line: line.title.startswith(beginning))
    assert tab.pane.table.go_to(key), beginning


def test_a_gap_stands_in_its_place_and_says_what_to_do(tab, stage) -> None:
    issue_letter(stage.office)
    lose_number(stage.office)
    issue_letter(stage.office)
    tab.refresh()
    assert column(tab, 0) == ["高治霾函〔2019〕3号", "缺号 2", "高治霾函〔2019〕1号"]
    rows = tab.pane.rows
    assert rows.data(rows.index(1, 4), CHIP_ROLE).text == "缺号"
    choose(tab, "高治霾函〔2019〕第 2 号没有登记")
    assert "与备份、纸质发文登记逐一核对" in texts_of(tab.pane.detail)
    tab.act("view")
    assert tab.pane.detail.form is None
    assert "2019 年缺号 2" in tab.status()


def test_a_register_leaves_as_the_list_shows_it(tab, stage) -> None:
    issue_letter(stage.office)
    issue_letter(stage.office, title="关于砂石厂的督办函")
    tab.pane.show_view(Shelf.ISSUED.value, "砂石厂")
    stage.prompts.file = stage.folder / "发文.xlsx"
    tab.pane.tool(EXPORT_SHEET).click()
    assert stage.prompts.requests[-1].save_as == "发文登记簿-2019-07-15.xlsx"
    assert [row[0] for row in cells_of(stage.prompts.file)[2:]] == ["高治霾函〔2019〕2号"]
    assert "已导出 1 项" in stage.messages[-1]
    receive_letter(stage.office, "市治霾函〔2019〕35号")
    tab.pane.show_view(Shelf.RECEIVED.value)
    stage.prompts.file = stage.folder / "收文.pdf"
    tab.pane.tool(EXPORT_PAGES).click()
    assert "市治霾函〔2019〕35号" in words_of(stage.prompts.file.read_bytes())


def test_only_registers_offer_to_be_exported(tab, stage) -> None:
    for shelf in Shelf:
        tab.pane.show_view(shelf.value)
        shown = [not tab.pane.tool(key).isHidden() for key in (EXPORT_SHEET, EXPORT_PAGES)]
        assert shown == [shelf in {Shelf.ISSUED, Shelf.RECEIVED}] * 2, shelf


def test_ctrl_p_prints_the_register_and_then_its_pages(tab, stage) -> None:
    issue_letter(stage.office)
    tab.pane.show_view(Shelf.ISSUED.value)
    tab.print_shown()
    viewer = tab.pane.detail.form
    assert isinstance(viewer, DocumentViewer)
    assert "发文登记簿" in words_of(viewer.pages.pdf)
    assert letters.letter_page(stage.office).rows[0].reprints == 0
    tab.print_shown()
    dialogs = tab.findChildren(QPrintDialog)
    assert len(dialogs) == 1
    dialogs[0].reject()


def test_a_letter_has_its_dispatch_sheet(tab, stage) -> None:
    issue_letter(stage.office)
    tab.pane.show_view(Shelf.ISSUED.value)
    viewer = press(tab, "dispatch")
    assert len(pypdfium2.PdfDocument(viewer.pages.pdf)) == 1
    assert "高治霾函〔2019〕1号" in words_of(viewer.pages.pdf)
    stage.prompts.file = stage.folder / "稿纸.pdf"
    viewer.save_button.click()
    assert stage.prompts.requests[-1].save_as == "发文稿纸-高治霾函〔2019〕1号.pdf"


def test_every_form_for_the_pen_is_looked_at_and_saved(tab, stage) -> None:
    tab.pane.show_view(Shelf.FORMS.value)
    titles = column(tab, 1)
    assert len(titles) >= 8
    for title in titles:
        choose(tab, title)
        assert title in texts_of(tab.pane.detail)
        viewer = press(tab, "view")
        name = viewer.source.file_name
        assert name.partition("-")[0] in {"值班表", "值班日志", "资料移交清单", "发文稿纸", "核查清单"}
        assert viewer.pages.count() >= 1
        viewer.close_button.click()
    stage.prompts.file = stage.folder / "表单.pdf"
    press(tab, "save")
    assert words_of(stage.prompts.file.read_bytes())


def test_another_month_is_asked_for(tab, stage) -> None:
    tab.pane.show_view(Shelf.FORMS.value)
    choose(tab, "2019年7月值班表（24小时一班）")
    stage.prompts.text = "2019年10月"
    press(tab, "month")
    assert "2019年10月值班表（24小时一班）" in column(tab, 1)
    choose(tab, "2019年10月值班表（24小时一班）")
    assert "国庆节" in words_of(press(tab, "view").pages.pdf)
    tab.pane.detail.close_form()
    stage.prompts.text = "下个月"
    press(tab, "month")
    assert "不是月份" in stage.messages[-1]
    assert "2019年10月值班表（24小时一班）" in column(tab, 1)


def test_a_daily_report_tells_the_day(tab, stage) -> None:
    stage.confirmed(found_on=stage.office.today)
    tab.pane.show_view(Shelf.SUMMARY.value)
    choose(tab, "整改情况日报")
    assert "新增问题1个" in texts_of(tab.pane.detail)
    text = words_of(press(tab, "view").pages.pdf)
    assert "强化监督整改情况日报" in text
    assert "当日新增" in text


def test_a_special_report_carries_what_a_person_wrote(tab, stage) -> None:
    issue = stage.confirmed()
    issues.set_tags(stage.office, issue_id=issue.id, tags=frozenset({IssueTag.PROMINENT}))
    tab.pane.show_view(Shelf.SPECIAL.value)
    choose(tab, "突出问题整改情况专报")
    form = press(tab, "notes")
    assert isinstance(form, SummaryNotesForm)
    form.typical.set_text("某木器点夜间喷漆。")
    form.close_form()
    again = press(tab, "notes")
    assert again.draft_offered
    again.restore_draft()
    again.next_steps.set_text("加密巡查。")
    assert again.save()
    assert "某木器点夜间喷漆。" in texts_of(tab.pane.detail)
    text = words_of(press(tab, "view").pages.pdf)
    assert "突出问题整改情况专报" in text
    assert "加密巡查。" in text
    assert summaries.kept_notes(stage.office, key="special-prominent").typical == "某木器点夜间喷漆。"
    tab.pane.detail.close_form()
    choose(tab, "区域性整改情况专报")
    assert "某木器点" not in texts_of(tab.pane.detail)


def test_the_roster_prints_from_both_places(qtbot, tab, stage) -> None:
    tab.pane.show_view(Shelf.ROSTER.value)
    assert "含完整手机号" in words_of(press(tab, "view").pages.pdf)
    tab.pane.detail.close_form()
    stage.prompts.file = stage.folder / "名册.xlsx"
    press(tab, "sheet")
    assert stage.prompts.file.read_bytes()[:2] == b"PK"
    roster = RosterTab(stage.shell)
    qtbot.addWidget(roster)
    roster.refresh()
    roster.print_shown()
    roster.pane.detail.form.save()  # whole, as it is proposed
    assert "联络名册" in words_of(roster.pane.detail.form.pages.pdf)
    roster.pane.detail.close_form()
    stage.prompts.file = stage.folder / "名册.pdf"
    roster.pane.tool("export").click()
    roster.pane.detail.form.fill({"kind": "pdf"})
    roster.pane.detail.form.save()
    assert "24小时电话" in words_of(stage.prompts.file.read_bytes())


@pytest.mark.parametrize("size", list(TextSize))
def test_every_shelf_shows_everything_whole(qtbot, stage, appearance, size) -> None:
    issue_letter(stage.office)
    lose_number(stage.office)
    issue_letter(stage.office)
    receive_letter(stage.office, "市治霾函〔2019〕35号")
    stage.confirmed()
    appearance.choose(mode=Mode.LIGHT, size=size)
    window = MainWindow(stage.shell, appearance, TABS)
    qtbot.addWidget(window, before_close_func=lambda shown: shown.leave())
    window.resize(1366, 768)
    window.show()
    shown = window.tab("documents")
    found = []
    for shelf in Shelf:
        shown.pane.show_view(shelf.value)
        for row in range(min(shown.pane.rows.rowCount(), 3)):
            shown.pane.table.go_to(shown.pane.rows.key_of(shown.pane.rows.row(row)))
            shown.pane.open_detail()
            settle(window)
            found += [f"{shelf.label} {row}: {sentence}" for sentence in faults(window)]
    assert found == []


def test_a_summary_is_counted_on_another_thread_while_one_moves_on(qtbot, stage) -> None:
    stage.confirmed()
    shell = replace(stage.shell, worker=PoolWorker())
    tab = DocumentsTab(shell)
    qtbot.addWidget(tab)
    tab.show()
    tab.refresh()
    tab.pane.show_view(Shelf.SUMMARY.value)
    choose(tab, "整改情况日报")
    choose(tab, "全部轮次情况综合反馈")
    qtbot.waitUntil(lambda: "累计登记问题1个" in texts_of(tab.pane.detail))
    assert "当日办理" not in texts_of(tab.pane.detail)
    shell.worker.wait()
    assert "当日办理" not in texts_of(tab.pane.detail)
