"""Text nobody should type, in every field of a letter: it prints as itself, within the page, or is refused with a sentence.

The fields are found by walking the content class, so that a new one is tried as soon as it exists.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from typing import Any

import pdfplumber
import pypdfium2
import pytest

from lantian_desktop.documents.kit.fonts import FaceBook
from lantian_desktop.documents.kit.table import TableColumn, TableContent
from lantian_desktop.documents.letters.annex import Annex
from lantian_desktop.documents.letters.official_letter import OfficialLetter, build
from lantian_desktop.domain.errors import InvalidInput, MissingGlyph, OfficeError
from lantian_desktop.domain.letters.letter import LetterFormat

MM = 72.0 / 25.4
Path = tuple[str | int, ...]
TABLE = TableContent(
    (TableColumn("序号"), TableColumn("点位名称", 3)),
    (("1", "示例木器厂"), ("2", "示例砖厂")),
    caption="清单",
    note="单位：个",
)
LETTER = OfficialLetter(
    mark="高陵区铁腕治霾办公室",
    number="高函〔2019〕1号",
    title="关于报送整改方案的报告",
    addressees=(("西安市铁腕治霾办公室",),),
    paragraphs=("现将整改方案报告如下。", "一、总体要求", "按时完成。"),
    issuer="高陵区铁腕治霾办公室",
    dated_on=date(2019, 7, 5),
    urgency="加急",
    annexes=(Annex("问题清单", TABLE), Annex("有关要求", paragraphs=("请按时报送。",))),
    contact_person="示例甲",
    contact_phone="029-86910000",
    copied_to=(("西安市生态环境局",),),
    format=LetterFormat.DOCUMENT,
    signatory="示例乙",
    printed_by="高陵区铁腕治霾办公室",
)
CHOSEN = {("urgency",)}  # picked from a list: any other word is refused as such
ONE_ROW = {("mark",), ("number",), ("issuer",), ("signatory",), ("printed_by",)} | {
    ("annexes", 0, "table", name) for name in ("caption", "note")
}
BOTH_FORMATS = {("mark",), ("number",), ("title",), ("copied_to", 0, 0)}  # drawn in another place by each format

PRINTED = (  # what is given, what is drawn: one by one where there is one row, otherwise all together
    ('<img src="/etc/passwd">葛\ufe00辻\U000e0101', '<img src="/etc/passwd">葛辻'),
    ("A&B&amp;&#60;甲\x00\x07\x1b\x7f\x9f乙", "A&B&amp;&#60;甲乙"),
    ("</para><b>甲\u202e\u2066\u200f乙", "</para><b>甲乙"),
    ("甲)\\) ET >>endstream\u200b\ufeff\u2060\u00ad乙", "甲)\\) ET >>endstream乙"),
    ("%s{0}%(a)s${x}甲\u00a0乙\u2003丙\t丁", "%s{0}%(a)s${x}甲乙丙丁"),
    ("䶮㛃𬱖喆堃垚赟翀祎𬍛Straße", "䶮㛃𬱖喆堃垚赟翀祎𬍛Straße"),
)
REFUSED = {
    "emoji": ("甲\U0001f600", 0x1F600),
    "family": ("甲\U0001f468\u200d\U0001f469", 0x1F468),
    "hebrew": ("甲\u05e9\u05dc", 0x5E9),
    "arabic": ("甲\u0633\u0644", 0x633),
    "half a pair": ("甲\ud83d", 0xD83D),
    "the other half": ("甲\ude00", 0xDE00),
    "private use": ("甲\ue000", 0xE000),
    "private plane": ("甲\U000f0000", 0xF0000),
    "no character": ("甲\uffff", 0xFFFF),
    "unassigned": ("甲\u0378", 0x378),
    "thai": ("甲\u0e01\u0e33", 0xE01),
}


def leaves(value: Any, path: Path = ()) -> Iterator[Path]:
    """Yield where texts stand in a value: the first of each kind of place."""
    if isinstance(value, str) and not isinstance(value, Enum):
        yield path
    elif is_dataclass(value):
        for field in fields(value):
            yield from leaves(getattr(value, field.name), (*path, field.name))
    elif isinstance(value, tuple):
        seen = set()
        for index, each in enumerate(value):
            for leaf in leaves(each, (*path, index)):
                kind = tuple(step for step in leaf if isinstance(step, str))
                if kind not in seen:
                    seen.add(kind)
                    yield leaf


def put(value: Any, path: Path, text: str) -> Any:
    """Return the value with `text` at a place."""
    if not path:
        return text
    step, *rest = path
    if isinstance(step, int):
        return tuple(put(each, tuple(rest), text) if index == step else each for index, each in enumerate(value))
    return replace(value, **{step: put(getattr(value, step), tuple(rest), text)})


def letter_with(place: Path, text: str, form: LetterFormat = LetterFormat.DOCUMENT) -> OfficialLetter:
    """Return the letter with a text at a place; annexes are left out where they are not what is tried."""
    letter = LETTER if place[0] == "annexes" else replace(LETTER, annexes=())
    return put(replace(letter, format=form), place, text)


PLACES = list(leaves(LETTER))
NAMES = [".".join(str(step) for step in place if isinstance(step, str)) for place in PLACES]


def test_the_walk_comes_to_every_field_that_holds_text() -> None:
    textual = {field.name for field in fields(OfficialLetter) if "str" in field.type or "Annex" in field.type}
    assert {place[0] for place in PLACES} == textual
    assert {
        "annexes.title",
        "annexes.paragraphs",
        "annexes.table.columns.header",
        "annexes.table.rows",
        "annexes.table.caption",
        "annexes.table.note",
    } <= set(NAMES)
    assert len(NAMES) == len(set(NAMES))


def drawn(pdf: bytes) -> str:
    """Return all that is drawn, without blanks, after looking that it stands on the page."""
    parts = []
    with pdfplumber.open(io.BytesIO(pdf)) as book:
        for page in book.pages:
            for char in page.chars:
                assert 15 * MM <= char["x0"] <= char["x1"] <= float(page.width) - 15 * MM, char["text"]
                assert 15 * MM <= char["top"] <= char["bottom"] <= float(page.height) - 15 * MM, char["text"]
                parts.append(char["text"])
    return bare("".join(parts))


def counted(pdf: bytes, character: str) -> int:
    """Return how often a character is drawn, after looking that all ink stands on the page: for very long files."""
    document, count = pypdfium2.PdfDocument(pdf), 0
    for page in document:
        textpage = page.get_textpage()
        count += textpage.get_text_range().count(character)
        for index in range(textpage.count_chars()):
            left, bottom, right, top = textpage.get_charbox(index, loose=False)
            if right > left > 0:
                assert (
                    15 * MM <= left < right <= (210 - 15) * MM
                )  # a turned page is an upright sheet that is shown turned
                assert 15 * MM <= bottom < top <= (297 - 15) * MM
    document.close()
    return count


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def built(letter: OfficialLetter, faces: FaceBook) -> tuple[bytes, InvalidInput | None]:
    """Return the PDF, or why it was refused."""
    try:
        return build(letter, faces), None
    except InvalidInput as refusal:
        return b"", refusal


def sentence(error: OfficeError) -> str:
    """Return the sentence of a refusal, after looking that it is one that can be shown."""
    message = error.sentence
    message.encode("utf-8")
    assert re.fullmatch(r"[^。]+。", message), message
    assert re.search(r"[\u4e00-\u9fff]", message)
    return message


def forms(place: Path) -> list[LetterFormat]:
    return list(LetterFormat) if place in BOTH_FORMATS else [LetterFormat.DOCUMENT]


@pytest.mark.parametrize("place", PLACES, ids=NAMES)
def test_markup_controls_and_rare_characters_print_as_text(faces: FaceBook, place: Path) -> None:
    for form in forms(place):
        for given, expected in (
            PRINTED if place in ONE_ROW else [("甲".join(each) for each in zip(*PRINTED, strict=True))]
        ):
            letter = letter_with(place, given, form)
            if place in CHOSEN:
                with pytest.raises(InvalidInput, match="紧急程度"):
                    build(letter, faces)
            else:
                assert bare(expected) in drawn(build(letter, faces))


@pytest.mark.parametrize("place", PLACES, ids=NAMES)
def test_what_cannot_be_drawn_is_refused_naming_field_and_code_point(faces: FaceBook, place: Path) -> None:
    for text, code in REFUSED.values():
        if place in CHOSEN:
            with pytest.raises(InvalidInput, match="紧急程度"):
                build(letter_with(place, text), faces)
            continue
        with pytest.raises(MissingGlyph) as refused:
            build(letter_with(place, text), faces)
        message = sentence(refused.value)
        assert f"U+{code:04X}" in message
        assert re.match(r"“[^”]*[\u4e00-\u9fff][^”]*”第 2 个字", message), message


@pytest.mark.parametrize("place", PLACES, ids=NAMES)
@pytest.mark.parametrize("text", ["题" * 10_000, "甲 1\n" * 2_500], ids=["one", "lines"])
def test_ten_thousand_characters_are_printed_whole_or_refused(faces: FaceBook, place: Path, text: str) -> None:
    for form in forms(place):
        pdf, refusal = built(letter_with(place, text, form), faces)
        if refusal is None:
            assert counted(pdf, text[0]) >= text.count(text[0])
        else:
            assert refusal.field
            assert "请" in sentence(refusal)


@pytest.mark.parametrize("place", PLACES, ids=NAMES)
def test_nothing_is_the_same_as_blanks_and_controls(faces: FaceBook, place: Path) -> None:
    for text in ("", "\n\n", "\u00a0\u3000\t", "\x00\u200b\ufe0f"):
        pdf, refusal = built(letter_with(place, text), faces)
        if refusal is None:
            assert LETTER.issuer in drawn(pdf)
        else:
            assert re.search("还没有填写|紧急程度", sentence(refusal))
