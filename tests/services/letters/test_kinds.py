"""Letters of every kind through the services: what is proposed, what registering does, and what it leaves alone."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pdfplumber
import pytest

from lantian_desktop.domain.admin.calendar import cn_date
from lantian_desktop.domain.errors import InvalidInput, Refused
from lantian_desktop.domain.issues.issue import DueDates, Issue, IssueAction, IssueState
from lantian_desktop.domain.letters.letter import (
    KINDS,
    CoveredIssue,
    LetterFormat,
    LetterKind,
    ReceivedLetter,
    SupervisionType,
    TextAnnex,
)
from lantian_desktop.services.admin import settings as office_settings
from lantian_desktop.services.issues import detail as issue_detail
from lantian_desktop.services.issues import issues, steps
from lantian_desktop.services.issues.steps import StepInput
from lantian_desktop.services.letters import batch as letter_batch
from lantian_desktop.services.letters import content as letter_content
from lantian_desktop.services.letters import letters, wording
from lantian_desktop.services.letters.check import check, errors
from lantian_desktop.services.letters.phrases import change_phrase
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import roster
from lantian_desktop.store.admin import settings
from tests.factories import Wall, new_issue
from tests.services.test_main_job import assigned, confirmed, rectifying, reported, state

K = LetterKind


def appealed(office: Office) -> Issue:
    entered = issues.register_issue(office, issue=new_issue(office))
    step = StepInput(reason="该点位已于六月拆除，现场无生产设备")
    return steps.perform(office, issue_ids=[entered.id], action=IssueAction.APPEAL, step=step)[0]


def fitting(office: Office, kind: LetterKind, photo: Path) -> Issue:
    """Return an issue in a state the kind is for."""
    made: dict[LetterKind, Callable[[], Issue]] = {
        K.SUPERVISION: lambda: confirmed(office),
        K.REMINDER: lambda: assigned(office),
        K.APPEAL: lambda: appealed(office),
        K.ADMONITION: lambda: assigned(office),
        K.PLAN_REPORT: lambda: rectifying(office),
        K.RECTIFICATION_REPORT: lambda: reported(office, photo),
    }
    return made[kind]()


def text_of(pdf: bytes) -> str:
    with pdfplumber.open(io.BytesIO(pdf)) as book:
        return "".join(char["text"] for page in book.pages for char in page.chars).replace(" ", "")


@pytest.mark.parametrize("kind", K)
def test_each_kind_is_proposed_registered_and_printed(office: Office, photo: Path, kind: LetterKind) -> None:
    issue = fitting(office, kind, photo)
    draft = letter_content.propose(office, issue_ids=[issue.id], kind=kind).draft
    assert draft.title.startswith("关于")
    assert draft.title.endswith(KINDS[kind].title_end)
    assert "{" not in draft.title + "".join(draft.paragraphs)
    assert errors(check(office, draft=draft)) == ()
    letter = letters.issue_letter(office, draft=draft)
    stored_letter = letters.letter(office, letter_id=letter.id)
    assert (stored_letter.draft, stored_letter.file_name) == (draft, f"{kind.label}-{stored_letter.number}.pdf")
    drawn = text_of(letters.letter_pdf(office, letter_id=letter.id))
    for paragraph in draft.paragraphs:
        assert paragraph.replace(" ", "") in drawn
    assert issue.number in drawn
    assert ("签发人" in drawn) == (KINDS[kind].format is LetterFormat.DOCUMENT and bool(draft.signatory))


@pytest.mark.parametrize("kind", [kind for kind in K if kind is not K.SUPERVISION])
def test_only_a_supervision_letter_assigns_and_moves_due_dates(office: Office, photo: Path, kind: LetterKind) -> None:
    issue = fitting(office, kind, photo)
    before = state(office, issue.id)
    draft = letter_content.propose(office, issue_ids=[issue.id], kind=kind, rectify_due=date(2019, 9, 2)).draft
    letters.issue_letter(office, draft=draft)
    assert state(office, issue.id) == before
    detail = issue_detail.issue_detail(office, issue_id=issue.id)
    assert detail.letters[-1].draft.kind is kind


def test_letters_and_reports_have_counters_of_their_own(office: Office) -> None:
    first = rectifying(office)
    report = letter_content.propose(office, issue_ids=[first.id], kind=K.PLAN_REPORT).draft
    numbers = [str(letters.issue_letter(office, draft=report).number) for _ in range(2)]
    assert numbers == ["高治霾〔2019〕1号", "高治霾〔2019〕2号"]
    reminder = letter_content.propose(office, issue_ids=[assigned(office).id], kind=K.REMINDER).draft
    assert str(letters.issue_letter(office, draft=reminder).number) == "高治霾函〔2019〕3号"
    changed = replace(office.profile, report_prefix="高治霾字")
    office_settings.change_profile(office, profile=changed)
    assert str(letters.issue_letter(office, draft=report).number) == "高治霾字〔2019〕1号"
    with pytest.raises(InvalidInput) as refused:
        office_settings.change_profile(office, profile=replace(changed, report_prefix="高（治）"))
    assert refused.value.field == "report_prefix"
    with pytest.raises(InvalidInput, match="分别编号"):
        office_settings.change_profile(office, profile=replace(changed, report_prefix=changed.prefix))
    with pytest.raises(InvalidInput, match="全角"):
        change_phrase(office, phrase_id="reminder.closing", text="｛count｝个问题")


def test_a_reminder_tells_what_is_late_and_by_which_letter_it_was_assigned(office: Office, wall: Wall) -> None:
    issue = assigned(office)
    wall.pass_days(60)
    draft = letter_content.propose(office, issue_ids=[issue.id], kind=K.REMINDER).draft
    text = "\n".join(draft.paragraphs)
    number = issue_detail.issue_detail(office, issue_id=issue.id).letters[0].number
    assert f"（{number}）交办你单位的问题" in text
    assert "其中1个问题的整改方案已超过报送期限" in text
    assert "其中1个问题已超过整改期限" in text
    wall.pass_days(-60)
    early = "\n".join(letter_content.propose(office, issue_ids=[issue.id], kind=K.REMINDER).draft.paragraphs)
    assert "按期报送整改方案" in early
    assert "已超过" not in early
    dues = state(office, issue.id).dues  # a reminder grants no more time
    assert f"请于{cn_date(dues.plan_due)}前报送" in early
    assert f"于{cn_date(dues.rectify_due)}前完成整改" in early


def test_an_appeal_repeats_the_grounds_of_each_issue(office: Office) -> None:
    covered_issues = [appealed(office) for _ in range(3)]
    draft = letter_content.propose(office, issue_ids=[one.id for one in covered_issues], kind=K.APPEAL).draft
    lines = [line for line in draft.paragraphs if "该点位已于六月拆除" in line]
    assert [line[:3] for line in lines] == ["（一）", "（二）", "（三）"]
    assert [issue.number in line for issue, line in zip(covered_issues, lines, strict=True)] == [True] * 3
    assert draft.addressed_to == ("西安市铁腕治霾工作组办公室",)
    assert draft.addressee_ids == ()
    assert "西安市铁腕治霾工作组办公室：" in text_of(letters.preview(office, draft=draft))


def test_an_appeal_out_of_time_gives_its_reason_as_well(office: Office) -> None:
    issue = issues.register_issue(office, issue=new_issue(office, dues=DueDates(appeal_by=date(2019, 7, 11))))
    given = StepInput(reason="该点位已于六月拆除", override_reason="通知送达已过期限")
    steps.perform(office, issue_ids=[issue.id], action=IssueAction.APPEAL, step=given)
    draft = letter_content.propose(office, issue_ids=[issue.id], kind=K.APPEAL).draft
    assert any("该点位已于六月拆除；通知送达已过期限" in line for line in draft.paragraphs)


def test_reports_name_the_letter_from_above_and_leave_it_out_when_there_is_none(office: Office) -> None:
    issue = rectifying(office)
    opening = letter_content.propose(office, issue_ids=[issue.id], kind=K.PLAN_REPORT).draft.paragraphs[0]
    assert opening.startswith("针对第12轮次")
    covered = (CoveredIssue(issue.id, date(2019, 7, 20), date(2019, 8, 20)),)
    came = ReceivedLetter(
        0, "市治霾函〔2019〕35号", "示例市办", "关于某问题的督办函", date(2019, 7, 10), date(2019, 7, 11), covered
    )
    letters.register_received(office, received=came)
    opening = letter_content.propose(office, issue_ids=[issue.id], kind=K.PLAN_REPORT).draft.paragraphs[0]
    assert opening.startswith("按照《关于某问题的督办函》（市治霾函〔2019〕35号）要求")


def test_many_issues_are_reported_in_the_annex_and_few_in_the_text(office: Office) -> None:
    covered_issues = [rectifying(office) for _ in range(4)]
    few = letter_content.propose(office, issue_ids=[one.id for one in covered_issues[:2]], kind=K.PLAN_REPORT).draft
    assert sum(line.startswith("1. 整改目标：关停取缔到位。") for line in few.paragraphs) == 2
    many = letter_content.propose(office, issue_ids=[one.id for one in covered_issues], kind=K.PLAN_REPORT).draft
    assert not any(line.startswith("1. ") for line in many.paragraphs)
    assert any("见附件" in line for line in many.paragraphs)
    drawn = text_of(letters.preview(office, draft=many))
    assert drawn.count("拆除喷漆设备，清运原辅材料") == 4


def test_a_stronger_type_says_so(office: Office) -> None:
    issue = confirmed(office)
    listed = letter_content.propose(office, issue_ids=[issue.id], type=SupervisionType.LISTED).draft
    assert any(line.startswith("本函为挂牌督办") for line in listed.paragraphs)
    ordinary = letter_content.propose(office, issue_ids=[issue.id]).draft
    assert not any(line.startswith("本函为") for line in ordinary.paragraphs)


def test_an_issue_may_have_due_dates_of_its_own(office: Office) -> None:
    first, second = confirmed(office), confirmed(office)
    own = {second.id: CoveredIssue(second.id, date(2019, 7, 30), date(2019, 9, 10))}
    draft = letter_content.propose(office, issue_ids=[first.id, second.id], own_dues=own).draft
    assert "于附件所列期限前" in "".join(draft.paragraphs)
    letters.issue_letter(office, draft=draft)
    assert state(office, second.id).dues.rectify_due == date(2019, 9, 10)
    assert state(office, first.id).dues.rectify_due == draft.covered[0].rectify_due
    assert draft.covered[0].rectify_due != date(2019, 9, 10)


def test_typed_annexes_follow_the_list_and_the_list_can_be_left_out(office: Office) -> None:
    issue = confirmed(office)
    draft = letter_content.propose(office, issue_ids=[issue.id]).draft
    typed = replace(draft, annexes=(TextAnnex("有关要求", "一、按时报送\n请按时报送。"),))
    drawn = text_of(letters.preview(office, draft=typed))
    assert "附件：1.交办问题清单2.有关要求" in drawn
    alone = text_of(letters.preview(office, draft=replace(typed, with_list=False)))
    assert "附件：有关要求" in alone
    assert "交办问题清单" not in alone
    letter = letters.issue_letter(office, draft=typed)
    assert letters.letter(office, letter_id=letter.id).draft.annexes == typed.annexes


@pytest.mark.parametrize("kind", K)
def test_an_issue_in_another_state_is_refused(office: Office, photo: Path, kind: LetterKind) -> None:
    fit = fitting(office, kind, photo)
    other = issues.register_issue(office, issue=new_issue(office))  # 待确认 fits none of them
    draft = letter_content.propose(office, issue_ids=[fit.id], kind=kind).draft
    wrong = replace(draft, covered=(replace(draft.covered[0], issue_id=other.id),))
    with pytest.raises(Refused, match=f"{other.number} 当前状态为“待确认”，不能列入{kind.label}"):
        letters.issue_letter(office, draft=wrong)


def of_three_units(office: Office) -> list[Issue]:
    """Return two issues of each of three units, the units in another order than the roster's."""
    found = []
    for name in ("高新区", "新城区", "高陵区"):
        unit = roster.find_unit(office, text=name)
        found += [confirmed(office, territory_id=unit.id) for _ in range(2)]
    return found


def test_a_batch_writes_one_letter_per_unit_numbered_in_their_order(office: Office) -> None:
    covered_issues = of_three_units(office)
    draft = letter_content.propose(office, issue_ids=[one.id for one in covered_issues]).draft
    title, text = letter_batch.template(office, kind=draft.kind, type=draft.type, covered=draft.covered)
    assert "{count}" in "".join(text)
    drafts = letter_batch.per_unit(office, draft=replace(draft, title=title, paragraphs=text))
    issued = letters.issue_letters(office, drafts=drafts)
    assert [letter.number.serial for letter in issued] == [1, 2, 3]
    names = {unit.id: unit.name for unit in roster.units(office)}
    assert [names[one.draft.addressee_ids[0]] for one in issued] == ["新城区", "高陵区", "高新区"]
    for letter in issued:
        text_ = text_of(letters.letter_pdf(office, letter_id=letter.id))
        assert "发现大气污染防治问题2个" in text_
        assert {state(office, one.issue_id).territory_id for one in letter.draft.covered} == set(
            letter.draft.addressee_ids
        )
    assert {state(office, one.id).state for one in covered_issues} == {IssueState.ASSIGNED}


def test_a_batch_is_registered_as_a_whole_or_not_at_all(office: Office) -> None:
    covered_issues = of_three_units(office)
    draft = letter_content.propose(office, issue_ids=[one.id for one in covered_issues]).draft
    drafts = letter_batch.per_unit(office, draft=draft)
    broken = (*drafts[:2], replace(drafts[2], title=""))
    with pytest.raises(Refused, match="标题"):
        letters.issue_letters(office, drafts=broken)
    assert letters.letter_page(office).total == 0
    assert {state(office, one.id).state for one in covered_issues} == {IssueState.CONFIRMED}
    assert letters.issue_letters(office, drafts=drafts)[0].number.serial == 1


def test_an_office_made_before_a_phrase_was_shipped_has_it_all_the_same(office: Office) -> None:
    kept = {name: text for name, text in settings.phrases(office.session).items() if name.startswith("supervision.")}
    with office.session.write("旧的用语"):
        settings.save_phrases(office.session, {**kept, "supervision.closing": "本办另行通报。"})
    assert wording.wording(office)["reminder.title"].startswith("关于催办")
    assert wording.wording(office)["supervision.closing"] == "本办另行通报。"
    draft = letter_content.propose(office, issue_ids=[assigned(office).id], kind=K.REMINDER).draft
    assert draft.title.startswith("关于催办")


def test_each_unit_reads_what_is_true_of_its_own_issues(office: Office, wall: Wall) -> None:
    ours = assigned(office)
    theirs = confirmed(office, territory_id=roster.find_unit(office, text="高新区").id)
    covered = (CoveredIssue(theirs.id, date(2019, 9, 20), date(2019, 10, 20)),)
    came = ReceivedLetter(
        0, "市治霾函〔2019〕35号", "示例市办", "督办函", date(2019, 7, 10), date(2019, 7, 11), covered
    )
    letters.register_received(office, received=came)
    wall.pass_days(60)
    draft = letter_content.propose(office, issue_ids=[ours.id, theirs.id], kind=K.REMINDER).draft
    title, text = letter_batch.template(office, kind=K.REMINDER, type=draft.type, covered=draft.covered)
    late, running = letter_batch.per_unit(office, draft=replace(draft, title=title, paragraphs=text))
    assert "我办以《" in late.paragraphs[0]
    assert "已超过报送期限" in "".join(late.paragraphs)
    assert running.paragraphs[0].startswith("截至2019年9月13日，交办你单位")
    assert "已超过" not in "".join(running.paragraphs)
    typed = letter_batch.per_unit(office, draft=replace(draft, title=title, paragraphs=("请于{as_of}前办结。",)))
    assert {one.paragraphs for one in typed} == {("请于2019年9月13日前办结。",)}


def test_braces_in_a_record_are_its_own_words(office: Office) -> None:
    issue = confirmed(office, site="某{plan_due}厂\n二车间")
    draft = letter_content.propose(office, issue_ids=[issue.id]).draft
    assert "某{plan_due}厂 二车间" in draft.title
    assert "某{plan_due}厂 二车间" in draft.paragraphs[0]


def test_a_placeholder_nobody_can_fill_stays_to_be_found() -> None:
    assert wording.fill("我办以{letters}交办", {"letters": ""}) == "我办以{letters}交办"


def test_addressees_and_copies_stand_level_by_level_in_the_order_of_the_roster(office: Office) -> None:
    issue = confirmed(office)
    draft = letter_content.propose(office, issue_ids=[issue.id]).draft
    ids = tuple(roster.find_unit(office, text=name).id for name in ("鄠邑区", "通远街道", "新城区"))
    changed = replace(draft, addressee_ids=ids, copied_to=("通远街道", "市住建局", "西安市"))
    drawn = text_of(letters.preview(office, draft=changed))
    assert (
        "西安市新城区人民政府、西安市鄠邑区人民政府，通远街道办事处：" in drawn
        or "新城区人民政府、鄠邑区人民政府，" in drawn
    )
    assert "抄送：西安市，市住建局，通远街道。" in drawn
