"""The schema: row classes and migrations agree, and what was stamped stays."""

from __future__ import annotations

import peewee
import pytest
from playhouse.schema_diff import diff_models

from lantian_desktop.domain.issues.issue import IssueState, Step, StepKind
from lantian_desktop.store.issues import issues
from lantian_desktop.store.session import Session
from lantian_desktop.store.tables import MODELS
from tests.store.records import FOUND_ON, an_issue, furnish, stored


def test_the_migrations_make_exactly_the_tables_of_the_row_classes(db: Session) -> None:
    assert str(diff_models(db.database, list(MODELS))) == ""
    assert {model._meta.table_name for model in MODELS} <= set(db.database.get_tables())


def test_types_and_links_are_those_of_the_row_classes(db: Session) -> None:
    meant = peewee.SqliteDatabase(":memory:")
    with meant.bind_ctx(MODELS, bind_refs=False, bind_backrefs=False):
        meant.create_tables(MODELS)
        for model in MODELS:
            assert _shape(db.database, model._meta.table_name) == _shape(meant, model._meta.table_name)
    meant.close()


def _shape(database: peewee.Database, table: str) -> tuple[object, object]:
    columns = [row[:4] + row[5:] for row in database.execute_sql(f"PRAGMA table_info({table})")]
    links = sorted(row[2:5] for row in database.execute_sql(f"PRAGMA foreign_key_list({table})"))
    return columns, links


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE step SET reason = 'x'",
        "DELETE FROM step",
        "DELETE FROM issue",
        "DELETE FROM letter",
        "DELETE FROM counter",
        "UPDATE counter SET last = 0",
        "UPDATE letter_pdf SET data = x'00'",
        "DELETE FROM journal",
        "UPDATE journal SET user = 'x'",
    ],
)
def test_what_was_stamped_cannot_be_changed_or_deleted(db: Session, clock: object, statement: str) -> None:
    furnish(db)
    issue = stored(db, an_issue())
    with db.write("盖章"):
        issues.add_step(
            db, Step(0, issue.id, StepKind.REGISTERED, None, None, IssueState.PENDING, FOUND_ON, db.clock(), db.user)
        )
        issues.take_number(db, "高", 12)
    before = _everything(db)
    if "letter" in statement:
        _a_letter(db)
        before = _everything(db)
    with pytest.raises(peewee.IntegrityError):
        db.database.execute_sql(statement)
    assert _everything(db) == before


def _a_letter(db: Session) -> None:
    names = [column.name for column in db.database.get_columns("letter")]
    values = ", ".join("1" if name in {"id", "year", "serial"} else "'x'" for name in names)
    db.database.execute_sql(f"INSERT INTO letter ({', '.join(names)}) VALUES ({values})")
    db.database.execute_sql("INSERT INTO letter_pdf (letter_id, data) VALUES (1, x'25')")


def _everything(db: Session) -> list[object]:
    tables = ("step", "issue", "letter", "counter", "letter_pdf", "journal")
    return [db.database.execute_sql(f"SELECT * FROM {table}").fetchall() for table in tables]
