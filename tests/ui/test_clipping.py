"""No screen shows clipped text, a control without a name, or leaves a thread or timer behind: every tab, empty and filled, three sizes."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from lantian_desktop.domain.roster.roster import PostRole, RosterEntry
from lantian_desktop.paths import resources
from lantian_desktop.services.desk import imports
from lantian_desktop.services.import_plan import ImportKind
from lantian_desktop.ui.admin.gate import PasswordGate
from lantian_desktop.ui.issues.due_form import DueForm
from lantian_desktop.ui.issues.issue_form import IssueForm
from lantian_desktop.ui.kit.imports.window import ImportWindow
from lantian_desktop.ui.kit.paint.theme import Mode, TextSize
from lantian_desktop.ui.roster.contact_form import ContactForm
from lantian_desktop.ui.shell.main_window import MainWindow
from lantian_desktop.ui.shell.screenshots import settle
from lantian_desktop.ui.shell.tabs import TABS
from tests.ui.clipping import faults
from tests.ui.tab_kit import Stage, make_stage

WIDTH, HEIGHT = 1366, 768


@pytest.fixture(scope="module", params=["empty", "filled"])
def stage(request, tmp_path_factory):
    made = make_stage(tmp_path_factory.mktemp(request.param))
    if request.param == "filled":
        fill(made)
    yield made
    made.office.session.close()


def fill(stage: Stage) -> None:
    samples = resources() / "samples"
    for kind, name in ((ImportKind.ROSTER, "联络名册.xlsx"), (ImportKind.ISSUES, "问题清单.xlsx")):
        plan = imports.precheck(stage.office, kind=kind, path=samples / name)
        imports.apply_import(stage.office, plan=plan)
    stage.verified(number="甲-1")
    stage.rectifying(number="甲-2", blocked_reason="电力报装未批")
    stage.planned(number="甲-3")
    stage.assigned(number="甲-4", site="点位名称特别长的一家示例木器家具加工点及其院内外露天堆场")


@pytest.fixture(params=list(TextSize), ids=[size.value for size in TextSize])
def size(request, appearance) -> TextSize:
    appearance.choose(mode=Mode.LIGHT, size=request.param)
    return request.param


@pytest.mark.parametrize("key", [spec.key for spec in TABS])
def test_a_tab_shows_everything_whole(qtbot, stage, appearance, size, key) -> None:
    window = MainWindow(stage.shell, appearance, TABS)
    qtbot.addWidget(window, before_close_func=lambda shown: shown.leave())
    window.resize(WIDTH, HEIGHT)
    window.show()
    tab = window.tab(key)
    pane = getattr(tab, "pane", None)
    settle(window)
    found = faults(window)
    if pane is not None:
        pane.open_detail()
        settle(window)
        found += faults(window)
    assert found == []
    assert (window.width(), window.height()) == (WIDTH, HEIGHT)


@pytest.mark.parametrize("kind", ["contact", "issue", "due", "gate", "import"])
def test_a_form_shows_everything_whole(qtbot, stage, size, kind) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    shown = made(stage, kind, parent)
    if kind == "import":
        shown.check(resources() / "samples" / "问题清单.xlsx")
    else:
        qtbot.addWidget(shown)
    shown.resize(1080 if kind == "import" else 520 if size is not TextSize.HUGE else 820, 660)
    shown.show()
    settle(shown)
    assert faults(shown) == []
    if kind == "import":
        shown._show_mapping(shown=True)
        settle(shown)
        assert faults(shown) == []


def made(stage: Stage, kind: str, parent: QWidget) -> QWidget:
    from tests.factories import new_issue

    if kind == "contact":
        return ContactForm(stage.shell, RosterEntry(0, 0, PostRole.LIAISON))
    if kind == "issue":
        return IssueForm(stage.shell, new_issue(stage.office))
    if kind == "due":
        return DueForm(stage.shell, new_issue(stage.office))
    if kind == "gate":
        return PasswordGate("已锁定", "高陵区铁腕治霾办", "解锁", ["示例甲"], lambda _name, _password: None)
    return ImportWindow(stage.shell, ImportKind.ISSUES, parent)


def test_nothing_runs_on_when_the_window_is_gone(qtbot, stage, appearance) -> None:
    before = set(threading.enumerate())
    window = MainWindow(stage.shell, appearance, TABS)
    window.show()
    for spec in TABS:
        window.tab(spec.key)
    window.leave()
    window.close()
    assert set(threading.enumerate()) <= before
    assert [timer for timer in window.findChildren(QTimer) if timer.isActive() and not timer.isSingleShot()] == []
    window.deleteLater()


def test_the_checker_sees_what_it_is_for(qtbot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    label, button = QLabel("这一行文字放不下"), QPushButton("按钮文字放不下")
    label.setFixedWidth(30)
    button.setFixedWidth(30)
    nameless = QWidget()
    nameless.setFocusPolicy(nameless.focusPolicy().StrongFocus)
    for widget in (label, button, nameless):
        column.addWidget(widget)
    outside = QPushButton("外", holder)
    holder.resize(300, 200)
    outside.move(290, 10)
    holder.show()
    sentence = "\n".join(faults(holder))
    for fault in ("宽 30 小于需要的", "没有可供读屏的名称", "伸出窗口之外"):
        assert fault in sentence
    assert sentence.count("小于需要的") == 2
