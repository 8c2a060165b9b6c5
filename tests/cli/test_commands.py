"""Each command on its own: exit codes, --json, files in and out, and what happens beside an open window."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from lantian_desktop.cli.catalogue import COMMANDS
from lantian_desktop.services.desk import setup
from tests.cli.forms import checklist_file, to_rectifying
from tests.cli.terminal import PASSWORD, RESOURCES, Terminal, write_list

NUMBERS = ["甲-1", "甲-2", "甲-3"]
DEFERRED = ("backup", "restore")


@pytest.fixture
def terminal(tmp_path: Path, office_template: Path) -> Terminal:
    shutil.copytree(office_template, tmp_path / "office")
    terminal = Terminal(tmp_path / "office")
    terminal("import", "issues", write_list(tmp_path / "清单.xlsx", NUMBERS))
    return terminal


def sheet(path: Path, rows: list[list[object]]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        for index, row in enumerate(rows):
            page.write_row(index, 0, row)
    return path


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_every_command_explains_itself_in_chinese(tmp_path: Path, command: str) -> None:
    answer = Terminal(tmp_path)(command, "--help")
    assert answer.out.startswith(f"用法：lantian {command}")
    for english in ("usage", "options:", "positional arguments", "show this help"):
        assert english not in answer.out


@pytest.mark.parametrize(
    "argv", [(), ("没有这个",), ("show",), ("issues", "--state", "很好"), ("issues", "--as-of", "昨天")]
)
def test_a_wrong_command_line_is_a_usage_error_reported_in_chinese(tmp_path: Path, argv: tuple[str, ...]) -> None:
    answer = Terminal(tmp_path)(*argv, code=2)
    assert answer.out == ""
    output = answer.err.splitlines()[-1]
    assert output.endswith("。")
    assert "argument" not in output
    assert "invalid" not in output


@pytest.mark.parametrize("command", DEFERRED)
def test_what_does_not_exist_yet_is_not_offered(tmp_path: Path, command: str) -> None:
    assert Terminal(tmp_path)(command, code=2).err.startswith("用法")


def test_without_an_office_the_sentence_says_how_to_make_one(tmp_path: Path) -> None:
    assert "lantian init" in Terminal(tmp_path / "无").refused("issues")


def test_a_wrong_password_opens_nothing(terminal: Terminal) -> None:
    terminal.extra["LANTIAN_PASSWORD"] = "wrong-password"
    assert "密码" in terminal.refused("issues")


def test_without_a_password_and_a_terminal_nothing_is_asked(terminal: Terminal) -> None:
    terminal.extra["LANTIAN_PASSWORD"] = ""
    assert "LANTIAN_PASSWORD" in terminal.refused("issues")


def test_several_users_and_no_name_given(terminal: Terminal) -> None:
    terminal.extra["LANTIAN_USER"] = ""
    assert "示例甲、示例乙、示例丙" in terminal.refused("issues")
    assert terminal("--user", "示例乙", "issues", "--json").code == 0


def test_data_may_be_named_before_the_command(terminal: Terminal, tmp_path: Path) -> None:
    elsewhere = Terminal(tmp_path / "别处")
    assert len(elsewhere("--data", terminal.data, "issues", "--json").value) == len(NUMBERS)


def test_init_does_not_touch_an_office_that_is_there(terminal: Terminal) -> None:
    assert "已有数据" in terminal.refused("init", "--unit", "高陵区", "--level", "district", "--admin", "示例丁")


def test_init_takes_the_office_as_it_is_described(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path / "office")
    terminal(
        "init", "--unit", "高陵区", "--level", "区县级", "--admin", "示例甲", "--prefix", "高治霾办函", "--mark", "陵"
    )
    terminal("import", "issues", write_list(tmp_path / "清单.xlsx", [""]))
    assert terminal("issues", "--json").value[0]["number"].startswith("陵督-")
    terminal("issue", terminal("issues", "--json").value[0]["number"], "confirm")
    number = terminal("issues", "--json").value[0]["number"]
    assert (
        terminal("letter", number, "-o", tmp_path, "--json").value["document_number"].startswith("高治霾办函〔2019〕")
    )


def test_a_short_password_is_refused_and_nothing_is_made(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path / "office", extra={"LANTIAN_PASSWORD": "short"})
    assert "8 位" in terminal.refused("init", "--unit", "高陵区", "--level", "district", "--admin", "示例甲")
    assert not setup.store_exists(terminal.data)


def test_a_user_added_can_sign_in(terminal: Terminal) -> None:
    terminal.extra["LANTIAN_NEW_PASSWORD"] = PASSWORD
    stored = terminal("user", "add", "示例辛", "--role", "经办", "--role", "duty_officer", "--json").value
    assert {"name": "示例辛", "roles": ["clerk", "duty_officer"]} in stored
    assert terminal("issues", user="示例辛").code == 0


def test_issues_are_filtered_and_listed_as_of_a_day(terminal: Terminal, tmp_path: Path) -> None:
    terminal("issue", "甲-1", "confirm")
    assert [row["number"] for row in terminal("issues", "--state", "pending", "--json").value] == ["甲-2", "甲-3"]
    assert [row["number"] for row in terminal("issues", "--text", "加工点甲-3", "--json").value] == ["甲-3"]
    terminal("letter", "甲-1", "--plan-due", "2019-07-26", "--rectify-due", "2019-08-20", "-o", tmp_path)
    assert terminal("issues", "--overdue", "--json").value == []
    late = terminal("issues", "--overdue", "--as-of", "2019-07-27", "--json").value
    assert [(row["number"], row["state"], row["overdue"]) for row in late] == [("甲-1", "assigned", True)]
    assert "共 3 项" in terminal("issues").out
    assert len(terminal("issues", "--unit", "高陵区", "--category", "扬尘综合治理", "--json").value) == 3


def test_show_tells_people_and_scripts_the_same(terminal: Terminal) -> None:
    text, value = terminal("show", "甲-1").out, terminal("show", "甲-1", "--json").value
    assert "某加工点甲-1" in text
    assert (value["site"], value["state"], value["found_on"]) == ("某加工点甲-1", "pending", "2019-07-08")
    assert {"action": "confirm", "label": "确认", "needs": "nothing", "refusal": None} in value["actions"]


def test_find_knows_kinds(terminal: Terminal) -> None:
    hits = terminal("find", "加工点甲-2", "--json").value
    assert [(hit["kind"], "甲-2" in hit["title"] + hit["subtitle"]) for hit in hits] == [("issue", True)]
    assert terminal("find", "加工点甲-2", "--kind", "contact", "--json").value == []


def test_an_attachment_keeps_both_dates(terminal: Terminal, tmp_path: Path) -> None:
    photo = tmp_path / "现场.png"
    photo.write_bytes(b"picture")
    added = terminal("attach", "甲-1", photo, "--taken-on", "2019-07-09", "--json").value
    assert (added["name"], added["taken_on"], added["added_at"][:10]) == ("现场.png", "2019-07-09", "2019-07-22")


def plan_sheet(path: Path) -> Path:
    rows: list[list[object]] = [
        ["整改方案"],
        ["问题编号", "甲-1", "整改类型", "限期整改"],
        ["整改目标", "六个百分之百"],
        ["完成标准", "六项全部达到"],
        ["序号", "整改措施", "责任单位", "责任人", "电话", "完成时限"],
        [1, "裸土覆盖", "鹿苑街道", "示例己", "13800000006", "2019.7.31"],
        [2, "车辆冲洗", "鹿苑街道", "示例己", "13800000006", "2019-07-31"],
    ]
    return sheet(path, rows)


def progress_sheet(path: Path) -> Path:
    path.with_name("图.png").write_bytes(b"picture")
    headers: list[object] = ["编号", "措施", "进展", "说明", "日期", "佐证材料"]
    done = ["100%", "完成", "2019-07-18", "图.png"]
    return sheet(path, [headers, ["甲-1", 1, *done], ["甲-1", "车辆冲洗", *done]])


def checklist_sheet(path: Path, items: int) -> Path:
    head: list[list[object]] = [
        ["核查清单"],
        ["问题编号", "甲-1", "核查人", "示例丁、示例戊"],
        ["核查日期", "2019-07-20", "核查地点", "现场", "核查结论", "整改到位"],
        ["序号", "核查内容", "核查方法", "标准", "结果", "说明"],
    ]
    return sheet(path, [*head, *([item, f"第{item}项", "看", "好", "达到", ""] for item in range(1, items + 1))])


@pytest.fixture
def assigned(terminal: Terminal, tmp_path: Path) -> Terminal:
    """The same office, 甲-1 confirmed and assigned."""
    terminal("issue", "甲-1", "confirm", "--on", "2019-07-11")
    terminal("letter", "甲-1", "--on", "2019-07-12", "--rectify-due", "2019-07-31", "-o", tmp_path)
    return terminal


def test_a_plan_a_progress_report_and_a_checklist_may_be_sheets(assigned: Terminal, tmp_path: Path) -> None:
    assigned("issue", "甲-1", "submit_plan", "--file", plan_sheet(tmp_path / "方案.xlsx"), "--on", "2019-07-15")
    measures = assigned("show", "甲-1", "--json").value["rectification_plan"]["measures"]
    assert [(measure["text"], measure["due"]) for measure in measures] == [
        ("裸土覆盖", "2019-07-31"),
        ("车辆冲洗", "2019-07-31"),
    ]
    assigned("issue", "甲-1", "approve_plan", "--on", "2019-07-16", user="示例丙")
    assigned("issue", "甲-1", "progress", "--file", progress_sheet(tmp_path / "进展.xlsx"))
    assigned("issue", "甲-1", "report_done", "--on", "2019-07-19")
    items = len(json.loads(checklist_file(tmp_path, assigned, "甲-1").read_text(encoding="utf-8"))["answers"])
    filled = checklist_sheet(tmp_path / "核查.xlsx", items)
    assigned("issue", "甲-1", "pass", "--file", filled, "--on", "2019-07-20")
    assert assigned.state("甲-1") == "verified"


def test_progress_comes_in_as_a_list_too(assigned: Terminal, tmp_path: Path) -> None:
    to_rectifying(assigned, tmp_path, "甲-1")
    rows: list[list[object]] = [
        ["编号", "措施", "进展", "日期"],
        ["甲-1", 1, "35%", "2019-07-18"],
        ["甲-2", 1, "5%", "2019-07-18"],
    ]
    value = assigned("import", "progress", sheet(tmp_path / "进展.xlsx", rows), "--json").value
    assert (value["new"], value["faulty"]) == (1, 1)
    assert assigned("show", "甲-1", "--json").value["rectification_plan"]["measures"][0]["progress"] == 35


def test_a_checklist_before_anybody_reports_changes_no_state(assigned: Terminal, tmp_path: Path) -> None:
    to_rectifying(assigned, tmp_path, "甲-1")
    assigned("issue", "甲-1", "checklist", "--file", checklist_file(tmp_path, assigned, "甲-1", outcome="late"))
    shown = assigned("show", "甲-1", "--json").value
    assert (shown["state"], shown["verification_checklists"][0]["outcome"]) == ("rectifying", "late")


def test_templates_can_be_filled_and_imported(terminal: Terminal, tmp_path: Path) -> None:
    files = [Path(row["file"]) for row in terminal("templates", tmp_path / "模板", "--json").value]
    kinds = ("联络名册", "问题清单", "整改进展", "值班表")
    assert [path.name for path in files] == [f"{kind}导入模板.xlsx" for kind in kinds]
    assert all(openpyxl.load_workbook(path).sheetnames for path in files)


def fill(path: Path, **cells: str) -> Path:
    book = openpyxl.load_workbook(path)
    for place, text in cells.items():
        book.active[place] = text
    book.save(path)
    return path


def below(path: Path, text: str) -> int:
    """Return the row under the one whose first cell is `text`."""
    rows = openpyxl.load_workbook(path).active.iter_rows(max_col=1, values_only=True)
    return 2 + next(index for index, (value,) in enumerate(rows) if value == text)


def beside(path: Path, label: str) -> str:
    """Return the cell in which the value of a field stands."""
    return f"C{below(path, label) - 1}"


def test_the_forms_of_an_issue_are_written_filled_and_taken_back(assigned: Terminal, tmp_path: Path) -> None:
    assigned("templates", tmp_path, "--issue", "甲-1")
    plan = tmp_path / "整改方案-甲-1.xlsx"
    row = below(plan, "序号")
    fields = {beside(plan, "整改目标"): "六个百分之百", beside(plan, "完成标准"): "全部达到"}
    assigned("issue", "甲-1", "submit_plan", "--file", fill(plan, **fields, **{f"B{row}": "裸土覆盖"}))
    stored_plan = assigned("show", "甲-1", "--json").value["rectification_plan"]
    assert (stored_plan["goal"], stored_plan["measures"][0]["text"]) == ("六个百分之百", "裸土覆盖")
    assert stored_plan["measures"][0]["person"] == "示例己"

    checklist = tmp_path / "核查清单-甲-1.xlsx"
    assert "核查人" in assigned.refused("issue", "甲-1", "checklist", "--file", checklist)
    top = below(checklist, "序号")
    bottom = openpyxl.load_workbook(checklist).active.max_row
    fields = {
        beside(checklist, "核查人"): "示例丁、示例戊",
        beside(checklist, "核查日期"): "2019-07-20",
        beside(checklist, "核查地点"): "现场",
        beside(checklist, "核查结论"): "未按期完成",
    }
    answers = {f"E{line}": "达到" for line in range(top, bottom + 1)}
    assigned("issue", "甲-1", "checklist", "--file", fill(checklist, **fields, **answers))
    assert assigned("show", "甲-1", "--json").value["verification_checklists"][0]["outcome"] == "late"


def test_what_is_doubtful_is_reported_and_what_is_wrong_is_refused(terminal: Terminal, tmp_path: Path) -> None:
    terminal("issue", "甲-1", "confirm")
    dues = ("--plan-due", "2019-07-27", "--rectify-due", "2019-08-20", "-o", tmp_path)
    sentence = terminal.refused("letter", "甲-1", "--title", "关于做好〔2019〕012号问题整改工作的督办函", *dues)
    assert sentence == "发文字号“〔2019〕012号”应写作“〔2019〕12号”，请改正。"
    output = terminal("letter", "甲-1", "--title", "关于做好 问题整改工作的督办函", *dues).err.splitlines()
    assert "提醒：“关于做好 问”中有多余的空格，请删去。" in output
    assert "提醒：方案期限 2019年7月27日 是周六，请确认。" in output


def test_a_registered_letter_is_written_again_byte_for_byte(assigned: Terminal, tmp_path: Path) -> None:
    first = next(tmp_path.glob("督办函-*.pdf"))
    number = first.stem.removeprefix("督办函-")
    again = assigned("letter", number.replace("〔", "[").replace("〕", "]"), "-o", tmp_path / "再.pdf", "--json").value
    assert (tmp_path / "再.pdf").read_bytes() == first.read_bytes()
    assert (again["document_number"], again["issues"]) == (number, ["甲-1"])
    assert "没有" in assigned.refused("letter", "高治霾函〔2018〕9号", "-o", tmp_path / "无.pdf")


def test_a_letter_registered_but_not_written_says_so(terminal: Terminal, tmp_path: Path) -> None:
    terminal("issue", "甲-1", "confirm", "--on", "2019-07-11")
    place = tmp_path / "占用.pdf"
    place.mkdir()
    (place / "督办函-高治霾函〔2019〕1号.pdf").mkdir()
    refusal = terminal.refused("letter", "甲-1", "-o", place)
    assert "〔2019〕1号 已登记" in refusal
    assert "不要重新制发" in refusal
    assert terminal.state("甲-1") == "assigned"


def test_reports_go_where_they_are_sent(terminal: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "报表"
    out.mkdir()
    for command in ("summary", "ledger", "roster", "register"):
        assert str(out) in terminal(command, "-o", out).out
    assert sorted(path.name for path in out.iterdir()) == [
        "发文登记簿-2019-07-22.xlsx",
        "综合反馈-2019-07-22.pdf",
        "联络名册-2019-07-22.xlsx",
        "问题整改台账-2019-07-22.xlsx",
    ]
    for command in ("ledger", "roster", "register"):
        assert ".xlsx 或 .pdf" in terminal.refused(command, "-o", tmp_path / "台账.doc")
    terminal("roster", "-o", tmp_path / "名册.pdf")
    assert (tmp_path / "名册.pdf").read_bytes()[:4] == b"%PDF"


def test_a_summary_comes_in_its_forms(terminal: Terminal, tmp_path: Path) -> None:
    whole = terminal("summary", "--json").value
    daily = terminal("summary", "--form", "daily", "--as-of", "2019-07-08", "--json").value
    assert (whole["form"], daily["form"]) == ("general", "daily")
    assert len(daily["day"]["new"]) == whole["found"] == len(NUMBERS)
    output = terminal(
        "summary", "--form", "专报", "--topic", "高陵区", "--typical", "夜间喷漆。", "--next", "加密巡查。"
    ).out
    assert "典型问题\n夜间喷漆。" in output
    assert "下一步工作\n加密巡查。" in output
    terminal("summary", "--form", "special", "--topic", "扬尘综合治理", "-o", tmp_path)
    assert [path.name for path in tmp_path.glob("综合反馈*")] == ["综合反馈-专报-扬尘综合治理-2019-07-22.pdf"]
    assert "写明专报的题目" in terminal.refused("summary", "--form", "special")
    assert "没有名为“土壤”" in terminal.refused("summary", "--form", "special", "--topic", "土壤")


def test_blank_forms_are_written_for_a_month(terminal: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "表单"
    assert "没有文件夹" in terminal.refused("forms", out)
    out.mkdir()
    written = terminal("forms", out, "--month", "2019-10-07", "--json").value["files"]
    assert sorted(written) == sorted(str(path) for path in out.iterdir())
    assert str(out / "值班表-2019年10月-三班.pdf") in written
    assert {Path(name).name.partition("-")[0] for name in written} == {
        "值班表",
        "值班日志",
        "资料移交清单",
        "发文稿纸",
        "核查清单",
    }


def test_both_registers_are_written(terminal: Terminal, tmp_path: Path) -> None:
    terminal("issue", "甲-1", "confirm")
    terminal("letter", "甲-1", "-o", tmp_path)
    sheet = tmp_path / "发文.xlsx"
    assert terminal("register", "-o", sheet, "--json").value == {"file": str(sheet), "lines": 1}
    assert terminal("register", "--kind", "issued", "--year", "2018", "-o", sheet, "--json").value["lines"] == 0
    assert terminal("register", "--find", "没有这样的字", "-o", sheet, "--json").value["lines"] == 0
    received = tmp_path / "收文.pdf"
    assert "收文登记簿 0 行" in terminal("register", "--kind", "received", "-o", received).out
    assert received.read_bytes()[:4] == b"%PDF"


def test_a_damaged_file_is_found(terminal: Terminal) -> None:
    database = terminal.data / "office.db"
    data = bytearray(database.read_bytes())
    data[-100] ^= 0xFF
    database.write_bytes(data)
    assert "备份" in terminal.refused("check")


def test_beside_an_open_window_the_command_line_reads_and_writes_are_refused(
    terminal: Terminal, tmp_path: Path
) -> None:
    window = setup.sign_in(
        terminal.data, user="示例甲", password=PASSWORD, clock=lambda: terminal.today, resources=RESOURCES, window=True
    )
    listing = write_list(tmp_path / "另一份.xlsx", ["乙-1"])
    try:
        assert len(terminal("issues", "--json").value) == len(NUMBERS)
        for command in (("issue", "甲-1", "confirm"), ("import", "issues", listing), ("attach", "甲-1", listing)):
            assert "窗口" in terminal.refused(*command)
    finally:
        window.session.close()
    assert terminal.state("甲-1") == "pending"
    assert terminal("verify").code == 0


def test_every_measure_of_a_page_is_listed_with_its_clause(terminal: Terminal) -> None:
    rows = {row["name"]: row for row in terminal("measures", "--json").value}
    top = rows["page.LETTER_HEAD.mark_top_mm"]
    assert (top["value"], top["unit"], top["strength"]) == ("30", "mm", "binding")
    assert "10.1" in top["clause"]
    output = terminal("measures").out
    assert all(name in output for name in rows)
