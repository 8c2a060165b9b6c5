"""The views at the left: folded by key and click, remembered for the user, led to by letters, told to a screen reader."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from lantian_desktop.ui.kit.lists.views import View, ViewList
from lantian_desktop.ui.kit.work.memory import ShortMemory

VIEWS = (
    View("all", "全部", 9),
    View("gaps", "待补", 3, folded=True),
    View("no_person", "缺人员", 2, depth=1),
    View("district", "区县", 7, heading="单位"),
    View("gaoling", "高陵", 5, depth=1, name="高陵区"),
    View("tongyuan", "通远街道", 2, depth=2),
    View("xincheng", "新城", 0, depth=1),
    View("zone", "开发区", 0),
)
SPELLED = {"高陵": ("gaoling", "gl"), "新城": ("xincheng", "xc"), "通远街道": ("tongyuanjiedao", "tyjd")}


@pytest.fixture
def memory() -> ShortMemory:
    return ShortMemory()


def made(qtbot, memory: ShortMemory) -> ViewList:
    views = ViewList()
    qtbot.addWidget(views)
    views.remember_in(memory, "roster")
    views.spell = lambda label: SPELLED.get(label, ())
    views.resize(220, 500)
    views.show()
    views.show_views(VIEWS)
    views.setFocus()
    return views


@pytest.fixture
def views(qtbot, memory) -> ViewList:
    return made(qtbot, memory)


def seen(views: ViewList) -> list[str]:
    return [view.key for row, view in enumerate(VIEWS) if not views.isRowHidden(row)]


def press(views: ViewList, *keys: Qt.Key) -> str:
    for key in keys:
        QTest.keyClick(views, key)
    return views.chosen()


def test_what_is_folded_at_first_is_hidden(views) -> None:
    assert seen(views) == ["all", "gaps", "district", "gaoling", "tongyuan", "xincheng", "zone"]
    assert views.is_folded("gaps")
    assert not views.is_folded("district")


def test_right_unfolds_and_goes_in_left_goes_out_and_folds(views) -> None:
    assert press(views, Qt.Key.Key_Down) == "gaps"
    assert press(views, Qt.Key.Key_Right) == "gaps"
    assert "no_person" in seen(views)
    assert press(views, Qt.Key.Key_Right) == "no_person"
    assert press(views, Qt.Key.Key_Right) == "no_person"  # nothing below
    assert press(views, Qt.Key.Key_Left) == "gaps"
    assert press(views, Qt.Key.Key_Left) == "gaps"
    assert "no_person" not in seen(views)
    assert press(views, Qt.Key.Key_Down) == "district"


def test_folding_above_the_chosen_view_chooses_the_one_folded(views) -> None:
    received: list[str] = []
    views.choose("tongyuan")
    views.view_chosen.connect(received.append)
    views.fold("district", folded=True)
    assert (views.chosen(), received) == ("district", ["district"])
    assert seen(views) == ["all", "gaps", "district", "zone"]
    views.fold("gaoling", folded=True)
    views.choose("tongyuan")
    assert (views.chosen(), views.is_folded("district"), views.is_folded("gaoling")) == ("tongyuan", False, False)


def test_what_is_folded_is_remembered_and_kept_when_counts_change(qtbot, views, memory) -> None:
    views.fold("gaoling", folded=True)
    views.fold("gaps", folded=False)
    views.show_views(VIEWS)
    assert seen(views) == ["all", "gaps", "no_person", "district", "gaoling", "xincheng", "zone"]
    assert seen(made(qtbot, memory)) == seen(views)


def test_a_click_on_the_triangle_folds_and_a_click_on_the_word_chooses(views) -> None:
    place = views.visualRect(views.model().index(3, 0))
    low = place.bottom() - 12  # below the heading
    QTest.mouseClick(views.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place.left() + 5, low))
    assert (views.chosen(), views.is_folded("district")) == ("all", True)
    QTest.mouseClick(views.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place.left() + 60, low))
    assert (views.chosen(), views.is_folded("district")) == ("district", True)
    QTest.mouseDClick(views.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place.left() + 60, low))
    assert not views.is_folded("district")


@pytest.mark.parametrize(
    ("typed", "key"), [("x", "xincheng"), ("gl", "gaoling"), ("ty", "tongyuan"), ("gaoli", "gaoling")]
)
def test_letters_lead_to_a_view(views, typed: str, key: str) -> None:
    QTest.keyClicks(views, typed)
    assert views.chosen() == key


def test_a_view_that_is_gone_gives_way_to_the_first(views) -> None:
    views.choose("zone")
    views.show_views(VIEWS[:-1])
    assert views.chosen() == "all"


def test_a_screen_reader_hears_name_number_and_fold(views) -> None:
    message = QAccessible.queryAccessibleInterface(views)
    words = [message.child(at).text(QAccessible.Text.Name) for at in range(message.childCount())]
    assert "待补 3 项，已折叠" in words
    assert "区县 7 项，已展开" in words
    assert "高陵区 5 项，已展开" in words
    assert "新城 0 项" in words
