"""Letters of every kind: addressees outside the roster, typed annexes, and kinds that set no due dates. Frozen."""

from __future__ import annotations

from typing import Any

STATEMENTS = (
    "ALTER TABLE letter ADD COLUMN addressed_to TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE letter ADD COLUMN with_list INTEGER NOT NULL DEFAULT 1",
    "ALTER TABLE letter ADD COLUMN annexes TEXT NOT NULL DEFAULT '[]'",
    """CREATE TABLE letter_issue_new (letter_id INTEGER NOT NULL, issue_id INTEGER NOT NULL, position INTEGER NOT NULL,
    plan_due DATE, rectify_due DATE, PRIMARY KEY (letter_id, issue_id), FOREIGN KEY (letter_id)
    REFERENCES letter (id), FOREIGN KEY (issue_id) REFERENCES issue (id))""",
    """INSERT INTO letter_issue_new (letter_id, issue_id, position, plan_due, rectify_due)
    SELECT letter_id, issue_id, position, plan_due, rectify_due FROM letter_issue""",
    "DROP TABLE letter_issue",
    "ALTER TABLE letter_issue_new RENAME TO letter_issue",
    "CREATE INDEX letter_issue_issue_id ON letter_issue (issue_id)",
)


def up(migrator: object, db: Any) -> None:
    for statement in STATEMENTS:
        db.execute_sql(statement)
