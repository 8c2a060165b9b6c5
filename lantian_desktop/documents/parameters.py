"""The table of all parameters of printed pages, for whoever checks them against the standard. It defines none itself."""

from __future__ import annotations

from lantian_desktop.documents.duty import log as duty_log
from lantian_desktop.documents.kit import bands, flow, page, paper, table, title, typeset
from lantian_desktop.documents.kit.measure import Named, named
from lantian_desktop.documents.letters import annex, dispatch_sheet, word_page
from lantian_desktop.documents.plans import checklist_form
from lantian_desktop.documents.roster import book as roster_book
from lantian_desktop.documents.rota import sheet as rota_sheet
from lantian_desktop.documents.summaries import feedback_summary
from lantian_desktop.documents.support import handover_list

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
