"""What the calendar's detail pane shows of a seat, and what it offers to do. Values in, values out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.rota.rota import ChangeStatus, RotaChange, Seat
from lantian_desktop.services.office import Office
from lantian_desktop.services.rota import rota
from lantian_desktop.services.rota.calendar import DutyDay, DutySeat, DutyShift, seat_changes
from lantian_desktop.services.rota.duty import shown_number
from lantian_desktop.services.rota.lines import change_words
from lantian_desktop.ui.kit.lists.cards import Detail, Event, Fact, FactGroup
from lantian_desktop.ui.kit.lists.rows import Chip
from lantian_desktop.ui.kit.paint.actions import Offer
from lantian_desktop.ui.kit.paint.theme import Tone

GIVE, SWAP, STAND_IN, CLEAR, PIN = "give", "swap", "stand_in", "clear", "pin"
STATUS_TONES = {
    ChangeStatus.REQUESTED: Tone.AMBER,
    ChangeStatus.APPROVED: Tone.GREEN,
    ChangeStatus.REFUSED: Tone.NEUTRAL,
    ChangeStatus.REVOKED: Tone.NEUTRAL,
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A seat with the shift and the day it belongs to."""

    day: DutyDay
    shift: DutyShift
    duty_seat: DutySeat


def chosen_in(days: Sequence[DutyDay], seat: Seat) -> Chosen | None:
    """Return a seat among days with what it belongs to."""
    for day in days:
        for shift in day.shifts:
            for duty_seat in shift.seats:
                if duty_seat.seat == seat:
                    return Chosen(day, shift, duty_seat)
    return None


def seat_detail(office: Office, chosen: Chosen) -> Detail:
    """Return what is shown of a seat."""
    duty_seat, shift = chosen.duty_seat, chosen.shift.shift
    hours = f"{shift.starts_at:%m-%d %H:%M} 至 {shift.ends_at:%m-%d %H:%M}"
    return Detail(
        title=duty_seat.name or "缺",
        subtitle=f"{shift.caption} · {duty_seat.seat.post.label} · {hours}",
        chips=tuple(_chips(chosen)),
        groups=(*_wrong(duty_seat), _on_duty_facts(office, duty_seat), _others(office, chosen)),
        events=tuple(_history(office, duty_seat.seat)),
        events_heading="调班替班",
    )


def seat_offers(office: Office, duty_seat: DutySeat) -> tuple[Offer, ...]:
    """Return the buttons under a seat."""
    arrange = arranging_refusal(office)
    ask = "" if office.may(Right.KEEP_LOG) or not arrange else "申请调班、替班需要值班员、经办或负责人的角色。"
    vacant = "" if duty_seat.seated else "这一班还没有排人。"
    signed = "这一班已经交接，不能再变动。" if duty_seat.signed else ""
    standing = (
        f"有{duty_seat.change_label}记录，请先撤销{duty_seat.change_label}再改排班。" if duty_seat.change_label else ""
    )
    pin = "解除锁定" if duty_seat.pinned else "锁定"
    return (
        Offer(
            GIVE,
            "换人" if duty_seat.seated else "排人",
            arrange or signed or standing,
            primary=not duty_seat.seated,
            shortcut="直接输入姓名",
        ),
        Offer(SWAP, "申请调班", ask or vacant or signed),
        Offer(STAND_IN, "申请替班", ask or vacant or signed),
        Offer(PIN, pin, arrange or vacant, shortcut="空格"),
        Offer(CLEAR, "清除", arrange or vacant or signed or standing, danger=True, shortcut="Delete"),
    )


def arranging_refusal(office: Office) -> str:
    """Return why this user may not arrange duty, or nothing."""
    return "" if office.may(Right.ARRANGE_DUTY) else "排班需要经办或负责人的角色。"


def _chips(chosen: Chosen) -> list[Chip]:
    duty_seat = chosen.duty_seat
    found = [Chip(duty_seat.seat.post.label, Tone.ACCENT)]
    if chosen.day.mark:
        found.append(Chip(chosen.day.mark))
    if duty_seat.seated is None:
        found.append(Chip("缺", Tone.RED))
    elif duty_seat.seated.change is not None:
        found.append(Chip(duty_seat.seated.change.kind.label, Tone.GREEN))
    if duty_seat.pinned:
        found.append(Chip("已锁定"))
    if duty_seat.signed:
        found.append(Chip("已交接"))
    if duty_seat.conflicts:
        found.append(Chip("有冲突", Tone.AMBER))
    return found


def _wrong(duty_seat: DutySeat) -> tuple[FactGroup, ...]:
    if not duty_seat.conflicts:
        return ()
    return (FactGroup("冲突", tuple(Fact("须处理", sentence, Tone.AMBER) for sentence in duty_seat.conflicts)),)


def _on_duty_facts(office: Office, duty_seat: DutySeat) -> FactGroup:
    if duty_seat.seated is None:
        return FactGroup("在岗", (Fact("在岗", "缺，请排人", Tone.RED),))
    member, planned = duty_seat.seated.member, duty_seat.seated.planned
    number = shown_number(office, member)
    facts = [
        Fact("在岗", member.name),
        Fact("电话", f"{number}　复制" if number else "", link=number, missing=not number),
    ]
    if planned != member:
        facts.append(Fact("原排", planned.name))
    return FactGroup("在岗", tuple(facts))


def _others(office: Office, chosen: Chosen) -> FactGroup:
    others = [seat for seat in chosen.shift.seats if seat.seat != chosen.duty_seat.seat]
    return FactGroup("同班", tuple(_other(office, seat) for seat in others))


def _other(office: Office, seat: DutySeat) -> Fact:
    if seat.seated is None:
        return Fact(seat.seat.post.label, "缺", Tone.RED)
    number = shown_number(office, seat.seated.member)
    return Fact(seat.seat.post.label, f"{seat.name}　{number}".strip())


def _history(office: Office, seat: Seat) -> list[Event]:
    names = {member.id: member.name for member in rota.members(office)}
    return [change_event(office, change, names) for change in seat_changes(office, seat=seat)]


def change_event(office: Office, change: RotaChange, names: Mapping[int, str]) -> Event:
    """Return a change as a line of a timeline."""
    words = change_words(change, names[change.member_id], names[change.other_id], rota.schemes(office))
    when = f"{change.asked_at:%m-%d}" if change.asked_at else ""
    who = [f"{change.asked_by}申请"]
    if change.decided_by:
        who.append(f"{change.decided_by}{'不同意' if change.status is ChangeStatus.REFUSED else '批准'}")
    if change.revoked_by:
        who.append(f"{change.revoked_by}撤销")
    note = "，".join(who) + (f"；原因：{change.reason}" if change.reason else "")
    return Event(when, f"{change.status.label}：{words}", note, STATUS_TONES[change.status])
