"""At three in the morning: from the typed password to the number on duty, and from there to any of 5,000 contacts in five keys.

Reached means: the contact's number can be read on the screen, whole and beside the contact's name. A key is one press: a letter,
a digit, a blank or PageDown. An oracle that knows the roster picks the shortest way, as somebody does who knows whom to call;
it never writes to the window, the keys are typed into the box one by one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from lantian_desktop.domain.phones import grouped
from lantian_desktop.domain.roster.contact_search import Contact
from lantian_desktop.domain.spelling import Spelling
from lantian_desktop.paths import resources
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster.contact_finding import find_contacts
from lantian_desktop.services.roster.contact_index import contact_index
from lantian_desktop.ui.duty.mode.calls import FOUND
from lantian_desktop.ui.kit.paint.theme import Mode, TextSize
from lantian_desktop.ui.kit.work.memory import enter_in_duty_mode
from lantian_desktop.ui.kit.work.shell import OfficeMemory
from lantian_desktop.ui.shell.start import appearance_for
from tests import invented_contacts
from tests.ui.duty.night_kit import ON_DUTY, Night, end, make_night, open_desk
from tests.ui.hands import settle

SAMPLE = {TextSize.STANDARD: 220, TextSize.LARGE: 60, TextSize.HUGE: 60}
MOST_KEYS = 5
HEIGHT = 768
WORST_PAGE = {TextSize.STANDARD: 4, TextSize.LARGE: 3, TextSize.HUGE: 3}  # lines seen at 1366 × 768 at the very least


@pytest.fixture(scope="module")
def night(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    """An office of 5,000 contacts; 示例甲 goes straight to duty mode."""
    folder = tmp_path_factory.mktemp("night")
    appearance = appearance_for(qapp, resources())
    first = make_night(folder, appearance, fill)
    first.desk.close()
    made = open_desk(folder, appearance, first.clock)
    yield made
    end(made)


def fill(office: Office) -> None:
    invented_contacts.add_contacts(office)
    enter_in_duty_mode(OfficeMemory(office), wanted=True)


def test_a_typed_password_brings_the_numbers_on_duty_at_once(night: Night) -> None:
    for number in ON_DUTY:
        assert number not in night.read()
    night.sign_in()
    for number in ON_DUTY:
        assert number in night.read()
    assert night.mode.box.hasFocus()


def test_without_that_choice_the_first_tab_shows_the_numbers_at_once(qapp, tmp_path, appearance) -> None:
    night = make_night(tmp_path, appearance)
    night.sign_in()
    assert night.desk.currentWidget() is night.desk.window_shown
    for number in ON_DUTY:
        assert number in night.read()
    end(night)


@pytest.mark.parametrize("size", list(TextSize), ids=[size.value for size in TextSize])
def test_any_contact_is_reached_in_five_keys(night: Night, size: TextSize, appearance) -> None:
    come_in(night, size)
    page = night.mode.calls.lines.page()
    assert page >= WORST_PAGE[size]
    ways = Ways(night.office)
    keys: Counter[int] = Counter()
    for contact in Random(20190716).sample(ways.contacts, SAMPLE[size]):
        typed, turns = ways.shortest(contact, page)
        assert len(typed) + turns <= MOST_KEYS, f"{contact.name.text} {contact.numbers}"
        reach(night, typed, turns)
        assert_readable(night, contact)
        keys[len(typed) + turns] += 1
        night.press(Qt.Key.Key_Escape)
    assert sum(keys.values()) == SAMPLE[size]


def test_without_any_number_in_mind_most_are_reached_in_five_keys_as_well(night: Night, appearance) -> None:
    come_in(night, TextSize.STANDARD)
    page = night.mode.calls.lines.page()
    ways = Ways(night.office, by_number=False)
    sample = Random(20190716).sample(ways.contacts, 200)
    keys = Counter(len(typed) + turns for typed, turns in (ways.shortest(one, page) for one in sample))
    assert sum(count for needed, count in keys.items() if needed <= MOST_KEYS) >= len(sample) * 2 // 3


def come_in(night: Night, size: TextSize) -> None:
    """Be in duty mode on a usual screen at a text size."""
    if night.desk.office is None:
        night.sign_in()
    if night.desk.mode is not None:
        night.desk.leave_duty_mode()
    night.desk._appearance.choose(mode=Mode.LIGHT, size=size)
    night.desk.show_duty_mode()
    settle()
    night.desk.resize(1366, HEIGHT)
    settle()


def reach(night: Night, typed: str, turns: int) -> None:
    """Press the keys, each as the system delivers it."""
    assert night.mode.box.text() == ""
    night.type(typed)
    for _press in range(turns):
        night.press(Qt.Key.Key_PageDown)


def assert_readable(night: Night, contact: Contact) -> None:
    """Assert that the contact's number is seen, whole, on the line of the contact's name."""
    number = grouped(contact.numbers[0][1])
    shown = night.read().split("\n")
    assert number in shown, f"{contact.name.text} {number}: {shown}"
    seen = [(line.name.text, grouped(line.phone)) for line in night.mode.calls.lines.seen()]
    assert (contact.name.text, number) in seen


class Ways:
    """What somebody may type who knows a contact's name, unit and, if `by_number`, the end of the number."""

    def __init__(self, office: Office, *, by_number: bool = True) -> None:
        self._office, self._by_number = office, by_number
        invented = {entry.id for entry in contact_index(office).entries.values() if "示例" in entry.name}
        self.contacts = [one for one in contact_index(office).search.contacts if one.id in invented]
        self._places = cache(self._find)

    def shortest(self, contact: Contact, page: int) -> tuple[str, int]:
        """Return the text to type and the times to turn the page for the fewest keys in all."""
        best = ("", 99)
        for typed in sorted(self._texts(contact), key=len):
            if len(typed) >= len(best[0]) + best[1]:
                break
            place = self._places(typed).get(contact.id)
            turns = 99 if place is None else place // page
            if len(typed) + turns < len(best[0]) + best[1]:
                best = (typed, turns)
        return best

    def _find(self, typed: str) -> dict[int, int]:
        hits = find_contacts(self._office, text=typed, limit=FOUND)
        return {hit.id: place for place, hit in enumerate(sorted(hits, key=lambda hit: not hit.number.text))}

    def _texts(self, contact: Contact) -> Iterator[str]:
        name, unit = initials(contact.name), initials(contact.unit.shown)
        surname, number = contact.name.readings[0][0], contact.numbers[0][1]
        yield from (name[:end] for end in range(1, 5))
        yield from (surname[:end] for end in range(1, 6))
        yield from (unit[:end] for end in range(1, 5))
        yield from (
            f"{first[:a]} {unit[:b]}" for first in (name, surname) for a in range(1, 4) for b in range(1, 5 - a)
        )
        if self._by_number:
            yield from (number[-end:] for end in range(1, 6))
            yield from (f"{first[:a]} {number[-b:]}" for first in (name, unit) for a in (1, 2) for b in range(1, 5 - a))


def initials(spelling: Spelling) -> str:
    """Return the first letters of a text's first readings."""
    return "".join(reading[0][0] for reading in spelling.readings if reading)
