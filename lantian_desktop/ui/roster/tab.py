"""联络名册: units with their posts, who holds them, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.queries import Page
from lantian_desktop.domain.roster.gaps import GapFinding, caption
from lantian_desktop.domain.roster.roster import RosterEntry, Unit, UnitKind, mask_mobile
from lantian_desktop.services.import_plan import ImportKind
from lantian_desktop.services.pinyin import keys
from lantian_desktop.services.roster import (
    gaps as roster_gaps,
)
from lantian_desktop.services.roster import (
    history as roster_history,
)
from lantian_desktop.services.roster import (
    masks as roster_masks,
)
from lantian_desktop.services.roster import (
    roster,
)
from lantian_desktop.services.roster.contact_finding import note_recent
from lantian_desktop.ui.kit.forms.form import Form
from lantian_desktop.ui.kit.imports.opening import open_import
from lantian_desktop.ui.kit.lists.browse import BrowsePane, BrowseSpec, PageRequest
from lantian_desktop.ui.kit.lists.rows import Chip, Column
from lantian_desktop.ui.kit.lists.views import View
from lantian_desktop.ui.kit.paint.actions import Offer
from lantian_desktop.ui.kit.tab import Tab
from lantian_desktop.ui.kit.work.shell import Shell
from lantian_desktop.ui.roster.actions import RosterActions
from lantian_desktop.ui.roster.as_of import AsOfStrip, Then
from lantian_desktop.ui.roster.detail import (
    REVEAL,
    REVEAL_KEY,
    STAR,
    STAR_KEY,
    UNSTAR,
    bulk_offers,
    card,
    holder,
    offers,
    restore_offers,
    role_words,
    vacancy,
)
from lantian_desktop.ui.roster.papers import RosterPapers
from lantian_desktop.ui.roster.tenures import TenureCard
from lantian_desktop.ui.roster.units import UnitActions
from lantian_desktop.ui.roster.views import ALL, BIN, GAPS, NOTHING, blank_for, is_gap_view, query_of, views_now

__all__ = ["ALL", "GAPS", "RosterTab"]

TOOLS = (
    Offer("new", "新增", shortcut="Ctrl+N"),
    Offer("import", "导入"),
    Offer("export", "导出"),
    Offer("as_of", "截至…", shortcut="看以前某一天的名册"),
)
_ROOT = QModelIndex()
_TITLE = 4  # the column that makes room for the sentences in the views of gaps


class RosterTab(Tab):
    """Units at the left, their posts, and one post in full; or all of that as it was on a day of the past."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._units: dict[int, Unit] = {}
        self._then: Then | None = None
        self._revealed: tuple[int, str] = (0, "")
        self._action_runner = RosterActions(shell, self, self._show_form, self._reveal)
        self.pane: BrowsePane[RosterEntry] = BrowsePane(self._spec(), shell.memory)
        self.pane.views.spell = _label_spellings
        self.as_of = AsOfStrip(self._today)
        self.pane.put_over_list(self.as_of)
        self.set_content(self.pane)
        self._connect()

    def _today(self) -> date:
        return self._shell.office.today

    def _connect(self) -> None:
        self.pane.rows.modelReset.connect(self._make_room)
        self.pane.chosen_changed.connect(self._show_current)
        self._unit_actions = UnitActions(self._shell, self.pane, self._show_form, self._refresh_now)
        self._papers = RosterPapers(self._shell, self.pane, self._close_form)
        self.pane.tool_pressed.connect(self._use_tool)
        self.pane.action_requested.connect(self._do)
        self.pane.detail.link_followed.connect(self._copy)
        self.pane.table.opened.connect(self._note_recent)
        self.pane.table.copied.connect(self._note_recent)
        self.as_of.day_chosen.connect(self.show_day)
        self.as_of.left.connect(self._leave_day)
        QShortcut(QKeySequence(STAR_KEY), self).activated.connect(self._turn_star)
        QShortcut(QKeySequence(REVEAL_KEY), self).activated.connect(partial(self._press, REVEAL))

    def refresh(self) -> None:
        """Read units and rows again."""
        self._units = {unit.id: unit for unit in roster.units(self._shell.office)}
        self._revealed = (0, "")
        if self._then is not None:
            self._then = Then.of(self._shell.office, self._then.on, self._units)
        self.pane.refresh()

    def _refresh_now(self) -> None:
        """Show the roster of today as it is."""
        if self._then is not None:
            self.as_of.leave()
        self.refresh()

    def status(self) -> Sequence[str]:
        """Return how many posts are shown and how many have gaps."""
        if self._then is not None:
            return (f"共 {self.pane.rows.total:,} 条", self.as_of.sentence)
        missing = roster_gaps.gap_count(self._shell.office)
        chosen = len(self.pane.table.chosen_rows())
        return (
            f"共 {self.pane.rows.total:,} 条",
            f"待补 {missing:,} 条" if missing else "",
            f"已选 {chosen}" if chosen > 1 else "",
        )

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.pane.search.setFocus()
        self.pane.search.selectAll()

    def add_new(self) -> None:
        """Ctrl+N: a new line for the unit or group shown."""
        if self._then is not None:
            self.as_of.leave()
        self._action_runner.open_form(blank_for(self.pane.views.chosen(), self._units.values()))

    def print_shown(self) -> None:
        """Ctrl+P: ask how the roster is printed; when its pages are shown, print them."""
        if not self._refused_then():
            self._papers.open_print()

    def show_record(self, record_id: int) -> None:
        """Show one line."""
        if not self.pane.table.go_to(record_id):
            self.pane.show_view(ALL)
            while not self.pane.table.go_to(record_id) and self.pane.rows.canFetchMore(_ROOT):
                self.pane.rows.fetchMore(_ROOT)
        self.pane.open_detail()

    def show_day(self, on: date) -> None:
        """Show the roster as it was on a day, to be read only."""
        self.pane.detail.close_form()
        self._then = Then.of(self._shell.office, on, self._units)
        self.as_of.show_day(on)
        self.as_of.show()
        self.pane.refresh()

    def _leave_day(self) -> None:
        if self._then is not None:
            self._then = None
            self.pane.refresh()

    def _spec(self) -> BrowseSpec[RosterEntry]:
        return BrowseSpec(
            name="roster",
            columns=(
                Column("单位", self._unit_name, width=92),
                Column("联络身份", role_words, width=108),
                Column("姓名", self._holder, width=80, chip=self._vacant),
                Column("电话", self._phone, width=116),
                Column("职务", lambda entry: entry.title, width=112),
                Column("待补", self._lacking, width=220),
                Column("工作组", lambda entry: entry.group, width=80, hidden=True),
                Column("备注", lambda entry: entry.remark, width=120, hidden=True),
                Column("常用", lambda entry: "常用" if entry.starred else "", width=64, hidden=True),
            ),
            key=_entry_id,
            page=self._page,
            views=self._views,
            search_hint="姓名、拼音、单位、电话尾号",
            tools=TOOLS,
            nothing_title="这里还没有人",
            nothing_yet="可以导入名册表格，或按 Ctrl+N 新增一条。",
            nothing_offers=(Offer("import", "导入名册", primary=True), Offer("new", "新增")),
            nothing_in=NOTHING,
            choose_title="选择一名联络人员",
        )

    def _unit_name(self, entry: RosterEntry) -> str:
        """Return the unit in short, of an inspection group its own name."""
        unit = self._units.get(entry.unit_id)
        if unit is None:
            return ""
        return entry.group if unit.kind is UnitKind.INSPECTION and entry.group else unit.short_name or unit.name

    def _holder(self, entry: RosterEntry) -> str:
        return holder(entry, then=self._then is not None)

    def _vacant(self, entry: RosterEntry) -> Chip | None:
        return vacancy(entry, then=self._then is not None)

    def _phone(self, entry: RosterEntry) -> str:
        return roster.shown_phone(self._shell.office, entry)

    def _lacking(self, entry: RosterEntry) -> str:
        """What is missing in a word, and in the views of gaps in a sentence."""
        found = self._findings(entry)
        if is_gap_view(self.pane.views.chosen()):
            return " ".join(one.reason for one in found)
        return "、".join(dict.fromkeys(one.gap.label for one in found))

    def _findings(self, entry: RosterEntry) -> tuple[GapFinding, ...]:
        if self._then is not None:
            return ()
        found = roster_gaps.findings(self._shell.office, entry_id=entry.id)
        view = self.pane.views.chosen()
        return tuple(sorted(found, key=lambda one: not view.endswith(one.gap.value)))

    def _page(self, request: PageRequest) -> Page[RosterEntry]:
        if self._then is not None:
            return self._then.page(self._shell.office, request)
        return roster.roster_page(self._shell.office, query=query_of(request))

    def _views(self) -> Sequence[View]:
        office = self._shell.office
        return views_now(office) if self._then is None else self._then.views(office)

    def _make_room(self) -> None:
        self.pane.table.hide_for_now(_TITLE, hidden=is_gap_view(self.pane.views.chosen()))

    def _show_current(self) -> None:
        entry = self.pane.current()
        if entry is None or entry.id != self._revealed[0]:
            self._revealed = (0, "")
        if entry is None:
            self.pane.detail.show_nothing()
        else:
            self._show(entry)
        self.status_changed.emit()

    def _show(self, entry: RosterEntry) -> None:
        findings = self._findings(entry)
        shown = card(
            roster_masks.unmasked_entry(entry, self._revealed[1]),
            self._units.get(entry.unit_id),
            findings,
            gaps_first=is_gap_view(self.pane.views.chosen()),
            on=self._then.on if self._then else None,
        )
        self.pane.detail.show_record(shown, self._offers(entry, findings), below=self._below(entry))

    def _below(self, entry: RosterEntry) -> list[QWidget]:
        tenures = roster_history.tenures(self._shell.office, entry_id=entry.id)
        free = self._then is None and self.pane.views.chosen() != BIN
        may = free and self._shell.office.may(Right.EDIT_ROSTER)
        return [TenureCard(tenures, self._action_runner.open_tenure if may else None)] if tenures else []

    def _offers(self, entry: RosterEntry, findings: Sequence[GapFinding]) -> tuple[Offer, ...]:
        office, chosen = self._shell.office, self.pane.table.chosen_rows()
        if self._then is not None:
            return ()
        if self.pane.views.chosen() == BIN:
            return restore_offers(office, len(chosen))
        if len(chosen) > 1:
            return bulk_offers(office, chosen)
        names = {unit.id: unit.short_name for unit in self._units.values()}
        others = {other for one in findings for other in one.others}
        known = {line.id: caption(line, names) for line in roster.entries(office, ids=others)}
        masked = roster_masks.is_masked(office, entry) and self._revealed[0] != entry.id
        return offers(office, entry, findings, known, masked=masked)

    def _do(self, key: str) -> None:
        entry, chosen = self.pane.current(), self.pane.table.chosen_rows()
        if entry is not None and self._then is None:
            first = chosen[0] if len(chosen) > 1 else entry
            self._action_runner.do(key, first, chosen, self._findings(entry))

    def _press(self, key: str) -> None:
        self.pane.detail.bar.press(key)

    def _turn_star(self) -> None:
        entry = self.pane.current()
        if entry is not None:
            chosen = self.pane.table.chosen_rows() or (entry,)
            self._press(UNSTAR if all(one.starred for one in chosen) else STAR)

    def _note_recent(self) -> None:
        """Let whoever is opened or copied stand under 最近; a list copied as a whole is nobody one went to."""
        entry, chosen = self.pane.current(), self.pane.table.chosen_rows()
        if entry is None or len(chosen) > 1 or self._then is not None or self.pane.views.chosen() == BIN:
            return
        self._shell.attempt(partial(note_recent, self._shell.office, entry.id), self._recount)

    def _recount(self, _noted: None) -> None:
        self.pane.views.show_views(self._views())

    def _reveal(self, entry_id: int, number: str) -> None:
        self._note_recent()
        self._revealed = (entry_id, number)
        self._show_current()

    def hideEvent(self, event: QHideEvent) -> None:
        """Mask a revealed number again when the tab goes out of sight or the lock comes."""
        super().hideEvent(event)
        if self._revealed[0]:
            self._revealed = (0, "")
            self._show_current()

    def _copy(self, number: str) -> None:
        QGuiApplication.clipboard().setText(number)
        self._note_recent()
        in_full = number in self._revealed[1].split("、")  # the notice stays when the number is masked again
        self._shell.say(f"已复制 {mask_mobile(number) if in_full else number}。")

    def _use_tool(self, key: str) -> None:
        if key == "new":
            self.add_new()
        elif key == "import":
            open_import(self._shell, ImportKind.ROSTER, self)
        elif key == "as_of":
            self.as_of.ask()
        elif not self._refused_then():
            self._papers.open_export()

    def _refused_then(self) -> bool:
        """Say that papers and files are of today while a day of the past is shown."""
        if self._then is not None:
            self._shell.warn("打印和导出的是现在的名册，请先点“回到现在”。")
        return self._then is not None

    def _show_form(self, form: Form) -> None:
        form.saved.connect(self._close_form)
        form.closed.connect(self._close_form)
        self.pane.detail.show_form(form)
        self.pane.open_detail()

    def _close_form(self) -> None:
        entered = getattr(self.pane.detail.form, "entry_id", 0)
        self.pane.detail.close_form()
        if entered:
            self.pane.table.go_to(entered)
        self._show_current()


def _entry_id(entry: RosterEntry) -> int:
    return entry.id


def _label_spellings(label: str) -> tuple[str, ...]:
    found = keys(label)
    return (*found.pinyin, *found.initials)
