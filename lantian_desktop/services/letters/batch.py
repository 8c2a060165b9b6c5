"""One letter per unit from one selection of issues: a common text with placeholders, filled in anew for each unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from lantian_desktop.domain.letters.letter import KINDS, CoveredIssue, LetterDraft, LetterKind, SupervisionType
from lantian_desktop.services.letters import facts as letter_facts
from lantian_desktop.services.letters.bodies import propose_template
from lantian_desktop.services.letters.facts import Covered
from lantian_desktop.services.letters.wording import fill, paragraphs
from lantian_desktop.services.office import Office
from lantian_desktop.store.roster import units


def may_batch(kind: LetterKind) -> bool:
    """Return whether letters of a kind can go out one to a unit: those sent upward have one addressee."""
    return not KINDS[kind].upward


def template(
    office: Office,
    *,
    kind: LetterKind,
    type: SupervisionType,  # noqa: A002 - the field's name in the draft
    covered: Sequence[CoveredIssue],
) -> tuple[str, tuple[str, ...]]:
    """Return title and paragraphs with their placeholders, as the office's phrases have them."""
    return propose_template(office, kind, type, _loaded(office, covered), office.today)


def per_unit(office: Office, *, draft: LetterDraft) -> tuple[LetterDraft, ...]:
    """Return one draft for each 属地 of the covered issues, in the fixed order of units.

    Title and text of `draft` may hold placeholders; each letter fills them in with what is true of its own issues.
    """
    issues = _loaded(office, draft.covered)
    _, whole = propose_template(office, draft.kind, draft.type, issues, office.today)
    drafts = []
    for unit in units.all_units(office.session):
        own = [one for one in issues if one.issue.territory_id == unit.id]
        if own:
            drafts.append(_for_unit(office, draft, unit.id, own, whole))
    return tuple(drafts)


def _for_unit(
    office: Office, draft: LetterDraft, unit_id: int, own: Sequence[Covered], whole: Sequence[str]
) -> LetterDraft:
    facts = letter_facts.facts(office, own, draft.dated_on)
    findings = _findings_of(office, draft, own, whole)
    return replace(
        draft,
        addressee_ids=(unit_id,),
        title=fill(draft.title, facts),
        paragraphs=paragraphs([fill(findings.get(text, text), facts) for text in draft.paragraphs]),
        covered=tuple(one.link for one in own),
    )


def _findings_of(office: Office, draft: LetterDraft, own: Sequence[Covered], whole: Sequence[str]) -> Mapping[str, str]:
    """Return which phrase this unit gets for each that stands as it was proposed for all: one may be late, another not."""
    _, mine = propose_template(office, draft.kind, draft.type, own, draft.dated_on)
    return dict(zip(whole, mine, strict=True)) if len(whole) == len(mine) else {}


def _loaded(office: Office, covered: Sequence[CoveredIssue]) -> list[Covered]:
    by_id = {issue.id: issue for issue in letter_facts.loaded(office, [one.issue_id for one in covered])}
    return [Covered(by_id[one.issue_id], one.plan_due, one.rectify_due) for one in covered]
