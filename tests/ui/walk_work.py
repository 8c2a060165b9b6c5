"""The part of the whole run from the plan to the rebound."""

from __future__ import annotations

from datetime import date

from lantian_desktop.domain.admin.people import SignedBy
from lantian_desktop.domain.issues.issue import IssueAction, IssueState
from lantian_desktop.domain.issues.lists import IssueView
from lantian_desktop.domain.plans.plan import PlanStatus
from lantian_desktop.domain.plans.verification import ItemResult, Outcome
from lantian_desktop.ui.issues.signature_form import SignatureForm, SignWay
from lantian_desktop.ui.issues.step_form import StepForm
from lantian_desktop.ui.plans.checklist_form import ChecklistForm
from lantian_desktop.ui.plans.plan_form import PlanForm
from lantian_desktop.ui.plans.progress_form import ProgressForm
from tests.factories import PASSWORD
from tests.ui.hands import add_file, button_of, click, enter, fill, refusal_of, text_of_widget
from tests.ui.walk import Walk, count_of, lines_of, offer, offers_of, stands


def plans_are_written_and_approved(walk: Walk, numbers: tuple[str, ...]) -> None:
    """Submit two plans: one is approved by another person's password, the other by a signed sheet."""
    walk.clock.pass_days(1)
    _, on_paper, by_password = numbers
    a_plan_is_submitted(walk, by_password)
    the_author_may_not_approve(walk, by_password)
    another_person_approves(walk, by_password)
    a_plan_is_submitted(walk, on_paper)
    a_signed_sheet_approves(walk, on_paper)


def a_plan_is_submitted(walk: Walk, number: str) -> None:
    pane = walk.look_at("plans", "待报方案", number)
    form = walk.press(pane, "submit_plan")
    assert isinstance(form, PlanForm)
    walk.refused(number, "请填写整改目标", lambda: click(form.save_button), lambda: refusal_of(form))
    fill(form, goal="关停取缔到位", standard="两断三清，验收合格", budget_source="企业自筹")
    card = form.measures.cards[0]
    enter(card.words, "拆除设备，清运原辅材料")
    walk.refused(number, "", lambda: enter(card.due, "八月底"), lambda: "")
    enter(card.person, "")
    enter(card.due, "8.15")
    walk.refused(number, "措施1的责任人", lambda: click(form.save_button), lambda: refusal_of(form))
    walk.shot("22-plan-refused")
    enter(card.person, "示例丁")
    walk.shot("23-plan")
    click(form.save_button)
    stands(walk, number, IssueState.PLANNED, IssueAction.SUBMIT_PLAN, IssueView.PLANNED)
    pane = walk.look_at("plans", "待审", number)
    assert "关停取缔到位" in text_of_widget(pane.detail)
    walk.shot("24-plan-submitted")


def signing(walk: Walk, tab: str, view: str, number: str, key: str, way: SignWay) -> SignatureForm:
    form = walk.press(walk.look_at(tab, view, number), key)
    assert isinstance(form, SignatureForm)
    if form.draft_offered:
        click(button_of(form, "放弃"))
    enter(form.field("way"), way.label)
    return form


def the_author_may_not_approve(walk: Walk, number: str) -> None:
    form = signing(walk, "plans", "待审", number, "approve_plan", SignWay.OWN)
    enter(form.password, PASSWORD)
    walk.refused(number, "审定人必须是另一人", lambda: click(form.save_button), lambda: form.error)
    walk.shot("25-author-refused")
    click(form.close_button)


def another_person_approves(walk: Walk, number: str) -> None:
    form = signing(walk, "plans", "待审", number, "approve_plan", SignWay.OTHER)
    enter(form.signer, "示例丙")
    enter(form.password, "wrong password")
    walk.refused(number, "密码", lambda: click(form.save_button), lambda: form.error)
    enter(form.password, PASSWORD)
    click(form.save_button)
    stands(walk, number, IssueState.RECTIFYING, IssueAction.APPROVE_PLAN, IssueView.RECTIFYING)
    plan = walk.detail(number).plan
    assert (plan.status, plan.decided_by) == (PlanStatus.APPROVED, "示例丙")
    assert "示例丙登录签批" in text_of_widget(walk.pane("inbox").detail)


def a_signed_sheet_approves(walk: Walk, number: str) -> None:
    form = signing(walk, "plans", "待审", number, "approve_plan", SignWay.PAPER)
    fill(form, person="示例丙", signed_on="7月18日")
    walk.refused(number, "请添加签字页扫描件或照片", lambda: click(form.save_button), lambda: refusal_of(form))
    walk.shot("26-paper-without-scan")
    sheet = walk.file("签字页.jpg")
    add_file(walk.prompts, form.scan, sheet)
    fill(form, person="示例甲")
    walk.refused(number, "审定人必须是另一人", lambda: click(form.save_button), lambda: form.error)
    fill(form, person="示例丙")
    click(form.save_button)
    stands(walk, number, IssueState.RECTIFYING, IssueAction.APPROVE_PLAN, IssueView.RECTIFYING)
    detail = walk.detail(number)
    assert detail.steps[-1].signature.how is SignedBy.PAPER
    assert [paper.sha256 for paper in detail.attachments] == [detail.steps[-1].signature.scan]


def the_work_is_reported_done(walk: Walk, number: str) -> None:
    """Report a measure done with its evidence, then the whole."""
    pane = walk.look_at("plans", "已审定", number)
    done = offer(pane, "report_done")
    assert not done.isEnabled()
    assert "措施1尚未完成" in done.toolTip()
    form = walk.press(pane, "progress")
    assert isinstance(form, ProgressForm)
    click(button_of(form.percent, "进展填 100%"))
    fill(form, note="设备已拆除")
    click(form.save_button)
    assert "措施1没有佐证材料" in offer(pane, "report_done").toolTip()
    walk.shot("27-no-evidence")
    form = walk.press(pane, "progress")
    add_file(walk.prompts, form.evidence, walk.file("现场照片.jpg"))
    fill(form, note="附现场照片", taken_on="7.18")
    walk.shot("28-progress")
    click(form.save_button)
    assert walk.detail(number).plan.measures[0].evidence == 1
    assert "现场照片.jpg（拍摄于 2019年7月18日）" in text_of_widget(pane.detail)
    assert any(number in line and "100%" in line for line in lines_of(pane))
    walk.press(pane, "report_done")
    stands(walk, number, IssueState.REPORTED, IssueAction.REPORT_DONE, IssueView.REPORTED)
    walk.shot("29-reported")


def it_is_verified(walk: Walk, number: str) -> None:
    """Fill in the checklist: incomplete it is refused, complete it passes."""
    walk.clock.pass_days(1)
    pane = walk.look_at("checklists", "待核查", number)
    assert "示例" not in lines_of(pane)[0]
    form = walk.press(pane, "fill")
    assert isinstance(form, ChecklistForm)
    walk.shot("30-checklist-blank")
    fill(form, verifiers="示例己", verified_on="7.19", verified_time="8:30", photo_on="7.19")
    walk.refused(
        number, "核查清单还缺：不少于两名核查人、核查结果", lambda: click(form.save_button), lambda: form.error
    )
    walk.shot("31-checklist-refused")
    for card in form.answers.cards:
        click(card.buttons[ItemResult.MET])
    fill(form, verifiers="示例己、示例庚", outcome="整改到位")
    assert "已填写完整" in text_of_widget(form)
    walk.shot("32-checklist-complete")
    click(form.save_button)
    stands(walk, number, IssueState.VERIFIED, IssueAction.PASS, IssueView.VERIFIED)
    assert [one.outcome for one in walk.detail(number).checklists] == [Outcome.DONE]
    pane = walk.look_at("checklists", "整改到位", number)
    assert "示例己、示例庚" in text_of_widget(pane.detail)
    walk.shot("33-verified")


def it_is_struck_off(walk: Walk, number: str) -> None:
    """Let a second person sign; who passed it or is responsible for it may not."""
    form = signing(walk, "checklists", "待销号", number, "strike_off", SignWay.OWN)
    enter(form.password, PASSWORD)
    walk.refused(number, "销号须由另一人签字", lambda: click(form.save_button), lambda: form.error)
    walk.shot("34-strike-off-refused")
    enter(form.field("way"), SignWay.OTHER.label)
    enter(form.signer, "示例丙")
    enter(form.password, PASSWORD)
    click(form.save_button)
    stands(walk, number, IssueState.CLOSED, IssueAction.STRIKE_OFF, IssueView.CLOSED)
    assert walk.issue(number).closed_on == date(2019, 7, 19)
    assert count_of(walk.pane("checklists"), "待销号") == 0
    walk.shot("35-closed")


def it_is_reopened(walk: Walk, number: str) -> None:
    """Reopen it with a reason; then it wants a new measure and a new due date."""
    walk.clock.pass_days(3)
    pane = walk.look_at("inbox", "已销号", number)
    assert offers_of(pane) == ["反弹重开", "发文…", "更多"]
    form = walk.press(pane, "reopen")
    assert isinstance(form, StepForm)
    walk.refused(number, "请填写反弹情况", lambda: click(form.save_button), lambda: refusal_of(form))
    fill(form, reason="夜间复查发现恢复生产")
    click(form.save_button)
    stands(walk, number, IssueState.RECTIFYING, IssueAction.REOPEN, IssueView.RECTIFYING)
    assert "夜间复查发现恢复生产" in text_of_widget(pane.detail)
    assert "新的措施和新的整改期限" in offer(pane, "report_done").toolTip()
    walk.shot("36-reopened")
