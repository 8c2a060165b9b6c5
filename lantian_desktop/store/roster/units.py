"""Units in the office's fixed order, and rounds of inspection. Who holds which post lives in `roster`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from peewee import IntegrityError

from lantian_desktop.domain.errors import InvalidInput, NotFound
from lantian_desktop.domain.roster.roster import GroupKind, InspectionGroup, Round, Unit, UnitKind
from lantian_desktop.domain.roster.unit_rules import plain_calling
from lantian_desktop.store.revisions import next_revision, put_revision, save_revision
from lantian_desktop.store.rows import (
    fetch,
    image_rows,
    pack,
    put_image_row,
    run,
    run_many,
    tuples,
    unpack,
    unpack_texts,
)
from lantian_desktop.store.session import Session
from lantian_desktop.store.tables import GroupRow, IssueRow, LetterRow, PostRow, RoundRow, SupportingUnitRow, UnitRow

TOPIC = "units"  # what is remembered between two changes of the units
# What a unit may be called, the surest first.
_RANKS: tuple[Callable[[Unit], tuple[str, ...]], ...] = (
    lambda unit: (unit.name,),
    lambda unit: (unit.formal_name,),
    lambda unit: (unit.short_name,),
    lambda unit: (unit.code,),
    lambda unit: unit.aliases,
)


def all_units(db: Session) -> tuple[Unit, ...]:
    """Return all units in their fixed order."""
    query = UnitRow.select().order_by(UnitRow.position, UnitRow.id)
    return db.remember(TOPIC, "all", lambda: tuple(_unit(row) for row in fetch(db, query)))


def unit(db: Session, unit_id: int) -> Unit:
    """Return one unit; raise NotFound when there is none of that number."""
    found = db.remember(TOPIC, "by_id", lambda: {unit.id: unit for unit in all_units(db)}).get(unit_id)
    if found is None:
        raise NotFound("找不到这个单位，请在单位列表中重新选择。")
    return found


def find_unit(db: Session, text: str) -> Unit | None:
    """Return the unit called `text`: by name first, then formal name, short name, code and alias, blanks aside."""
    return db.remember(TOPIC, "by_calling", lambda: _by_calling(all_units(db))).get(plain_calling(text))


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
            save_revision(db, UnitRow, UnitRow.id == unit.id, columns, expected=unit.revision)
        else:
            unit = replace(unit, id=run(db, UnitRow.insert(**columns)))
    except IntegrityError as error:
        raise InvalidInput(f"已有名为“{unit.name}”的单位，请换一个名称。", field="name") from error
    db.forget(TOPIC)
    return replace(unit, revision=next_revision(db))


def arrange(db: Session, units: Sequence[Unit]) -> None:
    """Give the units the order they are handed in, every one a place of its own."""
    moved = [(place, unit.id) for place, unit in enumerate(units, 1) if unit.order != place]
    run_many(db, "UPDATE unit SET position = ? WHERE id = ?", moved)
    db.forget(TOPIC)


def remove_unit(db: Session, unit_id: int) -> None:
    """Take a unit away that nothing refers to."""
    run(db, UnitRow.delete().where(UnitRow.id == unit_id))
    db.forget(TOPIC)


def references(db: Session, unit_id: int) -> dict[str, int]:
    """Return how much refers to a unit, by what it is; deleted lines and issues count, for they can be brought back."""
    led = (IssueRow.territory_id == unit_id) | (IssueRow.lead_unit_id == unit_id)
    supported = SupportingUnitRow.select(SupportingUnitRow.issue_id).where(SupportingUnitRow.unit_id == unit_id)
    addressed = tuples(db, LetterRow.select(LetterRow.addressee_ids))
    found = {
        "下级单位": sum(unit.parent_id == unit_id for unit in all_units(db)),
        "名册条目": len(tuples(db, PostRow.select(PostRow.id).where(PostRow.unit_id == unit_id))),
        "问题": len(tuples(db, IssueRow.select(IssueRow.id).where(led | IssueRow.id.in_(supported)))),
        "文书": sum(unit_id in unpack(ids) for (ids,) in addressed),
        "督导帮扶组": sum(unit_id in group.territory_ids for group in all_groups(db)),
    }
    return {name: count for name, count in found.items() if count}


def unit_image(db: Session, unit_id: int) -> dict[str, Any]:
    """Return what is stored of a unit (0: of one still to be added) and the place of every unit, as plain numbers and texts."""
    rows = image_rows(db, UnitRow, UnitRow.id == unit_id)
    places = [[unit.order, unit.id] for unit in all_units(db)]
    return {"id": unit_id, "row": rows[0] if rows else None, "places": places}


def put_unit_image(db: Session, image: Mapping[str, Any]) -> None:
    """Bring a unit and the order of all back to what they were when `unit_image` was taken; one added since goes."""
    if image["row"] is None:
        run(db, UnitRow.delete().where(UnitRow.id == image["id"]))
    else:
        put_image_row(db, UnitRow, image["row"])
    run_many(db, "UPDATE unit SET position = ? WHERE id = ?", image["places"])
    db.forget(TOPIC)


def rounds(db: Session) -> tuple[Round, ...]:
    """Return all rounds by number."""
    query = RoundRow.select().order_by(RoundRow.number)
    return db.remember(
        TOPIC,
        "rounds",
        lambda: tuple(Round(**row) for row in fetch(db, query)),
    )


def save_round(db: Session, round_: Round) -> Round:
    """Add a round or replace its days where it is still as it was read."""
    days = {"starts_on": round_.starts_on, "ends_on": round_.ends_on}
    revision = put_revision(db, RoundRow, {"number": round_.number}, days, expected=round_.revision)
    db.forget(TOPIC)
    return replace(round_, revision=revision)


def groups(db: Session, round_number: int) -> tuple[InspectionGroup, ...]:
    """Return the inspection groups of a round, the central one first, then by name with figures as numbers."""
    rows = fetch(db, GroupRow.select().where(GroupRow.round_number == round_number))
    found = [
        InspectionGroup(round_number, row["name"], GroupKind(row["kind"]), tuple(unpack(row["territory_ids"])))
        for row in rows
    ]
    return tuple(sorted(found, key=lambda group: (group.kind is not GroupKind.CENTRAL, len(group.name), group.name)))


def all_groups(db: Session) -> tuple[InspectionGroup, ...]:
    """Return the groups of every round, in the rounds' order and their own."""
    return db.remember(TOPIC, "groups", lambda: _all_groups(db))


def save_group(db: Session, group: InspectionGroup) -> None:
    """Add an inspection group or replace what is known of it."""
    columns = {"kind": group.kind.value, "territory_ids": pack(list(group.territory_ids))}
    run(db, GroupRow.insert(round_number=group.round_number, name=group.name, **columns).on_conflict_replace())
    db.forget(TOPIC)


def remove_group(db: Session, group: InspectionGroup) -> None:
    """Take an inspection group off its round."""
    run(db, GroupRow.delete().where((GroupRow.round_number == group.round_number) & (GroupRow.name == group.name)))
    db.forget(TOPIC)


def round_image(db: Session, number: int) -> dict[str, Any]:
    """Return all that is stored of a round as plain texts and numbers; no days at all where there is no such round."""
    kept = next((one for one in rounds(db) if one.number == number), None)
    days = None if kept is None else [day.isoformat() if day else "" for day in (kept.starts_on, kept.ends_on)]
    group_values = [[group.name, group.kind.value, list(group.territory_ids)] for group in groups(db, number)]
    return {"number": number, "days": days, "groups": group_values}


def put_round_image(db: Session, image: Mapping[str, Any]) -> None:
    """Bring a round and its groups back to what they were when `round_image` was taken."""
    number, days = image["number"], image["days"]
    run(db, RoundRow.delete().where(RoundRow.number == number))
    run(db, GroupRow.delete().where(GroupRow.round_number == number))
    if days is not None:
        starts_on, ends_on = (date.fromisoformat(day) if day else None for day in days)
        save_round(db, Round(number, starts_on, ends_on))
    for name, kind, territories in image["groups"]:
        save_group(db, InspectionGroup(number, name, GroupKind(kind), tuple(territories)))
    db.forget(TOPIC)


def _all_groups(db: Session) -> tuple[InspectionGroup, ...]:
    numbers = fetch(db, GroupRow.select(GroupRow.round_number).distinct().order_by(GroupRow.round_number))
    return tuple(group for row in numbers for group in groups(db, row["round_number"]))


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
        revision=row["revision"],
    )


def _by_calling(units: tuple[Unit, ...]) -> dict[str, Unit]:
    """Return the units by what they may be called; a surer calling of one goes before a looser one of another."""
    found: dict[str, Unit] = {}
    for rank in _RANKS:
        for unit in units:
            for calling in rank(unit):
                if plain_calling(calling):
                    found.setdefault(plain_calling(calling), unit)
    return found
