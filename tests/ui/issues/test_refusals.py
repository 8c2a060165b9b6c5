"""Every step that is refused says why on the screen, and leaves issue, steps, plans, checklists, papers, letters and journal as they were."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from lantian_desktop.domain.admin.people import Role
from lantian_desktop.domain.issues.issue import IssueAction, IssueState, IssueTag
from lantian_desktop.domain.plans.issue_flow import FLOW
from lantian_desktop.domain.plans.verification import ItemResult
from lantian_desktop.paths import resources
from lantian_desktop.services.admin import users
from lantian_desktop.services.issues import issues, steps
from lantian_desktop.services.issues.steps import StepInput
from lantian_desktop.ui.admin.gate import PasswordGate
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.letters.window import LetterWindow
from lantian_desktop.ui.shell.start import appearance_for
from tests.factories import PASSWORD, QUICK, Wall, new_issue
from tests.ui.hands import CTRL, add_file, click, enter, fill, pick, refusal_of, swept
from tests.ui.tab_kit import Stage
from tests.ui.walk import Walk, lines_of, offer

A = IssueAction


@pytest.fixture(scope="module")
def walk(qapp, tmp_path_factory) -> Iterator[Walk]:
    """One window for all: what is refused changes nothing."""
    made = Walk(tmp_path_factory.mktemp("walk"), appearance_for(qapp, resources()), Wall(datetime(2019, 7, 15, 10, 0)))
    office = made.enter_office()
    users.add_user(office, name="示例戊", roles={Role.DUTY_OFFICER}, password=PASSWORD, cost=QUICK)
    lay_out(Stage(office, None, made.prompts, made.clock, made.folder))
    yield made
    made.close()


def lay_out(stage: Stage) -> None:
    """Bring one issue into every state, each under the number that says it."""
    late = new_issue(stage.office, number="迟-1")
    issues.register_issue(stage.office, issue=replace(late, dues=replace(late.dues, appeal_by=date(2019, 7, 12))))
    issues.register_issue(stage.office, issue=new_issue(stage.office, number="待-1"))
    appealed = issues.register_issue(stage.office, issue=new_issue(stage.office, number="申-1"))
    steps.perform(stage.office, issue_ids=[appealed.id], action=A.APPEAL, step=StepInput(reason="已拆除"))
    stage.confirmed(number="认-1")
    stage.assigned(number="交-1")
    stage.planned(number="审-1")
    stage.rectifying(number="改-1")
    stage.reported(number="核-1")
    stage.verified(number="销-1")
    stage.verified(number="突-1", tags=frozenset({IssueTag.PROMINENT}))
    rebound = stage.verified(number="反-1")
    steps.perform(stage.office, issue_ids=[rebound.id], action=A.REFUSE, step=StepInput(reason="仍有原料"))
    closed = stage.verified(number="结-1")
    paper = steps.PaperSignature("示例丙", stage.office.today, stage.file("签字页.jpg"))
    steps.perform(stage.office, issue_ids=[closed.id], action=A.STRIKE_OFF, step=StepInput(paper=paper))


@dataclass(frozen=True)
class Case:
    """A form opened from a tab, filled in so that it must be refused, and what is said then."""

    tab: str
    view: str
    number: str
    key: str
    sentence: str
    texts: dict[str, str]
    then: Callable[[Walk, Form], None] | None = None


def wrong_scan(walk: Walk, form: Form) -> None:
    gone = walk.file("会消失.jpg")
    add_file(walk.prompts, form.field("scan"), gone)
    gone.unlink()


def evidence_gone(walk: Walk, form: Form) -> None:
    gone = walk.file("会消失.jpg")
    add_file(walk.prompts, form.field("evidence"), gone)
    gone.unlink()


def scanned(walk: Walk, form: Form) -> None:
    add_file(walk.prompts, form.field("scan"), walk.file("签字页.jpg"))


def all_met(_walk: Walk, form: Form) -> None:
    for card in form.field("answers").cards:
        click(card.buttons[ItemResult.MET])


def one_unmet(walk: Walk, form: Form) -> None:
    all_met(walk, form)
    card = form.field("answers").cards[0]
    click(card.buttons[ItemResult.UNMET])
    enter(card.remedy, "7月20日前清运")


def no_person(_walk: Walk, form: Form) -> None:
    card = form.field("measures").cards[0]
    enter(card.words, "拆除设备")
    enter(card.person, "")


def no_such_day(_walk: Walk, form: Form) -> None:
    enter(form.field("measures").cards[0].due, "8月40日")


CHECKED = {"verifiers": "示例己、示例庚", "verified_on": "7月15日", "verified_time": "9:00", "place": "通远街道"}
PAPER = {"way": "纸质签批", "person": "示例丙", "signed_on": "7月15日"}
PLANNED = {"goal": "关停到位", "standard": "两断三清"}
CASES = {
    "an appeal without grounds": Case("inbox", "待确认", "待-1", "appeal", "请填写申诉理由", {}),
    "an appeal too late": Case("inbox", "待确认", "迟-1", "appeal", "已超过申诉期限 2019年7月12日", {"reason": "已拆除"}),
    "an appeal before it was found": Case(
        "inbox", "待确认", "待-1", "appeal", "早于上一步的日期", {"reason": "已拆除", "on": "7月1日"}
    ),
    "an appeal tomorrow": Case(
        "inbox", "待确认", "待-1", "appeal", "办理日期晚于今天", {"reason": "已拆除", "on": "7月16日"}
    ),
    "a day that does not exist": Case(
        "inbox", "待确认", "待-1", "appeal", "“7月38日”不是有效日期", {"reason": "已拆除", "on": "7月38日"}
    ),
    "evidence that is gone": Case(
        "inbox", "待确认", "待-1", "appeal", "读不到文件“会消失.jpg”", {"reason": "已拆除"}, evidence_gone
    ),
    "an answer to an appeal without reply": Case("inbox", "申诉中", "申-1", "reject", "请填写复函文号或理由", {}),
    "a plan without measures": Case("plans", "待报方案", "交-1", "submit_plan", "请填写完成标准", {"goal": "关停到位"}),
    "a measure without a person": Case("plans", "待报方案", "交-1", "submit_plan", "措施1的责任人", PLANNED, no_person),
    "a measure due on no day": Case("plans", "待报方案", "交-1", "submit_plan", "不是有效日期", PLANNED, no_such_day),
    "the author approving": Case(
        "plans", "待审", "审-1", "approve_plan", "审定人必须是另一人", {"way": "本人签批", "password": PASSWORD}
    ),
    "the author's name on paper": Case(
        "plans", "待审", "审-1", "approve_plan", "审定人必须是另一人", PAPER | {"person": "示例 甲"}, scanned
    ),
    "a paper without its scan": Case("plans", "待审", "审-1", "approve_plan", "请添加签字页扫描件或照片", PAPER),
    "a scan that is gone": Case("plans", "待审", "审-1", "approve_plan", "读不到文件", PAPER, wrong_scan),
    "a paper signed tomorrow": Case(
        "plans", "待审", "审-1", "approve_plan", "签字日期晚于今天", PAPER | {"signed_on": "7月16日"}, scanned
    ),
    "another's wrong password": Case(
        "plans", "待审", "审-1", "approve_plan", "密码", {"way": "他人登录签批", "signer": "示例丙", "password": "guess"}
    ),
    "a return without reason": Case("inbox", "方案待审", "审-1", "return_plan", "请填写退回理由", {}),
    "progress tomorrow": Case("plans", "已审定", "改-1", "progress", "进展日期晚于今天", {"on": "7月16日"}),
    "progress with a picture that is gone": Case(
        "plans", "已审定", "改-1", "progress", "读不到文件", {"note": "已拆除"}, evidence_gone
    ),
    "one verifier": Case(
        "checklists", "待核查", "核-1", "fill", "不少于两名核查人", CHECKED | {"verifiers": "示例己", "outcome": "整改到位"}, all_met
    ),
    "items left out": Case(
        "checklists", "待核查", "核-1", "fill", "第1项的结果", CHECKED | {"outcome": "整改到位"}
    ),
    "verified by the responsible person": Case(
        "checklists", "待核查", "核-1", "fill", "示例丁是该问题的责任人",
        CHECKED | {"verifiers": "示例丁、示例庚", "outcome": "整改到位"}, all_met,
    ),
    "an item unmet and yet all done": Case(
        "checklists", "待核查", "核-1", "fill", "但有未达到的项目", CHECKED | {"outcome": "整改到位"}, one_unmet
    ),
    "mostly done without a day to look again": Case(
        "checklists", "待核查", "核-1", "fill", "回头看日期", CHECKED | {"outcome": "基本到位"}, all_met
    ),
    "a verification to come": Case(
        "checklists", "待核查", "核-1", "fill", "核查时间晚于现在",
        CHECKED | {"verified_time": "23:00", "outcome": "整改到位"}, all_met,
    ),
    "a time that is none": Case(
        "checklists", "待核查", "核-1", "fill", "不是有效时间", CHECKED | {"verified_time": "早上"}, all_met
    ),
    "struck off by who passed it": Case(
        "checklists", "待销号", "销-1", "strike_off", "销号须由另一人签字", {"way": "本人签批", "password": PASSWORD}
    ),
    "struck off by a verifier": Case(
        "checklists", "待销号", "销-1", "strike_off", "示例己已参加", PAPER | {"person": "示例己"}, scanned
    ),
    "struck off by the responsible person": Case(
        "checklists", "待销号", "销-1", "strike_off", "是该问题的责任人", PAPER | {"person": "示例丁"}, scanned
    ),
    "a refusal without reason": Case("checklists", "待销号", "销-1", "refuse", "请填写不予销号的理由", {}),
    "a rebound without words": Case("inbox", "已销号", "结-1", "reopen", "请填写反弹情况", {}),
}  # fmt: skip


@pytest.mark.parametrize("name", list(CASES))
def test_a_form_that_is_refused_says_why_and_changes_nothing(walk, name) -> None:
    case = CASES[name]
    pane = walk.look_at(case.tab, case.view, case.number)
    form = walk.press(pane, case.key)
    assert isinstance(form, Form)
    fill(form, **case.texts)
    if case.then is not None:
        case.then(walk, form)
    walk.refused(case.number, case.sentence, lambda: click(form.save_button), lambda: refusal_of(form))
    walk.shot(f"60-{name}")
    form.forget()
    click(form.close_button)
    assert pane.detail.form is None


DISABLED = {
    "nothing reported yet": ("inbox", "整改中", "改-1", "report_done", "措施1尚未完成（0%）"),
    "a setback without a new measure": ("inbox", "整改中", "反-1", "report_done", "新的措施和新的整改期限"),
    "a prominent issue verified once": ("inbox", "待销号", "突-1", "strike_off", "突出问题须经两次核查通过"),
    "verifying what is closed": ("checklists", "整改到位", "结-1", "fill", "当前状态为“已销号”，不能登记核查。"),
}


@pytest.mark.parametrize("name", list(DISABLED))
def test_a_button_that_cannot_be_pressed_says_why(walk, name) -> None:
    tab, view, number, key, sentence = DISABLED[name]
    pane = walk.look_at(tab, view, number)
    button = offer(pane, key)
    assert not button.isEnabled()
    walk.refused(number, sentence, lambda: QTest.mouseClick(button, Qt.MouseButton.LeftButton), button.toolTip)
    assert sentence in button.accessibleDescription()


def test_only_what_the_state_allows_is_offered(walk) -> None:
    pane = walk.look_at("inbox", "全部")
    seen = set()
    for number in [line.split()[0] for line in lines_of(pane)]:
        walk.click_row(pane, number)
        state = walk.issue(number).state
        offered = {button.objectName().removeprefix("offer-") for button in shown_offers(pane)}
        offered |= {A.from_text(action.text()).value for action in more(pane) if A.from_text(action.text())}
        actions = {action.value for action in A} & offered
        assert actions <= {action.value for action in FLOW.allowed(state)}, number
        seen.add(state)
    assert seen == set(IssueState) - {IssueState.FOUND, IssueState.WITHDRAWN}


def shown_offers(pane) -> list[QPushButton]:
    return [button for button in pane.detail.bar.findChildren(QPushButton) if not button.isHidden()]


def more(pane) -> list[QAction]:
    return [action for button in shown_offers(pane) if button.menu() for action in button.menu().actions()]


def test_a_selection_is_refused_as_a_whole_when_one_of_it_is(walk) -> None:
    pane = walk.look_at("inbox", "待确认", "待-1")
    walk.click_row(pane, "迟-1", CTRL)
    form = walk.press(pane, "appeal")
    fill(form, reason="均已拆除")
    walk.refused("待-1 迟-1", "迟-1 已超过申诉期限", lambda: click(form.save_button), lambda: refusal_of(form))
    form.forget()
    click(form.close_button)


def test_who_may_not_learns_who_may(walk) -> None:
    sign_in_as(walk, "示例戊")
    try:
        pane = walk.look_at("inbox", "待确认", "待-1")
        button = offer(pane, "confirm")
        assert not button.isEnabled()
        sentence = "示例戊没有“办理问题”的权限"
        walk.refused("待-1", sentence, lambda: QTest.mouseClick(button, Qt.MouseButton.LeftButton), button.toolTip)
        walk.shot("61-no-right")
    finally:
        sign_in_as(walk, "示例甲")


def sign_in_as(walk: Walk, name: str) -> None:
    walk.come_up()
    walk.key(Qt.Key.Key_L, CTRL)
    gate = walk.find(PasswordGate)
    pick(gate.name_field.combo, name)
    enter(gate.password_field, PASSWORD)
    click(gate.go_button)
    assert walk.office.user.name == name


LETTERS: dict[str, tuple[Callable[[LetterWindow], None], str]] = {
    "no title": (lambda window: enter(window.form.title_words, ""), "请填写标题"),
    "secret words": (lambda window: enter(window.form.body, "本函为机密。"), "本系统不得录入涉密信息"),
    "dated ahead": (lambda window: enter(window.form.dated_on, "7月16日"), "成文日期晚于今天"),
    "rectified before planned": (lambda window: enter(window.form.rectify_due, "7月17日"), "整改期限"),
    "a character no face has": (lambda window: enter(window.form.body, "负责人\U000f0000。"), "U+F0000"),
}


@pytest.mark.parametrize("name", list(LETTERS))
def test_a_letter_that_cannot_go_out_takes_no_number(walk, name) -> None:
    spoil, sentence = LETTERS[name]
    walk.press(walk.look_at("inbox", "待交办", "认-1"), "assign")
    window = walk.find(LetterWindow)
    walk.prompts.says_yes = True
    spoil(window)
    walk.refused("认-1", sentence, lambda: click(window.form.save_button), lambda: refusal_of(window.form))
    window.form.forget()
    window.close()
    swept()
