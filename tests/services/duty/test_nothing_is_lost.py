"""A fortnight of duty by chance: whatever is logged, called, closed, carried and signed, nothing open is ever missing from the list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from lantian_desktop.domain.duty.log import CallOutcome, EntryKind, HandoverItem, ItemKind, ShiftKey
from lantian_desktop.domain.errors import Refused
from lantian_desktop.services.admin import journal
from lantian_desktop.services.duty import handover
from lantian_desktop.services.duty import log as duty_log
from lantian_desktop.services.duty.handover import Signer
from lantian_desktop.services.office import Office
from lantian_desktop.store import health
from tests.factories import Wall
from tests.services.duty.kit import LEADERS, arrange_days

MONDAY = date(2019, 7, 15)
UNITS = ("高新区", "高陵区", "临潼区")


def act(office: Office, chance: Random) -> None:
    """Do one thing somebody on duty does."""
    still_open = duty_log.open_entries(office)
    act_kind = chance.choice(("enter", "enter", "late", "call", "close", "correct"))
    if act_kind in {"enter", "late"}:
        at = office.clock() - timedelta(hours=chance.randrange(1, 40)) if act_kind == "late" else None
        kind = chance.choice((EntryKind.CALL_IN, EntryKind.INCIDENT, EntryKind.DOCUMENT))
        duty_log.add_entry(office, kind=kind, content=f"事项{chance.random()}", at=at, done=chance.random() < 0.4)
    elif act_kind == "call":
        unit, outcome = chance.choice(UNITS), chance.choice(list(CallOutcome))
        phone = f"1370000{chance.randrange(3):04}"
        duty_log.log_call(office, contact_id=None, unit=unit, name="", post="", phone=phone, outcome=outcome)
    elif still_open and act_kind == "close":
        duty_log.close_entry(office, entry_id=chance.choice(still_open).id, result="已办")
    elif still_open:
        line = chance.choice(still_open)
        change = replace(line, content=f"{line.content}改", done=chance.random() < 0.3)
        if line.locked:
            with pytest.raises(Refused):
                duty_log.correct_entry(office, entry=change)
        else:
            duty_log.correct_entry(office, entry=change)


def sign(office: Office, chance: Random, scan: Path) -> None:
    """Hand over what is next, some of it marked done, now and then with a note."""
    draft = handover.handover_draft(office)
    items = tuple(replace(item, done=item.done or chance.random() < 0.2) for item in draft.items)
    note = (HandoverItem(ItemKind.NOTE, f"提示{chance.random()}"),) if chance.random() < 0.5 else ()
    giver, taker = (Signer(name, scan=scan) for name in LEADERS)
    draft = replace(draft, items=(*items, *note))
    handover.sign_handover(office, draft=draft, giver=giver, taker=taker, reason="补交接或换人")


def check(office: Office) -> None:
    last = handover.last_handover(office)
    lines = duty_log.entries(office, limit=5000).rows
    if last is not None:
        until = ShiftKey(last.day, last.shift)
        assert all(line.locked == (ShiftKey(line.day, line.shift) <= until) for line in lines)
    items = handover.handover_draft(office).items
    listed = {item.ref for item in items if not item.done}
    assert {f"entry:{line.id}" for line in duty_log.open_entries(office)} <= listed
    if last is not None:
        undone = {item.text for item in last.items if not item.done and not item.ref}
        assert undone <= {item.text for item in items}


@pytest.mark.parametrize("seed", range(4))
def test_nothing_open_is_ever_missing(office: Office, wall: Wall, photo: Path, seed: int) -> None:
    chance = Random(seed)
    arrange_days(office, MONDAY, 20)
    entered = 0
    for _ in range(60):
        wall.at += timedelta(minutes=chance.randrange(5, 600))
        before = duty_log.entries(office, limit=1).total
        act(office, chance)
        entered += duty_log.entries(office, limit=1).total - before
        draft = handover.handover_draft(office)
        if not draft.refusal and chance.random() < 0.8:
            before = duty_log.entries(office, limit=1).total
            sign(office, chance, photo)
            entered += duty_log.entries(office, limit=1).total - before
        check(office)
    assert handover.handovers(office).total >= 5
    assert duty_log.entries(office, limit=1).total == entered
    assert journal.verify(office).sound
    health.check_store(office.session)
    assert datetime(2019, 7, 15) < wall.at
