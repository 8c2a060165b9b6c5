"""The plain documents read back: everything within the 版心, numbered pages, titles on row 1, room for the pen."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pdfplumber
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lantian_desktop.documents.catalogue import CATALOGUE, DocumentKind, build
from lantian_desktop.documents.duty.log import DutyEntry
from lantian_desktop.documents.kit.fonts import FaceBook
from lantian_desktop.documents.kit.table import TableContent
from lantian_desktop.documents.letters.dispatch_sheet import DispatchSheet
from lantian_desktop.documents.letters.register_book import RegisterBook
from lantian_desktop.documents.roster.book import RosterSection
from lantian_desktop.documents.rota.sheet import RotaShift
from lantian_desktop.documents.support.handover_list import MaterialItem
from lantian_desktop.domain.errors import InvalidInput, MissingGlyph
from tests.documents.ink import faults, ink_pages, title_place
from tests.documents.plain_contents import (
    AS_OF,
    CHECKLIST,
    CONTENTS,
    DIGEST,
    DISPATCH,
    HANDOVER,
    LINE,
    LOG,
    OCTOBER,
    ROSTER,
    ROTA,
)


@pytest.fixture(params=[*CONTENTS, RegisterBook], ids=lambda content: getattr(content, "title", "登记簿"))
def content(request: pytest.FixtureRequest, issues_table: TableContent) -> object:
    if request.param is RegisterBook:
        return RegisterBook("高陵区铁腕治霾办发文登记簿", AS_OF, issues_table)
    return request.param


def test_everything_stands_within_the_page_and_titles_on_row_one(faces: FaceBook, content: object) -> None:
    pdf = build(content, faces)  # type: ignore[arg-type]  # one of the contents of the catalogue
    assert faults(pdf) == []
    above, indent = title_place(pdf, content.title)  # type: ignore[attr-defined]  # every content has a title
    assert 0.0 <= above < 1.5  # the ink begins a little under the em-top
    assert abs(indent) < 1.0  # the ink of the outer characters does not fill their cells
    assert pdf == build(content, faces)  # type: ignore[arg-type]  # one of the contents of the catalogue


def text_of(pdf: bytes) -> str:
    return "".join(page.text for page in ink_pages(pdf))


def test_a_dispatch_sheet_is_one_page_however_long_the_letter(faces: FaceBook) -> None:
    long = replace(DISPATCH, abstract="现就有关事项通知如下。" * 900, addressees="、".join(["高陵区人民政府"] * 60))
    pdf = build(long, faces)
    (page,) = ink_pages(pdf)
    assert faults(pdf) == []
    labels = ("签发", "会签", "核稿", "校对", "拟稿单位", "拟稿人", "电话", "文号", "成文日期", "紧急程度", "打印份数")
    assert [word for word in (*labels, "附件", "主送", "抄送", "标题", "摘要") if word not in page.text] == []
    assert page.text.count("…") == 4  # both cut texts say so
    assert max(ink.bottom for ink in page.inks if ink.text == "…") > 250  # the text fills the page


def test_a_sheet_for_the_pen_has_no_text_but_its_labels(faces: FaceBook) -> None:
    blank = text_of(build(DispatchSheet("发文稿纸"), faces))
    assert (
        blank
        == "—1—发文稿纸签发会签核稿校对拟稿单位拟稿人电话文号成文日期紧急程度（缓急）打印份数附件主送抄送标题正文摘要"
    )


def test_a_roster_repeats_its_header_and_says_at_the_end_what_it_carries(faces: FaceBook) -> None:
    pages = ink_pages(build(ROSTER, faces))
    assert len(pages) > 2
    assert all(page.turned and "24小时电话" in page.text for page in pages)
    whole = "".join(page.text for page in pages)
    assert whole.count("138****0001") == 39
    assert (whole.count("𬱖㛃"), whole.count("待报")) == (30, 9)
    assert "截至2019年7月22日" in pages[0].text
    assert whole.index("第12轮次工作组人员") > whole.index("联络人员")
    assert "手机号已隐去中间四位" in pages[-1].text


def test_a_unit_of_many_lines_is_reported_once_on_each_page(faces: FaceBook, read: Callable[[bytes], list]) -> None:
    one, other = replace(LINE, unit="鄠邑区"), replace(LINE, unit="周至县")
    pdf = build(replace(ROSTER, sections=(RosterSection("联络人员", (one,) * 25 + (other,) * 25),)), faces)
    assert faults(pdf) == []
    pages = ink_pages(pdf)
    assert len(pages) > 3
    names_on_pages = [tuple(word in page.text for word in ("鄠邑区", "周至县")) for page in pages]
    assert [tuple(page.text.count(word) for word in ("鄠邑区", "周至县")) for page in pages] == [
        tuple(map(int, each)) for each in names_on_pages
    ]
    assert sum(page.text.count("029-86910000") for page in pages) == 50
    page = read(pdf)[0]
    lengths = {round(rule.right - rule.left) for rule in page.rules if rule.right - rule.left > 100}
    assert len(lengths) == 2  # rules between lines of one unit leave its cell out: those are in two pieces


def test_a_book_without_places_or_with_pages_of_its_own(faces: FaceBook) -> None:
    sections = tuple(RosterSection(unit, (replace(LINE, unit=""),) * 2, place="") for unit in ("鄠邑区", "周至县"))
    together = ink_pages(build(replace(ROSTER, sections=sections), faces))
    apart = ink_pages(build(replace(ROSTER, sections=sections, page_each=True), faces))
    assert (len(together), len(apart)) == (1, 2)
    assert "单位职务" not in together[0].text
    assert ("鄠邑区" in apart[0].text, "周至县" in apart[0].text, "周至县" in apart[1].text) == (True, False, True)
    assert ["隐去" in page.text for page in apart] == [True, True]  # pages that are handed out singly


@pytest.mark.parametrize("lines", range(1, 60, 7))
def test_the_foot_note_is_never_alone(faces: FaceBook, lines: int) -> None:
    pages = ink_pages(build(replace(ROSTER, sections=(RosterSection("", (LINE,) * lines),)), faces))
    assert "029-86910000" in pages[-1].text
    assert "隐去" in pages[-1].text


@pytest.mark.parametrize("shifts", [("24小时",), ("白班", "夜班"), ("早班", "中班", "夜班")])
def test_a_blank_month_fits_one_page_with_room_for_names(
    faces: FaceBook, read: Callable[[bytes], list], shifts: tuple[str, ...]
) -> None:
    pdf = build(replace(ROTA, shifts=shifts), faces)
    (page,) = read(pdf)
    text = "".join(page.text.split())
    assert [day for day in OCTOBER if f"10月{day.day}日" not in text] == []
    assert text.count("国庆节") == 7
    assert all(text.count(shift) == 2 for shift in shifts) or len(shifts) == 1
    uprights = sorted({round(rule.left, 1) for rule in page.rules if rule.bottom - rule.top > 100})
    widths = [right - left for left, right in pairwise(uprights)]
    assert len(widths) == 3 + (3 if len(shifts) == 1 else 2 * len(shifts))
    assert min(widths) > 10.5  # three characters can be written


def test_a_rota_carries_names_and_numbers(faces: FaceBook) -> None:
    day = RotaShift("示例带班", ("示例甲", "示例乙"), "13800000001")
    night = RotaShift("示例丙", ("示例丁",), "13800000002")
    days = tuple(replace(each, shifts=(day, night)) for each in ROTA.days)
    pdf = build(replace(ROTA, days=days, shifts=("白班", "夜班")), faces)
    assert faults(pdf) == []
    text = text_of(pdf)
    assert text.count("示例甲、示例乙") == text.count("13800000001") == text.count("13800000002") == 31
    alone = text_of(build(replace(ROTA, days=(replace(days[0], shifts=(day,)),)), faces))
    assert "10月1日二示例带班示例甲、示例乙13800000001国庆节" in alone


def test_a_rota_without_days_is_refused(faces: FaceBook) -> None:
    with pytest.raises(InvalidInput, match="至少要有一天"):
        build(replace(ROTA, days=()), faces)


def test_a_log_has_the_head_of_the_journal_whole_and_room_to_sign(faces: FaceBook) -> None:
    (page,) = ink_pages(build(LOG, faces))
    assert DIGEST in page.text
    for word in (
        "2019年7月22日",
        "班次",
        "天气",
        "带班领导",
        "值班员",
        "转办与时间",
        "交接事项",
        "交班人签字",
        "接班人签字",
    ):
        assert word in page.text
    entries = tuple(
        DutyEntry(
            f"0{hour}:30", "来电", "市生态环境局值班室029-86900000", "询问整改进展" * 8, "通远街道", "已办结", "示例甲"
        )
        for hour in range(9)
    )
    filled = build(replace(LOG, entries=entries * 3, handed_over="继续跟进。"), faces)
    pages = ink_pages(filled)
    assert faults(filled) == []
    assert len(pages) > 1
    assert all("转办与时间" in page.text for page in pages if "来电" in page.text.replace("来电、来文", ""))
    assert "".join(page.text for page in pages).count("通远街道") == 27
    assert DIGEST in pages[-1].text


@given(st.text(alphabet="关于值班交接，事项（一）。2019年-18项A\n", max_size=2500), st.integers(0, 14))
@example("A-", 0)
@settings(max_examples=25, deadline=None)
def test_whatever_is_handed_over_is_printed_whole_and_within_the_page(faces: FaceBook, text: str, entries: int) -> None:
    log = replace(LOG, entries=(DutyEntry(content=text[:300]),) * entries, handed_over=text)
    pdf = build(log, faces)
    assert faults(pdf) == []
    with pdfplumber.open(io.BytesIO(pdf)) as book:  # PDFium's own text takes a hyphen at a line's end for a parted word
        printed = Counter(char["text"] for page in book.pages for char in page.chars)
    assert not Counter("".join(text.split())) - printed


def test_a_handover_list_knows_no_secrecy_and_is_signed_by_both(faces: FaceBook) -> None:
    items = tuple(MaterialItem(f"材料{number}", "1", "12", "纸质", "区住建局") for number in range(40))
    pdf = build(replace(HANDOVER, items=items), faces)
    text = text_of(pdf)
    assert faults(pdf) == []
    assert "密级" not in text
    assert [number for number in range(40) if f"材料{number}" not in text] == []
    assert [word for word in ("移交单位", "接收单位", "提出日期", "移交人签字", "接收人签字") if word not in text] == []


def test_a_checklist_asks_for_two_verifiers_and_every_outcome(faces: FaceBook) -> None:
    text = text_of(build(CHECKLIST, faces))
    assert "核查人（不少于2人）" in text or "（不少于2人）" in text
    assert all(f"□{outcome}" in text for outcome in CHECKLIST.outcomes)
    assert text.count("□不适用") == 7
    assert [
        word for word in ("轮次", "组别", "核查时间", "核查地点", "报告完成情况", "被核查单位") if word not in text
    ] == []


def test_a_character_no_face_has_is_named_with_its_place(faces: FaceBook) -> None:
    with pytest.raises(MissingGlyph, match="发文稿纸"):
        build(replace(DISPATCH, drafter="\U0001f600"), faces)
    with pytest.raises(MissingGlyph, match="名册第 1 行 姓名"):
        build(replace(ROSTER, sections=(RosterSection("", (replace(LINE, name="\U0001f600"),)),)), faces)


def test_each_kind_names_its_file(faces: FaceBook) -> None:
    assert {spec.title for spec in CATALOGUE.values()} == {kind.label for kind in DocumentKind}
