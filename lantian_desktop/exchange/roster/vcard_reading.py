"""Reads vCards as phones and address books really write them: 2.1, 3.0, and 4.0 as far as it goes. One bad card stops nothing.

Lines are put together and taken apart as bytes, and decoded one by one: a 2.1 file may change its encoding from line to line,
and a careless writer folds in the middle of a character.
"""

from __future__ import annotations

import binascii
import codecs
import quopri
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lantian_desktop.domain.errors import UnreadableFile
from lantian_desktop.exchange.roster.vcard import MAX_BYTES, MAX_CARDS, BadCard, Property, VCard

_BEGIN, _END = b"BEGIN:VCARD", b"END:VCARD"
_NAME = re.compile(rb"[A-Za-z0-9.\-_]+$")
# Some writers leave a soft break at the very end of a value; what begins like this is the next property all the same.
_PROPERTY = re.compile(
    rb"(?:item\d+\.)?(?:N|FN|TEL|EMAIL|ORG|TITLE|ROLE|ADR|NOTE|URL|BDAY|REV|UID|PHOTO|X-[A-Z-]+)[;:]"
)
_PARAM = re.compile(rb';((?:[^;"]|"[^"]*")*)')
_CUSTOM = re.compile(rb"X-CUSTOM\(CHARSET=([\w-]+),ENCODING=QUOTED-PRINTABLE,([^)]*)\)", re.IGNORECASE)
_ENCODINGS = {"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"}
_BINARY = {"BASE64", "B"}
_PICTURES = {"PHOTO", "LOGO", "SOUND", "KEY"}  # never looked at: no roster holds them
_CHARSETS = {
    "UTF-8": "utf-8",
    "UTF8": "utf-8",
    "BIG5": "big5",
    "ISO-8859-1": "cp1252",
    "WINDOWS-1252": "cp1252",
} | dict.fromkeys(("GB2312", "GBK", "CP936", "GB18030", "X-GBK"), "gb18030")
_THREE_OCTETS = 0xE0  # in UTF-8 what begins a character of three octets or more
UTF8_FIRST = ("utf-8", "gb18030")
_SHOWN = 60  # characters of a bad card that are shown


@dataclass(slots=True)
class _Raw:
    """The whole lines of one card as bytes, before anything is known of them."""

    number: int
    lines: list[bytes] = field(default_factory=list)
    ended: bool = False


class _Unreadable(Exception):
    """The card cannot be read; the message is the Chinese reason."""


def read_cards(data: bytes, name: str) -> tuple[VCard | BadCard, ...]:
    """Return every card of a file in its order, bad ones with their reason; raise UnreadableFile when there is none or too much."""
    if len(data) > MAX_BYTES:
        raise UnreadableFile(f"“{name}”超过 20 MB，请在手机通讯录中分几次导出，或导出时不带头像。")
    plain, remark = _as_bytes(data)
    raws = list(_raw_cards(plain, name))
    if not raws:
        raise UnreadableFile(f"“{name}”里没有名片（BEGIN:VCARD），请检查是否选错了文件。")
    fallback = UTF8_FIRST if remark else _fallback([line for raw in raws for line in raw.lines])
    return tuple(_card(raw, fallback) for raw in raws)


def _as_bytes(data: bytes) -> tuple[bytes, bool]:
    """Return the file as UTF-8 when it is UTF-16 or signed, and as it stands otherwise; say whether it is UTF-8 beyond doubt."""
    if data.startswith(codecs.BOM_UTF8):
        return data[len(codecs.BOM_UTF8) :], True
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace").encode("utf-8", "replace"), True
    if data[:64].lstrip(b"\0\r\n ").upper().startswith(b"B\0E\0G\0I\0N"):
        text = data.decode("utf-16-be" if data[:1] == b"\0" else "utf-16-le", "replace")
        return text.encode("utf-8", "replace"), True
    return data, False


def _raw_cards(data: bytes, name: str) -> Iterator[_Raw]:
    """Yield the cards as lines put together again; a BEGIN inside a card ends it as one that is not complete."""
    current: _Raw | None = None
    nested = count = 0
    for line in _whole_lines(data):
        mark = _mark(line)
        if mark == _BEGIN:
            if current is not None and current.lines and _mark(current.lines[-1]) == b"AGENT:":
                nested += 1  # a card within a card (2.1): the agent is somebody else
                continue
            if current is not None:
                yield current
            count, nested = count + 1, 0
            if count > MAX_CARDS:
                raise UnreadableFile(f"“{name}”超过 {MAX_CARDS:,} 张名片，请分成几个文件分别导入。")
            current = _Raw(count)
        elif mark == _END and nested:
            nested -= 1
        elif mark == _END and current is not None:
            current.ended = True
            yield current
            current = None
        elif current is not None and not nested:
            current.lines.append(line)
    if current is not None:
        yield current


def _whole_lines(data: bytes) -> Iterator[bytes]:
    """Yield unfolded lines: continued by a blank, by a quoted-printable soft break, or base64 without any sign."""
    pieces: list[bytes] = []
    quoted = binary = False
    for line in re.split(rb"\r\n|\n|\r", data):
        if pieces and _mark(line) not in {_BEGIN, _END}:
            broken = pieces[-1].rstrip(b" \t")
            if quoted and broken.endswith(b"=") and not _PROPERTY.match(line):
                pieces[-1] = broken[:-1]
                pieces.append(line)
                continue
            if line[:1] in {b" ", b"\t"}:
                pieces.append(line[1:])
                continue
            if binary and b":" not in line:
                continue
        if pieces:
            yield b"".join(pieces)
        pieces = [line] if line.strip() else []
        quoted, binary = _encoded(line)
    if pieces:
        yield b"".join(pieces)


def _mark(line: bytes) -> bytes:
    return line[:40].strip().upper().replace(b" ", b"")


def _encoded(line: bytes) -> tuple[bool, bool]:
    """Return whether a line's head says quoted-printable, and whether it says base64."""
    head = line.partition(b":")[0].upper()
    words = {part.rpartition(b"=")[2].strip(b'" ') for part in head.split(b";")[1:]}
    return b"QUOTED-PRINTABLE" in words, bool(words & {b"BASE64", b"B"})


def _fallback(lines: Iterable[bytes]) -> tuple[str, str]:
    """Return the encodings of lines that name none, the likelier first. One line may be either: 陆某 in GBK is sound UTF-8 too.

    Chinese in UTF-8 has three octets and more a character, which GBK hardly ever looks like; so such lines outvote broken ones.
    """
    wide = [line for line in lines if not line.isascii() and b"CHARSET" not in line.partition(b":")[0].upper()]
    sound = [line for line in wide if _is_utf8(line)]
    sure = sum(1 for line in sound if max(line) >= _THREE_OCTETS)
    return UTF8_FIRST if sure >= max(len(wide) - len(sound), 1) or not wide else UTF8_FIRST[::-1]


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _card(raw: _Raw, fallback: tuple[str, str]) -> VCard | BadCard:
    try:
        if not raw.ended:
            raise _Unreadable("名片不完整，缺少 END:VCARD，请从手机上重新导出这个联系人")
        return _read(raw, fallback)
    except _Unreadable as bad:
        return BadCard(raw.number, str(bad), _beginning(raw, fallback))


def _beginning(raw: _Raw, fallback: tuple[str, str]) -> str:
    names = [line for line in raw.lines if line.upper().startswith((b"FN", b"N:", b"N;"))]
    beginning = b" ".join(names or raw.lines)[: _SHOWN * 3]
    return "".join(sign for sign in beginning.decode(fallback[0], "replace")[:_SHOWN] if sign.isprintable())


def _read(raw: _Raw, fallback: tuple[str, str]) -> VCard:
    version = next((line.partition(b":")[2].strip() for line in raw.lines if line[:8].upper() == b"VERSION:"), b"")
    new_lines = version != b"2.1"
    properties, strays = [], []
    for line in raw.lines:
        head, colon, value = _divided(line)
        group, name = _group_and_name(head)
        if not colon or not name:
            strays.append(_decoded(line, fallback)[:_SHOWN])
        elif name not in _PICTURES:
            properties.append(_property(head, value, group, name, fallback, new_lines))
    return VCard(raw.number, tuple(properties), tuple(strays))


def _divided(line: bytes) -> tuple[bytes, bytes, bytes]:
    """Return head and value: the first colon outside quotes divides them."""
    plain = line.partition(b":")
    if b'"' not in plain[0]:
        return plain
    quoted = False
    for index, octet in enumerate(line):
        if octet == 0x22:
            quoted = not quoted
        elif octet == 0x3A and not quoted:
            return line[:index], b":", line[index + 1 :]
    return plain


def _group_and_name(head: bytes) -> tuple[str, str]:
    """Return group and upper-case name; both empty when the head is none."""
    first = head.partition(b";")[0].strip()
    if not _NAME.match(first):
        return "", ""
    group, _, name = first.decode("ascii").rpartition(".")
    return group.lower(), name.upper()


def _property(head: bytes, value: bytes, group: str, name: str, fallback: tuple[str, str], new_lines: bool) -> Property:
    params = _params(head, fallback)
    encodings = {word.upper() for word in params.get("ENCODING", ())}
    charset = _charset(params)
    if encodings & _BINARY:
        try:
            value = binascii.a2b_base64(value)
        except binascii.Error as error:
            raise _Unreadable(f"{name} 一项的 BASE64 内容已损坏") from error
    elif "QUOTED-PRINTABLE" in encodings:
        value = quopri.decodestring(value)
    text = _decoded(value, (charset, *fallback) if charset else fallback)
    if "QUOTED-PRINTABLE" in encodings or encodings & _BINARY:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Property(name, text, params, group, new_lines)


def _params(head: bytes, fallback: tuple[str, str]) -> Mapping[str, tuple[str, ...]]:
    """Return the parameters; a bare word of 2.1 is an encoding or a type."""
    found: dict[str, list[str]] = {}
    custom = _CUSTOM.search(head)
    if custom:  # Android's way to carry a label of one's own in 2.1
        label = quopri.decodestring(custom[2])
        found["LABEL"] = [_decoded(label, (_CHARSETS.get(custom[1].decode().upper(), "utf-8"), *fallback))]
        head = head.replace(custom[0], b"")
    for part in _PARAM.findall(head):
        key, equals, words = _decoded(part, fallback).strip().partition("=")
        if not key:
            continue
        if not equals:
            key, words = ("ENCODING" if key.upper() in _ENCODINGS else "TYPE"), key
        found.setdefault(key.strip().upper(), []).extend(
            word.strip(' "') for word in words.split(",") if word.strip(' "')
        )
    return {key: tuple(words) for key, words in found.items()}


def _charset(params: Mapping[str, tuple[str, ...]]) -> str:
    """Return the codec that CHARSET names; empty for one that is unknown or, as UTF-16, was seen to for the whole file."""
    return _CHARSETS.get(next(iter(params.get("CHARSET", ())), "").upper(), "")


def _decoded(value: bytes, encodings: Iterable[str]) -> str:
    for encoding in encodings:
        try:
            return value.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _Unreadable("名片的文字编码无法识别，请在手机上改用 UTF-8 导出，或重新录入这个联系人")
