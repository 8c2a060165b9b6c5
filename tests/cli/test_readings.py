"""Files that come with a command: what they may say, and the sentence for what they may not."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from pathlib import Path

import pytest

from lantian_desktop.cli.filled import (
    filled_checklist,
    filled_plan,
    named_measure,
    one_of,
    progress_reports,
    read_filled,
)
from lantian_desktop.cli.readings import Entries, entries_of, read_json
from lantian_desktop.domain.errors import InvalidInput, UnreadableFile
from lantian_desktop.domain.plans.plan import Measure, PlanStatus, PlanType, RectificationPlan
from lantian_desktop.domain.plans.verification import Answer, Checklist, ItemResult, ItemTemplate, Outcome

STORED = Measure(7, "拆除锅炉", "鹿苑街道", "示例己", date(2019, 7, 31))
PLAN = RectificationPlan(1, 1, PlanStatus.DRAFT, PlanType.TIME_LIMITED, "", "", (STORED,), "示例甲")
CHECKLIST = Checklist(0, 1, "锅炉", 1, tuple(Answer(ItemTemplate(word, "看", "好")) for word in ("拆除", "清煤")))


def no_sheet(path: Path) -> object:
    raise AssertionError(path)


def test_a_plan_takes_over_what_the_file_says_and_keeps_the_rest() -> None:
    entry = Entries(
        {"goal": "拆除", "standard": "炉体拆除", "type": "立行立改", "measures": [{"measure": 1, "due": "2019-07-25"}]}
    )
    plan = filled_plan(PLAN, entry)
    assert (plan.goal, plan.type) == ("拆除", PlanType.IMMEDIATE)
    assert plan.measures[0].id == 7
    assert plan.measures[0].due == date(2019, 7, 25)
    assert plan.measures[0].text == "拆除锅炉"


def test_measures_named_in_the_file_replace_the_old_ones() -> None:
    entry = Entries({"measures": [{"text": "清煤", "unit": "街道", "person": "示例己", "due": "2019-08-01"}]})
    assert [measure.id for measure in filled_plan(PLAN, entry).measures] == [0]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"goals": "x"}, "goals"),
        ({"type": "很快"}, "immediate 立行立改"),
        ({"measures": [{"due": "七月"}]}, "第1条措施的“due”"),
        ({"measures": [{"measure": 4}]}, "没有措施“4”"),
        ({"measures": "x"}, "对象"),
        ({"goal": ["x"]}, "应是文字"),
    ],
)
def test_a_wrong_plan_says_which_entry_is_wrong(values: dict[str, object], sentence: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        filled_plan(PLAN, Entries(values))
    assert sentence in caught.value.sentence
    assert caught.value.sentence.endswith("。")


def test_a_checklist_is_answered_by_number_or_by_words() -> None:
    entry = Entries(
        {
            "verifiers": "示例丁，示例戊",
            "verified_at": "2019-07-20T10:30",
            "outcome": "整改到位",
            "answers": [{"item": 1, "result": "达到"}, {"what": "清煤", "result": "unmet", "remedy": "再清"}],
        }
    )
    filled = filled_checklist(CHECKLIST, entry)
    assert filled.verifiers == ("示例丁", "示例戊")
    assert filled.verified_at == datetime(2019, 7, 20, 10, 30)
    assert filled.outcome is Outcome.DONE
    assert [answer.result for answer in filled.answers] == [ItemResult.MET, ItemResult.UNMET]


def test_an_answer_to_no_item_is_refused_with_the_items_there_are() -> None:
    with pytest.raises(InvalidInput, match="1 拆除、2 清煤"):
        filled_checklist(CHECKLIST, Entries({"answers": [{"item": 3, "result": "达到"}]}))


def test_progress_looks_for_evidence_beside_the_file(tmp_path: Path) -> None:
    report = progress_reports(entries_of({"percent": "60%", "evidence": ["一.png"]}, "进展"), tmp_path)[0]
    assert (report.measure, report.percent, report.evidence) == ("1", 60, (tmp_path / "一.png",))


def test_progress_without_percent_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="percent"):
        progress_reports(entries_of([{"measure": 1}], "进展"), tmp_path)


def test_a_measure_is_found_by_place_or_words() -> None:
    assert named_measure((STORED,), "1") is STORED
    assert named_measure((STORED,), "拆除锅炉") is STORED
    with pytest.raises(InvalidInput, match="现有 1 条"):
        named_measure((STORED,), "2")


@pytest.mark.parametrize(("content", "refusal"), [(b"{", "JSON"), (b"\xff\xfe\x00", "UTF-8"), (b"3", "对象")])
def test_an_unusable_json_file_is_refused(tmp_path: Path, content: bytes, refusal: str) -> None:
    path = tmp_path / "方案.json"
    path.write_bytes(content)
    with pytest.raises((UnreadableFile, InvalidInput), match=refusal):
        read_filled(path, "整改方案", no_sheet, number="A")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="读不到"):
        read_json(tmp_path / "没有.json")


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"\.json 或 \.xlsx"):
        read_filled(tmp_path / "方案.docx", "整改方案", no_sheet, number="A")


def test_a_file_about_another_issue_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "方案.json"
    path.write_text(json.dumps({"number": "乙"}), encoding="utf-8-sig")
    with pytest.raises(InvalidInput, match="乙，与 甲 不符"):
        read_filled(path, "整改方案", no_sheet, number="甲")


def test_two_plans_in_one_file_are_refused() -> None:
    with pytest.raises(InvalidInput, match="现有 2 份"):
        one_of(entries_of([{}, {}], "整改方案"), "整改方案")


def test_the_examples_of_the_manual_are_taken_as_they_stand(tmp_path: Path) -> None:
    chapter = next((Path(__file__).resolve().parents[2] / "resources" / "help").glob("09-*.md")).read_text(
        encoding="utf-8"
    )
    plan, progress, checklist = (json.loads(block) for block in re.findall(r"```\n([\[{].*?)\n```", chapter, re.DOTALL))
    assert filled_plan(PLAN, one_of(entries_of(plan, "整改方案"), "整改方案")).measures[0].person
    assert progress_reports(entries_of(progress, "进展"), tmp_path)[0].percent == 100
    answers = filled_checklist(CHECKLIST, one_of(entries_of(checklist, "核查清单"), "核查清单")).answers
    assert [answer.result for answer in answers] == [ItemResult.MET, ItemResult.NOT_APPLICABLE]
