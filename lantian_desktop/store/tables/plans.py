"""Rows of rectification plans, their measures and progress, and of filled checklists."""

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

from lantian_desktop.store.tables.issues import IssueRow
from lantian_desktop.store.tables.row import UNTOUCHED, TableRow, VersionedRow


class PlanRow(VersionedRow):
    """One version of a rectification plan; `current` marks the highest version of its issue."""

    id = AutoField()
    issue_id = ForeignKeyField(IssueRow, column_name="issue_id", index=False, lazy_load=False)
    version = IntegerField()
    current = BooleanField(default=True)
    status = TextField()
    type = TextField()
    goal = TextField()
    standard = TextField()
    author = TextField()
    interim_control = TextField()
    budget_source = TextField()
    submitted_on = DateField(null=True)
    decided_by = TextField()
    decided_on = DateField(null=True)
    return_reason = TextField()
    revision = IntegerField(constraints=[UNTOUCHED])

    class Meta:
        """One row per issue and version."""

        table_name = "rectification_plan"
        indexes = (
            (("issue_id", "version"), True),
            (("current",), False),  # with the row number behind it: the newest first
            (("current", "status"), False),
        )


class MeasureRow(TableRow):
    """A measure as such, with its progress; the words of it lie with each version of the plan."""

    id = AutoField()
    issue_id = ForeignKeyField(IssueRow, column_name="issue_id", lazy_load=False)
    progress = IntegerField(default=0)
    done_on = DateField(null=True)

    class Meta:
        """Name of the table."""

        table_name = "measure"


class PlanMeasureRow(TableRow):
    """What one version of a plan says about a measure."""

    plan_id = ForeignKeyField(PlanRow, column_name="plan_id", index=False, lazy_load=False)
    measure_id = ForeignKeyField(MeasureRow, column_name="measure_id", lazy_load=False)
    position = IntegerField()
    text = TextField()
    unit = TextField()
    person = TextField()
    phone = TextField()
    due = DateField(null=True)

    class Meta:
        """A measure stands in a version once."""

        table_name = "plan_measure"
        primary_key = CompositeKey("plan_id", "measure_id")


class ProgressRow(TableRow):
    """One report on a measure."""

    id = AutoField()
    measure_id = ForeignKeyField(MeasureRow, column_name="measure_id", lazy_load=False)
    percent = IntegerField()
    note = TextField()
    on = DateField(column_name="reported_on")
    entered_at = DateTimeField()
    user = TextField()

    class Meta:
        """Name of the table."""

        table_name = "progress_note"


class ChecklistRow(VersionedRow):
    """One verification of an issue; `answers` and `verifiers` are JSON lists."""

    id = AutoField()
    issue_id = ForeignKeyField(IssueRow, column_name="issue_id", lazy_load=False)
    template_name = TextField()
    template_version = IntegerField()
    answers = TextField()
    verifiers = TextField()
    verified_at = DateTimeField(null=True)
    place = TextField()
    round_number = IntegerField(null=True)
    group = TextField(column_name="inspection_group")
    reported_text = TextField()
    reported_on = DateField(null=True)
    photo_on = DateField(null=True)
    outcome = TextField(null=True)
    follow_up_on = DateField(null=True)
    revision = IntegerField(constraints=[UNTOUCHED])

    class Meta:
        """Listed by outcome, newest first."""

        table_name = "checklist"
        indexes = (
            (("outcome", "verified_at"), False),
            (("verified_at", "outcome"), False),
        )
