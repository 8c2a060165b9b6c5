"""调班 and 替班: records upon the rota, asked for, approved by a third person, and revoked. The rota beneath stays as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lantian_desktop.domain.admin.calendar import cn_day
from lantian_desktop.domain.admin.people import Right, Signature, SignedBy, same_person
from lantian_desktop.domain.duty.log import HandoverSignature
from lantian_desktop.domain.errors import InvalidInput, Refused
from lantian_desktop.domain.roster.roster import mask_mobiles
from lantian_desktop.domain.rota.rota import ChangeKind, ChangeStatus, RotaChange, Seat, Seated
from lantian_desktop.services.office import Office
from lantian_desktop.services.rota.duty import shift_named, who_is_on_duty
from lantian_desktop.store.duty import log as duty_log
from lantian_desktop.store.rota import members as duty_members
from lantian_desktop.store.rota import rota as stored

_IN_FORCE = (ChangeStatus.REQUESTED, ChangeStatus.APPROVED)


def changes(office: Office, *, first: date | None = None, last: date | None = None) -> tuple[RotaChange, ...]:
    """Return the changes in the order they were asked for; between days: those with one seat there at least."""
    return stored.changes(office.session, first, last)


def holder(office: Office, *, seat: Seat) -> Seated | None:
    """Return who has a seat now, approved changes counted; None when it is vacant. The answer is that of 谁在班."""
    shift = shift_named(office, day=seat.day, index=seat.shift)
    answer = who_is_on_duty(office, at=shift.starts_at)
    return next((one for one in answer.seated if one.seat == seat), None) if answer else None


def ask_for_change(
    office: Office,
    *,
    kind: ChangeKind,
    seat: Seat,
    other_id: int,
    reason: str,
    other_seat: Seat | None = None,
    holder_id: int | None = None,
) -> RotaChange:
    """Enter a request: `other_id` takes `seat` (替班), and gives `other_seat` for it (调班).

    `holder_id` is whom the asker saw in the seat; raise Refused when somebody else has it by now.
    """
    _require_either(office)
    here = _require_seated(office, seat)
    if holder_id is not None and here.member.id != holder_id:
        raise Refused(
            f"排班已经变动，{cn_day(seat.day)}的这一班现在是{here.member.name}；请关闭这张申请，重新打开后再选。"
        )
    change = RotaChange(0, kind, seat, here.member.id, other_id, other_seat if kind is ChangeKind.SWAP else None)
    _check(office, change)
    if not reason.strip():
        raise InvalidInput(f"请填写{kind.label}原因。", field="reason")
    with office.session.write(f"申请{kind.label}") as touched:
        asked = replace(change, reason=reason.strip(), asked_by=office.user.name, asked_at=office.clock())
        saved = stored.add_change(office.session, asked)
        touched.note(**_noted(office, saved))
        touched.add("duty", saved.id)
    return saved


def approve_change(office: Office, *, change_id: int, signature: Signature) -> RotaChange:
    """Let a change count from now on; the approver is neither of the two, and both must still sit where they sat."""
    change = _require_status(office, change_id, ChangeStatus.REQUESTED)
    _require_third(office, change, signature.person)
    _require_open(office, change)
    if not _still(office, change):
        raise Refused(f"排班已经变动，这条{change.kind.label}对不上了；请撤回后重新申请。")
    with office.session.write(f"批准{change.kind.label}") as touched:
        touched.note(**_noted(office, change), approver=signature.person, how=signature.how.value)
        decided = _decided(office, change, ChangeStatus.APPROVED, signature)
        saved = stored.save_change(office.session, replace(decided, turn=stored.next_turn(office.session)))
        touched.add("duty", change_id)
    return saved


def refuse_change(office: Office, *, change_id: int, signature: Signature, reason: str) -> RotaChange:
    """Say no to a change that was asked for."""
    change = _require_status(office, change_id, ChangeStatus.REQUESTED)
    _require_third(office, change, signature.person)
    if not reason.strip():
        raise InvalidInput("请填写不同意的原因。", field="reason")
    with office.session.write(f"不同意{change.kind.label}") as touched:
        touched.note(**_noted(office, change), approver=signature.person, why=mask_mobiles(reason.strip()))
        decided = _decided(office, change, ChangeStatus.REFUSED, signature)
        saved = stored.save_change(office.session, replace(decided, revoke_reason=reason.strip()))
        touched.add("duty", change_id)
    return saved


def revoke_change(office: Office, *, change_id: int, reason: str) -> RotaChange:
    """Take a change back, asked for or approved: the seats are again whose they were. Refused while a later one builds upon it.

    What a third person approved is taken back by those who arrange duty, not by the two alone.
    """
    change = _require_status(office, change_id, *_IN_FORCE)
    if change.status is ChangeStatus.APPROVED:
        office.require(Right.ARRANGE_DUTY)
    else:
        _require_either(office)
    if not reason.strip():
        raise InvalidInput("请填写撤销原因。", field="reason")
    _require_open(office, change)
    _require_last(office, change)
    with office.session.write(f"撤销{change.kind.label}") as touched:
        touched.note(**_noted(office, change), why=mask_mobiles(reason.strip()))
        saved = stored.save_change(
            office.session,
            replace(
                change,
                status=ChangeStatus.REVOKED,
                revoked_by=office.user.name,
                revoked_at=office.clock(),
                revoke_reason=reason.strip(),
            ),
        )
        touched.add("duty", change_id)
    return saved


def on_paper(*, person: str, signed_on: date, scan: str) -> Signature:
    """Return the signature of a change approved on paper; `scan` is the SHA-256 of the signed sheet, or empty."""
    return Signature(person, SignedBy.PAPER, signed_on, scan)


def signature_of(change: RotaChange) -> HandoverSignature | None:
    """Return who decided a change and how; None while nobody did."""
    return (
        HandoverSignature(change.decided_by, SignedBy(change.decided_how), change.scan) if change.decided_how else None
    )


def _check(office: Office, change: RotaChange) -> None:
    other = duty_members.member(office.session, change.other_id)
    if change.other_id == change.member_id:
        raise InvalidInput(f"{other.name}本来就在这一班，请选另一人。", field="other_id")
    if change.seat.post not in other.posts:
        raise InvalidInput(f"{other.name}没有设为{change.seat.post.label}，请另选一人。", field="other_id")
    if change.kind is ChangeKind.SWAP:
        _check_swap(office, change, other.name)
    _require_open(office, change)
    for seat in change.seats:
        if stored.changes_on(office.session, seat, statuses=(ChangeStatus.REQUESTED,)):
            raise Refused(f"{seat.day.month}月{seat.day.day}日的这一班已有待批的调班或替班，请先批准或撤回那一条。")


def _check_swap(office: Office, change: RotaChange, other_name: str) -> None:
    if change.other_seat is None:
        raise InvalidInput("请选择与哪一班对调。", field="other_seat")
    if change.other_seat == change.seat or change.other_seat.post is not change.seat.post:
        raise InvalidInput("只能与同一岗位的另一班对调，请重新选择。", field="other_seat")
    if _require_seated(office, change.other_seat).member.id != change.other_id:
        raise InvalidInput(f"选中的那一班不是{other_name}的，请重新选择。", field="other_seat")


def _still(office: Office, change: RotaChange) -> bool:
    here, there = holder(office, seat=change.seat), change.other_seat and holder(office, seat=change.other_seat)
    stays = here is not None and here.member.id == change.member_id
    return stays and (change.other_seat is None or bool(there and there.member.id == change.other_id))


def _require_seated(office: Office, seat: Seat) -> Seated:
    found = holder(office, seat=seat)
    if found is None:
        raise Refused(f"{seat.day.month}月{seat.day.day}日的这一班还没有排人，请先排班。")
    return found


def _require_status(office: Office, change_id: int, *statuses: ChangeStatus) -> RotaChange:
    change = stored.change(office.session, change_id)
    if change.status not in statuses:
        raise Refused(f"这条{change.kind.label}{change.status.label}，不能再这样办理；请刷新后查看。")
    return change


def _require_either(office: Office) -> None:
    if not office.may(Right.KEEP_LOG):
        office.require(Right.ARRANGE_DUTY)


def _require_third(office: Office, change: RotaChange, approver: str) -> None:
    names = {member.id: member.name for member in duty_members.members(office.session)}
    if any(same_person(names[number], approver) for number in (change.member_id, change.other_id)):
        raise Refused(f"{approver}是{change.kind.label}的当事人，不能自己批准；请带班领导或负责人批准。")


def _require_open(office: Office, change: RotaChange) -> None:
    days = sorted(seat.day for seat in change.seats)
    handed_over = duty_log.handed_over(office.session, days[0], days[-1])
    for seat in change.seats:
        if (seat.day, seat.shift) in handed_over:
            raise Refused(f"{seat.day.month}月{seat.day.day}日的这一班已经交接，不能再{change.kind.label}。")


def _require_last(office: Office, change: RotaChange) -> None:
    """Raise Refused while a later change stands on one of the same seats: it was agreed on the ground of this one."""
    if change.turn is None:
        return
    for seat in change.seats:
        for later in stored.changes_on(office.session, seat, statuses=_IN_FORCE):
            requested_later = later.turn is None or later.turn > change.turn
            if later.id != change.id and requested_later:
                raise Refused(
                    f"之后在{seat.day.month}月{seat.day.day}日的这一班上又有{later.kind.label}，请先撤销那一条。"
                )


def _decided(office: Office, change: RotaChange, status: ChangeStatus, signature: Signature) -> RotaChange:
    return replace(
        change,
        status=status,
        decided_by=signature.person,
        decided_at=office.clock(),
        decided_how=signature.how.value,
        scan=signature.scan,
    )


def _noted(office: Office, change: RotaChange) -> dict[str, str]:
    names = {member.id: member.name for member in duty_members.members(office.session)}
    days = {"day": change.seat.day.isoformat()}
    if change.other_seat is not None:
        days["other_day"] = change.other_seat.day.isoformat()
    return {"member": names[change.member_id], "other": names[change.other_id], **days}
