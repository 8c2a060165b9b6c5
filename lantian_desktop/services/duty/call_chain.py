"""呼叫链: whom the desk calls in a unit and in which order, what was tried in this shift, and the number to try next."""

from __future__ import annotations

from dataclasses import replace

from lantian_desktop.domain.admin.people import same_person
from lantian_desktop.domain.duty.call_chain import (
    ROUND_THE_CLOCK,
    CallProposal,
    ChainLink,
    arrange,
    post_label,
    propose,
    with_calls,
)
from lantian_desktop.domain.duty.log import EntryKind, LogEntry
from lantian_desktop.domain.errors import NotFound
from lantian_desktop.domain.phones import first_of, grouped
from lantian_desktop.domain.roster.query import RosterQuery
from lantian_desktop.domain.roster.roster import mask_mobiles
from lantian_desktop.domain.rota.schemes import DutyPost
from lantian_desktop.services.duty.log import open_shift
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster.masks import shown_entry
from lantian_desktop.services.rota.duty import duty_number, who_is_on_duty
from lantian_desktop.store.duty import log as stored_log
from lantian_desktop.store.roster import roster as stored
from lantian_desktop.store.roster import units

_MOST_LINES = 200  # of one unit, in the roster's order


def call_chain(office: Office, *, contact_id: int) -> tuple[ChainLink, ...]:
    """Return the numbers to call when `contact_id` is wanted, in order, each with what became of it in this shift.

    The order is that of `domain.duty.call_chain.arrange`. Numbers are masked by role as everywhere in the roster, except those
    of whoever is on duty now. Raise NotFound when the line is no longer in the roster.
    """
    chosen = stored.entry(office.session, contact_id)
    unit = units.unit(office.session, chosen.unit_id)
    query = RosterQuery(unit_id=unit.id, limit=_MOST_LINES)
    near = stored.page(office.session, query).rows
    own = [entry for entry in near if entry.unit_id == unit.id]
    in_full = arrange(own, chosen=chosen, unit=unit.name)
    tried = with_calls(in_full, _calls(office))
    masked = {entry.id for entry in (*own, chosen) if shown_entry(office, entry) is not entry} - _on_duty(office)
    return tuple(
        replace(link, number=mask_mobiles(link.number))
        if link.contact_id in masked
        and link.label != ROUND_THE_CLOCK  # that one is meant for everybody, as in the roster
        else link
        for link in tried
    )


def callee(office: Office, *, contact_id: int) -> ChainLink:
    """Return whom a roster line stands for with the number called first, empty where there is none."""
    entry = stored.entry(office.session, contact_id)
    own = (link for link in call_chain(office, contact_id=contact_id) if link.contact_id == contact_id)
    unit = units.unit(office.session, entry.unit_id)
    return next(own, ChainLink(entry.id, unit.name, post_label(entry), entry.name, "", ""))


def next_number(office: Office, *, contact_id: int) -> CallProposal:
    """Return which number of the chain to call next, with a sentence when all were tried: whom to tell then."""
    return next_of(office, chain=call_chain(office, contact_id=contact_id))


def next_of(office: Office, *, chain: tuple[ChainLink, ...]) -> CallProposal:
    """Return which number of a chain at hand to call next."""
    return propose(chain, above=_leader(office))


def _calls(office: Office) -> tuple[LogEntry, ...]:
    """Return the calls made in this shift, in order: in the one that calls are filed in now, also when it was handed over early."""
    shift = open_shift(office, at=office.clock())
    lines = stored_log.of_shift(office.session, shift.day, shift.index)
    return tuple(line for line in lines if line.kind is EntryKind.CALL_OUT)


def _on_duty(office: Office) -> frozenset[int]:
    """Return the roster lines of those on duty now, as far as they still hold them."""
    answer = who_is_on_duty(office)
    lines = {one.member.contact_id: one.member.name for one in answer.seated} if answer else {}
    return frozenset(
        number for number, name in lines.items() if number is not None and _still_holds(office, number, name)
    )


def _still_holds(office: Office, contact_id: int, name: str) -> bool:
    try:
        return same_person(stored.entry(office.session, contact_id).name, name)
    except NotFound:
        return False


def _leader(office: Office) -> str:
    answer = who_is_on_duty(office)
    for one in answer.of(DutyPost.LEADER) if answer else ():
        return f"{DutyPost.LEADER.label}{one.member.name} {grouped(first_of(duty_number(office, one.member)))}".strip()
    return ""
