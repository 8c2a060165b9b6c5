"""Rows of units, rounds, posts, persons and who held what when."""

from __future__ import annotations

from peewee import AutoField, BooleanField, CompositeKey, DateField, ForeignKeyField, IntegerField, TextField

from lantian_desktop.store.tables.row import UNTOUCHED, TableRow, VersionedRow


class UnitRow(VersionedRow):
    """A unit in the office's fixed order; `aliases` is a JSON list."""

    id = AutoField()
    name = TextField(unique=True)
    short_name = TextField()
    formal_name = TextField()
    aliases = TextField()
    kind = TextField()
    position = IntegerField(index=True)
    code = TextField()
    parent_id = ForeignKeyField("self", null=True, column_name="parent_id", lazy_load=False)
    revision = IntegerField(constraints=[UNTOUCHED])

    class Meta:
        """Name of the table."""

        table_name = "unit"


class RoundRow(VersionedRow):
    """A round of inspection."""

    number = IntegerField(primary_key=True)
    starts_on = DateField(null=True)
    ends_on = DateField(null=True)
    revision = IntegerField(constraints=[UNTOUCHED])

    class Meta:
        """Name of the table."""

        table_name = "inspection_round"


class GroupRow(TableRow):
    """An inspection group of a round; `territory_ids` is a JSON list of units."""

    round_number = IntegerField()
    name = TextField()
    kind = TextField()
    territory_ids = TextField()

    class Meta:
        """A round has a group once."""

        table_name = "inspection_group"
        primary_key = CompositeKey("round_number", "name")


class PersonRow(TableRow):
    """Somebody who holds or held posts, and the numbers that go along with the person."""

    id = AutoField()
    name = TextField(index=True)
    mobile = TextField()
    email = TextField()
    wechat = TextField()

    class Meta:
        """Name of the table."""

        table_name = "person"


class PostRow(VersionedRow):
    """A post, the numbers that stay with it, and who holds it now. `sort_key` is the holder's surname reading.

    `side` is A 角 or B 角; `spelled` holds the readings by syllable that contacts are found by (empty until they are made).
    `flawed` and `named_verified_on` are of older versions and no longer read: gaps come from the roster as a whole.
    """

    id = AutoField()
    unit_id = ForeignKeyField(UnitRow, column_name="unit_id", index=False, lazy_load=False)
    role = TextField()
    role_order = IntegerField()
    title = TextField()
    round_number = IntegerField(null=True)
    group = TextField(column_name="inspection_group")
    holder_id = ForeignKeyField(PersonRow, null=True, column_name="holder_id", lazy_load=False)
    office_phone = TextField()
    duty_phone = TextField()
    extension = TextField()
    fax = TextField()
    remark = TextField()
    verified_on = DateField(null=True)
    starred = BooleanField(default=False)
    removed = BooleanField(default=False)
    flawed = BooleanField(default=False)
    named_verified_on = DateField(null=True)
    sort_key = TextField()
    search_text = TextField()
    side = TextField(default="")
    spelled = TextField(default="")
    revision = IntegerField(constraints=[UNTOUCHED])

    class Meta:
        """The roster's order is an index."""

        table_name = "post"
        indexes = (
            (("removed", "unit_id", "role_order", "sort_key"), False),
            (("removed", "round_number"), False),
            (("removed", "flawed", "named_verified_on"), False),
        )


class TenureRow(VersionedRow):
    """Who held a post from when to when; `until` is empty while it lasts."""

    id = AutoField()
    post_id = ForeignKeyField(PostRow, column_name="post_id", lazy_load=False)
    person_id = ForeignKeyField(PersonRow, column_name="person_id", lazy_load=False)
    since = DateField(null=True)
    until = DateField(null=True)
    revision = IntegerField(constraints=[UNTOUCHED])

    class Meta:
        """Name of the table."""

        table_name = "tenure"
