"""The editable draft read back: the words of the print in its order, page, faces, lines, and a file that no text can break."""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import subprocess
import sys
from dataclasses import replace
from datetime import date
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantian_desktop.documents.kit.fonts import FaceBook
from lantian_desktop.documents.kit.marks import clean
from lantian_desktop.documents.letters import official_letter
from lantian_desktop.documents.letters.annex import Annex
from lantian_desktop.documents.letters.official_letter import OfficialLetter
from lantian_desktop.documents.letters.word_draft import build
from lantian_desktop.domain.errors import InvalidInput, MissingGlyph, OfficeError
from tests.documents.letters.drafts import Read, joined, opened, paragraph_with, printed, words
from tests.source_tree import TREE


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"with_seal": False, "contact_person": "", "urgency": ""},
        {"annexes": ()},
        {"copied_to": (), "contact_phone": ""},
        {"addressees": (tuple(f"高陵区第{n}街道办事处及其所辖各社区" for n in range(1, 25)),)},
        {"issuer": "高陵区大气污染防治铁腕治霾工作领导小组办公室及其所属强化监督定点帮扶工作联络组"},
    ],
)
def test_a_letter_has_the_words_of_the_print_in_its_order(
    change: dict, small: OfficialLetter, faces: FaceBook, read: Read
) -> None:
    content = replace(small, **change)
    assert words(opened(build(content, faces))) == printed(official_letter.build(content, faces), read)


@pytest.mark.parametrize("change", [{}, {"signatory": ""}, {"annexes": ()}, {"copied_to": ()}, {"urgency": ""}])
def test_a_report_has_the_words_of_the_print_in_its_order(
    change: dict, report: OfficialLetter, faces: FaceBook, read: Read
) -> None:
    content = replace(report, **change)
    assert words(opened(build(content, faces))) == printed(official_letter.build(content, faces), read)


def test_the_title_breaks_where_the_print_breaks_it(small: OfficialLetter, faces: FaceBook) -> None:
    lines = "关于高陵区强化监督定点帮扶第12轮次\n交办突出环境问题限期整改的督办函"
    assert paragraph_with(opened(build(small, faces)), "关于高陵区").text == lines
    own = replace(small, title="关于高陵区\n第12轮次问题的督办函")
    assert paragraph_with(opened(build(own, faces)), "关于高陵区").text == own.title


def test_a_draft_never_bears_a_number(letter: OfficialLetter, faces: FaceBook) -> None:
    with ZipFile(io.BytesIO(build(letter, faces))) as archive:
        assert [name for name in archive.namelist() if letter.number.encode() in archive.read(name)] == []


def test_the_same_content_gives_the_same_bytes_in_another_process(small: OfficialLetter, faces: FaceBook) -> None:
    here = build(small, faces)
    assert build(small, FaceBook(TREE / "resources" / "fonts")) == here
    code = (
        "import sys, pickle, hashlib; from pathlib import Path\n"
        "from lantian_desktop.documents.kit.fonts import FaceBook; from lantian_desktop.documents.letters.word_draft import build\n"
        "content = pickle.load(sys.stdin.buffer)\n"
        "print(hashlib.sha256(build(content, FaceBook(Path('resources/fonts')))).hexdigest())"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code],
        cwd=TREE,
        input=pickle.dumps(small),
        capture_output=True,
        check=True,
        env={
            **os.environ,
            "PYTHONHASHSEED": "7",
            "TZ": "Asia/Tokyo",
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        },
    )
    assert answer.stdout.decode().strip() == hashlib.sha256(here).hexdigest()
    with ZipFile(io.BytesIO(here)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


HOSTILE = (
    "<w:p><w:r><w:t>注入</w:t></w:r></w:p>",
    "]]><!-- & &amp; \"' --> <![CDATA[甲]]>",
    "甲\x00乙\x08丙\x1f丁\ufeff戊\u200b己",
    "制表\t与\u00a0空格\u2028换行",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text(text: str, small: OfficialLetter, faces: FaceBook) -> None:
    table = replace(small.annexes[0].table, rows=((text,) * 5,), caption=text, note=text)
    content = replace(
        small,
        mark=f"办{text}",
        title=f"关于{text}",
        addressees=((text,),),
        paragraphs=(f"一、{text}", text),
        issuer=text[:20],
        contact_person=text,
        copied_to=((text,),),
        annexes=(Annex(text, table), Annex(text, paragraphs=(text,))),
    )
    document = opened(build(content, faces))
    found = words(document)
    assert found.count(joined(clean(text))) >= 19
    assert document.element.body.xpath("count(.//w:p[.='注入'])") == 0


@pytest.mark.parametrize("text", ["甲\ud800乙", "甲\uffff乙", "甲\ufffe乙"])
@pytest.mark.parametrize("field", ["title", "paragraphs", "issuer", "copied_to", "contact_person"])
def test_what_no_file_can_hold_is_refused_with_a_sentence(
    text: str, field: str, small: OfficialLetter, faces: FaceBook
) -> None:
    value = {"paragraphs": (text,), "copied_to": ((text,),)}.get(field, text)
    with pytest.raises(MissingGlyph) as refused:
        build(replace(small, **{field: value}), faces)
    assert refused.value.sentence.endswith("。")
    assert f"U+{ord(text[1]):04X}" in refused.value.sentence


def test_a_letter_without_text_is_refused(small: OfficialLetter, faces: FaceBook) -> None:
    with pytest.raises(InvalidInput, match="正文"):
        build(replace(small, paragraphs=(" ",)), faces)


PLAIN = OfficialLetter(
    mark="示例办公室", number="", title="标题", addressees=(("示例单位",),), paragraphs=(), issuer="示例办公室",
    dated_on=date(2019, 7, 5), with_seal=False,
)  # fmt: skip
TYPED = st.text(
    st.one_of(
        st.sampled_from("<>&\"'/w:p]]一、（）1.督办函\t\r\n\x0b\x00\x1b\u2028\u200b\ud800"),
        st.characters(min_codepoint=0x20, max_codepoint=0x7E),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5),
    ),
    max_size=40,
)


@settings(max_examples=40, deadline=None)
@given(texts=st.lists(TYPED, min_size=1, max_size=4))
def test_any_typed_text_is_kept_or_refused(texts: list[str], faces: FaceBook) -> None:
    content = replace(PLAIN, paragraphs=tuple(texts))
    blocks = [part.strip() for text in texts for part in clean(text).split("\n") if part.strip()]
    if not blocks or any("\ud800" in block for block in blocks):
        with pytest.raises(OfficeError):
            build(content, faces)
        return
    document = opened(build(content, faces))
    body = [paragraph.text for paragraph in document.paragraphs]
    start = body.index("示例单位：") + 1
    assert body[start : start + len(blocks)] == blocks
