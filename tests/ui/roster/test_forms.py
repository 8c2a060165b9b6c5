"""Taking the roster out and printing it: what is chosen is what leaves, and nothing leaves before a file is chosen."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from lantian_desktop.domain.admin.people import Role
from lantian_desktop.domain.roster.export import BookOptions, BookOrder, NumberForm, RosterScope
from lantian_desktop.domain.roster.roster import Phones, PostRole, RosterEntry
from lantian_desktop.paths import resources
from lantian_desktop.services.admin import journal, users
from lantian_desktop.services.desk import imports, setup
from lantian_desktop.services.desk.blank_forms import roster_form
from lantian_desktop.services.import_plan import ImportKind, RowVerdict
from lantian_desktop.services.roster import roster
from lantian_desktop.services.roster.lines import whole_roster
from lantian_desktop.ui.kit.imports.window import ImportWindow
from lantian_desktop.ui.kit.pages.document_viewer import DocumentViewer
from lantian_desktop.ui.kit.pages.form_source import form_source
from lantian_desktop.ui.kit.paint.theme import TextSize
from lantian_desktop.ui.roster.export_form import KINDS, RosterExportForm
from lantian_desktop.ui.roster.print_form import RosterPrintForm
from lantian_desktop.ui.roster.tab import RosterTab
from lantian_desktop.ui.roster.views import scope_of
from tests.exchange.roster.test_vcard import card
from tests.factories import PASSWORD, QUICK
from tests.ui.clipping import faults
from tests.ui.tab_kit import Stage, make_stage

NUMBER = "13812345678"


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    made = make_stage(tmp_path_factory.mktemp("office"))
    sample = resources() / "samples" / "联络名册.xlsx"
    imports.apply_import(made.office, plan=imports.precheck(made.office, kind=ImportKind.ROSTER, path=sample))
    unit = roster.find_unit(made.office, text="高陵区")
    roster.save_entry(
        made.office, entry=RosterEntry(0, unit.id, PostRole.STAFF, "科员", "示例丁", Phones(mobile=NUMBER))
    )
    users.add_user(made.office, name="示例审", roles={Role.AUDITOR}, password=PASSWORD, cost=QUICK)
    yield made
    made.office.session.close()


@pytest.fixture(autouse=True)
def at_the_beginning(stage: Stage):
    setup.unlock(stage.office, user="示例甲", password=PASSWORD)
    stage.at_the_beginning().prompts.requests.clear()
    yield
    stage.prompts.file = None


def unit_id(stage: Stage) -> int:
    return roster.find_unit(stage.office, text="高陵区").id


def exported(qtbot, stage: Stage, suffix: str, **texts: str) -> str:
    form = RosterExportForm(stage.shell, shown=RosterScope(unit_id=unit_id(stage)))
    qtbot.addWidget(form)
    stage.prompts.file = stage.folder / f"名册{suffix}"
    form.fill(texts)
    assert form.save(), form.error
    return stage.prompts.file.read_text(encoding="utf-8", errors="replace")


def test_cards_of_the_unit_shown_leave_in_full_or_masked(qtbot, stage) -> None:
    text = exported(qtbot, stage, ".vcf", kind="vcf")
    assert NUMBER in text
    assert "ORG:碑林区" not in text
    assert stage.prompts.requests[-1].save_as == "联络名册-高陵区-2019-07-15.vcf"
    assert stage.messages[-1].endswith("（完整号码）。")
    assert journal.entries(stage.office)[0].title == "导出名册（完整号码）"
    masked = exported(qtbot, stage, ".vcf", kind="vcf", numbers="masked", range="all")
    assert NUMBER not in masked
    assert "ORG:碑林区" in masked
    assert stage.messages[-1].endswith("（已隐去手机号）。")


def test_each_kind_of_file_is_written(qtbot, stage) -> None:
    for key, kind in KINDS.items():
        exported(qtbot, stage, kind.suffix, kind=key, range="round", round="12")
        assert stage.prompts.requests[-1].filters == f"{kind.label} (*{kind.suffix})"
        assert "第12轮次" in stage.prompts.requests[-1].save_as


def test_marked_lines_are_the_range_and_a_missing_unit_is_asked_for(qtbot, stage) -> None:
    ids = [line.id for line in whole_roster(stage.office)][:3]
    form = RosterExportForm(stage.shell, chosen=ids)
    qtbot.addWidget(form)
    assert form.scope.scope() == RosterScope(entry_ids=tuple(ids))
    form.fill({"range": "unit", "unit_id": ""})
    assert not form.save()
    assert form.field("unit_id").error == "请选择单位。"
    assert stage.prompts.requests == []


def test_who_may_not_see_numbers_is_offered_masked_ones_alone(qtbot, stage) -> None:
    setup.unlock(stage.office, user="示例审", password=PASSWORD)
    assert NUMBER not in exported(qtbot, stage, ".vcf", kind="vcf", numbers="full")
    assert stage.messages[-1].endswith("（已隐去手机号）。")


def test_a_book_is_asked_for_in_its_order(qtbot, stage) -> None:
    form = RosterPrintForm(stage.shell)
    qtbot.addWidget(form)
    assert not form.page_each.isEnabled()
    form.fill({"order": "by_round", "page_each": "1", "numbers": "masked"})
    assert form.field("range").text() == "round"
    with qtbot.waitSignal(form.book_requested) as wanted:
        form.save()
    (request,) = wanted.args
    number = roster.current_round(stage.office).number
    assert request == BookOptions(
        BookOrder.BY_ROUND, RosterScope(round_number=number), NumberForm.MASKED, page_each=True
    )


def test_a_book_saved_from_its_preview_is_journalled(qtbot, stage) -> None:
    for numbers, noted in ((NumberForm.MASKED, 0), (NumberForm.FULL, 1)):
        before = len(journal.entries(stage.office))
        viewer = DocumentViewer(stage.shell, form_source(roster_form(stage.office, book=BookOptions(numbers=numbers))))
        qtbot.addWidget(viewer)
        viewer.write(stage.folder / "名册.pdf")
        assert len(journal.entries(stage.office)) - before == noted
        assert stage.messages[-1].startswith("已保存到")


@pytest.mark.parametrize("size", list(TextSize))
@pytest.mark.parametrize("form", [RosterExportForm, RosterPrintForm])
@pytest.mark.parametrize("wanted", ["all", "unit", "round"])
def test_the_forms_fit_into_the_detail_pane(qtbot, appearance, stage, form, size, wanted) -> None:
    appearance.choose(size=size)
    made = form(stage.shell)
    qtbot.addWidget(made)
    made.fill({"range": wanted})
    made.resize(520 if size is not TextSize.HUGE else 800, 560)
    made.show()
    for _ in range(4):
        QApplication.processEvents()
    assert faults(made) == []


@pytest.fixture
def tab(qtbot, stage) -> RosterTab:
    made = RosterTab(stage.shell)
    qtbot.addWidget(made)
    made.refresh()
    made.show()
    return made


def test_the_tab_exports_the_lines_marked_and_shows_its_line_again(tab, stage) -> None:
    tab.pane.table.selectAll()
    tab.pane.tool("export").click()
    form = tab.pane.detail.form
    assert isinstance(form, RosterExportForm)
    assert len(form.scope.scope().entry_ids) == len(tab.pane.table.chosen_rows()) > 1
    stage.prompts.file = stage.folder / "名册.xlsx"
    form.save()
    assert tab.pane.detail.form is None
    assert "已导出到" in stage.messages[-1]


def test_the_tab_asks_how_then_shows_the_book_then_goes_back(tab, stage) -> None:
    tab.pane.show_view(str(unit_id(stage)))
    tab.print_shown()
    form = tab.pane.detail.form
    assert isinstance(form, RosterPrintForm)
    form.fill({"order": "by_unit"})
    assert form.save()
    viewer = tab.pane.detail.form
    assert isinstance(viewer, DocumentViewer)
    assert viewer.source.title.endswith("联络名册（高陵区）（按单位）")
    assert viewer.pages is not None
    viewer.close_button.click()
    assert tab.pane.detail.form is None


@pytest.mark.parametrize(
    ("view", "scope"),
    [
        ("all", RosterScope()),
        ("7", RosterScope(unit_id=7)),
        ("round:12", RosterScope(round_number=12)),
        ("group:12/第1组", RosterScope(round_number=12)),
    ],
)
def test_what_the_list_shows_is_proposed(view: str, scope: RosterScope) -> None:
    assert scope_of(view) == scope


def test_cards_come_in_through_the_import_window(qtbot, stage) -> None:
    parent = RosterTab(stage.shell)
    qtbot.addWidget(parent)
    window = ImportWindow.open_for(stage.shell, ImportKind.ROSTER, parent)
    cards = (
        card("FN:示例庚", "ORG:高陵区", "TEL;CELL:13800000008")
        + card("FN:示例辛", "ORG:某某公司", "TITLE:经理")
        + b"BEGIN:VCARD\n"
    )
    stage.prompts.file = stage.file("通讯录.vcf", cards)
    window.choose_button.click()
    assert "*.vcf" in stage.prompts.requests[-1].filters
    assert window.plan is not None
    assert [row.verdict for row in window.plan.rows] == [RowVerdict.NEW, RowVerdict.FAULTY, RowVerdict.FAULTY]
    assert not window.mapping_button.isEnabled()
    assert not window.unit.isHidden()
    assert faults(window) == []
    window.unit.set_text(str(unit_id(stage)))
    assert [row.verdict for row in window.plan.rows] == [RowVerdict.NEW, RowVerdict.NEW, RowVerdict.FAULTY]
    assert window.apply_button.text() == "导入 2 行"
    window.apply_button.click()
    names = {line.name for line in whole_roster(stage.office)}
    assert {"示例庚", "示例辛"} <= names


def test_a_sheet_offers_no_unit_for_cards(qtbot, stage) -> None:
    parent = RosterTab(stage.shell)
    qtbot.addWidget(parent)
    window = ImportWindow.open_for(stage.shell, ImportKind.ROSTER, parent)
    assert window.unit.isHidden()
    window.check(resources() / "samples" / "联络名册.xlsx")
    assert window.unit.isHidden()
    assert window.mapping_button.isEnabled()
