"""The roster as vCards: every column of the roster sheet has its property, so that what leaves as cards comes back whole.

Rows are the same records that the sheet is made of, keyed by its columns. A number that is masked is left out: a telephone would dial
the stars. REV is written as the day of verification but read from X-LANTIAN-VERIFIED-ON alone, for a telephone sets REV at every edit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from lantian_desktop.domain.roster.export import NumberForm
from lantian_desktop.domain.roster.roster import mobiles_within
from lantian_desktop.exchange.kit.columns import normalised
from lantian_desktop.exchange.kit.precheck import Fault, FaultSeverity, Record, Table, read_rows
from lantian_desktop.exchange.kit.sheets import Sheet, cell_text
from lantian_desktop.exchange.kit.writing import shown
from lantian_desktop.exchange.roster.names import family_and_given, is_han
from lantian_desktop.exchange.roster.sheet import ROSTER
from lantian_desktop.exchange.roster.vcard import BadCard, Property, VCard, card_text, content_line
from lantian_desktop.exchange.roster.vcard_reading import read_cards

SUFFIX = ".vcf"
# What no property of a card has a word for, by the roster's columns. A further column is one further line.
OWN = {
    "role": "X-LANTIAN-ROLE",
    "side": "X-LANTIAN-SIDE",
    "round": "X-LANTIAN-ROUND",
    "group": "X-LANTIAN-GROUP",
    "held_since": "X-LANTIAN-HELD-SINCE",
    "verified_on": "X-LANTIAN-VERIFIED-ON",
    "starred": "X-LANTIAN-STARRED",
}
USUAL = {
    "name": "N", "unit": "ORG", "title": "TITLE", "mobile": "TEL", "office_phone": "TEL", "duty_phone": "TEL", "extension": "TEL",
    "fax": "TEL", "email": "EMAIL", "wechat": "X-WECHAT", "remark": "NOTE",
}  # fmt: skip
# A telephone's word for the number, and where its own word would mislead a label that Apple and Android show instead.
_TELEPHONES = (
    ("mobile", ("CELL", "VOICE"), ""),
    ("office_phone", ("WORK", "VOICE"), ""),
    ("duty_phone", ("WORK", "VOICE", "X-DUTY"), "24小时值班"),
    ("extension", ("X-EXTENSION",), "分机"),
    ("fax", ("WORK", "FAX"), ""),
)
TO_DO = "请导出错误清单，在“单位”一列写上本系统的单位名称后再导入"
_NUMBERS, _VACANT = "X-LANTIAN-NUMBERS", "X-LANTIAN-VACANT"
_SEVERAL = "、"
_DUTY_WORDS, _FAX_WORDS, _EXTENSION_WORDS = ("值班", "24小时", "24h"), ("传真", "fax"), ("分机", "内线", "extension")
_APPLE_LABEL = re.compile(r"^_\$!<(.*)>!\$_$")
_ABROAD = re.compile(r"^(?:\+|00)86[-\s]*\(?([0-9][-0-9\s()]*)$")
_LANDLINE_ABROAD = re.compile(r"^(?!1[3-9]\d{9}$)(?![48]00\d{7}$)[1-9]\d{8,10}$")
_MESSENGERS = {"wechat", "weixin", "微信"}


def cards_bytes(rows: Iterable[Mapping[str, object]], *, numbers: NumberForm, product: str) -> bytes:
    """Return the rows as a file of cards of version 3.0, UTF-8; every card says which form of numbers it carries."""
    return "".join(card_text(_lines(row, numbers, product)) for row in rows).encode("utf-8")


def _lines(row: Mapping[str, object], numbers: NumberForm, product: str) -> Iterator[str]:
    cells = {column.key: shown(row.get(column.key), column) for column in ROSTER.columns}
    family, given = family_and_given(cells["name"])
    post = cells["title"] or cells["role"]
    yield content_line("PRODID", product)
    yield content_line("N", family, given, "", "", "")
    yield content_line("FN", cells["name"] or f"{cells['unit']}{post}".strip() or "待报")
    yield content_line("ORG", cells["unit"])
    if cells["title"]:
        yield content_line("TITLE", cells["title"])
    yield content_line("ROLE", cells["role"])
    yield from _telephones(cells)
    for key in ("email", "wechat"):
        if cells[key] and not _masked(cells[key]):
            yield content_line(USUAL[key], cells[key])
    yield content_line("NOTE", "\n".join(filter(None, (cells["remark"], _form_line(numbers)))))
    if cells["verified_on"]:
        yield content_line("REV", cells["verified_on"])
    if not cells["name"]:
        yield content_line(_VACANT, "1")
    yield content_line(_NUMBERS, numbers.value)
    for key, name in OWN.items():
        value = row.get(key)
        if value not in (None, ""):
            yield content_line(name, cell_text(value))


def _form_line(numbers: NumberForm) -> str:
    return f"（{numbers.sentence}）"


def _masked(text: str) -> bool:
    return "****" in text


def _telephones(cells: Mapping[str, str]) -> Iterator[str]:
    labels = 0
    for key, types, label in _TELEPHONES:
        for number in cells[key].split(_SEVERAL):
            if not number.strip() or _masked(number):
                continue
            if not label:
                yield content_line("TEL", number, types=types)
                continue
            labels += 1
            yield content_line("TEL", number, types=types, group=f"item{labels}")
            yield content_line("X-ABLabel", label, group=f"item{labels}")


def cards_table(data: bytes, name: str, *, unit: str = "") -> Table:
    """Return the cards of a file as rows of the roster: row n is card n. A card that cannot be read is a row with an error.

    Cards that name no unit are taken as those of `unit`.
    """
    cards = read_cards(data, name)
    read_cells = [_cells(card) if isinstance(card, VCard) else {} for card in cards]
    for cells in read_cells:
        if any(cells.values()):
            cells["unit"] = cells["unit"] or unit
    rows = tuple(tuple(cells.get(column.key, "") for column in ROSTER.columns) for cells in read_cells)
    table = read_rows(Sheet(name, rows), replace(ROSTER, either=()))
    known = {record.row for record in table.records}
    empty = {column.key: column.empty for column in ROSTER.columns}
    lost = [Record(card.number, empty) for card in cards if card.number not in known]
    records = sorted((*table.records, *lost), key=lambda record: record.row)
    spurious = {card.number for card in cards if isinstance(card, BadCard)}
    kept = tuple(_worded(fault) for fault in table.faults if fault.row not in spurious)
    more = [fault for card in cards for fault in _faults(card, card.number in known)]
    return replace(table, records=tuple(records), faults=kept).with_faults(more)


def _worded(fault: Fault) -> Fault:
    """Return a fault about a missing unit with what to do about it: a card has no column that could be filled in."""
    nothing = fault.header == ROSTER.column("unit").header and fault.original == ""
    return replace(fault, reason=f"名片上没有单位，{TO_DO}") if nothing else fault


def _faults(card: VCard | BadCard, has_cells: bool) -> Iterator[Fault]:
    if isinstance(card, BadCard):
        yield Fault(card.number, "", "", f"第 {card.number} 张名片{_quoted(card.beginning)}：{card.reason}")
    elif not has_cells:
        yield Fault(card.number, "", "", f"第 {card.number} 张名片没有姓名、单位和号码，请在手机上补全后重新导出")
    elif card.strays:
        lines = "；".join(card.strays[:3])
        yield Fault(
            card.number, "", "", f"有 {len(card.strays)} 行无法识别，未导入：{lines}", "", FaultSeverity.WARNING
        )


def _quoted(text: str) -> str:
    return f"（{text}）" if text else ""


def _cells(card: VCard) -> dict[str, str]:
    """Return the cells of one card, as a person would have typed them into the sheet."""
    cells = {key: card.text(name) for key, name in OWN.items()}
    cells |= {"name": _name(card), "email": _joined(card, "EMAIL"), "wechat": _wechat(card)}
    cells |= _place(card)
    cells["remark"] = _remark(card)
    rest = _numbers(card, cells)
    _post(card, cells)
    cells["remark"] = "\n".join(filter(None, (cells["remark"], *rest)))
    return cells


def _name(card: VCard) -> str:
    """Return the name as it is spoken: 欧阳某, whatever order N and FN have it in."""
    if card.text(_VACANT):
        return ""
    structured = card.first("N")
    family, given, middle = (*structured.parts, "", "", "")[:3] if structured else ("", "", "")
    if is_han(family + given) and (family or given):
        return f"{family}{middle}{given}" if is_han(middle) else f"{family}{given}"
    spoken = card.text("FN")
    return spoken or " ".join(filter(None, (given, middle, family))) or card.text("NICKNAME")


def _place(card: VCard) -> dict[str, str]:
    """Return the unit of ORG; its last component, the narrower one, stands as the place within it."""
    parts = [part for part in (card.first("ORG") or Property("ORG", "")).parts if part]
    return {"unit": parts[0] if parts else "", "territory": parts[-1] if len(parts) > 1 else ""}


def _remark(card: VCard) -> str:
    remark = "\n".join(one.text.strip() for one in card.all("NOTE"))
    forms = [form for form in NumberForm if form.value == card.text(_NUMBERS)]
    return remark.removesuffix(_form_line(forms[0])).rstrip("\n") if forms else remark


def _joined(card: VCard, name: str) -> str:
    return _SEVERAL.join(dict.fromkeys(one.text.strip() for one in card.all(name)))


def _wechat(card: VCard) -> str:
    named = card.text("X-WECHAT", "X-WEIXIN", "X-WECHAT-ID")
    for one in card.all("IMPP") if not named else ():
        services = {word.lower() for key in ("X-SERVICE-TYPE", "TYPE") for word in one.params.get(key, ())}
        if services & _MESSENGERS:
            return one.text.strip().rpartition(":")[2]
    return named


def _post(card: VCard, cells: dict[str, str]) -> None:
    """Enter title and role: a ROLE that the roster does not know is a title, as address books use it."""
    cells["title"] = card.text("TITLE")
    spoken = card.text("ROLE")
    known = {normalised(word) for choice in ROSTER.column("role").choices for word in (choice.label, *choice.aliases)}
    if cells["role"] or not spoken:
        return
    if normalised(spoken) in known:
        cells["role"] = spoken
    elif not cells["title"]:
        cells["title"] = spoken


def _numbers(card: VCard, cells: dict[str, str]) -> list[str]:
    """Enter the telephone numbers by what they are; return what the roster has no column for, as lines of the remark."""
    labels = {one.group: _label(one.text) for one in card.all("X-ABLABEL") if one.group}
    found: dict[str, list[str]] = {}
    for one in card.all("TEL"):
        number, _, extension = one.text.strip().removeprefix("tel:").partition(";ext=")
        number = _at_home(number)
        label = labels.get(one.group, "") or " ".join(one.params.get("LABEL", ()))
        found.setdefault(_column(one, number, label, own=bool(card.text(_NUMBERS))), []).append(number)
        if extension:
            found.setdefault("extension", []).append(extension)
    home = [f"住宅电话 {number}" for number in found.pop("home", ())]
    cells |= {key: _SEVERAL.join(dict.fromkeys(numbers)) for key, numbers in found.items()}
    return home


def _at_home(number: str) -> str:
    """Return a landline written for callers from abroad (+86 29 …) as it is dialled here, other numbers as they stand."""
    abroad = _ABROAD.match(number)
    digits = re.sub(r"[^0-9]", "", abroad[1]) if abroad else ""
    return f"0{digits}" if _LANDLINE_ABROAD.match(digits) else number


def _label(text: str) -> str:
    apple = _APPLE_LABEL.match(text.strip())
    return apple[1] if apple else text.strip()


def _column(telephone: Property, number: str, label: str, *, own: bool) -> str:
    """Return the column a number belongs to: its label and kind tell, then its form; telephones call mobiles WORK, our cards do not."""
    words = f"{label} {' '.join(telephone.types)}".lower()
    if "x-extension" in words or any(word in words for word in _EXTENSION_WORDS):
        return "extension"
    if "x-duty" in words or any(word in words for word in _DUTY_WORDS):
        return "duty_phone"
    if any(word in words for word in _FAX_WORDS):
        return "fax"
    if "cell" in telephone.types if own else mobiles_within(number):
        return "mobile"
    return "home" if "home" in telephone.types else "office_phone"
