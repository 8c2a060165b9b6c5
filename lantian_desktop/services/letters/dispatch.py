"""The 发文稿纸 of a letter, drafted or registered: what is known of it is printed, the rest is signed and written by hand."""

from __future__ import annotations

from lantian_desktop.domain.admin.calendar import cn_date
from lantian_desktop.domain.letters.letter import Letter, LetterDraft, Urgency
from lantian_desktop.services.letters.content import formal_name, list_title
from lantian_desktop.services.office import Office
from lantian_desktop.services.printing import faces
from lantian_desktop.store.roster import units


def draft_sheet(office: Office, *, draft: LetterDraft) -> bytes:
    """Return the sheet for a letter that has no number yet; its drafter is whoever is signed in."""
    return _sheet(office, draft, number="", drafter=office.user.name)


def letter_sheet(office: Office, *, letter: Letter) -> bytes:
    """Return the sheet for a registered letter, to be kept with its file copy."""
    return _sheet(office, letter.draft, number=str(letter.number), drafter=letter.user)


def blank_sheet(office: Office) -> bytes:
    """Return the sheet with nothing but the office's own name on it."""
    from lantian_desktop.documents.letters.dispatch_sheet import (  # reportlab: only where a page is made
        DispatchSheet,
        build,
    )

    profile = office.profile
    return build(DispatchSheet(title=sheet_title(office), unit=profile.name), faces(office))


def sheet_title(office: Office) -> str:
    """Return what the sheet is headed with."""
    return f"{office.profile.letterhead}发文稿纸"


def _sheet(office: Office, draft: LetterDraft, *, number: str, drafter: str) -> bytes:
    from lantian_desktop.documents.letters.dispatch_sheet import (  # reportlab: only where a page is made
        DispatchSheet,
        build,
    )

    profile = office.profile
    names = {unit_id: formal_name(units.unit(office.session, unit_id)) for unit_id in draft.addressee_ids}
    listed = [f"{list_title(office, draft)}（{len(draft.covered)}项）"] if draft.covered and draft.with_list else []
    content = DispatchSheet(
        title=sheet_title(office),
        subject=draft.title.replace("\n", ""),
        number=number,
        addressees=draft.addressees(names),
        copied_to="、".join(draft.copied_to),
        annexes="；".join([*listed, *(annex.title for annex in draft.annexes)]),
        unit=profile.name,
        drafter=drafter,
        phone=draft.contact_phone or profile.contact_phone,
        dated_on=cn_date(draft.dated_on),
        urgency="" if draft.urgency is Urgency.NONE else draft.urgency.label,
        signatory=draft.signatory,
        abstract="\n".join(f"　　{text}" for text in draft.paragraphs),
    )
    return build(content, faces(office))
