"""Finding contacts: who matches what was typed, the best first, and which characters to point out. Masks are applied above."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from lantian_desktop.domain.roster.contact_match import (
    NUMBER_EXPRESSIONS,
    FieldTexts,
    Span,
    at_start,
    covered,
    digits_of,
    entire,
    signs_of,
    within,
    words_of,
    written,
    written_numbers,
)
from lantian_desktop.domain.roster.roster import PostRole, RosterEntry, Side
from lantian_desktop.domain.spelling import Spelling

PHONE_FIELDS = ("mobile", "duty_phone", "office_phone", "extension")  # in the order they are called
MOST_RECENT = 20  # contacts a user went to last that go before others
_ONE_NUMBER = 7  # digits typed in groups are one number from so many on: a landline without its area code


class Tier(IntEnum):
    """How well a word fits a contact; the smaller, the better. Names and numbers come before units and posts."""

    EXACT = 1  # the whole name, its whole reading, or a whole number
    SURNAME = 2
    START = 3  # the name begins with it, or a number ends with it
    ELSEWHERE = 4  # in the given name, the unit or the post
    INSIDE_NUMBER = 5


@dataclass(frozen=True, slots=True)
class UnitWords:
    """What a unit is found by: the name that is shown, and everything else it is called."""

    shown: Spelling
    callings: tuple[Spelling, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """What is searched of one line of the roster."""

    id: int
    name: Spelling
    unit: UnitWords
    post: Spelling
    numbers: tuple[tuple[str, str], ...]  # field of Phones and the number in full
    starred: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """A text as it is shown, and the stretches of it that matched: from and to (not included), in order."""

    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactHit:
    """A contact that was found, as the user may see it; `number` is the one that matched, else the one to call first."""

    entry: RosterEntry
    name: Marked
    unit: Marked
    post: Marked
    number: Marked

    @property
    def id(self) -> int:
        """The roster line's number."""
        return self.entry.id


@dataclass(frozen=True, slots=True)
class Marks:
    """Which characters of a contact matched. `field` is the phone that matched ('' none), `digits` count in its full number."""

    name: tuple[Span, ...] = ()
    unit: tuple[Span, ...] = ()
    post: tuple[Span, ...] = ()
    field: str = ""
    digits: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The places in the roster that match, best first, and the words they match."""

    places: tuple[int, ...] = ()
    words: tuple[str, ...] = ()


def post_text(entry: RosterEntry) -> str:
    """Return what a line says of the post: round and group, title, the role where the title does not say it, A角 or B角."""
    group = f"第{entry.round_number}轮次{entry.group}" if entry.round_number else entry.group
    role = "" if entry.role is PostRole.OTHER or entry.role.label in entry.title else entry.role.label
    side = "" if entry.side is Side.NONE else entry.side.label
    return " ".join(part for part in (group, entry.title, role, side) if part)


class ContactSearch:
    """All contacts, made ready to be searched at every key. They are given in the roster's order."""

    def __init__(self, contacts: Sequence[Contact]) -> None:
        """Write every field down once."""
        self.contacts = tuple(contacts)
        records = tuple(enumerate(self.contacts))
        self._names = FieldTexts((written(contact.name), place) for place, contact in records)
        self._surnames = FieldTexts((written(_surname(contact.name)), place) for place, contact in records)
        self._posts = FieldTexts((written(contact.post), place) for place, contact in records)
        self._units = FieldTexts(_unit_lines(records))
        self._numbers = FieldTexts(
            (written_numbers(number for _, number in contact.numbers), place) for place, contact in records
        )
        self._places = {contact.id: place for place, contact in records}
        self._apart = len(records) + MOST_RECENT  # between starred ones and others there is room for the recent ones
        self._base_order = [place + self._apart * (not contact.starred) for place, contact in records]

    def place(self, contact_id: int) -> int | None:
        """Return where a contact stands in the roster."""
        return self._places.get(contact_id)

    def find(self, typed: str, *, recent: Sequence[int] = ()) -> Found:
        """Return who matches every word typed: by tier, then starred ones, then `recent` ones, then as the roster has them."""
        for words in _readings(typed):
            places = self._ranked(words, recent)
            if places:
                return Found(tuple(places), words)
        return Found()

    def marks(self, contact: Contact, words: Sequence[str]) -> Marks:
        """Return which characters of a found contact the words cover; every word is pointed out where it fits best."""
        spans: dict[str, list[Span]] = {"name": [], "unit": [], "post": []}
        field, digits = "", set[int]()
        for word in words:
            number = _matching_number(contact, word)
            texts = _first_text(contact, word)
            if number is not None and (texts is None or number[2] < len(NUMBER_EXPRESSIONS) - 1):
                digits |= set(number[1]) if field in {"", number[0]} else set()
                field = field or number[0]
            elif texts is not None:
                spans[texts[0]].append(texts[1])
        joined = {name: _joined(found) for name, found in spans.items()}
        return Marks(joined["name"], joined["unit"], joined["post"], field, tuple(sorted(digits)))

    def _ranked(self, words: Sequence[str], recent: Sequence[int]) -> list[int]:
        tiers: Sequence[int] = self._tiers(words[0])
        for word in words[1:]:
            tiers = [one + other if one and other else 0 for one, other in zip(tiers, self._tiers(word), strict=True)]
        standing = list(self._base_order)
        for turn, contact_id in enumerate(recent[:MOST_RECENT]):
            place = self._places.get(contact_id)
            if place is not None:
                standing[place] += turn - MOST_RECENT - place
        step = 2 * self._apart
        order = [tier * step + stands for tier, stands in zip(tiers, standing, strict=True)]
        return sorted((place for place, tier in enumerate(tiers) if tier), key=order.__getitem__)

    def _tiers(self, word: str) -> bytearray:
        """Return for every contact how well the word fits, 0 where it does not; worse fits are written over by better ones."""
        tiers = bytearray(len(self.contacts))
        for tier, found in self._found(word):
            for records in found:
                for place in records:
                    tiers[place] = tier
        return tiers

    def _found(self, word: str) -> Iterator[tuple[Tier, Iterable[Sequence[int]]]]:
        numeric = digits_of(word) == word
        if numeric:
            whole, tail, inside = (expression(word) for expression in NUMBER_EXPRESSIONS)
            yield Tier.INSIDE_NUMBER, self._numbers.records(inside)
        for lines in (self._posts, self._units, self._names):
            yield Tier.ELSEWHERE, lines.records(within(word))
        if numeric:
            yield Tier.START, self._numbers.records(tail)
        yield Tier.START, self._names.records(at_start(word))
        yield Tier.SURNAME, self._surnames.records_of_whole(entire(word))
        yield Tier.EXACT, self._names.records_of_whole(entire(word))
        if numeric:
            yield Tier.EXACT, self._numbers.records(whole)


def shown_digits(number: str, shown: str, digits: Sequence[int]) -> tuple[Span, ...]:
    """Return the stretches of `shown`, which is `number` in full or masked, that hold these of its digits; never a mask's."""
    places = [place for place, sign in enumerate(shown) if sign == "*" or digits_of(sign)]
    if len(places) != len(signs_of(number)):
        return ()
    seen = [digit for digit in digits if shown[places[digit]] != "*"]
    between = [(places[one], places[other] + 1) for one, other in pairwise(seen) if other == one + 1]
    return _joined([*((places[digit], places[digit] + 1) for digit in seen), *between])


def _readings(typed: str) -> Iterator[tuple[str, ...]]:
    """Yield what the words typed may mean: digits in groups are one number first, then words of their own."""
    words = words_of(typed)
    if len(words) > 1 and all(digits_of(word) == word for word in words) and sum(map(len, words)) >= _ONE_NUMBER:
        yield ("".join(words),)
    if words:
        yield words


def _surname(name: Spelling) -> Spelling:
    return Spelling(name.text[: name.surname], name.readings[: name.surname], name.surname)


def _unit_lines(records: Iterable[tuple[int, Contact]]) -> Iterator[tuple[str, int]]:
    lines: dict[int, tuple[str, ...]] = {}
    for place, contact in records:
        unit = contact.unit
        if id(unit) not in lines:  # contacts of a unit share it
            called = (unit.shown, *unit.callings)
            lines[id(unit)] = tuple(dict.fromkeys(written(spelling) for spelling in called))
        yield from ((line, place) for line in lines[id(unit)])


def _first_text(contact: Contact, word: str) -> tuple[str, Span] | None:
    """Return the first of name, unit and post that holds the word, and where; a unit's other name stands for the one shown."""
    for field, spelling in (("name", contact.name), ("unit", contact.unit.shown), ("post", contact.post)):
        span = covered(spelling, word)
        if span is None and field == "unit" and any(covered(called, word) for called in contact.unit.callings):
            span = (0, len(spelling.text))
        if span is not None:
            return field, span
    return None


def _matching_number(contact: Contact, word: str) -> tuple[str, range, int] | None:
    """Return the phone the digits fit best, which of its digits they are, and how well: 0 whole, 1 tail, 2 inside."""
    if digits_of(word) != word:
        return None
    for rank, expression in enumerate(NUMBER_EXPRESSIONS):
        for field, number in contact.numbers:
            line, sought = written_numbers((number,)), expression(word)
            at = line.find(sought)
            if at >= 0:
                begins = len(signs_of(line[: at + sought.startswith(";")]))
                return field, range(begins, begins + len(word)), rank
    return None


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return stretches in order, those that touch made one."""
    joined: list[Span] = []
    for begins, ends in sorted(spans):
        if joined and begins <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], ends))
        else:
            joined.append((begins, ends))
    return tuple(joined)


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found by 查找任何内容: `kind` is contact, issue or letter; `contact` tells more of a contact."""

    kind: str
    id: int
    title: str
    subtitle: str
    contact: ContactHit | None = None
