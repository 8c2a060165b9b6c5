"""Letters to test with, and what reading a PDF back gives: characters with em boxes, ink boxes, rules."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest

from lantian_desktop.documents.kit.fonts import FaceBook
from lantian_desktop.documents.kit.table import Align, TableColumn, TableContent
from lantian_desktop.documents.letters.annex import Annex
from lantian_desktop.documents.letters.official_letter import OfficialLetter
from lantian_desktop.domain.letters.letter import LetterFormat

ROOT = Path(__file__).resolve().parents[2]
MM = 72.0 / 25.4
BODY = (
    "2019年7月8日至22日，生态环境部强化监督定点帮扶第12轮次工作组对你单位开展了现场检查，发现“散乱污”企业、燃煤锅炉等突出环境问题4项（见附件）。经审核认定，现予以交办，并就有关事项通知如下：",
    "一、高度重视，压实责任",
    "（一）落实属地责任。你区要对照问题清单，逐一明确牵头单位、责任人和完成时限，依据《中华人民共和国大气污染防治法》第一百零七条、第108条规定，立即组织整改，做到问题不查清不放过、整改不到位不放过。",
    "（二）落实行业责任。行业牵头部门要会同䶮、㛃、𬱖等联络人，按照“谁牵头、谁负责”原则加强指导——对35蒸吨/小时以下燃煤锅炉、挥发性有机物治理等共性问题，要举一反三、全面排查……",
    "二、按时报送整改方案",
    "请于2019年7月26日前报送整改方案，方案应当明确整改目标、完成标准、整改措施、责任单位、责任人和完成时限；于2019年8月18日前完成整改，并报送整改情况报告及佐证材料。",
)


@dataclass(frozen=True, slots=True)
class Char:
    """A character as it stands on an upright page, in mm from the top-left corner."""

    text: str
    left: float
    right: float
    em_top: float
    size: float
    font: str


@dataclass(frozen=True, slots=True)
class Rule:
    left: float
    right: float
    top: float
    bottom: float
    red: bool


@dataclass(frozen=True, slots=True)
class ReadPage:
    width: float
    height: float
    rotation: int
    text: str
    chars: tuple[Char, ...]
    rules: tuple[Rule, ...]
    reds: tuple[str, ...]

    def lines(self) -> list[tuple[float, list[Char]]]:
        """Return (em-top, characters from left to right), from the top down."""
        rows: dict[float, list[Char]] = {}
        for char in self.chars:
            rows.setdefault(round(char.em_top, 1), []).append(char)
        return [(top, sorted(rows[top], key=lambda char: char.left)) for top in sorted(rows)]


def _is_red(colour: object) -> bool:
    return tuple(colour or ()) == (1, 0, 0)


def read_pages(pdf: bytes) -> list[ReadPage]:
    pages = []
    document = pypdfium2.PdfDocument(pdf)
    with pdfplumber.open(io.BytesIO(pdf)) as book:
        for index, page in enumerate(book.pages):
            chars = tuple(
                Char(
                    char["text"],
                    char["matrix"][4] / MM,
                    (char["matrix"][4] + char["width"]) / MM,
                    (float(page.height) - char["matrix"][5]) / MM - 0.88 * char["size"] / MM,
                    char["size"],
                    char["fontname"],
                )
                for char in page.chars
            )
            rules = tuple(
                Rule(r["x0"] / MM, r["x1"] / MM, r["top"] / MM, r["bottom"] / MM, _is_red(r["non_stroking_color"]))
                for r in page.rects
            )
            reds = tuple(char["text"] for char in page.chars if _is_red(char["non_stroking_color"]))
            text = document[index].get_textpage().get_text_bounded()
            rotation = document[index].get_rotation()
            pages.append(ReadPage(float(page.width) / MM, float(page.height) / MM, rotation, text, chars, rules, reds))
    document.close()
    return pages


@pytest.fixture(scope="session")
def faces() -> FaceBook:
    return FaceBook(ROOT / "resources" / "fonts")


@pytest.fixture(scope="session")
def read() -> Callable[[bytes], list[ReadPage]]:
    return read_pages


@pytest.fixture
def issues_table() -> TableContent:
    columns = (
        TableColumn("序号", 0.5, Align.CENTRE),
        TableColumn("编号", 1.2, Align.CENTRE),
        TableColumn("点位名称", 2),
        TableColumn("问题描述", 4),
        TableColumn("整改时限", 1.2, Align.CENTRE),
    )
    rows = tuple(
        (
            str(number),
            f"高督-12-{number:03d}",
            f"示例{number}号木业加工有限公司",
            "木工车间未安装粉尘收集治理设施；喷漆工序未在密闭空间进行，现场堆放物料约120吨未覆盖。",
            "2019年8月18日",
        )
        for number in range(1, 31)
    )
    return TableContent(columns, rows)


@pytest.fixture
def letter(issues_table: TableContent) -> OfficialLetter:
    return OfficialLetter(
        mark="西安市高陵区铁腕治霾办公室",
        number="高治霾函〔2019〕12号",
        title="关于高陵区强化监督定点帮扶第12轮次交办突出环境问题限期整改的督办函",
        addressees=(("高陵区通远街道办事处", "高陵区生态环境分局"), ("区城管局",)),
        paragraphs=BODY,
        issuer="高陵区铁腕治霾办公室",
        dated_on=date(2019, 7, 5),
        urgency="加急",
        annexes=(Annex("交办问题清单", issues_table),),
        contact_person="示例甲",
        contact_phone="029-86910000",
        copied_to=(("西安市铁腕治霾办公室", "西安市生态环境局"), ("区委办公室", "区政府办公室")),
    )


@pytest.fixture
def small(letter: OfficialLetter, issues_table: TableContent) -> OfficialLetter:
    """A letter whose table stays on one page, so that no header is printed twice; without number."""
    table = replace(issues_table, rows=issues_table.rows[:4], caption="第12轮次", note="单位：件")
    return replace(letter, number="", annexes=(Annex("交办问题清单", table),))


@pytest.fixture
def report(small: OfficialLetter) -> OfficialLetter:
    typed = Annex("工作安排说明", paragraphs=("一、总体要求", "按期完成整改，逐项销号。"))
    return replace(
        small,
        format=LetterFormat.DOCUMENT,
        mark="西安市高陵区铁腕治霾办公室文件",
        signatory="示例丙",
        printed_by="高陵区铁腕治霾办公室",
        annexes=(*small.annexes, typed),
        paragraphs=small.paragraphs * 2,
    )
