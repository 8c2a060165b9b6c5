"""What stands in a letter: proposed from the issues and the office's phrases, and handed to the typesetter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from lantian_desktop.domain.admin.calendar import CalendarMissing, cn_date
from lantian_desktop.domain.admin.office import DueSetting, Level
from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.issues.issue import Issue
from lantian_desktop.domain.letters.letter import (
    KINDS,
    CoveredIssue,
    LetterDraft,
    LetterFormat,
    LetterKind,
    SupervisionType,
    Urgency,
)
from lantian_desktop.domain.roster.roster import Unit, UnitKind
from lantian_desktop.services.letters.bodies import propose_words
from lantian_desktop.services.letters.facts import Covered, loaded, round_words
from lantian_desktop.services.letters.lists import issue_list
from lantian_desktop.services.letters.wording import fill, wording
from lantian_desktop.services.office import Office
from lantian_desktop.services.printing import faces
from lantian_desktop.store.roster import units

if TYPE_CHECKING:
    from lantian_desktop.documents.letters.annex import Annex
    from lantian_desktop.documents.letters.official_letter import OfficialLetter

HIGHER_FIRST = (
    frozenset({UnitKind.CITY}),
    frozenset({UnitKind.DISTRICT, UnitKind.DEVELOPMENT_ZONE, UnitKind.NEW_AREA, UnitKind.DEPARTMENT}),
    frozenset({UnitKind.STREET, UnitKind.OWN_GROUP, UnitKind.INSPECTION}),
    frozenset({UnitKind.ENTERPRISE}),
)

_UNKNOWN = 1_000_000  # behind every unit of the roster


@dataclass(frozen=True, slots=True)
class LetterProposal:
    """A draft made from issues, and how its due dates were worked out (none for kinds that set none)."""

    draft: LetterDraft
    workings: tuple[str, ...]


def propose(
    office: Office,
    *,
    issue_ids: Sequence[int],
    kind: LetterKind = LetterKind.SUPERVISION,
    type: SupervisionType = SupervisionType.ORDINARY,  # noqa: A002 - the field's name in the draft
    dated_on: date | None = None,
    plan_due: date | None = None,
    rectify_due: date | None = None,
    own_dues: Mapping[int, CoveredIssue] | None = None,
    addressee_ids: Sequence[int] = (),
) -> LetterProposal:
    """Propose a letter over the issues: addressees, due dates with their working, title and text from the phrases.

    `own_dues` are the due dates of single issues that differ from those of the letter.
    """
    if not issue_ids:
        raise InvalidInput(f"请先选择要列入{kind.label}的问题。", field="issues")
    issues = loaded(office, tuple(dict.fromkeys(issue_ids)))
    day = dated_on or office.today
    dues, workings = _dues(office, kind, day, plan_due, rectify_due)
    own = {**_still_running(kind, issues, day, (plan_due, rectify_due)), **(own_dues or {})}
    covered = tuple(_covered(issue, dues, own) for issue in issues)
    title, paragraphs = propose_words(office, kind, type, covered, day)
    draft = LetterDraft(
        kind=kind,
        type=type,
        title=title,
        addressee_ids=() if KINDS[kind].upward else tuple(addressee_ids) or _territories(office, issues),
        paragraphs=paragraphs,
        covered=tuple(one.link for one in covered),
        dated_on=day,
        contact_person=office.profile.contact_person,
        contact_phone=office.profile.contact_phone,
        urgency=Urgency.NONE,
        addressed_to=(_superior(office),) if KINDS[kind].upward else (),
    )
    return LetterProposal(draft, workings)


def _dues(
    office: Office, kind: LetterKind, day: date, plan_due: date | None, rectify_due: date | None
) -> tuple[tuple[date | None, date | None], tuple[str, ...]]:
    if not KINDS[kind].sets_dues:
        return (None, None), ()
    plan, plan_working = _due(office, day, plan_due, office.settings.plan_period, "方案期限")
    rectify, rectify_working = _due(office, day, rectify_due, office.settings.rectify_period, "整改期限")
    return (plan, rectify), (plan_working, rectify_working)


def _due(office: Office, start: date, given: date | None, period: DueSetting, label: str) -> tuple[date, str]:
    if given is not None:
        return given, f"{label} {cn_date(given)}（直接填写）"
    try:
        worked = office.calendar.due(start, period.count, period.kind)
    except CalendarMissing as missing:  # no guess: the check refuses a due date on the letter's own day
        return start, f"{label}：{missing.sentence}"
    return worked.due, f"{label} {cn_date(worked.due)}：{worked.working()}"


def _still_running(
    kind: LetterKind, issues: Sequence[Issue], day: date, given: tuple[date | None, date | None]
) -> dict[int, CoveredIssue]:
    """A 催办函 grants nobody more time: where an issue's own due dates are still to come, they are named again."""
    if kind is not LetterKind.REMINDER or any(given):
        return {}
    dues = {issue.id: (issue.dues.nearest_plan, issue.dues.nearest_rectify) for issue in issues}
    return {
        issue_id: CoveredIssue(issue_id, plan, rectify)
        for issue_id, (plan, rectify) in dues.items()
        if plan is not None and rectify is not None and plan > day and rectify > day
    }


def _covered(issue: Issue, dues: tuple[date | None, date | None], own: Mapping[int, CoveredIssue]) -> Covered:
    mine = own.get(issue.id)
    return Covered(issue, mine.plan_due, mine.rectify_due) if mine is not None else Covered(issue, *dues)


def _territories(office: Office, covered: Sequence[Issue]) -> tuple[int, ...]:
    wanted = {issue.territory_id for issue in covered}
    return tuple(unit.id for unit in units.all_units(office.session) if unit.id in wanted)


def _superior(office: Office) -> str:
    """Return whom an office of this level reports to."""
    level = "city" if office.profile.level is Level.CITY else "district"
    return wording(office)[f"upward.addressee_{level}"]


def letter_bytes(office: Office, draft: LetterDraft, *, number: str) -> bytes:
    """Set the letter; an empty `number` leaves its place blank (preview)."""
    from lantian_desktop.documents.letters import official_letter  # reportlab: only where a page is made

    return official_letter.build(content(office, draft, number=number), faces(office))


def content(office: Office, draft: LetterDraft, *, number: str) -> OfficialLetter:
    """Return everything that is printed."""
    from lantian_desktop.documents.letters.official_letter import OfficialLetter

    profile = office.profile
    report = draft.rules.format is LetterFormat.DOCUMENT
    return OfficialLetter(
        format=draft.rules.format,
        mark=f"{profile.letterhead}文件" if report else profile.letterhead,
        number=number,
        title=draft.title,
        addressees=addressee_groups(office, draft),
        paragraphs=draft.paragraphs,
        issuer=profile.letterhead,
        dated_on=draft.dated_on,
        urgency="" if draft.urgency is Urgency.NONE else draft.urgency.label,
        annexes=_annexes(office, draft),
        with_seal=draft.with_seal,
        contact_person=draft.contact_person,
        contact_phone=draft.contact_phone,
        copied_to=_by_level(office, draft.copied_to),
        signatory=draft.signatory if report else "",
        printed_by=profile.letterhead if report else "",
    )


def formal_name(unit: Unit) -> str:
    """Return the name a letter addresses a unit by."""
    return unit.formal_name or unit.name


def addressee_groups(office: Office, draft: LetterDraft) -> tuple[tuple[str, ...], ...]:
    """Return the names in 主送, one group a level, higher levels first, in the roster's order within a level."""
    addressees = [units.unit(office.session, unit_id) for unit_id in draft.addressee_ids]
    return _by_level(office, draft.addressed_to, addressees)


def _by_level(office: Office, names: Sequence[str], known_units: Sequence[Unit] = ()) -> tuple[tuple[str, ...], ...]:
    """Group names and units; a name the roster does not know stands behind those of the level of the name before it."""
    ranked, level = [(_level(unit), unit.order, 0, formal_name(unit)) for unit in known_units], 0
    for place, name in enumerate(names):
        unit = units.find_unit(office.session, name)
        level = _level(unit) if unit else level
        ranked.append((level, unit.order if unit else _UNKNOWN, place, name))
    groups = groupby(sorted(ranked), key=itemgetter(0))
    return tuple(tuple(name for *_, name in group) for _, group in groups)


def _level(unit: Unit) -> int:
    return next(level for level, kinds in enumerate(HIGHER_FIRST) if unit.kind in kinds)


def _annexes(office: Office, draft: LetterDraft) -> tuple[Annex, ...]:
    from lantian_desktop.documents.letters.annex import Annex

    listed: tuple[Annex, ...] = ()
    if draft.covered and draft.with_list:
        listed = (Annex(list_title(office, draft), issue_list(office, draft)),)
    typed = (Annex(one.title, paragraphs=tuple(one.text.split("\n"))) for one in draft.annexes)
    return (*listed, *typed)


def list_title(office: Office, draft: LetterDraft) -> str:
    """Return the name of the annex that lists the issues."""
    issues = loaded(office, [one.issue_id for one in draft.covered])
    facts = {"round": round_words(issues), "count": str(len(issues))}
    return fill(wording(office)[f"{draft.kind.value}.annex_title"], facts)
