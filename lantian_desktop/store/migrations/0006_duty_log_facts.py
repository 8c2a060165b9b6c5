"""The issue a line of the 值班日志 speaks of and the unit that was called about it, taken out of the wording. Frozen."""

from __future__ import annotations

import re
from typing import Any

LOCK = """CREATE TRIGGER duty_entry_locked BEFORE UPDATE ON duty_entry WHEN OLD.locked
    BEGIN SELECT RAISE(ABORT, 'duty_entry is locked'); END"""
STATEMENTS = (
    "DROP TRIGGER duty_entry_locked",
    "ALTER TABLE duty_entry ADD COLUMN issue_id INTEGER REFERENCES issue (id)",
    "ALTER TABLE duty_entry ADD COLUMN unit_id INTEGER REFERENCES unit (id)",
    "CREATE INDEX duty_entry_issue_id ON duty_entry (issue_id)",
)
REMINDED = "SELECT id, unit, content FROM duty_entry WHERE content LIKE '电话提醒%' ORDER BY id"
NUMBER = re.compile(r"：(\S+) ")  # 电话提醒 unit name：number place，…
FOLLOWING = """UPDATE duty_entry SET (issue_id, unit_id) = (SELECT before.issue_id, before.unit_id FROM duty_entry before
    WHERE before.id = duty_entry.follows_id) WHERE follows_id IS NOT NULL AND issue_id IS NULL AND content LIKE '续 %'"""


def up(migrator: object, db: Any) -> None:
    """Read who was called about which issue from the words of that time; a line that closes another speaks of the same."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
    issues = dict(db.execute_sql("SELECT number, id FROM issue ORDER BY removed DESC, id").fetchall())
    units = dict(db.execute_sql("SELECT name, id FROM unit ORDER BY id DESC").fetchall())
    for line, unit, content in db.execute_sql(REMINDED).fetchall():
        named = next((number for number in NUMBER.findall(content) if number in issues), None)
        if named is not None:
            values = (issues[named], units.get(unit), line)
            db.execute_sql("UPDATE duty_entry SET issue_id = ?, unit_id = ? WHERE id = ?", values)
    db.execute_sql(FOLLOWING)
    db.execute_sql(LOCK)
