"""The 值班日志 of a shift as a document: who stood it, its lines, what was handed over, who signed, and the journal's head."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lantian_desktop.domain.admin.calendar import cn_date
from lantian_desktop.domain.admin.people import SignedBy
from lantian_desktop.domain.duty.log import Handover, HandoverItem, HandoverSignature, ItemKind, LogEntry, ShiftKey
from lantian_desktop.domain.errors import NotFound
from lantian_desktop.domain.phones import grouped
from lantian_desktop.domain.roster.roster import mask_mobile, mask_mobiles
from lantian_desktop.domain.rota.schemes import DutyPost, Shift
from lantian_desktop.services.admin import journal
from lantian_desktop.services.duty.handover import handover_of
from lantian_desktop.services.duty.log import entries_of_shift, is_late
from lantian_desktop.services.office import Office
from lantian_desktop.services.printing import faces
from lantian_desktop.services.rota.duty import shift_named, who_is_on_duty

if TYPE_CHECKING:
    from lantian_desktop.documents.duty.log import DutyEntry

MASKED = "名册以外人员的手机号已隐去中间四位，完整号码见程序中的值班日志。"
NO_LINES = "本班没有记录。"
_HOW = {SignedBy.LOGIN: "（本人密码签字）", SignedBy.PAPER: "（纸质签字）"}


def shift_caption(office: Office, *, shift: ShiftKey) -> str:
    """Return what a shift is called, 7月15日 夜班; where none is set up, its day alone."""
    named = _shift_of(office, shift)
    return named.caption if named else f"{shift.day.month}月{shift.day.day}日"


def log_file_name(office: Office, *, shift: ShiftKey) -> str:
    """Return the name of the file of a shift's log."""
    named = _shift_of(office, shift)
    return f"值班日志-{shift.day.isoformat()}{f'-{named.name}' if named else ''}.pdf"


def shift_log_pdf(office: Office, *, shift: ShiftKey) -> bytes:
    """Return the log of a shift; once it is handed over with both signatures and the head the journal had then.

    Mobiles of people who are not in the roster, complainants among them, are masked whoever prints (domain handbook §13).
    """
    from lantian_desktop.documents.duty.log import DutyEntry, DutyLog, build  # reportlab: only where a page is made

    named, handover = _shift_of(office, shift), handover_of(office, day=shift.day, shift=shift.index)
    lines = entries_of_shift(office, shift=shift)
    signed: dict[str, str] = _signed(handover) if handover else {}
    content = DutyLog(
        title=f"{office.profile.name}值班日志",
        day=shift.day,
        shift=named.name if named else "",
        leader=_names(office, named, DutyPost.LEADER),
        officers=_names(office, named, DutyPost.OFFICER),
        entries=tuple(_entry(line, shift) for line in lines) or (DutyEntry(content=NO_LINES),),
        handed_over=mask_mobiles(handed_over_text(handover)) if handover else "",
        journal_head=_head(office, handover),
        note=MASKED,
        unit=f"值班单位：{office.profile.name}",
        **signed,
    )
    return build(content, faces(office))


def handed_over_text(handover: Handover) -> str:
    """Return what was handed over, one item a line, what was still to be done first; then note and reason."""
    items = sorted(handover.items, key=lambda item: item.done)
    lines = [f"{serial}. {item_text(item)}" for serial, item in enumerate(items, 1)]
    lines += [f"备注：{handover.note}"] if handover.note else []
    lines += [f"说明：{handover.reason}"] if handover.reason else []
    return "\n".join(lines) or "无未办事项。"


def item_text(item: HandoverItem) -> str:
    """Return one item with its kind, and whether it was done."""
    kind = "" if item.kind is ItemKind.NOTE else f"{item.kind.label}："
    return f"{kind}{item.text}{'（已办）' if item.done else ''}"


def signature_text(signature: HandoverSignature) -> str:
    """Return who signed and how."""
    return f"{signature.person}{_HOW[signature.how]}"


def _signed(handover: Handover) -> dict[str, str]:
    at = handover.signed_at
    return {
        "giver": signature_text(handover.giver).replace("（", "\n（"),
        "taker": signature_text(handover.taker).replace("（", "\n（"),
        "signed_at": f"{cn_date(at.date())}\n{at.hour}时{at.minute:02d}分",
    }


def _entry(line: LogEntry, shift: ShiftKey) -> DutyEntry:
    from lantian_desktop.documents.duty.log import DutyEntry

    late = "\n（补记）" if is_late(line) else ""
    other_day = "" if line.at.date() == shift.day else f"{line.at.month}月{line.at.day}日\n"
    phone = line.phone if line.contact_id else mask_mobile(line.phone)
    source = "\n".join(
        part for part in (line.unit, " ".join(filter(None, (line.name, line.post))), grouped(phone)) if part
    )
    passed = f"{line.passed_to}\n{line.passed_at:%H:%M}" if line.passed_at else line.passed_to
    result = line.result or (line.outcome.label if line.outcome else "" if line.done else "未办结")
    content, passed, result = (mask_mobiles(text) for text in (line.content + late, passed, result))
    return DutyEntry(f"{other_day}{line.at:%H:%M}", line.kind.label, source, content, passed, result, line.recorder)


def _names(office: Office, shift: Shift | None, post: DutyPost) -> str:
    answer = who_is_on_duty(office, at=shift.starts_at) if shift else None
    return "、".join(one.member.name for one in answer.of(post)) if answer else ""


def _head(office: Office, handover: Handover | None) -> str:
    if handover is not None:
        at, head = handover.signed_at, handover.journal_head
    else:
        at, head = office.clock(), journal.head(office)
    return f"操作日志链头（{cn_date(at.date())} {at:%H:%M}）：{head}"


def _shift_of(office: Office, key: ShiftKey) -> Shift | None:
    try:
        return shift_named(office, day=key.day, index=key.index)
    except NotFound:
        return None
