"""The import window: pre-check writes nothing, verdicts are shown row by row, one press takes the good rows, one undo takes them back."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from lantian_desktop.domain.issues.lists import IssueQuery
from lantian_desktop.domain.rota.rota import DutyMember
from lantian_desktop.domain.rota.schemes import DutyPost, DutyScheme
from lantian_desktop.paths import resources
from lantian_desktop.services.import_plan import ImportKind, RowVerdict
from lantian_desktop.services.issues import issues, steps
from lantian_desktop.services.roster import gaps as roster_gaps
from lantian_desktop.services.rota import duty, rota
from lantian_desktop.ui.kit.imports.window import ImportWindow
from lantian_desktop.ui.roster.tab import RosterTab
from tests.ui.tab_kit import Stage, make_stage

SAMPLES = resources() / "samples"


@pytest.fixture
def stage(tmp_path):
    made = make_stage(tmp_path)
    yield made
    made.office.session.close()


def opened(qtbot, stage: Stage, kind: ImportKind) -> ImportWindow:
    parent = RosterTab(stage.shell)
    qtbot.addWidget(parent)
    return ImportWindow.open_for(stage.shell, kind, parent)


def count(stage: Stage) -> int:
    return issues.issue_page(stage.office, query=IssueQuery()).total


def test_the_sample_list_is_checked_then_taken_then_taken_back(qtbot, stage) -> None:
    window = opened(qtbot, stage, ImportKind.ISSUES)
    assert not window.apply_button.isEnabled()
    stage.prompts.file = SAMPLES / "问题清单.xlsx"
    qtbot.mouseClick(window.choose_button, Qt.MouseButton.LeftButton)
    plan = window.plan
    assert plan is not None
    faulty = plan.count(RowVerdict.FAULTY)
    assert faulty > 0
    assert window.sentence.startswith("预检完成")
    assert window.views.chosen() == RowVerdict.FAULTY.value
    assert window.rows.total == faulty
    assert count(stage) == 0
    good = plan.count(RowVerdict.NEW) + plan.count(RowVerdict.CHANGED)
    assert window.apply_button.text() == f"导入 {good} 行"
    qtbot.mouseClick(window.apply_button, Qt.MouseButton.LeftButton)
    assert count(stage) == good
    assert stage.messages[-1].startswith("已导入")
    steps.undo_last(stage.office)
    assert count(stage) == 0


def test_a_rota_comes_in_by_the_same_window(qtbot, stage) -> None:
    rota.save_scheme(stage.office, scheme=DutyScheme(date(2019, 7, 1)))
    rota.save_member(stage.office, member=DutyMember(0, "示例丁", frozenset(DutyPost), phone="13800000004"))
    path = stage.file("表.csv", "日期,值班员\n2019-07-15,示例丁\n2019-07-16,示例癸\n".encode())
    window = opened(qtbot, stage, ImportKind.ROTA)
    window.check(path)
    assert [row.verdict for row in window.plan.rows] == [RowVerdict.NEW, RowVerdict.FAULTY]
    qtbot.mouseClick(window.apply_button, Qt.MouseButton.LeftButton)
    answer = duty.who_is_on_duty(stage.office)
    assert [one.member.name for one in answer.seated] == ["示例丁"]
    steps.undo_last(stage.office)
    assert duty.who_is_on_duty(stage.office).seated == ()


def test_the_error_list_and_the_template_are_written_where_the_user_says(qtbot, stage) -> None:
    window = opened(qtbot, stage, ImportKind.ISSUES)
    window.check(SAMPLES / "问题清单.xlsx")
    stage.prompts.file = stage.folder / "错误清单.xlsx"
    qtbot.mouseClick(window.errors_button, Qt.MouseButton.LeftButton)
    assert stage.prompts.file.stat().st_size > 1000
    assert "错误清单已保存" in window.sentence
    assert stage.prompts.requests[-1].save_as == "问题清单错误清单.xlsx"


def test_a_file_that_is_no_sheet_is_refused_in_one_sentence(qtbot, stage) -> None:
    window = opened(qtbot, stage, ImportKind.ROSTER)
    window.check(stage.file("坏表.xlsx", b"not a workbook"))
    assert window.plan is None
    assert window.sentence.endswith("。")
    assert not window.apply_button.isEnabled()


def test_a_mapping_is_changed_used_and_remembered(qtbot, stage) -> None:
    sheet = stage.file("名册.csv", "单位,身份,谁,手机\n高陵区,联络员,示例癸,13800000015\n".encode())
    window = opened(qtbot, stage, ImportKind.ROSTER)
    window.check(sheet)
    keys = {choice.header: choice.key for choice in window.plan.columns}
    name = keys["姓名"]
    assert {choice.key: choice.index for choice in window.plan.columns}[name] is None
    window.mapping.choose(name, 2)
    window.mapping.mapping_chosen.emit(window.mapping.mapping())
    assert {choice.key: choice.index for choice in window.plan.columns}[name] == 2
    again = opened(qtbot, stage, ImportKind.ROSTER)
    again.check(sheet)
    assert {choice.key: choice.index for choice in again.plan.columns}[name] == 2


def test_the_sample_roster_fills_the_open_posts(qtbot, stage) -> None:
    before = roster_gaps.gap_count(stage.office)
    window = opened(qtbot, stage, ImportKind.ROSTER)
    window.check(SAMPLES / "联络名册.xlsx")
    window.apply()
    assert roster_gaps.gap_count(stage.office) < before
