"""The documents this program can make: a content class, how it is built and what its file is called. One line each."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from lantian_desktop.documents.duty import log as duty_log
from lantian_desktop.documents.duty.log import DutyLog
from lantian_desktop.documents.issues import ledger
from lantian_desktop.documents.issues.ledger import Ledger
from lantian_desktop.documents.kit import test_page
from lantian_desktop.documents.kit.fonts import FaceBook
from lantian_desktop.documents.kit.test_page import AlignmentPage
from lantian_desktop.documents.letters import dispatch_sheet, official_letter, register_book
from lantian_desktop.documents.letters.dispatch_sheet import DispatchSheet
from lantian_desktop.documents.letters.official_letter import OfficialLetter
from lantian_desktop.documents.letters.register_book import RegisterBook
from lantian_desktop.documents.plans import checklist_form
from lantian_desktop.documents.plans.checklist_form import ChecklistPaper
from lantian_desktop.documents.roster import book as roster_book
from lantian_desktop.documents.roster.book import RosterBook
from lantian_desktop.documents.rota import sheet as rota_sheet
from lantian_desktop.documents.rota.sheet import RotaSheet
from lantian_desktop.documents.summaries import feedback_summary
from lantian_desktop.documents.summaries.feedback_summary import FeedbackSummary
from lantian_desktop.documents.support import handover_list
from lantian_desktop.documents.support.handover_list import HandoverList
from lantian_desktop.domain.terms import Labelled

Content = (
    OfficialLetter
    | Ledger
    | FeedbackSummary
    | ChecklistPaper
    | DispatchSheet
    | RosterBook
    | RotaSheet
    | DutyLog
    | HandoverList
    | RegisterBook
    | AlignmentPage
)


class DocumentKind(Labelled):
    """A kind of document; the label begins its file name."""

    SUPERVISION_LETTER = "supervision_letter", "督办函"
    REMINDER_LETTER = "reminder_letter", "催办函"
    APPEAL_LETTER = "appeal_letter", "申诉函"
    ADMONITION_NOTICE = "admonition_notice", "约谈通知"
    PLAN_REPORT = "plan_report", "整改方案"
    RECTIFICATION_REPORT = "rectification_report", "整改情况报告"
    LEDGER = "ledger", "问题整改台账"
    FEEDBACK_SUMMARY = "feedback_summary", "综合反馈"
    CHECKLIST_FORM = "checklist_form", "核查清单"
    DISPATCH_SHEET = "dispatch_sheet", "发文稿纸"
    ROSTER_BOOK = "roster_book", "联络名册"
    ROTA_SHEET = "rota_sheet", "值班表"
    DUTY_LOG = "duty_log", "值班日志"
    HANDOVER_LIST = "handover_list", "资料移交清单"
    ISSUED_REGISTER = "issued_register", "发文登记簿"
    RECEIVED_REGISTER = "received_register", "收文登记簿"
    TEST_PAGE = "test_page", "打印测试页"


@dataclass(frozen=True, slots=True)
class DocumentSpec:
    """What a kind is made from and by what."""

    title: str
    content: type
    build: Callable[[Any, FaceBook], bytes]


CATALOGUE: Mapping[DocumentKind, DocumentSpec] = {
    DocumentKind.SUPERVISION_LETTER: DocumentSpec("督办函", OfficialLetter, official_letter.build),
    DocumentKind.REMINDER_LETTER: DocumentSpec("催办函", OfficialLetter, official_letter.build),
    DocumentKind.APPEAL_LETTER: DocumentSpec("申诉函", OfficialLetter, official_letter.build),
    DocumentKind.ADMONITION_NOTICE: DocumentSpec("约谈通知", OfficialLetter, official_letter.build),
    DocumentKind.PLAN_REPORT: DocumentSpec("整改方案", OfficialLetter, official_letter.build),
    DocumentKind.RECTIFICATION_REPORT: DocumentSpec("整改情况报告", OfficialLetter, official_letter.build),
    DocumentKind.LEDGER: DocumentSpec("问题整改台账", Ledger, ledger.build),
    DocumentKind.FEEDBACK_SUMMARY: DocumentSpec("综合反馈", FeedbackSummary, feedback_summary.build),
    DocumentKind.CHECKLIST_FORM: DocumentSpec("核查清单", ChecklistPaper, checklist_form.build),
    DocumentKind.DISPATCH_SHEET: DocumentSpec("发文稿纸", DispatchSheet, dispatch_sheet.build),
    DocumentKind.ROSTER_BOOK: DocumentSpec("联络名册", RosterBook, roster_book.build),
    DocumentKind.ROTA_SHEET: DocumentSpec("值班表", RotaSheet, rota_sheet.build),
    DocumentKind.DUTY_LOG: DocumentSpec("值班日志", DutyLog, duty_log.build),
    DocumentKind.HANDOVER_LIST: DocumentSpec("资料移交清单", HandoverList, handover_list.build),
    DocumentKind.ISSUED_REGISTER: DocumentSpec("发文登记簿", RegisterBook, register_book.build),
    DocumentKind.RECEIVED_REGISTER: DocumentSpec("收文登记簿", RegisterBook, register_book.build),
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
    plain = plain_name(subject)
    return f"{CATALOGUE[kind].title}-{plain}.pdf" if plain else f"{CATALOGUE[kind].title}.pdf"


def plain_name(subject: str) -> str:
    """Return what a file may be called on every system: nothing forbidden, not too long."""
    return _NOT_IN_NAMES.sub(" ", subject).strip(" .")[:_LONGEST_NAME].rstrip(" .")
