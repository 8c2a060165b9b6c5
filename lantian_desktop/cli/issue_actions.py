"""What `lantian issue NO ACTION` can do: the actions of the workflow, and progress, measure and checklist beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from lantian_desktop.cli.call import Call
from lantian_desktop.cli.filled import (
    ProgressReport,
    filled_checklist,
    filled_measure,
    filled_plan,
    named_measure,
    one_of,
    progress_reports,
    read_filled,
)
from lantian_desktop.cli.preferring import CHECKLIST_LABELS, PLAN_LABELS, prefers_file, save_filled
from lantian_desktop.cli.readings import Entries
from lantian_desktop.domain.errors import InvalidInput, Refused
from lantian_desktop.domain.issues.issue import Issue, IssueAction
from lantian_desktop.domain.merging import FieldChange
from lantian_desktop.domain.plans.issue_flow import FLOW
from lantian_desktop.domain.plans.plan import Measure, RectificationPlan
from lantian_desktop.domain.plans.verification import Checklist
from lantian_desktop.domain.terms import Labelled
from lantian_desktop.services.issues import detail as issue_detail
from lantian_desktop.services.issues import steps
from lantian_desktop.services.office import Office
from lantian_desktop.services.plans import filled_sheets, plans, verification


class ExtraAction(Labelled):
    """What may be done besides the actions of the workflow; none of these changes the state by itself."""

    PROGRESS = "progress", "登记进展"
    MEASURE = "measure", "补充措施"
    CHECKLIST = "checklist", "登记核查"


Doing = Callable[[Call, Office, Issue], None]


def step(call: Call, office: Office, issue: Issue) -> None:
    """Do an action of the workflow that needs no form of its own."""
    options = call.options
    given = steps.StepInput(
        on=options.on,
        reason=options.reason,
        reply_number=options.reply,
        override_reason=options.override,
        paper=_paper_signature(call, office),
        evidence=tuple(options.evidence),
        follow_up_on=options.follow_up,
    )
    steps.perform(office, issue_ids=[issue.id], action=options.action, step=given)


def _paper_signature(call: Call, office: Office) -> steps.PaperSignature | None:
    options = call.options
    if options.signed_by is None:
        return None
    if options.scan is None:
        raise InvalidInput("纸质签批请用 --scan 附上签字页的扫描件或照片。", field="scan")
    return steps.PaperSignature(options.signed_by, options.on or office.today, options.scan)


def plan(call: Call, office: Office, issue: Issue) -> None:
    """Submit the plan in the file, or the draft that lies in the store."""
    _require_state(issue, call.options.action)
    filled = plans.blank_plan(office, issue_id=issue.id)
    if call.options.file is not None:
        filled = filled_plan(filled, _one(call, issue, "整改方案", filled_sheets.plan_values))
    save_filled(
        office,
        filled,
        stored=plans.blank_plan(office, issue_id=issue.id),
        labels=PLAN_LABELS,
        prefer=call.options.prefer,
        save=lambda one: plans.submit_plan(office, plan=one, on=call.options.on),
    )


def conclude(call: Call, office: Office, issue: Issue) -> None:
    """Pass or fail the issue by the checklist in the file; the action must agree with the checklist's outcome."""
    if call.options.file is None:
        step(call, office, issue)  # refuses, and says that a checklist is needed
        return
    _require_state(issue, call.options.action)
    checklist = _checklist(call, office, issue)
    passes = call.options.action is IssueAction.PASS
    if checklist.outcome is not None and checklist.passes is not passes:
        wanted = "不能按“核查通过”办理" if passes else "不能按“核查不通过”办理"
        raise Refused(f"{issue.number} 核查结果为“{checklist.outcome.label}”，{wanted}。")
    _conclude(call, office, checklist)


def record_checklist(call: Call, office: Office, issue: Issue) -> None:
    """Keep the verification in the file; from 待核查 its outcome also moves the issue."""
    _conclude(call, office, _checklist(call, office, issue))


def _conclude(call: Call, office: Office, checklist: Checklist) -> None:
    save_filled(
        office,
        checklist,
        stored=verification.blank_checklist(office, issue_id=checklist.issue_id),
        labels=CHECKLIST_LABELS,
        prefer=call.options.prefer,
        save=lambda one: verification.conclude(office, checklist=one, on=call.options.on),
    )


def progress(call: Call, office: Office, issue: Issue) -> None:
    """Record the progress in the file, or the one given by options; all of it or nothing."""
    reports = _meant(call, office, issue, _reports(call, issue))
    if not reports:
        return
    with office.session.write(f"登记进展 {issue.number}"):
        for report in reports:
            plans.record_progress(
                office,
                issue_id=issue.id,
                measure_id=_measure_id(office, issue, report.measure),
                percent=report.percent,
                note=report.note,
                on=report.on or call.options.on,
                evidence=report.evidence,
                taken_on=report.taken_on or call.options.taken_on,
            )


def _meant(call: Call, office: Office, issue: Issue, reports: Sequence[ProgressReport]) -> tuple[ProgressReport, ...]:
    """Return the reports to enter: where the plan was changed since a file was made, those `--prefer` says."""
    plan = issue_detail.issue_detail(office, issue_id=issue.id).plan
    stale = plan is not None and any(one.revision not in {None, plan.revision} for one in reports)
    meant = prefers_file(call.options.prefer, "percent") if stale else True
    if plan is None or meant:
        return tuple(reports)
    if meant is None:
        found = (FieldChange("percent", *_progress_words(plan, one)) for one in reports)
        raise plans.changed_since(office, issue_id=issue.id).with_changes(tuple(found))
    return ()


def _progress_words(plan: RectificationPlan, report: ProgressReport) -> tuple[str, str, str, str]:
    stored = named_measure(plan.measures, report.measure)
    return f"“{stored.text}”的进展", "", f"{stored.progress}%", f"{report.percent}%"


def _reports(call: Call, issue: Issue) -> tuple[ProgressReport, ...]:
    options = call.options
    if options.file is not None:
        entries = read_filled(options.file, "进展", filled_sheets.progress_values, number=issue.number)
        return progress_reports(entries, options.file.parent)
    if options.percent is None:
        raise InvalidInput(
            "请用 --file 给出进展文件，或用 --measure 和 --percent 写明第几条措施和进展。", field="percent"
        )
    return (ProgressReport(options.measure, options.percent, options.note, evidence=tuple(options.evidence)),)


def _measure_id(office: Office, issue: Issue, name: str) -> int:
    stored_plan = issue_detail.issue_detail(office, issue_id=issue.id).plan
    return named_measure(stored_plan.measures if stored_plan else (), name).id


def measure(call: Call, office: Office, issue: Issue) -> None:
    """Add the measure in the file, with the new 整改期限, after a failed verification or a rebound."""
    if call.options.file is None:
        raise InvalidInput("请用 --file 给出新的措施（text、unit、person、due）。", field="file")
    entry = _one(call, issue, "措施", filled_sheets.measure_values)
    rectify_due = entry.day("rectify_due") or call.options.rectify_due
    if rectify_due is None:
        raise InvalidInput("请用 --rectify-due 写明新的整改期限。", field="rectify_due")
    values = {key: value for key, value in entry.values.items() if key not in {"number", "rectify_due"}}
    added = filled_measure(Measure(0, "", "", "", rectify_due), Entries(values, "措施"))
    plans.add_measure_after_setback(office, issue_id=issue.id, measure=added, rectify_due=rectify_due)


def _checklist(call: Call, office: Office, issue: Issue) -> Checklist:
    if call.options.file is None:
        raise InvalidInput("请用 --file 给出填好的核查清单。", field="file")
    blank = verification.blank_checklist(office, issue_id=issue.id)
    return filled_checklist(blank, _one(call, issue, "核查清单", filled_sheets.checklist_values))


def _one(call: Call, issue: Issue, what: str, sheet: Callable[[Path], object]) -> Entries:
    return one_of(read_filled(call.options.file, what, sheet, number=issue.number), what)


def _require_state(issue: Issue, action: IssueAction) -> None:
    if FLOW.rule(issue.state, action) is None:
        raise Refused(f"{issue.number} 当前状态为“{issue.state.label}”，不能{action.label}。")


OWN_WAYS: Mapping[IssueAction | ExtraAction, Doing] = {
    IssueAction.SUBMIT_PLAN: plan,
    IssueAction.REVISE_PLAN: plan,
    IssueAction.PASS: conclude,
    IssueAction.FAIL: conclude,
    ExtraAction.PROGRESS: progress,
    ExtraAction.MEASURE: measure,
    ExtraAction.CHECKLIST: record_checklist,
}
