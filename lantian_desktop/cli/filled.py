"""Filled-in plans, measures, progress and checklists that come with a command as a file: JSON here, sheets through services."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from lantian_desktop.cli.readings import Entries, entries_of, read_json
from lantian_desktop.domain.errors import InvalidInput, UnreadableFile
from lantian_desktop.domain.plans.plan import Measure, PlanType, RectificationPlan
from lantian_desktop.domain.plans.verification import Answer, Checklist, ItemResult, Outcome

SheetReader = Callable[[Path], object]
MEASURE_KEYS = ("measure", "text", "unit", "person", "phone", "due")
PLAN_KEYS = ("number", "type", "goal", "standard", "interim_control", "budget_source", "measures", "revision")
PROGRESS_KEYS = ("number", "measure", "percent", "note", "on", "evidence", "taken_on", "revision")
ANSWER_KEYS = ("item", "what", "result", "note", "remedy")
CHECKLIST_KEYS = (
    "number", "verifiers", "verified_at", "place", "round", "group", "reported_text", "reported_on", "photo_on",
    "outcome", "follow_up_on", "answers", "revision",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ProgressReport:
    """How far one measure is: `measure` is its place from 1 or its words; evidence lies at real paths."""

    measure: str
    percent: int
    note: str = ""
    on: date | None = None
    evidence: tuple[Path, ...] = ()
    taken_on: date | None = None
    revision: int | None = None


def read_filled(path: Path, what: str, sheet: SheetReader, *, number: str) -> tuple[Entries, ...]:
    """Return the objects in a JSON file, or in a spreadsheet read by `sheet`; a number in it must be the issue's."""
    if path.suffix.lower() == ".json":
        entries = entries_of(read_json(path), what)
    elif path.suffix.lower() in {".xlsx", ".xls", ".csv"}:
        entries = entries_of(sheet(path), what)
    else:
        raise UnreadableFile(f"文件“{path.name}”的格式不对，请用 .json 或 .xlsx 文件。")
    for entry in entries:
        named = entry.text("number")
        if named and named != number:
            raise InvalidInput(f"文件“{path.name}”写的是 {named}，与 {number} 不符，请核对。", field="number")
    return entries


def one_of(entries: Sequence[Entries], what: str) -> Entries:
    """Return the only object; raise InvalidInput when there are none or several."""
    if len(entries) != 1:
        raise InvalidInput(f"文件中应只有一份{what}，现有 {len(entries)} 份。", field="file")
    return Entries(entries[0].values, what)


def filled_plan(blank: RectificationPlan, entry: Entries) -> RectificationPlan:
    """Return `blank` with what the file says; measures named in it replace the old ones, a `measure` number keeps one."""
    entry.only(*PLAN_KEYS)
    measures = tuple(_kept_or_new(blank.measures, part) for part in entry.objects("measures", "措施"))
    return replace(
        blank,
        type=entry.term("type", PlanType) or blank.type,
        goal=entry.text("goal", blank.goal),
        standard=entry.text("standard", blank.standard),
        interim_control=entry.text("interim_control", blank.interim_control),
        budget_source=entry.text("budget_source", blank.budget_source),
        measures=measures or blank.measures,
        revision=made_from(entry, blank.revision),
    )


def made_from(entry: Entries, present: int) -> int:
    """Return the revision of the record the file was made from; a file that does not say means the present one."""
    message = entry.whole("revision")
    return present if message is None else message


def _kept_or_new(measures: Sequence[Measure], entry: Entries) -> Measure:
    index = entry.whole("measure")
    old = named_measure(measures, str(index)) if index is not None else Measure(0, "", "", "", None)
    return filled_measure(old, entry)


def filled_measure(blank: Measure, entry: Entries) -> Measure:
    """Return `blank` with what the file says about a measure."""
    entry.only(*MEASURE_KEYS)
    return replace(
        blank,
        text=entry.text("text", blank.text),
        unit=entry.text("unit", blank.unit),
        person=entry.text("person", blank.person),
        phone=entry.text("phone", blank.phone),
        due=entry.day("due") or blank.due,
    )


def named_measure(measures: Sequence[Measure], name: str) -> Measure:
    """Return the measure called by its place (from 1) or its words; raise InvalidInput when there is none."""
    if name.isdigit() and 1 <= int(name) <= len(measures):
        return measures[int(name) - 1]
    for measure in measures:
        if measure.text == name:
            return measure
    raise InvalidInput(f"没有措施“{name}”，现有 {len(measures)} 条，请写第几条或措施原文。", field="measure")


def progress_reports(entries: Sequence[Entries], folder: Path) -> tuple[ProgressReport, ...]:
    """Return what the file reports, in its order; evidence is looked for beside the file."""
    return tuple(_progress(entry.only(*PROGRESS_KEYS), folder) for entry in entries)


def _progress(entry: Entries, folder: Path) -> ProgressReport:
    percent = entry.whole("percent")
    if percent is None:
        raise InvalidInput(f"{entry.place}“percent”（进展）必须填写。", field="percent")
    return ProgressReport(
        measure=entry.text("measure", "1"),
        percent=percent,
        note=entry.text("note"),
        on=entry.day("on"),
        evidence=tuple(folder / name for name in entry.names("evidence")),
        taken_on=entry.day("taken_on"),
        revision=entry.whole("revision"),
    )


def filled_checklist(blank: Checklist, entry: Entries) -> Checklist:
    """Return `blank` with what the file says; each answer is found by its item's number (from 1) or its words."""
    entry.only(*CHECKLIST_KEYS)
    answers = list(blank.answers)
    for part in entry.objects("answers", "核查项目"):
        index = _item(answers, part.only(*ANSWER_KEYS))
        answers[index] = _answered(answers[index], part)
    return replace(
        blank,
        answers=tuple(answers),
        verifiers=entry.names("verifiers") or blank.verifiers,
        verified_at=entry.moment("verified_at") or blank.verified_at,
        place=entry.text("place", blank.place),
        round_number=entry.whole("round") or blank.round_number,
        group=entry.text("group", blank.group),
        reported_text=entry.text("reported_text", blank.reported_text),
        reported_on=entry.day("reported_on") or blank.reported_on,
        photo_on=entry.day("photo_on") or blank.photo_on,
        outcome=entry.term("outcome", Outcome) or blank.outcome,
        follow_up_on=entry.day("follow_up_on") or blank.follow_up_on,
        revision=made_from(entry, blank.revision),
    )


def _item(answers: Sequence[Answer], entry: Entries) -> int:
    index = entry.whole("item")
    if index is None:
        wanted = entry.text("what")
        index = next((i for i, answer in enumerate(answers, 1) if answer.item.what == wanted), 0)
    if not 1 <= index <= len(answers):
        known = "、".join(f"{i} {answer.item.what}" for i, answer in enumerate(answers, 1))
        raise InvalidInput(f"{entry.place}“item”对不上清单的项目，清单有：{known}。", field="item")
    return index - 1


def _answered(answer: Answer, entry: Entries) -> Answer:
    return replace(
        answer,
        result=entry.term("result", ItemResult) or answer.result,
        note=entry.text("note", answer.note),
        remedy=entry.text("remedy", answer.remedy),
    )
