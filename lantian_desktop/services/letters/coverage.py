"""The part of a letter's check that is about the issues it covers and the units it goes to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lantian_desktop.domain.letters.letter import LetterKind
from lantian_desktop.services.letters.findings import BETWEEN_UNITS, Finding, Subject, error, warning
from lantian_desktop.store.letters import letters
from lantian_desktop.store.roster import units

_SAYS_AGAIN = re.compile("再次?督办|再次交办|催办")


def issue_findings(subject: Subject) -> Iterator[Finding]:
    """Yield issues that may not stand in the letter or stand in it twice."""
    draft, kind = subject.draft, subject.draft.kind.label
    if not draft.covered:
        yield error(f"{kind}至少列入一个问题。", "issues")
    seen = set[int]()
    for row, covered in enumerate(draft.covered):
        issue = subject.issues.get(covered.issue_id)
        if issue is None:
            yield error(f"列入的第 {row + 1} 个问题已不在库中，请移除。", "issues", row, row + 1)
        elif issue.id in seen:
            yield error(f"{issue.number} 列入了两次，请删去一次。", "issues", row, row + 1)
        elif issue.state not in draft.rules.states:
            sentence = f"{issue.number} 当前状态为“{issue.state.label}”，不能列入{kind}，请移除。"
            yield error(sentence, "issues", row, row + 1)
        seen.add(covered.issue_id)


def earlier_letter_findings(subject: Subject) -> Iterator[Finding]:
    """Yield issues that a standing letter of the same kind covers already, unless this one says that it is another."""
    draft = subject.draft
    if draft.kind is LetterKind.REMINDER or _SAYS_AGAIN.search(draft.title):
        return
    earlier = letters.standing_for(subject.office.session, list(subject.issues), draft.kind)
    for row, covered in enumerate(draft.covered):
        numbers = earlier.get(covered.issue_id)
        issue = subject.issues.get(covered.issue_id)
        if numbers and issue is not None:
            shown = "、".join(str(number) for number in numbers)
            sentence = f"{issue.number} 已列入{draft.kind.label} {shown}，请核对是否重复发函。"
            yield warning(sentence, "issues", row, row + 1)


def addressee_findings(subject: Subject) -> Iterator[Finding]:
    """Yield units without an issue and territories that are not addressed; letters upward go to neither."""
    draft, session = subject.draft, subject.office.session
    if not draft.addressee_ids and not draft.addressed_to:
        yield error("请选择主送单位。", "addressees")
    if draft.rules.upward or not subject.issues:
        return
    territories = {issue.territory_id for issue in subject.issues.values()}
    for unit_id in sorted(territories - set(draft.addressee_ids)):
        name = units.unit(session, unit_id).short_name
        yield warning(f"问题属地“{name}”不在主送单位中，请核对。", "addressees")
    for row, unit_id in enumerate(draft.addressee_ids):
        if unit_id not in territories:
            name = units.unit(session, unit_id).short_name
            yield warning(f"主送单位“{name}”没有列入的问题，请核对。", "addressees", row, row + 1)


def copy_findings(subject: Subject) -> Iterator[Finding]:
    """Yield units that get a copy of what is addressed to them, or two copies."""
    draft, session = subject.draft, subject.office.session
    start, seen = 0, set[object]()
    for name in draft.copied_to:
        known = units.find_unit(session, name)
        same: object = name.strip() if known is None else known.id
        if (known is not None and known.id in draft.addressee_ids) or name.strip() in draft.addressed_to:
            yield warning(f"抄送单位“{name}”已是主送单位，请删去。", "copied_to", start, start + len(name))
        elif same in seen:
            yield warning(f"抄送单位“{name}”写了两次，请删去一次。", "copied_to", start, start + len(name))
        seen.add(same)
        start += len(name) + len(BETWEEN_UNITS)
