"""Letters of every kind from the command line: addressees, numbers and files, read back from the PDFs and the register."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pypdfium2
import pytest
import xlsxwriter

from tests.cli.forms import plan_file
from tests.cli.terminal import HEADERS, Terminal

STREETS = {"甲-1": "通远街道", "甲-2": "鹿苑街道", "甲-3": "泾渭街道", "甲-4": "通远街道"}
DUES = ("--plan-due", "2019-07-26", "--rectify-due", "2019-08-20")


@pytest.fixture
def terminal(office_template: Path, tmp_path: Path) -> Terminal:
    """An office of its own with issues in three streets, all but 甲-4 confirmed."""
    shutil.copytree(office_template, tmp_path / "office")
    made = Terminal(tmp_path / "office")
    made("import", "issues", write_streets(tmp_path / "清单.xlsx", STREETS))
    for number in ("甲-1", "甲-2", "甲-3"):
        made("issue", number, "confirm", "--on", "2019-07-11")
    return made


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "文书"
    folder.mkdir()
    return folder


def write_streets(path: Path, streets: Mapping[str, str]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("问题清单")
        sheet.write_row(0, 0, HEADERS)
        for row, (number, street) in enumerate(streets.items(), 1):
            values = (number, "2019.07.08", street, f"某加工点{number}", "扬尘综合治理", "物料未覆盖", "示例己")
            sheet.write_row(row, 0, (*values, "13800000006", "强化监督"))
    return path


def words_of(path: Path) -> str:
    pages = pypdfium2.PdfDocument(path)
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in pages)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_reminder_follows_the_letter_in_number_and_moves_no_date(terminal: Terminal, out: Path) -> None:
    first = terminal("letter", "甲-1", *DUES, "-o", out, "--json").value["document_number"]
    due = terminal("issues", "--json").value[0]["due"]
    made = terminal("letter", "甲-1", "--kind", "催办函", "--plan-due", "2019-07-30", "-o", out, "--json").value
    assert first.endswith("治霾函〔2019〕1号")
    assert made["document_number"] == first.replace("1号", "2号")
    assert names_in(out) == [f"催办函-{made['document_number']}.pdf", f"督办函-{first}.pdf"]
    output = words_of(out / f"催办函-{made['document_number']}.pdf")
    assert first in output
    assert "通远街道办事处：" in output
    assert terminal("issues", "--json").value[0]["due"] == due


def test_an_admonition_calls_the_unit_in(terminal: Terminal, out: Path) -> None:
    terminal("letter", "甲-1", *DUES, "-o", out)
    made = terminal("letter", "甲-1", "--kind", "admonition", "-o", out / "约谈.pdf", "--json").value
    assert made["title"].endswith("通知")
    assert "约谈" in words_of(out / "约谈.pdf")


def test_an_appeal_goes_to_whom_it_is_addressed_by_name(terminal: Terminal, out: Path) -> None:
    terminal("issue", "甲-4", "appeal", "--reason", "该点位不在本辖区")
    terminal("letter", "甲-4", "--kind", "申诉函", "--to", "示例市强化监督协调组", "-o", out / "申诉.pdf")
    output = words_of(out / "申诉.pdf")
    assert "示例市强化监督协调组：" in output
    assert "该点位不在本辖区" in output


def test_a_plan_goes_upward_with_a_number_of_its_own_series(terminal: Terminal, out: Path) -> None:
    terminal("letter", "甲-1", *DUES, "-o", out)
    assert "不能列入整改方案" in terminal.refused("letter", "甲-1", "--kind", "plan_report", "-o", out)
    terminal("issue", "甲-1", "submit_plan", "--file", plan_file(out, "甲-1"))
    made = terminal(
        "letter", "甲-1", "--kind", "plan_report", "--signatory", "示例丙", "-o", out / "方案.pdf", "--json"
    ).value
    assert made["document_number"].endswith("治霾〔2019〕1号")
    assert "签发人：示例丙" in words_of(out / "方案.pdf")


def test_a_letter_a_unit_is_numbered_in_the_order_of_units(terminal: Terminal, out: Path) -> None:
    made = terminal("letter", "甲-1", "甲-2", "甲-3", *DUES, "--per-unit", "-o", out, "--json").value["letters"]
    numbers = [one["document_number"] for one in made]
    assert [number.partition("〕")[2] for number in numbers] == ["1号", "2号", "3号"]
    assert names_in(out) == sorted(f"督办函-{number}.pdf" for number in numbers)
    assert [one["issues"] for one in made] == [["甲-2"], ["甲-3"], ["甲-1"]]  # 鹿苑, 泾渭, 通远 in the roster
    for one in made:
        output = words_of(Path(one["file"]))
        assert f"{STREETS[one['issues'][0]]}办事处：" in output
        assert all((number in output) == (number in one["issues"]) for number in STREETS)
    assert [terminal.state(number) for number in ("甲-1", "甲-2", "甲-3")] == ["assigned"] * 3


def test_none_of_a_batch_is_issued_when_one_may_not(terminal: Terminal, out: Path) -> None:
    assert "甲-4" in terminal.refused("letter", "甲-1", "甲-2", "甲-4", *DUES, "--per-unit", "-o", out)
    assert names_in(out) == []
    assert [terminal.state(number) for number in ("甲-1", "甲-2")] == ["confirmed"] * 2
    assert terminal("letter", "甲-2", *DUES, "-o", out, "--json").value["document_number"].endswith("〕1号")


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (("--kind", "plan_report"), "不能一单位一函"),
        (("--to", "鹿苑街道"), "请去掉 --to"),
    ],
)
def test_what_cannot_go_out_a_letter_a_unit_is_refused(
    terminal: Terminal, out: Path, argv: tuple[str, ...], sentence: str
) -> None:
    assert sentence in terminal.refused("letter", "甲-1", "甲-2", *argv, "--per-unit", "-o", out)
    assert names_in(out) == []


def test_a_batch_wants_a_folder(terminal: Terminal, out: Path) -> None:
    assert "文件夹" in terminal.refused("letter", "甲-1", "甲-2", "--per-unit", "-o", out / "一件.pdf")
    assert names_in(out) == []


def test_one_file_of_a_batch_that_cannot_be_written_keeps_the_others(terminal: Terminal, out: Path) -> None:
    made = terminal("letter", "甲-1", *DUES, "-o", out / "试.pdf", "--json").value["document_number"]
    blocked = made.replace("1号", "2号")
    (out / f"督办函-{blocked}.pdf").mkdir()
    refusal = terminal.refused("letter", "甲-2", "甲-3", *DUES, "--per-unit", "-o", out)
    assert blocked in refusal
    assert "不要重新制发" in refusal
    assert (out / f"督办函-{made.replace('1号', '3号')}.pdf").is_file()
