"""Rows of printing: how far each printer's pages are moved, and what was printed."""

from __future__ import annotations

from peewee import AutoField, DateTimeField, ForeignKeyField, IntegerField, TextField

from lantian_desktop.store.tables.letters import LetterRow
from lantian_desktop.store.tables.row import Row


class PrinterOffsetRow(Row):
    """How far the pages of a printer are moved, in tenths of a millimetre."""

    printer = TextField(primary_key=True)
    right_tenths = IntegerField()
    down_tenths = IntegerField()

    class Meta:
        """Name of the table."""

        table_name = "printer_offset"


class PrintRecordRow(Row):
    """What a printer took; triggers forbid changing or deleting it. `pages` is written as 1-3,5."""

    id = AutoField()
    title = TextField()
    letter_id = ForeignKeyField(LetterRow, null=True, column_name="letter_id", lazy_load=False)
    printer = TextField()
    pages = TextField()
    copies = IntegerField()
    sides = TextField()
    times = IntegerField()
    printed_at = DateTimeField()
    user = TextField()

    class Meta:
        """Name of the table."""

        table_name = "print_record"
