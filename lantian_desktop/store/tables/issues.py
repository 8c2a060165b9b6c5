"""Rows of issues, their steps and moved due dates.

Columns ending in `_key` and `_order`, and the dates `due`, `due_done_on` and `late_after` are derived from their row when
it is written, so that lists and counts come from indexes; nothing but `store.issues.issues` writes them."""

from __future__ import annotations

from peewee import (
    AutoField,
    BooleanField,
    CompositeKey,
    DateField,
    DateTimeField,
    FloatField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from lantian_desktop.store.tables.admin import CategoryRow
from lantian_desktop.store.tables.roster import UnitRow
from lantian_desktop.store.tables.row import UNTOUCHED, TableRow, VersionedRow


class IssueRow(VersionedRow):
    """An issue. `state_order` follows the workflow; `number_key` sorts figures as numbers; `removed` means 回收站."""

    id = AutoField()
    number = TextField()
    number_key = TextField()
    state = TextField()
    state_order = IntegerField()
    removed = BooleanField(default=False)
    found_on = DateField()
    territory_id = ForeignKeyField(UnitRow, column_name="territory_id", index=False, lazy_load=False)
    category_id = ForeignKeyField(CategoryRow, column_name="category_id", index=False, lazy_load=False)
    site = TextField()
    site_key = TextField()
    source = TextField()
    round_number = IntegerField(null=True)
    group = TextField(column_name="inspection_group")
    lead_unit_id = ForeignKeyField(UnitRow, null=True, column_name="lead_unit_id", index=False, lazy_load=False)
    responsible_person = TextField()
    responsible_phone = TextField()
    prominent = BooleanField(default=False)
    regional = BooleanField(default=False)
    common = BooleanField(default=False)
    blocked = BooleanField(default=False)
    due = DateField(null=True)
    due_done_on = DateField(null=True)
    late_after = DateField(null=True)
    confirm_by = DateField(null=True)
    appeal_by = DateField(null=True)
    plan_due = DateField(null=True)
    rectify_due = DateField(null=True)
    superior_plan_due = DateField(null=True)
    superior_rectify_due = DateField(null=True)
    plan_submitted_on = DateField(null=True)
    reported_on = DateField(null=True)
    closed_on = DateField(null=True)
    follow_up_on = DateField(null=True)
    due_moves = IntegerField(default=0)
    needs_new_measure = BooleanField(default=False)
    street = TextField()
    address = TextField()
    longitude = FloatField(null=True)
    latitude = FloatField(null=True)
    task_item = TextField()
    legal_basis = TextField()
    sets = IntegerField(null=True)
    households = IntegerField(null=True)
    tonnage = TextField(null=True)
    complainant_name = TextField()
    complainant_phone = TextField()
    blocked_reason = TextField()
    description = TextField()
    remark = TextField()
    search_text = TextField()
    revision = IntegerField(constraints=[UNTOUCHED])

    class Meta:
        """The first index answers every count; each of the others is one sort order, with the state to filter by."""

        table_name = "issue"
        indexes = (
            (
                (
                    "removed",
                    "state_order",
                    "territory_id",
                    "category_id",
                    "round_number",
                    "prominent",
                    "blocked",
                    "late_after",
                    "due",
                    "due_done_on",
                ),
                False,
            ),
            (("number", "removed"), False),
            (("removed", "number_key", "state_order"), False),
            (("removed", "state_order", "number_key"), False),
            (("removed", "territory_id", "number_key", "state_order"), False),
            (("removed", "category_id", "number_key", "state_order"), False),
            (("removed", "due", "number_key", "state_order"), False),
            (("removed", "late_after", "due", "number_key"), False),
            (("removed", "found_on", "number_key", "state_order"), False),
            (("removed", "site_key", "number_key", "state_order"), False),
            (("removed", "lead_unit_id", "number_key", "state_order"), False),
            (("removed", "responsible_person", "number_key", "state_order"), False),
            (("removed", "prominent", "number_key", "state_order"), False),
            (("removed", "blocked", "number_key", "state_order"), False),
            (("removed", "round_number", "number_key", "state_order"), False),
            (("site_key", "category_id", "found_on"), False),
        )


class SupportingUnitRow(TableRow):
    """A 配合单位 of an issue."""

    issue_id = ForeignKeyField(IssueRow, column_name="issue_id", index=False, lazy_load=False)
    unit_id = ForeignKeyField(UnitRow, column_name="unit_id", lazy_load=False)
    position = IntegerField()

    class Meta:
        """A unit supports an issue once."""

        table_name = "supporting_unit"
        primary_key = CompositeKey("issue_id", "unit_id")


class StepRow(TableRow):
    """One stamped step; triggers forbid changing or deleting it."""

    id = AutoField()
    issue_id = ForeignKeyField(IssueRow, column_name="issue_id", lazy_load=False)
    action = TextField(null=True)
    from_state = TextField(null=True)
    to_state = TextField()
    happened_on = DateField()
    entered_at = DateTimeField()
    user = TextField()
    reason = TextField()
    signed_person = TextField()
    signed_how = TextField(null=True)
    signed_on = DateField(null=True)
    signed_scan = TextField()
    note = TextField()
    kind = TextField()
    reply_number = TextField()
    override_reason = TextField()

    class Meta:
        """Steps are read by issue, and counted by day."""

        table_name = "step"
        indexes = (
            (("happened_on", "action", "issue_id", "to_state"), False),
            (("action", "happened_on"), False),
        )


class DueMoveRow(TableRow):
    """One change of a due date; triggers forbid changing or deleting it."""

    id = AutoField()
    issue_id = ForeignKeyField(IssueRow, column_name="issue_id", lazy_load=False)
    which = TextField()
    old = DateField(null=True)
    new = DateField()
    reason = TextField()
    approver = TextField()
    entered_at = DateTimeField()

    class Meta:
        """Name of the table."""

        table_name = "due_move"
