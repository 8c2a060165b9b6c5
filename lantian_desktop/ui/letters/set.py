"""What the worker makes of a letter being written: its pages, and what is doubtful about it, said for one letter or for several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lantian_desktop.domain.errors import OfficeError
from lantian_desktop.domain.letters.letter import LetterDraft
from lantian_desktop.services.letters import batch as letter_batch
from lantian_desktop.services.letters import letters
from lantian_desktop.services.letters.check import Finding, Severity, check
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import roster
from lantian_desktop.ui.kit.pages.pdf_pages import JoinedPages, PdfPages
from lantian_desktop.ui.kit.work.worker import RunningJob


@dataclass(frozen=True, slots=True)
class Doubt:
    """A finding as the desk shows it. `quoted` are the words it points at, for a text that serves several letters."""

    finding: Finding
    quoted: str = ""


@dataclass(frozen=True, slots=True)
class SetLetters:
    """Letters that were set: pages (None when one cannot be set), the unit each goes to, and what is doubtful."""

    pages: PdfPages | JoinedPages | None
    units: tuple[str, ...]
    doubts: tuple[Doubt, ...]


def drafts_of(office: Office, draft: LetterDraft, *, batch: bool) -> tuple[LetterDraft, ...]:
    """Return the letters that will be registered: this one, or one for each unit."""
    return letter_batch.per_unit(office, draft=draft) if batch else (draft,)


def set_letters(office: Office, draft: LetterDraft, *, batch: bool, running: RunningJob | None = None) -> SetLetters:
    """Set and check the letters; stop at the next one when the job was cancelled."""
    drafts = drafts_of(office, draft, batch=batch)
    names = units_of(office, drafts) if batch else ()
    doubts = doubts_of(office, drafts, names)
    parts = []
    for at, one in enumerate(drafts):
        if running is not None and running.cancelled:
            break
        try:
            parts.append(PdfPages(letters.preview(office, draft=one)))
        except OfficeError as error:
            if any(doubt.finding.severity is Severity.ERROR for doubt in doubts):
                return SetLetters(None, names, doubts)  # what keeps the pages from being set is said already
            sentence = f"{names[at]}：{error.sentence}" if names else error.sentence
            return SetLetters(None, names, _errors_first((*doubts, Doubt(Finding(Severity.ERROR, sentence, "")))))
    return SetLetters(parts[0] if len(parts) == 1 else JoinedPages(parts), names, doubts)


def units_of(office: Office, drafts: Sequence[LetterDraft]) -> tuple[str, ...]:
    """Return the short name of the unit each letter goes to."""
    known = {unit.id: unit.short_name or unit.name for unit in roster.units(office)}
    return tuple(known[draft.addressee_ids[0]] for draft in drafts)


def doubts_of(office: Office, drafts: Sequence[LetterDraft], names: Sequence[str]) -> tuple[Doubt, ...]:
    """Return what is doubtful, errors first; what holds for some of several letters names their units."""
    by_sentence: dict[tuple[str, str, str], tuple[Doubt, list[str]]] = {}
    for at, draft in enumerate(drafts):
        for finding in check(office, draft=draft):
            key = (finding.severity, finding.sentence, finding.field)
            first = Doubt(finding, _quoted(draft, finding) if names else "")
            by_sentence.setdefault(key, (first, []))[1].extend(names[at : at + 1])
    doubts = [_with_unit_names(doubt, units, len(drafts)) for doubt, units in by_sentence.values()]
    return _errors_first(doubts)


def _errors_first(doubts: Sequence[Doubt]) -> tuple[Doubt, ...]:
    return tuple(sorted(doubts, key=lambda doubt: doubt.finding.severity is Severity.WARNING))


def _with_unit_names(doubt: Doubt, units: Sequence[str], count: int) -> Doubt:
    named = list(dict.fromkeys(units))
    if not named or len(named) == count:
        return doubt
    return replace(doubt, finding=replace(doubt.finding, sentence=f"{'、'.join(named)}：{doubt.finding.sentence}"))


def _quoted(draft: LetterDraft, finding: Finding) -> str:
    texts = {"title": draft.title, "body": "\n".join(draft.paragraphs)}
    return texts.get(finding.field, "")[finding.start : finding.end]
