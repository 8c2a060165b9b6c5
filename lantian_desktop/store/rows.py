"""How aggregates run their queries against one open store, and how short lists lie in one column. No table is named here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from peewee import SQL, BaseQuery, Expression, SelectBase

from lantian_desktop.store.session import Session
from lantian_desktop.store.tables import TableRow


def fetch(db: Session, query: BaseQuery) -> list[dict[str, Any]]:
    """Return all rows of a query as dictionaries by column."""
    with db.connected():
        return list(query.dicts().execute(db.database))


def fetch_one(db: Session, query: BaseQuery) -> dict[str, Any] | None:
    """Return the first row of a query, or None."""
    return next(iter(fetch(db, query)), None)


def tuples(db: Session, query: BaseQuery) -> list[tuple[Any, ...]]:
    """Return all rows of a query as tuples."""
    with db.connected():
        return list(query.tuples().execute(db.database))


def scalar(db: Session, query: SelectBase) -> Any:
    """Return the first column of the first row of a query, or None."""
    with db.connected():
        return query.scalar(db.database)


def run(db: Session, query: BaseQuery) -> int:
    """Run a writing query: an insert gives the new row's number, an update or a delete how many rows it met."""
    return int(query.execute(db.database))


def run_many(db: Session, sql: str, rows: Iterable[Sequence[Any]]) -> None:
    """Run one prepared statement for many rows; the caller has begun the transaction."""
    db.database.connection().executemany(sql, rows)


def insert_rows(db: Session, table: type[TableRow], rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert many rows that all give the same fields, by one prepared statement; the caller has begun the transaction."""
    waiting = iter(rows)
    first = next(waiting, None)
    if first is None:
        return
    names = ", ".join(f'"{table._meta.fields[name].column_name}"' for name in first)
    marks = ", ".join("?" * len(first))
    insert = f'INSERT INTO "{table._meta.table_name}" ({names}) VALUES ({marks})'  # noqa: S608 - our own names
    run_many(db, insert, (tuple(row.values()) for row in chain((first,), waiting)))


def sql(db: Session, statement: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
    """Run a statement no query builder makes, and return its rows."""
    with db.connected():
        return list(db.database.execute_sql(statement, parameters).fetchall())


def image_rows(db: Session, table: type[TableRow], condition: Expression) -> list[dict[str, Any]]:
    """Return rows by column as the database holds them: plain texts and numbers only, so that they can lie in an undo."""
    names = [field.column_name for field in table._meta.sorted_fields]
    query = table.select(*(SQL(f'"{name}"') for name in names)).where(condition).order_by(SQL("rowid"))
    with db.connected():  # past the model, which would turn texts into dates
        return [dict(zip(names, row, strict=True)) for row in db.database.execute_sql(*query.sql()).fetchall()]


def put_image_row(db: Session, table: type[TableRow], row: Mapping[str, Any]) -> None:
    """Bring a row back to what it was when its image was taken; one that is gone is added again."""
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    changed = ", ".join(f'"{name}" = excluded."{name}"' for name in row if name != "id")
    insert = f'INSERT INTO "{table._meta.table_name}" ({names}) VALUES ({marks})'  # noqa: S608 - our own names
    db.database.execute_sql(f"{insert} ON CONFLICT (id) DO UPDATE SET {changed}", tuple(row.values()))


def pack(value: object) -> str:
    """Return a value of plain lists, mappings, texts and numbers as JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def unpack(text: str) -> Any:
    """Return the value packed into `text`."""
    return json.loads(text)


def unpack_texts(text: str) -> tuple[str, ...]:
    """Return the list of texts packed into `text`."""
    return tuple(str(item) for item in json.loads(text))
