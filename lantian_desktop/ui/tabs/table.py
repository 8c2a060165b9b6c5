"""The tabs in their order: adding one is a module with SPEC and a line here."""

from __future__ import annotations

from lantian_desktop.ui.tabs import checklists, documents, inbox, plans, roster
from lantian_desktop.ui.tabs.spec import TabSpec

TABS: tuple[TabSpec, ...] = (roster.SPEC, inbox.SPEC, plans.SPEC, checklists.SPEC, documents.SPEC)
