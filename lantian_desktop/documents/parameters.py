"""The table of all parameters of printed pages, for whoever checks them against the standard. It defines none itself."""

from __future__ import annotations

from lantian_desktop.documents import (
    annex,
    bands,
    checklist_form,
    dispatch_sheet,
    duty_log,
    feedback_summary,
    flow,
    handover_list,
    page,
    paper,
    roster_book,
    rota_sheet,
    table,
    title,
    typeset,
    word_page,
)
from lantian_desktop.documents.measure import Named, named

_DEFINING = (
    page, flow, typeset, title, paper, table, bands, annex, feedback_summary, checklist_form, dispatch_sheet, roster_book,
    rota_sheet, duty_log, handover_list, word_page,
)  # fmt: skip


def measures() -> tuple[Named, ...]:
    """Return every parameter with value, unit, clause and strength, named `module.NAME` or `module.HEAD.field`."""
    known: set[int] = set()
    return tuple(
        one
        for module in _DEFINING
        for one in named(vars(module), within=f"{module.__name__.rpartition('.')[2]}.", known=known)
    )
