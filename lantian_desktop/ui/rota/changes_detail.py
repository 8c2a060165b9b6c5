"""What the list of 调班 and 替班 shows of one in full, and what it offers to do. Values in, values out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from lantian_desktop.domain.admin.calendar import cn_date
from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.rota.rota import ChangeKind, ChangeStatus, RotaChange, Seat
from lantian_desktop.services.office import Office
from lantian_desktop.services.rota import rota
from lantian_desktop.services.rota.calendar import seat_shift
from lantian_desktop.services.rota.changes import signature_of
from lantian_desktop.services.rota.lines import change_words
from lantian_desktop.ui.kit.lists.cards import Detail, Event, Fact, FactGroup
from lantian_desktop.ui.kit.lists.rows import Chip
from lantian_desktop.ui.kit.paint.actions import Offer
from lantian_desktop.ui.kit.paint.theme import Tone
from lantian_desktop.ui.rota.seat_detail import STATUS_TONES

APPROVE, REFUSE, REVOKE, CALENDAR, SHEET = "approve", "refuse", "revoke", "calendar", "sheet"


def change_detail(office: Office, change: RotaChange, names: Mapping[int, str]) -> Detail:
    """Return what is shown of a change."""
    member, other = names[change.member_id], names[change.other_id]
    groups = [FactGroup("原班次", _seat_facts(office, change.seat, member, other))]
    if change.other_seat is not None:
        groups.append(FactGroup("对调班次", _seat_facts(office, change.other_seat, other, member)))
    groups.append(FactGroup("申请", _request_facts(change)))
    return Detail(
        title=f"{change.kind.label}：{member}、{other}",
        subtitle=change_words(change, member, other, rota.schemes(office)),
        chips=(Chip(change.status.label, STATUS_TONES[change.status]),),
        groups=tuple(groups),
        events=tuple(_events(change)),
    )


def change_offers(office: Office, change: RotaChange) -> tuple[Offer, ...]:
    """Return the buttons under a change."""
    arranges = office.may(Right.ARRANGE_DUTY)
    withdraw = "" if arranges or office.may(Right.KEEP_LOG) else "撤回需要值班员、经办或负责人的角色。"
    revoke = "" if arranges else "已批准的由经办或负责人撤销。"
    offers = []
    if change.status is ChangeStatus.REQUESTED:
        offers += [Offer(APPROVE, "批准", primary=True), Offer(REFUSE, "不同意"), Offer(REVOKE, "撤回", withdraw)]
    elif change.status is ChangeStatus.APPROVED:
        offers.append(Offer(REVOKE, "撤销", revoke, danger=True))
    return (*offers, Offer(CALENDAR, "在排班表中查看"))


def _seat_facts(office: Office, seat: Seat, before: str, after: str) -> tuple[Fact, ...]:
    shift = seat_shift(office, seat=seat)
    hours = f"{shift.starts_at:%m-%d %H:%M} 至 {shift.ends_at:%m-%d %H:%M}" if shift else "班次设置已变"
    name = shift.caption if shift else cn_date(seat.day)
    return (Fact("班次", f"{name}　{seat.post.label}"), Fact("时间", hours), Fact("变动", f"{before} → {after}"))


def _request_facts(change: RotaChange) -> tuple[Fact, ...]:
    facts = [Fact("申请人", f"{change.asked_by}　{_when(change.asked_at)}"), Fact("原因", change.reason)]
    signed = signature_of(change)
    if signed is not None:
        verdict = "不同意" if change.status is ChangeStatus.REFUSED else "批准"
        facts.append(Fact(verdict, f"{signed.person}　{signed.how.label}　{_when(change.decided_at)}"))
        if signed.scan:
            facts.append(Fact("签批页", "打开", link=SHEET))
    if change.status is ChangeStatus.REFUSED:
        facts.append(Fact("理由", change.revoke_reason, Tone.AMBER))
    if change.status is ChangeStatus.REVOKED:
        facts.append(Fact("撤销", f"{change.revoked_by}　{_when(change.revoked_at)}"))
        facts.append(Fact("撤销原因", change.revoke_reason))
    return tuple(facts)


def _events(change: RotaChange) -> list[Event]:
    verb = "不同意" if change.status is ChangeStatus.REFUSED else "批准"
    kind: ChangeKind = change.kind
    found = [
        (change.revoked_at, f"{change.revoked_by}撤销，恢复变动之前的排班", Tone.AMBER),
        (change.decided_at, f"{change.decided_by}{verb}{kind.label}", None),
        (change.asked_at, f"{change.asked_by}申请{kind.label}", None),
    ]
    return [Event(f"{at:%m-%d %H:%M}", words, tone=tone) for at, words, tone in found if at is not None]


def _when(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else ""
