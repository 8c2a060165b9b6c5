"""What the window does with Ctrl+K: it asks the services, makes them ready, goes to a hit, remembers a contact, and leaves open forms alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from lantian_desktop.domain.errors import OfficeError
from lantian_desktop.domain.roster.contact_search import Hit
from lantian_desktop.services.desk import finding
from lantian_desktop.services.roster.contact_finding import note_recent
from lantian_desktop.services.roster.contact_index import contact_index
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.kit.work.worker import RunningJob

FOUND = 30


def hits_of(shell: Shell, text: str) -> Sequence[Hit]:
    """Return what matches a text; for none the contacts the user went to last."""
    return finding.find(shell.office, text=text, limit=FOUND) if text else finding.recent(shell.office)


def prepare(shell: Shell, owner: QWidget) -> None:
    """Make the contacts ready beside the window, so that the first key is answered as quickly as the others."""
    shell.worker.run(partial(_make_ready, shell), _ready, _leave_to_the_key, owner=owner)


def _make_ready(shell: Shell, _running: RunningJob) -> None:
    contact_index(shell.office)


def _ready(_nothing: None) -> None:
    """Nothing is left to do: the index is kept with the store."""


def _leave_to_the_key(_error: OfficeError) -> None:
    """What went wrong is told when somebody searches."""


def arrive(shell: Shell, hit: Hit, tab: QWidget) -> None:
    """Remember a contact that was gone to; where a form is open in front of it, tell the number beside the form."""
    if hit.contact is None:
        return
    shell.attempt(partial(note_recent, shell.office, hit.id))
    if any(form.isVisible() for form in tab.findChildren(Form)):
        reach = hit.contact.number.text or "没有登记电话"
        shell.say(f"{hit.title}（{hit.contact.unit.text}）：{reach}。正在填写的表单没有关闭，内容还在。")
