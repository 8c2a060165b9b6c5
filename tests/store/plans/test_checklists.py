"""Filled checklists and attachments come back as kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from lantian_desktop.domain.attachment import AttachmentPurpose
from lantian_desktop.domain.errors import NotFound
from lantian_desktop.domain.plans.lists import ChecklistLine
from lantian_desktop.domain.plans.verification import Answer, Checklist, ItemResult, ItemTemplate, Outcome
from lantian_desktop.store import attachments
from lantian_desktop.store.plans import checklists
from lantian_desktop.store.session import Session
from tests.store.records import TODAY, an_issue, furnish, stored

MET = Answer(ItemTemplate("围挡", "目测", "连续封闭"), ItemResult.MET)
UNMET = Answer(ItemTemplate("覆盖", "目测", "全部覆盖"), ItemResult.UNMET, "料堆裸露", "三日内覆盖")
OPEN = Answer(ItemTemplate("冲洗", "查看", "车辆干净"))
FULL = Checklist(
    id=0,
    issue_id=1,
    template_name="六个百分之百",
    template_version=2,
    answers=(MET, UNMET, OPEN),
    verifiers=("示例甲", "示例乙"),
    verified_at=datetime(2019, 7, 15, 10, 30),
    place="通远街道 1 号",
    round_number=12,
    group="普通3组",
    reported_text="已完成",
    reported_on=date(2019, 7, 14),
    photo_on=date(2019, 7, 13),
    outcome=Outcome.FALSELY_REPORTED,
    follow_up_on=date(2019, 8, 1),
)


@pytest.fixture(autouse=True)
def _furnished(db: Session) -> None:
    furnish(db)
    stored(db, an_issue("高督-12-001"))
    stored(db, an_issue("高督-12-002", site="锅炉房"))


def kept(db: Session, checklist: Checklist) -> Checklist:
    with db.write("核查"):
        return checklists.save(db, checklist)


def test_every_field_of_a_checklist_comes_back(db: Session) -> None:
    one = kept(db, FULL)
    bare = kept(db, Checklist(0, 1, "空白", 1, ()))
    assert one == replace(FULL, id=one.id)
    assert checklists.load(db, one.id) == one
    assert checklists.of_issue(db, 1) == (one, bare)
    assert checklists.of_issue(db, 2) == ()


def test_a_checklist_is_replaced_and_taken_away(db: Session) -> None:
    one = kept(db, Checklist(0, 1, "空白", 1, ()))
    changed = kept(db, replace(FULL, id=one.id, revision=one.revision))
    assert checklists.of_issue(db, 1) == (changed,)
    with db.write("撤销"):
        checklists.remove(db, one.id)
    with pytest.raises(NotFound, match="核查清单"):
        checklists.load(db, one.id)
    with pytest.raises(NotFound, match="核查清单"), db.write("核查"):
        checklists.save(db, changed)
    assert checklists.of_issue(db, 1) == ()


def test_the_list_shows_unfinished_ones_first_then_the_newest(db: Session) -> None:
    old = kept(db, FULL)
    new = kept(db, replace(FULL, issue_id=2, outcome=Outcome.DONE, verified_at=datetime(2019, 7, 16, 9, 0)))
    draft = kept(db, Checklist(0, 2, "空白", 1, (OPEN,)))
    page = checklists.page(db)
    assert (page.total, [row.id for row in page.rows]) == (3, [draft.id, new.id, old.id])
    assert page.rows[2] == ChecklistLine(
        id=old.id,
        issue_id=1,
        number="高督-12-001",
        site="示例木器加工点",
        territory="高陵",
        template_name="六个百分之百",
        verified_at=FULL.verified_at,
        verifiers="示例甲、示例乙",
        outcome=Outcome.FALSELY_REPORTED,
        unmet=1,
        follow_up_on=date(2019, 8, 1),
    )
    assert [row.id for row in checklists.page(db, outcome=Outcome.DONE).rows] == [new.id]
    assert [row.id for row in checklists.page(db, text="锅炉").rows] == [draft.id, new.id]
    assert [row.id for row in checklists.page(db, offset=1, limit=1).rows] == [new.id]
    assert checklists.page(db, text="锅炉", outcome=Outcome.SHAM).total == 0


def test_attachments_are_kept_with_what_they_belong_to(db: Session) -> None:
    with db.write("附件"):
        one = attachments.add(
            db, data=b"one", name="现场.jpg", purpose=AttachmentPurpose.PHOTO, issue_id=1, taken_on=TODAY
        )
        same = attachments.add(db, data=b"one", name="同一张.jpg", purpose=AttachmentPurpose.EVIDENCE, issue_id=1)
        sheet = attachments.add(db, data=b"sheet", name="签批.pdf", purpose=AttachmentPurpose.SIGNED_SHEET)
    assert (one.size, one.taken_on, one.added_at, one.added_by) == (3, TODAY, db.clock(), "示例甲")
    assert one.sha256 == same.sha256 != sheet.sha256
    assert attachments.of_issue(db, 1) == (one, same)
    assert attachments.attachment(db, sheet.id) == sheet
    assert (attachments.read(db, one.sha256), attachments.read(db, sheet.sha256)) == (b"one", b"sheet")
    with db.write("撤销"):
        attachments.remove(db, one.id)
    assert attachments.of_issue(db, 1) == (same,)
    assert attachments.read(db, one.sha256) == b"one"
    with pytest.raises(NotFound, match="附件"):
        attachments.attachment(db, one.id)
