"""The documents this program can make: a content class, how it is built and what its file is called. One line each."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from lantian_desktop.documents import checklist_form, feedback_summary, ledger, supervision_letter, test_page
from lantian_desktop.documents.checklist_form import ChecklistForm
from lantian_desktop.documents.feedback_summary import FeedbackSummary
from lantian_desktop.documents.fonts import FaceBook
from lantian_desktop.documents.ledger import Ledger
from lantian_desktop.documents.supervision_letter import SupervisionLetter
from lantian_desktop.documents.test_page import AlignmentPage
from lantian_desktop.domain.terms import Labelled

Content = SupervisionLetter | Ledger | FeedbackSummary | ChecklistForm | AlignmentPage


class DocumentKind(Labelled):
    """A kind of document; the label begins its file name."""

    SUPERVISION_LETTER = "supervision_letter", "督办函"
    LEDGER = "ledger", "问题整改台账"
    FEEDBACK_SUMMARY = "feedback_summary", "综合反馈"
    CHECKLIST_FORM = "checklist_form", "核查清单"
    TEST_PAGE = "test_page", "打印测试页"


@dataclass(frozen=True, slots=True)
class DocumentSpec:
    """What a kind is made from and by what."""

    title: str
    content: type
    build: Callable[[Any, FaceBook], bytes]


CATALOGUE: Mapping[DocumentKind, DocumentSpec] = {
    DocumentKind.SUPERVISION_LETTER: DocumentSpec("督办函", SupervisionLetter, supervision_letter.build),
    DocumentKind.LEDGER: DocumentSpec("问题整改台账", Ledger, ledger.build),
    DocumentKind.FEEDBACK_SUMMARY: DocumentSpec("综合反馈", FeedbackSummary, feedback_summary.build),
    DocumentKind.CHECKLIST_FORM: DocumentSpec("核查清单", ChecklistForm, checklist_form.build),
    DocumentKind.TEST_PAGE: DocumentSpec(test_page.TITLE, AlignmentPage, test_page.build),
}
_BY_CONTENT = {spec.content: spec for spec in CATALOGUE.values()}
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
_LONGEST_NAME = 80  # characters: leaves room for the folder on Windows


def build(content: Content, faces: FaceBook) -> bytes:
    """Return the PDF of any content of the catalogue."""
    return _BY_CONTENT[type(content)].build(content, faces)


def file_name(kind: DocumentKind, subject: str) -> str:
    """Return a name that begins with the kind and is allowed on every system, e.g. 督办函-高治霾函〔2019〕12号.pdf."""
    plain = _NOT_IN_NAMES.sub(" ", subject).strip(" .")[:_LONGEST_NAME].rstrip(" .")
    return f"{CATALOGUE[kind].title}-{plain}.pdf" if plain else f"{CATALOGUE[kind].title}.pdf"
