"""Orders that are written down instead of counted, and the facts of a step in columns of their own. Frozen."""

from __future__ import annotations

from typing import Any

STATES = "found pending appealed confirmed assigned planned rectifying reported verified closed withdrawn"
ROLES = (
    "chief_liaison liaison staff street_liaison department_liaison first_responsible group_leader group_member "
    "duty_phone other"
)
REPLY = "复函 "
REPLIED = ("uphold", "reject", "retract", "withdraw")
FORBID_UPDATE = (
    "CREATE TRIGGER step_no_update BEFORE UPDATE ON step BEGIN SELECT RAISE(ABORT, 'step forbids UPDATE'); END"
)
COLUMNS = ("kind", "reply_number", "override_reason")
KINDS = """UPDATE step SET kind = CASE
    WHEN action IS NOT NULL THEN 'acted'
    WHEN note LIKE '撤销：%' THEN 'undone'
    WHEN note LIKE '属地移交：%' THEN 'transferred'
    WHEN note = '期初录入' THEN 'brought_in'
    ELSE 'registered' END"""
LATE_APPEALS = """SELECT s.id, s.reason FROM step s JOIN issue i ON i.id = s.issue_id
    WHERE s.action = 'appeal' AND i.appeal_by IS NOT NULL AND s.happened_on > i.appeal_by"""


def up(migrator: object, db: Any) -> None:
    """Number states and roles anew, then take apart what steps told in one text."""
    _number(db, "issue", "state", STATES)
    _number(db, "post", "role", ROLES)
    db.execute_sql("DROP TRIGGER step_no_update")
    for column in COLUMNS:
        db.execute_sql(f"ALTER TABLE step ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
    db.execute_sql(KINDS)
    for number, reason in _replied(db):
        _take_reply_out(db, number, reason)
    for number, reason in db.execute_sql(LATE_APPEALS).fetchall():
        grounds, mark, override = reason.partition("；")
        if mark and "；" not in override:  # otherwise nobody can tell which part is which, and the text stays whole
            db.execute_sql("UPDATE step SET reason = ?, override_reason = ? WHERE id = ?", (grounds, override, number))
    db.execute_sql(FORBID_UPDATE)


def _number(db: Any, table: str, column: str, words: str) -> None:
    cases = " ".join(f"WHEN '{word}' THEN {100 * at}" for at, word in enumerate(words.split(), 1))
    db.execute_sql(f"UPDATE {table} SET {column}_order = CASE {column} {cases} ELSE {column}_order END")  # noqa: S608 - our own names


def _replied(db: Any) -> list[tuple[int, str]]:
    marks = ", ".join("?" * len(REPLIED))
    query = f"SELECT id, reason FROM step WHERE action IN ({marks}) AND reason LIKE '%复函 %'"  # noqa: S608 - our own names
    return list(db.execute_sql(query, REPLIED).fetchall())


def _take_reply_out(db: Any, number: int, text: str) -> None:
    """The reply stood after the reason, as a part of its own; the last part that begins so is it."""
    parts = text.split("；")
    at = max((place for place, part in enumerate(parts) if part.startswith(REPLY)), default=None)
    if at is None:
        return
    values = ("；".join(parts[:at]), parts[at].removeprefix(REPLY), "；".join(parts[at + 1 :]), number)
    db.execute_sql("UPDATE step SET reason = ?, reply_number = ?, override_reason = ? WHERE id = ?", values)
