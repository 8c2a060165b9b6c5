"""整改方案: goal, standard, measures, versions, progress and what still lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from lantian_desktop.domain.terms import Labelled

DONE_PERCENT = 100


class PlanType(Labelled):
    """How a rectification is meant to run."""

    IMMEDIATE = "immediate", "立行立改"
    TIME_LIMITED = "time_limited", "限期整改"
    LONG_TERM = "long_term", "长期坚持"


class PlanStatus(Labelled):
    """Where a version of a plan stands."""

    DRAFT = "draft", "草拟"
    SUBMITTED = "submitted", "待审"
    APPROVED = "approved", "已审定"
    RETURNED = "returned", "已退回"


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing to be done. `id` is 0 before it is stored; `progress` in percent, 0–100; `evidence` counts attachments."""

    id: int
    text: str
    unit: str
    person: str
    due: date | None
    phone: str = ""
    progress: int = 0
    done_on: date | None = None
    evidence: int = 0

    @property
    def done(self) -> bool:
        """Whether progress stands at 100 %."""
        return self.progress >= DONE_PERCENT


@dataclass(frozen=True, slots=True)
class RectificationPlan:
    """One version of an issue's plan; versions count from 1 and every one is kept."""

    issue_id: int
    version: int
    status: PlanStatus
    type: PlanType
    goal: str
    standard: str
    measures: tuple[Measure, ...]
    author: str
    interim_control: str = ""
    budget_source: str = ""
    submitted_on: date | None = None
    decided_by: str = ""
    decided_on: date | None = None
    return_reason: str = ""
    revision: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class ProgressNote:
    """One report on a measure."""

    measure_id: int
    percent: int
    note: str
    on: date
    entered_at: datetime
    user: str


def shortcomings(plan: RectificationPlan) -> tuple[str, ...]:
    """Return what the plan lacks before it may be submitted, each a short Chinese phrase."""
    lacking = [] if plan.goal.strip() else ["整改目标"]
    if not plan.standard.strip():
        lacking.append("完成标准")
    if not plan.measures:
        lacking.append("至少一条整改措施")
    for index, measure in enumerate(plan.measures, 1):
        parts = {
            "措施内容": measure.text.strip(),
            "责任单位": measure.unit.strip(),
            "责任人": measure.person.strip(),
            "完成时限": measure.due,
        }
        lacking += [f"措施{index}的{word}" for word, value in parts.items() if not value]
    return tuple(lacking)


def undone(plan: RectificationPlan) -> tuple[str, ...]:
    """Return which measures are not done or lack evidence, each a short Chinese phrase."""
    lacking: list[str] = []
    for index, measure in enumerate(plan.measures, 1):
        if not measure.done:
            lacking.append(f"措施{index}尚未完成（{measure.progress}%）")
        elif measure.evidence == 0:
            lacking.append(f"措施{index}没有佐证材料")
    return tuple(lacking)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs between two versions."""

    field: str
    old: str
    new: str


_SHOWN = {
    "type": "整改类型",
    "goal": "整改目标",
    "standard": "完成标准",
    "interim_control": "过渡期管控",
    "budget_source": "资金来源",
}


def diff(old: RectificationPlan, new: RectificationPlan) -> tuple[Difference, ...]:
    """Return what changed from `old` to `new`, field by field and measure by measure."""
    found = []
    for name, label in _SHOWN.items():
        before, after = _shown(getattr(old, name)), _shown(getattr(new, name))
        if before != after:
            found.append(Difference(label, before, after))
    return (*found, *_measure_differences(old.measures, new.measures))


def _measure_differences(old: Sequence[Measure], new: Sequence[Measure]) -> list[Difference]:
    found = []
    for index in range(max(len(old), len(new))):
        before = measure_line(old[index]) if index < len(old) else ""
        after = measure_line(new[index]) if index < len(new) else ""
        if before != after:
            found.append(Difference(f"措施{index + 1}", before, after))
    return found


def measure_line(measure: Measure) -> str:
    """Return a measure as one line: text, unit, person, due date."""
    due = measure.due.isoformat() if measure.due else "未定时限"
    return f"{measure.text}（{measure.unit}，{measure.person}，{due}）"


def _shown(value: object) -> str:
    return value.label if isinstance(value, Labelled) else str(value)
