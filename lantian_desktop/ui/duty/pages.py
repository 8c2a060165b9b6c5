"""The pages of 值班台 in their order. A page is a tab of its own kind and is built when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lantian_desktop.ui.kit.tab import Tab
from lantian_desktop.ui.kit.work.shell import Shell


@dataclass(frozen=True, slots=True)
class DutyPage:
    """One page: its key, its label, and what builds it."""

    key: str
    label: str
    build: Callable[[Shell], Tab]


def _now(shell: Shell) -> Tab:
    from lantian_desktop.ui.duty.now import NowPage

    return NowPage(shell)


def _log(shell: Shell) -> Tab:
    from lantian_desktop.ui.duty.log import LogPage

    return LogPage(shell)


def _rota(shell: Shell) -> Tab:
    from lantian_desktop.ui.rota.rota import RotaPage

    return RotaPage(shell)


def _changes(shell: Shell) -> Tab:
    from lantian_desktop.ui.rota.changes import ChangesPage

    return ChangesPage(shell)


def _members(shell: Shell) -> Tab:
    from lantian_desktop.ui.rota.members import MembersPage

    return MembersPage(shell)


def _balance(shell: Shell) -> Tab:
    from lantian_desktop.ui.rota.balance import BalancePage

    return BalancePage(shell)


PAGES: tuple[DutyPage, ...] = (
    DutyPage("now", "在班", _now),
    DutyPage("log", "值班日志", _log),
    DutyPage("rota", "排班表", _rota),
    DutyPage("changes", "调班替班", _changes),
    DutyPage("members", "人员与请假", _members),
    DutyPage("balance", "轮休换休", _balance),
)
