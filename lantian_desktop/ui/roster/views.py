"""The views at the left of the roster: what is often used, what is lacking, and the units as a tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lantian_desktop.domain.roster.export import RosterScope
from lantian_desktop.domain.roster.query import RosterQuery
from lantian_desktop.domain.roster.roster import Gap, PostRole, RosterEntry, Unit, UnitKind
from lantian_desktop.domain.roster.tree import GROUP, KIND, ROUND
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import gaps as roster_gaps
from lantian_desktop.services.roster import history as roster_history
from lantian_desktop.services.roster import roster
from lantian_desktop.ui.kit.lists.browse import PageRequest
from lantian_desktop.ui.kit.lists.views import View
from lantian_desktop.ui.kit.paint.theme import Tone

ALL, STARRED, RECENT, GAPS, BIN = "all", "starred", "recent", "gaps", "removed"
GAP = "gap:"
# What an empty view says instead of asking for an import.
NOTHING = {
    STARRED: ("还没有常用的人", "选中一条，按 Ctrl+D 标为常用，就列在这里。"),
    RECENT: ("最近没有查过谁", "查找、打开或复制过的人会列在这里，最近的在前。"),
    BIN: ("没有删除的条目", "删除或并掉的条目放在这里，可以恢复。"),
    **dict.fromkeys((GAPS, *(f"{GAP}{gap.value}" for gap in Gap)), ("没有要补的", "这一类没有缺漏。")),
}


def views_now(office: Office) -> Sequence[View]:
    """Return every view of the roster as it is."""
    lacking = roster_gaps.gap_counts(office)
    counted = roster.counts(office)
    return [
        View(ALL, "全部", counted.existing),
        View(STARRED, "常用", counted.starred),
        View(RECENT, "最近", counted.recent),
        View(GAPS, "待补", roster_gaps.gap_count(office), Tone.AMBER, folded=True),
        *(View(f"{GAP}{gap.value}", gap.label, lacking[gap], Tone.AMBER, depth=1) for gap in Gap),
        View(BIN, "已删除", counted.removed),
        *unit_views(office),
    ]


def unit_views(office: Office, lines: Iterable[RosterEntry] | None = None) -> Iterator[View]:
    """Yield the units as a tree; districts and what is above and below 本单位 are unfolded at first."""
    nodes = roster_history.unit_tree(office, lines=lines)
    open_at_first = {f"{KIND}{UnitKind.DISTRICT.value}", *_own_path(office)}
    for at, node in enumerate(nodes):
        heading = "" if at else "单位"
        folded = node.key not in open_at_first
        yield View(node.key, node.label, node.count, heading=heading, depth=node.depth, folded=folded, name=node.name)


def _own_path(office: Office) -> set[str]:
    units = {unit.id: unit for unit in roster.units(office)}
    unit = next((unit for unit in units.values() if unit.name == office.profile.short_name), None)
    found: set[str] = set()
    while unit is not None:
        found |= {str(unit.id), f"{KIND}{unit.kind.value}"}
        unit = units.get(unit.parent_id) if unit.parent_id is not None else None
    return found


def is_gap_view(view: str) -> bool:
    """Return whether a view shows what is lacking."""
    return view == GAPS or view.startswith(GAP)


def query_of(request: PageRequest) -> RosterQuery:
    """Return the question behind a view."""
    view = request.view
    round_number, _, group = view.removeprefix(ROUND).removeprefix(GROUP).partition("/")
    in_round = view.startswith((ROUND, GROUP))
    return RosterQuery(
        unit_id=int(view) if view.isdigit() else None,
        kind=UnitKind(view.removeprefix(KIND)) if view.startswith(KIND) else None,
        round_number=int(round_number) if in_round else None,
        group=group if view.startswith(GROUP) else "",
        only_gaps=view == GAPS,
        gap=Gap(view.removeprefix(GAP)) if view.startswith(GAP) else None,
        starred=view == STARRED,
        recent=view == RECENT,
        removed=view == BIN,
        text=request.text,
        offset=request.offset,
        limit=request.limit,
    )


def scope_of(view: str) -> RosterScope:
    """Return the lines a view stands for where a unit or a round is shown, all lines otherwise."""
    number = view.removeprefix(ROUND).removeprefix(GROUP).partition("/")[0]
    return RosterScope(
        unit_id=int(view) if view.isdigit() else None,
        round_number=int(number) if view.startswith((ROUND, GROUP)) else None,
    )


def blank_for(view: str, units: Iterable[Unit]) -> RosterEntry:
    """Return a new line for the place a view shows."""
    if not view.startswith((ROUND, GROUP)):
        return RosterEntry(0, int(view) if view.isdigit() else 0, PostRole.LIAISON)
    number, _, group = view.removeprefix(ROUND).removeprefix(GROUP).partition("/")
    unit = next((unit.id for unit in units if unit.kind is UnitKind.INSPECTION), 0)
    return RosterEntry(0, unit, PostRole.GROUP_MEMBER, round_number=int(number), group=group)
