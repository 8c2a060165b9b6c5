"""Opening the encrypted database: key, pragmas, schema version, migrations, integrity. What is in the tables lives elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from playhouse.migrations import Runner
from playhouse.sqlcipher_ext import SqlCipherDatabase

from lantian_desktop.domain.errors import DamagedStore, NewerSchema
from lantian_desktop.store.engine.failures import DAMAGED_SENTENCE, translated

MIGRATIONS = Path(__file__).parents[1] / "migrations"
_BUSY_MS = 5000
_PAGE_BYTES = 4096  # SQLCipher 4 default

_COMMON: tuple[tuple[str, Any], ...] = (
    ("cipher_log_level", "NONE"),  # first: otherwise a wrong key is reported on the console
    ("busy_timeout", _BUSY_MS),
    ("foreign_keys", "ON"),
    ("trusted_schema", "OFF"),
    ("recursive_triggers", "ON"),  # so that INSERT OR REPLACE meets the triggers that forbid deleting
    ("temp_store", "MEMORY"),  # sorted rows must not reach the disk unencrypted
    ("cache_size", -16000),
)
_WRITING = (("journal_mode", "wal"), ("synchronous", "FULL"))
_READING = (("query_only", "ON"),)


class StoreDatabase(SqlCipherDatabase):  # type: ignore[misc]  # playhouse ships no types
    """The engine with its errors spoken in the office's words; it knows its file and key, for copies of itself."""

    def __init__(self, path: Path, key: bytes, *, mode: str, pragmas: Sequence[tuple[str, Any]]) -> None:
        super().__init__(
            f"{path.resolve().as_uri()}?mode={mode}",
            uri=True,
            passphrase=f"x'{key.hex()}'",  # the raw-key form: SQLCipher derives nothing
            pragmas=[*_COMMON, *pragmas],
            autoconnect=False,
            lock_type="IMMEDIATE",
        )
        self.path = path
        self.key = key

    def connect(self, reuse_if_open: bool = False) -> bool:
        """Open this thread's connection."""
        with translated():
            return bool(super().connect(reuse_if_open=reuse_if_open))

    def execute_sql(self, sql: str, params: Sequence[Any] | Mapping[str, Any] | None = None) -> Any:
        """Run one statement."""
        with translated():
            return super().execute_sql(sql, params)

    def begin(self, lock_type: str | None = None) -> None:
        """Begin a transaction."""
        with translated():
            super().begin(lock_type)

    def commit(self) -> None:
        """Commit; nothing counts as written before this returned."""
        with translated():
            super().commit()

    def data_version(self) -> int:
        """Return a number that changes for this thread's connection whenever another connection has committed."""
        with translated():
            return int(self.connection().execute("PRAGMA data_version").fetchone()[0])

    def rollback(self) -> None:
        """Roll back; a full disk or a lost page makes the engine do so by itself, and a second time is an error."""
        if self.connection().in_transaction:
            super().rollback()


def connect(path: Path, key: bytes, *, read_only: bool = False) -> StoreDatabase:
    """Open the existing database at `path`; raise DamagedStore when it is missing, foreign, cut short or damaged."""
    if not path.exists():
        raise DamagedStore(f"缺少数据文件“{path.name}”；请从备份恢复，或检查所选的文件夹是否正确。")
    if path.stat().st_size == 0:  # the engine would take it for a new one
        raise DamagedStore(DAMAGED_SENTENCE)
    # Readers open for writing too: after a crash the first one has to replay the log; `query_only` holds them back.
    database = StoreDatabase(path, key, mode="rw", pragmas=_READING if read_only else _WRITING)
    try:
        database.connect()
        with translated():
            database.execute_sql("SELECT count(*) FROM sqlite_master").fetchone()
        _check_length(database, path)
    except BaseException:
        _close_quietly(database)
        raise
    return database


def create(path: Path, key: bytes, *, log: bool = True) -> StoreDatabase:
    """Make an empty database at `path` and open it; its tables come with `migrate`. Without `log` it stays one file."""
    database = StoreDatabase(path, key, mode="rwc", pragmas=_WRITING if log else ())
    database.connect()
    return database


def pending_migrations(database: StoreDatabase) -> tuple[str, ...]:
    """Return the migrations this program has and the store has not; raise NewerSchema when the store has more."""
    with translated():
        status = Runner(database, str(MIGRATIONS)).status()
    unknown = [step.name for step in status if step.path is None]
    if unknown:
        raise NewerSchema("这份数据由更新版本的蓝天联络写入；请先升级本机程序，数据未作任何改动。")
    return tuple(step.name for step in status if not step.applied)


def migrate(database: StoreDatabase, back_up: Callable[[], object] | None = None) -> tuple[str, ...]:
    """Bring the schema up to date, calling `back_up` first when there is something to lose; return what was applied."""
    pending = pending_migrations(database)
    if not pending:
        return ()
    if back_up is not None and database.get_tables():
        back_up()
    with translated():
        return tuple(Runner(database, str(MIGRATIONS)).up())


def check_integrity(database: StoreDatabase) -> None:
    """Read every page, check its seal and the structure; raise DamagedStore when anything is wrong. Slow on large stores."""
    with translated():
        broken_pages = database.execute_sql("PRAGMA cipher_integrity_check").fetchall()
        structure = database.execute_sql("PRAGMA integrity_check(1)").fetchall()
        orphans = database.execute_sql("PRAGMA foreign_key_check").fetchall()
    if broken_pages or structure != [("ok",)] or orphans:
        raise DamagedStore(DAMAGED_SENTENCE)


def _check_length(database: StoreDatabase, path: Path) -> None:
    """A file cut short at a page border opens without complaint until a lost page is asked for."""
    with translated():
        pages = int(database.execute_sql("PRAGMA page_count").fetchone()[0])
    log = path.with_name(path.name + "-wal")
    written_out = not log.exists() or log.stat().st_size == 0
    if written_out and path.stat().st_size < pages * _PAGE_BYTES:
        raise DamagedStore(DAMAGED_SENTENCE)


def _close_quietly(database: StoreDatabase) -> None:
    if not database.is_closed():
        database.close()
