"""Every record a form may save over tells which change wrote it last. Frozen, with the triggers that note it.

`revision` is the number of the journal entry of that change, so that who it was and when is known as well. The entry is
written at the end of its transaction: until then its number is the highest plus one.
"""

from __future__ import annotations

from typing import Any

TABLES = (
    "issue",
    "unit",
    "post",
    "tenure",
    "inspection_round",
    "rectification_plan",
    "checklist",
    "duty_scheme",
    "duty_member",
    "duty_leave",
    "duty_entry",
    "setting",
    "calendar_year",
    "category",
    "checklist_template",
    "account",
)
# What belongs to a record but lies in a table of its own: its table, that of the record, how the record is found.
PARTS = (
    ("supporting_unit", "issue", "id = {row}.issue_id"),
    ("plan_measure", "rectification_plan", "id = {row}.plan_id"),
    ("measure", "rectification_plan", "id IN (SELECT plan_id FROM plan_measure WHERE measure_id = {row}.id)"),
    ("tenure", "post", "id = {row}.post_id"),
    ("person", "post", "holder_id = {row}.id"),
    ("inspection_group", "inspection_round", "number = {row}.round_number"),
)
# When an update is none of the record: signing locks a line and nothing may follow; moving others changes one's place only.
ASIDE = {
    "duty_entry": "NOT NEW.locked",
    "duty_member": "(NEW.position = OLD.position OR NEW.revision <> OLD.revision)",
    "unit": "(NEW.position = OLD.position OR NEW.revision <> OLD.revision)",
}
NEXT = "(SELECT COALESCE(MAX(seq), 0) + 1 FROM journal)"


def _own(table: str) -> tuple[str, ...]:
    note = f"UPDATE {table} SET revision = {NEXT} WHERE rowid = NEW.rowid"  # noqa: S608 - our own names
    new = f"NEW.revision <> {NEXT}"
    changed = f"{new} AND {ASIDE[table]}" if table in ASIDE else new
    return (
        f"ALTER TABLE {table} ADD COLUMN revision INTEGER NOT NULL DEFAULT 0",
        f"CREATE TRIGGER {table}_revision_insert AFTER INSERT ON {table} WHEN {new} BEGIN {note}; END",
        f"CREATE TRIGGER {table}_revision_update AFTER UPDATE ON {table} WHEN {changed} BEGIN {note}; END",
    )


def _part(table: str, whole: str, found: str) -> tuple[str, ...]:
    note = f"UPDATE {whole} SET revision = {NEXT} WHERE revision <> {NEXT} AND"  # noqa: S608 - our own names
    return tuple(
        f"CREATE TRIGGER {table}_part_{event.lower()} AFTER {event} ON {table} BEGIN {note} {found.format(row=row)}; END"
        for event, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD"))
    )


def up(migrator: object, db: Any) -> None:
    for table in TABLES:
        for statement in _own(table):
            db.execute_sql(statement)
    for table, whole, found in PARTS:
        for statement in _part(table, whole, found):
            db.execute_sql(statement)
