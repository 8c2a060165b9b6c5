"""The table model and the list over it: pages, order, marks, keys, copying, remembered columns."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QAbstractItemModelTester, QTest

from lantian_desktop.domain.queries import Page
from lantian_desktop.ui.kit.lists.rows import CHIP_ROLE, MARK_ROLE, PAGE_SIZE, ROW_ROLE, Chip, Column, RowsModel, Sort
from lantian_desktop.ui.kit.lists.table import RowsTable, as_tsv
from lantian_desktop.ui.kit.work.memory import ShortMemory

ROOT = QModelIndex()


@dataclass(frozen=True)
class Site:
    number: int
    name: str


COLUMNS = (
    Column("编号", lambda site: f"高督-12-{site.number:03d}", "number", 110),
    Column("点位", lambda site: site.name, "name", 200),
    Column("备注", lambda site: "有\t制表符\n换行", chip=lambda site: Chip("整改中") if site.number % 2 else None),
)


class Source:
    """Rows in numbers, sorted by the source itself, with every question recorded."""

    def __init__(self, total: int) -> None:
        self.sites = [Site(number, f"点位{number}") for number in range(1, total + 1)]
        self.asked: list[tuple[Sort | None, int, int]] = []

    def __call__(self, sort: Sort | None, offset: int, limit: int) -> Page[Site]:
        self.asked.append((sort, offset, limit))
        rows = self.sites[::-1] if sort and sort.descending else self.sites
        return Page(tuple(rows[offset : offset + limit]), len(rows))


@pytest.fixture
def model() -> RowsModel[Site]:
    return RowsModel(COLUMNS, lambda site: site.number)


@pytest.fixture
def table(qtbot, model) -> RowsTable[Site]:
    made = RowsTable(model, name="sites", memory=ShortMemory())
    qtbot.addWidget(made)
    made.resize(640, 400)
    made.show()
    return made


def test_the_model_keeps_to_qt_s_rules(model) -> None:
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    tester.setUseFetchMore(False)  # it would fetch in the middle of a reset and then complain about that
    model.show_from(Source(PAGE_SIZE + 10))
    model.fetchMore(ROOT)
    model.toggle_mark(3)
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert tester.model() is model
    assert model.rowCount() == PAGE_SIZE + 10


def test_pages_are_fetched_as_they_are_wanted(model) -> None:
    source = Source(PAGE_SIZE * 2 + 5)
    model.show_from(source)
    assert (model.rowCount(), model.total) == (PAGE_SIZE, PAGE_SIZE * 2 + 5)
    while model.canFetchMore(ROOT):
        model.fetchMore(ROOT)
    assert model.rowCount() == PAGE_SIZE * 2 + 5
    assert [offset for _sort, offset, _limit in source.asked] == [0, PAGE_SIZE, PAGE_SIZE * 2]


def test_a_source_that_shrinks_meanwhile_ends_the_list(model) -> None:
    source = Source(PAGE_SIZE + 50)
    model.show_from(source)
    source.sites = source.sites[:PAGE_SIZE]
    model.fetchMore(ROOT)
    assert model.rowCount() == PAGE_SIZE
    assert not model.canFetchMore(ROOT)


def test_sorting_is_asked_of_the_source(model) -> None:
    source = Source(5)
    model.show_from(source)
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert source.asked[-1][0] == Sort("name", descending=True)
    assert model.row(0) == Site(5, "点位5")
    asked = len(source.asked)
    model.sort(2)
    assert len(source.asked) == asked


def test_roles_give_row_chip_and_mark(model) -> None:
    model.show_from(Source(3))
    first = model.index(0, 2)
    assert model.data(first, ROW_ROLE) == Site(1, "点位1")
    assert model.data(first, CHIP_ROLE) == Chip("整改中")
    assert model.data(model.index(1, 2), CHIP_ROLE) is None
    model.toggle_mark(0)
    assert model.data(first, MARK_ROLE) is True
    assert model.marked() == (Site(1, "点位1"),)


def test_marks_survive_a_reload(model) -> None:
    model.show_from(Source(5))
    model.toggle_mark(2)
    model.reload()
    assert model.marked() == (Site(3, "点位3"),)
    model.clear_marks()
    assert model.marked() == ()


def test_tsv_has_header_and_one_line_a_row() -> None:
    assert as_tsv(COLUMNS, [Site(1, "某木器点")]) == "编号\t点位\t备注\n高督-12-001\t某木器点\t有 制表符 换行\n"


def test_keys_move_mark_and_copy(table, model) -> None:
    model.show_from(Source(5))
    for key in (Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_K):
        QTest.keyClick(table, key)
    assert table.current_row() == Site(2, "点位2")
    QTest.keyClick(table, Qt.Key.Key_Space)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert table.chosen_rows() == (Site(2, "点位2"), Site(3, "点位3"))
    QTest.keySequence(table, QKeySequence(QKeySequence.StandardKey.Copy))
    assert QGuiApplication.clipboard().text().splitlines()[1:] == [
        "高督-12-002\t点位2\t有 制表符 换行",
        "高督-12-003\t点位3\t有 制表符 换行",
    ]
    QTest.keyClick(table, Qt.Key.Key_Escape)
    assert table.chosen_rows() == (table.current_row(),)


def test_enter_opens_the_current_row(table, model, qtbot) -> None:
    model.show_from(Source(3))
    with qtbot.waitSignal(table.opened):
        QTest.keyClick(table, Qt.Key.Key_Return)


def test_the_cursor_stays_on_its_record_when_the_order_changes(table, model) -> None:
    model.show_from(Source(9))
    table.go_to(7)
    table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert table.current_row() == Site(7, "点位7")


def test_the_cursor_walks_into_the_next_page(table, model) -> None:
    model.show_from(Source(PAGE_SIZE + 3))
    table.go_to(PAGE_SIZE)
    QTest.keyClick(table, Qt.Key.Key_J)
    assert table.current_row() == Site(PAGE_SIZE + 1, f"点位{PAGE_SIZE + 1}")


def test_widths_hidden_columns_and_order_come_back(qtbot, model) -> None:
    memory = ShortMemory()
    first = RowsTable(model, name="sites", memory=memory)
    qtbot.addWidget(first)
    model.show_from(Source(3))
    first.setColumnWidth(0, 177)
    first.show_column(1, False)
    first.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    again_model = RowsModel(COLUMNS, lambda site: site.number)
    again = RowsTable(again_model, name="sites", memory=memory)
    qtbot.addWidget(again)
    again_model.show_from(Source(3))
    assert again.columnWidth(0) == 177
    assert again.isColumnHidden(1)
    assert again_model.row(0) == Site(3, "点位3")
    assert json.loads(memory.recall("columns/sites"))["number"]["width"] == 177


def test_fifty_thousand_rows_load_one_page(table, model) -> None:
    source = Source(50_000)
    model.show_from(source)
    assert (model.rowCount(), model.total) == (PAGE_SIZE, 50_000)
    assert table.verticalHeader().sectionSize(0) == 36
