"""Whom to call, in which order, and what to do next when nobody answers. How numbers are masked is decided above."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from lantian_desktop.domain.duty.log import CallOutcome, LogEntry
from lantian_desktop.domain.phones import WITH_EXTENSION, grouped, number_digits
from lantian_desktop.domain.roster.roster import PostRole, RosterEntry, Side

MOBILE, ROUND_THE_CLOCK, OFFICE, SWITCHBOARD = "手机", "24小时", "办公", "总机"
STAFF_AT_MOST = 3  # practice, in no regulation: 工作人员 of one chain, so that it comes to an end
REACHED = frozenset({CallOutcome.ANSWERED, CallOutcome.PASSED_ON})
_SIDES = {Side.A: 0, Side.NONE: 1, Side.B: 2}


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One number of a chain: whose it is, what kind of number, how often it was called in this shift and with what outcome at last."""

    contact_id: int
    unit: str
    post: str
    name: str
    label: str
    number: str
    tried: CallOutcome | None = None
    times: int = 0


@dataclass(frozen=True, slots=True)
class CallProposal:
    """The number to call next (None: there is none), and a sentence where there is something to say."""

    link: ChainLink | None
    sentence: str = ""


def arrange(entries: Iterable[RosterEntry], *, chosen: RosterEntry, unit: str) -> tuple[ChainLink, ...]:
    """Return the numbers of a unit in the order they are called.

    `chosen`, who was looked for, comes first with every number: mobile, 24 hours, office. Then the unit, `entries` in the
    roster's order: 联络员 (A角, then B角), the unit's 24-hour line, 工作人员 (at most three), 总联络人, the other posts, 第一责任人
    last. A person is called on the mobile, then the 24-hour number, then the office phone. What remains of office phones is
    总机 and closes the chain. A number stands once, where it comes first; of inspection groups only the chosen one's own counts.
    """
    near = [one for one in entries if one.id != chosen.id and _same_group(one, chosen)]
    ordered = [chosen, *_in_order(near)]
    lines = (link for entry in ordered for link in _numbers_of(entry, unit))
    return _each_once((*lines, *_switchboards((*near, chosen), unit)))


def with_calls(chain: Iterable[ChainLink], calls: Iterable[LogEntry]) -> tuple[ChainLink, ...]:
    """Return the chain with what became of the calls, which come in the order they were made."""
    outcomes: dict[str, list[CallOutcome]] = defaultdict(list)
    for call in calls:
        if call.outcome is not None:
            outcomes[number_digits(call.phone)].append(call.outcome)
    return tuple(
        replace(link, tried=made[-1], times=len(made)) if (made := outcomes.get(number_digits(link.number))) else link
        for link in chain
    )


def propose(chain: Sequence[ChainLink], *, above: str = "") -> CallProposal:
    """Return the number to call next: who was reached; else the first not called yet; else round again, with whom to tell.

    `above` names whom to turn to when nobody answers, such as 带班领导 and the number.
    """
    if not chain:
        return CallProposal(None, f"名册里没有可拨的号码，请{_turn_to(above)}。")
    reached = next((link for link in chain if link.tried in REACHED), None)
    if reached is not None and reached.tried is not None:
        return CallProposal(reached, f"本班已{reached.tried.label}：{_called(reached)}。")
    waiting = min(chain, key=lambda link: link.times)
    if waiting.times:
        return CallProposal(waiting, f"号码都拨过了，均未接：请再从头拨起，同时{_turn_to(above)}。")
    missed = sum(link.tried is CallOutcome.UNANSWERED for link in chain)
    return CallProposal(waiting, f"{missed} 个号码未接，接着拨{_called(waiting)}。" if missed else "")


def post_label(entry: RosterEntry) -> str:
    """Return what a line of the roster is as: its title or role, with A角 or B角."""
    side = "" if entry.side is Side.NONE else f" {entry.side.label}"
    return (entry.title or entry.role.label) + side


def _same_group(entry: RosterEntry, chosen: RosterEntry) -> bool:
    return (entry.group, entry.round_number) == (chosen.group, chosen.round_number)


def _in_order(entries: Sequence[RosterEntry]) -> Iterator[RosterEntry]:
    liaisons = [one for one in entries if _is_liaison(one)]
    yield from sorted(liaisons, key=lambda one: (_SIDES[one.side], one.role is not PostRole.LIAISON))
    staff = [one for one in entries if one.role is PostRole.STAFF and not _is_liaison(one)]
    late = (PostRole.CHIEF_LIAISON, PostRole.FIRST_RESPONSIBLE)
    yield from (one for one in entries if one.role is PostRole.DUTY_PHONE)
    yield from staff[:STAFF_AT_MOST]
    yield from (one for one in entries if one.role is PostRole.CHIEF_LIAISON)
    known = (PostRole.DUTY_PHONE, PostRole.STAFF, *late)
    yield from [one for one in entries if one.role not in known and not _is_liaison(one)][:STAFF_AT_MOST]
    yield from (one for one in entries if one.role is PostRole.FIRST_RESPONSIBLE)


def _is_liaison(entry: RosterEntry) -> bool:
    """B 角 may stand in the roster as one of the 工作人员."""
    return entry.role is PostRole.LIAISON or (entry.role is PostRole.STAFF and entry.side is not Side.NONE)


def _numbers_of(entry: RosterEntry, unit: str) -> Iterator[ChainLink]:
    phones = entry.phones
    office = f"{phones.office_phone}-{phones.extension}" if _lacks_extension(entry) else phones.office_phone
    fields = ((MOBILE, phones.mobile), (ROUND_THE_CLOCK, phones.duty_phone), (OFFICE, office))
    for label, field in fields:
        for number in filter(None, (part.strip() for part in field.split("、"))):
            yield ChainLink(entry.id, unit, post_label(entry), entry.name, label, number)


def _lacks_extension(entry: RosterEntry) -> bool:
    phone = entry.phones.office_phone
    return bool(phone and entry.phones.extension and "、" not in phone and not WITH_EXTENSION.match(phone))


def _switchboards(entries: Iterable[RosterEntry], unit: str) -> Iterator[ChainLink]:
    """Return the first office phone of the unit, without any extension: whoever picks it up can fetch somebody."""
    for entry in entries:
        number = entry.phones.office_phone.split("、")[0].strip()
        if number:
            extended = WITH_EXTENSION.match(number)
            yield ChainLink(entry.id, unit, "单位总机", "", SWITCHBOARD, extended[1] if extended else number)
            return


def _each_once(links: Iterable[ChainLink]) -> tuple[ChainLink, ...]:
    first: dict[str, ChainLink] = {}
    for link in links:
        first.setdefault(number_digits(link.number), link)
    return tuple(first.values())


def _called(link: ChainLink) -> str:
    return f"{link.unit}{link.post}{link.name} {link.label} {grouped(link.number)}"


def _turn_to(above: str) -> str:
    return f"报{above}，必要时联系上一级单位" if above else "报带班领导，必要时联系上一级单位"
