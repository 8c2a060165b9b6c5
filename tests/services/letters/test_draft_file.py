"""The draft for leaders leaves the program and leaves nothing behind: no number, no register entry, no line in the journal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest

from lantian_desktop.domain.errors import InvalidInput, OfficeError
from lantian_desktop.domain.issues.issue import IssueAction
from lantian_desktop.domain.letters.letter import KINDS, LetterDraft, LetterKind
from lantian_desktop.services.admin import journal
from lantian_desktop.services.issues import issues, steps
from lantian_desktop.services.letters import content as letter_content
from lantian_desktop.services.letters import draft_file as letter_draft_file
from lantian_desktop.services.letters import letters
from lantian_desktop.services.office import Office
from tests.factories import new_issue


@pytest.fixture
def draft(office: Office) -> LetterDraft:
    issue = issues.register_issue(office, issue=new_issue(office))
    steps.perform(office, issue_ids=[issue.id], action=IssueAction.CONFIRM)
    return letter_content.propose(office, issue_ids=[issue.id], dated_on=date(2019, 7, 12)).draft


def test_a_draft_is_written_and_the_store_stays_as_it_is(office: Office, draft: LetterDraft, tmp_path: Path) -> None:
    before = journal.head(office)
    path = tmp_path / letter_draft_file.file_name(draft)
    letter_draft_file.save_draft(office, draft=draft, path=path)
    assert path.name.startswith("督办函-征求意见稿-关于")
    assert path.suffix == ".docx"
    document = docx.Document(str(path))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert [text for text in draft.paragraphs if text not in texts] == []
    assert document.core_properties.content_status == "征求意见稿"
    assert document.tables[0].cell(1, 3).text == "通远街道某木器加工点"
    assert journal.head(office) == before
    assert letters.letter_page(office).total == 0
    assert path.read_bytes() == letter_draft_file.draft_bytes(office, draft=draft)


@pytest.mark.parametrize("kind", LetterKind)
def test_every_kind_can_be_a_draft(kind: LetterKind, office: Office, draft: LetterDraft, tmp_path: Path) -> None:
    own = replace(draft, kind=kind, signatory="示例丙", addressed_to=("西安市铁腕治霾办公室",))
    path = tmp_path / "稿.docx"
    letter_draft_file.save_draft(office, draft=own, path=path)
    signed = "签发人：示例丙" in "".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
    assert signed == (KINDS[kind].format.value == "document")


def test_what_cannot_be_printed_or_written_is_reported(office: Office, draft: LetterDraft, tmp_path: Path) -> None:
    path = tmp_path / "稿.docx"
    with pytest.raises(InvalidInput, match="标题"):
        letter_draft_file.save_draft(office, draft=replace(draft, title=" "), path=path)
    assert not path.exists()
    with pytest.raises(OfficeError, match=r"。$"):
        letter_draft_file.save_draft(office, draft=draft, path=tmp_path / "无" / "稿.docx")
