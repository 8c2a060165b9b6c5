"""调班 and 替班 approved or refused on paper: the signed sheet is kept, and the decision made in the same transaction."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from lantian_desktop.domain.admin.people import Right, Signature
from lantian_desktop.domain.attachment import Attachment, AttachmentPurpose
from lantian_desktop.domain.errors import InvalidInput, NotFound
from lantian_desktop.domain.rota.rota import RotaChange
from lantian_desktop.services.attachments import read_file
from lantian_desktop.services.office import Office
from lantian_desktop.services.rota import changes as rota_changes
from lantian_desktop.store import attachments as stored
from lantian_desktop.store.session import Touched


def approve_on_paper(office: Office, *, change_id: int, person: str, signed_on: date, scan: Path) -> RotaChange:
    """Let a change count by a signed sheet, which is kept; raise InvalidInput for an empty name or a day to come."""
    with office.session.write("登记纸质签批") as touched:
        signature = _kept(office, touched, person, signed_on, scan)
        return rota_changes.approve_change(office, change_id=change_id, signature=signature)


def refuse_on_paper(
    office: Office, *, change_id: int, person: str, signed_on: date, scan: Path, reason: str
) -> RotaChange:
    """Say no to a change by a signed sheet, which is kept; raises like its approval."""
    with office.session.write("登记纸质签批") as touched:
        signature = _kept(office, touched, person, signed_on, scan)
        return rota_changes.refuse_change(office, change_id=change_id, signature=signature, reason=reason)


def signed_sheet(office: Office, change: RotaChange) -> Attachment | None:
    """Return the sheet a change was signed on; None when it was decided by password, or nobody kept one."""
    try:
        return stored.of_file(office.session, change.scan) if change.scan else None
    except NotFound:
        return None


def _kept(office: Office, touched: Touched, person: str, signed_on: date, scan: Path) -> Signature:
    office.require(Right.ARRANGE_DUTY)
    if not person.strip():
        raise InvalidInput("请填写签字人姓名。", field="person")
    if signed_on > office.today:
        raise InvalidInput("签字日期晚于今天，请更正。", field="signed_on")
    purpose = AttachmentPurpose.SIGNED_SHEET
    kept = stored.add(office.session, data=read_file(scan), name=scan.name, purpose=purpose, taken_on=signed_on)
    touched.add("attachments", kept.id)
    return rota_changes.on_paper(person=person.strip(), signed_on=signed_on, scan=kept.sha256)
