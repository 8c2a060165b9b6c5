"""Ledger, summary and checklist read back: nothing lost, nothing over the edge, headers repeated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from lantian_desktop.documents.catalogue import CATALOGUE, DocumentKind, build, file_name
from lantian_desktop.documents.issues import ledger
from lantian_desktop.documents.issues.ledger import Ledger
from lantian_desktop.documents.kit.fonts import FaceBook
from lantian_desktop.documents.kit.table import Align, TableColumn, TableContent
from lantian_desktop.documents.kit.test_page import AlignmentPage
from lantian_desktop.documents.letters import official_letter
from lantian_desktop.documents.letters.annex import Annex
from lantian_desktop.documents.letters.register_book import RegisterBook
from lantian_desktop.documents.plans import checklist_form
from lantian_desktop.documents.plans.checklist_form import ChecklistFormItem, ChecklistPaper
from lantian_desktop.documents.summaries import feedback_summary
from lantian_desktop.documents.summaries.feedback_summary import FeedbackSummary
from lantian_desktop.domain.errors import InvalidInput, MissingGlyph
from tests.documents.plain_contents import CONTENTS

Read = Callable[[bytes], list]
AS_OF = date(2019, 7, 15)


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_a_ledger_keeps_every_cell_and_repeats_its_header(
    faces: FaceBook, read: Read, issues_table: TableContent
) -> None:
    pages = read(ledger.build(Ledger("问题整改台账", AS_OF, issues_table, unit="填报单位：高陵区"), faces))
    assert len(pages) > 1
    assert all((round(page.width), round(page.height)) == (297, 210) for page in pages)
    assert all("点位名称" in page.text for page in pages)
    assert "截至 2019年7月15日" in pages[0].text
    assert "填报单位：高陵区" in pages[0].text
    everything = squeezed("".join(page.text for page in pages))
    for number in range(1, 31):
        assert f"高督-12-{number:03d}" in everything
    for page in pages:
        for rule in page.rules:
            assert 34.5 <= rule.left <= rule.right <= 260.5
            assert 27.5 <= rule.top <= rule.bottom <= 184.5


def test_a_row_taller_than_a_page_is_continued(faces: FaceBook, read: Read) -> None:
    columns = (TableColumn("序号", 1), TableColumn("问题描述", 3))
    text = "".join(f"第{number}处物料未覆盖；" for number in range(900))
    pages = read(ledger.build(Ledger("台账", AS_OF, TableContent(columns, (("1", text),))), faces))
    assert len(pages) > 1
    everything = squeezed("".join(page.text for page in pages))
    assert all(f"第{number}处物料未覆盖" in everything for number in (0, 450, 899))


def test_many_narrow_columns_get_a_smaller_size(faces: FaceBook, read: Read) -> None:
    columns = tuple(TableColumn(f"第{number}栏", 1) for number in range(19))
    row = tuple("木工车间未安装粉尘收集治理设施" for _ in columns)
    pages = read(ledger.build(Ledger("台账", AS_OF, TableContent(columns, (row,) * 3)), faces))
    assert min(char.size for char in pages[0].chars if char.text == "尘") < 10
    assert squeezed(pages[0].text).count("尘") == 57


def test_an_empty_table_prints_its_header(faces: FaceBook, read: Read, issues_table: TableContent) -> None:
    (page,) = read(ledger.build(Ledger("台账", AS_OF, replace(issues_table, rows=())), faces))
    assert "问题描述" in page.text
    assert page.rules


def test_rows_of_another_length_and_unknown_characters_are_refused(faces: FaceBook, issues_table: TableContent) -> None:
    with pytest.raises(InvalidInput, match="第 1 行"):
        ledger.build(Ledger("台账", AS_OF, replace(issues_table, rows=(("1",),))), faces)
    bad = ("1", "高督-12-001", "\U0001f600", "", "")
    with pytest.raises(MissingGlyph, match="点位名称"):
        ledger.build(Ledger("台账", AS_OF, replace(issues_table, rows=(bad,))), faces)


@pytest.fixture
def summary() -> FeedbackSummary:
    units = (
        "新城区",
        "碑林区",
        "莲湖区",
        "灞桥区",
        "未央区",
        "雁塔区",
        "阎良区",
        "临潼区",
        "长安区",
        "高陵区",
        "鄠邑区",
        "浐灞生态区",
    )
    counts = TableContent(
        (TableColumn("单位", 2), TableColumn("问题数", 1, Align.RIGHT), TableColumn("占比", 1, Align.RIGHT)),
        tuple((unit, str(number), "—") for number, unit in enumerate(units)),
        caption="各单位问题数",
        note="单位：个",
    )
    text = "本轮次共发现问题45个，督办26个，已销号12个，整改完成率46.15%。"
    return FeedbackSummary(
        "第12轮次强化监督定点帮扶情况小结",
        AS_OF,
        ("一、总体情况", text, counts, "二、下一步工作", text * 3),
        "高陵区治霾办",
        AS_OF,
    )


def test_a_summary_keeps_its_order_and_is_signed(faces: FaceBook, read: Read, summary: FeedbackSummary) -> None:
    pages = read(feedback_summary.build(summary, faces))
    everything = squeezed("".join(page.text for page in pages))
    order = [
        "情况小结",
        "（截至2019年7月15日）",
        "一、总体情况",
        "各单位问题数",
        "单位：个",
        "新城区",
        "鄠邑区",
        "浐灞生态区",
    ]
    order += ["二、下一步工作", "高陵区治霾办"]
    places = [everything.index(piece) for piece in order]
    assert places == sorted(places)
    assert pages[0].lines()[0][0] == pytest.approx(37.0, abs=0.1)
    assert "— 1 —" in pages[0].text


@pytest.mark.parametrize("rows", range(1, 40, 3))
def test_a_summary_is_never_signed_on_a_page_alone(
    faces: FaceBook, read: Read, summary: FeedbackSummary, rows: int
) -> None:
    counts = TableContent((TableColumn("单位"), TableColumn("数")), tuple(("高陵区", str(row)) for row in range(rows)))
    for blocks in ((*summary.blocks[:2], counts), (*("按时报送。",) * rows,)):
        last = read(feedback_summary.build(replace(summary, blocks=blocks), faces))[-1]
        assert len(last.lines()) >= 4  # something, name, date, page number
        assert max(top for top, chars in last.lines() if chars[0].size == pytest.approx(15.75)) < 257


@pytest.fixture
def checklist() -> ChecklistPaper:
    return ChecklistPaper(
        "“散乱污”企业关停取缔核查清单",
        (("编号", "高督-12-018"), ("点位名称", "示例木器厂"), ("核查时间", "")),
        (
            ChecklistFormItem("断水、断电", "现场查看", "线路拆除到位"),
            ChecklistFormItem("清原料", "现场查看", "无存料", "达到", "照片2张"),
        ),
        outcomes=("整改到位", "虚报整改完成"),
    )


def test_a_checklist_leaves_room_for_the_pen_and_shows_answers(
    faces: FaceBook, read: Read, checklist: ChecklistPaper
) -> None:
    (page,) = read(checklist_form.build(checklist, faces))
    text = squeezed(page.text)
    assert text.count("□达到") == 1
    assert text.count("☑达到") == 1
    assert "□整改到位" in text
    assert "核查人签字" in text
    filled = replace(checklist, outcome="虚报整改完成", verifiers=("示例甲", "示例乙"))
    (page,) = read(checklist_form.build(filled, faces))
    assert "☑虚报整改完成" in squeezed(page.text)
    assert "示例乙" in page.text


def test_the_catalogue_builds_each_kind_the_same_twice(
    faces: FaceBook, summary: FeedbackSummary, checklist: ChecklistPaper, issues_table: TableContent, letter
) -> None:
    register = RegisterBook("发文登记簿", AS_OF, issues_table)
    contents = (
        letter,
        Ledger("台账", AS_OF, issues_table),
        register,
        summary,
        checklist,
        AlignmentPage("打印机", AS_OF),
        *CONTENTS,
    )
    assert set(CATALOGUE) == set(DocumentKind)
    assert {type(content) for content in contents} == {spec.content for spec in CATALOGUE.values()}
    for content in contents:
        assert build(content, faces) == build(content, faces)


def test_file_names_begin_with_the_kind_and_are_allowed_everywhere() -> None:
    assert file_name(DocumentKind.SUPERVISION_LETTER, "高治霾函〔2019〕12号") == "督办函-高治霾函〔2019〕12号.pdf"
    assert file_name(DocumentKind.LEDGER, 'a/b\\c:*?"<>|d. ') == "问题整改台账-a b c d.pdf"
    assert file_name(DocumentKind.LEDGER, "") == "问题整改台账.pdf"


@pytest.mark.parametrize("lines", [20, 24, 30, 90])
def test_the_title_of_an_annex_never_stands_on_a_page_without_its_table(
    lines: int, letter, faces: FaceBook, read: Read
) -> None:
    columns = (TableColumn("序号", 0.5), TableColumn("整改措施", 4))
    tall = "\n".join(f"{number}. 拆除设备并清运原辅材料" for number in range(1, lines + 1))
    content = replace(letter, annexes=(Annex("明细表", TableContent(columns, (("1", tall), ("2", "短")))),))
    pages = [page for page in read(official_letter.build(content, faces)) if page.rotation]
    assert "1. 拆除设备" in pages[0].text
    assert "".join(page.text for page in pages).count("拆除设备并清运原辅材料") == lines
    assert all(bottom <= 184.1 for page in pages for bottom in [max(rule.bottom for rule in page.rules)])
