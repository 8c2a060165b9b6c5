"""The table of all parameters of printed pages, for whoever checks them against the standard. It defines none itself."""

from __future__ import annotations

from lantian_desktop.documents import (
    annex,
    checklist_form,
    feedback_summary,
    flow,
    page,
    paper,
    table,
    title,
    typeset,
    word_page,
)
from lantian_desktop.documents.measure import Named, named

_DEFINING = (page, flow, typeset, title, paper, table, annex, feedback_summary, checklist_form, word_page)


def measures() -> tuple[Named, ...]:
    """Return every parameter with value, unit, clause and strength, named `module.NAME` or `module.HEAD.field`."""
    known: set[int] = set()
    return tuple(
        one
        for module in _DEFINING
        for one in named(vars(module), within=f"{module.__name__.rpartition('.')[2]}.", known=known)
    )
