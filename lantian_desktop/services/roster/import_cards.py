"""Cards (.vcf) as rows of a roster import: which unit and which post a card speaks of. Who is known already tells `import_held`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from lantian_desktop.domain.roster.roster import PostRole, RosterEntry
from lantian_desktop.services.office import Office
from lantian_desktop.services.roster.lookups import Lookups

if TYPE_CHECKING:
    from lantian_desktop.exchange.kit.precheck import Record, Table

SUFFIX = ".vcf"


def is_cards(path: Path) -> bool:
    """Return whether a file holds cards, by its ending."""
    return path.suffix.lower() == SUFFIX


def read(office: Office, path: Path, *, unit: str = "") -> Table:
    """Return the cards of a file as rows of a roster; cards that name no unit of this office are of `unit`, if one is given."""
    from lantian_desktop.exchange.kit.reading import content  # spreadsheets: only where a file is read
    from lantian_desktop.exchange.roster.cards import cards_table

    table = cards_table(content(path), path.name, unit=unit)
    return _settled(table, Lookups(office), unit) if unit else table


def _settled(table: Table, lookups: Lookups, unit: str) -> Table:
    """Return the table with `unit` for every unit that nobody knows; what the card said goes to the remark."""
    return replace(table, records=tuple(_of_unit(record, lookups, unit) for record in table.records))


def _of_unit(record: Record, lookups: Lookups, unit: str) -> Record:
    named = [str(record.values.get(key) or "") for key in ("unit", "territory")]
    if not named[0] or any(lookups.unit(name) for name in named if name):
        return record
    place = " ".join(dict.fromkeys(filter(None, named)))
    remark = "\n".join(filter(None, (str(record.values.get("remark") or ""), f"名片单位：{place}")))
    return replace(record, values={**record.values, "unit": unit, "remark": remark})


def posted(offered: RosterEntry) -> tuple[RosterEntry, str]:
    """Return a new line with the post it is given when its card tells none, and what to say of it."""
    if offered.role is not PostRole.OTHER or offered.title:
        return offered, ""
    return replace(offered, role=PostRole.STAFF), f"名片上没有职务和联络身份，按“{PostRole.STAFF.label}”导入"
