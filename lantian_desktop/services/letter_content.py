"""What stands in a 督办函: proposed from the issues and the office's phrases, and handed to the typesetter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from lantian_desktop.domain.calendar import CalendarMissing, DueDate, cn_date
from lantian_desktop.domain.errors import InvalidInput
from lantian_desktop.domain.issue import Issue
from lantian_desktop.domain.letter import CoveredIssue, LetterDraft, LetterKind, SupervisionType, Urgency
from lantian_desktop.domain.office import DueSetting
from lantian_desktop.domain.roster import Unit, UnitKind
from lantian_desktop.services.office import Office
from lantian_desktop.services.printing import faces
from lantian_desktop.store import issues, settings, units

if TYPE_CHECKING:
    from lantian_desktop.documents.annex import Annex
    from lantian_desktop.documents.supervision_letter import SupervisionLetter

HIGHER_FIRST = (
    frozenset({UnitKind.CITY}),
    frozenset({UnitKind.DISTRICT, UnitKind.DEVELOPMENT_ZONE, UnitKind.NEW_AREA, UnitKind.DEPARTMENT}),
    frozenset({UnitKind.STREET, UnitKind.OWN_GROUP, UnitKind.INSPECTION}),
    frozenset({UnitKind.ENTERPRISE}),
)
# What the phrases of a 督办函 may leave to be filled in: the names in `_facts`.
FILLED = frozenset({
    "round",
    "count",
    "numbers",
    "number",
    "site",
    "description",
    "territory",
    "plan_due",
    "rectify_due",
    "contact_person",
    "contact_phone",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class LetterProposal:
    """A draft made from issues, and how its due dates were worked out."""

    draft: LetterDraft
    workings: tuple[str, ...]


def propose(
    office: Office,
    *,
    issue_ids: Sequence[int],
    dated_on: date | None = None,
    plan_due: date | None = None,
    rectify_due: date | None = None,
    addressee_ids: Sequence[int] = (),
) -> LetterProposal:
    """Propose a 督办函 over the issues: addressees from their territories, due dates computed with working, body from phrases."""
    if not issue_ids:
        raise InvalidInput("请先选择要列入督办函的问题。", field="issues")
    covered = tuple(issues.load(office.session, issue_id) for issue_id in dict.fromkeys(issue_ids))
    day = dated_on or office.today
    plan, plan_working = _due(office, day, plan_due, office.settings.plan_period, "方案期限")
    rectify, rectify_working = _due(office, day, rectify_due, office.settings.rectify_period, "整改期限")
    profile = office.profile
    draft = LetterDraft(
        kind=LetterKind.SUPERVISION,
        type=SupervisionType.ORDINARY,
        title=_title(office, covered),
        addressee_ids=tuple(addressee_ids) or _territories(office, covered),
        paragraphs=_body(office, covered, plan, rectify),
        covered=tuple(CoveredIssue(issue.id, plan, rectify) for issue in covered),
        dated_on=day,
        contact_person=profile.contact_person,
        contact_phone=profile.contact_phone,
        urgency=Urgency.NONE,
    )
    return LetterProposal(draft, (plan_working, rectify_working))


def _due(office: Office, start: date, given: date | None, period: DueSetting, label: str) -> tuple[date, str]:
    if given is not None:
        return given, f"{label} {cn_date(given)}（直接填写）"
    try:
        worked: DueDate = office.calendar.due(start, period.count, period.kind)
    except CalendarMissing as missing:  # no guess: the check refuses a due date on the letter's own day
        return start, f"{label}：{missing.sentence}"
    return worked.due, f"{label} {cn_date(worked.due)}：{worked.working()}"


def _territories(office: Office, covered: Sequence[Issue]) -> tuple[int, ...]:
    wanted = {issue.territory_id for issue in covered}
    return tuple(unit.id for unit in units.all_units(office.session) if unit.id in wanted)


def _facts(office: Office, covered: Sequence[Issue], plan_due: date, rectify_due: date) -> dict[str, str]:
    first = covered[0]
    rounds = {issue.round_number for issue in covered if issue.round_number is not None}
    return {
        "round": "、".join(str(number) for number in sorted(rounds)) or "本",
        "count": str(len(covered)),
        "numbers": "、".join(issue.number for issue in covered),
        "number": first.number,
        "site": first.caption,
        "description": f"{(first.description or first.caption).rstrip('。；')}。",
        "territory": units.unit(office.session, first.territory_id).short_name,
        "plan_due": cn_date(plan_due),
        "rectify_due": cn_date(rectify_due),
        "contact_person": office.profile.contact_person,
        "contact_phone": office.profile.contact_phone,
    }


def _title(office: Office, covered: Sequence[Issue]) -> str:
    name = "supervision.title_single" if len(covered) == 1 else "supervision.title"
    filled = _fill(
        settings.phrases(office.session)[name], _facts(office, covered, covered[0].found_on, covered[0].found_on)
    )
    return filled.replace("第本轮次", "")


def _body(office: Office, covered: Sequence[Issue], plan_due: date, rectify_due: date) -> tuple[str, ...]:
    phrases = settings.phrases(office.session)
    facts = _facts(office, covered, plan_due, rectify_due)
    opening = "supervision.opening_single" if len(covered) == 1 else "supervision.opening"
    parts = [name for name in phrases if name.startswith("supervision.demand")]
    text = [phrases[opening], *(phrases[name] for name in parts), phrases.get("supervision.closing", "")]
    filled = (_fill(part, facts).replace("第本轮次", "") for part in text if part)
    return tuple(line for part in filled for line in part.split("\n") if line.strip())


def _fill(text: str, facts: Mapping[str, str]) -> str:
    for name, value in facts.items():
        text = text.replace("{" + name + "}", value)
    return text


def letter_bytes(office: Office, draft: LetterDraft, *, number: str) -> bytes:
    """Set the letter; an empty `number` leaves its place blank (preview)."""
    from lantian_desktop.documents import supervision_letter  # reportlab: only where a page is made

    return supervision_letter.build(_content(office, draft, number), faces(office))


def _content(office: Office, draft: LetterDraft, number: str) -> SupervisionLetter:
    from lantian_desktop.documents.supervision_letter import SupervisionLetter  # as above

    profile = office.profile
    addressees = tuple(units.unit(office.session, unit_id) for unit_id in draft.addressee_ids)
    return SupervisionLetter(
        mark=profile.letterhead,
        number=number,
        title=draft.title,
        addressees=_ranked(addressees),
        paragraphs=draft.paragraphs,
        issuer=profile.letterhead,
        dated_on=draft.dated_on,
        urgency="" if draft.urgency is Urgency.NONE else draft.urgency.label,
        annexes=_annexes(office, draft),
        with_seal=draft.with_seal,
        contact_person=draft.contact_person,
        contact_phone=draft.contact_phone,
        copied_to=(draft.copied_to,) if draft.copied_to else (),
    )


def formal_name(unit: Unit) -> str:
    """Return the name a letter addresses a unit by."""
    return unit.formal_name or unit.name


def _ranked(addressees: Sequence[Unit]) -> tuple[tuple[str, ...], ...]:
    groups = (tuple(formal_name(unit) for unit in addressees if unit.kind in kinds) for kinds in HIGHER_FIRST)
    return tuple(group for group in groups if group)


def _annexes(office: Office, draft: LetterDraft) -> tuple[Annex, ...]:
    from lantian_desktop.documents.annex import Annex  # as above
    from lantian_desktop.documents.table import Align, TableColumn, TableContent

    if not draft.covered:
        return ()
    centre = Align.CENTRE
    columns = (
        TableColumn("序号", 0.6, centre),
        TableColumn("编号", 1.9, centre),
        TableColumn("属地", 1.1, centre),
        TableColumn("点位名称", 2.2),
        TableColumn("类别", 1.6),
        TableColumn("问题描述", 4.6),
        TableColumn("方案期限", 1.7, centre),
        TableColumn("整改期限", 1.7, centre),
    )
    rows = tuple(_annex_row(office, index, covered) for index, covered in enumerate(draft.covered, 1))
    return (Annex("问题清单", TableContent(columns, rows)),)


def _annex_row(office: Office, index: int, covered: CoveredIssue) -> tuple[str, ...]:
    issue = issues.load(office.session, covered.issue_id)
    labels = {category.id: category.label for category in settings.categories(office.session)}
    territory = units.unit(office.session, issue.territory_id)
    return (
        str(index),
        issue.number,
        territory.short_name,
        issue.site or "—",
        labels.get(issue.category, issue.category),
        issue.description or issue.site,
        cn_date(covered.plan_due),
        cn_date(covered.rectify_due),
    )
