"""Opens xlsx, xls and csv files as sheets. What the columns mean is not known here."""

from __future__ import annotations

import io
from pathlib import Path

from lantian_desktop.domain.errors import UnreadableFile
from lantian_desktop.exchange.kit import archive
from lantian_desktop.exchange.kit.delimited import read_csv
from lantian_desktop.exchange.kit.sheets import HEAD_ROWS, MAX_ROWS, Merge, Sheet, trimmed

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".csv")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """Return the visible sheets of a file in their order; raise UnreadableFile with the reason when it is refused."""
    name, suffix = path.name, path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UnreadableFile(
            f"“{name}”的格式不支持，请选择 xlsx、xls 或 csv 文件；其他格式请用 WPS 打开后另存为 xlsx。"
        )
    data = content(path)
    if suffix == ".csv" and not data.startswith((_ZIP, _OLE)):
        sheets: tuple[Sheet, ...] = (read_csv(data, name),)
    else:
        sheets = _workbook(_recognised(data, name), name)
    if not any(sheet.rows for sheet in sheets):
        raise UnreadableFile(f"“{name}”里没有内容，请检查是否选错了文件。")
    return sheets


def content(path: Path) -> bytes:
    """Return the bytes of a file; raise UnreadableFile with a sentence when it cannot be read, is empty or far too big."""
    try:
        size = path.stat().st_size
        if size > archive.MAX_UNPACKED:
            raise UnreadableFile(f"“{path.name}”超过 100 MB，请删去图片等内容或拆成几个文件后再导入。")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile(f"找不到“{path.name}”，请检查文件是否已移走或U盘是否已拔出。") from error
    except OSError as error:
        raise UnreadableFile(f"无法读取“{path.name}”，请关闭正在使用它的程序，或复制到本机后再试。") from error
    if not data.strip(b"\0\r\n\t \xef\xbb\xbf"):
        raise UnreadableFile(f"“{path.name}”是空文件，请重新导出或索取。")
    return data


def _recognised(data: bytes, name: str) -> bytes:
    """Return workbook bytes fit for the parser, going by the content and not by the file's suffix."""
    if data.startswith(_ZIP):
        return archive.checked(data, name)
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise archive.encrypted(name)
        return data
    head = data[:1024].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"mime-version")):
        raise UnreadableFile(f"“{name}”其实是网页而不是表格，请用 WPS 打开后另存为 xlsx 再导入。")
    raise archive.damaged(name)


def _workbook(data: bytes, name: str) -> tuple[Sheet, ...]:
    import python_calamine as calamine  # slow to load, wanted only when a file is opened

    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            visible = [
                meta.name
                for meta in book.sheets_metadata
                if meta.visible == calamine.SheetVisibleEnum.Visible and meta.typ == calamine.SheetTypeEnum.WorkSheet
            ]
            return tuple(_sheet(book.get_sheet_by_name(title), name) for title in visible)
    except calamine.PasswordError as error:
        raise archive.encrypted(name) from error
    except (
        calamine.CalamineError,
        calamine.ZipError,
        calamine.XmlError,
        calamine.WorksheetNotFound,
        OSError,
        ValueError,
    ) as error:
        raise archive.damaged(name) from error
    except BaseException as error:
        # The parser is Rust: a panic on a file nobody foresaw is no heir of Exception. It says nothing but that the file is damaged.
        if type(error).__name__ != "PanicException":
            raise
        raise archive.damaged(name) from error


def _sheet(source: object, name: str) -> Sheet:
    from python_calamine import CalamineSheet

    assert isinstance(source, CalamineSheet)
    if source.total_height * source.total_width > archive.MAX_CELLS * 2:
        raise archive.damaged(name)
    rows = trimmed(map(tuple, source.to_python(skip_empty_area=False)))
    if len(rows) > MAX_ROWS + HEAD_ROWS:
        raise archive.too_many_rows(name)
    ranges = source.merged_cell_ranges or []
    return Sheet(source.name, rows, tuple(Merge(*first, *last) for first, last in ranges))
