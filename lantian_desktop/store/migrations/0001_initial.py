"""The first schema, frozen: generated from the row classes of that day, with the triggers and the text index added by hand."""

from __future__ import annotations

from typing import Any

TABLES = (
    """CREATE TABLE journal (seq INTEGER NOT NULL PRIMARY KEY, at DATETIME NOT NULL, user TEXT NOT NULL, title TEXT NOT
    NULL, details TEXT NOT NULL, previous TEXT NOT NULL, digest TEXT NOT NULL)""",
    "CREATE TABLE setting (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE calendar_year (year INTEGER NOT NULL PRIMARY KEY, notice TEXT NOT NULL)",
    """CREATE TABLE category (id TEXT NOT NULL PRIMARY KEY, label TEXT NOT NULL, position INTEGER NOT NULL, counts TEXT
    NOT NULL, aliases TEXT NOT NULL)""",
    "CREATE INDEX category_position ON category (position)",
    """CREATE TABLE checklist_template (id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, version INTEGER NOT NULL,
    items TEXT NOT NULL, categories TEXT NOT NULL)""",
    "CREATE UNIQUE INDEX checklist_template_name_version ON checklist_template (name, version)",
    "CREATE TABLE account (name TEXT NOT NULL PRIMARY KEY, roles TEXT NOT NULL)",
    "CREATE TABLE counter (name TEXT NOT NULL PRIMARY KEY, last INTEGER NOT NULL)",
    """CREATE TABLE draft (user TEXT NOT NULL, key TEXT NOT NULL, data TEXT NOT NULL, saved_at DATETIME NOT NULL,
    PRIMARY KEY (user, key))""",
    """CREATE TABLE undo (id INTEGER NOT NULL PRIMARY KEY, title TEXT NOT NULL, at DATETIME NOT NULL, user TEXT NOT
    NULL, payload TEXT NOT NULL, undone INTEGER NOT NULL)""",
    """CREATE TABLE unit (id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, short_name TEXT NOT NULL, formal_name
    TEXT NOT NULL, aliases TEXT NOT NULL, kind TEXT NOT NULL, position INTEGER NOT NULL, code TEXT NOT NULL,
    parent_id INTEGER, FOREIGN KEY (parent_id) REFERENCES unit (id))""",
    "CREATE UNIQUE INDEX unit_name ON unit (name)",
    "CREATE INDEX unit_position ON unit (position)",
    "CREATE INDEX unit_parent_id ON unit (parent_id)",
    "CREATE TABLE inspection_round (number INTEGER NOT NULL PRIMARY KEY, starts_on DATE, ends_on DATE)",
    """CREATE TABLE inspection_group (round_number INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
    territory_ids TEXT NOT NULL, PRIMARY KEY (round_number, name))""",
    """CREATE TABLE person (id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, mobile TEXT NOT NULL, email TEXT NOT
    NULL, wechat TEXT NOT NULL)""",
    "CREATE INDEX person_name ON person (name)",
    """CREATE TABLE post (id INTEGER NOT NULL PRIMARY KEY, unit_id INTEGER NOT NULL, role TEXT NOT NULL, role_order
    INTEGER NOT NULL, title TEXT NOT NULL, round_number INTEGER, inspection_group TEXT NOT NULL, holder_id INTEGER,
    office_phone TEXT NOT NULL, duty_phone TEXT NOT NULL, extension TEXT NOT NULL, fax TEXT NOT NULL, remark TEXT
    NOT NULL, verified_on DATE, starred INTEGER NOT NULL, removed INTEGER NOT NULL, flawed INTEGER NOT NULL,
    named_verified_on DATE, sort_key TEXT NOT NULL, search_text TEXT NOT NULL, FOREIGN KEY (unit_id) REFERENCES unit
    (id), FOREIGN KEY (holder_id) REFERENCES person (id))""",
    "CREATE INDEX post_holder_id ON post (holder_id)",
    "CREATE INDEX post_removed_unit_id_role_order_sort_key ON post (removed, unit_id, role_order, sort_key)",
    "CREATE INDEX post_removed_round_number ON post (removed, round_number)",
    "CREATE INDEX post_removed_flawed_named_verified_on ON post (removed, flawed, named_verified_on)",
    """CREATE TABLE tenure (id INTEGER NOT NULL PRIMARY KEY, post_id INTEGER NOT NULL, person_id INTEGER NOT NULL,
    since DATE, until DATE, FOREIGN KEY (post_id) REFERENCES post (id), FOREIGN KEY (person_id) REFERENCES person
    (id))""",
    "CREATE INDEX tenure_post_id ON tenure (post_id)",
    "CREATE INDEX tenure_person_id ON tenure (person_id)",
    """CREATE TABLE issue (id INTEGER NOT NULL PRIMARY KEY, number TEXT NOT NULL, number_key TEXT NOT NULL, state TEXT
    NOT NULL, state_order INTEGER NOT NULL, removed INTEGER NOT NULL, found_on DATE NOT NULL, territory_id INTEGER
    NOT NULL, category_id TEXT NOT NULL, site TEXT NOT NULL, site_key TEXT NOT NULL, source TEXT NOT NULL,
    round_number INTEGER, inspection_group TEXT NOT NULL, lead_unit_id INTEGER, responsible_person TEXT NOT NULL,
    responsible_phone TEXT NOT NULL, prominent INTEGER NOT NULL, regional INTEGER NOT NULL, common INTEGER NOT NULL,
    blocked INTEGER NOT NULL, due DATE, due_done_on DATE, late_after DATE, confirm_by DATE, appeal_by DATE, plan_due
    DATE, rectify_due DATE, superior_plan_due DATE, superior_rectify_due DATE, plan_submitted_on DATE, reported_on
    DATE, closed_on DATE, follow_up_on DATE, due_moves INTEGER NOT NULL, needs_new_measure INTEGER NOT NULL, street
    TEXT NOT NULL, address TEXT NOT NULL, longitude REAL, latitude REAL, task_item TEXT NOT NULL, legal_basis TEXT
    NOT NULL, sets INTEGER, households INTEGER, tonnage TEXT, complainant_name TEXT NOT NULL, complainant_phone TEXT
    NOT NULL, blocked_reason TEXT NOT NULL, description TEXT NOT NULL, remark TEXT NOT NULL, search_text TEXT NOT
    NULL, FOREIGN KEY (territory_id) REFERENCES unit (id), FOREIGN KEY (category_id) REFERENCES category (id),
    FOREIGN KEY (lead_unit_id) REFERENCES unit (id))""",
    """CREATE INDEX issue_removed_state_order_territory_id_category_id_round_e3a2564 ON issue (removed, state_order,
    territory_id, category_id, round_number, prominent, blocked, late_after, due, due_done_on)""",
    "CREATE INDEX issue_number_removed ON issue (number, removed)",
    "CREATE INDEX issue_removed_number_key_state_order ON issue (removed, number_key, state_order)",
    "CREATE INDEX issue_removed_state_order_number_key ON issue (removed, state_order, number_key)",
    """CREATE INDEX issue_removed_territory_id_number_key_state_order ON issue (removed, territory_id, number_key,
    state_order)""",
    """CREATE INDEX issue_removed_category_id_number_key_state_order ON issue (removed, category_id, number_key,
    state_order)""",
    "CREATE INDEX issue_removed_due_number_key_state_order ON issue (removed, due, number_key, state_order)",
    "CREATE INDEX issue_removed_late_after_due_number_key ON issue (removed, late_after, due, number_key)",
    "CREATE INDEX issue_removed_found_on_number_key_state_order ON issue (removed, found_on, number_key, state_order)",
    "CREATE INDEX issue_removed_site_key_number_key_state_order ON issue (removed, site_key, number_key, state_order)",
    """CREATE INDEX issue_removed_lead_unit_id_number_key_state_order ON issue (removed, lead_unit_id, number_key,
    state_order)""",
    """CREATE INDEX issue_removed_responsible_person_number_key_state_order ON issue (removed, responsible_person,
    number_key, state_order)""",
    """CREATE INDEX issue_removed_prominent_number_key_state_order ON issue (removed, prominent, number_key,
    state_order)""",
    "CREATE INDEX issue_removed_blocked_number_key_state_order ON issue (removed, blocked, number_key, state_order)",
    """CREATE INDEX issue_removed_round_number_number_key_state_order ON issue (removed, round_number, number_key,
    state_order)""",
    "CREATE INDEX issue_site_key_category_id_found_on ON issue (site_key, category_id, found_on)",
    """CREATE TABLE supporting_unit (issue_id INTEGER NOT NULL, unit_id INTEGER NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY (issue_id, unit_id), FOREIGN KEY (issue_id) REFERENCES issue (id), FOREIGN KEY (unit_id) REFERENCES
    unit (id))""",
    "CREATE INDEX supporting_unit_unit_id ON supporting_unit (unit_id)",
    """CREATE TABLE step (id INTEGER NOT NULL PRIMARY KEY, issue_id INTEGER NOT NULL, action TEXT, from_state TEXT,
    to_state TEXT NOT NULL, happened_on DATE NOT NULL, entered_at DATETIME NOT NULL, user TEXT NOT NULL, reason TEXT
    NOT NULL, signed_person TEXT NOT NULL, signed_how TEXT, signed_on DATE, signed_scan TEXT NOT NULL, note TEXT NOT
    NULL, FOREIGN KEY (issue_id) REFERENCES issue (id))""",
    "CREATE INDEX step_issue_id ON step (issue_id)",
    "CREATE INDEX step_happened_on_action_issue_id_to_state ON step (happened_on, action, issue_id, to_state)",
    "CREATE INDEX step_action_happened_on ON step (action, happened_on)",
    """CREATE TABLE due_move (id INTEGER NOT NULL PRIMARY KEY, issue_id INTEGER NOT NULL, which TEXT NOT NULL, old
    DATE, new DATE NOT NULL, reason TEXT NOT NULL, approver TEXT NOT NULL, entered_at DATETIME NOT NULL, FOREIGN KEY
    (issue_id) REFERENCES issue (id))""",
    "CREATE INDEX due_move_issue_id ON due_move (issue_id)",
    """CREATE TABLE rectification_plan (id INTEGER NOT NULL PRIMARY KEY, issue_id INTEGER NOT NULL, version INTEGER NOT
    NULL, current INTEGER NOT NULL, status TEXT NOT NULL, type TEXT NOT NULL, goal TEXT NOT NULL, standard TEXT NOT
    NULL, author TEXT NOT NULL, interim_control TEXT NOT NULL, budget_source TEXT NOT NULL, submitted_on DATE,
    decided_by TEXT NOT NULL, decided_on DATE, return_reason TEXT NOT NULL, FOREIGN KEY (issue_id) REFERENCES issue
    (id))""",
    "CREATE UNIQUE INDEX rectification_plan_issue_id_version ON rectification_plan (issue_id, version)",
    "CREATE INDEX rectification_plan_current ON rectification_plan (current)",
    "CREATE INDEX rectification_plan_current_status ON rectification_plan (current, status)",
    """CREATE TABLE measure (id INTEGER NOT NULL PRIMARY KEY, issue_id INTEGER NOT NULL, progress INTEGER NOT NULL,
    done_on DATE, FOREIGN KEY (issue_id) REFERENCES issue (id))""",
    "CREATE INDEX measure_issue_id ON measure (issue_id)",
    """CREATE TABLE plan_measure (plan_id INTEGER NOT NULL, measure_id INTEGER NOT NULL, position INTEGER NOT NULL,
    text TEXT NOT NULL, unit TEXT NOT NULL, person TEXT NOT NULL, phone TEXT NOT NULL, due DATE, PRIMARY KEY
    (plan_id, measure_id), FOREIGN KEY (plan_id) REFERENCES rectification_plan (id), FOREIGN KEY (measure_id)
    REFERENCES measure (id))""",
    "CREATE INDEX plan_measure_measure_id ON plan_measure (measure_id)",
    """CREATE TABLE progress_note (id INTEGER NOT NULL PRIMARY KEY, measure_id INTEGER NOT NULL, percent INTEGER NOT
    NULL, note TEXT NOT NULL, reported_on DATE NOT NULL, entered_at DATETIME NOT NULL, user TEXT NOT NULL, FOREIGN
    KEY (measure_id) REFERENCES measure (id))""",
    "CREATE INDEX progress_note_measure_id ON progress_note (measure_id)",
    """CREATE TABLE checklist (id INTEGER NOT NULL PRIMARY KEY, issue_id INTEGER NOT NULL, template_name TEXT NOT NULL,
    template_version INTEGER NOT NULL, answers TEXT NOT NULL, verifiers TEXT NOT NULL, verified_at DATETIME, place
    TEXT NOT NULL, round_number INTEGER, inspection_group TEXT NOT NULL, reported_text TEXT NOT NULL, reported_on
    DATE, photo_on DATE, outcome TEXT, follow_up_on DATE, FOREIGN KEY (issue_id) REFERENCES issue (id))""",
    "CREATE INDEX checklist_issue_id ON checklist (issue_id)",
    "CREATE INDEX checklist_outcome_verified_at ON checklist (outcome, verified_at)",
    "CREATE INDEX checklist_verified_at_outcome ON checklist (verified_at, outcome)",
    """CREATE TABLE attachment (id INTEGER NOT NULL PRIMARY KEY, sha256 TEXT NOT NULL, size INTEGER NOT NULL, issue_id
    INTEGER, measure_id INTEGER, purpose TEXT NOT NULL, name TEXT NOT NULL, taken_on DATE, added_at DATETIME NOT
    NULL, added_by TEXT NOT NULL, FOREIGN KEY (issue_id) REFERENCES issue (id), FOREIGN KEY (measure_id) REFERENCES
    measure (id))""",
    "CREATE INDEX attachment_sha256 ON attachment (sha256)",
    "CREATE INDEX attachment_issue_id ON attachment (issue_id)",
    "CREATE INDEX attachment_measure_id ON attachment (measure_id)",
    """CREATE TABLE letter (id INTEGER NOT NULL PRIMARY KEY, prefix TEXT NOT NULL, year INTEGER NOT NULL, serial
    INTEGER NOT NULL, kind TEXT NOT NULL, type TEXT NOT NULL, title TEXT NOT NULL, addressee_ids TEXT NOT NULL,
    paragraphs TEXT NOT NULL, dated_on DATE NOT NULL, signatory TEXT NOT NULL, contact_person TEXT NOT NULL,
    contact_phone TEXT NOT NULL, copied_to TEXT NOT NULL, urgency TEXT NOT NULL, with_seal INTEGER NOT NULL,
    pdf_sha256 TEXT NOT NULL, registered_at DATETIME NOT NULL, user TEXT NOT NULL, reprints INTEGER NOT NULL,
    void_reason TEXT NOT NULL, voided_at DATETIME)""",
    "CREATE UNIQUE INDEX letter_prefix_year_serial ON letter (prefix, year, serial)",
    "CREATE INDEX letter_year_registered_at ON letter (year, registered_at)",
    "CREATE INDEX letter_registered_at ON letter (registered_at)",
    """CREATE TABLE letter_pdf (letter_id INTEGER NOT NULL PRIMARY KEY, data BLOB NOT NULL, FOREIGN KEY (letter_id)
    REFERENCES letter (id))""",
    """CREATE TABLE letter_issue (letter_id INTEGER NOT NULL, issue_id INTEGER NOT NULL, position INTEGER NOT NULL,
    plan_due DATE NOT NULL, rectify_due DATE NOT NULL, PRIMARY KEY (letter_id, issue_id), FOREIGN KEY (letter_id)
    REFERENCES letter (id), FOREIGN KEY (issue_id) REFERENCES issue (id))""",
    "CREATE INDEX letter_issue_issue_id ON letter_issue (issue_id)",
    """CREATE TABLE received_letter (id INTEGER NOT NULL PRIMARY KEY, number TEXT NOT NULL, sender TEXT NOT NULL, title
    TEXT NOT NULL, dated_on DATE NOT NULL, received_on DATE NOT NULL, scan TEXT NOT NULL)""",
    "CREATE INDEX received_letter_number ON received_letter (number)",
    "CREATE INDEX received_letter_received_on ON received_letter (received_on)",
    """CREATE TABLE received_issue (letter_id INTEGER NOT NULL, issue_id INTEGER NOT NULL, position INTEGER NOT NULL,
    plan_due DATE NOT NULL, rectify_due DATE NOT NULL, PRIMARY KEY (letter_id, issue_id), FOREIGN KEY (letter_id)
    REFERENCES received_letter (id), FOREIGN KEY (issue_id) REFERENCES issue (id))""",
    "CREATE INDEX received_issue_issue_id ON received_issue (issue_id)",
)

TEXT_INDEX = "CREATE VIRTUAL TABLE search_index USING fts5(text, content='', contentless_delete=1, tokenize='ascii')"

# What was once said stays: these rows are never changed or deleted.
APPEND_ONLY = ("journal", "step", "due_move", "letter_pdf")
# These may change, but never vanish.
KEPT = ("issue", "letter", "received_letter", "measure", "counter")


def up(migrator: object, db: Any) -> None:
    for statement in (*TABLES, TEXT_INDEX):
        db.execute_sql(statement)
    for table in APPEND_ONLY:
        db.execute_sql(_forbid("UPDATE", table))
    for table in (*APPEND_ONLY, *KEPT):
        db.execute_sql(_forbid("DELETE", table))
    db.execute_sql(
        "CREATE TRIGGER counter_only_rises BEFORE UPDATE ON counter WHEN NEW.last < OLD.last "
        "BEGIN SELECT RAISE(ABORT, 'counter only rises'); END"
    )


def _forbid(verb: str, table: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} forbids {verb}'); END"
    )
