"""交接班: how it stands, the list to be signed, and the signing by two persons, which locks the shift's lines for good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from lantian_desktop.domain.admin.people import Right, SignedBy, same_person
from lantian_desktop.domain.attachment import AttachmentPurpose
from lantian_desktop.domain.duty.handover import (
    LOOK_BACK,
    HandoverDraft,
    HandoverState,
    is_late,
    key_of,
    owed,
    state,
    too_early,
    vacancies,
)
from lantian_desktop.domain.duty.log import Handover, HandoverItem, HandoverSignature, ShiftKey
from lantian_desktop.domain.errors import InvalidInput, Refused, WrongPassword
from lantian_desktop.domain.queries import Page
from lantian_desktop.domain.roster.roster import mask_mobiles
from lantian_desktop.domain.rota.schemes import Shift
from lantian_desktop.services.admin.users import confirm_by_password
from lantian_desktop.services.attachments import read_file
from lantian_desktop.services.duty.handover_items import entry_id_of, make_items, settle, unseen
from lantian_desktop.services.duty.log import closing, file_line
from lantian_desktop.services.office import Office
from lantian_desktop.services.rota.duty import shift_now, staff_between, who_is_next, who_is_on_duty
from lantian_desktop.store import attachments
from lantian_desktop.store.duty import log as stored
from lantian_desktop.store.engine import journal
from lantian_desktop.store.session import Touched

_CONFIRMED = "交接班时确认已办"


@dataclass(frozen=True, slots=True)
class Signer:
    """One side of a hand-over as it is signed: by the person's own password, or on paper with a scan of the sheet."""

    name: str
    password: str = ""
    scan: Path | None = None


def handover_state(office: Office, *, at: datetime | None = None) -> HandoverState:
    """Return how the hand-over stands at `at` (now): done, due in so many minutes, or missed, with what is to be shown in red."""
    moment = at or office.clock()
    handover = state(owed_shifts(office, at=moment), shift_now(office, at=moment), last_handover(office), moment)
    vacant = vacancies(who_is_on_duty(office, at=moment), who_is_next(office, at=moment), moment)
    return replace(handover, alarms=(*handover.alarms, *vacant))


def handover_draft(office: Office, *, at: datetime | None = None) -> HandoverDraft:
    """Return the hand-over that is next in order as it could be signed at `at` (now); raise Refused where no shifts are set up.

    It tells what callers left, numbers among it, in full: only who keeps the log may see it.
    """
    office.require(Right.KEEP_LOG)
    moment = at or office.clock()
    outgoing = _next_in_order(office, moment)
    giving, taking = (who_is_on_duty(office, at=begin) for begin in (outgoing.starts_at, outgoing.ends_at))
    if taking is None:
        raise Refused("还没有设置班次，不能交接班；请先设置班次。")
    return HandoverDraft(
        outgoing,
        taking.shift,
        tuple(one.member.name for one in giving.seated) if giving else (),
        tuple(one.member.name for one in taking.seated),
        make_items(office, last=last_handover(office)),
        late=is_late(outgoing, moment),
        refusal=too_early(outgoing, moment),
    )


def sign_handover(
    office: Office, *, draft: HandoverDraft, giver: Signer, taker: Signer, note: str = "", reason: str = ""
) -> Handover:
    """Hand the shift of `draft` over: both sign, its lines are locked, and the list with the journal's head stays as signed.

    The two must be different persons. A reason is needed when the rota names others, or when it comes late (补交接). Raise Refused
    when it is not this shift's turn or something came in since the list was made; InvalidInput names the entry that is wrong.
    """
    office.require(Right.KEEP_LOG)
    fresh = _checked(office, draft, office.clock())
    _check_persons(
        fresh, giver, taker, reason.strip()
    )  # the clock and the rota may have moved on since the list was made
    signatures = tuple(_signature(office, signer, word) for signer, word in ((giver, "交班人"), (taker, "接班人")))
    items = settle(draft.items, fresh.items)
    with office.session.write("交接班", shift=fresh.outgoing.caption, items=len(items)) as touched:
        touched.note(giver=giver.name.strip(), taker=taker.name.strip(), late=fresh.late)
        _close_marked(office, items, fresh.items, touched)
        head = journal.head(office.session)
        given, taken = (_kept(office, signature, scan) for signature, scan in signatures)
        here, there = key_of(fresh.outgoing), key_of(fresh.incoming)
        handover = Handover(
            0, here.day, here.index, there.day, there.index, given, taken, office.clock(), items, note.strip(), reason.strip(), head
        )  # fmt: skip
        stored.lock_until(office.session, here.day, here.index)
        touched.add("duty_log")
        touched.add("duty")  # the rota of a shift handed over stays as it is
        return stored.add_handover(office.session, handover)


def handovers(office: Office, *, offset: int = 0, limit: int = 100) -> Page[Handover]:
    """Return one page of the signed hand-overs, newest first; mobiles in them are masked to those who do not keep the log."""
    page = stored.handovers(office.session, offset=offset, limit=limit)
    return page if office.may(Right.KEEP_LOG) else replace(page, rows=tuple(map(_masked, page.rows)))


def handover_of(office: Office, *, day: date, shift: int) -> Handover | None:
    """Return the hand-over of a shift, or None while it is not signed."""
    return stored.handover(office.session, day, shift)


def last_handover(office: Office) -> Handover | None:
    """Return the latest shift's hand-over, or None before the first."""
    rows = stored.handovers(office.session, limit=1).rows
    return rows[0] if rows else None


def _masked(signed: Handover) -> Handover:
    items = tuple(replace(item, text=mask_mobiles(item.text)) for item in signed.items)
    return replace(signed, items=items, note=mask_mobiles(signed.note), reason=mask_mobiles(signed.reason))


def owed_shifts(office: Office, *, at: datetime) -> tuple[Shift, ...]:
    """Return the shifts to be handed over at `at`, in order, the running one among them."""
    running = shift_now(office, at=at)
    if running is None:
        return ()
    staffed = staff_between(office, first=(at - LOOK_BACK).date(), last=running.day)
    return owed(staffed, last_handover(office), at)


def _next_in_order(office: Office, at: datetime) -> Shift:
    owing = owed_shifts(office, at=at)
    if owing:
        return owing[0]
    running = shift_now(office, at=at)
    if running is None:
        raise Refused("还没有设置班次，不能交接班；请先设置班次。")
    last = last_handover(office)
    while last is not None and key_of(running) <= ShiftKey(last.day, last.shift):
        following = shift_now(office, at=running.ends_at)
        if following is None:
            raise Refused("还没有设置班次，不能交接班；请先设置班次。")
        running = following
    return running


def _checked(office: Office, draft: HandoverDraft, now: datetime) -> HandoverDraft:
    """Return the hand-over as it is now; raise Refused when the draft is no longer what is to be signed."""
    signed = stored.handover(office.session, draft.outgoing.day, draft.outgoing.index)
    if signed is not None:
        sentence = f"{signed.giver.person}已于 {signed.signed_at:%H:%M} 交给{signed.taker.person}"
        raise Refused(f"{draft.outgoing.caption}{sentence}，不能再次交接；请刷新后查看。")
    fresh = handover_draft(office, at=now)
    if fresh.outgoing != draft.outgoing:
        raise Refused(f"现在该交接的是{fresh.outgoing.caption}，请刷新交接清单后再签。")
    if fresh.refusal:
        raise Refused(fresh.refusal)
    if new := unseen(draft.items, fresh.items):
        raise Refused(f"列出清单之后又有 {len(new)} 项变化，请刷新清单、核对后再签。")
    return fresh


def _check_persons(draft: HandoverDraft, giver: Signer, taker: Signer, reason: str) -> None:
    for side, signer, word in (("giver", giver, "交班人"), ("taker", taker, "接班人")):
        if not signer.name.strip():
            raise InvalidInput(f"请填写{word}姓名。", field=side)
        if not signer.password and signer.scan is None:
            raise InvalidInput(f"请{word}输入自己的密码，或登记纸质签批并附扫描件。", field=f"{side}_password")
    if same_person(giver.name, taker.name):
        raise InvalidInput("交班人和接班人不能是同一人，请由两人分别签字。", field="taker")
    if reason:
        return
    for signer, names, word in ((giver, draft.givers, "交班"), (taker, draft.takers, "接班")):
        if not any(same_person(signer.name, name) for name in names):
            sentence = f"值班表上是{'、'.join(names)}" if names else "值班表上没有排人"
            raise InvalidInput(
                f"{signer.name.strip()}不是值班表上{word}的人（{sentence}），请填写原因。", field="reason"
            )
    if draft.late:
        raise InvalidInput("这是补交接，请填写没有按时交接的原因。", field="reason")


def _signature(office: Office, signer: Signer, word: str) -> tuple[HandoverSignature, bytes | None]:
    """Return how one side signs, and the scan of a signed sheet, read before anything is written."""
    name = signer.name.strip()
    if signer.scan is not None:
        return HandoverSignature(name, SignedBy.PAPER, signer.scan.name), read_file(signer.scan)
    try:
        return HandoverSignature(confirm_by_password(office, name=name, password=signer.password).person), None
    except WrongPassword as error:
        field = "giver_password" if word == "交班人" else "taker_password"
        raise InvalidInput(f"{word}{name}：{error.sentence}", field=field) from error


def _close_marked(
    office: Office, items: Sequence[HandoverItem], fresh: Sequence[HandoverItem], touched: Touched
) -> None:
    """End the open lines that were marked done on the list, so that the log agrees with what is signed."""
    still_open = {item.ref for item in fresh if not item.done}
    for item in items:
        number = entry_id_of(item)
        if item.done and item.ref in still_open and number is not None:
            file_line(office, closing(office, stored.entry(office.session, number), _CONFIRMED), touched)


def _kept(office: Office, signature: HandoverSignature, scan: bytes | None) -> HandoverSignature:
    """Keep the signed sheet inside the caller's transaction; the signature then names its SHA-256."""
    if scan is None:
        return signature
    purpose = AttachmentPurpose.SIGNED_SHEET
    kept = attachments.add(office.session, data=scan, name=signature.scan, purpose=purpose)
    return replace(signature, scan=kept.sha256)
