"""What may not be done is refused with one sentence, and nothing changes."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.cli.forms import checklist_file, plan_file, progress_file, to_rectifying, write_json
from tests.cli.terminal import Terminal, write_list


@pytest.fixture
def terminal(tmp_path: Path, office_template: Path) -> Terminal:
    """An office with six pending issues, 甲-1 to 甲-6."""
    shutil.copytree(office_template, tmp_path / "office")
    terminal = Terminal(tmp_path / "office")
    terminal("import", "issues", write_list(tmp_path / "清单.xlsx", [f"甲-{n}" for n in range(1, 7)]))
    return terminal


@pytest.fixture
def assigned(terminal: Terminal, tmp_path: Path) -> Terminal:
    """The same, with 甲-1 confirmed and assigned by a letter."""
    terminal("issue", "甲-1", "confirm", "--on", "2019-07-11")
    terminal("letter", "甲-1", "--on", "2019-07-12", "--rectify-due", "2019-07-31", "-o", tmp_path)
    return terminal


@pytest.fixture
def rectifying(assigned: Terminal, tmp_path: Path) -> Terminal:
    """The same, with the plan of 甲-1 approved."""
    to_rectifying(assigned, tmp_path, "甲-1")
    return assigned


def everything(terminal: Terminal) -> object:
    """Return all that a refused command might have changed, the journal's head included."""
    shown = terminal("show", "甲-1", "--json").value
    return terminal("verify", "--json").value, terminal("issues", "--json").value, shown


def refused_without_trace(terminal: Terminal, *argv: object, user: str = "示例甲") -> str:
    before = everything(terminal)
    sentence = terminal.refused(*argv, user=user)
    assert everything(terminal) == before
    return sentence


def test_wrong_state(terminal: Terminal) -> None:
    assert "待确认" in refused_without_trace(terminal, "issue", "甲-1", "strike_off", user="示例丙")
    assert "待确认" in refused_without_trace(terminal, "issue", "甲-1", "report_done")


def test_an_appeal_needs_grounds(terminal: Terminal) -> None:
    assert "申诉理由" in refused_without_trace(terminal, "issue", "甲-1", "appeal")


def test_a_letter_covers_only_confirmed_issues_and_takes_no_number_otherwise(
    terminal: Terminal, tmp_path: Path
) -> None:
    terminal("issue", "甲-2", "confirm", "--on", "2019-07-11")
    refusal = refused_without_trace(terminal, "letter", "甲-1", "甲-2", "-o", tmp_path / "函.pdf")
    assert "甲-1" in refusal
    assert "待确认" in refusal
    assert not (tmp_path / "函.pdf").exists()
    issued = terminal("letter", "甲-2", "-o", tmp_path / "函.pdf", "--json").value
    assert issued["document_number"].endswith("〕1号")


def test_a_letter_that_could_not_be_written_is_not_issued(terminal: Terminal, tmp_path: Path) -> None:
    terminal("issue", "甲-1", "confirm", "--on", "2019-07-11")
    assert "没有文件夹" in refused_without_trace(terminal, "letter", "甲-1", "-o", tmp_path / "无" / "函.pdf")
    assert ".pdf" in refused_without_trace(terminal, "letter", "甲-1", "-o", tmp_path / "函.docx")


def test_a_draft_for_leaders_is_written_without_trace(terminal: Terminal, tmp_path: Path) -> None:
    terminal("issue", "甲-1", "confirm")
    before = everything(terminal)
    output = terminal("letter", "甲-1", "--docx", "-o", tmp_path, "--json").value
    assert [path.name for path in tmp_path.glob("*.docx")] == [Path(output["file"]).name]
    assert Path(output["file"]).name.startswith("督办函-征求意见稿-")
    assert (output["issues"], "document_number" in output) == (["甲-1"], False)
    assert everything(terminal) == before
    assert ".docx" in refused_without_trace(terminal, "letter", "甲-1", "--docx", "-o", tmp_path / "函.pdf")
    terminal("letter", "甲-1", "-o", tmp_path / "函.pdf")
    again = ("letter", "高治霾办函〔2019〕1号", "--docx", "-o", tmp_path / "函.docx")
    assert "原件" in refused_without_trace(terminal, *again)
    assert not (tmp_path / "函.docx").exists()


def test_assigning_without_a_letter(terminal: Terminal) -> None:
    terminal("issue", "甲-1", "confirm", "--on", "2019-07-11")
    assert "督办函" in refused_without_trace(terminal, "issue", "甲-1", "assign")


def test_an_incomplete_plan_says_what_it_lacks(assigned: Terminal, tmp_path: Path) -> None:
    plan = write_json(tmp_path / "方案.json", {"goal": "整改", "measures": [{"text": "覆盖"}]})
    refusal = refused_without_trace(assigned, "issue", "甲-1", "submit_plan", "--file", plan)
    assert "完成标准" in refusal
    assert "措施1的责任人" in refusal


def test_the_author_may_not_approve_their_own_plan(assigned: Terminal, tmp_path: Path) -> None:
    scan = tmp_path / "签批.png"
    scan.write_bytes(b"scan")
    assigned("issue", "甲-1", "submit_plan", "--file", plan_file(tmp_path, "甲-1"), "--on", "2019-07-15")
    own = ("issue", "甲-1", "approve_plan", "--signed-by", "示例甲", "--scan", scan)
    assert "另一人" in refused_without_trace(assigned, *own)
    assert "签批" in refused_without_trace(assigned, "issue", "甲-1", "approve_plan")
    assigned("issue", "甲-1", "approve_plan", "--signed-by", "示例庚", "--scan", scan, "--on", "2019-07-16")
    signature = assigned("show", "甲-1", "--json").value["steps"][-1]["signature"]
    assert (signature["person"], signature["how"], signature["signed_on"]) == ("示例庚", "paper", "2019-07-16")


def test_a_paper_signature_needs_its_scan(assigned: Terminal, tmp_path: Path) -> None:
    assigned("issue", "甲-1", "submit_plan", "--file", plan_file(tmp_path, "甲-1"), "--on", "2019-07-15")
    assert "--scan" in refused_without_trace(assigned, "issue", "甲-1", "approve_plan", "--signed-by", "示例庚")


def test_reporting_done_without_progress_or_evidence(rectifying: Terminal, tmp_path: Path) -> None:
    assert "尚未完成" in refused_without_trace(rectifying, "issue", "甲-1", "report_done")
    rectifying("issue", "甲-1", "progress", "--percent", 100, "--note", "完成")
    assert "没有佐证" in refused_without_trace(rectifying, "issue", "甲-1", "report_done")


def test_progress_is_all_or_nothing(rectifying: Terminal, tmp_path: Path) -> None:
    reports = [{"measure": 1, "percent": 50}, {"measure": 2, "percent": 50}]
    path = write_json(tmp_path / "进展.json", reports)
    assert "没有措施“2”" in refused_without_trace(rectifying, "issue", "甲-1", "progress", "--file", path)


def reported(terminal: Terminal, folder: Path) -> None:
    terminal("issue", "甲-1", "progress", "--file", progress_file(folder, "甲-1"))
    terminal("issue", "甲-1", "report_done", "--on", "2019-07-19")


def test_passing_needs_a_complete_checklist_of_other_people(rectifying: Terminal, tmp_path: Path) -> None:
    reported(rectifying, tmp_path)
    assert "核查清单" in refused_without_trace(rectifying, "issue", "甲-1", "pass")
    alone = checklist_file(tmp_path, rectifying, "甲-1", verifiers=["示例丁"])
    assert "两名核查人" in refused_without_trace(rectifying, "issue", "甲-1", "pass", "--file", alone)
    own = checklist_file(tmp_path, rectifying, "甲-1", verifiers=["示例己", "示例丁"])
    assert "责任人" in refused_without_trace(rectifying, "issue", "甲-1", "pass", "--file", own)


def test_action_and_outcome_must_agree(rectifying: Terminal, tmp_path: Path) -> None:
    reported(rectifying, tmp_path)
    sham = checklist_file(tmp_path, rectifying, "甲-1", outcome="虚假整改")
    assert "虚假整改" in refused_without_trace(rectifying, "issue", "甲-1", "pass", "--file", sham)
    good = checklist_file(tmp_path, rectifying, "甲-1")
    assert "整改到位" in refused_without_trace(rectifying, "issue", "甲-1", "fail", "--file", good)


def test_after_a_failure_a_new_measure_and_date_are_needed(rectifying: Terminal, tmp_path: Path) -> None:
    reported(rectifying, tmp_path)
    failed = checklist_file(tmp_path, rectifying, "甲-1", outcome="falsely_reported")
    rectifying("issue", "甲-1", "fail", "--file", failed, "--on", "2019-07-20")
    assert "新的措施" in refused_without_trace(rectifying, "issue", "甲-1", "report_done")
    measure = {"text": "驻点监督", "unit": "鹿苑街道", "person": "示例己"}
    path = write_json(tmp_path / "措施.json", measure)
    assert "--rectify-due" in refused_without_trace(rectifying, "issue", "甲-1", "measure", "--file", path)
    rectifying("issue", "甲-1", "measure", "--file", path, "--rectify-due", "2019-08-09")
    shown = rectifying("show", "甲-1", "--json").value
    assert shown["needs_new_measure"] is False
    assert shown["dues"]["rectify_due"] == "2019-08-09"
    assert len(shown["rectification_plan"]["measures"]) == 2


def test_whoever_passed_may_not_strike_off(rectifying: Terminal, tmp_path: Path) -> None:
    reported(rectifying, tmp_path)
    passed = checklist_file(tmp_path, rectifying, "甲-1")
    rectifying("issue", "甲-1", "pass", "--file", passed, "--on", "2019-07-20")
    scan = tmp_path / "签批.png"
    scan.write_bytes(b"scan")
    own = ("issue", "甲-1", "strike_off", "--signed-by", "示例丁", "--scan", scan)
    assert "另一人" in refused_without_trace(rectifying, *own)
    rectifying("issue", "甲-1", "strike_off", user="示例丙")
    assert rectifying.state("甲-1") == "closed"


def test_steps_keep_their_order_in_time(assigned: Terminal, tmp_path: Path) -> None:
    plan = plan_file(tmp_path, "甲-1")
    refusal = refused_without_trace(assigned, "issue", "甲-1", "submit_plan", "--file", plan, "--on", "2019-07-01")
    assert "早于上一步" in refusal


def test_roles_are_kept(terminal: Terminal) -> None:
    assert "权限" in refused_without_trace(terminal, "user", "add", "示例辛", "--role", "clerk", user="示例乙")
    listing = terminal.data.parent / "清单.xlsx"
    assert "权限" in refused_without_trace(terminal, "import", "issues", listing, user="示例丙")


def test_unknown_things_are_named(terminal: Terminal, tmp_path: Path) -> None:
    assert "乙-1" in refused_without_trace(terminal, "show", "乙-1")
    assert "某区" in refused_without_trace(terminal, "issues", "--unit", "某区")
    assert "没有.png" in refused_without_trace(terminal, "attach", "甲-1", tmp_path / "没有.png")
    assert "99" in refused_without_trace(terminal, "summary", "--round", 99)


def test_found_later_than_today_is_kept_out_of_an_import(terminal: Terminal, tmp_path: Path) -> None:
    path = write_list(tmp_path / "将来.xlsx", ["乙-1"], found_on=date(2019, 8, 1))
    value = terminal("import", "issues", path, "--json").value
    assert (value["new"], value["faulty"]) == (0, 1)
    assert "晚于今天" in json.dumps(value["rows"], ensure_ascii=False)


@pytest.mark.parametrize("lost", ["office.db", "keys.json"])
def test_half_a_store_asks_for_the_backup_and_not_for_a_new_office(terminal: Terminal, lost: str) -> None:
    (terminal.data / lost).unlink()
    refusal = terminal.refused("issues")
    assert lost in refusal
    assert "备份" in refusal
    assert "init" not in refusal


def test_an_argument_that_is_no_text_is_refused_in_a_sentence(terminal: Terminal) -> None:
    assert "无法保存的字符" in terminal.refused("issue", "甲-1", "confirm", "--reason", "\udcff")
