"""Making the rota: shift schemes, members, leave, and who is put into which seat. What contradicts itself is shown, not mended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from lantian_desktop.domain.admin.calendar import cn_day
from lantian_desktop.domain.admin.people import Right, plain_person, same_person
from lantian_desktop.domain.errors import InvalidInput, NotFound, Refused
from lantian_desktop.domain.roster.roster import well_formed
from lantian_desktop.domain.rota.rota import ChangeStatus, DutyMember, Leave, Seat
from lantian_desktop.domain.rota.schemes import MOST_OFFICERS, DutyPost, DutyScheme, scheme_on, shifts_of
from lantian_desktop.services import undo as compensation
from lantian_desktop.services.office import Office
from lantian_desktop.store.duty import log as duty_log
from lantian_desktop.store.revisions import require_unchanged
from lantian_desktop.store.rota import members as duty_members
from lantian_desktop.store.rota import rota as stored

_IN_FORCE = (ChangeStatus.REQUESTED, ChangeStatus.APPROVED)
_DAY = timedelta(days=1)


def schemes(office: Office) -> tuple[DutyScheme, ...]:
    """Return every shift scheme, the earliest first."""
    return stored.schemes(office.session)


def save_scheme(office: Office, *, scheme: DutyScheme) -> None:
    """Have days cut into shifts this way from a day on; refused where seats of those days were given already."""
    office.require(Right.ARRANGE_DUTY)
    _check_scheme(office, scheme)
    if scheme in stored.schemes(office.session):
        return
    with office.session.write("设置班次") as touched:
        touched.note(starts_on=scheme.starts_on.isoformat(), pattern=scheme.pattern.value)
        stored.save_scheme(office.session, scheme)
        touched.add("duty")


def remove_scheme(office: Office, *, starts_on: date) -> None:
    """Take a scheme away; refused where seats of its days were given already."""
    office.require(Right.ARRANGE_DUTY)
    _require_empty(office, starts_on)
    _require_whole_days([one for one in stored.schemes(office.session) if one.starts_on != starts_on])
    with office.session.write("删除班次设置", starts_on=starts_on.isoformat()) as touched:
        stored.remove_scheme(office.session, starts_on)
        touched.add("duty")


def members(office: Office, *, on: date | None = None, post: DutyPost | None = None) -> tuple[DutyMember, ...]:
    """Return who takes turns, in their order: on a day, as a post, or all there ever were."""
    found = duty_members.members(office.session)
    return tuple(
        member for member in found if (on is None or member.serves_on(on)) and (post is None or post in member.posts)
    )


def member(office: Office, *, member_id: int) -> DutyMember:
    """Return one who takes or took turns; raise NotFound when there is none."""
    return duty_members.member(office.session, member_id)


def save_member(office: Office, *, member: DutyMember) -> DutyMember:
    """Add (number 0) or change somebody who takes turns; raise InvalidInput with the entry that is wrong."""
    office.require(Right.ARRANGE_DUTY)
    member = replace(member, name=member.name.strip(), phone=member.phone.strip())
    _check_member(office, member)
    before = duty_members.member(office.session, member.id) if member.id else member
    require_unchanged(office.session, before.revision, member.revision)
    member = replace(member, position=before.position)  # `place_members` alone changes the order
    title = "修改值班人员" if member.id else "新增值班人员"
    with office.session.write(title) as touched:
        images = duty_members.member_images(office.session, [member.id])
        saved = duty_members.save_member(office.session, member)
        touched.note(name=saved.name)
        if before.name != saved.name:
            touched.note(was=before.name)  # signed shifts are read with the name as it is now
        touched.add("duty", saved.id)
        compensation.offer(office, title=title, duty_before=images or duty_members.no_image(saved))
    return saved


def place_members(office: Office, *, member_ids: Sequence[int]) -> None:
    """Put those who take turns into this order."""
    office.require(Right.ARRANGE_DUTY)
    with office.session.write("调整值班人员顺序") as touched:
        images = duty_members.member_images(office.session, member_ids)
        duty_members.place(office.session, member_ids)
        touched.add("duty")
        compensation.offer(office, title="调整值班人员顺序", duty_before=images)


def remove_member(office: Office, *, member_id: int) -> None:
    """Take away somebody who never stood in a rota; raise Refused for others, who leave by their last day."""
    office.require(Right.ARRANGE_DUTY)
    member = duty_members.member(office.session, member_id)
    if duty_members.is_used(office.session, member_id):
        raise Refused(f"{member.name}已排过班，不能删除；请填写“退出日期”，此后不再排班。")
    with office.session.write("删除值班人员", name=member.name) as touched:
        images = duty_members.member_images(office.session, [member_id])
        duty_members.remove_member(office.session, member_id)
        touched.add("duty", member_id)
        compensation.offer(office, title="删除值班人员", duty_before=images)


def leaves(office: Office, *, first: date | None = None, last: date | None = None) -> tuple[Leave, ...]:
    """Return leave in the order it begins; between days: that which touches them."""
    return duty_members.leaves(office.session, first, last)


def leave(office: Office, *, leave_id: int) -> Leave:
    """Return one leave; raise NotFound when it was taken away."""
    found = next((one for one in duty_members.leaves(office.session) if one.id == leave_id), None)
    if found is None:
        raise NotFound("找不到这条请假，请刷新后重试。")
    return found


def save_leave(office: Office, *, leave: Leave) -> Leave:
    """Enter (number 0) or change leave; raise InvalidInput when it ends before it begins or overlaps other leave of the same person."""
    office.require(Right.ARRANGE_DUTY)
    member = duty_members.member(office.session, leave.member_id)
    if leave.last < leave.first:
        raise InvalidInput("请假的结束日期早于开始日期，请更正。", field="last")
    for other in duty_members.leaves(office.session, leave.first, leave.last):
        if other.member_id == leave.member_id and other.id != leave.id:
            raise InvalidInput(f"{member.name}在这些日期里已有{other.kind.label}，请先修改那一条。", field="first")
    title = "修改请假" if leave.id else "登记请假"
    with office.session.write(title) as touched:
        touched.note(name=member.name, first=leave.first.isoformat(), last=leave.last.isoformat())
        images = duty_members.leave_images(office.session, leave.id)
        saved = duty_members.save_leave(office.session, leave)
        touched.add("duty")
        compensation.offer(office, title=title, duty_before=images or duty_members.no_image(saved))
    return saved


def remove_leave(office: Office, *, leave_id: int) -> None:
    """Take leave away."""
    office.require(Right.ARRANGE_DUTY)
    leave_ = leave(office, leave_id=leave_id)
    with office.session.write("删除请假") as touched:
        name = duty_members.member(office.session, leave_.member_id).name
        touched.note(name=name, first=leave_.first.isoformat(), last=leave_.last.isoformat())
        images = duty_members.leave_images(office.session, leave_id)
        duty_members.remove_leave(office.session, leave_id)
        touched.add("duty")
        compensation.offer(office, title="删除请假", duty_before=images)


def assign(office: Office, *, seat: Seat, member_id: int) -> None:
    """Put somebody into a seat by hand, in place of who was there; it is left alone when the rest is arranged anew."""
    give_seats(office, given={seat: member_id}, title="安排值班", pinned=True)


def move(office: Office, *, source: Seat, target: Seat) -> None:
    """Move who sits in `source` to `target`; who was there comes to `source`. Both seats are then kept as set by hand."""
    seats = stored.seats(office.session, min(source.day, target.day), max(source.day, target.day))
    if source not in seats:
        raise Refused("原位置没有值班人员，请刷新后重试。")
    if source == target:
        return
    given = {target: seats[source]}
    if target in seats:
        given[source] = seats[target]
    left = () if target in seats else (source,)
    _rewrite(office, title="移动值班", given=given, cleared=left, pinned=True)


def clear_seats(office: Office, *, seats: Iterable[Seat]) -> None:
    """Take people out of their seats."""
    _rewrite(office, title="清除值班安排", given={}, cleared=tuple(seats), pinned=False)


def give_seats(
    office: Office, *, given: Mapping[Seat, int], title: str, pinned: bool = False, cleared: Sequence[Seat] = ()
) -> None:
    """Put many people into their seats at once and take others out, as one change with one undo."""
    _rewrite(office, title=title, given=given, cleared=cleared, pinned=pinned)


def pin_seat(office: Office, *, seat: Seat, pinned: bool) -> None:
    """Have a seat left alone when the rest is arranged anew, or no longer."""
    office.require(Right.ARRANGE_DUTY)
    title = "锁定值班安排" if pinned else "解除锁定值班安排"
    with office.session.write(title) as touched:
        before = stored.images(office.session, [seat])
        stored.pin(office.session, seat, pinned=pinned)
        touched.note(day=seat.day.isoformat(), shift=seat.shift)
        touched.add("duty")
        compensation.offer(office, title=title, rota_before=before)


def _rewrite(office: Office, *, title: str, given: Mapping[Seat, int], cleared: Sequence[Seat], pinned: bool) -> None:
    office.require(Right.ARRANGE_DUTY)
    touched_seats = sorted({*given, *cleared})
    if not touched_seats:
        return
    _require_free(office, touched_seats)
    _check_given(office, given)
    with office.session.write(title) as touched:
        before = stored.images(office.session, touched_seats)
        stored.clear(office.session, cleared)
        stored.put(office.session, sorted(given.items()), pinned=pinned)
        touched.note(
            first=touched_seats[0].day.isoformat(), last=touched_seats[-1].day.isoformat(), seats=len(touched_seats)
        )
        touched.add("duty")
        compensation.offer(office, title=title, rota_before=before)


def _check_given(office: Office, given: Mapping[Seat, int]) -> None:
    """Raise InvalidInput when a seat does not exist or its member does not serve as its post."""
    known = {member.id: member for member in duty_members.members(office.session)}
    known_schemes = stored.schemes(office.session)
    for seat, member_id in given.items():
        member = known.get(member_id)
        if member is None:
            raise InvalidInput("找不到这名值班人员，请刷新后重试。", field="member_id")
        if seat.post not in member.posts:
            raise InvalidInput(f"{member.name}没有设为{seat.post.label}，请先在“值班人员”里勾选。", field="member_id")
        most = MOST_OFFICERS if seat.post is DutyPost.OFFICER else 1
        if (
            seat.shift not in {shift.index for shift in shifts_of(known_schemes, seat.day)}
            or not 0 <= seat.number < most
        ):
            raise InvalidInput(f"{seat.day.month}月{seat.day.day}日没有这个班次，请先设置班次。", field="seat")


def _require_free(office: Office, seats: Sequence[Seat]) -> None:
    """Raise Refused when a seat stands under a change, or its shift was handed over: what was signed stays."""
    standing = stored.changes(office.session, seats[0].day, seats[-1].day, statuses=_IN_FORCE)
    changed = {seat: change for change in standing for seat in change.seats}
    handed_over = duty_log.handed_over(office.session, seats[0].day, seats[-1].day)
    for seat in seats:
        if seat in changed:
            kind = changed[seat].kind.label
            raise Refused(f"{seat.day.month}月{seat.day.day}日的这一班有{kind}记录，请先撤销{kind}再改排班。")
        if (seat.day, seat.shift) in handed_over:
            raise Refused(f"{seat.day.month}月{seat.day.day}日的这一班已经交接，不能再改排班。")


def _check_scheme(office: Office, scheme: DutyScheme) -> None:
    if len(scheme.starts) != len(scheme.pattern.shifts):
        raise InvalidInput(
            f"{scheme.pattern.label}要有 {len(scheme.pattern.shifts)} 个开始时间，请补齐。", field="starts"
        )
    if not 1 <= scheme.officers <= MOST_OFFICERS:
        raise InvalidInput(f"每班值班员应为 1 至 {MOST_OFFICERS} 人，请更正。", field="officers")
    cut = shifts_of((scheme,), scheme.starts_on)
    if len(cut) != len(scheme.starts):
        raise InvalidInput("一天的各班合起来不能超过 24 小时，请更正开始时间。", field="starts")
    others = (one for one in stored.schemes(office.session) if one.starts_on != scheme.starts_on)
    _require_whole_days((*others, scheme))
    _require_empty(office, scheme.starts_on)


def _require_whole_days(schemes: Sequence[DutyScheme]) -> None:
    """Raise InvalidInput when a hand-over hour comes before the last shift of the day before would have begun."""
    for scheme in sorted(schemes, key=lambda one: one.starts_on)[1:]:
        eve = scheme.starts_on - _DAY
        before = scheme_on(schemes, eve)
        if before is not None and len(shifts_of(schemes, eve)) < len(before.starts):
            first = datetime.combine(scheme.starts_on, scheme.starts[0])
            raise InvalidInput(
                f"{cn_day(first.date())}的 {first:%H:%M} 早于前一天最后一班的开始时间，请把交接班时间改晚，或换一天开始。",
                field="starts",
            )


def _require_empty(office: Office, first: date) -> None:
    """Raise Refused when seats were given on `first` or later, or a shift of then was handed over: what was signed stays."""
    signed = duty_log.handovers(office.session, limit=1).rows
    if signed and signed[0].day >= first:
        raise Refused(f"{cn_day(signed[0].day)}的班已经交接，不能再改那时的班次；请让新班次从之后的一天开始。")
    last = stored.last_day(office.session)
    if last is not None and last >= first:
        raise Refused(
            f"{first.month}月{first.day}日以后已有排班（到{last.month}月{last.day}日），请先清除那些排班，或让新班次从之后开始。"
        )


def _check_member(office: Office, member: DutyMember) -> None:
    if not plain_person(member.name):
        raise InvalidInput("请填写值班人员姓名。", field="name")
    if not member.posts:
        raise InvalidInput("请选择担任带班领导还是值班员。", field="posts")
    if not 1 <= member.share <= 100:
        raise InvalidInput("分担比例应为 1 至 100（%），请更正。", field="share")
    if member.joined_on and member.left_on and member.left_on < member.joined_on:
        raise InvalidInput("退出日期早于加入日期，请更正。", field="left_on")
    if not all(well_formed(number) for number in member.phone.split("、") if number):
        raise InvalidInput(
            f"号码“{member.phone}”格式不对：手机应为 11 位，座机请带区号，如 029-86900000。", field="phone"
        )
    for other in duty_members.members(office.session):
        if other.id != member.id and same_person(other.name, member.name) and not other.left_on:
            raise InvalidInput(f"值班人员里已有{member.name}；同名的两人请在姓名后加以区别。", field="name")
