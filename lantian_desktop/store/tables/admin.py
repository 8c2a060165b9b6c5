"""Rows of the office itself: journal, settings, calendar, categories, templates, accounts, counters, drafts, undo, printers."""

from __future__ import annotations

from peewee import AutoField, BooleanField, CompositeKey, DateTimeField, IntegerField, TextField

from lantian_desktop.store.tables.row import UNTOUCHED, TableRow, VersionedRow


class JournalRow(TableRow):
    """One entry of the journal; triggers forbid changing or deleting it."""

    seq = AutoField()
    at = DateTimeField()
    user = TextField()
    title = TextField()
    details = TextField()
    previous = TextField()
    digest = TextField()

    class Meta:
        """Name of the table."""

        table_name = "journal"


class SettingRow(VersionedRow):
    """One named value as JSON: profile, settings, phrases, legal bases."""

    key = TextField(primary_key=True)
    value = TextField()
    revision = IntegerField(constraints=[UNTOUCHED])

    class Meta:
        """Name of the table."""

        table_name = "setting"


class CalendarYearRow(VersionedRow):
    """One year's notice of days off (JSON)."""

    year = IntegerField(primary_key=True)
    notice = TextField()
    revision = IntegerField(constraints=[UNTOUCHED])

    class Meta:
        """Name of the table."""

        table_name = "calendar_year"


class CategoryRow(VersionedRow):
    """A statistical heading; `counts` and `aliases` are JSON lists."""

    id = TextField(primary_key=True)
    label = TextField()
    position = IntegerField(index=True)
    counts = TextField()
    aliases = TextField()
    revision = IntegerField(constraints=[UNTOUCHED])

    class Meta:
        """Name of the table."""

        table_name = "category"


class ChecklistTemplateRow(VersionedRow):
    """One version of a template; `items` and `categories` are JSON lists."""

    id = AutoField()
    name = TextField()
    version = IntegerField()
    items = TextField()
    categories = TextField()
    revision = IntegerField(constraints=[UNTOUCHED])

    class Meta:
        """One row per name and version."""

        table_name = "checklist_template"
        indexes = ((("name", "version"), True),)


class UserRow(VersionedRow):
    """An account; `roles` is a JSON list. Passwords lie in the key slots."""

    name = TextField(primary_key=True)
    roles = TextField()
    revision = IntegerField(constraints=[UNTOUCHED])

    class Meta:
        """Name of the table."""

        table_name = "account"


class CounterRow(TableRow):
    """The last number taken of a series; it only rises."""

    name = TextField(primary_key=True)
    last = IntegerField()

    class Meta:
        """Name of the table."""

        table_name = "counter"


class DraftRow(TableRow):
    """What a user typed and has not saved (JSON); not journalled."""

    user = TextField()
    key = TextField()
    data = TextField()
    saved_at = DateTimeField()

    class Meta:
        """One draft per user and form."""

        table_name = "draft"
        primary_key = CompositeKey("user", "key")


class UndoRow(TableRow):
    """How to take a change back (JSON), as long as it is the last one."""

    id = AutoField()
    title = TextField()
    at = DateTimeField()
    user = TextField()
    payload = TextField()
    undone = BooleanField(default=False)

    class Meta:
        """Name of the table."""

        table_name = "undo"


class PrinterOffsetRow(TableRow):
    """How far the pages of a printer are moved, in tenths of a millimetre."""

    printer = TextField(primary_key=True)
    right_tenths = IntegerField()
    down_tenths = IntegerField()

    class Meta:
        """Name of the table."""

        table_name = "printer_offset"
