"""The 核查清单 on paper: blank for the field, by issue or by template, and as filled in. What counts as filled in is `verification`'s."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from lantian_desktop.domain.admin.calendar import cn_date
from lantian_desktop.domain.issues.issue import Issue
from lantian_desktop.domain.plans.verification import Answer, Checklist, ChecklistTemplate, ItemResult, Outcome
from lantian_desktop.services.office import Office
from lantian_desktop.services.printing import faces
from lantian_desktop.store.issues import issues
from lantian_desktop.store.roster import units

if TYPE_CHECKING:
    from lantian_desktop.documents.plans.checklist_form import ChecklistFormItem


def form_pdf(office: Office, *, checklist: Checklist) -> bytes:
    """Return the checklist of an issue as pages: blank for the pen when nothing is answered, otherwise as filled in."""
    issue = issues.load(office.session, checklist.issue_id)
    return _pdf(office, checklist, _known(office, issue))


def blank_pdf(office: Office, *, template: ChecklistTemplate) -> bytes:
    """Return a template as a form on which everything is filled in by hand."""
    answers = tuple(Answer(item) for item in template.items)
    blank = Checklist(0, 0, template.name, template.version, answers)
    return _pdf(office, blank, tuple((name, "") for name in ("编号", "点位名称", "属地单位", "责任人")))


def form_title(template_name: str) -> str:
    """Return what a checklist made from a template is headed with."""
    return template_name if "清单" in template_name else f"{template_name}核查清单"


def _pdf(office: Office, checklist: Checklist, known: tuple[tuple[str, str], ...]) -> bytes:
    from lantian_desktop.documents.plans import checklist_form as form  # reportlab: only where a page is made

    content = form.ChecklistPaper(
        title=form_title(checklist.template_name),
        facts=(*known, *_head(checklist)),
        lines=tuple(_line(answer) for answer in checklist.answers),
        wide_facts=(("报告完成情况", checklist.reported_text),),
        outcome=checklist.outcome.label if checklist.outcome else "",
        outcomes=tuple(outcome.label for outcome in Outcome),
        verifiers=checklist.verifiers,
        follow_up=_day(checklist.follow_up_on),
    )
    return form.build(content, faces(office))


def _line(answer: Answer) -> ChecklistFormItem:
    """Return one item; what follows from an item that is 未达到 stands beside it."""
    from lantian_desktop.documents.plans.checklist_form import ChecklistFormItem

    remedy = answer.remedy if answer.result is ItemResult.UNMET else ""
    note = "\n".join(part for part in (answer.note, f"措施或原因：{remedy}" if remedy else "") if part)
    result = answer.result.label if answer.result else ""
    return ChecklistFormItem(answer.item.what, answer.item.how, answer.item.standard, result, note)


def _known(office: Office, issue: Issue) -> tuple[tuple[str, str], ...]:
    territory = units.unit(office.session, issue.territory_id)
    return (
        ("编号", issue.number),
        ("点位名称", issue.caption),
        ("属地单位", territory.name),
        ("责任人", issue.responsible_person),
    )


def _head(checklist: Checklist) -> tuple[tuple[str, str], ...]:
    """Return round and group, and the three days that betray a false report side by side."""
    at = checklist.verified_at
    return (
        ("轮次", f"第{checklist.round_number}轮次" if checklist.round_number else ""),
        ("组别", checklist.group),
        ("报告完成日期", _day(checklist.reported_on)),
        ("照片拍摄日期", _day(checklist.photo_on)),
        ("核查时间", f"{_day(at.date())} {at:%H:%M}" if at else ""),
        ("核查地点", checklist.place),
    )


def _day(day: date | None) -> str:
    return cn_date(day) if day else ""
