"""Cards (.vcf) as rows of a roster import: a card is a person, so persons are known again by mobile or name, whatever their post."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from lantian_desktop.domain.people import plain_person
from lantian_desktop.domain.roster import PostRole, RosterEntry
from lantian_desktop.services.import_issues import Lookups
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster_lines import whole_roster

if TYPE_CHECKING:
    from lantian_desktop.exchange.precheck import Record, Table

SUFFIX = ".vcf"


def is_cards(path: Path) -> bool:
    """Return whether a file holds cards, by its ending."""
    return path.suffix.lower() == SUFFIX


def read(office: Office, path: Path, *, unit: str = "") -> Table:
    """Return the cards of a file as rows of a roster; cards that name no unit of this office are of `unit`, if one is given."""
    from lantian_desktop.exchange.reading import content  # spreadsheets: only where a file is read
    from lantian_desktop.exchange.roster_cards import cards_table

    table = cards_table(content(path), path.name, unit=unit)
    return _settled(table, Lookups(office), unit) if unit else table


def _settled(table: Table, lookups: Lookups, unit: str) -> Table:
    """Return the table with `unit` for every unit that nobody knows; what the card said goes to the remark."""
    return replace(table, records=tuple(_of_unit(record, lookups, unit) for record in table.records))


def _of_unit(record: Record, lookups: Lookups, unit: str) -> Record:
    named = [str(record.values.get(key) or "") for key in ("unit", "territory")]
    if not named[0] or any(lookups.unit(name) for name in named if name):
        return record
    said = " ".join(dict.fromkeys(filter(None, named)))
    remark = "\n".join(filter(None, (str(record.values.get("remark") or ""), f"名片单位：{said}")))
    return replace(record, values={**record.values, "unit": unit, "remark": remark})


class Persons:
    """Who is in the roster already, by mobile and by name; read once an import."""

    def __init__(self, office: Office) -> None:
        """Read the whole roster."""
        self._by_mobile: dict[str, list[RosterEntry]] = {}
        self._by_name: dict[tuple[int, str], list[RosterEntry]] = {}
        self._seen: dict[tuple[object, ...], int] = {}
        for line in whole_roster(office):
            for number in numbers(line):
                self._by_mobile.setdefault(number, []).append(line)
            if line.name:
                self._by_name.setdefault((line.unit_id, plain_person(line.name)), []).append(line)

    def find(self, offered: RosterEntry, taken: Container[int]) -> RosterEntry | None:
        """Return the line of the unit with the same mobile, else with the same name."""
        same = [line for number in numbers(offered) for line in self._by_mobile.get(number, ())]
        named = self._by_name.get((offered.unit_id, plain_person(offered.name)), ()) if offered.name else ()
        lines = (*(line for line in same if line.unit_id == offered.unit_id), *named)
        return next((line for line in lines if line.id not in taken), None)

    def others(self, offered: RosterEntry) -> tuple[RosterEntry, ...]:
        """Return the lines anywhere in the roster that have a mobile of this one."""
        return tuple(
            {line.id: line for number in numbers(offered) for line in self._by_mobile.get(number, ())}.values()
        )

    def repeated(self, offered: RosterEntry, row: int) -> int:
        """Return the earlier card of the same file that says the same of the same person, 0 for none."""
        post = (offered.unit_id, offered.role, offered.title, offered.round_number, offered.group)
        first = self._seen.setdefault((*post, plain_person(offered.name), offered.phones.mobile), row)
        return first if offered.name and first != row else 0


def numbers(line: RosterEntry) -> tuple[str, ...]:
    """Return the mobiles of a line, each as plain digits."""
    mobile = line.phones.mobile.replace(" ", "").replace("-", "")
    return tuple(number for number in mobile.split("、") if number)


def posted(offered: RosterEntry) -> tuple[RosterEntry, str]:
    """Return a new line with the post it is given when its card tells none, and what to say of it."""
    if offered.role is not PostRole.OTHER or offered.title:
        return offered, ""
    return replace(offered, role=PostRole.STAFF), f"名片上没有职务和联络身份，按“{PostRole.STAFF.label}”导入"
