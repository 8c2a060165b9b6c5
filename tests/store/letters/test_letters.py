"""The registers: numbers, PDFs byte for byte, voiding, what covers an issue."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import pytest
from peewee import IntegrityError

from lantian_desktop.domain.errors import NotFound
from lantian_desktop.domain.letters.letter import CoveredIssue, Letter, ReceivedLetter
from lantian_desktop.domain.letters.numbering import DocumentNumber
from lantian_desktop.store.engine import journal
from lantian_desktop.store.letters import letters
from lantian_desktop.store.session import Session
from tests.store.conftest import Ticking
from tests.store.scene import FOUND, add_issue, draft, furnish

PDF = b"%PDF-1.7 " + bytes(range(256)) * 40


def issue_letter(db: Session, *covered: CoveredIssue, pdf: bytes = PDF, **more: Any) -> Letter:
    with db.write("制发督办函") as touched:
        serial = letters.take_serial(db, "高治霾函", 2019)
        number = DocumentNumber("高治霾函", 2019, serial)
        letter = letters.register(db, number=number, draft=draft(*covered, **more), pdf=pdf)
        touched.add("letters", letter.id)
    return letter


def test_a_registered_letter_comes_back_whole(db: Session) -> None:
    territory, other, *_ = furnish(db)
    first, second = add_issue(db, "高督-12-001", territory), add_issue(db, "高督-12-002", other)
    made = issue_letter(db, second, first, addressees=(territory.id, other.id))
    assert str(made.number) == "高治霾函〔2019〕1号"
    assert letters.letter(db, made.id) == made
    assert letters.by_number(db, made.number) == made
    assert [covered.issue_id for covered in made.draft.covered] == [second.id, first.id]
    assert made.pdf_sha256 == hashlib.sha256(PDF).hexdigest()
    assert letters.pdf(db, made.id) == PDF
    assert letters.covering(db, first.id) == (made,)


def test_serials_run_on_per_prefix_and_year(db: Session) -> None:
    with db.write("取号"):
        assert [letters.take_serial(db, "高治霾函", 2019) for _ in range(3)] == [1, 2, 3]
        assert letters.take_serial(db, "高治霾函", 2020) == 1
        assert letters.take_serial(db, "高环函", 2019) == 1
        assert letters.take_serial(db, "高治霾函", 2019) == 4


def test_a_number_taken_in_a_failed_transaction_is_not_gone(db: Session) -> None:
    def fail() -> None:
        with db.write("失败"):
            letters.take_serial(db, "高治霾函", 2019)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert str(issue_letter(db).number) == "高治霾函〔2019〕1号"
    assert letters.serials(db, "高治霾函", 2019) == (1,)


def test_a_number_exists_once(db: Session) -> None:
    made = issue_letter(db)
    with pytest.raises(IntegrityError), db.write("重号"):
        letters.register(db, number=made.number, draft=draft(), pdf=PDF)
    assert journal.entries(db)[0].title == "制发督办函"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE letter_pdf SET data = x'00'",
        "DELETE FROM letter_pdf",
        "DELETE FROM letter",
        "UPDATE counter SET last = 0",
    ],
)
def test_letters_and_numbers_cannot_be_taken_away(db: Session, statement: str) -> None:
    made = issue_letter(db)
    with pytest.raises(IntegrityError):
        db.database.execute_sql(statement)
    assert letters.pdf(db, made.id) == PDF


def test_a_void_letter_keeps_its_number_and_its_pdf(db: Session, clock: Ticking) -> None:
    first, second = issue_letter(db, on=date(2019, 7, 2)), issue_letter(db, on=date(2019, 7, 9))
    clock.advance(hours=1)
    with db.write("作废"):
        letters.void(db, second.id, "主送单位有误")
    letter = letters.letter(db, second.id)
    assert (letter.void_reason, letter.voided_at) == ("主送单位有误", clock())
    assert letters.pdf(db, second.id) == PDF
    assert letters.serials(db, "高治霾函", 2019) == (1, 2)
    assert letters.last_dated(db, "高治霾函", 2019) == second.draft.dated_on > first.draft.dated_on
    assert letters.last_dated(db, "高治霾函", 2018) is None


def test_reprints_are_counted(db: Session) -> None:
    made = issue_letter(db)
    with db.write("打印"):
        assert [letters.count_reprint(db, made.id) for _ in range(2)] == [1, 2]
    assert letters.letter(db, made.id).reprints == 2


def test_the_register_is_paged_and_searched(db: Session, clock: Ticking) -> None:
    territory, other, *_ = furnish(db)
    made = []
    for index in range(5):
        clock.advance(minutes=1)
        made.append(
            issue_letter(db, title=f"关于第{index}批问题的督办函", addressees=((territory, other)[index % 2].id,))
        )
    page = letters.page(db, offset=1, limit=2)
    assert (page.rows, page.total, page.offset) == ((made[3], made[2]), 5, 1)
    assert [letter.id for letter in letters.page(db, text="高陵").rows] == [made[3].id, made[1].id]
    assert [letter.id for letter in letters.page(db, text="[2019]3号").rows] == [made[2].id]
    assert [letter.id for letter in letters.page(db, text="第4批 督办").rows] == [made[4].id]
    assert letters.page(db, text="没有的词").total == 0
    assert letters.page(db, year=2018).rows == ()
    assert letters.page(db, year=2019, text="029-8691").total == 5


def test_missing_letters_are_reported(db: Session) -> None:
    with pytest.raises(NotFound):
        letters.letter(db, 99)
    with pytest.raises(NotFound):
        letters.pdf(db, 99)
    assert letters.by_number(db, DocumentNumber("高治霾函", 2019, 99)) is None


def test_received_letters_come_back_whole(db: Session) -> None:
    territory, *_ = furnish(db)
    issue = add_issue(db, "高督-12-001", territory)
    covered = (CoveredIssue(issue.id, date(2019, 7, 10), date(2019, 8, 10)),)
    with db.write("登记来文"):
        first = letters.register_received(
            db,
            ReceivedLetter(
                0, "市治霾函〔2019〕7号", "市铁腕治霾办", "关于扬尘的督办函", FOUND, FOUND, covered, "a" * 64
            ),
        )
        second = letters.register_received(
            db, ReceivedLetter(0, "市治霾函〔2019〕8号", "市铁腕治霾办", "关于锅炉的督办函", FOUND, date(2019, 7, 2))
        )
    assert letters.received_covering(db, issue.id) == (first,)
    assert letters.received_page(db).rows == (second, first)
    assert letters.received_page(db, text="锅炉").rows == (second,)
    assert letters.received_page(db, text="7号").rows == (first,)
    assert letters.received_by_number(db, first.number) == (first,)
