"""What a vCard is to this room: cards of properties, and how they are written (3.0, RFC 2426). Reading lives in `vcard_reading`.

No library: the known one ends the whole file at the first line it cannot read, tells no card from another when it does, decides
the encoding for a file instead of a line, and brings three more packages along. What is needed here is small and must never stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

FOLD_OCTETS = 75  # RFC 2426 2.6: a line longer than this is folded
MAX_BYTES = 20 * 1024 * 1024
MAX_CARDS = 100_000
_ESCAPES = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_BREAKS = re.compile("\r\n|\r")
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f]"
)  # no control character but a line break and a tab means anything in a card


@dataclass(frozen=True, slots=True)
class Property:
    """One line of a card: upper-case name, value as it stands in the file (escaped), parameters, and the group (item1.TEL)."""

    name: str
    value: str
    params: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    group: str = ""
    new_lines: bool = True  # whether \n in the value is a line break (3.0 and 4.0)

    @property
    def text(self) -> str:
        """The value unescaped, as one text."""
        return unescaped(self.value, new_lines=self.new_lines)

    @property
    def parts(self) -> tuple[str, ...]:
        """The components of a structured value (N, ORG), each unescaped and without outer blanks."""
        return tuple(unescaped(part, new_lines=self.new_lines).strip() for part in split_unescaped(self.value, ";"))

    @property
    def types(self) -> frozenset[str]:
        """The words of TYPE in lower case; the bare words of 2.1 are among them."""
        return frozenset(word.lower() for word in self.params.get("TYPE", ()))


@dataclass(frozen=True, slots=True)
class VCard:
    """A card that could be read: its number in the file from 1, its properties, and lines that say nothing known."""

    number: int
    properties: tuple[Property, ...]
    strays: tuple[str, ...] = ()

    def first(self, *names: str) -> Property | None:
        """Return the first property of one of these names that holds anything."""
        return next((one for name in names for one in self.properties if one.name == name and one.value.strip()), None)

    def text(self, *names: str) -> str:
        """Return the text of the first property of one of these names, empty when there is none."""
        found = self.first(*names)
        return found.text.strip() if found else ""

    def all(self, name: str) -> tuple[Property, ...]:
        """Return every property of a name that holds anything."""
        return tuple(one for one in self.properties if one.name == name and one.value.strip())


@dataclass(frozen=True, slots=True)
class BadCard:
    """A card that could not be read: its number in the file, why, and how it begins."""

    number: int
    reason: str
    beginning: str = ""


def unescaped(value: str, *, new_lines: bool = True) -> str:
    r"""Return a value with \, \; \: \\ as the signs they stand for and, with `new_lines`, \n as a line break."""

    def plain(found: re.Match[str]) -> str:
        sign = found[1]
        if sign in "nN":
            return "\n" if new_lines else found[0]
        return sign if sign in '\\;,:"' else found[0]

    return _ESCAPED.sub(plain, value)


def escaped(text: str) -> str:
    """Return a text as a value; control characters fall away."""
    plain = _UNSAFE.sub("", _BREAKS.sub("\n", text))
    return "".join(_ESCAPES.get(sign, sign) for sign in plain)


def split_unescaped(value: str, separator: str) -> list[str]:
    """Return the parts of a value between separators that are not escaped; the parts stay escaped."""
    parts, start, index = [], 0, 0
    while index < len(value):
        if value[index] == "\\":
            index += 2
            continue
        if value[index] == separator:
            parts.append(value[start:index])
            start = index + 1
        index += 1
    return [*parts, value[start:]]


def content_line(name: str, *parts: str, types: Iterable[str] = (), group: str = "") -> str:
    """Return one unfolded line; several `parts` are the components of a structured value."""
    kinds = ",".join(types)
    head = f"{group}.{name}" if group else name
    return f"{head}{f';TYPE={kinds}' if kinds else ''}:{';'.join(map(escaped, parts))}"


def folded(line: str) -> str:
    """Return a line folded at 75 octets; no character is cut."""
    if len(line.encode("utf-8")) <= FOLD_OCTETS:
        return line
    pieces, piece, octets = [], "", 0
    for sign in line:
        size = len(sign.encode("utf-8"))
        if octets + size > FOLD_OCTETS:
            pieces.append(piece)
            piece, octets = " ", 1
        piece += sign
        octets += size
    return "\r\n".join([*pieces, piece])


def card_text(lines: Iterable[str]) -> str:
    """Return one card of version 3.0 with these lines in it."""
    whole = ("BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD")
    return "".join(f"{folded(line)}\r\n" for line in whole)
