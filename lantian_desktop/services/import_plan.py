"""What a pre-check shows before anything is written: every row with its verdict. Nothing here touches the store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from lantian_desktop.domain.terms import Labelled

if TYPE_CHECKING:
    from lantian_desktop.domain.issues.issue import Issue
    from lantian_desktop.domain.roster.roster import InspectionGroup, RosterEntry, Round
    from lantian_desktop.domain.rota.rota import Seat
    from lantian_desktop.exchange.kit.precheck import Table


class ImportKind(Labelled):
    """What a sheet holds."""

    ROSTER = "roster", "联络名册"
    ISSUES = "issues", "问题清单"
    PROGRESS = "progress", "整改进展"
    ROTA = "rota", "值班表"


class RowVerdict(Labelled):
    """What will become of a row."""

    NEW = "new", "新增"
    CHANGED = "changed", "更新"
    SAME = "same", "相同"
    FAULTY = "faulty", "有误"


@dataclass(frozen=True, slots=True)
class ProgressRecord:
    """One row of a progress sheet, its issue and measure found."""

    issue_id: int
    measure_id: int
    percent: int
    note: str
    on: date | None
    evidence: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class RotaRecord:
    """One shift of a 值班表: the seats that go to other members, and those that nobody has any more."""

    given: tuple[tuple[Seat, int], ...] = ()
    cleared: tuple[Seat, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row of the sheet; `reasons` are complete phrases naming column and cause; `value` is what would be written."""

    row_number: int
    verdict: RowVerdict
    caption: str
    reasons: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    value: Issue | RosterEntry | ProgressRecord | RotaRecord | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """A column the program knows and where it was found: `index` counts from 0, None when absent."""

    key: str
    header: str
    required: bool
    index: int | None


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """A sheet read and judged. `table` keeps the original rows for the error list; `headers` are its column captions."""

    kind: ImportKind
    path: Path
    rows: tuple[ImportRow, ...]
    columns: tuple[ColumnChoice, ...]
    headers: tuple[str, ...]
    table: Table
    rounds: tuple[Round, ...] = ()
    groups: tuple[InspectionGroup, ...] = ()
    head: str = ""  # the journal's when the rows were judged

    def count(self, verdict: RowVerdict) -> int:
        """Return how many rows have this verdict."""
        return sum(row.verdict is verdict for row in self.rows)

    @property
    def mappable(self) -> bool:
        """Whether the file has columns whose meaning can be chosen; cards have none."""
        return bool(self.columns)

    def caption(self) -> str:
        """Return 新增 110 行，更新 0 行，相同 0 行，有误 10 行."""
        return "，".join(f"{verdict.label} {self.count(verdict)} 行" for verdict in RowVerdict)


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did."""

    new: int
    changed: int
    same: int
    skipped: int

    def sentence(self) -> str:
        """Return one Chinese sentence."""
        left = f"，{self.skipped} 行有误未导入" if self.skipped else ""
        return f"已导入：新增 {self.new} 条，更新 {self.changed} 条，相同 {self.same} 条{left}。"
