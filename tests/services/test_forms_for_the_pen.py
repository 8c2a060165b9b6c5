"""Blank forms, the roster in print and the 发文稿纸: real days, real heads, numbers as the user may see them."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pdfplumber
import pytest

from lantian_desktop.domain.admin.calendar import WorkCalendar
from lantian_desktop.domain.admin.people import Role
from lantian_desktop.domain.letters.letter import Urgency
from lantian_desktop.domain.plans.verification import ItemResult, Outcome
from lantian_desktop.domain.roster.roster import Phones, PostRole, RosterEntry
from lantian_desktop.domain.rota.schemes import ShiftPattern, day_mark, month_days
from lantian_desktop.services.admin import journal, users
from lantian_desktop.services.desk import blank_forms, exports, setup
from lantian_desktop.services.letters import content as letter_content
from lantian_desktop.services.letters import dispatch
from lantian_desktop.services.office import Office
from lantian_desktop.services.plans import checklist_print, verification
from lantian_desktop.services.roster import print as roster_print
from lantian_desktop.services.roster import roster
from lantian_desktop.services.roster.lines import whole_roster
from tests.documents.ink import faults, ink_pages
from tests.factories import PASSWORD, QUICK, answered
from tests.services.letters.papers import confirmed, issue_letter, words_of

OCTOBER = date(2019, 10, 1)


def test_every_form_prints_within_its_page_under_its_own_name(office: Office) -> None:
    forms = blank_forms.blank_forms(office, month=OCTOBER)
    names = [form.file_name for form in forms]
    assert len(set(names)) == len(names) == len(ShiftPattern) + 3 + len(verification.templates(office))
    for form in forms:
        assert form.file_name.startswith(form.subject)
        pdf = form.make(office)
        assert faults(pdf) == []
        assert pdf == form.make(office)


def test_a_month_has_its_real_days_and_days_off(office: Office) -> None:
    text = words_of(blank_forms.rota_pdf(office, month=OCTOBER))
    for day in month_days(OCTOBER):
        weekday = "一二三四五六日"[day.weekday()]
        assert f"{day.month}月{day.day}日{weekday}{day_mark(office.calendar, day)}" in text
    assert text.count("国庆节") == 7
    assert "10月12日六调休上班" in text
    assert "8:30交接班，值班电话029-86900000" in text
    unknown = words_of(blank_forms.rota_pdf(office, month=date(2031, 2, 1), pattern=ShiftPattern.THREE))
    assert "2031年节假日安排未录入，本表未标注节假日" in unknown
    assert "2月28日" in unknown
    assert "2月29日" not in unknown


def test_days_are_marked_as_the_calendar_has_them(office: Office) -> None:
    day = date(2019, 1, 1)
    while day.year == 2019:
        mark, why = day_mark(office.calendar, day), office.calendar.off_reason(day)
        off = mark not in {"", "调休上班"}
        assert off == (why is not None)
        assert (mark == "调休上班") == (why is None and day.weekday() > 4)
        day += timedelta(days=1)
    assert day_mark(WorkCalendar({}), day) == ""


def test_a_log_carries_the_journal_as_it_stands_then(office: Office) -> None:
    form = next(form for form in blank_forms.blank_forms(office, month=OCTOBER) if form.subject == "值班日志")
    before = journal.head(office)
    assert before in words_of(form.make(office))
    confirmed(office)
    after = words_of(form.make(office))
    assert before not in after
    assert journal.head(office) in after


@pytest.fixture
def book(office: Office) -> Office:
    """A roster with a chief, a vacancy, and members of two rounds; 示例审 may not see mobiles."""
    unit = roster.find_unit(office, text="高陵区")
    group = roster.find_unit(office, text="强化监督工作组")
    phones = Phones(mobile="13800000001", duty_phone="029-86900009", office_phone="029-86900008", extension="12")
    for entry in (
        RosterEntry(0, unit.id, PostRole.CHIEF_LIAISON, "副区长", "𬱖某", phones),
        RosterEntry(0, unit.id, PostRole.LIAISON, "铁腕治霾办主任"),
        RosterEntry(0, group.id, PostRole.GROUP_MEMBER, "组员", "示例丁", round_number=13, group="第2组"),
        RosterEntry(0, group.id, PostRole.GROUP_LEADER, "组长", "示例戊", round_number=12, group="第1组"),
    ):
        roster.save_entry(office, entry=entry)
    users.add_user(office, name="示例审", roles={Role.AUDITOR}, password=PASSWORD, cost=QUICK)
    return office


def test_a_roster_goes_by_unit_and_round_and_shows_vacancies(book: Office, tmp_path: Path) -> None:
    path = tmp_path / "名册.pdf"
    assert exports.export_roster(book, path=path) == len(whole_roster(book))
    pdf = path.read_bytes()
    text = words_of(pdf)
    assert faults(pdf) == []
    assert all("24小时电话" in page.text and page.turned for page in ink_pages(pdf))
    order = [text.index(word) for word in ("联络人员", "𬱖某", "第12轮次", "示例戊", "第13轮次", "示例丁")]
    assert order == sorted(order)
    assert "铁腕治霾办主任（联络员）待报" in text
    assert "副区长（总联络人）" in text
    assert "工作组组员" in text
    assert "组员（" not in text  # a title that the role repeats is not said twice
    assert "截至2019年7月15日" in text
    assert "029-86900008转12" in text


def test_mobiles_print_as_the_user_may_see_them_and_the_sheet_says_so(book: Office) -> None:
    full = words_of(roster_print.roster_pdf(book))
    assert "13800000001" in full
    assert "含完整手机号，仅供内部使用" in full
    assert blank_forms.roster_form(book).note == "完整号码"
    setup.unlock(book, user="示例审", password=PASSWORD)
    assert blank_forms.roster_form(book).note == "已隐号码"
    masked = words_of(roster_print.roster_pdf(book))
    assert "13800000001" not in masked
    assert "138****0001" in masked
    assert "手机号已隐去中间四位" in masked
    assert "029-86900009" in masked


def test_an_empty_roster_still_prints(office: Office) -> None:
    for entry in whole_roster(office):
        roster.delete_entries(office, entry_ids=[entry.id])
    text = words_of(roster_print.roster_pdf(office))
    assert "24小时电话" in text
    assert "待报" not in text.replace("“待报”", "")


def test_a_draft_and_a_registered_letter_have_their_sheet(office: Office) -> None:
    issue = confirmed(office)
    proposal = letter_content.propose(office, issue_ids=[issue.id])
    draft = replace(proposal.draft, urgency=Urgency.URGENT, signatory="示例丙")
    text = words_of(dispatch.draft_sheet(office, draft=draft))
    for word in (
        "西安市高陵区",
        "发文稿纸",
        "高陵区人民政府",
        "加急",
        "问题清单（1项）",
        "示例甲",
        "029-86900000",
        "示例丙",
    ):
        assert word in text
    assert draft.title.replace("\n", "") in text
    assert draft.paragraphs[0][:20] in text
    assert "高治霾函" not in text
    letter = issue_letter(office)
    assert "高治霾函〔2019〕1号" in words_of(dispatch.letter_sheet(office, letter=letter))
    assert faults(dispatch.letter_sheet(office, letter=letter)) == []


def test_a_checklist_prints_its_head_its_answers_and_what_follows(office: Office) -> None:
    issue = confirmed(office, group="第1组")
    blank = verification.blank_checklist(office, issue_id=issue.id)
    text = words_of(checklist_print.form_pdf(office, checklist=blank))
    assert text.count("□达到") == len(blank.answers)
    assert "☑" not in text
    assert f"编号{issue.number}" in text
    done = answered(office, issue.id, outcome=Outcome.FALSELY_REPORTED)
    unmet = replace(done.answers[0], result=ItemResult.UNMET, note="现场仍在生产", remedy="限期重新整改")
    filled = replace(
        done,
        answers=(unmet, *done.answers[1:]),
        reported_text="已拆除",
        reported_on=date(2019, 7, 14),
        photo_on=date(2019, 7, 13),
    )
    pdf = checklist_print.form_pdf(office, checklist=filled)
    text = words_of(pdf)
    assert faults(pdf) == []
    for word in (
        "第12轮次",
        "第1组",
        "示例己、示例庚",
        "2019年7月15日08:30",
        "通远街道",
        "已拆除",
        "2019年7月14日",
        "2019年7月13日",
    ):
        assert word in text
    assert "☑虚报整改完成" in text
    assert text.count("☑达到") == len(filled.answers) - 1
    assert "☑未达到" in text
    assert "现场仍在生产措施或原因：限期重新整改" in text


def test_the_conclusion_of_a_checklist_takes_an_item_along_to_its_page(office: Office) -> None:
    forms = [form for form in blank_forms.blank_forms(office, month=date(2019, 8, 1)) if "核查清单" in form.file_name]
    assert len(forms) > 5
    for form in forms:
        with pdfplumber.open(io.BytesIO(form.make(office))) as book:
            last = book.pages[-1].extract_text()
        assert all(words in last for words in ("□达到", "核查结果", "备注", "核查人签字")), form.file_name
