"""What the roster holds already, as an import asks for it: the line of a post, of a person, of a number."""

from __future__ import annotations

from collections.abc import Container

from lantian_desktop.domain.admin.people import plain_person
from lantian_desktop.domain.roster.roster import RosterEntry
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster.lines import whole_roster
from lantian_desktop.store.roster.roster import match_among


class KnownLines:
    """What is in the roster already, by post, mobile and name; read once an import, for a question a row would take minutes."""

    def __init__(self, office: Office) -> None:
        """Read the whole roster."""
        self._by_mobile: dict[str, list[RosterEntry]] = {}
        self._by_name: dict[tuple[int, str], list[RosterEntry]] = {}
        self._by_post: dict[tuple[object, ...], list[RosterEntry]] = {}
        self._seen: dict[tuple[object, ...], int] = {}
        for line in sorted(whole_roster(office), key=lambda line: line.id):
            self._by_post.setdefault(_post(line), []).append(line)
            for number in _numbers(line):
                self._by_mobile.setdefault(number, []).append(line)
            if line.name:
                self._by_name.setdefault((line.unit_id, plain_person(line.name)), []).append(line)

    def in_post(self, offered: RosterEntry, taken: Container[int]) -> RosterEntry | None:
        """Return the line of the same unit, role, round and group that is meant."""
        return match_among(
            self._by_post.get(_post(offered), ()),
            role=offered.role,
            title=offered.title,
            name=offered.name,
            exclude=taken,
            side=offered.side,
        )

    def of_person(self, offered: RosterEntry, taken: Container[int]) -> RosterEntry | None:
        """Return the line of the unit with the same mobile, else with the same name."""
        same = [line for number in _numbers(offered) for line in self._by_mobile.get(number, ())]
        named = self._by_name.get((offered.unit_id, plain_person(offered.name)), ()) if offered.name else ()
        lines = (*(line for line in same if line.unit_id == offered.unit_id), *named)
        return next((line for line in lines if line.id not in taken), None)

    def others(self, offered: RosterEntry) -> tuple[RosterEntry, ...]:
        """Return the lines anywhere in the roster that have a mobile of this one."""
        return tuple(
            {line.id: line for number in _numbers(offered) for line in self._by_mobile.get(number, ())}.values()
        )

    def repeated(self, offered: RosterEntry, row: int) -> int:
        """Return the earlier card of the same file that says the same of the same person, 0 for none."""
        facts = (*_post(offered), offered.title, offered.side)
        first = self._seen.setdefault((*facts, plain_person(offered.name), offered.phones.mobile), row)
        return first if offered.name and first != row else 0


def _numbers(line: RosterEntry) -> tuple[str, ...]:
    """Return the mobiles of a line, each as plain digits."""
    mobile = line.phones.mobile.replace(" ", "").replace("-", "")
    return tuple(number for number in mobile.split("、") if number)


def _post(line: RosterEntry) -> tuple[object, ...]:
    return line.unit_id, line.role, line.round_number, line.group
