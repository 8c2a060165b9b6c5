"""One transaction, one journal line, and the news afterwards."""

from __future__ import annotations

import threading

import pytest
from peewee import IntegrityError

from lantian_desktop.domain.errors import StoreBusy
from lantian_desktop.store import drafts
from lantian_desktop.store.admin import settings
from lantian_desktop.store.engine import journal
from lantian_desktop.store.session import Session
from lantian_desktop.store.tables import JournalRow


def titles(db: Session) -> list[str]:
    return [entry.title for entry in journal.entries(db)]


def fail_after_writing(db: Session) -> None:
    with db.write("失败") as touched:
        settings.write_json(db, "a", 1)
        touched.add("issues")
        raise ZeroDivisionError


def test_a_write_is_one_transaction_with_one_journal_line(db: Session) -> None:
    with db.write("登记", place="示例点位") as touched:
        settings.write_json(db, "a", 1)
        settings.write_json(db, "b", 2)
        touched.add("settings", 7, 9)
        touched.note(number="高督-12-001")
    entry = journal.entries(db)[0]
    assert (entry.title, entry.user, entry.at) == ("登记", "示例甲", db.clock())
    assert entry.details == {"place": "示例点位", "number": "高督-12-001", "records": {"settings": [7, 9]}}
    assert titles(db) == ["登记", "建立数据"]


def test_many_records_are_counted_not_listed(db: Session) -> None:
    with db.write("导入") as touched:
        touched.add("issues", *range(1, 5001))
    assert journal.entries(db)[0].details["records"]["issues"] == {"count": 5000, "first": list(range(1, 21))}


def test_a_failing_write_leaves_nothing(db: Session) -> None:
    with pytest.raises(ZeroDivisionError):
        fail_after_writing(db)
    assert settings.read_json(db, "a") is None
    assert titles(db) == ["建立数据"]


def test_a_nested_write_joins_the_outer_one(db: Session) -> None:
    heard: list[frozenset[str]] = []
    db.on_change(heard.append)
    with db.write("外") as outer:
        outer.add("issues", 1)
        with db.write("内", more=1) as inner:
            inner.add("letters", 2)
        assert heard == []
    assert heard == [frozenset({"issues", "letters"})]
    assert titles(db) == ["外", "建立数据"]
    assert journal.entries(db)[0].details["more"] == 1


def test_a_nested_write_that_fails_is_taken_back_alone(db: Session) -> None:
    with db.write("外"):
        settings.write_json(db, "outer", 1)
        with pytest.raises(ZeroDivisionError):
            fail_after_writing(db)
    assert (settings.read_json(db, "outer"), settings.read_json(db, "a")) == (1, None)


def test_listeners_hear_only_of_what_was_committed_and_can_stop(db: Session) -> None:
    heard: list[frozenset[str]] = []
    stop = db.on_change(heard.append)
    with pytest.raises(ZeroDivisionError):
        fail_after_writing(db)
    assert heard == []
    with db.write("成功") as touched:
        touched.add("issues")
    stop()
    with db.write("无人听") as touched:
        touched.add("letters")
    assert heard == [frozenset({"issues"})]


def test_a_listener_sees_the_committed_data_and_may_write(db: Session) -> None:
    seen: list[object] = []

    def listen(topics: frozenset[str]) -> None:
        if "settings" in topics:
            seen.append(settings.read_json(db, "a"))
            with db.write("后续"):
                settings.write_json(db, "b", 1)

    db.on_change(listen)
    with db.write("先"):
        settings.write_json(db, "a", 1)
        with db.write("内") as touched:
            touched.add("settings")
    assert seen == [1]
    assert titles(db) == ["后续", "先", "建立数据"]


def test_another_thread_reads_and_writes_with_a_connection_of_its_own(db: Session) -> None:
    seen: list[object] = []

    def work() -> None:
        with db.connected():
            seen.append(settings.read_json(db, "a"))
            with db.write("工作线程"):
                settings.write_json(db, "b", 2)
        seen.append(db.database.is_closed())

    with db.write("主线程"):
        settings.write_json(db, "a", 1)
    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    assert seen == [1, True]
    assert settings.read_json(db, "b") == 2
    assert not db.database.is_closed()


def test_a_reader_in_another_thread_sees_nothing_uncommitted(db: Session) -> None:
    seen: list[object] = []

    def look() -> None:
        with db.connected():
            seen.append(settings.read_json(db, "a"))

    with db.write("写入中"):
        settings.write_json(db, "a", 1)
        worker = threading.Thread(target=look)
        worker.start()
        worker.join()
    assert seen == [None]


def test_what_is_remembered_is_forgotten_when_touched_and_when_a_write_fails(db: Session) -> None:
    asked: list[int] = []

    def load() -> int:
        asked.append(1)
        return len(asked)

    assert (db.remember("settings", "x", load), db.remember("settings", "x", load)) == (1, 1)
    with db.write("别的") as touched:
        touched.add("issues")
    assert db.remember("settings", "x", load) == 1
    with db.write("设置") as touched:
        touched.add("settings")
    assert db.remember("settings", "x", load) == 2
    with pytest.raises(ZeroDivisionError), db.write("失败"):
        raise ZeroDivisionError
    assert db.remember("settings", "x", load) == 3
    db.forget("settings")
    assert db.remember("settings", "x", load) == 4


def test_what_changed_while_it_was_read_is_not_remembered(db: Session) -> None:
    def load() -> int:
        db.forget("settings")
        return 1

    assert db.remember("settings", "x", load) == 1
    assert db.remember("settings", "x", lambda: 2) == 2


def test_drafts_are_kept_per_user_without_a_journal_line(db: Session) -> None:
    drafts.save(db, "issue:1", {"site": "示例"})
    drafts.save(db, "issue:1", {"site": "示例二"})
    db.user = "示例乙"
    assert drafts.load(db, "issue:1") is None
    db.user = "示例甲"
    assert drafts.load(db, "issue:1") == {"site": "示例二"}
    drafts.discard(db, "issue:1")
    assert drafts.load(db, "issue:1") is None
    assert titles(db) == ["建立数据"]


def test_a_draft_is_refused_to_a_reader(db: Session) -> None:
    reader = Session(
        db.database, folder=db.folder, files=db.files, clock=db.clock, user=db.user, refusal="窗口已打开，请稍候。"
    )
    with pytest.raises(StoreBusy, match="窗口已打开"):
        drafts.save(reader, "x", {})


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET title = 'x' WHERE seq = 1",
        "DELETE FROM journal",
        "INSERT OR REPLACE INTO journal SELECT seq, at, user, 'x', details, previous, digest FROM journal WHERE seq = 1",
    ],
)
def test_the_journal_cannot_be_changed(db: Session, statement: str) -> None:
    with pytest.raises(IntegrityError, match="journal forbids"):
        db.database.execute_sql(statement)
    assert journal.verify(db).sound


def unguarded(db: Session) -> None:
    for (name,) in db.database.execute_sql(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal'"
    ).fetchall():
        db.database.execute_sql(f"DROP TRIGGER {name}")


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE journal SET title = 'x' WHERE seq = 4", 4),
        ("UPDATE journal SET at = '2019-07-16 08:30:00' WHERE seq = 3", 3),
        ("UPDATE journal SET details = '{}' WHERE seq = 2", 2),
        ("DELETE FROM journal WHERE seq = 3", 3),
        ("DELETE FROM journal WHERE seq = 1", 1),
        ("UPDATE journal SET seq = seq + 10 WHERE seq >= 4", 4),
    ],
)
def test_the_first_broken_entry_is_named(db: Session, statement: str, broken: int) -> None:
    for index in range(4):
        with db.write(f"第 {index} 条", index=index):
            pass
    assert journal.verify(db).entries == 5
    unguarded(db)
    db.database.execute_sql(statement)
    verdict = journal.verify(db)
    assert (verdict.sound, verdict.broken_seq) == (False, broken)
    assert f"第 {broken} 条" in verdict.sentence


def test_the_head_moves_with_every_entry(db: Session) -> None:
    heads = [journal.head(db)]
    for index in range(3):
        with db.write(f"第 {index} 条"):
            pass
        heads.append(journal.head(db))
    assert len(set(heads)) == 4
    verdict = journal.verify(db)
    assert (verdict.head, verdict.entries) == (heads[-1], 4)
    assert heads[-1][:16] in verdict.sentence
    assert journal.latest_at(db) == db.clock()
    assert JournalRow.select().count(db.database) == 4
