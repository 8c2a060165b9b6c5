"""Values somebody chose to replace although another person had just stored them: the journal keeps them."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager

from lantian_desktop.domain.roster.roster import mask_mobiles
from lantian_desktop.services.office import Office


@contextmanager
def overwriting(office: Office, *, values: Mapping[str, str]) -> Generator[None, None, None]:
    """Have the journal lines of the block name the values, by label, that it replaces; mobiles masked."""
    facts = {"overwritten": {label: mask_mobiles(text) for label, text in values.items()}} if values else {}
    with office.session.noting(**facts):
        yield
