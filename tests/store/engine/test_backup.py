"""Backups: checked before they count, restored beside what is there."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from lantian_desktop.domain.errors import DamagedStore, InvalidInput
from lantian_desktop.store import opening
from lantian_desktop.store.admin import settings
from lantian_desktop.store.engine import journal
from lantian_desktop.store.engine.backup import back_up, read_backup, restore
from lantian_desktop.store.session import Session
from tests.store.conftest import PASSWORD, Ticking


def test_a_backup_opens_with_the_same_password_and_holds_the_same_data(
    db: Session, clock: Ticking, tmp_path: Path
) -> None:
    with db.write("写入"):
        settings.write_json(db, "a", "示例张三")
    picture = db.files.put(b"picture")
    made = back_up(db.database, db.folder, reason="手动", at=clock(), target=tmp_path / "usb")
    assert made.path.name == "20190715-083000-手动.lantian"
    assert (made.entries, made.journal_head) == (2, journal.head(db))
    assert read_backup(made.path) == made
    assert [path.name for path in made.path.parent.iterdir()] == [made.path.name]
    attachments = db.folder.attachments
    db.close()
    restore(made.path, tmp_path / "again", attachments=attachments)
    again = opening.open_store(tmp_path / "again", user="示例甲", password=PASSWORD, clock=clock)
    assert settings.read_json(again, "a") == "示例张三"
    assert again.files.get(picture.sha256) == b"picture"
    assert journal.head(again) == made.journal_head
    again.close()


def test_nothing_readable_is_in_a_backup(db: Session, clock: Ticking) -> None:
    with db.write("登记示例张三"):
        settings.write_json(db, "a", "13800138000")
    made = back_up(db.database, db.folder, reason="手动", at=clock())
    raw = made.path.read_bytes()
    assert "示例张三".encode() not in raw
    assert b"13800138000" not in raw


def test_a_damaged_backup_is_refused(db: Session, clock: Ticking, tmp_path: Path) -> None:
    made = back_up(db.database, db.folder, reason="手动", at=clock())
    raw = bytearray(made.path.read_bytes())
    raw[9000] ^= 1
    made.path.write_bytes(bytes(raw))
    with pytest.raises(DamagedStore, match="备份文件"):
        restore(made.path, tmp_path / "again")
    assert not (tmp_path / "again").exists()
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("x", "y")
    for path in (tmp_path / "other.zip", db.folder.keys):
        with pytest.raises(DamagedStore, match="备份文件"):
            read_backup(path)


def test_a_store_is_never_overwritten_by_a_backup(db: Session, clock: Ticking) -> None:
    made = back_up(db.database, db.folder, reason="手动", at=clock())
    with pytest.raises(InvalidInput, match="已有数据"):
        restore(made.path, db.folder.root)


def test_a_store_with_a_broken_journal_yields_no_backup(db: Session, clock: Ticking) -> None:
    with db.write("写入"):
        pass
    for (name,) in db.database.execute_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.database.execute_sql(f"DROP TRIGGER {name}")
    db.database.execute_sql("UPDATE journal SET title = 'x' WHERE seq = 2")
    with pytest.raises(DamagedStore, match="第 2 条"):
        back_up(db.database, db.folder, reason="手动", at=clock())
    assert list(db.folder.backups.iterdir()) == []
