"""Rows of duty: schemes, members and their leave, the rota and the changes upon it, the log, hand-overs, rest days, reminders."""

from __future__ import annotations

from peewee import (
    AutoField,
    BooleanField,
    CompositeKey,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from lantian_desktop.store.tables.roster import PostRow
from lantian_desktop.store.tables.row import Row


class DutySchemeRow(Row):
    """How days are cut into shifts from a day on; `starts` is a JSON list of times, one a shift."""

    starts_on = DateField(primary_key=True)
    pattern = TextField()
    starts = TextField()
    officers = IntegerField()

    class Meta:
        """Name of the table."""

        table_name = "duty_scheme"


class DutyMemberRow(Row):
    """Who takes turns. `posts` is a JSON list; `contact_id` is the roster line the number comes from where `phone` is empty."""

    id = AutoField()
    name = TextField()
    posts = TextField()
    phone = TextField()
    contact_id = ForeignKeyField(PostRow, null=True, column_name="contact_id", lazy_load=False)
    share = IntegerField()
    position = IntegerField()
    joined_on = DateField(null=True)
    left_on = DateField(null=True)

    class Meta:
        """Name of the table."""

        table_name = "duty_member"


class DutyLeaveRow(Row):
    """Days on which a member takes no duty, both ends included."""

    id = AutoField()
    member_id = ForeignKeyField(DutyMemberRow, column_name="member_id", lazy_load=False)
    first = DateField()
    last = DateField()
    kind = TextField()
    note = TextField()

    class Meta:
        """Name of the table."""

        table_name = "duty_leave"


class RotaSeatRow(Row):
    """Who was put into one seat of one shift; `pinned` seats are left alone when the rest is arranged anew."""

    day = DateField()
    shift = IntegerField()
    post = TextField()
    number = IntegerField()
    member_id = ForeignKeyField(DutyMemberRow, column_name="member_id", lazy_load=False)
    pinned = BooleanField(default=False)

    class Meta:
        """A seat is given once."""

        table_name = "rota_seat"
        primary_key = CompositeKey("day", "shift", "post", "number")


class RotaChangeRow(Row):
    """A 调班 or 替班 upon the rota; `turn` is its place among the approved ones, empty before."""

    id = AutoField()
    kind = TextField()
    status = TextField()
    day = DateField(index=True)
    shift = IntegerField()
    post = TextField()
    number = IntegerField()
    member_id = ForeignKeyField(DutyMemberRow, column_name="member_id", lazy_load=False)
    other_id = ForeignKeyField(DutyMemberRow, column_name="other_id", lazy_load=False)
    other_day = DateField(null=True, index=True)
    other_shift = IntegerField(null=True)
    other_number = IntegerField(null=True)
    reason = TextField()
    asked_by = TextField()
    asked_at = DateTimeField()
    turn = IntegerField(null=True)
    decided_by = TextField()
    decided_at = DateTimeField(null=True)
    decided_how = TextField()
    scan = TextField()
    revoked_by = TextField()
    revoked_at = DateTimeField(null=True)
    revoke_reason = TextField()

    class Meta:
        """Name of the table."""

        table_name = "rota_change"


class DutyEntryRow(Row):
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

    class Meta:
        """Read by shift, and by what is still open."""

        table_name = "duty_entry"
        indexes = ((("day", "shift"), False), (("done", "kind"), False))


class HandoverRow(Row):
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


class RestEntryRow(Row):
    """换休 days added or taken by hand, with the reason: opening balances and corrections. `tenths` of a day."""

    id = AutoField()
    member_id = ForeignKeyField(DutyMemberRow, column_name="member_id", lazy_load=False)
    day = DateField()
    tenths = IntegerField()
    reason = TextField()
    entered_by = TextField()
    entered_at = DateTimeField()

    class Meta:
        """Name of the table."""

        table_name = "rest_entry"


class ReminderRow(Row):
    """A reminder that was shown, so that it is never shown twice."""

    key = TextField(primary_key=True)
    shown_at = DateTimeField()

    class Meta:
        """Name of the table."""

        table_name = "reminder"
