"""What the buttons of a roster line do. Which buttons there are stands in `roster_detail`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from lantian_desktop.domain.roster.gaps import GapFinding
from lantian_desktop.domain.roster.merge import Merging
from lantian_desktop.domain.roster.roster import Gap, RosterEntry, Tenure, malformed
from lantian_desktop.services.roster import gaps as roster_gaps
from lantian_desktop.services.roster import merge as roster_merge
from lantian_desktop.services.roster import roster
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.work.prompts import Question
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.kit.work.undo import say_done
from lantian_desktop.ui.roster.detail import (
    APART,
    DELETE,
    EDIT,
    FIRST_FIELD,
    MERGE,
    RESTORE,
    REVEAL,
    STAR,
    UNSTAR,
    VERIFY,
)


class RosterActions:
    """Does things with lines; `show_form` puts a form into the detail, `reveal` shows a number."""

    def __init__(
        self,
        shell: Shell,
        parent: QWidget,
        show_form: Callable[[Form], None],
        reveal: Callable[[int, str], None],
    ) -> None:
        self._shell, self._parent = shell, parent
        self._show_form, self._reveal = show_form, reveal

    def do(
        self, key: str, entry: RosterEntry, chosen: Sequence[RosterEntry], findings: Sequence[GapFinding] = ()
    ) -> None:
        """Do what a button says with the current line, or with all that are chosen."""
        office, ids = self._shell.office, tuple(one.id for one in chosen) or (entry.id,)
        if key == EDIT:
            first = next((_first_field(one.gap, entry) for one in findings), "")
            service = partial(roster.roster_entry, office, entry_id=entry.id)
            self._shell.attempt(service, partial(self.open_form, first=first))
        elif key == VERIFY:
            self._say(partial(roster.verify_entries, office, entry_ids=ids), f"已记为今日核实{_of(ids)}。")
        elif key in {STAR, UNSTAR}:
            words = "已标为常用" if key == STAR else "已取消常用"
            starring = partial(roster.star_entries, office, entry_ids=ids, starred=key == STAR)
            self._say(starring, f"{words}{_of(ids)}。")
        elif key == DELETE:
            self._ask_delete(ids, entry)
        elif key == RESTORE:
            self._say(partial(roster.restore_entries, office, entry_ids=ids), f"已恢复名册条目{_of(ids)}。")
        else:
            self._do_more(key, entry)

    def _do_more(self, key: str, entry: RosterEntry) -> None:
        office = self._shell.office
        if key == REVEAL:
            service = partial(roster.reveal_mobile, office, entry_id=entry.id)
            self._shell.attempt(service, partial(self._reveal, entry.id))
        elif key.startswith(MERGE):
            other = int(key.removeprefix(MERGE))
            self._shell.attempt(partial(roster_merge.proposal, office, one=entry.id, other=other), self._open_merge)
        elif key.startswith(APART):
            other = int(key.removeprefix(APART))
            parting = partial(roster_gaps.set_apart, office, one=entry.id, other=other)
            self._say(parting, "已记为不是重复，以后不再提示这一对。")

    def open_form(self, entry: RosterEntry, *, first: str = "") -> None:
        """Open the form of a line, the cursor in the field `first`."""
        from lantian_desktop.ui.roster.contact_form import ContactForm  # forms are loaded when the first one is opened

        self._show_form(ContactForm(self._shell, entry, first=first))

    def open_tenure(self, tenure: Tenure) -> None:
        """Open the form that corrects a tenure."""
        from lantian_desktop.ui.roster.tenure_form import TenureForm

        self._show_form(TenureForm(self._shell, tenure))

    def _open_merge(self, merging: Merging) -> None:
        from lantian_desktop.ui.roster.merge_form import RosterMergeForm

        self._show_form(RosterMergeForm(self._shell, merging))

    def _ask_delete(self, ids: Sequence[int], entry: RosterEntry) -> None:
        if len(ids) == 1:
            text = f"删除“{roster.caption(self._shell.office, entry)}”？删除后在“已删除”里可以恢复。"
        else:
            text = f"删除选中的 {len(ids)} 条？删除后在“已删除”里可以恢复。"
        service = partial(roster.delete_entries, self._shell.office, entry_ids=ids)
        question = Question("删除名册条目", text, "删除", danger=True)
        self._shell.prompts.ask(self._parent, question, partial(self._say, service, f"已删除名册条目{_of(ids)}。"))

    def _say(self, service: Callable[[], object], sentence: str) -> None:
        self._shell.attempt(service, lambda _done: say_done(self._shell, sentence))


def _first_field(gap: Gap, entry: RosterEntry) -> str:
    """Return the field of the form that a gap is filled in."""
    return next(iter(malformed(entry.phones)), "mobile") if gap is Gap.MALFORMED else FIRST_FIELD.get(gap, "")


def _of(ids: Sequence[int]) -> str:
    return f"，共 {len(ids)} 条" if len(ids) > 1 else ""
