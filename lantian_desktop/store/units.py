"""Units in the office's fixed order, and rounds of inspection. Who holds which post lives in `roster`."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import Any

from peewee import IntegrityError

from lantian_desktop.domain.errors import InvalidInput, NotFound
from lantian_desktop.domain.roster import Round, Unit, UnitKind
from lantian_desktop.store.rows import fetch, fetch_one, pack, run, unpack_texts
from lantian_desktop.store.session import Session
from lantian_desktop.store.tables import RoundRow, UnitRow

_RANKS = 5  # name, formal name, short name, code, alias


def all_units(db: Session) -> tuple[Unit, ...]:
    """Return all units in their fixed order."""
    return tuple(_unit(row) for row in fetch(db, UnitRow.select().order_by(UnitRow.position, UnitRow.id)))


def unit(db: Session, unit_id: int) -> Unit:
    """Return one unit; raise NotFound when there is none of that number."""
    row = fetch_one(db, UnitRow.select().where(UnitRow.id == unit_id))
    if row is None:
        raise NotFound("找不到这个单位，请在单位列表中重新选择。")
    return _unit(row)


def find_unit(db: Session, text: str) -> Unit | None:
    """Return the unit called `text`: by name first, then formal name, short name, code and alias, blanks aside."""
    wanted = _plain(text)
    if not wanted:
        return None
    known = [(unit, _callings(unit)) for unit in all_units(db)]
    ranked = (unit for rank in range(_RANKS) for unit, called in known if wanted in map(_plain, called[rank]))
    return next(ranked, None)


def save_unit(db: Session, unit: Unit) -> Unit:
    """Add a unit (number 0) or replace it, and return it as stored."""
    columns = {
        "name": unit.name,
        "short_name": unit.short_name,
        "formal_name": unit.formal_name,
        "aliases": pack(unit.aliases),
        "kind": unit.kind.value,
        "position": unit.order,
        "code": unit.code,
        "parent_id": unit.parent_id,
    }
    try:
        if unit.id:
            run(db, UnitRow.update(**columns).where(UnitRow.id == unit.id))
            return unit
        return replace(unit, id=run(db, UnitRow.insert(**columns)))
    except IntegrityError as error:
        raise InvalidInput(f"已有名为“{unit.name}”的单位，请换一个名称。", field="name") from error


def rounds(db: Session) -> tuple[Round, ...]:
    """Return all rounds by number."""
    rows = fetch(db, RoundRow.select().order_by(RoundRow.number))
    return tuple(Round(row["number"], row["starts_on"], row["ends_on"]) for row in rows)


def save_round(db: Session, round_: Round) -> None:
    """Add a round or replace its days."""
    run(
        db,
        RoundRow.insert(number=round_.number, starts_on=round_.starts_on, ends_on=round_.ends_on).on_conflict_replace(),
    )


def _unit(row: dict[str, Any]) -> Unit:
    return Unit(
        id=row["id"],
        name=row["name"],
        short_name=row["short_name"],
        kind=UnitKind(row["kind"]),
        order=row["position"],
        code=row["code"],
        parent_id=row["parent_id"],
        formal_name=row["formal_name"],
        aliases=unpack_texts(row["aliases"]),
    )


def _callings(unit: Unit) -> tuple[tuple[str, ...], ...]:
    """Return what a unit may be called, the surest first."""
    return ((unit.name,), (unit.formal_name,), (unit.short_name,), (unit.code,), unit.aliases)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
