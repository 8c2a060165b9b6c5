"""A store made by an earlier version: what it holds is all there after the schema was brought up to date."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lantian_desktop.domain.letters.letter import CoveredIssue, LetterKind
from lantian_desktop.store.engine import database as engine
from lantian_desktop.store.letters import letters
from lantian_desktop.store.opening import create_store, open_store
from tests.store.conftest import ADMIN, CHEAP, PASSWORD, Ticking
from tests.store.records import an_issue, furnish_old, stored

LETTER = """INSERT INTO letter (id, prefix, year, serial, kind, type, title, addressee_ids, paragraphs, dated_on, signatory,
contact_person, contact_phone, copied_to, urgency, with_seal, pdf_sha256, registered_at, user, reprints, void_reason)
VALUES (1, '高治霾函', 2019, 1, 'supervision', 'ordinary', '关于某事的督办函', '[1]', '["正文"]', '2019-07-15', '', '示例甲', '',
'[]', 'none', 1, 'x', '2019-07-15 08:30:00', '示例甲', 2, '')"""


def test_letters_of_the_first_schema_keep_all_they_had(
    office_folder: Path, clock: Ticking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = tmp_path / "first"
    first.mkdir()
    (first / "0001_initial.py").write_bytes((engine.MIGRATIONS / "0001_initial.py").read_bytes())
    with monkeypatch.context() as patch:
        patch.setattr(engine, "MIGRATIONS", first)
        session, _code = create_store(office_folder, admin=ADMIN, password=PASSWORD, clock=clock, cost=CHEAP)
        with session.write("预置"):
            furnish_old(session)
        issue = stored(session, an_issue())
        with session.write("旧版登记"):
            session.database.execute_sql(LETTER)
            session.database.execute_sql(
                f"INSERT INTO letter_issue VALUES (1, {issue.id}, 0, '2019-07-22', '2019-08-14')"
            )
        session.close()
    session = open_store(office_folder, user=ADMIN.name, password=PASSWORD, clock=clock)
    letter = letters.letter(session, 1)
    session.close()
    assert (letter.draft.kind, letter.draft.title, letter.reprints) == (LetterKind.SUPERVISION, "关于某事的督办函", 2)
    assert letter.draft.covered == (CoveredIssue(issue.id, date(2019, 7, 22), date(2019, 8, 14)),)
    assert (letter.draft.addressed_to, letter.draft.with_list, letter.draft.annexes) == ((), True, ())
