"""Making, opening, recovering a store, and every way that is refused."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from lantian_desktop.domain.admin.people import Role, User
from lantian_desktop.domain.errors import (
    DamagedStore,
    InvalidInput,
    LockedOut,
    NewerSchema,
    NotFound,
    StoreBusy,
    UnusableFolder,
    WrongPassword,
)
from lantian_desktop.store import opening, users
from lantian_desktop.store.admin import settings
from lantian_desktop.store.engine import database as engine
from lantian_desktop.store.engine import journal
from lantian_desktop.store.engine.folder import StoreFolder
from lantian_desktop.store.session import Session
from tests.store.conftest import ADMIN, CHEAP, PASSWORD, START, Ticking

SECOND = "另一个密码 2019"


def reopen(folder: Path, clock: Ticking, **more: bool) -> Session:
    return opening.open_store(folder, user="示例甲", password=PASSWORD, clock=clock, **more)


def test_a_store_is_made_opened_and_knows_its_first_user(office_folder: Path, clock: Ticking) -> None:
    assert not opening.store_exists(office_folder)
    session, code = opening.create_store(office_folder, admin=ADMIN, password=PASSWORD, clock=clock, cost=CHEAP)
    assert users.users(session) == (ADMIN,)
    assert len(code) == 39
    session.close()
    assert opening.store_exists(office_folder)
    assert opening.user_names(office_folder) == ("示例甲",)
    session = reopen(office_folder, clock)
    assert users.user(session, "示例甲") == ADMIN
    assert journal.verify(session).sound
    session.close()


def test_the_pragmas_hold(db: Session) -> None:
    asked = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "trusted_schema", "recursive_triggers")
    found = [db.database.execute_sql(f"PRAGMA {name}").fetchone()[0] for name in asked]
    assert found == ["wal", 2, 1, 5000, 0, 1]


def test_nothing_readable_lies_on_the_disk(db: Session, office_folder: Path) -> None:
    words = ("示例张三", "13800138000", "高陵区某木器厂", "profile-secret-word")
    with db.write("登记示例张三 13800138000", place="高陵区某木器厂"):
        settings.write_json(db, "profile-secret-word", list(words))
    for path in (office_folder / "office.db", office_folder / "office.db-wal"):
        raw = path.read_bytes()
        assert len(raw) > 4096
        assert not raw.startswith(b"SQLite format 3")
        for word in (*words, "journal", "CREATE TABLE"):
            for encoding in ("utf-8", "gb18030", "utf-16-le"):
                assert word.encode(encoding) not in raw


def test_a_wrong_password_and_then_too_many(db: Session, office_folder: Path, clock: Ticking) -> None:
    db.close()
    for _ in range(5):
        with pytest.raises(WrongPassword):
            opening.open_store(office_folder, user="示例甲", password="不对的密码", clock=clock)
    with pytest.raises(LockedOut, match="08:45"):
        reopen(office_folder, clock)
    clock.advance(minutes=15)
    reopen(office_folder, clock).close()


def test_the_recovery_code_opens_and_gives_a_new_password(office_folder: Path, clock: Ticking) -> None:
    session, code = opening.create_store(office_folder, admin=ADMIN, password=PASSWORD, clock=clock, cost=CHEAP)
    session.close()
    session = opening.open_with_recovery(office_folder, code=code.lower(), user="示例甲", clock=clock)
    opening.set_password(session, user="示例甲", password=SECOND, cost=CHEAP)
    session.close()
    assert opening.verify_password(office_folder, "示例甲", SECOND, START)
    with pytest.raises(WrongPassword):
        opening.verify_password(office_folder, "示例甲", PASSWORD, START)


def test_users_come_and_go(db: Session, office_folder: Path, clock: Ticking) -> None:
    opening.add_slot(db, user="示例乙", password=SECOND, cost=CHEAP)
    opening.change_password(db, user="示例乙", old=SECOND, new=SECOND + "1", cost=CHEAP)
    assert opening.user_names(office_folder) == ("示例甲", "示例乙")
    with pytest.raises(WrongPassword):
        opening.verify_password(office_folder, "示例乙", SECOND, START)
    opening.remove_slot(db, user="示例乙")
    assert opening.user_names(office_folder) == ("示例甲",)


def test_a_second_window_is_refused_or_only_reads(db: Session, office_folder: Path, clock: Ticking) -> None:
    with pytest.raises(StoreBusy, match="窗口已打开"):
        reopen(office_folder, clock)
    reader = reopen(office_folder, clock, read_only_if_busy=True)
    assert reader.read_only
    assert users.users(reader) == (ADMIN,)
    with pytest.raises(StoreBusy, match="窗口已打开"), reader.write("不应写入"):
        users.save_user(reader, User("示例丙", frozenset({Role.CLERK})))
    with pytest.raises(UnusableFolder, match="只读"):
        users.save_user(reader, User("示例丙", frozenset({Role.CLERK})))
    reader.close()


def test_a_command_reads_beside_a_window_and_is_refused_when_it_writes(
    db: Session, office_folder: Path, clock: Ticking
) -> None:
    command = reopen(office_folder, clock, keep_lock=False)
    assert users.users(command) == (ADMIN,)
    with pytest.raises(StoreBusy, match="窗口已打开"), command.write("不应写入"):
        pass
    db.close()
    with command.write("窗口关闭之后"):
        pass
    with pytest.raises(StoreBusy, match="命令行正在写入"):
        reopen(office_folder, clock)
    command.close()
    reopen(office_folder, clock).close()


def test_a_store_is_never_made_over_another(db: Session, office_folder: Path, clock: Ticking) -> None:
    db.close()
    with pytest.raises(InvalidInput, match="已有数据"):
        opening.create_store(office_folder, admin=ADMIN, password=PASSWORD, clock=clock, cost=CHEAP)
    reopen(office_folder, clock).close()


def test_a_database_without_keys_is_not_overwritten(office_folder: Path, clock: Ticking) -> None:
    office_folder.mkdir()
    (office_folder / "office.db").write_bytes(b"old data")
    with pytest.raises(InvalidInput, match="缺少密钥"):
        opening.create_store(office_folder, admin=ADMIN, password=PASSWORD, clock=clock, cost=CHEAP)
    assert (office_folder / "office.db").read_bytes() == b"old data"


def test_a_creation_that_failed_can_be_repeated(office_folder: Path, clock: Ticking) -> None:
    with pytest.raises(InvalidInput):
        opening.create_store(office_folder, admin=ADMIN, password="short", clock=clock, cost=CHEAP)
    office_folder.joinpath("keys.json.new").write_bytes(b"cut short")
    office_folder.joinpath("office.db").write_bytes(b"cut short")
    office_folder.joinpath("office.db.new-wal").write_bytes(b"cut short")
    opening.create_store(office_folder, admin=ADMIN, password=PASSWORD, clock=clock, cost=CHEAP)[0].close()
    assert not list(office_folder.glob("*.new*"))


def test_missing_parts_are_named(db: Session, office_folder: Path, clock: Ticking) -> None:
    db.close()
    with pytest.raises(NotFound, match="没有蓝天联络的数据"):
        reopen(office_folder / "elsewhere", clock)
    (office_folder / "office.db").rename(office_folder / "kept")
    with pytest.raises(NotFound, match=r"office\.db"):
        reopen(office_folder, clock)
    (office_folder / "kept").rename(office_folder / "office.db")
    (office_folder / "keys.json").unlink()
    with pytest.raises(NotFound, match=r"keys\.json"):
        reopen(office_folder, clock)


def test_a_foreign_file_is_refused_without_a_word_on_the_console(
    db: Session, office_folder: Path, clock: Ticking, capfd: pytest.CaptureFixture[str]
) -> None:
    db.close()
    (office_folder / "office.db").write_bytes(os.urandom(65536))
    with pytest.raises(DamagedStore, match="备份"):
        reopen(office_folder, clock)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("kept_bytes", [100, 4096, 4096 * 3, 4096 * 3 + 17])
def test_a_truncated_file_is_refused(db: Session, office_folder: Path, clock: Ticking, kept_bytes: int) -> None:
    db.close()
    whole = (office_folder / "office.db").read_bytes()
    assert len(whole) > kept_bytes
    (office_folder / "office.db").write_bytes(whole[:kept_bytes])
    with pytest.raises(DamagedStore, match="备份"):
        reopen(office_folder, clock)


def test_a_failed_opening_gives_the_lock_back(db: Session, office_folder: Path, clock: Ticking) -> None:
    db.close()
    whole = (office_folder / "office.db").read_bytes()
    (office_folder / "office.db").write_bytes(b"x" * 8192)
    with pytest.raises(DamagedStore):
        reopen(office_folder, clock)
    (office_folder / "office.db").write_bytes(whole)
    reopen(office_folder, clock).close()


def read_all(folder: Path, clock: Ticking) -> None:
    session = reopen(folder, clock)
    try:
        engine.check_integrity(session.database)
    finally:
        session.close()


def test_flipped_and_zeroed_pages_are_found(db: Session, office_folder: Path, clock: Ticking) -> None:
    engine.check_integrity(db.database)
    db.close()
    path = office_folder / "office.db"
    whole = path.read_bytes()
    for damage in (b"\0" * 4096, bytes(byte ^ 1 for byte in whole[8192:12288])):
        path.write_bytes(whole[:8192] + damage + whole[12288:])
        with pytest.raises(DamagedStore, match="备份"):
            read_all(office_folder, clock)


def test_a_newer_schema_is_refused_and_left_alone(db: Session, office_folder: Path, clock: Ticking) -> None:
    db.database.execute_sql(
        "INSERT INTO schema_migration (name, applied) VALUES ('9999_future', '2030-01-01 00:00:00')"
    )
    db.close()
    before = (office_folder / "office.db").read_bytes()
    with pytest.raises(NewerSchema, match="升级本机程序"):
        reopen(office_folder, clock)
    assert (office_folder / "office.db").read_bytes() == before


def test_a_backup_is_made_before_a_migration(
    db: Session, office_folder: Path, clock: Ticking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db.close()
    steps = tmp_path / "migrations"
    steps.mkdir()
    for path in engine.MIGRATIONS.glob("[0-9]*.py"):
        (steps / path.name).write_bytes(path.read_bytes())
    steps.joinpath("0999_more.py").write_text(
        "def up(migrator, db):\n    db.execute_sql('CREATE TABLE more (x)')\n", "utf-8"
    )
    monkeypatch.setattr(engine, "MIGRATIONS", steps)
    session = reopen(office_folder, clock)
    assert "more" in session.database.get_tables()
    assert [path.name for path in StoreFolder(office_folder).backups.iterdir()] == ["20190715-083000-升级前.lantian"]
    session.close()


def test_a_full_disk_is_reported_and_nothing_is_half_written(db: Session) -> None:
    pages = db.database.execute_sql("PRAGMA page_count").fetchone()[0]
    before = journal.head(db)
    db.database.execute_sql(f"PRAGMA max_page_count = {pages + 4}")
    with pytest.raises(UnusableFolder, match="磁盘空间已满"), db.write("写入很多"):
        settings.write_json(db, "big", "x" * 400_000)
    db.database.execute_sql("PRAGMA max_page_count = 1000000")
    assert journal.head(db) == before
    assert settings.read_json(db, "big") is None
    with db.write("又能写入"):
        settings.write_json(db, "big", "y")


WRITER = """
import sys
from datetime import datetime
from pathlib import Path
from lantian_desktop.store import opening
from lantian_desktop.store.letters import letters
db = opening.open_store(Path(sys.argv[1]), user="示例甲", password=sys.argv[2], clock=lambda: datetime(2019, 7, 15))
while True:
    with db.write("取号") as touched:
        serial = letters.take_serial(db, "高治霾函", 2019)
        touched.note(serial=serial)
    print(serial, flush=True)
"""


def kill_writers(folder: Path, clock: Ticking, times: int) -> None:
    acknowledged: list[int] = []
    for round_number in range(times):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder), PASSWORD], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        acknowledged += [int(writer.stdout.readline()) for _ in range(1 + round_number % 7)]
        writer.kill()
        acknowledged += [int(line) for line in writer.communicate()[0].splitlines(keepends=True) if line.endswith("\n")]
    session = reopen(folder, clock)
    noted = [entry.details["serial"] for entry in journal.entries(session, limit=10**6) if "serial" in entry.details]
    assert sorted(noted) == list(range(1, max(noted) + 1))
    assert set(acknowledged) <= set(noted)
    assert len(acknowledged) == len(set(acknowledged))
    assert journal.verify(session).sound
    engine.check_integrity(session.database)
    session.close()


def test_killed_writers_lose_no_number_and_use_none_twice(db: Session, office_folder: Path, clock: Ticking) -> None:
    db.close()
    kill_writers(office_folder, clock, 6)


@pytest.mark.soak
def test_two_hundred_killed_writers(db: Session, office_folder: Path, clock: Ticking) -> None:
    db.close()
    kill_writers(office_folder, clock, 200)


CREATOR = """
import sys
from datetime import datetime
from pathlib import Path
from lantian_desktop.domain.admin.people import Role, User
from lantian_desktop.store import opening
from lantian_desktop.store.engine.slots import KdfCost
print("begun", flush=True)
opening.create_store(
    Path(sys.argv[1]), admin=User("示例甲", frozenset({Role.ADMIN})), password=sys.argv[2],
    clock=lambda: datetime(2019, 7, 15), cost=KdfCost(32, 1, 1),
)
print("made", flush=True)
"""


@pytest.mark.parametrize("milliseconds", [0, 5, 10, 20, 40, 80])
def test_a_creation_that_was_killed_is_whole_or_can_be_repeated(
    office_folder: Path, clock: Ticking, milliseconds: int
) -> None:
    creator = subprocess.Popen(
        [sys.executable, "-c", CREATOR, str(office_folder), PASSWORD], stdout=subprocess.PIPE, text=True
    )
    assert creator.stdout is not None
    creator.stdout.readline()
    with contextlib.suppress(subprocess.TimeoutExpired):
        creator.wait(timeout=milliseconds / 1000)
    creator.kill()
    made = "made" in creator.communicate()[0]
    assert opening.store_exists(office_folder) or not made
    if not opening.store_exists(office_folder):
        opening.create_store(office_folder, admin=ADMIN, password=PASSWORD, clock=clock, cost=CHEAP)[0].close()
    session = reopen(office_folder, clock)
    assert [user.name for user in users.users(session)] == ["示例甲"]
    session.close()


def test_an_emptied_database_is_damage_and_not_a_new_store(db: Session, office_folder: Path, clock: Ticking) -> None:
    db.close()
    path = StoreFolder(office_folder).database
    path.write_bytes(b"")
    with pytest.raises(DamagedStore, match="备份"):
        reopen(office_folder, clock)
    assert path.read_bytes() == b""
