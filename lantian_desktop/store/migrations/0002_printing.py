"""What was printed, and how far each printer's pages are moved: frozen, with the triggers that keep what was printed."""

from __future__ import annotations

from typing import Any

TABLES = (
    """CREATE TABLE printer_offset (printer TEXT NOT NULL PRIMARY KEY, right_tenths INTEGER NOT NULL, down_tenths
    INTEGER NOT NULL)""",
    """CREATE TABLE print_record (id INTEGER NOT NULL PRIMARY KEY, title TEXT NOT NULL, letter_id INTEGER, printer TEXT
    NOT NULL, pages TEXT NOT NULL, copies INTEGER NOT NULL, sides TEXT NOT NULL, times INTEGER NOT NULL, printed_at
    DATETIME NOT NULL, user TEXT NOT NULL, FOREIGN KEY (letter_id) REFERENCES letter (id))""",
    "CREATE INDEX print_record_letter_id ON print_record (letter_id)",
)


def up(migrator: object, db: Any) -> None:
    for statement in TABLES:
        db.execute_sql(statement)
    for verb in ("UPDATE", "DELETE"):
        db.execute_sql(
            f"CREATE TRIGGER print_record_no_{verb.lower()} BEFORE {verb} ON print_record "
            f"BEGIN SELECT RAISE(ABORT, 'print_record forbids {verb}'); END"
        )
