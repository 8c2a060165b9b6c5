"""Every form and view of plans, checklists and documents at 1366 × 768 in three text sizes: nothing clipped, nothing nameless."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from lantian_desktop.domain.issues.issue import IssueAction
from lantian_desktop.domain.letters.letter import LetterKind
from lantian_desktop.services.issues import issues, steps
from lantian_desktop.services.issues.steps import StepInput
from lantian_desktop.services.letters import letters
from lantian_desktop.services.roster.roster import find_unit
from lantian_desktop.ui.issues.signature_form import SignatureForm
from lantian_desktop.ui.kit.forms.signature_fields import SignWay
from lantian_desktop.ui.kit.paint.theme import Mode, TextSize
from lantian_desktop.ui.letters.received_form import ReceivedLetterForm
from lantian_desktop.ui.letters.window import LetterWindow
from lantian_desktop.ui.plans.at_once_form import ImmediateRectificationForm
from lantian_desktop.ui.plans.checklist_form import ChecklistForm
from lantian_desktop.ui.plans.checklists_tab import ChecklistsTab
from lantian_desktop.ui.plans.plan_form import PlanForm
from lantian_desktop.ui.plans.progress_form import ProgressForm
from lantian_desktop.ui.plans.setback_form import SetbackForm
from lantian_desktop.ui.plans.tab import PlansTab
from lantian_desktop.ui.summaries.tab import DocumentsTab
from tests.factories import new_issue
from tests.ui.clipping import faults
from tests.ui.tab_kit import Stage, make_stage

PANE_WIDTH = 520  # of the detail pane at 1366 pixels


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    made = make_stage(tmp_path_factory.mktemp("office"))
    yield made
    made.office.session.close()


@pytest.fixture(scope="module")
def ids(stage) -> dict[str, int]:
    made = {
        "confirmed": stage.confirmed(site="通远街道某木器加工点").id,
        "assigned": stage.assigned(site="张卜街道某建筑工地").id,
        "planned": stage.planned(site="耿镇某村 46 户散煤复燃").id,
        "rectifying": stage.rectifying(site="某热力站 10 蒸吨锅炉").id,
        "reported": stage.reported(site="泾渭街道某汽修厂").id,
        "verified": stage.verified(site="某印刷厂").id,
        "street": stage.confirmed(site="某石材厂", territory_id=find_unit(stage.office, text="鹿苑街道").id).id,
        "appealed": appealed(stage),
    }
    window = LetterWindow(stage.shell, [stage.confirmed(site="崇皇街道某堆场").id])
    window.form.register()
    made["letter"] = letters.letter_page(stage.office).rows[0].id
    window.deleteLater()
    return made


def appealed(stage: Stage) -> int:
    issue = issues.register_issue(stage.office, issue=new_issue(stage.office, site="某加油站"))
    grounds = StepInput(reason="该点位不在本辖区")
    return steps.perform(stage.office, issue_ids=[issue.id], action=IssueAction.APPEAL, step=grounds)[0].id


def paper(stage: Stage, ids: dict[str, int]) -> QWidget:
    form = SignatureForm(stage.shell, [ids["planned"]], IssueAction.APPROVE_PLAN)
    form.choose_way(SignWay.PAPER)
    form.save()
    return form


def refused(stage: Stage, ids: dict[str, int]) -> QWidget:
    form = PlanForm(stage.shell, ids["assigned"])
    form.measures.cards[0].due.line.setText("八月底")
    form.save()
    return form


FORMS: dict[str, Callable[[Stage, dict[str, int]], QWidget]] = {
    "plan": lambda stage, ids: PlanForm(stage.shell, ids["assigned"]),
    "plan refused": refused,
    "at once": lambda stage, ids: ImmediateRectificationForm(stage.shell, ids["assigned"]),
    "setback": lambda stage, ids: SetbackForm(stage.shell, ids["rectifying"]),
    "progress": lambda stage, ids: ProgressForm(stage.shell, ids["rectifying"]),
    "approval": lambda stage, ids: SignatureForm(stage.shell, [ids["planned"]], IssueAction.APPROVE_PLAN),
    "approval on paper": paper,
    "striking off": lambda stage, ids: SignatureForm(stage.shell, [ids["verified"]], IssueAction.STRIKE_OFF),
    "checklist": lambda stage, ids: ChecklistForm(stage.shell, ids["reported"]),
    "received": lambda stage, ids: ReceivedLetterForm(stage.shell, [ids["confirmed"]]),
}


def settle(widget: QWidget) -> None:
    widget.show()
    for _ in range(4):
        QApplication.processEvents()


@pytest.mark.parametrize("size", list(TextSize))
@pytest.mark.parametrize("name", list(FORMS))
def test_forms_fit_into_the_detail_pane(qtbot, appearance, stage, ids, name, size) -> None:
    appearance.choose(size=size)
    form = FORMS[name](stage, ids)
    qtbot.addWidget(form)
    form.resize(PANE_WIDTH if size is not TextSize.HUGE else 800, 560)
    settle(form)
    assert faults(form) == []


DESKS = {
    LetterKind.SUPERVISION: "confirmed",
    LetterKind.REMINDER: "assigned",
    LetterKind.APPEAL: "appealed",
    LetterKind.ADMONITION: "assigned",
    LetterKind.PLAN_REPORT: "planned",
    LetterKind.RECTIFICATION_REPORT: "verified",
}


@pytest.mark.parametrize("size", list(TextSize))
@pytest.mark.parametrize("kind", list(DESKS))
def test_the_letter_window_fits(qtbot, appearance, stage, ids, kind, size) -> None:
    appearance.choose(size=size)
    window = LetterWindow(stage.shell, [ids[DESKS[kind]]], kind=kind)
    window.resize(1320, 720)
    settle(window)
    found = faults(window)
    window.close()
    assert found == []


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("size", list(TextSize))
def test_the_letter_window_fits_with_all_it_can_show(qtbot, appearance, stage, ids, mode, size) -> None:
    appearance.choose(mode=mode, size=size)
    window = LetterWindow(stage.shell, [ids["confirmed"], ids["street"]])
    window.resize(1320, 720)
    settle(window)
    form = window.form
    form.covered.row(ids["street"]).own.click()
    form.per_unit.box.click()
    form.annexes.add_button.click()
    form.title_words.set_text("")
    form.contact_phone.set_text("")
    form.plan_due.set_text("7月20日")
    window.refresh()
    settle(window)
    found = faults(window)
    form.forget()
    window.close()
    assert window.findings.rows.count() > 2
    assert found == []


@pytest.mark.parametrize("size", list(TextSize))
def test_the_letter_window_fits_before_anything_is_chosen(qtbot, appearance, stage, size) -> None:
    appearance.choose(size=size)
    window = LetterWindow(stage.shell)
    window.resize(1320, 720)
    settle(window)
    found = faults(window)
    window.close()
    assert found == []


VIEWS = {
    PlansTab: ("owed", "submitted", "approved"),
    ChecklistsTab: ("reported", "verified", "all"),
    DocumentsTab: ("issued", "received", "summary", "ledger"),
}


@pytest.mark.parametrize("size", list(TextSize))
@pytest.mark.parametrize(("kind", "view"), [(kind, view) for kind, views in VIEWS.items() for view in views])
def test_tabs_fit_with_their_detail(qtbot, appearance, stage, ids, kind, view, size) -> None:
    appearance.choose(size=size)
    tab = kind(stage.shell)
    qtbot.addWidget(tab)
    tab.resize(1366, 650)
    settle(tab)
    tab.refresh()
    tab.pane.show_view(view)
    tab.pane.open_detail()
    settle(tab)
    assert faults(tab) == []


@pytest.mark.parametrize("size", list(TextSize))
def test_a_letter_shown_in_the_tab_fits(qtbot, appearance, stage, ids, size) -> None:
    appearance.choose(size=size)
    tab = DocumentsTab(stage.shell)
    qtbot.addWidget(tab)
    tab.resize(1366, 650)
    settle(tab)
    tab.show_record(ids["letter"])
    settle(tab)
    assert faults(tab) == []
