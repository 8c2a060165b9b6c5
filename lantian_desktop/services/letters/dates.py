"""The part of a letter's check that is about its number and its dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from lantian_desktop.domain.admin.calendar import CalendarMissing, cn_date, cn_day
from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.issues.issue import IssueState
from lantian_desktop.domain.letters.letter import LetterDraft, LetterKind, prefix_for
from lantian_desktop.domain.letters.numbering import check_prefix, register_flaws
from lantian_desktop.domain.plans.issue_flow import too_early
from lantian_desktop.services.letters.findings import Finding, Subject, error, warning
from lantian_desktop.store.issues import issues
from lantian_desktop.store.letters import letters

_LEAP_YEAR = 2000  # a date without a year may be 2月29日
_FIELDS = (("plan_due", "方案期限"), ("rectify_due", "整改期限"))
_SHOWN_GAPS = 6
_DEADLINE = re.compile(
    r"(?P<date>(?:(?P<year>[0-9]{4})年)?(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日)(?:（[^）\n]*）)?[之以]?前"
    r"(?P<after>[^。；\n]*?)(?=[0-9]{1,4}[年月]|[。；\n]|$)"
)
_CLAUSE_BEFORE = re.compile(r"[^，。；：\n]*$")
_SAYS_OFF = "周六|周日|星期[六日天]|节|假|休息"


def number_findings(subject: Subject) -> Iterator[Finding]:
    """Yield what is wrong with the number the letter will take."""
    office, year = subject.office, subject.draft.dated_on.year
    prefix = prefix_for(office.profile, subject.draft.rules.format)
    try:
        check_prefix(prefix)
    except InvalidInput:
        yield error(f"发文机关代字“{prefix}”不能用于文号，请在设置的“本单位”中更正。", "number")
    serials = letters.serials(office.session, prefix, year)
    taken, highest = letters.last_serial(office.session, prefix, year), max(serials, default=0)
    if taken < highest:
        yield error(f"登记簿已有 {highest} 号，编号却只取到 {taken} 号，再取会重号，请先从备份恢复。", "number")
    elif taken > highest:
        missing = f"{taken} 号" if taken == highest + 1 else f"{highest + 1} 至 {taken} 号"
        yield warning(f"本函将取 {taken + 1} 号，登记簿中没有 {missing}，请核对。", "number")
    gaps = register_flaws(serials).gaps
    if gaps:
        shown = "、".join(str(gap) for gap in gaps[:_SHOWN_GAPS]) + ("等" if len(gaps) > _SHOWN_GAPS else "")
        yield warning(f"{year} 年发文登记簿缺 {shown} 号，请核对。", "number")


def date_findings(subject: Subject) -> Iterator[Finding]:
    """Yield what is wrong with the 成文日期 and the due dates."""
    office, draft = subject.office, subject.draft
    prefix = prefix_for(office.profile, draft.rules.format)
    last = letters.last_dated(office.session, prefix, draft.dated_on.year)
    if last is not None and draft.dated_on < last:
        yield error(f"成文日期早于上一号函的日期 {cn_date(last)}，请更正。", "dated_on")
    if draft.dated_on > office.today:
        yield error("成文日期晚于今天，请更正。", "dated_on")
    for plan, rectify in dict.fromkeys((covered.plan_due, covered.rectify_due) for covered in draft.covered):
        early = plan is not None and rectify is not None and rectify < plan
        if early:
            yield error("整改期限早于方案期限，请更正。", "rectify_due")
        elif plan is not None and plan == rectify:
            yield warning("整改期限与方案期限是同一天，请核对。", "rectify_due")
        for (field, label), day in zip(_FIELDS, (plan, None if early else rectify), strict=True):
            if day is not None and day <= draft.dated_on:
                yield error(f"{label}应晚于成文日期，请填写。", field)
    if draft.kind is LetterKind.SUPERVISION:
        yield from _missing_days(draft)
        yield from _before_last_step(subject)


def _missing_days(draft: LetterDraft) -> Iterator[Finding]:
    for place, (field, label) in enumerate(_FIELDS):
        if any((covered.plan_due, covered.rectify_due)[place] is None for covered in draft.covered):
            yield error(f"请填写{label}。", field)


def _before_last_step(subject: Subject) -> Iterator[Finding]:
    """Yield the issue whose last step is the latest of those after the letter, which assigns it on its own day."""
    assigned = [issue for issue in subject.issues.values() if issue.state is IssueState.CONFIRMED]
    days = issues.last_step_days(subject.office.session, [issue.id for issue in assigned])
    latest = max((issue for issue in assigned if issue.id in days), key=lambda issue: days[issue.id], default=None)
    refusal = too_early(subject.draft.dated_on, days[latest.id]) if latest is not None else None
    if latest is not None and refusal is not None:
        yield error(f"{latest.number} {refusal.sentence}", "dated_on")


def day_off_findings(subject: Subject) -> Iterator[Finding]:
    """Yield due dates that fall on a day off, unless the body says so beside the date."""
    calendar = subject.office.calendar
    for field, label, day in _days(subject):
        try:
            why = calendar.off_reason(day)
        except CalendarMissing as missing:
            yield warning(missing.sentence, field)
            continue
        pattern = rf"(?<![0-9]){cn_day(day)}（[^）]*(?:{_SAYS_OFF})[^）]*）"
        if why is not None and not re.search(pattern, subject.body):
            yield warning(f"{label} {cn_date(day)} 是{why}，请确认。", field)


def written_date_findings(subject: Subject) -> Iterator[Finding]:
    """Yield deadlines written in the body that are not those of the issues covered."""
    wanted = {field: [day for each, _, day in _days(subject) if each == field] for field, _ in _FIELDS}
    for found in _DEADLINE.finditer(subject.body):
        before = _CLAUSE_BEFORE.search(subject.body[: found.start()])
        field = _meant(found["after"]) or _meant(before[0] if before else "")
        days = wanted.get(field, []) if _exists(found) else []  # proofreading tells of days no calendar has
        if days and not any(_is_day(found, day) for day in days):
            label, right = dict(_FIELDS)[field], "、".join(cn_date(day) for day in days)
            sentence = f"正文写的{label}是“{found['date']}”，所填的是 {right}，请核对。"
            yield warning(sentence, "body", found.start("date"), found.end("date"))


def _days(subject: Subject) -> list[tuple[str, str, date]]:
    """Return the due dates of a letter, each once: field, label, day."""
    named = set()
    for covered in subject.draft.covered:
        for (field, label), day in zip(_FIELDS, (covered.plan_due, covered.rectify_due), strict=True):
            if day is not None:
                named.add((field, label, day))
    return sorted(named)


def _meant(clause: str) -> str:
    """Return which due date a clause speaks of: 整改方案 is a plan, 完成整改 is not."""
    if "方案" in clause:
        return "plan_due"
    return "rectify_due" if "整改" in clause else ""


def _exists(found: re.Match[str]) -> bool:
    try:
        date(int(found["year"] or _LEAP_YEAR), int(found["month"]), int(found["day"]))
    except ValueError:
        return False
    return True


def _is_day(found: re.Match[str], day: date) -> bool:
    year = int(found["year"]) if found["year"] else day.year
    return (year, int(found["month"]), int(found["day"])) == (day.year, day.month, day.day)
