"""Offsets and the 打印记录 in the store, and a store of the first schema that is brought up to date."""

from __future__ import annotations

from pathlib import Path

import peewee
import pytest

from lantian_desktop.domain.admin.printing import NO_OFFSET, PaperOffset, Sides
from lantian_desktop.domain.errors import UnusableFolder
from lantian_desktop.store import opening
from lantian_desktop.store.admin import printing
from lantian_desktop.store.engine import database as engine
from lantian_desktop.store.engine import journal
from lantian_desktop.store.engine.folder import StoreFolder
from lantian_desktop.store.session import Session
from tests.store.conftest import ADMIN, CHEAP, PASSWORD, Ticking


def record(db: Session, title: str, printer: str = "HP 二楼") -> object:
    with db.write(f"打印 {title}"):
        return printing.add_record(
            db, title=title, letter_id=None, printer=printer, pages="1-3,5", copies=2, sides=Sides.LONG_EDGE, times=0
        )


def test_an_offset_is_kept_per_printer_and_replaced(db: Session) -> None:
    assert printing.offset(db, "HP 二楼") == NO_OFFSET
    with db.write("校准打印机"):
        printing.save_offset(db, "HP 二楼", PaperOffset(-12, 5))
        printing.save_offset(db, "奔图", PaperOffset(0, 200))
        printing.save_offset(db, "HP 二楼", PaperOffset(-13, 5))
    assert printing.offsets(db) == {"HP 二楼": PaperOffset(-13, 5), "奔图": PaperOffset(0, 200)}
    with db.write("删除打印机校准"):
        printing.remove_offset(db, "奔图")
    assert printing.offset(db, "奔图") == NO_OFFSET


def test_records_are_listed_newest_first_and_found_by_words(db: Session, clock: Ticking) -> None:
    for title in ("督办函 甲", "台账", "督办函 乙"):
        made = record(db, title)
        clock.advance(minutes=1)
    found = printing.records(db)
    assert [one.title for one in found.rows] == ["督办函 乙", "台账", "督办函 甲"]
    assert found.rows[0] == made
    assert (found.rows[0].user, found.rows[0].sides, found.rows[0].pages) == ("示例甲", Sides.LONG_EDGE, "1-3,5")
    assert [one.title for one in printing.records(db, text="督办 二楼").rows] == ["督办函 乙", "督办函 甲"]
    assert printing.records(db, text="督办 三楼").total == 0
    page = printing.records(db, offset=1, limit=1)
    assert ([one.title for one in page.rows], page.total) == (["台账"], 3)


@pytest.mark.parametrize("statement", ["UPDATE print_record SET copies = 1", "DELETE FROM print_record"])
def test_what_was_printed_cannot_be_changed_or_deleted(db: Session, statement: str) -> None:
    record(db, "台账")
    before = printing.records(db)
    with pytest.raises(peewee.IntegrityError, match="print_record forbids"):
        db.database.execute_sql(statement)
    assert printing.records(db) == before


def test_a_store_of_the_first_schema_is_backed_up_and_brought_up_to_date(
    office_folder: Path, clock: Ticking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = tmp_path / "migrations"
    first.mkdir()
    (first / "0001_initial.py").write_bytes((engine.MIGRATIONS / "0001_initial.py").read_bytes())
    with monkeypatch.context() as old:
        old.setattr(engine, "MIGRATIONS", first)
        session, _code = opening.create_store(office_folder, admin=ADMIN, password=PASSWORD, clock=clock, cost=CHEAP)
        with session.write("旧版写入"):
            session.database.execute_sql("INSERT INTO setting (key, value) VALUES ('kept', '1')")
        assert not {"print_record", "printer_offset"} & set(session.database.get_tables())
        session.close()
    session = opening.open_store(office_folder, user="示例甲", password=PASSWORD, clock=clock)
    assert {"print_record", "printer_offset"} <= set(session.database.get_tables())
    assert session.database.execute_sql("SELECT value FROM setting WHERE key = 'kept'").fetchone() == ("1",)
    assert [path.name for path in StoreFolder(office_folder).backups.iterdir()] == ["20190715-083000-升级前.lantian"]
    record(session, "升级后打印")
    assert printing.records(session).total == 1
    assert journal.verify(session).sound
    with pytest.raises(peewee.IntegrityError):
        session.database.execute_sql("DELETE FROM print_record")
    session.close()


def test_a_full_disk_leaves_no_record_and_no_journal_line(db: Session) -> None:
    pages = db.database.execute_sql("PRAGMA page_count").fetchone()[0]
    before = journal.head(db)
    db.database.execute_sql(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(UnusableFolder):
        record(db, "字" * 40_000)
    db.database.execute_sql("PRAGMA max_page_count = 1000000")
    assert (journal.head(db), printing.records(db).total) == (before, 0)
