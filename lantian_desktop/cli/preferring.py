"""A file made from a record that was changed since: whose value of each field goes on, as `--prefer` says.

The file does not know what it was made from, so every field that differs from what is stored now is asked about.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from lantian_desktop.domain.errors import ChangedMeanwhile, InvalidInput
from lantian_desktop.domain.merging import FieldChange
from lantian_desktop.domain.plans.plan import Measure, RectificationPlan
from lantian_desktop.domain.plans.verification import Checklist
from lantian_desktop.domain.terms import Labelled
from lantian_desktop.services.office import Office
from lantian_desktop.services.overwriting import overwriting

FILE, STORED = "file", "stored"
PLAN_LABELS = {
    "type": "整改类型",
    "goal": "整改目标",
    "standard": "完成标准",
    "interim_control": "过渡期管控",
    "budget_source": "资金来源",
    "measures": "整改措施",
}
CHECKLIST_LABELS = {
    "place": "核查地点",
    "round_number": "轮次",
    "group": "组别",
    "reported_text": "报告情况",
    "reported_on": "报告日期",
    "photo_on": "照片日期",
}
MEANS = (
    f"以文件为准请加 --prefer {FILE}，保留现有的请加 --prefer {STORED}，也可逐项写明，如 --prefer goal={FILE}，可重复。"
)

R = TypeVar("R", RectificationPlan, Checklist)


def save_filled(
    office: Office,
    filled: R,
    *,
    stored: R,
    labels: Mapping[str, str],
    prefer: Sequence[str],
    save: Callable[[R], object],
) -> None:
    """Save what a file says; where its record was changed since, merge it with what is stored as `prefer` says.

    Raise ChangedMeanwhile with the fields nobody decided about.
    """
    sides = _sides(prefer, labels)
    try:
        save(filled)
    except ChangedMeanwhile as conflict:
        found = _differing(filled, stored, labels)
        if any(_side_of(sides, one.name) is None for one in found):
            raise conflict.with_changes(found) from None
        given_up = {one.name: getattr(stored, one.name) for one in found if _side_of(sides, one.name) == STORED}
        merged = replace(filled, revision=stored.revision, **given_up)
        with overwriting(office, values={one.label: one.stored for one in found if one.name not in given_up}):
            save(merged)


def conflict_lines(conflict: ChangedMeanwhile) -> list[str]:
    """Return both values of each field that differs, and how to say which is meant."""
    lines = [f"{one.label}（{one.name}）：现有“{one.stored}”，文件中“{one.typed}”。" for one in conflict.changes]
    return [*lines, MEANS] if lines else []


def prefers_file(prefer: Sequence[str], name: str) -> bool | None:
    """Return whether the file's value of a field is meant, None when nobody said."""
    side = _side_of(_sides(prefer, {name: name}), name)
    return None if side is None else side == FILE


def _sides(prefer: Sequence[str], labels: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in prefer:
        name, _, side = text.rpartition("=")
        if side not in {FILE, STORED} or (name and name not in labels):
            raise InvalidInput(f"--prefer 不认识“{text}”；{MEANS}", field="prefer")
        found[name] = side
    return found


def _side_of(sides: Mapping[str, str], name: str) -> str | None:
    return sides.get(name, sides.get(""))


def _differing(filled: R, stored: R, labels: Mapping[str, str]) -> list[FieldChange]:
    """Return the fields in which the file would replace something; an empty stored value is no loss."""
    pairs = (
        (name, label, _words(getattr(stored, name)), _words(getattr(filled, name))) for name, label in labels.items()
    )
    return [
        FieldChange(name, label, "", present, message)
        for name, label, present, message in pairs
        if present and present != message
    ]


def _words(value: object) -> str:
    if isinstance(value, tuple):
        return "；".join(map(_words, value))
    if isinstance(value, Measure):
        return "，".join(filter(None, (value.text, value.unit, value.person, value.phone, _words(value.due))))
    if isinstance(value, Labelled):
        return value.label
    return value.isoformat() if isinstance(value, date) else str(value or "")
