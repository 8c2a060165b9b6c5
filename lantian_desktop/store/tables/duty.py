"""Rows of duty: the log, hand-overs and reminders shown."""

from __future__ import annotations

from peewee import (
    AutoField,
    BooleanField,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from lantian_desktop.store.tables.issues import IssueRow
from lantian_desktop.store.tables.roster import PostRow, UnitRow
from lantian_desktop.store.tables.row import UNTOUCHED, TableRow, VersionedRow


class DutyEntryRow(VersionedRow):
    """One line of the 值班日志. Once its hand-over is signed it is locked by a trigger; what comes later is a new line."""

    id = AutoField()
    at = DateTimeField(index=True)
    day = DateField()
    shift = IntegerField()
    kind = TextField()
    unit = TextField()
    name = TextField()
    post = TextField()
    phone = TextField()
    content = TextField()
    passed_to = TextField()
    passed_at = DateTimeField(null=True)
    result = TextField()
    done = BooleanField()
    outcome = TextField()
    contact_id = ForeignKeyField(PostRow, null=True, column_name="contact_id", lazy_load=False)
    recorder = TextField()
    entered_at = DateTimeField()
    follows_id = IntegerField(null=True)
    locked = BooleanField(default=False)
    issue_id = ForeignKeyField(IssueRow, null=True, column_name="issue_id", lazy_load=False)
    unit_id = ForeignKeyField(UnitRow, null=True, column_name="unit_id", index=False, lazy_load=False)
    revision = IntegerField(constraints=[UNTOUCHED])

    class Meta:
        """Read by shift, by what is still open, and by issue."""

        table_name = "duty_entry"
        indexes = ((("day", "shift"), False), (("done", "kind"), False))


class HandoverRow(TableRow):
    """A signed 交接班 of one shift; `items` is a JSON list. Triggers forbid changing or deleting it."""

    id = AutoField()
    day = DateField()
    shift = IntegerField()
    next_day = DateField()
    next_shift = IntegerField()
    signed_at = DateTimeField()
    giver = TextField()
    giver_how = TextField()
    giver_scan = TextField()
    taker = TextField()
    taker_how = TextField()
    taker_scan = TextField()
    note = TextField()
    reason = TextField()
    items = TextField()
    journal_head = TextField()

    class Meta:
        """A shift is handed over once."""

        table_name = "handover"
        indexes = ((("day", "shift"), True),)


class ReminderRow(TableRow):
    """A reminder that was shown, so that it is never shown twice."""

    key = TextField(primary_key=True)
    shown_at = DateTimeField()

    class Meta:
        """Name of the table."""

        table_name = "reminder"
