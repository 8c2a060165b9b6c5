"""Rows of the rota: shift schemes, who takes turns, leave, seats, changes upon them, and 换休 entered by hand."""

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
from lantian_desktop.store.tables.row import UNTOUCHED, TableRow, VersionedRow


class DutySchemeRow(VersionedRow):
    """How days are cut into shifts from a day on; `starts` is a JSON list of times, one a shift."""

    starts_on = DateField(primary_key=True)
    pattern = TextField()
    starts = TextField()
    officers = IntegerField()
    revision = IntegerField(constraints=[UNTOUCHED])

    class Meta:
        """Name of the table."""

        table_name = "duty_scheme"


class DutyMemberRow(VersionedRow):
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
    revision = IntegerField(constraints=[UNTOUCHED])

    class Meta:
        """Name of the table."""

        table_name = "duty_member"


class DutyLeaveRow(VersionedRow):
    """Days on which a member takes no duty, both ends included."""

    id = AutoField()
    member_id = ForeignKeyField(DutyMemberRow, column_name="member_id", lazy_load=False)
    first = DateField()
    last = DateField()
    kind = TextField()
    note = TextField()
    revision = IntegerField(constraints=[UNTOUCHED])

    class Meta:
        """Name of the table."""

        table_name = "duty_leave"


class RotaSeatRow(TableRow):
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


class RotaChangeRow(TableRow):
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


class RestEntryRow(TableRow):
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
