"""The printed 值班日志 tells who stood the shift, what came in, what was handed over, who signed how, and the journal's head."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pdfplumber

from lantian_desktop.domain.admin.people import Role
from lantian_desktop.domain.duty.log import EntryKind, ShiftKey
from lantian_desktop.services.admin import journal, users
from lantian_desktop.services.duty.handover import Signer, handover_draft, sign_handover
from lantian_desktop.services.duty.log import add_entry
from lantian_desktop.services.duty.log_print import log_file_name, shift_caption, shift_log_pdf
from lantian_desktop.services.office import Office
from tests.factories import PASSWORD, QUICK, Wall
from tests.services.duty.kit import arrange_days

MONDAY = date(2019, 7, 15)
SHIFT = ShiftKey(MONDAY, 0)


def words(pdf: bytes) -> str:
    with pdfplumber.open(BytesIO(pdf)) as pages:
        return "".join("".join((page.extract_text() or "").split()) for page in pages.pages)


def test_a_shift_handed_over_prints_all_of_it(office: Office, wall: Wall, photo: Path) -> None:
    users.add_user(office, name="示例乙二", roles={Role.DUTY_OFFICER}, password=PASSWORD, cost=QUICK)
    arrange_days(office, MONDAY, 3)
    add_entry(
        office, kind=EntryKind.CALL_IN, content="群众反映夜间施工", unit="通远街道", name="示例癸", phone="13800000009"
    )
    wall.at = datetime(2019, 7, 16, 8, 31)
    night = datetime(2019, 7, 16, 3, 5)
    add_entry(
        office,
        kind=EntryKind.INCIDENT,
        content="围堵检查组",
        at=night,
        passed_to="带班领导",
        passed_at=night,
        done=False,
    )
    before = journal.head(office)
    sign_handover(
        office,
        draft=handover_draft(office),
        giver=Signer("示例甲", PASSWORD),
        taker=Signer("示例丁", scan=photo),
        note="注意天气",
    )
    text = words(shift_log_pdf(office, shift=SHIFT))
    for wanted in (
        "24小时", "带班领导示例甲", "值班员示例乙", "09:30来电", "通远街道", "138****0009", "群众反映夜间施工", "手机号已隐", "03:05", "（补记）", "未办结",
        "1.未办结：7月16日03:05事件：围堵检查组", "备注：注意天气", "（本人密码签字）", "（纸质签字）", "2019年7月16日", "8时31分", before,
    ):  # fmt: skip
        assert wanted in text, wanted
    assert "13800000009" not in text
    assert (shift_caption(office, shift=SHIFT), log_file_name(office, shift=SHIFT)) == (
        "7月15日 24小时",
        "值班日志-2019-07-15-24小时.pdf",
    )


def test_a_running_shift_leaves_room_for_the_pen(office: Office, wall: Wall) -> None:
    add_entry(office, kind=EntryKind.DOCUMENT, content="收到通报一件")
    wall.at += timedelta(minutes=1)
    text = words(shift_log_pdf(office, shift=SHIFT))
    assert "收到通报一件" in text
    assert journal.head(office) in text
    assert "月日时分" in text
    assert shift_caption(office, shift=SHIFT) == "7月15日"
