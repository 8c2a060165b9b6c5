"""The demonstration: everything it promises is there, it can be made again, and it never replaces anything else."""

from __future__ import annotations

import re
from pathlib import Path

import pdfplumber
import pytest

from lantian_desktop import cli
from lantian_desktop.cli.demo.office import CLERK, MARK_FILE, PASSWORD, ROLES
from lantian_desktop.cli.demo.run import make_demo_office
from lantian_desktop.services.issues import issues
from lantian_desktop.services.office import Office
from tests.cli.terminal import RESOURCES, Terminal
from tests.documents.ink import faults

STAGES = (
    "pending",
    "appealed",
    "confirmed",
    "assigned",
    "planned",
    "rectifying",
    "reported",
    "verified",
    "closed",
    "withdrawn",
)


def take(office: Office, folder: Path) -> None:
    """Stand in for the window: note which office would be pictured."""
    folder.mkdir(exist_ok=True)
    (folder / "收件箱.png").write_bytes(office.profile.name.encode())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("demo") / "示例 输出"
    code = cli.main(
        ["demo", str(out)],
        clock=lambda: Terminal(out).today,
        resources=RESOURCES,
        default_data=out / "无",
        screens=take,
        environment={},
    )
    assert code == 0
    return out


@pytest.fixture
def terminal(made: Path) -> Terminal:
    return Terminal(made / "office", user=CLERK, extra={"LANTIAN_PASSWORD": PASSWORD})


def test_the_papers_lie_there(made: Path) -> None:
    names = {path.name for path in made.iterdir()}
    assert {
        "督办函-市治霾函〔2019〕1号.pdf",
        "督办函-市治霾函〔2019〕2号.pdf",
        "申诉函-市治霾函〔2019〕3号.pdf",
        "催办函-市治霾函〔2019〕4号.pdf",
        "约谈通知-市治霾函〔2019〕5号.pdf",
        "整改方案-市治霾〔2019〕1号.pdf",
        "整改情况报告-市治霾〔2019〕2号.pdf",
    } <= names
    for beginning in ("问题整改台账", "核查清单", "导入错误清单"):
        assert any(name.startswith(beginning) for name in names), beginning
    assert {
        name for name in names if name.startswith(("综合反馈", "联络名册", "发文", "收文", "值班", "资料移交"))
    } == {
        "综合反馈-2019-07-22.pdf",
        "综合反馈-日报-2019-07-22.pdf",
        "综合反馈-轮次小结-第12轮次-2019-07-22.pdf",
        "综合反馈-专报-突出问题-2019-07-22.pdf",
        "联络名册-2019-07-22.xlsx",
        "联络名册-2019-07-22.pdf",
        "联络名册-2019-07-22.vcf",
        "联络名册-2019-07-22.html",
        "发文登记簿-2019-07-22.xlsx",
        "发文登记簿-2019-07-22.pdf",
        "收文登记簿-2019-07-22.xlsx",
        "收文登记簿-2019-07-22.pdf",
        "发文稿纸-市治霾〔2019〕2号.pdf",
        "发文稿纸-空白.pdf",
        "值班表-2019年7月.pdf",
        "值班表-2019年7月.xlsx",
        "值班表-2019年8月-24小时一班.pdf",
        "值班日志-2019-07-21-夜班.pdf",
        "值班日志-2019-07-22.pdf",
        "资料移交清单-空白.pdf",
    }


def test_every_plain_paper_keeps_to_its_page(made: Path) -> None:
    plain = [path for path in made.glob("*.pdf") if "〔" not in path.name or path.name.startswith("发文稿纸")]
    assert len(plain) > 12
    assert {path.name: sentence for path in plain if (sentence := faults(path.read_bytes()))} == {}


def test_the_screens_show_the_office(made: Path) -> None:
    assert [path.name for path in (made / "screens").iterdir()] == ["收件箱.png"]
    assert (made / "screens" / "收件箱.png").read_bytes().decode() == "市铁腕治霾办"


def test_one_letter_covers_several_issues_and_one_a_single_one(made: Path, terminal: Terminal) -> None:
    covered = [len(_numbers(made / f"督办函-市治霾函〔2019〕{serial}号.pdf", terminal)) for serial in (1, 2)]
    assert covered == [8, 1]


def _numbers(path: Path, terminal: Terminal) -> set[str]:
    with pdfplumber.open(path) as pdf:
        text = "".join("".join((page.extract_text() or "").split()) for page in pdf.pages)
    known = {row["number"] for row in terminal("issues", "--json").value}
    return known & set(re.findall(r"[\u4e00-\u9fff]+督-\d+-\d{3}", text))


def test_every_stage_can_be_seen_and_something_is_late(terminal: Terminal) -> None:
    rows = terminal("issues", "--json").value
    assert {row["state"] for row in rows} == set(STAGES)
    assert {row["overdue"] for row in rows} == {True, False}
    assert len({row["number"] for row in rows}) == len(rows)
    assert terminal("verify").code == 0


def test_somebody_is_on_duty_and_the_month_has_a_stand_in_and_a_swap(made: Path, terminal: Terminal) -> None:
    now = terminal("duty", "--json").value
    assert [(one["name"], one["replaces"]) for one in now["on_duty"]] == [("示例丙", ""), ("示例辛", "示例甲")]
    month = terminal("rota", "--from", "2019-07-01", "--to", "2019-07-31", "--json").value
    assert len(month) == 62
    assert not any(row["vacant"] for row in month)
    with pdfplumber.open(made / "值班表-2019年7月.pdf") as pdf:
        text = "".join("".join(page.extract_text().split()) for page in pdf.pages)
    assert text.count("（调班）") == text.count("（替班）") == 1


def test_the_night_was_handed_over_and_its_log_is_signed(made: Path, terminal: Terminal) -> None:
    with pdfplumber.open(made / "值班日志-2019-07-21-夜班.pdf") as pdf:
        text = "".join("".join(page.extract_text().split()) for page in pdf.pages)
    for wanted in ("示例乙", "示例丙", "（本人密码签字）", "补签", "1.未办结：", "操作日志链头"):
        assert wanted in text, wanted


def test_everybody_signs_in_with_the_password_that_was_printed(terminal: Terminal) -> None:
    for name in ROLES:
        assert terminal("issues", "--json", user=name).code == 0


def test_it_is_made_anew_over_one_that_was_cut_short_or_finished_but_not_over_an_open_one(
    made: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "out" / "office"
    folder.mkdir(parents=True)
    (folder / MARK_FILE).write_text("示例", encoding="utf-8")
    (folder / "office.db.new").write_bytes(b"half")
    first = make_demo_office(folder, resources=RESOURCES)
    counts = issues.view_counts(first)
    try:
        assert "窗口" in Terminal(tmp_path).refused("demo", tmp_path / "out")
        assert issues.view_counts(first) == counts
    finally:
        first.session.close()
    again = make_demo_office(folder, resources=RESOURCES)
    assert (again.user.name, issues.view_counts(again)) == (CLERK, counts)
    again.session.close()


def test_a_folder_that_is_no_demonstration_is_left_alone(tmp_path: Path) -> None:
    precious = tmp_path / "out" / "office" / "office.db"
    precious.parent.mkdir(parents=True)
    precious.write_bytes(b"precious")
    assert "不是示例数据" in Terminal(tmp_path).refused("demo", tmp_path / "out")
    assert precious.read_bytes() == b"precious"
