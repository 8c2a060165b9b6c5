"""What the presets loaded can be changed afterwards: with the right, with its field named when refused, one journal line each."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from lantian_desktop.domain.admin.calendar import DayKind, LightSettings
from lantian_desktop.domain.admin.holiday_notice import notice_text, read_notice
from lantian_desktop.domain.admin.office import Category, DueSetting, LegalBasis
from lantian_desktop.domain.admin.people import Role, User
from lantian_desktop.domain.errors import InvalidInput, NotAllowed, Refused, UnreadableFile
from lantian_desktop.domain.issues.issue import IssueAction
from lantian_desktop.domain.plans.verification import ChecklistTemplate, ItemTemplate
from lantian_desktop.domain.roster.roster import GroupKind, Round
from lantian_desktop.paths import resource
from lantian_desktop.services.admin import calendar as office_calendar
from lantian_desktop.services.admin import journal
from lantian_desktop.services.admin import settings as office_settings
from lantian_desktop.services.issues import issues, steps
from lantian_desktop.services.letters import content as letter_content
from lantian_desktop.services.letters import letters
from lantian_desktop.services.letters.phrases import change_phrase, phrases, placeholders
from lantian_desktop.services.plans import verification
from lantian_desktop.services.plans.templates import save_template
from lantian_desktop.services.roster import roster, rounds
from lantian_desktop.services.roster.rounds import GroupEntry
from tests.factories import new_issue

NOTICE_2027 = """国务院办公厅关于2027年部分节假日安排的通知
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月13日（周六）上班。鼓励安排职工在除夕（2月5日）休息。
三、国庆节：10月1日至7日放假调休，共7天。
"""


def test_the_shipped_years_survive_being_written_out_and_read_again(office) -> None:
    for known_years in office_calendar.years(office):
        text = notice_text(known_years)
        assert read_notice(text, known_years.year).of_year(known_years.year) == known_years, text


def test_profile_names_what_is_wrong_and_a_new_prefix_counts_from_one(office) -> None:
    profile = office.profile
    for field, changed in (
        ("name", replace(profile, name=" ")),
        ("letterhead", replace(profile, letterhead="")),
        ("prefix", replace(profile, prefix="高〔治〕")),
        ("mark", replace(profile, mark="高督")),
    ):
        with pytest.raises(InvalidInput) as refused:
            office_settings.change_profile(office, profile=changed)
        assert refused.value.field == field
    assert office.profile == profile
    numbers = []
    for prefix in ("高治霾函", "高治霾办函", "高治霾函"):
        office_settings.change_profile(office, profile=replace(office.profile, prefix=prefix))
        issue = issues.register_issue(office, issue=new_issue(office, site=f"点位{len(numbers)}"))
        steps.perform(office, issue_ids=[issue.id], action=IssueAction.CONFIRM)
        draft = letter_content.propose(office, issue_ids=[issue.id]).draft
        numbers.append(str(letters.issue_letter(office, draft=draft).number))
    assert numbers == ["高治霾函〔2019〕1号", "高治霾办函〔2019〕1号", "高治霾函〔2019〕2号"]


def test_each_change_is_one_journal_line(office) -> None:
    before = journal.page(office).total
    office_settings.change_profile(office, profile=replace(office.profile, contact_person="示例辛"))
    page = journal.page(office)
    assert page.total == before + 1
    assert page.rows[0].title == "修改本单位信息"
    assert page.rows[0].details["contact_person"] == "示例辛"
    assert journal.page(office, text="示例辛").total == 1
    assert journal.verify(office).sound


def test_without_the_right_nothing_changes(office) -> None:
    office.switch_user(User("示例乙", frozenset({Role.CLERK})))
    with pytest.raises(NotAllowed):
        office_settings.change_profile(office, profile=office.profile)
    with pytest.raises(NotAllowed):
        office_settings.change_settings(office, settings=office.settings)
    with pytest.raises(NotAllowed):
        change_phrase(office, phrase_id="supervision.closing", text="完")
    with pytest.raises(NotAllowed):
        office_calendar.enter_notice(office, year=2027, text=NOTICE_2027)
    with pytest.raises(NotAllowed):
        journal.page(office)
    rounds.save_round(office, round_=Round(13), entries=(), current=True)  # daily work of a clerk
    assert office.settings.current_round == 13


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"plan_period": DueSetting(0, DayKind.WORKING)}, "plan_count"),
        ({"rectify_period": DueSetting(400, DayKind.NATURAL)}, "rectify_count"),
        ({"lights": LightSettings(blue_days=3, amber_days=7)}, "amber_days"),
        ({"lock_after_minutes": 0}, "lock_after_minutes"),
    ],
)
def test_a_setting_out_of_bounds_is_refused_beside_its_entry(office, changes, field) -> None:
    with pytest.raises(InvalidInput) as refused:
        office_settings.change_settings(office, settings=replace(office.settings, **changes))
    assert refused.value.field == field


def test_a_changed_period_is_what_the_next_letter_proposes(office) -> None:
    periods = replace(office.settings, plan_period=DueSetting(3, DayKind.NATURAL))
    office_settings.change_settings(office, settings=periods)
    issue = issues.register_issue(office, issue=new_issue(office))
    steps.perform(office, issue_ids=[issue.id], action=IssueAction.CONFIRM)
    assert letter_content.propose(office, issue_ids=[issue.id]).draft.covered[0].plan_due == date(2019, 7, 18)


def test_a_category_is_added_moved_renamed_and_only_unused_ones_go(office) -> None:
    added = office_settings.save_category(office, category=Category("", "夜市烧烤", 2, ("households",)))
    labels = [one.label for one in office_settings.categories(office)]
    assert labels[1] == "夜市烧烤"
    assert [one.order for one in office_settings.categories(office)] == list(range(1, len(labels) + 1))
    with pytest.raises(InvalidInput) as refused:
        office_settings.save_category(office, category=Category("", "夜市烧烤", 1))
    assert refused.value.field == "label"
    issue = issues.register_issue(office, issue=new_issue(office, category=added.id))
    with pytest.raises(Refused, match="1 件"):
        office_settings.remove_category(office, category_id=added.id)
    issues.delete_issues(office, issue_ids=[issue.id])
    with pytest.raises(Refused):  # the 回收站 still holds it
        office_settings.remove_category(office, category_id=added.id)
    other = office_settings.save_category(office, category=Category("", "露天烧烤", 99))
    assert other.id != added.id
    office_settings.remove_category(office, category_id=other.id)
    assert "露天烧烤" not in [one.label for one in office_settings.categories(office)]
    with pytest.raises(Refused, match="散乱污"):
        office_settings.remove_category(office, category_id="scattered_polluter")


def test_a_phrase_with_an_unknown_placeholder_is_refused_by_its_name(office) -> None:
    for text, message in (("请于{期限}前完成", "{期限}"), ("请于{plan_due前完成", "不成对"), ("{}", "{}")):
        with pytest.raises(InvalidInput, match=message.replace("{", r"\{").replace("}", r"\}")):
            change_phrase(office, phrase_id="supervision.demand_plan", text=text)
    with pytest.raises(InvalidInput):
        change_phrase(office, phrase_id="supervision.title", text=" ")


def test_a_changed_phrase_stands_in_the_next_letter(office) -> None:
    change_phrase(office, phrase_id="supervision.closing", text="请于{rectify_due}前报{contact_person}。")
    issue = issues.register_issue(office, issue=new_issue(office))
    steps.perform(office, issue_ids=[issue.id], action=IssueAction.CONFIRM)
    assert letter_content.propose(office, issue_ids=[issue.id]).draft.paragraphs[-1] == "请于2019年8月14日前报示例甲。"


def test_a_letter_fills_every_placeholder_its_phrases_may_hold(office) -> None:
    known = placeholders(office, phrase_id="supervision.closing")
    text = "".join("{" + name + "}" for name in known)
    change_phrase(office, phrase_id="supervision.closing", text=text)
    issue = issues.register_issue(office, issue=new_issue(office))
    steps.perform(office, issue_ids=[issue.id], action=IssueAction.CONFIRM)
    assert "{" not in letter_content.propose(office, issue_ids=[issue.id]).draft.paragraphs[-1]
    with pytest.raises(InvalidInput, match="letter_number"):  # a 催办函 knows it, a 督办函 does not
        change_phrase(office, phrase_id="supervision.closing", text="{letter_number}")
    change_phrase(office, phrase_id="reminder.closing", text="{letter_number}")


def test_every_shipped_phrase_may_be_saved_as_it_is(office) -> None:
    for phrase in phrases(office):
        change_phrase(office, phrase_id=phrase.id, text=phrase.text)


def test_an_edited_template_is_a_new_version_and_filled_checklists_keep_theirs(office) -> None:
    issue = issues.register_issue(office, issue=new_issue(office))
    before = verification.blank_checklist(office, issue_id=issue.id)
    template = verification.template_for(office, category="scattered_polluter")
    assert save_template(office, template=template) == template  # nothing changed, no version
    saved = save_template(office, template=replace(template, items=template.items[:2]))
    assert saved.version == template.version + 1
    after = verification.blank_checklist(office, issue_id=issue.id)
    assert (before.template_version, len(before.answers)) == (template.version, len(template.items))
    assert (after.template_version, len(after.answers)) == (saved.version, 2)
    save_template(office, template=replace(saved, categories=("open_burning",)))
    general = verification.template_for(office, category="scattered_polluter")
    assert not general.categories  # a category taken out of the newest version is no longer held by an older one


@pytest.mark.parametrize(
    ("template", "field"),
    [
        (ChecklistTemplate(0, "", 0, (ItemTemplate("看", "", ""),), ("x",)), "name"),
        (ChecklistTemplate(0, "新模板", 0, (), ("x",)), "items"),
        (ChecklistTemplate(0, "新模板", 0, (ItemTemplate(" ", "看", "好"),), ("x",)), "items"),
        (ChecklistTemplate(0, "新模板", 0, (ItemTemplate("看", "", ""),), ("scattered_polluter",)), "categories"),
        (ChecklistTemplate(0, "新模板", 0, (ItemTemplate("看", "", ""),), ()), "categories"),
    ],
)
def test_a_template_says_what_it_lacks(office, template, field) -> None:
    with pytest.raises(InvalidInput) as refused:
        save_template(office, template=template)
    assert refused.value.field == field


def test_every_shipped_template_can_be_saved_again_with_one_item_more(office) -> None:
    for template in verification.templates(office):
        more = (*template.items, ItemTemplate("另查", "看", "无"))
        assert save_template(office, template=replace(template, items=more)).version == 2


def test_legal_bases_are_added_changed_and_taken_away(office) -> None:
    added = office_settings.save_legal_basis(
        office, basis=LegalBasis("", "《陕西省大气污染防治条例》", 60, "露天焚烧", "《陕西省大气污染防治条例》第六十条")
    )
    changed = office_settings.save_legal_basis(office, basis=replace(added, subject="露天焚烧秸秆"))
    assert office_settings.legal_bases(office)[-1] == changed
    with pytest.raises(InvalidInput) as refused:
        office_settings.save_legal_basis(office, basis=replace(changed, article=0))
    assert refused.value.field == "article"
    office_settings.remove_legal_basis(office, basis_id=added.id)
    assert added.id not in {one.id for one in office_settings.legal_bases(office)}


def test_a_round_has_groups_with_territories_in_the_order_given(office) -> None:
    entries = (GroupEntry("中心组", GroupKind.CENTRAL), GroupEntry("第1组", GroupKind.ORDINARY, "临潼区、高陵区"))
    round_ = Round(12, date(2019, 7, 8), date(2019, 7, 22))
    saved = rounds.save_round(office, round_=round_, entries=entries, current=True, new=True)
    assert roster.current_round(office) == round_
    shown = rounds.group_entries(office, round_number=12)
    assert [(one.name, one.territories) for one in shown] == [("中心组", ""), ("第1组", "临潼、高陵")]
    rounds.save_round(office, round_=saved, entries=entries[:1], current=False)
    assert [group.name for group in roster.groups(office, round_number=12)] == ["中心组"]
    assert office.settings.current_round is None


@pytest.mark.parametrize(
    ("entries", "number", "field"),
    [
        ((GroupEntry("第1组", GroupKind.ORDINARY, "火星"),), 12, "groups"),
        ((GroupEntry("第1组", GroupKind.ORDINARY), GroupEntry("第1组", GroupKind.ORDINARY)), 12, "groups"),
        ((GroupEntry(" ", GroupKind.ORDINARY),), 12, "groups"),
        ((), 0, "number"),
    ],
)
def test_a_round_that_cannot_be_is_refused_and_nothing_is_kept(office, entries, number, field) -> None:
    with pytest.raises(InvalidInput) as refused:
        rounds.save_round(office, round_=Round(number), entries=entries, current=True)
    assert refused.value.field == field
    assert roster.rounds(office) == ()


def test_the_notice_is_read_as_the_state_council_words_it(office) -> None:
    entered = office_calendar.enter_notice(office, year=2027, text=NOTICE_2027)
    assert len(entered.holidays) == 17
    assert entered.makeup_workdays == {date(2027, 1, 31), date(2027, 2, 13)}
    assert office.calendar.off_reason(date(2027, 2, 11)) == "春节"
    assert office.calendar.is_working(date(2027, 2, 13))


def test_days_of_a_neighbouring_year_go_where_they_belong(office) -> None:
    text = "元旦：12月31日至1月2日放假调休，共3天。"
    assert read_notice(text.replace("12月", "2022年12月"), 2023).years() == (2022, 2023)
    known_years = office.calendar.years[2022]
    office_calendar.enter_notice(office, year=2023, text="元旦：2022年12月31日至2023年1月2日放假调休，共3天。")
    assert office.calendar.years[2022].holidays == {**known_years.holidays, date(2022, 12, 31): "元旦"}
    assert office.calendar.off_reason(date(2023, 1, 2)) == "元旦"


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("元旦：1月1日至3日放假，共4天。", "共4天"),
        ("元旦：放假一天。", "没有读到日期"),
        ("元旦：1月3日至1日放假。", "起止日期"),
        ("元旦：2月30日放假。", "不是有效日期"),
        ("元旦：1月1日放假。1月4日上班。", "不是周末"),
        ("春节：2月5日至11日放假。2月6日上班。", "又写明上班"),
        ("", "没有读到 2027 年"),
    ],
)
def test_a_notice_that_cannot_be_right_is_refused(office, text, refusal) -> None:
    with pytest.raises(InvalidInput, match=refusal) as refused:
        office_calendar.enter_notice(office, year=2027, text=text)
    assert refused.value.field == "notice"
    assert 2027 not in office.calendar.years


def test_the_missing_notice_is_remembered_in_november(office, wall) -> None:
    newest = max(office.calendar.years)
    assert office_calendar.calendar_notice(office) is None
    wall.at = wall.at.replace(year=newest, month=10)
    assert office_calendar.calendar_notice(office) is None
    wall.at = wall.at.replace(month=11)
    assert str(newest + 1) in (office_calendar.calendar_notice(office) or "")
    wall.at = wall.at.replace(year=newest + 1, month=3)
    assert "无法推算" in (office_calendar.calendar_notice(office) or "")
    office_calendar.enter_notice(office, year=newest + 1, text="元旦：1月1日放假。")
    assert office_calendar.calendar_notice(office) is None


def test_years_come_in_as_a_file_of_the_shipped_form(office, tmp_path) -> None:
    years = office_calendar.import_years(office, path=resource("presets/holidays.json"))
    assert set(years) == set(office.calendar.years)
    file = tmp_path / "holidays.json"
    for content in (
        "[]",
        "{",
        json.dumps({"years": {"2027": {"holidays": {"2026-01-01": "元旦"}, "makeup_workdays": []}}}),
    ):
        file.write_text(content, encoding="utf-8")
        with pytest.raises(UnreadableFile):
            office_calendar.import_years(office, path=file)
