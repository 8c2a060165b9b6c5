"""Rows of kept files, of letters issued and received, and of what was printed."""

from __future__ import annotations

from peewee import (
    AutoField,
    BlobField,
    BooleanField,
    CompositeKey,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from lantian_desktop.store.tables.issues import IssueRow
from lantian_desktop.store.tables.plans import MeasureRow
from lantian_desktop.store.tables.row import TableRow


class AttachmentRow(TableRow):
    """A file and what it is attached to, and as what; its content lies encrypted in the attachments folder."""

    id = AutoField()
    sha256 = TextField(index=True)
    size = IntegerField()
    issue_id = ForeignKeyField(IssueRow, null=True, column_name="issue_id", lazy_load=False)
    measure_id = ForeignKeyField(MeasureRow, null=True, column_name="measure_id", lazy_load=False)
    purpose = TextField()
    name = TextField()
    taken_on = DateField(null=True)
    added_at = DateTimeField()
    added_by = TextField()

    class Meta:
        """Name of the table."""

        table_name = "attachment"


class LetterRow(TableRow):
    """A line of the 发文登记簿; its PDF lies in `letter_pdf`. `addressee_ids`, `addressed_to`, `paragraphs`, `annexes`, `copied_to` are JSON lists."""

    id = AutoField()
    prefix = TextField()
    year = IntegerField()
    serial = IntegerField()
    kind = TextField()
    type = TextField()
    title = TextField()
    addressee_ids = TextField()
    paragraphs = TextField()
    dated_on = DateField()
    signatory = TextField()
    contact_person = TextField()
    contact_phone = TextField()
    copied_to = TextField()
    urgency = TextField()
    with_seal = BooleanField(default=True)
    pdf_sha256 = TextField()
    registered_at = DateTimeField()
    user = TextField()
    reprints = IntegerField(default=0)
    void_reason = TextField()
    voided_at = DateTimeField(null=True)
    addressed_to = TextField(default="[]")
    with_list = BooleanField(default=True)
    annexes = TextField(default="[]")

    class Meta:
        """A number exists once."""

        table_name = "letter"
        indexes = (
            (("prefix", "year", "serial"), True),
            (("year", "registered_at"), False),
            (("registered_at",), False),
        )


class LetterPdfRow(TableRow):
    """The bytes of a registered letter, apart from what lists read; triggers forbid changing or deleting them."""

    letter_id = ForeignKeyField(LetterRow, primary_key=True, column_name="letter_id", lazy_load=False)
    data = BlobField()

    class Meta:
        """Name of the table."""

        table_name = "letter_pdf"


class LetterIssueRow(TableRow):
    """An issue a letter covers, with the due dates the letter sets, if its kind sets any."""

    letter_id = ForeignKeyField(LetterRow, column_name="letter_id", index=False, lazy_load=False)
    issue_id = ForeignKeyField(IssueRow, column_name="issue_id", lazy_load=False)
    position = IntegerField()
    plan_due = DateField(null=True)
    rectify_due = DateField(null=True)

    class Meta:
        """A letter covers an issue once."""

        table_name = "letter_issue"
        primary_key = CompositeKey("letter_id", "issue_id")


class ReceivedLetterRow(TableRow):
    """A line of the 收文登记簿; `scan` is the SHA-256 of an attachment or empty."""

    id = AutoField()
    number = TextField(index=True)
    sender = TextField()
    title = TextField()
    dated_on = DateField()
    received_on = DateField(index=True)
    scan = TextField()

    class Meta:
        """Name of the table."""

        table_name = "received_letter"


class ReceivedIssueRow(TableRow):
    """An issue a received letter covers, with the due dates it sets."""

    letter_id = ForeignKeyField(ReceivedLetterRow, column_name="letter_id", index=False, lazy_load=False)
    issue_id = ForeignKeyField(IssueRow, column_name="issue_id", lazy_load=False)
    position = IntegerField()
    plan_due = DateField()
    rectify_due = DateField()

    class Meta:
        """A letter covers an issue once."""

        table_name = "received_issue"
        primary_key = CompositeKey("letter_id", "issue_id")


class PrintRecordRow(TableRow):
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
