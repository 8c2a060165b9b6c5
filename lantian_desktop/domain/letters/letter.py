"""Letters issued and received: kinds, register entries and what they cover. Typesetting does not live here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from lantian_desktop.domain.admin.office import OfficeProfile
from lantian_desktop.domain.issues.issue import IssueState
from lantian_desktop.domain.letters.numbering import DocumentNumber
from lantian_desktop.domain.terms import Labelled


class LetterFormat(Labelled):
    """How the head and foot of a letter are set (GB/T 9704-2012 10.1 and 7)."""

    LETTER = "letter", "信函格式"
    DOCUMENT = "document", "文件格式"


def prefix_for(profile: OfficeProfile, letter_format: LetterFormat) -> str:
    """Return the 代字 of an office whose counter numbers letters of a format."""
    if letter_format is LetterFormat.LETTER:
        return profile.prefix
    return profile.report_prefix or profile.prefix.removesuffix("函") or profile.prefix


class LetterKind(Labelled):
    """What kind of letter it is; the label is also the beginning of its file's name."""

    SUPERVISION = "supervision", "督办函"
    REMINDER = "reminder", "催办函"
    APPEAL = "appeal", "申诉函"
    ADMONITION = "admonition", "约谈通知"
    PLAN_REPORT = "plan_report", "整改方案"
    RECTIFICATION_REPORT = "rectification_report", "整改情况报告"


@dataclass(frozen=True, slots=True)
class KindRules:
    """What a kind of letter is: its format, whom it goes to, the states an issue may be in, and what its title ends with.

    `upward` letters go to a superior, the others to the units the issues lie in. `sets_dues` kinds name a date for the
    plan and one for the rectification.
    """

    format: LetterFormat
    states: frozenset[IssueState]
    title_end: str
    upward: bool = False
    sets_dues: bool = False


_S = IssueState
UNDER_WAY = frozenset({_S.ASSIGNED, _S.PLANNED, _S.RECTIFYING})
KINDS: Mapping[LetterKind, KindRules] = {
    LetterKind.SUPERVISION: KindRules(
        LetterFormat.LETTER, frozenset({_S.CONFIRMED, *UNDER_WAY}), "督办函", sets_dues=True
    ),
    LetterKind.REMINDER: KindRules(LetterFormat.LETTER, UNDER_WAY, "函", sets_dues=True),
    LetterKind.APPEAL: KindRules(LetterFormat.LETTER, frozenset({_S.APPEALED}), "函", upward=True),
    LetterKind.ADMONITION: KindRules(LetterFormat.LETTER, frozenset({*UNDER_WAY, _S.REPORTED}), "通知"),
    LetterKind.PLAN_REPORT: KindRules(
        LetterFormat.DOCUMENT, frozenset({_S.PLANNED, _S.RECTIFYING, _S.REPORTED}), "报告", upward=True
    ),
    LetterKind.RECTIFICATION_REPORT: KindRules(
        LetterFormat.DOCUMENT, frozenset({_S.RECTIFYING, _S.REPORTED, _S.VERIFIED, _S.CLOSED}), "报告", upward=True
    ),
}


class SupervisionType(Labelled):
    """How strongly a 督办函 presses."""

    ORDINARY = "ordinary", "普通督办"
    ON_SITE = "on_site", "现场督办"
    LISTED = "listed", "挂牌督办"


class Urgency(Labelled):
    """紧急程度 printed above the title."""

    NONE = "none", "平件"
    URGENT = "urgent", "加急"
    MOST_URGENT = "most_urgent", "特急"


@dataclass(frozen=True, slots=True)
class CoveredIssue:
    """An issue a letter covers, with the due dates that letter sets for it; kinds that set none leave them out."""

    issue_id: int
    plan_due: date | None = None
    rectify_due: date | None = None


@dataclass(frozen=True, slots=True)
class TextAnnex:
    """An annex its writer typed: a name and plain text whose levels are recognised as in the body."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """A letter before it has a number. `paragraphs` is plain text; levels are recognised from 一、（一）1.（1）.

    `addressed_to` are addressees that are no units of the roster, named as they are to be printed; they stand first.
    `with_list` puts the table of the covered issues into the first annex, before those of `annexes`.
    """

    kind: LetterKind
    type: SupervisionType
    title: str
    addressee_ids: tuple[int, ...]
    paragraphs: tuple[str, ...]
    covered: tuple[CoveredIssue, ...]
    dated_on: date
    signatory: str = ""
    contact_person: str = ""
    contact_phone: str = ""
    copied_to: tuple[str, ...] = ()
    urgency: Urgency = Urgency.NONE
    with_seal: bool = True
    addressed_to: tuple[str, ...] = ()
    with_list: bool = True
    annexes: tuple[TextAnnex, ...] = ()

    @property
    def rules(self) -> KindRules:
        """What holds for letters of this kind."""
        return KINDS[self.kind]

    def addressees(self, names: Mapping[int, str]) -> str:
        """Return everybody in 主送, units by the name `names` has for their id."""
        return "、".join([*self.addressed_to, *(names.get(unit_id, "") for unit_id in self.addressee_ids)])


@dataclass(frozen=True, slots=True)
class Letter:
    """A line of the 发文登记簿. Immutable but for reprints and 作废; `pdf_sha256` proves the stored bytes."""

    id: int
    number: DocumentNumber
    draft: LetterDraft
    pdf_sha256: str
    registered_at: datetime
    user: str
    reprints: int = 0
    void_reason: str = ""
    voided_at: datetime | None = None

    @property
    def printed_words(self) -> str:
        """尚未打印, 已打印, or how often it was printed again: the first print is no 重印."""
        if self.reprints == 0:
            return "尚未打印"
        return f"重印 {self.reprinted} 次" if self.reprinted else "已打印"

    @property
    def reprinted(self) -> int:
        """How often it was printed after the first time; `reprints` counts every print."""
        return max(self.reprints - 1, 0)

    @property
    def file_name(self) -> str:
        """The name its PDF is saved under, e.g. 督办函-高治霾函〔2019〕12号.pdf."""
        return f"{self.draft.kind.label}-{self.number}.pdf"


@dataclass(frozen=True, slots=True)
class ReceivedLetter:
    """A line of the 收文登记簿: a letter from above, with its own number and a scan."""

    id: int
    number: str
    sender: str
    title: str
    dated_on: date
    received_on: date
    covered: tuple[CoveredIssue, ...] = ()
    scan: str = ""
