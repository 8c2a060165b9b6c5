"""The check of a letter's pages: what cannot be set, and what had to be drawn together."""

from __future__ import annotations

import io
from dataclasses import replace

import pdfplumber
import pytest

from lantian_desktop.domain.letters.letter import LetterDraft, TextAnnex
from lantian_desktop.services.letters import content as letter_content
from lantian_desktop.services.letters import letters
from lantian_desktop.services.letters.check import check, errors
from lantian_desktop.services.office import Office
from tests.services.test_main_job import confirmed


def proposed(office: Office) -> LetterDraft:
    issues = [confirmed(office).id for _ in range(3)]
    return letter_content.propose(office, issue_ids=issues).draft


def test_rows_drawn_together_for_the_signature_are_reported(office: Office) -> None:
    draft = proposed(office)
    seen = set()
    for extra in range(24):
        longer = replace(draft, paragraphs=(*draft.paragraphs, *["请按时报送整改情况。"] * extra))
        message = any("行距收紧" in finding.sentence for finding in check(office, draft=longer))
        assert message == (_last_pitch(letters.preview(office, draft=longer)) < 10.3), extra
        seen.add(message)
    assert seen == {True, False}


def _last_pitch(pdf: bytes) -> float:
    """Return the distance in mm of the last two rows of 3号 before the annex: name and date of the signature."""
    with pdfplumber.open(io.BytesIO(pdf)) as book:
        page = [page for page in book.pages if page.rotation == 0 and "（联系人" in (page.extract_text() or "")][-1]
        tops = sorted({round(char["top"], 1) for char in page.chars if abs(char["size"] - 15.75) < 0.01})
    return (tops[-1] - tops[-2]) * 25.4 / 72


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"title": "关于" + "某某有关问题" * 70 + "的督办函"}, "title", "首页排不下正文"),
        ({"annexes": (TextAnnex("", "内容"),)}, "annexes", "附件名称"),
        ({"signatory": "李\U000f0002"}, "signatory", "U+F0002"),
    ],
)
def test_what_cannot_be_set_is_an_error_with_its_place(office: Office, changes: dict, field: str, words: str) -> None:
    blocking = errors(check(office, draft=replace(proposed(office), **changes)))
    assert [(finding.field, words in finding.sentence) for finding in blocking] == [(field, True)]
