"""The demonstration's night at the desk: what came in, whom was called, the hand-over in the morning, and the log on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

from lantian_desktop.cli.demo.clock import LAST_DAY
from lantian_desktop.cli.demo.office import CLERK, HEAD, PASSWORD, SECOND_CLERK, DemoOffice
from lantian_desktop.domain.duty.log import CallOutcome, EntryKind, HandoverItem, ItemKind, ShiftKey
from lantian_desktop.domain.roster.query import RosterQuery
from lantian_desktop.domain.roster.roster import PostRole
from lantian_desktop.services.duty import call_chain, handover
from lantian_desktop.services.duty import log as duty_log
from lantian_desktop.services.duty.log_print import log_file_name, shift_log_pdf
from lantian_desktop.services.files import write_file
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster import roster

NIGHT = ShiftKey(LAST_DAY - timedelta(days=1), 1)
EVENING, MORNING = (datetime.combine(day, time(hour)) for day, hour in ((NIGHT.day, 21), (LAST_DAY, 6)))
STARRED = 6
LATE = "7 月 22 日 8:30 参加调度会，会后补签。"


def keep(demo: DemoOffice) -> None:
    """Fill the night's log, hand it over to the morning, and begin the morning's."""
    office = demo.signed_in_as(SECOND_CLERK)
    duty_log.add_entry(
        office,
        kind=EntryKind.DOCUMENT,
        at=EVENING,
        content="收到省铁腕治霾办《关于加强夜间施工扬尘管控的通知》，已报带班领导。",
        unit="省铁腕治霾办",
        result="已转各区县、开发区",
    )
    duty_log.add_entry(
        office,
        kind=EntryKind.INCIDENT,
        at=MORNING,
        content="督导帮扶组反映，第 4 组夜间检查时有人员阻拦，属地公安已到场。",
        unit="督导帮扶组",
        passed_to="属地铁腕治霾办",
        passed_at=MORNING + timedelta(minutes=10),
        done=False,
    )
    note = HandoverItem(ItemKind.NOTE, "10 时前向带班领导报告第 4 组阻拦情况的处置结果。")
    draft = handover.handover_draft(office)
    giver, taker = (handover.Signer(name, PASSWORD) for name in (SECOND_CLERK, HEAD))
    listed = replace(draft, items=(*draft.items, note))
    handover.sign_handover(office, draft=listed, giver=giver, taker=taker, reason=LATE)
    clerk = demo.signed_in_as(CLERK)
    _star(clerk)
    _call(clerk)


def write(office: Office, out: Path) -> list[Path]:
    """Write the log of the night as it was signed."""
    path = out / log_file_name(office, shift=NIGHT)
    write_file(path, shift_log_pdf(office, shift=NIGHT))
    return [path]


def _star(office: Office) -> None:
    """Mark some liaisons as 常用, whom the desk then lists before anything is typed."""
    lines = roster.roster_page(office, query=RosterQuery(limit=200)).rows
    liaisons = [line.id for line in lines if line.name and line.role is PostRole.LIAISON]
    roster.star_entries(office, entry_ids=liaisons[:STARRED], starred=True)


def _call(office: Office) -> None:
    """Call somebody of the roster who can be called: not reached at first, then at the next number."""
    lines = roster.roster_page(office, query=RosterQuery(limit=200)).rows
    wanted = next(line for line in lines if line.name and line.phones.mobile)
    for outcome in (CallOutcome.UNANSWERED, CallOutcome.ANSWERED):
        link = call_chain.next_number(office, contact_id=wanted.id).link
        if link is None:
            return
        duty_log.log_call(
            office,
            contact_id=link.contact_id,
            unit=link.unit,
            name=link.name,
            post=link.post,
            phone=link.number,
            outcome=outcome,
        )
