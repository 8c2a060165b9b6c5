"""The lines of the documents tab: letters issued and received, and the documents that are made anew on request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lantian_desktop.domain.issues.issue import IssueState
from lantian_desktop.domain.issues.lists import IssueQuery, IssueView
from lantian_desktop.domain.letters.letter import Letter, ReceivedLetter
from lantian_desktop.domain.letters.register import RegisterGap, RegisterLine
from lantian_desktop.domain.queries import Page
from lantian_desktop.domain.summaries.feedback import SummaryForm, SummaryTopic
from lantian_desktop.domain.terms import Labelled
from lantian_desktop.services.desk import blank_forms
from lantian_desktop.services.desk.blank_forms import BlankForm
from lantian_desktop.services.issues import issues
from lantian_desktop.services.letters import letters, registers
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import roster
from lantian_desktop.services.summaries import summaries
from lantian_desktop.ui.kit.lists.browse import PageRequest
from lantian_desktop.ui.kit.lists.views import View

OPEN_STATES = tuple(state for state in IssueState if state not in {IssueState.CLOSED, IssueState.WITHDRAWN})


class Shelf(Labelled):
    """What kind of document a line is; also the views of the tab."""

    ISSUED = "issued", "发文登记簿"
    RECEIVED = "received", "收文登记簿"
    SUMMARY = "summary", "综合反馈"
    SPECIAL = "special", "专报"
    LEDGER = "ledger", "问题整改台账"
    ROSTER = "roster", "联络名册"
    FORMS = "forms", "空白表单"


@dataclass(frozen=True, slots=True)
class SummaryChoice:
    """Which summary a line stands for."""

    form: SummaryForm
    round_number: int | None = None
    topic: SummaryTopic | None = None

    @property
    def notes_key(self) -> str:
        """What the texts a person adds to it are kept under; a 日报 has none of its own days."""
        return f"{self.form.value}-{self.topic.key if self.topic else self.round_number or 0}"


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One line. `source` is what it stands for: a letter, a gap, a summary, a ledger's query, or a form to be made."""

    shelf: Shelf
    key: int
    number: str
    title: str
    party: str
    dated_on: date | None
    note: str
    source: Letter | RegisterGap | ReceivedLetter | SummaryChoice | IssueQuery | BlankForm


def views(office: Office) -> Sequence[View]:
    """Return the shelves with their counts."""
    return (
        View(Shelf.ISSUED.value, Shelf.ISSUED.label, letters.letter_page(office, limit=0).total),
        View(Shelf.RECEIVED.value, Shelf.RECEIVED.label, letters.received_page(office, limit=0).total),
        View(Shelf.SUMMARY.value, Shelf.SUMMARY.label, heading="汇总"),
        View(Shelf.SPECIAL.value, Shelf.SPECIAL.label),
        View(Shelf.LEDGER.value, Shelf.LEDGER.label),
        View(Shelf.ROSTER.value, Shelf.ROSTER.label, heading="表册"),
        View(Shelf.FORMS.value, Shelf.FORMS.label),
    )


def page(office: Office, request: PageRequest, *, month: date) -> Page[DocumentLine]:
    """Return the lines asked for; forms of a month are those of `month`."""
    shelf = Shelf(request.view or Shelf.ISSUED.value)
    if shelf is Shelf.ISSUED:
        issued = registers.issued_page(office, text=request.text, offset=request.offset, limit=request.limit)
        names = {unit.id: unit.short_name or unit.name for unit in roster.units(office)}
        shown = tuple(_registered(line, names) for line in issued.rows)
        return Page(shown, issued.total, request.offset)
    if shelf is Shelf.RECEIVED:
        came = letters.received_page(office, text=request.text, offset=request.offset, limit=request.limit)
        return Page(tuple(_received(letter) for letter in came.rows), came.total, request.offset)
    made = _made(office, shelf, month)
    found = tuple(line for line in made if request.text in line.title)
    return Page(found[request.offset : request.offset + request.limit], len(found), request.offset)


def _made(office: Office, shelf: Shelf, month: date) -> tuple[DocumentLine, ...]:
    """Return the lines of a shelf whose documents are made anew on request."""
    if shelf is Shelf.SUMMARY:
        return _summaries(office)
    if shelf is Shelf.SPECIAL:
        return _specials(office)
    if shelf is Shelf.LEDGER:
        return _ledgers(office)
    forms = blank_forms.roster_forms(office) if shelf is Shelf.ROSTER else blank_forms.blank_forms(office, month=month)
    return tuple(
        DocumentLine(shelf, key, form.subject, form.title, "", None, form.note, form) for key, form in enumerate(forms)
    )


def _registered(line: RegisterLine | RegisterGap, names: dict[int, str]) -> DocumentLine:
    if isinstance(line, RegisterGap):
        return DocumentLine(Shelf.ISSUED, -line.first, line.label, line.sentence, "", None, "缺号", line)
    letter, draft = line.letter, line.letter.draft
    party = draft.addressees(names)
    note = "作废" if letter.void_reason else (letter.printed_words if letter.reprints else "")
    note = "重号" if line.duplicate else note
    return DocumentLine(Shelf.ISSUED, letter.id, str(letter.number), draft.title, party, draft.dated_on, note, letter)


def _received(letter: ReceivedLetter) -> DocumentLine:
    note = "" if letter.scan else "无扫描件"
    return DocumentLine(
        Shelf.RECEIVED, letter.id, letter.number, letter.title, letter.sender, letter.received_on, note, letter
    )


def _summaries(office: Office) -> tuple[DocumentLine, ...]:
    today = office.today
    general = SummaryChoice(SummaryForm.GENERAL)
    daily = SummaryChoice(SummaryForm.DAILY)
    rounds = tuple(
        DocumentLine(
            Shelf.SUMMARY,
            one.number,
            "轮次小结",
            f"{one.caption()}情况综合反馈",
            "",
            min(one.ends_on or today, today),
            "",
            SummaryChoice(SummaryForm.ROUND, one.number),
        )
        for one in reversed(roster.rounds(office))
    )
    return (
        DocumentLine(Shelf.SUMMARY, 0, "综合反馈", "全部轮次情况综合反馈", "", today, "", general),
        DocumentLine(Shelf.SUMMARY, -1, "日报", "整改情况日报", "", today, "", daily),
        *rounds,
    )


def _specials(office: Office) -> tuple[DocumentLine, ...]:
    return tuple(
        DocumentLine(
            Shelf.SPECIAL,
            key,
            _topic_kind(topic),
            f"{topic.label}整改情况专报",
            topic.label if topic.territory_id else "",
            office.today,
            "",
            SummaryChoice(SummaryForm.SPECIAL, topic=topic),
        )
        for key, topic in enumerate(summaries.topics(office))
    )


def _topic_kind(topic: SummaryTopic) -> str:
    if topic.tag is not None:
        return "标注专报"
    return "类别专报" if topic.category else "单位专报"


def _ledgers(office: Office) -> tuple[DocumentLine, ...]:
    counts = issues.view_counts(office)
    kinds = (
        ("全部问题", IssueQuery(), counts.get(IssueView.ALL, 0)),
        ("未销号问题", IssueQuery(states=OPEN_STATES), None),
        ("整改中问题", IssueQuery(view=IssueView.RECTIFYING), counts.get(IssueView.RECTIFYING, 0)),
        ("超期问题", IssueQuery(view=IssueView.OVERDUE), counts.get(IssueView.OVERDUE, 0)),
        ("突出问题", IssueQuery(view=IssueView.PROMINENT), counts.get(IssueView.PROMINENT, 0)),
        ("已销号问题", IssueQuery(view=IssueView.CLOSED), counts.get(IssueView.CLOSED, 0)),
    )
    today = office.today
    lines = []
    for key, (label, query, count) in enumerate(kinds):
        known = count if count is not None else issues.issue_page(office, query=query).total
        lines.append(DocumentLine(Shelf.LEDGER, key, "台账", f"{label}整改台账", "", today, f"{known} 项", query))
    return tuple(lines)
