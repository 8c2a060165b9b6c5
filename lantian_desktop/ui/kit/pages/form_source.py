"""A blank form as a document to be looked at."""

from __future__ import annotations

from functools import partial

from lantian_desktop.services.desk.blank_forms import BlankForm
from lantian_desktop.services.roster.export import note_taken
from lantian_desktop.ui.kit.pages.document_viewer import Source


def form_source(form: BlankForm) -> Source:
    """Return one of the forms; a 联络名册 that is saved is journalled."""
    taken = partial(note_taken, book=form.book) if form.book is not None else None
    return Source(form.title, form.file_name, form.make, taken=taken)
