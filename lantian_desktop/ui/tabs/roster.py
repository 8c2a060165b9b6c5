"""联络名册: units with their posts, who holds them, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout

from lantian_desktop.domain.calendar import cn_date
from lantian_desktop.domain.people import Right
from lantian_desktop.domain.queries import Page, RosterQuery
from lantian_desktop.domain.roster import PostRole, RosterEntry, Unit, gaps
from lantian_desktop.services import exports, roster
from lantian_desktop.services.blank_forms import roster_form
from lantian_desktop.services.import_plan import ImportKind
from lantian_desktop.ui.prompts import FileWish, Question
from lantian_desktop.ui.rows import Chip, Column
from lantian_desktop.ui.shell import Shell
from lantian_desktop.ui.tabs.imports import open_import
from lantian_desktop.ui.tabs.spec import Tab
from lantian_desktop.ui.theme import Tone
from lantian_desktop.ui.widgets.actions import Offer
from lantian_desktop.ui.widgets.browse import BrowsePane, BrowseSpec, Wanted
from lantian_desktop.ui.widgets.cards import Detail, Fact, FactGroup
from lantian_desktop.ui.widgets.views import View

ALL, GAPS = "all", "gaps"
TOOLS = (Offer("new", "新增", shortcut="Ctrl+N"), Offer("import", "导入"), Offer("export", "导出"))
KINDS = "Excel 表格 (*.xlsx);;PDF 文件 (*.pdf)"
_ROOT = QModelIndex()
REACHABLE = (
    ("手机", "mobile"),
    ("24小时", "duty_phone"),
    ("办公", "office_phone"),
    ("分机", "extension"),
    ("传真", "fax"),
    ("邮箱", "email"),
    ("微信", "wechat"),
)


class RosterTab(Tab):
    """Units at the left, their posts, and one post in full."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._units: dict[int, Unit] = {}
        self._missing = 0
        self._revealed: tuple[int, str] = (0, "")
        self.pane: BrowsePane[RosterEntry] = BrowsePane(self._spec(), shell.memory)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pane)
        self.setFocusProxy(self.pane)
        self.pane.chosen_changed.connect(self._show_current)
        self.pane.tool_pressed.connect(self._use_tool)
        self.pane.action_requested.connect(self._do)
        self.pane.detail.link_followed.connect(self._copy)

    def refresh(self) -> None:
        """Read units and rows again."""
        self._units = {unit.id: unit for unit in roster.units(self._shell.office)}
        self.pane.refresh()

    def status(self) -> Sequence[str]:
        """Return how many posts are shown and how many have gaps."""
        missing = self._missing
        return (f"共 {self.pane.rows.total:,} 条", f"待补 {missing:,} 条" if missing else "")

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.pane.search.setFocus()
        self.pane.search.selectAll()

    def add_new(self) -> None:
        """Ctrl+N: a new line for the unit shown."""
        view = self.pane.views.chosen()
        unit_id = int(view) if view.isdigit() else 0
        self._open_form(RosterEntry(0, unit_id, PostRole.LIAISON))

    def print_shown(self) -> None:
        """Ctrl+P: the whole roster as a document, to look at and to print."""
        from lantian_desktop.ui.document_viewer import DocumentViewer, Source  # loaded when something is printed

        open_viewer = self.pane.detail.form
        if isinstance(open_viewer, DocumentViewer):
            open_viewer.print_shown()
            return
        form = roster_form(self._shell.office)
        viewer = DocumentViewer(self._shell, Source(form.title, form.file_name, form.make))
        viewer.closed.connect(self._close_form)
        self.pane.detail.show_form(viewer)
        self.pane.open_detail()

    def show_record(self, record_id: int) -> None:
        """Show one line."""
        if not self.pane.table.go_to(record_id):
            self.pane.show_view(ALL)
            while not self.pane.table.go_to(record_id) and self.pane.rows.canFetchMore(_ROOT):
                self.pane.rows.fetchMore(_ROOT)
        self.pane.open_detail()

    def _spec(self) -> BrowseSpec[RosterEntry]:
        office = self._shell.office
        return BrowseSpec(
            name="roster",
            columns=(
                Column("单位", self._unit_name, width=112),
                Column("联络身份", lambda entry: entry.role.label, width=104),
                Column("姓名", _holder, width=80, chip=_vacant),
                Column("电话", self._phone, width=116),
                Column("职务", lambda entry: entry.title, width=170),
                Column("待补", lambda entry: "、".join(gap.label for gap in gaps(entry, office.today)), width=96),
                Column("工作组", lambda entry: entry.group, width=80, hidden=True),
                Column("备注", lambda entry: entry.remark, width=120, hidden=True),
            ),
            key=_entry_id,
            page=self._page,
            views=self._views,
            search_hint="查找姓名、拼音首字母、单位、职务、电话后几位",
            tools=TOOLS,
            nothing_title="名册里还没有人",
            nothing_yet="可以导入名册表格，或按 Ctrl+N 新增一条。",
            nothing_offers=(Offer("import", "导入名册", primary=True), Offer("new", "新增")),
            choose_title="选择一名联络人员",
        )

    def _unit_name(self, entry: RosterEntry) -> str:
        unit = self._units.get(entry.unit_id)
        return unit.name if unit else ""

    def _phone(self, entry: RosterEntry) -> str:
        return roster.shown_phone(self._shell.office, entry)

    def _page(self, wanted: Wanted) -> Page[RosterEntry]:
        query = RosterQuery(
            unit_id=int(wanted.view) if wanted.view.isdigit() else None,
            text=wanted.text,
            only_gaps=wanted.view == GAPS,
            offset=wanted.offset,
            limit=wanted.limit,
        )
        return roster.roster_page(self._shell.office, query=query)

    def _views(self) -> Sequence[View]:
        office = self._shell.office
        counts, self._missing = roster.unit_counts(office), roster.gap_count(office)
        views = [View(ALL, "全部", sum(counts.values())), View(GAPS, "待补", self._missing, Tone.AMBER)]
        shown = [unit for unit in self._units.values() if counts.get(unit.id)]
        kind = None
        for unit in shown:
            heading = unit.kind.label if unit.kind is not kind else ""
            kind = unit.kind
            views.append(View(str(unit.id), unit.short_name or unit.name, counts[unit.id], heading=heading))
        return views

    def _show_current(self) -> None:
        entry = self.pane.current()
        if entry is None:
            self.pane.detail.show_nothing()
        else:
            self.pane.detail.show_record(self._card(entry), self._offers(entry))
        self.status_changed.emit()

    def _card(self, entry: RosterEntry) -> Detail:
        today = self._shell.office.today
        lacking = gaps(entry, today)
        reach = tuple(
            Fact(label, f"{self._number(entry, name)}　复制", link=self._number(entry, name))
            for label, name in REACHABLE
            if getattr(entry.phones, name)
        )
        unit = self._units.get(entry.unit_id)
        duty = (
            Fact("单位", unit.formal_name or unit.name if unit else ""),
            Fact("联络身份", entry.role.label),
            Fact("职务", entry.title),
            Fact("轮次", f"第{entry.round_number}轮次{entry.group}" if entry.round_number else entry.group),
            Fact("任职", f"{cn_date(entry.held_since)} 起" if entry.held_since else ""),
            Fact(
                "核实",
                cn_date(entry.verified_on) if entry.verified_on else "尚未核实",
                None if entry.verified_on else Tone.AMBER,
            ),
            Fact("备注", entry.remark),
        )
        return Detail(
            title=_holder(entry) or entry.role.label,
            subtitle=" · ".join(part for part in (self._unit_name(entry), entry.title or entry.role.label) if part),
            chips=tuple(Chip(gap.label, Tone.AMBER) for gap in lacking),
            groups=(
                FactGroup("联系方式", reach or (Fact("电话", "", missing=True),)),
                FactGroup("职责", tuple(fact for fact in duty if fact.text)),
            ),
        )

    def _number(self, entry: RosterEntry, name: str) -> str:
        shown = self._revealed[1] if name == "mobile" and self._revealed[0] == entry.id else ""
        return shown or str(getattr(entry.phones, name))

    def _offers(self, entry: RosterEntry) -> tuple[Offer, ...]:
        may = self._shell.office.may(Right.EDIT_ROSTER)
        refusal = "" if may else "当前用户没有“维护名册”的权限。"
        offers = [Offer("edit", "修改", refusal, primary=may), Offer("verify", "已核实", refusal)]
        if "*" in entry.phones.mobile and self._revealed[0] != entry.id:
            offers.append(Offer("reveal", "显示手机号（记入日志）"))
        offers.append(Offer("delete", "删除", refusal, danger=True, more=True))
        return tuple(offers)

    def _do(self, key: str) -> None:
        entry = self.pane.current()
        if entry is None:
            return
        office = self._shell.office
        if key == "edit":
            self._shell.attempt(partial(roster.roster_entry, office, entry_id=entry.id), self._open_form)
        elif key == "verify":
            self._shell.attempt(partial(self._verify, entry.id), lambda _saved: self._shell.say("已记为今日核实。"))
        elif key == "reveal":
            self._shell.attempt(
                partial(roster.reveal_mobile, office, entry_id=entry.id), partial(self._reveal, entry.id)
            )
        elif key == "delete":
            text = f"删除“{self._unit_name(entry)} {entry.role.label} {entry.shown_name}”？"
            question = Question("删除名册条目", text, "删除", danger=True)
            self._shell.prompts.ask(self, question, partial(self._delete, entry.id))

    def _verify(self, entry_id: int) -> RosterEntry:
        office = self._shell.office
        entry = roster.roster_entry(office, entry_id=entry_id)
        return roster.save_entry(office, entry=replace(entry, verified_on=office.today))

    def _reveal(self, entry_id: int, number: str) -> None:
        self._revealed = (entry_id, number)
        self._show_current()

    def _delete(self, entry_id: int) -> None:
        deed = partial(roster.delete_entry, self._shell.office, entry_id=entry_id)
        self._shell.attempt(deed, lambda _done: self._shell.say("已删除名册条目。"))

    def _copy(self, number: str) -> None:
        QGuiApplication.clipboard().setText(number)
        self._shell.say(f"已复制 {number}。")

    def _use_tool(self, key: str) -> None:
        if key == "new":
            self.add_new()
        elif key == "import":
            open_import(self._shell, ImportKind.ROSTER, self)
        else:
            wish = FileWish("导出名册", KINDS, f"联络名册-{self._shell.office.today.isoformat()}.xlsx")
            self._shell.prompts.choose_file(self, wish, self._export)

    def _export(self, path: Path) -> None:
        deed = partial(exports.export_roster, self._shell.office, path=path)
        self._shell.attempt(deed, lambda _done: self._shell.say(f"名册已导出到 {path}。"))

    def _open_form(self, entry: RosterEntry) -> None:
        from lantian_desktop.ui.forms.contact import ContactForm  # forms are loaded when the first one is opened

        form = ContactForm(self._shell, entry)
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


def _vacant(entry: RosterEntry) -> Chip | None:
    return Chip(entry.shown_name, Tone.AMBER) if _lacks_person(entry) else None


def _holder(entry: RosterEntry) -> str:
    return entry.shown_name if entry.name or _lacks_person(entry) else ""


def _lacks_person(entry: RosterEntry) -> bool:
    return not entry.name and entry.role is not PostRole.DUTY_PHONE
