"""The whole health of a store in one call: pages, journal, letters and attached files. Slow on large stores."""

from __future__ import annotations

import hashlib

from lantian_desktop.domain.errors import DamagedStore
from lantian_desktop.domain.letters.numbering import DocumentNumber
from lantian_desktop.store.engine import journal
from lantian_desktop.store.engine.database import check_integrity
from lantian_desktop.store.rows import sql
from lantian_desktop.store.session import Session


def check_store(db: Session) -> None:
    """Read and check everything kept; raise DamagedStore with a sentence naming the first thing that is wrong."""
    check_integrity(db.database)
    verdict = journal.verify(db)
    if not verdict.sound:
        raise DamagedStore(verdict.sentence)
    altered = altered_letters(db)
    if altered:
        raise DamagedStore(f"文书 {altered[0]} 等 {len(altered)} 件的存档与登记的校验值不符；请从备份恢复。")
    lost = lost_files(db)
    if lost:
        raise DamagedStore(f"附件“{lost[0]}”等 {len(lost)} 个文件缺失或已损坏；请从备份恢复附件文件夹。")


def altered_letters(db: Session) -> tuple[DocumentNumber, ...]:
    """Return the letters whose stored PDF is missing or is not the one registered."""
    numbers = sql(db, "SELECT id, prefix, year, serial, pdf_sha256 FROM letter ORDER BY id")
    return tuple(
        DocumentNumber(prefix, year, serial)
        for letter_id, prefix, year, serial, digest in numbers
        if _pdf_digest(db, letter_id) != digest
    )


def lost_files(db: Session) -> tuple[str, ...]:
    """Return the names of attachments whose file is missing or damaged; every file is read."""
    kept = sql(db, "SELECT sha256, min(name) FROM attachment GROUP BY sha256 ORDER BY min(id)")
    return tuple(name for sha256, name in kept if not db.files.holds(sha256))


def _pdf_digest(db: Session, letter_id: int) -> str:
    rows = sql(db, "SELECT data FROM letter_pdf WHERE letter_id = ?", (letter_id,))
    return hashlib.sha256(rows[0][0]).hexdigest() if rows else ""
