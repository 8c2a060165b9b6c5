"""Cards of telephones become rows of the roster, and every column of the roster finds its way out and back."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantian_desktop.domain.roster.export import NumberForm
from lantian_desktop.domain.roster.roster import Phones, PostRole, RosterEntry
from lantian_desktop.exchange.kit.cells import reader
from lantian_desktop.exchange.kit.columns import CellKind
from lantian_desktop.exchange.roster.cards import OWN, USUAL, cards_bytes, cards_table
from lantian_desktop.exchange.roster.sheet import ROSTER
from tests.exchange.roster.test_vcard import card, qp, texts

ROW: dict[str, object] = {
    "unit": "高陵区", "role": "liaison", "side": "b", "title": "铁腕治霾办主任；兼,职", "name": "欧阳某某", "office_phone": "029-86910000",
    "mobile": "13800000001、13900000002", "duty_phone": "029-86910001", "extension": "12", "fax": "029-86910002", "email": "a@example.com",
    "wechat": "wx;1", "round": 12, "group": "第3组", "held_since": date(2019, 1, 2), "verified_on": date(2019, 7, 5), "starred": "1",
    "remark": "先打值班室\n再打手机",
}  # fmt: skip


def back(*rows: dict[str, object], numbers: NumberForm = NumberForm.FULL) -> list[dict[str, object]]:
    table = cards_table(cards_bytes(rows, numbers=numbers, product="-//x//"), "名册.vcf")
    assert table.faults == ()
    return [
        {key: value for key, value in record.values.items() if value not in ("", None, ())} for record in table.good
    ]


def test_every_column_and_every_field_of_a_line_has_its_property() -> None:
    columns = {column.key for column in ROSTER.columns if column.kind is not CellKind.SERIAL}
    assert columns - OWN.keys() - USUAL.keys() == {"level", "territory"}  # told by the unit itself
    stored = {field.name for field in fields(RosterEntry)} | {field.name for field in fields(Phones)}
    assert {
        field for field in stored if {"round_number": "round", "unit_id": "unit"}.get(field, field) not in columns
    } == {
        "id",  # a number of the store
        "revision",  # as well
        "phones",  # whose fields are columns
    }


def test_a_full_row_comes_back_whole() -> None:
    assert back(ROW, {**ROW, "name": "", "mobile": ""}) == [
        ROW,
        {key: value for key, value in ROW.items() if key not in {"name", "mobile"}},
    ]


@given(name=texts, title=texts, remark=texts, wechat=texts, group=texts)
def test_any_words_come_back_as_the_sheet_would_read_them(**words: str) -> None:
    row = {**ROW, **words}
    expected = {}
    for column in ROSTER.columns:
        cell = row.get(column.key)
        value = reader(column)(cell) if isinstance(cell, str) and column.key in words else cell
        if value not in ("", None, ()):
            expected[column.key] = value
    assert back(row) == [expected]


@given(st.sampled_from(list(PostRole)), st.sampled_from(["", "a", "b"]), st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_roles_sides_and_days_come_back(role: PostRole, side: str, day: date) -> None:
    (found,) = back({**ROW, "role": role.value, "side": side, "verified_on": day, "held_since": day})
    assert (found["role"], found.get("side", ""), found["verified_on"], found["held_since"]) == (
        role.value,
        side,
        day,
        day,
    )


def test_a_telephone_learns_what_each_number_is() -> None:
    text = cards_bytes([ROW], numbers=NumberForm.FULL, product="-//x//").decode()
    for line in (
        "N:欧阳;某某;;;", "FN:欧阳某某", "ORG:高陵区", "ROLE:联络员", "TEL;TYPE=CELL,VOICE:13800000001", "TEL;TYPE=CELL,VOICE:13900000002",
        "TEL;TYPE=WORK,VOICE:029-86910000", "item1.TEL;TYPE=WORK,VOICE,X-DUTY:029-86910001", "item1.X-ABLabel:24小时值班",
        "item2.X-ABLabel:分机", "TEL;TYPE=WORK,FAX:029-86910002", "EMAIL:a@example.com", "X-WECHAT:wx\\;1", "REV:2019-07-05",
    ):  # fmt: skip
        assert f"\r\n{line}\r\n" in text, line
    assert "含完整手机号" in text.replace("\r\n ", "")


def test_masked_numbers_are_left_out_and_the_card_says_so() -> None:
    masked = {**ROW, "mobile": "138****0001", "wechat": "138****0001"}
    text = cards_bytes([masked], numbers=NumberForm.MASKED, product="-//x//").decode().replace("\r\n ", "")
    assert "****" not in text
    assert "手机号已隐去中间四位" in text
    assert "X-LANTIAN-NUMBERS:masked" in text
    (found,) = back(masked, numbers=NumberForm.MASKED)
    assert found == {key: value for key, value in ROW.items() if key not in {"mobile", "wechat"}}


APPLE = """BEGIN:VCARD
VERSION:3.0
PRODID:-//Apple Inc.//iPhone OS 12.4//EN
N:尉迟;某;;;
FN:尉迟 某
ORG:通远街道;党政办
TITLE:副主任
item1.TEL;type=pref:+86 138-0000-0003
item1.X-ABLabel:_$!<Mobile>!$_
item2.TEL:(029) 8691 0003
item2.X-ABLabel:24小时值班
TEL;type=HOME;type=FAX:029-86910004
TEL;type=HOME;type=VOICE:029-86910005
EMAIL;type=INTERNET;type=WORK;type=pref:b@example.com
IMPP;X-SERVICE-TYPE=WeChat;type=pref:x-apple:weixin_b
NOTE:夜间\\, 先打值班室
X-ABADR:cn
END:VCARD
"""
ANDROID = f"""BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{qp("单", "utf-8")};{qp("某某", "utf-8")};;;
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{qp("某某 单", "utf-8")}
TEL;WORK;PREF:13800000004
TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,{qp("值班室", "utf-8")}):029-86910009
ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{qp("高陵区", "utf-8")}
TITLE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{qp("科员", "utf-8")}
X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;;1;;;;;;;;;;;;;
END:VCARD
"""
OUTLOOK = f"""BEGIN:VCARD
VERSION:2.1
N;LANGUAGE=zh-cn;CHARSET=gb2312;ENCODING=QUOTED-PRINTABLE:{qp("示例")};{qp("丁")}
FN;CHARSET=gb2312;ENCODING=QUOTED-PRINTABLE:{qp("示例丁")}
ORG;CHARSET=gb2312;ENCODING=QUOTED-PRINTABLE:{qp("西安市高陵区人民政府")}
TEL;WORK;VOICE:029 - 8691 0006 \u8f6c 8
TEL;CELL;VOICE:0086 13800000006
EMAIL;PREF;INTERNET:d@example.com
X-MS-OL-DESIGN;CHARSET=utf-8:<card xmlns="x"><img/></card>
REV:20190701T010203Z
END:VCARD
"""
FOURTH = """BEGIN:VCARD
VERSION:4.0
KIND:individual
FN:示例戊
N:;;;;
ORG:高陵区
ROLE:工作组组长
TEL;VALUE=uri;TYPE="cell,voice";PREF=1:tel:+86-138-0000-0007
TEL;VALUE=uri;TYPE=work:tel:+86-29-86910007;ext=15
END:VCARD
"""


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        (
            APPLE,
            {
                "name": "尉迟某", "unit": "通远街道", "territory": "党政办", "title": "副主任", "mobile": "13800000003", "duty_phone": "029-86910003",
                "fax": "029-86910004", "email": "b@example.com", "wechat": "weixin_b", "remark": "夜间, 先打值班室\n住宅电话 029-86910005",
            },
        ),
        (ANDROID, {"name": "单某某", "unit": "高陵区", "title": "科员", "mobile": "13800000004", "duty_phone": "029-86910009"}),
        (
            OUTLOOK,
            {
                "name": "示例丁", "unit": "西安市高陵区人民政府", "office_phone": "029-86910006-8", "mobile": "13800000006",
                "email": "d@example.com",
            },
        ),
        (
            FOURTH,
            {
                "name": "示例戊", "unit": "高陵区", "role": "group_leader", "mobile": "13800000007", "office_phone": "029-86910007",
                "extension": "15",
            },
        ),
    ],
    ids=["apple", "android", "outlook", "4.0"],
)  # fmt: skip
def test_cards_of_telephones_read(text: str, cells: dict[str, object]) -> None:
    table = cards_table(text.encode(), "通讯录.vcf")
    assert [fault.sentence for fault in table.errors] == []
    (record,) = table.good
    assert {key: value for key, value in record.values.items() if value not in ("", None)} == cells


def test_a_foreign_rev_is_no_verification() -> None:
    (record,) = cards_table(card("FN:A", "ORG:B", "TEL:029-86910000", "REV:20190701T010203Z"), "x.vcf").good
    assert record.values["verified_on"] is None


def test_rows_are_numbered_as_the_cards_are_and_bad_ones_are_errors() -> None:
    data = (
        card("FN:A", "ORG:B") + b"BEGIN:VCARD\nFN:broken\n" + card("VERSION:2.1") + card("FN:D", "TEL;CELL:12345") + card("FN:E", "ORG:B", "junk")
    )  # fmt: skip
    table = cards_table(data, "x.vcf")
    assert [record.row for record in table.records] == [1, 2, 3, 4, 5]
    assert [record.row for record in table.good] == [1, 5]
    sentence = {row: "；".join(fault.reason for fault in faults) for row, faults in table.by_row().items()}
    assert "第 2 张名片（FN:broken）：名片不完整" in sentence[2]
    assert "第 3 张名片没有姓名、单位和号码" in sentence[3]
    assert "名片上没有单位，请导出错误清单" in sentence[4]
    assert "有 1 行无法识别，未导入：junk" in sentence[5]
    assert [record.row for record in cards_table(data, "x.vcf", unit="高陵区").good] == [1, 4, 5]


def test_a_tab_within_a_text_comes_back() -> None:
    rows = [{"unit": "高陵区", "name": "示例甲", "title": "科员", "remark": "上午\t下午"}]
    (record,) = cards_table(cards_bytes(rows, numbers=NumberForm.FULL, product="-//x//"), "名册.vcf").good
    assert record.values["remark"] == "上午\t下午"
