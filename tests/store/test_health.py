"""Everything kept is checked, and what is wrong is named."""

from __future__ import annotations

import pytest

from lantian_desktop.domain.attachment import AttachmentPurpose
from lantian_desktop.domain.errors import DamagedStore
from lantian_desktop.store import attachments
from lantian_desktop.store.health import check_store
from lantian_desktop.store.session import Session
from tests.store.letters.test_letters import issue_letter
from tests.store.scene import add_issue, furnish


def attach(db: Session) -> str:
    territory, *_ = furnish(db)
    issue = add_issue(db, "高督-12-001", territory)
    with db.write("附件"):
        kept = attachments.add(
            db,
            data=b"photo",
            name="照片.jpg",
            purpose=AttachmentPurpose.PHOTO,
            issue_id=issue.id,
            measure_id=None,
            taken_on=None,
        )
    return kept.sha256


def test_a_sound_store_passes(db: Session) -> None:
    attach(db)
    issue_letter(db)
    check_store(db)


def test_a_lost_and_a_damaged_file_are_named(db: Session) -> None:
    path = db.folder.attachments / (digest := attach(db))[:2] / f"{digest}.bin"
    sealed = path.read_bytes()
    for damage in (sealed[:-1], b""):
        path.write_bytes(damage)
        with pytest.raises(DamagedStore, match=r"照片\.jpg"):
            check_store(db)
    path.unlink()
    with pytest.raises(DamagedStore, match=r"照片\.jpg"):
        check_store(db)


def test_an_altered_letter_is_named(db: Session) -> None:
    issue_letter(db)
    for (name,) in db.database.execute_sql(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'letter_pdf'"
    ).fetchall():
        db.database.execute_sql(f"DROP TRIGGER {name}")
    db.database.execute_sql("UPDATE letter_pdf SET data = x'00'")
    with pytest.raises(DamagedStore, match="高治霾函〔2019〕1号"):
        check_store(db)


def test_a_broken_journal_is_named(db: Session) -> None:
    for (name,) in db.database.execute_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.database.execute_sql(f"DROP TRIGGER {name}")
    db.database.execute_sql("UPDATE journal SET user = '别人'")
    with pytest.raises(DamagedStore, match="第 1 条"):
        check_store(db)
