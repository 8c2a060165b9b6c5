"""What a user may see of the people behind an issue: numbers masked by role. The roster's own masking lives in `roster`."""

from __future__ import annotations

import re
from dataclasses import replace

from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.issues.issue import Complainant, Issue
from lantian_desktop.domain.plans.plan import Measure, RectificationPlan
from lantian_desktop.domain.roster.roster import mask_mobile
from lantian_desktop.services.office import Office

_BUT_THE_LAST = re.compile("[0-9][0-9 -]{2,}(?=[0-9]{3})")  # all of a number's digits but the last three


def shown_number(office: Office, number: str) -> str:
    """Return a responsible person's number in full to those who work on issues, masked to others."""
    return number if office.may(Right.EDIT_RECORDS) else mask_mobile(number)


def shown_issue(office: Office, issue: Issue) -> Issue:
    """Return an issue as this user may see it: to others than those who work on it a complainant stays unnamed."""
    if office.may(Right.EDIT_RECORDS):
        return issue
    who = issue.complainant
    masked = Complainant(who.name[:1] + "**" if who.name else "", _hidden(who.phone))
    return replace(issue, responsible_phone=mask_mobile(issue.responsible_phone), complainant=masked)


def _hidden(number: str) -> str:
    """Return a complainant's number masked, a landline as well: it leads to the person's home."""
    masked = mask_mobile(number)
    return masked if masked != number else _BUT_THE_LAST.sub("****", number)


def shown_plan(office: Office, plan: RectificationPlan) -> RectificationPlan:
    """Return a plan as this user may see it."""
    if office.may(Right.EDIT_RECORDS):
        return plan
    return replace(plan, measures=tuple(map(_masked, plan.measures)))


def _masked(measure: Measure) -> Measure:
    return replace(measure, phone=mask_mobile(measure.phone))
