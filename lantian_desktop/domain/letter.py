"""Letters issued and received: kinds, register entries and what they cover. Typesetting does not live here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lantian_desktop.domain.numbering import DocumentNumber
from lantian_desktop.domain.terms import Labelled


class LetterKind(Labelled):
    """What kind of letter it is; the label is also the beginning of its file's name."""

    SUPERVISION = "supervision", "督办函"


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
    """An issue a letter covers, with the due dates that letter sets for it."""

    issue_id: int
    plan_due: date
    rectify_due: date


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """A letter before it has a number. `paragraphs` is plain text; levels are recognised from 一、（一）1.（1）."""

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
