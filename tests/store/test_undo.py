"""What may be taken back, and drafts beside the journal."""

from __future__ import annotations

import pytest

from lantian_desktop.store import undo
from lantian_desktop.store.session import Session


def test_the_newest_change_not_taken_back_is_offered(db: Session) -> None:
    assert undo.last(db) is None
    with db.write("一"):
        first = undo.push(db, "确认 1 件", {"before": [{"id": 1}], "created": []})
    with db.write("二"):
        second = undo.push(db, "确认 2 件", {"before": []})
    assert undo.last(db) == second
    with db.write("撤销"):
        undo.mark_undone(db, second.id)
    assert undo.last(db) == first
    assert first.payload == {"before": [{"id": 1}], "created": []}


def test_a_change_that_failed_cannot_be_taken_back(db: Session) -> None:
    def fail() -> None:
        with db.write("失败"):
            undo.push(db, "失败", {})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert undo.last(db) is None
