"""What is checked before a letter is registered: each finding one sentence and the field it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lantian_desktop.domain.calendar import CalendarMissing, cn_date
from lantian_desktop.domain.letter import CoveredIssue, LetterDraft
from lantian_desktop.domain.terms import Labelled
from lantian_desktop.services.office import Office
from lantian_desktop.store import issues, letters, units

SECRET_MARKS = ("绝密", "机密", "秘密")


class Severity(Labelled):
    """Whether a finding blocks."""

    ERROR = "error", "错误"
    WARNING = "warning", "提醒"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found; `field` names the entry of the letter form, `start` and `end` the characters of its text."""

    severity: Severity
    sentence: str
    field: str
    start: int = 0
    end: int = 0


def errors(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return those that block."""
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)


def check(office: Office, *, draft: LetterDraft) -> tuple[Finding, ...]:
    """Return everything doubtful about a letter, errors first."""
    found = [*_form(draft), *_dates(office, draft), *_days_off(office, draft), *_coverage(office, draft)]
    return tuple(sorted(found, key=lambda finding: finding.severity is Severity.WARNING))


def _error(sentence: str, field: str) -> Finding:
    return Finding(Severity.ERROR, sentence, field)


def _warning(sentence: str, field: str) -> Finding:
    return Finding(Severity.WARNING, sentence, field)


def _form(draft: LetterDraft) -> list[Finding]:
    found = []
    if not draft.title.strip():
        found.append(_error("请填写标题。", "title"))
    elif not (draft.title.startswith("关于") and draft.title.endswith(f"的{draft.rules.title_end}")):
        found.append(_warning(f"标题通常写作“关于…的{draft.rules.title_end}”，请核对。", "title"))
    if not draft.addressee_ids and not draft.addressed_to:
        found.append(_error("请选择主送单位。", "addressees"))
    if not any(paragraph.strip() for paragraph in draft.paragraphs):
        found.append(_error("正文为空，请填写正文。", "body"))
    if not draft.covered:
        found.append(_error(f"{draft.kind.label}至少列入一个问题。", "issues"))
    if not (draft.contact_person.strip() and draft.contact_phone.strip()):
        found.append(_warning("没有填写联系人和联系电话。", "contact_person"))
    text = draft.title + "".join(draft.paragraphs)
    found += [
        _error(f"文中出现“{mark}”字样，本系统不得录入涉密信息，请删去。", "body")
        for mark in SECRET_MARKS
        if mark in text
    ]
    return found


def _dates(office: Office, draft: LetterDraft) -> list[Finding]:
    found = []
    last = letters.last_dated(office.session, office.profile.prefix_for(draft.rules.format), draft.dated_on.year)
    if last is not None and draft.dated_on < last:
        found.append(_error(f"成文日期早于上一号函的日期 {cn_date(last)}，请更正。", "dated_on"))
    if draft.dated_on > office.today:
        found.append(_error("成文日期晚于今天，请更正。", "dated_on"))
    for covered in draft.covered:
        if draft.rules.sets_dues:
            found += _due_order(covered, draft.dated_on)
    return list(dict.fromkeys(found))


def _due_order(covered: CoveredIssue, dated_on: date) -> list[Finding]:
    if covered.plan_due is None or covered.plan_due <= dated_on:
        return [_error("方案期限应晚于成文日期，请填写。", "plan_due")]
    if covered.rectify_due is None or covered.rectify_due < covered.plan_due:
        return [_error("整改期限早于方案期限，请更正。", "rectify_due")]
    return []


def _days_off(office: Office, draft: LetterDraft) -> list[Finding]:
    found = []
    calendar = office.calendar
    named = {("plan_due", "方案期限", covered.plan_due) for covered in draft.covered}
    named |= {("rectify_due", "整改期限", covered.rectify_due) for covered in draft.covered}
    for field, label, day in sorted(((f, n, d) for f, n, d in named if d is not None)):
        try:
            why = calendar.off_reason(day)
        except CalendarMissing as missing:
            found.append(_warning(missing.sentence, field))
            continue
        if why is not None:
            found.append(_warning(f"{label} {cn_date(day)} 是{why}，请确认。", field))
    return found


def _coverage(office: Office, draft: LetterDraft) -> list[Finding]:
    found, seen, territories = [], set[int](), set[int]()
    for covered in draft.covered:
        issue = issues.load(office.session, covered.issue_id)
        territories.add(issue.territory_id)
        if issue.id in seen:
            found.append(_error(f"{issue.number} 列入了两次，请删去一次。", "issues"))
        seen.add(issue.id)
        if issue.state not in draft.rules.states:
            sentence = f"{issue.number} 当前状态为“{issue.state.label}”，不能列入{draft.kind.label}，请移除。"
            found.append(_error(sentence, "issues"))
    if draft.rules.upward:
        return found
    for unit_id in sorted(territories - set(draft.addressee_ids)):
        name = units.unit(office.session, unit_id).short_name
        found.append(_warning(f"问题属地“{name}”不在主送单位中，请核对。", "addressees"))
    for unit_id in sorted(set(draft.addressee_ids) - territories):
        name = units.unit(office.session, unit_id).short_name
        found.append(_warning(f"主送单位“{name}”没有列入的问题，请核对。", "addressees"))
    return found
