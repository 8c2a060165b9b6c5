"""日报, 轮次小结 and 专报: the same figures in text and tables, a day as the difference of two days, a topic as a part of the whole."""

from __future__ import annotations

import re
from datetime import date

import pytest

from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.issues.issue import IssueAction, IssueTag
from lantian_desktop.domain.roster.roster import Round
from lantian_desktop.domain.summaries.feedback import Summary, SummaryForm, SummaryNotes
from lantian_desktop.services.issues import issues, steps
from lantian_desktop.services.issues.steps import StepInput
from lantian_desktop.services.letters import letters
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import roster
from lantian_desktop.services.summaries import summaries
from lantian_desktop.services.summaries.text import SummaryTable, summary_text, table_name, tables_of
from tests.documents.ink import faults, title_place
from tests.factories import Wall, new_issue
from tests.services.letters.papers import confirmed, issue_letter, words_of

DAILY, ROUND, SPECIAL = SummaryForm.DAILY, SummaryForm.ROUND, SummaryForm.SPECIAL


@pytest.fixture
def busy(office: Office) -> Office:
    """An office with issues of two days, categories and streets; one letter; one issue withdrawn after an appeal."""
    roster.save_round(office, round_=Round(12, date(2019, 7, 8), date(2019, 7, 22)))
    street = roster.find_unit(office, text="通远街道")
    issue_letter(office)
    tagged = issues.register_issue(office, issue=new_issue(office, category="dust", found_on=date(2019, 7, 15)))
    issues.set_tags(office, issue_id=tagged.id, tags=frozenset({IssueTag.PROMINENT}))
    issues.register_issue(office, issue=new_issue(office, found_on=date(2019, 7, 15), territory_id=street.id))
    issues.register_issue(office, issue=new_issue(office, round_number=11))
    appealed = issues.register_issue(office, issue=new_issue(office))
    steps.perform(office, issue_ids=[appealed.id], action=IssueAction.APPEAL, step=StepInput(reason="该点位不在本辖区"))
    return office


def summary_words(figures: Summary) -> str:
    return "".join(summary_text(figures))


def test_a_day_is_the_difference_of_two_days(busy: Office) -> None:
    today = summaries.summary(busy, form=DAILY)
    before = summaries.summary(busy, as_of=date(2019, 7, 14))
    assert today.day is not None
    assert len(today.day.new) == today.found - before.found == 2
    assert sum(line.new for line in today.by_unit) == sum(line.new for line in today.by_category) == 2
    assert today.day.done[IssueAction.CONFIRM] == today.day.done[IssueAction.ASSIGN] == today.assigned == 1
    assert today.day.done[IssueAction.APPEAL] == today.appeals == 1
    text = summary_words(today)
    assert "2019年7月15日新增问题2个（见表1）" in text
    assert "当日办理：确认1个，申诉1个，交办1个" in text
    assert "当日到期0项" in text


def test_what_was_undone_did_not_happen(office: Office) -> None:
    confirmed(office)
    assert "确认1个" in summary_words(summaries.summary(office, form=DAILY))
    steps.undo_last(office)
    assert "当日办理：无" in summary_words(summaries.summary(office, form=DAILY))


def test_due_and_late_are_reported_on_their_days(office: Office, wall: Wall) -> None:
    letter = issue_letter(office)
    due, rectify = letter.draft.covered[0].plan_due, letter.draft.covered[0].rectify_due
    seen = {}
    for number in range((rectify - office.today).days + 3):
        day = summaries.summary(office, form=DAILY)
        assert day.day is not None
        seen[office.today] = ([line.what for line in day.day.due], day.day.newly_overdue, len(day.overdue))
        wall.pass_days(1)
        assert number < 100
    assert {day for day, (what, _, _) in seen.items() if what} == {due, rectify}
    assert (seen[due][0], seen[rectify][0]) == (["整改方案"], ["整改"])
    assert [day for day, (_, fresh, _) in seen.items() if fresh] == [date(2019, 7, 23)]
    assert all(late == (day > due) for day, (_, _, late) in seen.items())


def test_a_small_conclusion_takes_the_current_round(busy: Office) -> None:
    figures = summaries.summary(busy, form=ROUND)
    assert figures.round_caption == "第12轮次（7月8日–7月22日）"
    assert figures.found == summaries.summary(busy).found - 1
    assert summaries.summary_title(busy, figures) == "高陵区铁腕治霾办第12轮次强化监督整改情况小结"
    assert summaries.file_name(figures) == "综合反馈-轮次小结-第12轮次-2019-07-15.pdf"


def test_without_a_round_there_is_no_conclusion_of_one(office: Office) -> None:
    with pytest.raises(InvalidInput, match="先在“设置”中添加轮次"):
        summaries.summary(office, form=ROUND)


@pytest.mark.parametrize("kind", ["category", "tag", "territory_id"])
def test_topics_of_a_kind_make_up_the_whole(busy: Office, kind: str) -> None:
    whole = summaries.summary(busy)
    parts = [topic for topic in summaries.topics(busy) if getattr(topic, kind)]
    counted = [summaries.summary(busy, form=SPECIAL, topic=topic) for topic in parts]
    found = [(figures.topic.label, figures.found) for figures in counted if figures.found]
    if kind == "category":
        assert found == [(line.label, line.found) for line in whole.by_category if line.found]
        assert sum(figures.assigned for figures in counted) == whole.assigned
        assert sum(figures.appeals for figures in counted) == whole.appeals
    elif kind == "tag":
        assert found == [("突出问题", 1)]
    else:
        assert [label for label, _ in found] == ["通远街道"]


def test_a_special_report_does_not_divide_by_what_it_is_about(busy: Office) -> None:
    by_text = {text: summaries.find_topic(busy, text=text) for text in ("扬尘综合治理", "prominent", "高陵区")}
    tables = {text: tables_of(summaries.summary(busy, form=SPECIAL, topic=topic)) for text, topic in by_text.items()}
    assert tables == {
        "扬尘综合治理": (SummaryTable.UNIT,),
        "prominent": (SummaryTable.CATEGORY, SummaryTable.UNIT),
        "高陵区": (SummaryTable.CATEGORY,),
    }
    figures = summaries.summary(busy, form=SPECIAL, topic=by_text["高陵区"])
    assert "分单位情况" not in summary_words(figures)
    assert table_name(figures, SummaryTable.CATEGORY) == "表1"
    with pytest.raises(InvalidInput, match="没有名为“土壤”的"):
        summaries.find_topic(busy, text="土壤")
    with pytest.raises(InvalidInput, match="写明专报的题目"):
        summaries.summary(busy, form=SPECIAL)
    with pytest.raises(InvalidInput, match="只有专报有题目"):
        summaries.summary(busy, topic=by_text["高陵区"])


def test_units_are_named_in_order_with_noughts_and_what_they_owe(busy: Office) -> None:
    figures = summaries.summary(busy)
    order = [unit.short_name for unit in roster.units(busy)]
    shown = [line.label for line in figures.by_unit]
    assert shown == [name for name in order if name in shown]
    silent = [line.label for line in figures.by_unit if not line.found]
    assert silent
    assert f"无登记问题的单位：{'、'.join(silent)}。尚未报齐整改方案的单位：" in summary_words(figures)
    assert "（1个）" in summary_words(figures)


def test_text_and_tables_of_the_page_have_the_same_figures(busy: Office) -> None:
    notes = SummaryNotes("某木器点夜间喷漆。\n某工地裸土未覆盖。", "加密巡查。")
    topic = summaries.find_topic(busy, text="突出问题")
    for form in SummaryForm:
        chosen = topic if form is SPECIAL else None
        figures = summaries.summary(busy, form=form, topic=chosen)
        pdf = summaries.summary_pdf(busy, form=form, topic=chosen, notes=notes)
        text = re.sub(r"—[0-9]—", "", words_of(pdf))
        assert faults(pdf) == []
        above, _ = title_place(pdf, summaries.summary_title(busy, figures)[:12])
        assert 0.0 <= above < 1.5
        assert f"累计登记问题{figures.found}个" in text
        assert re.search(rf"合计{2 if form is DAILY else ''}{figures.found}", text)
        assert "五、" in text
        assert "典型问题某木器点夜间喷漆。某工地裸土未覆盖。" in text
        assert pdf == summaries.summary_pdf(busy, form=form, topic=chosen, notes=notes)


def test_shares_have_two_decimals_and_nothing_divides_by_nought(office: Office) -> None:
    empty = summary_words(summaries.summary(office, form=DAILY))
    assert "报送率—" in empty
    assert "0%" not in empty
    for _ in range(3):
        confirmed(office)
    issue_letter(office)
    assert "（占25.00%）" in summary_words(summaries.summary(office))


def test_what_a_person_wrote_is_kept_for_that_person(busy: Office) -> None:
    notes = SummaryNotes("典型", "下一步")
    summaries.keep_notes(busy, key="special-dust", notes=notes)
    assert summaries.kept_notes(busy, key="special-dust") == notes
    assert summaries.kept_notes(busy, key="special-boiler") == SummaryNotes()
    assert "六、典型问题典型七、下一步工作下一步" in "".join(summary_text(summaries.summary(busy), notes))
    assert letters.letter_page(busy).total == 1
