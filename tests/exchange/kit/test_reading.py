"""Files as they come: every quirk is read, everything dangerous or broken is refused with a sentence."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from lantian_desktop.domain.errors import UnreadableFile
from lantian_desktop.exchange.kit.reading import read_sheets
from lantian_desktop.exchange.kit.sheets import MAX_ROWS, Merge, column_index, column_letter
from tests.exchange.kit.workbooks import bent, in_sheet, put, xlsx

ROWS = [["标题"], ["姓名", "手机"], ["示例甲", 13800138000], ["示例乙", "13800138001"]]
READ = (("标题", ""), ("姓名", "手机"), ("示例甲", 13800138000.0), ("示例乙", "13800138001"))
OLD = Path(__file__).parent / "data" / "旧版名册.xls"


def test_xlsx_starts_at_a1_whatever_is_empty(tmp_path: Path) -> None:
    (sheet,) = read_sheets(put(tmp_path, xlsx([[], ["", "", "甲"], [], ["", "乙"], [], []])))
    assert sheet.rows == (("", "", ""), ("", "", "甲"), ("", "", ""), ("", "乙", ""))


def test_dates_and_merges_come_through(tmp_path: Path) -> None:
    (sheet,) = read_sheets(put(tmp_path, xlsx([["题"], [date(2019, 7, 5), "x"]], merges=("A1:B1",))))
    assert sheet.rows == (("题", ""), (date(2019, 7, 5), "x"))
    assert sheet.merged == (Merge(0, 0, 0, 1),)


def test_a_file_written_by_another_library(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["姓名", "日期"])
    book.active.append(["㛃䶮𬱖", datetime(2019, 7, 5)])
    book.save(tmp_path / "清单.xlsx")
    assert read_sheets(tmp_path / "清单.xlsx")[0].rows == (("姓名", "日期"), ("㛃䶮𬱖", date(2019, 7, 5)))


@pytest.mark.parametrize("dimension", [b"A1", b"A1:A1", b"A1:XFD1048576", b"C5:D9"])
def test_a_wrong_dimension_loses_no_row(tmp_path: Path, dimension: bytes) -> None:
    data = in_sheet(xlsx(ROWS), rb'<dimension ref="[^"]*"', b'<dimension ref="' + dimension + b'"')
    assert read_sheets(put(tmp_path, data))[0].rows == READ


def test_leading_slashes_in_member_names(tmp_path: Path) -> None:
    data = bent(xlsx(ROWS), lambda name, part: (f"/{name}", part))
    assert read_sheets(put(tmp_path, data))[0].rows == READ


def test_formatted_empty_cells_far_away_do_no_harm(tmp_path: Path) -> None:
    far = b'<row r="1048576"><c r="XFD1048576" s="1"/><c r="XFE1048576" s="1"></c></row></sheetData>'
    assert read_sheets(put(tmp_path, in_sheet(xlsx(ROWS), b"</sheetData>", far)))[0].rows == READ


def test_hidden_sheets_are_left_alone(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["看得见"])
    book.create_sheet("暗").sheet_state = "hidden"
    book["暗"].append(["看不见"])
    book.save(tmp_path / "清单.xlsx")
    assert [sheet.rows for sheet in read_sheets(tmp_path / "清单.xlsx")] == [(("看得见",),)]


def test_the_content_decides_not_the_suffix(tmp_path: Path) -> None:
    for name in ("清单.xls", "清单.csv", "清单.XLSX", "清单.xlsm"):
        assert read_sheets(put(tmp_path, xlsx(ROWS), name))[0].rows == READ
    assert read_sheets(put(tmp_path, OLD.read_bytes(), "旧.xlsx"))[0].name == "名册"


def test_old_xls_with_merges_and_dates() -> None:
    (sheet,) = read_sheets(OLD)
    assert sheet.rows[2] == (1.0, "高陵区", "主任", "示例甲", 13800000101.0, date(2019, 7, 5))
    assert sheet.rows[3][3:] == ("示例乙", "13800000102", "2019.7.5")
    assert Merge(2, 1, 3, 1) in sheet.merged


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_csv_in_every_encoding(tmp_path: Path, encoding: str, mark: str) -> None:
    text = f"姓名{mark}手机\r\n㛃䶮𬱖{mark}13800000001\r\n\r\n"
    (sheet,) = read_sheets(put(tmp_path, text.encode(encoding), "名册.csv"))
    assert (sheet.name, sheet.rows) == ("名册", (("姓名", "手机"), ("㛃䶮𬱖", "13800000001")))


def test_csv_tricks_of_other_systems(tmp_path: Path) -> None:
    text = '号码,说明,式\r\n="0291234567",\'=1+1,"有，逗号\r\n换行"\r\n'
    rows = read_sheets(put(tmp_path, text.encode("gb18030"), "a.csv"))[0].rows
    assert rows[1] == ("0291234567", "=1+1", "有，逗号\r\n换行")


def _bomb(sizes: int, member: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx(ROWS))) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        for index in range(sizes):
            new.writestr(f"xl/extra{index}.xml", member)
    return target.getvalue()


def _noise(count: int) -> bytes:
    return bytes((index * index * 31 + index // 7) % 251 for index in range(1024)) * count


FAR = b'<row r="900000"><c r="XFD900000"><v>1</v></c></row></sheetData>'
HIDDEN = {
    "second reference": b'<row r="9"><c r="A9" r="XFD1048576"><v>1</v></c></row>',
    "reference behind a mark": b'<row r="9"><c x=">" r="XFD1048576"><v>1</v></c></row>',
    "comment": b'<!-- <c a=" --><row r="9"><c r="XFD1048576"><v>1</v></c></row><!-- "> -->',
    "foreign prefix": '<row r="9"><ä:c r="XFD1048576"><v>1</v></ä:c></row>'.encode(),
    "single quotes": b"<row r='9'><c r='XFD1048576'><v>1</v></c></row>",
    "line breaks": b'<row r="9"><c\nr\n=\n"XFD1048576"><v>1</v></c></row>',
    "no quotes": b'<row r="9"><c r=XFD1048576><v>1</v></c></row>',
}


@pytest.mark.parametrize("case", HIDDEN)
def test_a_far_cell_is_found_however_it_is_written(tmp_path: Path, case: str) -> None:
    data = in_sheet(xlsx(ROWS), b"</sheetData>", HIDDEN[case] + b"</sheetData>")
    with pytest.raises(UnreadableFile, match=r"已损坏|超过 100,000 行"):
        read_sheets(put(tmp_path, data))


def test_cells_written_in_unusual_but_honest_ways_are_read(tmp_path: Path) -> None:
    rows = b"<row><c><v>1</v></c><c s='0' r='C5'><v>2</v></c></row><x:row r='6'><x:c r='A6'><x:v>3</x:v></x:c></x:row></sheetData>"
    (sheet,) = read_sheets(put(tmp_path, in_sheet(xlsx(ROWS), b"</sheetData>", rows)))
    assert sheet.rows[4:] == ((1.0, "", 2.0), (3.0, "", ""))


REFUSED = {
    "bomb by size": (lambda: _bomb(1, b"<x>" + _noise(101 * 1024)), "异常庞大"),
    "bomb by ratio": (lambda: _bomb(1, b" " * 20_000_000), "异常庞大"),
    "doctype in a sheet": (lambda: in_sheet(xlsx(ROWS), rb"\?>", b'?><!DOCTYPE x [<!ENTITY a "b">]>'), "DOCTYPE"),
    "doctype elsewhere": (
        lambda: bent(
            xlsx(ROWS),
            lambda name, part: (name, part.replace(b"?>", b"?><!DOCTYPE a>", 1) if "styles" in name else part),
        ),
        "DOCTYPE",
    ),
    "utf-16 part": (
        lambda: bent(
            xlsx(ROWS), lambda name, part: (name, part.decode().encode("utf-16") if "sheet1" in name else part)
        ),
        "已损坏",
    ),
    "far row": (lambda: in_sheet(xlsx(ROWS), b"</sheetData>", FAR), "超过 100,000 行"),
    "far column": (
        lambda: in_sheet(
            xlsx([["x"]] * 5000), b"</sheetData>", b'<row r="5001"><c r="XFD5001"><v>1</v></c></row></sheetData>'
        ),
        "过宽",
    ),
    "impossible reference": (lambda: in_sheet(xlsx(ROWS), rb'r="B3"', b'r="ZZZZZZZ3"'), "已损坏"),
    "impossible row": (lambda: in_sheet(xlsx(ROWS), rb'r="B3"', b'r="B99999999999999"'), "已损坏"),
    "a row number without cell references": (
        lambda: in_sheet(xlsx(ROWS), b"</sheetData>", b'<row r="999999"><c><v>1</v></c></row></sheetData>'),
        "超过 100,000 行",
    ),
    "promised strings": (
        lambda: bent(
            xlsx(ROWS), lambda name, part: (name, part.replace(b'uniqueCount="', b'uniqueCount="99999999999'))
        ),
        "已损坏",
    ),
    "cut off": (lambda: xlsx(ROWS)[:2000], "已损坏"),
    "flipped": (lambda: _flipped(xlsx(ROWS)), "已损坏"),
    "zip of something else": (lambda: bent(xlsx(ROWS), lambda name, part: (f"other/{name}", part)), "已损坏"),
    "sheet that is no xml": (
        lambda: bent(xlsx(ROWS), lambda name, part: (name, b"hello" if "sheet1" in name else part)),
        "已损坏",
    ),
    "encrypted": (
        lambda: (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
        ),
        "密码",
    ),
    "broken ole": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4000, "已损坏"),
    "web page": (lambda: b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"1" * 100, "已损坏"),
    "nothing": (lambda: b"", "空文件"),
    "zeros": (lambda: b"\0" * 512, "空文件"),
    "empty sheet": (lambda: xlsx([]), "没有内容"),
}


def _flipped(data: bytes) -> bytes:
    middle = data.index(b"xl/worksheets/sheet1.xml") + 60
    return data[:middle] + bytes(byte ^ 0xFF for byte in data[middle : middle + 40]) + data[middle + 40 :]


@pytest.mark.parametrize("case", REFUSED)
def test_refusals_say_what_is_wrong_and_what_to_do(tmp_path: Path, case: str) -> None:
    make, sentence = REFUSED[case]
    with pytest.raises(UnreadableFile, match=sentence) as refusal:
        read_sheets(put(tmp_path, make()))
    assert refusal.value.sentence.endswith("。")
    assert "“清单.xlsx”" in refusal.value.sentence


def test_a_protected_zip_member_is_called_a_password(tmp_path: Path) -> None:
    data = bytearray(xlsx(ROWS))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    with pytest.raises(UnreadableFile, match="密码"):
        read_sheets(put(tmp_path, bytes(data)))


@pytest.mark.parametrize("name", ["清单.pdf", "清单.et", "清单", "清单.docx", "清单.xlsb"])
def test_unknown_suffixes_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableFile, match="格式不支持"):
        read_sheets(put(tmp_path, xlsx(ROWS), name))


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="找不到"):
        read_sheets(tmp_path / "没有.xlsx")
    (tmp_path / "夹.xlsx").mkdir()
    with pytest.raises(UnreadableFile, match="无法读取"):
        read_sheets(tmp_path / "夹.xlsx")


def test_more_rows_than_allowed_in_csv_and_xlsx(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="超过 100,000 行"):
        read_sheets(put(tmp_path, b"a,b\n" * (MAX_ROWS + 40), "a.csv"))
    with pytest.raises(UnreadableFile, match="超过 100,000 行"):
        read_sheets(put(tmp_path, xlsx([["a"]] * (MAX_ROWS + 40))))


def test_binary_that_calls_itself_csv(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="不是文本"):
        read_sheets(put(tmp_path, bytes(range(256)) * 4, "a.csv"))


def test_column_letters_and_back() -> None:
    assert [column_letter(index) for index in (0, 25, 26, 701, 702, 16383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert [column_index(column_letter(index)) for index in range(800)] == list(range(800))
