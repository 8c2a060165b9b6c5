"""Units entered, renamed, moved and removed, each with its undo. The rules live in `domain.roster.unit_rules`, reading in `roster`."""

from __future__ import annotations

from dataclasses import replace

from lantian_desktop.domain.admin.people import Right
from lantian_desktop.domain.errors import InvalidInput, Refused
from lantian_desktop.domain.roster.roster import Unit
from lantian_desktop.domain.roster.unit_rules import check_unit, moved, placed, siblings, tidy
from lantian_desktop.services import undo as compensation
from lantian_desktop.services.office import Office
from lantian_desktop.services.search_keys import renew
from lantian_desktop.store.revisions import require_unchanged
from lantian_desktop.store.roster import units as stored


def save_unit(office: Office, *, unit: Unit) -> Unit:
    """Add a unit (number 0) behind the last of its siblings, or change one, with one undo.

    Raise InvalidInput naming the field when its place or what it is called will not do. `unit.order` is not asked for:
    a unit keeps its place until it stands below another one or is of another kind.
    """
    office.require(Right.EDIT_ROSTER)
    unit = tidy(unit)
    before = stored.unit(office.session, unit.id) if unit.id else None
    if before is not None:
        require_unchanged(office.session, before.revision, unit.revision)
    check_unit(unit, stored.all_units(office.session))
    if before is not None:
        _check_own(office, before, unit)
    title = "修改单位" if before else "新增单位"
    image = stored.unit_image(office.session, unit.id)
    with office.session.write(title) as touched:
        touched.note(name=unit.name)
        saved = _store(office, unit, before)
        compensation.offer(office, title=title, units_before=[{**image, "id": saved.id}])
        touched.add("units", saved.id)
        touched.add("roster")
        touched.add("issues")
    return stored.unit(office.session, saved.id)


def _store(office: Office, unit: Unit, before: Unit | None) -> Unit:
    """Write a unit; new among its siblings it goes behind them, called otherwise it is found by that."""
    known = stored.all_units(office.session)
    saved = stored.save_unit(office.session, replace(unit, order=before.order if before else 0))
    if before is None or (before.parent_id, before.kind) != (saved.parent_id, saved.kind):
        stored.arrange(office.session, placed(known, saved))
    if before is not None and _words(before) != _words(saved):
        renew(office, saved.id)
    return saved


def unit(office: Office, *, unit_id: int) -> Unit:
    """Return one unit; raise NotFound when there is none."""
    return stored.unit(office.session, unit_id)


def move_unit(office: Office, *, unit_id: int, by: int) -> None:
    """Move a unit by some places (negative: up) among the units of its kind below the same one, with one undo."""
    office.require(Right.EDIT_ROSTER)
    unit, title = stored.unit(office.session, unit_id), "调整单位次序"
    order = moved(stored.all_units(office.session), unit, by=by)
    image = stored.unit_image(office.session, unit_id)
    with office.session.write(title) as touched:
        touched.note(name=unit.name, by=by)
        stored.arrange(office.session, order)
        compensation.offer(office, title=title, units_before=[image])
        touched.add("units", unit_id)
        touched.add("roster")


def remove_unit(office: Office, *, unit_id: int) -> None:
    """Take a unit away, with one undo; raise Refused naming what refers to it."""
    office.require(Right.EDIT_ROSTER)
    unit, title = stored.unit(office.session, unit_id), "删除单位"
    refusal = removal_refusal(office, unit_id=unit_id)
    if refusal:
        raise Refused(refusal)
    image = stored.unit_image(office.session, unit_id)
    with office.session.write(title) as touched:
        touched.note(name=unit.name)
        stored.remove_unit(office.session, unit_id)
        compensation.offer(office, title=title, units_before=[image])
        touched.add("units", unit_id)


def removal_refusal(office: Office, *, unit_id: int) -> str:
    """Return the sentence why a unit cannot be taken away; an empty text when nothing refers to it."""
    unit = stored.unit(office.session, unit_id)
    if _own_field(office, unit):
        return f"“{unit.name}”是本单位，不能删除。"
    found = "、".join(f"{name} {count}" for name, count in stored.references(office.session, unit_id).items())
    if not found:
        return ""
    return f"“{unit.name}”还有{found}（已删除的也算），不能删除；请先改到别的单位，或者改它的名称。"


def may_move(office: Office, *, unit_id: int, by: int) -> bool:
    """Return whether a unit can be moved so many places among its siblings."""
    peers = [one.id for one in siblings(stored.all_units(office.session), stored.unit(office.session, unit_id))]
    return 0 <= peers.index(unit_id) + by < len(peers)


def _check_own(office: Office, before: Unit, unit: Unit) -> None:
    """本单位 is known by the name in the settings, so that one goes first."""
    field = _own_field(office, before)
    if field and getattr(before, field) != getattr(unit, field):
        raise InvalidInput(f"“{before.name}”是本单位，要改名请先在“设置”里改本单位的简称。", field=field)


def _own_field(office: Office, unit: Unit) -> str:
    own = office.profile.short_name
    return next((field for field in ("name", "short_name") if own and getattr(unit, field) == own), "")


def _words(unit: Unit) -> tuple[object, ...]:
    return (unit.name, unit.short_name, unit.formal_name, unit.aliases)
