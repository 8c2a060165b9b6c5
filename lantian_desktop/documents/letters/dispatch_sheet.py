"""The 发文稿纸: one page on which a letter is drafted, checked, countersigned and signed by hand. Its letter is made elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from lantian_desktop.documents.kit.bands import Band, Box, checked, draw_bands, facts_band, heights, label
from lantian_desktop.documents.kit.fonts import FaceBook
from lantian_desktop.documents.kit.measure import MeasureUnit, PageMeasure, Strength
from lantian_desktop.documents.kit.paper import Paper
from lantian_desktop.documents.kit.sheet import PageCanvas
from lantian_desktop.documents.kit.wording import titled

SIGN_MM = PageMeasure(34.0, MeasureUnit.MM, "批示、签名一栏的高度", Strength.PRACTICE)
CHECK_MM = PageMeasure(19.0, MeasureUnit.MM, "核稿、会签一栏的高度", Strength.PRACTICE)
LINE_MM = PageMeasure(9.5, MeasureUnit.MM, "单行栏的高度", Strength.PRACTICE)
NAMES_MM = PageMeasure(15.0, MeasureUnit.MM, "主送、抄送一栏的高度", Strength.PRACTICE)
_LABEL, _FIELD, _WIDE = 20.0, 58.0, 136.0  # practice, in no regulation: millimetres of 156
_SIXTHS = (20.0, 32.0, 20.0, 32.0, 20.0, 32.0)
LEAST_ABSTRACT_MM = PageMeasure(30.0, MeasureUnit.MM, "正文摘要至少的高度", Strength.PRACTICE)


@dataclass(frozen=True, slots=True)
class DispatchSheet:
    """What is known of the letter; everything else is left to the pen. `abstract` is the text, cut where the page ends."""

    title: str
    subject: str = ""
    number: str = ""
    addressees: str = ""
    copied_to: str = ""
    annexes: str = ""
    unit: str = ""
    drafter: str = ""
    phone: str = ""
    dated_on: str = ""
    urgency: str = ""
    copies: str = ""
    signatory: str = ""
    abstract: str = ""


def build(content: DispatchSheet, faces: FaceBook) -> bytes:
    """Return the PDF of the sheet: one page, whatever the letter's length."""
    title = titled(content.title, "标题", faces)
    bands = checked(_bands(content), faces, "发文稿纸")
    sheet = PageCanvas(faces, title=title, author=content.unit or title)
    paper = Paper(sheet)
    paper.title(title)
    used = sum(heights(bands, paper.frame.width))
    abstract = Band(
        (label("正文\n摘要", _LABEL), Box(content.abstract, _WIDE, upper=True)),
        max(paper.room_mm - used, LEAST_ABSTRACT_MM),
        cut=True,
    )
    draw_bands(paper, (*bands, *checked((abstract,), faces, "正文")))
    return sheet.finish()


def _bands(content: DispatchSheet) -> tuple[Band, ...]:
    names, line = NAMES_MM, LINE_MM
    return (
        Band(
            (
                label("签发", _LABEL),
                Box(content.signatory, _FIELD, upper=True),
                label("会签", _LABEL),
                Box("", _FIELD),
            ),
            SIGN_MM,
        ),
        facts_band((("核稿", ""), ("校对", "")), (_LABEL, _FIELD) * 2, CHECK_MM),
        facts_band((("拟稿单位", content.unit), ("拟稿人", content.drafter), ("电话", content.phone)), _SIXTHS, line),
        facts_band((("文号", content.number), ("成文日期", content.dated_on)), (_LABEL, _FIELD) * 2, line),
        facts_band(
            (("紧急程度\n（缓急）", content.urgency), ("打印份数", content.copies), ("附件", content.annexes)),
            _SIXTHS,
            line + 1.0,
        ),
        Band((label("主送", _LABEL), Box(content.addressees, _WIDE)), names, cut=True),
        Band((label("抄送", _LABEL), Box(content.copied_to, _WIDE)), line, cut=True),
        Band((label("标题", _LABEL), Box(content.subject, _WIDE)), names, cut=True),
    )
