"""Duty (schemes, members, rota, log, hand-over), A / B 角 and readings of roster lines. Frozen, with the triggers that lock what was signed."""

from __future__ import annotations

from typing import Any

STATEMENTS = (
    "ALTER TABLE post ADD COLUMN side TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE post ADD COLUMN spelled TEXT NOT NULL DEFAULT ''",
    """CREATE TABLE duty_scheme (starts_on DATE NOT NULL PRIMARY KEY, pattern TEXT NOT NULL, starts TEXT NOT NULL,
    officers INTEGER NOT NULL)""",
    """CREATE TABLE duty_member (id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, posts TEXT NOT NULL, phone
    TEXT NOT NULL, contact_id INTEGER, share INTEGER NOT NULL, position INTEGER NOT NULL, joined_on DATE,
    left_on DATE, FOREIGN KEY (contact_id) REFERENCES post (id))""",
    "CREATE INDEX duty_member_contact_id ON duty_member (contact_id)",
    """CREATE TABLE duty_leave (id INTEGER NOT NULL PRIMARY KEY, member_id INTEGER NOT NULL, first DATE NOT NULL,
    last DATE NOT NULL, kind TEXT NOT NULL, note TEXT NOT NULL, FOREIGN KEY (member_id) REFERENCES duty_member
    (id))""",
    "CREATE INDEX duty_leave_member_id ON duty_leave (member_id)",
    """CREATE TABLE rota_seat (day DATE NOT NULL, shift INTEGER NOT NULL, post TEXT NOT NULL, number INTEGER NOT
    NULL, member_id INTEGER NOT NULL, pinned INTEGER NOT NULL, PRIMARY KEY (day, shift, post, number), FOREIGN
    KEY (member_id) REFERENCES duty_member (id))""",
    "CREATE INDEX rota_seat_member_id ON rota_seat (member_id)",
    """CREATE TABLE rota_change (id INTEGER NOT NULL PRIMARY KEY, kind TEXT NOT NULL, status TEXT NOT NULL, day
    DATE NOT NULL, shift INTEGER NOT NULL, post TEXT NOT NULL, number INTEGER NOT NULL, member_id INTEGER NOT
    NULL, other_id INTEGER NOT NULL, other_day DATE, other_shift INTEGER, other_number INTEGER, reason TEXT NOT
    NULL, asked_by TEXT NOT NULL, asked_at DATETIME NOT NULL, turn INTEGER, decided_by TEXT NOT NULL, decided_at
    DATETIME, decided_how TEXT NOT NULL, scan TEXT NOT NULL, revoked_by TEXT NOT NULL, revoked_at DATETIME,
    revoke_reason TEXT NOT NULL, FOREIGN KEY (member_id) REFERENCES duty_member (id), FOREIGN KEY (other_id)
    REFERENCES duty_member (id))""",
    "CREATE INDEX rota_change_day ON rota_change (day)",
    "CREATE INDEX rota_change_member_id ON rota_change (member_id)",
    "CREATE INDEX rota_change_other_id ON rota_change (other_id)",
    "CREATE INDEX rota_change_other_day ON rota_change (other_day)",
    """CREATE TABLE duty_entry (id INTEGER NOT NULL PRIMARY KEY, at DATETIME NOT NULL, day DATE NOT NULL, shift
    INTEGER NOT NULL, kind TEXT NOT NULL, unit TEXT NOT NULL, name TEXT NOT NULL, post TEXT NOT NULL, phone TEXT
    NOT NULL, content TEXT NOT NULL, passed_to TEXT NOT NULL, passed_at DATETIME, result TEXT NOT NULL, done
    INTEGER NOT NULL, outcome TEXT NOT NULL, contact_id INTEGER, recorder TEXT NOT NULL, entered_at DATETIME NOT
    NULL, follows_id INTEGER, locked INTEGER NOT NULL, FOREIGN KEY (contact_id) REFERENCES post (id))""",
    "CREATE INDEX duty_entry_at ON duty_entry (at)",
    "CREATE INDEX duty_entry_contact_id ON duty_entry (contact_id)",
    "CREATE INDEX duty_entry_day_shift ON duty_entry (day, shift)",
    "CREATE INDEX duty_entry_done_kind ON duty_entry (done, kind)",
    """CREATE TABLE handover (id INTEGER NOT NULL PRIMARY KEY, day DATE NOT NULL, shift INTEGER NOT NULL, next_day
    DATE NOT NULL, next_shift INTEGER NOT NULL, signed_at DATETIME NOT NULL, giver TEXT NOT NULL, giver_how TEXT
    NOT NULL, giver_scan TEXT NOT NULL, taker TEXT NOT NULL, taker_how TEXT NOT NULL, taker_scan TEXT NOT NULL,
    note TEXT NOT NULL, reason TEXT NOT NULL, items TEXT NOT NULL, journal_head TEXT NOT NULL)""",
    "CREATE UNIQUE INDEX handover_day_shift ON handover (day, shift)",
    """CREATE TABLE rest_entry (id INTEGER NOT NULL PRIMARY KEY, member_id INTEGER NOT NULL, day DATE NOT NULL,
    tenths INTEGER NOT NULL, reason TEXT NOT NULL, entered_by TEXT NOT NULL, entered_at DATETIME NOT NULL,
    FOREIGN KEY (member_id) REFERENCES duty_member (id))""",
    "CREATE INDEX rest_entry_member_id ON rest_entry (member_id)",
    "CREATE TABLE reminder (key TEXT NOT NULL PRIMARY KEY, shown_at DATETIME NOT NULL)",
    "CREATE TRIGGER duty_entry_no_delete BEFORE DELETE ON duty_entry BEGIN SELECT RAISE(ABORT, 'duty_entry forbids DELETE'); END",
    """CREATE TRIGGER duty_entry_locked BEFORE UPDATE ON duty_entry WHEN OLD.locked
    BEGIN SELECT RAISE(ABORT, 'duty_entry is locked'); END""",
    "CREATE TRIGGER handover_no_delete BEFORE DELETE ON handover BEGIN SELECT RAISE(ABORT, 'handover forbids DELETE'); END",
    "CREATE TRIGGER handover_no_update BEFORE UPDATE ON handover BEGIN SELECT RAISE(ABORT, 'handover forbids UPDATE'); END",
)


def up(migrator: object, db: Any) -> None:
    for statement in STATEMENTS:
        db.execute_sql(statement)
