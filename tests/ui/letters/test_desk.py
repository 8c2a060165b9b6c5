"""The letter desk through its widgets: each kind from selection to the registered page, due dates of single issues, findings, drafts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lantian_desktop.domain.issues.issue import IssueAction, IssueState
from lantian_desktop.domain.letters.letter import Letter, LetterKind
from lantian_desktop.domain.letters.numbering import RegisterFlaws
from lantian_desktop.services.admin import settings as office_settings
from lantian_desktop.services.issues import issues, steps
from lantian_desktop.services.issues.steps import StepInput
from lantian_desktop.services.letters import letters
from lantian_desktop.services.letters.check import Severity
from lantian_desktop.ui.letters.window import open_letter
from tests.factories import new_issue
from tests.ui.hands import ALT, CTRL, button_of, click, enter, pick, settle, strike, write
from tests.ui.tab_kit import Stage


@pytest.fixture
def stage(office_stage) -> Stage:
    return office_stage.at_the_beginning()


def words_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in pages)


def count_of_letters(stage: Stage) -> int:
    return letters.letter_page(stage.office).total


def newest(stage: Stage) -> Letter:
    return letters.letter_page(stage.office).rows[0]


def appealed(stage: Stage) -> int:
    issue = issues.register_issue(stage.office, issue=new_issue(stage.office, site="某印刷厂"))
    grounds = StepInput(reason="该点位已于6月拆除")
    return steps.perform(stage.office, issue_ids=[issue.id], action=IssueAction.APPEAL, step=grounds)[0].id


@dataclass(frozen=True)
class Kind:
    """What a letter of a kind must say."""

    issue: str
    addressee: str
    prefix: str
    title: str
    hidden: tuple[str, ...] = ()


KINDS = {
    LetterKind.SUPERVISION: Kind("confirmed", "高陵区人民政府：", "高治霾函", "督办函"),
    LetterKind.REMINDER: Kind("assigned", "高陵区人民政府：", "高治霾函", "的函", ("type",)),
    LetterKind.APPEAL: Kind(
        "appealed", "西安市铁腕治霾工作组办公室：", "高治霾函", "的函", ("type", "plan_due", "rectify_due")
    ),
    LetterKind.ADMONITION: Kind(
        "reported", "高陵区人民政府：", "高治霾函", "通知", ("type", "plan_due", "rectify_due")
    ),
    LetterKind.PLAN_REPORT: Kind(
        "planned", "西安市铁腕治霾工作组办公室：", "高治霾", "报告", ("type", "plan_due", "rectify_due")
    ),
    LetterKind.RECTIFICATION_REPORT: Kind(
        "verified", "西安市铁腕治霾工作组办公室：", "高治霾", "报告", ("type", "plan_due", "rectify_due")
    ),
}


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_letter_of_each_kind_is_registered_as_shown(desk, stage, kind) -> None:
    wanted = KINDS[kind]
    issue_id = appealed(stage) if wanted.issue == "appealed" else getattr(stage, wanted.issue)().id
    before = stage.issue(issue_id)
    window = desk(issue_id, kind=kind)
    assert not any(window.form.field(name).isVisible() for name in wanted.hidden)
    assert wanted.title in window.form.title_words.text()
    assert [one.finding.sentence for one in window.findings.doubts if one.finding.severity is Severity.ERROR] == []
    shown = words_of(window.preview.pages.pdf)
    enter(window.form.signatory, "示例丙")
    click(window.form.save_button)
    letter = newest(stage)
    assert letter.number.prefix == wanted.prefix
    assert letters.flaws(stage.office, year=2019, letter_format=letter.draft.rules.format) == RegisterFlaws((), ())
    assert letter.draft.kind is kind
    printed = words_of(letters.letter_pdf(stage.office, letter_id=letter.id))
    for words in (str(letter.number), wanted.addressee, "".join(letter.draft.title.split())):
        assert words in printed, words
    assert str(letter.number) not in shown
    assert stage.requested == [("letter", letter.id)]
    moves = kind is LetterKind.SUPERVISION
    assert (stage.issue(issue_id).state is IssueState.ASSIGNED) == (moves or before.state is IssueState.ASSIGNED)
    assert (stage.issue(issue_id).dues == before.dues) == (not moves)


def test_a_due_date_of_its_own_ends_in_register_issue_and_annex(desk, stage) -> None:
    first, second = stage.confirmed(site="甲处"), stage.confirmed(site="乙处")
    window = desk(first.id, second.id)
    row = window.form.covered.row(second.id)
    click(row.own)
    assert row.rectify.day() == window.form.rectify_due.day()  # it begins with the common date
    enter(row.rectify, "9月30日")
    assert "附件所列期限" in window.form.body.text()
    window.refresh()
    assert "2019年9月30日" in words_of(window.preview.pages.pdf)
    click(window.form.save_button)
    common = newest(stage).draft.covered[0].rectify_due
    kept = {one.issue_id: one.rectify_due for one in newest(stage).draft.covered}
    assert kept == {first.id: common, second.id: date(2019, 9, 30)}
    assert stage.issue(first.id).dues.rectify_due == common
    assert stage.issue(second.id).dues.rectify_due == date(2019, 9, 30)


def test_a_due_date_of_its_own_that_is_missing_is_named(desk, stage) -> None:
    issue = stage.confirmed(site="甲处")
    window = desk(issue.id, stage.confirmed(site="乙处").id)
    before = count_of_letters(stage)
    row = window.form.covered.row(issue.id)
    click(row.own)
    write(row.plan.line, "")
    click(window.form.save_button)
    assert f"{issue.number} 的单独方案期限没有填好" in window.form.covered.error
    assert count_of_letters(stage) == before
    click(row.own)
    click(window.form.save_button)
    assert count_of_letters(stage) == before + 1


def test_issues_are_found_by_typing_and_only_those_that_fit(desk, stage) -> None:
    fit, other = stage.confirmed(site="崇皇街道某石材堆场"), appealed(stage)
    window = desk()
    field = window.form.covered
    write(field.line, "scdc")
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert field.ids == (fit.id,)
    assert field.line.text() == ""
    assert "督办函" in window.form.title_words.text()
    assert window.form.addressees.ids
    write(field.line, "某印刷厂")
    assert field.matches(field.line.text()) == ()
    assert "没有与“某印刷厂”相符、可以列入的问题" in field.error
    assert "督办函只列入已确认、已交办" in field.error
    pick(window.form.kind.combo, "申诉函")
    write(field.line, stage.issue(other).number)
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert field.ids == (fit.id, other)
    window.refresh()
    assert f"{fit.number} 当前状态为“已确认”，不能列入申诉函" in window.findings.sentences


def test_another_issue_of_the_list_is_taken_with_arrows_and_enter(desk, stage) -> None:
    first, second = (stage.confirmed(site=f"崇皇街道某砖厂{name}").id for name in "甲乙")
    field = desk().form.covered
    write(field.line, "某砖厂")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        strike(key)
    settle()
    assert field.ids == (second,)
    assert field.line.hasFocus()
    strike(Qt.Key.Key_Down)
    assert field.line.text() == ""
    write(field.line, "某砖厂")
    strike(Qt.Key.Key_Return)
    settle()
    assert field.ids == (second, first)


def test_a_copy_is_completed_from_the_roster(desk, stage) -> None:
    form = desk(stage.confirmed().id).form
    write(form.copied_to.line, "某某协会、sthjj")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        strike(key)
    settle()
    assert form.copied_to.names == ("某某协会", "市生态环境局")
    write(form.copied_to.line, "某某协会、通远街道、lyjd")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        strike(key)
    settle()
    assert form.copied_to.names == ("某某协会", "鹿苑街道", "通远街道")  # as the roster has them


def test_issues_are_moved_and_taken_off_by_key(desk, stage) -> None:
    ids = [stage.confirmed(site=f"{name}处").id for name in "甲乙丙"]
    field = desk(*ids).form.covered
    field.line.setFocus()
    for stop in ("own", "down", "off"):  # the first one cannot move up
        strike(Qt.Key.Key_Tab)
        assert getattr(field.row(ids[0]), stop).hasFocus()
    QTest.keyClick(field.row(ids[0]).off, Qt.Key.Key_Down, ALT)
    assert field.ids == (ids[1], ids[0], ids[2])
    assert field.row(ids[0]).off.hasFocus()
    QTest.keyClick(field.row(ids[0]).off, Qt.Key.Key_Up, ALT)
    click(field.row(ids[2]).up)
    assert field.ids == (ids[0], ids[2], ids[1])
    field.row(ids[2]).off.setFocus()
    QTest.keyClick(field.row(ids[2]).off, Qt.Key.Key_Delete)
    assert field.ids == (ids[0], ids[1])
    assert field.row(ids[1]).off.hasFocus()


def test_what_was_typed_survives_a_change_of_kind_and_back(desk, stage) -> None:
    window = desk(stage.assigned().id)
    form = window.form
    enter(form.rectify_due, "8月31日")
    enter(form.copied_to, "市生态环境局；区住建局,")
    assert form.copied_to.text() == "市生态环境局、区住建局"
    body = form.body.text()
    assert "8月31日" in body
    pick(form.kind.combo, "约谈通知")
    assert form.body.text() != body
    assert form.title_words.text().endswith("通知")
    assert not form.rectify_due.isVisible()
    write(form.body.area, "请你单位负责人到会。")
    pick(form.kind.combo, "督办函")
    assert form.body.text() == "请你单位负责人到会。"
    assert form.title_words.text().endswith("督办函")
    assert form.rectify_due.day() == date(2019, 8, 31)
    assert form.copied_to.names == ("市生态环境局", "区住建局")
    click(form.rewrite_button)
    assert form.body.text() == body
    QTest.keyClick(form.body.area, Qt.Key.Key_Z, CTRL)
    assert form.body.text() == "请你单位负责人到会。"


def test_a_kind_of_the_other_direction_gets_its_own_addressee(desk, stage) -> None:
    form = desk(stage.planned().id).form
    assert form.addressees.ids
    pick(form.kind.combo, "整改方案")
    assert (form.addressees.ids, form.addressed_to.names) == ((), ("西安市铁腕治霾工作组办公室",))
    enter(form.addressed_to, "市强化监督协调组")
    pick(form.kind.combo, "整改情况报告")
    assert form.addressed_to.names == ("市强化监督协调组",)


def test_f8_goes_through_the_findings(desk, stage) -> None:
    window = desk(stage.confirmed().id)
    write(window.form.title_words.area, "")
    write(window.form.contact_phone.line, "")
    window.refresh()
    assert "✕ 错误　请填写标题。" in window.findings.rows.item(0).text()
    QTest.keyClick(window, Qt.Key.Key_F8)
    assert window.form.title_words.area.hasFocus()
    for _row in range(window.findings.rows.count() - 1):
        QTest.keyClick(window, Qt.Key.Key_F8)
    assert window.form.contact_phone.line.hasFocus()


def test_an_error_blocks_and_a_warning_is_asked_about(desk, stage) -> None:
    window = desk(stage.confirmed().id)
    before = count_of_letters(stage)
    enter(window.form.title_words, "")
    QTest.keyClick(window, Qt.Key.Key_Return, CTRL)
    assert window.form.title_words.error == "请填写标题。"
    assert stage.prompts.asked == []
    enter(window.form.title_words, "关于整改的通知书")
    stage.prompts.says_yes = False
    QTest.keyClick(window, Qt.Key.Key_Return, CTRL)
    asked = stage.prompts.asked[0]
    number = letters.next_numbers(stage.office, drafts=[window.form.draft()])[0]
    assert f"取得文号 {number} 并登记" in asked.text
    assert "· 标题通常写作“关于…的督办函”，请核对。" in asked.text
    assert count_of_letters(stage) == before
    assert window.form.title_words.text() == "关于整改的通知书"
    stage.prompts.says_yes = True
    QTest.keyClick(window, Qt.Key.Key_Return, CTRL)
    assert newest(stage).draft.title == "关于整改的通知书"


def test_a_refused_registration_loses_nothing(desk, stage) -> None:
    issue = stage.confirmed()
    window = desk(issue.id)
    enter(window.form.signatory, "示例戊")
    before = count_of_letters(stage)
    steps.perform(stage.office, issue_ids=[issue.id], action=IssueAction.WITHDRAW, step=StepInput(reason="上级撤销"))
    click(window.form.save_button)
    assert f"{issue.number} 当前状态为“已撤销”，不能列入督办函" in window.form.covered.error
    assert window.form.signatory.text() == "示例戊"
    assert count_of_letters(stage) == before


def test_annexes_are_typed_and_printed_in_their_order(desk, stage) -> None:
    window = desk(stage.confirmed().id)
    form = window.form
    for title in ("点位示意", "有关规定"):
        click(form.annexes.add_button)
        settle()
        card = form.annexes.cards[-1]
        enter(card.fields["title"], title)
        enter(card.fields["text"], f"一、{title}的内容")
    click(form.annexes.cards[1].up_button)
    form.with_list.box.click()
    window.refresh()
    texts_there = words_of(window.preview.pages.pdf)
    assert texts_there.index("有关规定的内容") < texts_there.index("点位示意的内容")
    assert "附件：1.有关规定2.点位示意" in texts_there
    click(form.save_button)
    assert [one.title for one in newest(stage).draft.annexes] == ["有关规定", "点位示意"]


def test_a_letter_begun_in_the_tab_comes_back_whole(desk, stage) -> None:
    first, second = stage.assigned(site="甲处"), stage.assigned(site="乙处")
    window = desk()
    form = window.form
    pick(form.kind.combo, "催办函")
    for stored in (second, first):
        write(form.covered.line, stored.number)
        QTest.keyClick(form.covered.line, Qt.Key.Key_Return)
    click(form.covered.row(first.id).own)
    enter(form.covered.row(first.id).rectify, "9月30日")
    enter(form.copied_to, "市生态环境局")
    enter(form.signatory, "示例戊")
    click(form.annexes.add_button)
    settle()
    enter(form.annexes.cards[0].fields["title"], "有关规定")
    enter(form.annexes.cards[0].fields["text"], "第一条")
    written = form.draft()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    settle()
    again = desk()
    assert again.form.draft_offered
    click(button_of(again.form, "恢复"))
    assert again.form.draft() == written
    enter(again.form.plan_due, "7月30日")
    click(again.form.covered.row(first.id).own)  # what stood as proposed goes on following
    assert "7月30日" in again.form.body.text()
    other = desk(first.id, kind=LetterKind.REMINDER)
    assert not other.form.draft_offered


def test_ctrl_p_leads_to_the_pages_and_f5_sets_them_anew(desk, stage) -> None:
    window = desk(stage.confirmed().id)
    window.form.title_words.area.setPlainText("关于立即整改的督办函")
    QTest.keyClick(window, Qt.Key.Key_F5)
    assert "关于立即整改的督办函" in words_of(window.preview.pages.pdf)
    QTest.keyClick(window, Qt.Key.Key_P, CTRL)
    assert window.preview.view.hasFocus()


def test_reports_may_have_a_series_the_office_chose(desk, stage) -> None:
    before = stage.office.profile
    office_settings.change_profile(stage.office, profile=replace(stage.office.profile, report_prefix="高霾办发"))
    click(desk(stage.planned().id, kind=LetterKind.PLAN_REPORT).form.save_button)
    assert str(newest(stage).number) == "高霾办发〔2019〕1号"
    assert stage.messages[-1] == "高霾办发〔2019〕1号 已登记。"
    office_settings.change_profile(stage.office, profile=replace(before, revision=stage.office.profile.revision))


def test_a_letter_that_is_being_written_is_brought_up_instead_of_opened_twice(qapp, stage, desk) -> None:
    issue = stage.confirmed()
    parent = desk(stage.confirmed().id)
    first = open_letter(stage.shell, parent, (issue.id,))
    assert open_letter(stage.shell, parent, (issue.id,)) is first
    other = open_letter(stage.shell, parent)
    assert other is not first
    assert open_letter(stage.shell, parent) is other
    for window in (first, other):
        window.form.forget()
        window.close()
