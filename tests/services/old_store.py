"""A store as the program of the fourth schema wrote it: its rows as recorded then, and what that program said of them.

Invented office (示例): an old ledger brought in, appeals in and out of time with replies, a letter, a plan, a transfer, a
step taken back, calls logged from reminders. Nothing here goes through today's row classes.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from playhouse.migrations import Runner

from lantian_desktop.store.engine import database as engine
from lantian_desktop.store.engine.folder import StoreFolder
from lantian_desktop.store.engine.keyring import Keyring
from tests.factories import PASSWORD, QUICK

DATA = Path(__file__).parent / "data"
LAST = "0004"
KINDS = (("issue", 1 << 40), ("post", 2 << 40))  # what the text index holds, from which number on


def recorded_facts() -> dict[str, Any]:
    """Return what the program of that time said of the store."""
    facts: dict[str, Any] = json.loads((DATA / "schema_4_facts.json").read_text(encoding="utf-8"))
    return facts


def build_old_store(folder: Path, scratch: Path) -> None:
    """Make the store in `folder`; 示例甲 signs in with the usual password. `scratch` takes the frozen migrations."""
    store = StoreFolder(folder)
    store.root.mkdir(parents=True, exist_ok=True)
    keys = Keyring(store.keys, cost=QUICK).create("示例甲", PASSWORD)
    database = engine.create(store.database, keys.key)
    for step in sorted(engine.MIGRATIONS.glob("*.py")):
        if step.name[:4] <= LAST:
            scratch.mkdir(exist_ok=True)
            shutil.copy(step, scratch)
    Runner(database, str(scratch)).up()
    database.execute_sql("PRAGMA foreign_keys = OFF")
    with database.atomic():
        for table, values in json.loads((DATA / "schema_4_rows.json").read_text(encoding="utf-8")):
            marks = ", ".join("?" * len(values))
            database.execute_sql(f'INSERT INTO "{table}" VALUES ({marks})', values)
        for table, first in KINDS:
            for number, text in database.execute_sql(f"SELECT id, search_text FROM {table}").fetchall():
                database.execute_sql(
                    "INSERT INTO search_index (rowid, text) VALUES (?, ?)", (first + number, " ".join(text))
                )
    database.close()
