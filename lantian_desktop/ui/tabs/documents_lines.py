"""The lines of the documents tab: letters issued and received, and the documents that are made anew on request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lantian_desktop.domain.issue import IssueState
from lantian_desktop.domain.letter import Letter, ReceivedLetter
from lantian_desktop.domain.queries import IssueQuery, IssueView, Page
from lantian_desktop.domain.terms import Labelled
from lantian_desktop.services import issues, letters, roster
from lantian_desktop.services.office import Office
from lantian_desktop.ui.widgets.browse import Wanted
from lantian_desktop.ui.widgets.views import View

OPEN_STATES = tuple(state for state in IssueState if state not in {IssueState.CLOSED, IssueState.WITHDRAWN})


class Shelf(Labelled):
    """What kind of document a line is; also the views of the tab."""

    ISSUED = "issued", "发文登记簿"
    RECEIVED = "received", "收文登记簿"
    SUMMARY = "summary", "综合反馈"
    LEDGER = "ledger", "问题整改台账"


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One line. `source` is what it stands for: a letter, a round's number (None: all), or a ledger's query."""

    shelf: Shelf
    key: int
    number: str
    title: str
    party: str
    dated_on: date | None
    note: str
    source: Letter | ReceivedLetter | IssueQuery | int | None


def views(office: Office) -> Sequence[View]:
    """Return the shelves with their counts."""
    return (
        View(Shelf.ISSUED.value, Shelf.ISSUED.label, letters.letter_page(office, limit=0).total),
        View(Shelf.RECEIVED.value, Shelf.RECEIVED.label, letters.received_page(office, limit=0).total),
        View(Shelf.SUMMARY.value, Shelf.SUMMARY.label, heading="汇总"),
        View(Shelf.LEDGER.value, Shelf.LEDGER.label),
    )


def page(office: Office, wanted: Wanted) -> Page[DocumentLine]:
    """Return the lines asked for."""
    shelf = Shelf(wanted.view or Shelf.ISSUED.value)
    if shelf is Shelf.ISSUED:
        held = letters.letter_page(office, text=wanted.text, offset=wanted.offset, limit=wanted.limit)
        names = {unit.id: unit.short_name or unit.name for unit in roster.units(office)}
        return Page(tuple(_issued(letter, names) for letter in held.rows), held.total, wanted.offset)
    if shelf is Shelf.RECEIVED:
        came = letters.received_page(office, text=wanted.text, offset=wanted.offset, limit=wanted.limit)
        return Page(tuple(_received(letter) for letter in came.rows), came.total, wanted.offset)
    made = _summaries(office) if shelf is Shelf.SUMMARY else _ledgers(office)
    found = tuple(line for line in made if wanted.text in line.title)
    return Page(found[wanted.offset : wanted.offset + wanted.limit], len(found), wanted.offset)


def _issued(letter: Letter, names: dict[int, str]) -> DocumentLine:
    draft = letter.draft
    party = "、".join((*draft.addressed_to, *(names.get(unit_id, "") for unit_id in draft.addressee_ids)))
    note = "作废" if letter.void_reason else (f"重印 {letter.reprints} 次" if letter.reprints else "")
    return DocumentLine(Shelf.ISSUED, letter.id, str(letter.number), draft.title, party, draft.dated_on, note, letter)


def _received(letter: ReceivedLetter) -> DocumentLine:
    note = "" if letter.scan else "无扫描件"
    return DocumentLine(
        Shelf.RECEIVED, letter.id, letter.number, letter.title, letter.sender, letter.received_on, note, letter
    )


def _summaries(office: Office) -> tuple[DocumentLine, ...]:
    today = office.today
    whole = DocumentLine(Shelf.SUMMARY, 0, "日报", "全部轮次情况综合反馈", "", today, "", None)
    rounds = tuple(
        DocumentLine(
            Shelf.SUMMARY,
            one.number,
            "轮次小结",
            f"{one.caption()}情况综合反馈",
            "",
            min(one.ends_on or today, today),
            "",
            one.number,
        )
        for one in reversed(roster.rounds(office))
    )
    return (whole, *rounds)


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
